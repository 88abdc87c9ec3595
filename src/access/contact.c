/* contact.c - whom to ask at a unit. */
#include "access/contact.h"

#include "access/role.h"
#include "gen/sql_access.h"

#include <string.h>

/* A list of texts as JSON, which both databases can read. */
static const char *as_json(struct arena *mem, const char *const *s, size_t n)
{
	struct val *list = val_list(mem);
	struct buf b = {.mem = mem};

	for (size_t i = 0; i < n; i++)
		list_s(list, s[i]);
	val_json(list, &b);
	return b.s;
}

static bool is_same(const struct contact_row *a, const struct contact_row *b)
{
	return a->account == b->account && !strcmp(a->unit, b->unit);
}

enum err contact_list(struct ctx *c, const char *const *units, size_t n,
		      const char *kind, struct contact **out, size_t *found)
{
	struct contact_row *row;
	size_t rows;

	TRY(sql_contact_list(c, as_json(c->mem, units, n), kind, c->today,
			     c->now, powers_allowing(c->mem, ACT_ANSWER), &row,
			     &rows));
	*out = arena_array(c->mem, rows, sizeof(**out));
	*found = 0;
	for (size_t i = 0; i < rows; i++)
		if (i == 0 || !is_same(&row[i], &row[i - 1]))
			(*out)[(*found)++] = (struct contact){
				row[i].unit, row[i].account, row[i].login,
				row[i].lang, row[i].email,   row[i].how};
	return OK;
}

const struct contact *contact_of(const struct contact *list, size_t found,
				 const char *unit, size_t *n)
{
	size_t lo = 0, hi = found;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(list[mid].unit, unit) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (*n = 0; lo + *n < found && !strcmp(list[lo + *n].unit, unit);)
		++*n;
	return list + lo;
}
