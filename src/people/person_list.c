/* person_list.c - people by name, page by page. */
#include "people/person.h"

#include "access/sight.h"
#include "base/day.h"
#include "base/text.h"
#include "org/unit.h"
#include "org/view.h"
#include "people/members.h"
#include "people/words.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many people they are gathered and put in order; of more the
 * names are walked along. */
#define FEW 5000

#define KEY_MOST 2048 /* bytes of a sort key in an address */

struct listing {
	struct ctx *c;
	const struct person_ask *ask;
	struct sight sight;
	int64_t unit; /* id; 0: all in sight */
	const char *word[NAME_WORDS];
	struct blob after_sort;
	int64_t after_id;
	int64_t most; /* rows to read: one more than the page */
	struct person_item *item;
	size_t n;
};

static int hex(char ch)
{
	const char *at = strchr("0123456789abcdef", ch);

	return ch && at ? (int)(at - "0123456789abcdef") : -1;
}

/* "12.2a3f…": the number and the key of the last one of the page before. */
static enum err read_after(struct listing *l)
{
	const char *s = l->ask->after;
	char *end, *key = arena_alloc(l->c->mem, KEY_MOST);
	size_t n = 0;
	bool good = true;

	l->after_sort = (struct blob){key, 0};
	l->after_id = 0;
	if (!*s)
		return OK;
	l->after_id = strtoll(s, &end, 10);
	good = *end == '.';
	for (s = end + good; good && *s; s += 2) {
		int high = hex(s[0]), low = high < 0 ? -1 : hex(s[1]);

		good = low >= 0 && n < KEY_MOST;
		if (good)
			key[n++] = (char)(high << 4 | low);
	}
	if (!good)
		return fail(l->c, ERR_INVALID, "after",
			    N_("There is no such page; begin with the "
			       "first."));
	l->after_sort.size = n;
	return OK;
}

static const char *next_after(struct arena *mem, const struct person_item *p)
{
	return arena_printf(mem, "%lld.%s", (long long)p->id,
			    text_hex(mem, p->sort.data, p->sort.size));
}

static enum err read_members(struct listing *l)
{
	struct ctx *c = l->c;
	int64_t at = l->ask->at, n = FEW + 1;
	const char **w = l->word;

	if (l->unit)
		TRY(members_count(c, l->unit, at, &n));
	else if (!l->sight.all)
		TRY(members_in_sight(c, &l->sight, at, &n));
	if (n <= FEW)
		return sql_person_gather(
			c, l->unit, at, w[0], w[1], w[2], w[3], w[4],
			l->after_sort, l->after_id, l->most, l->sight.all,
			c->account, c->today, l->sight.powers, &l->item, &l->n);
	return sql_person_walk(c, l->unit, at, w[0], w[1], w[2], w[3], w[4],
			       l->after_sort, l->after_id, l->most,
			       l->sight.all, c->account, c->today,
			       l->sight.powers, &l->item, &l->n);
}

static enum err read_people(struct listing *l)
{
	struct ctx *c = l->c;
	const char **w = l->word;
	bool cut = !strcmp(l->ask->state, "to-place");

	if (!strcmp(l->ask->state, "member"))
		return read_members(l);
	if (!cut && strcmp(l->ask->state, "left"))
		return fail(c, ERR_INVALID, "state",
			    N_("There is no such list of people."));
	return sql_person_without(c, l->unit, l->ask->at, cut, w[0], w[1], w[2],
				  w[3], w[4], l->after_sort, l->after_id,
				  l->most, l->sight.all, c->account, c->today,
				  l->sight.powers, &l->item, &l->n);
}

static struct val *item_view(struct arena *mem, const struct person_item *p)
{
	struct val *v = val_map(mem);

	map_s(v, "code", p->code);
	map_s(v, "name", p->name);
	map_s(v, "unit", p->unit);
	map_s(v, "unit_name", p->unit_name);
	map_day(v, "since", p->since);
	map_s(v, "email", p->email);
	map_s(v, "phone", p->phone);
	return v;
}

static enum err open_list(struct ctx *c, const struct person_ask *ask,
			  struct listing *l)
{
	struct unit u;

	*l = (struct listing){.c = c, .ask = ask, .most = ask->limit + 1};
	if (ask->unit) {
		TRY(unit_get(c, ask->unit, ask->at, &u));
		TRY(may(c, ACT_KNOW, u.id));
		l->unit = u.id;
	}
	return sight_get(c, ACT_KNOW, &l->sight);
}

/* A code instead of words: the one that it leads to comes first in a list
 * that begins right before it, if it is in it at all. */
static enum err read_code(struct listing *l)
{
	struct person p;
	enum err e =
		code_valid(l->ask->find)
			? sql_person_one(l->c, l->ask->find, l->c->today, &p)
			: ERR_MISSING;

	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	name_patterns(l->c->mem, "", l->word);
	l->after_sort = name_sort_key(l->c->mem, p.name);
	l->after_id = p.id - 1;
	l->most = 1;
	TRY(read_people(l));
	if (l->n > 0 && l->item[0].id != p.id)
		l->n = 0;
	l->most = l->ask->limit + 1;
	return OK;
}

enum err person_list(struct ctx *c, const struct person_ask *ask,
		     struct val **out)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct listing l;
	size_t shown;

	TRY(open_list(c, ask, &l));
	TRY(read_code(&l));
	if (l.n == 0) {
		TRY(read_after(&l));
		name_patterns(c->mem, ask->find, l.word);
		TRY(read_people(&l));
	}
	shown = l.n > (size_t)ask->limit ? (size_t)ask->limit : l.n;
	for (size_t i = 0; i < shown; i++)
		list_v(list, item_view(c->mem, &l.item[i]));
	map_v(v, "people", list);
	map_s(v, "next",
	      shown < l.n ? next_after(c->mem, &l.item[shown - 1]) : NULL);
	*out = v;
	return OK;
}

enum err people_unplaced(struct ctx *c, int64_t unit, int64_t at, int64_t *n)
{
	struct people_number count;

	TRY(sql_person_unplaced(c, unit, at, &count));
	*n = count.n;
	return OK;
}
