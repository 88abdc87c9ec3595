/* holder.c - who has a task: units, bodies and people. */
#include "programme/holder.h"

#include "access/notice.h"
#include "base/show.h"
#include "gen/sql_programme.h"
#include "org/tree.h"
#include "org/unit.h"
#include "people/body.h"
#include "people/person.h"

#include <inttypes.h>
#include <string.h>

static enum err find_unit(struct ctx *c, const char *code, struct holder *h)
{
	struct unit u;

	TRY(unit_get(c, code, c->today, &u));
	*h = (struct holder){.unit = u.id, .code = u.code, .name = u.name};
	return OK;
}

static enum err find_body(struct ctx *c, const char *code, struct holder *h)
{
	struct body b;

	TRY(body_get(c, code, &b));
	*h = (struct holder){.body = b.id, .code = b.code, .name = b.name};
	return OK;
}

static enum err find_person(struct ctx *c, const char *code, struct holder *h)
{
	struct person p;

	TRY(person_reach(c, code, ACT_KNOW, &p));
	*h = (struct holder){.person = p.id, .code = p.code, .name = p.name};
	return OK;
}

static const struct {
	const char *kind;
	enum err (*find)(struct ctx *c, const char *code, struct holder *h);
} kinds[] = {
	{"unit", find_unit},
	{"body", find_body},
	{"person", find_person},
};

static enum err find_one(struct ctx *c, const char *text, struct holder *h)
{
	size_t n = strcspn(text, ":");

	for (size_t i = 0; i < COUNT(kinds) && text[n]; i++)
		if (strlen(kinds[i].kind) == n &&
		    !strncmp(kinds[i].kind, text, n))
			return kinds[i].find(c, text + n + 1, h);
	return fail(c, ERR_INVALID, "holder",
		    N_("Write who has the task as unit:CODE, body:CODE or "
		       "person:CODE, not as %s."),
		    text);
}

bool holder_is(const struct holder *a, const struct holder *b)
{
	return a->unit == b->unit && a->body == b->body &&
	       a->person == b->person;
}

/* Its place among them; n: it is not there. */
static size_t place_in(const struct holder *h, size_t n,
		       const struct holder *one)
{
	size_t i = 0;

	while (i < n && !holder_is(&h[i], one))
		i++;
	return i;
}

static enum err add_one(struct ctx *c, const char *text, struct holder *h,
			size_t *n, struct holder **at)
{
	struct holder one;

	TRY(find_one(c, text, &one));
	*at = &h[place_in(h, *n, &one)];
	if (*at == &h[*n])
		h[(*n)++] = one;
	return OK;
}

static bool is_below(const struct tree *t, const struct tree_day *day,
		     int64_t unit, int64_t top)
{
	int32_t u = tree_by_id(t, unit), under = tree_by_id(t, top);

	while (u >= 0 && u != under)
		u = day->depth[u] < 0 ? -1 : day->parent[u];
	return u >= 0;
}

/* Every unit lies at or below the one that gives the task. */
static enum err check_below(struct ctx *c, int64_t unit, const struct holder *h,
			    size_t n)
{
	struct tree_day *day;
	struct tree *tree;

	TRY(tree_load(c, &tree));
	TRY(tree_at(c, tree, c->today, &day));
	for (size_t i = 0; i < n; i++)
		if (h[i].unit && !is_below(tree, day, h[i].unit, unit))
			return fail(c, ERR_INVALID, "holder",
				    N_("%s is not below the unit whose "
				       "programme this is."),
				    h[i].code);
	return OK;
}

static bool any_unit_but(const struct holder *h, size_t n, int64_t unit)
{
	for (size_t i = 0; i < n; i++)
		if (h[i].unit && h[i].unit != unit)
			return true;
	return false;
}

enum err holders_find(struct ctx *c, int64_t unit,
		      const struct holders_given *given, struct holder **out,
		      size_t *n)
{
	struct holder *h = arena_array(c->mem, given->n + 1, sizeof(*h)), *at;

	*n = 0;
	*out = h;
	if (given->n > HOLDERS_MOST)
		return fail(c, ERR_INVALID, "holder",
			    N_("A task is given to at most %d."), HOLDERS_MOST);
	for (size_t i = 0; i < given->n; i++)
		if (*given->to[i])
			TRY(add_one(c, given->to[i], h, n, &at));
	if (given->lead && *given->lead) {
		TRY(add_one(c, given->lead, h, n, &at));
		at->leads = true;
	} else if (*n == 1) {
		h->leads = true;
	}
	return unit && any_unit_but(h, *n, unit) ? check_below(c, unit, h, *n)
						 : OK;
}

enum err holders_of(struct ctx *c, int64_t task, struct holder **out, size_t *n)
{
	struct holder_row *row;

	TRY(sql_holders(c, task, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct holder){
			.unit = row[i].unit,
			.body = row[i].body,
			.person = row[i].person,
			.leads = row[i].leads,
			.code = row[i].code,
			.name = row[i].name,
		};
	return OK;
}

enum err holders_put(struct ctx *c, const int64_t *task, size_t tasks,
		     const struct holder *h, size_t n)
{
	struct holder_new *row = arena_array(c->mem, tasks * n, sizeof(*row));

	for (size_t i = 0; i < tasks * n; i++) {
		const struct holder *one = &h[i % n];

		row[i] = (struct holder_new){task[i / n], one->unit, one->body,
					     one->person, one->leads};
	}
	return sql_holder_put(c, row, tasks * n);
}

enum err holders_drop(struct ctx *c, int64_t task)
{
	return sql_holders_drop(c, task);
}

const char *holder_kind(const struct holder *h)
{
	return h->unit ? "unit" : h->body ? "body" : "person";
}

struct val *holders_view(struct ctx *c, const struct holder *h, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "kind", holder_kind(&h[i]));
		map_s(v, "code", h[i].code);
		map_s(v, "name", h[i].name);
		map_b(v, "leads", h[i].leads);
		list_v(list, v);
	}
	return list;
}

struct val *holders_note(struct ctx *c, const struct holder *h, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++)
		list_s(list,
		       h[i].person
			       ? arena_printf(c->mem, "person:%" PRId64,
					      h[i].person)
			       : arena_printf(c->mem, "%s:%s",
					      holder_kind(&h[i]), h[i].code));
	return list;
}

/* ---- telling them ---- */

struct telling {
	const char *subject;
	int64_t due;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct telling *t = arg;

	*text = arena_printf(c->mem, tr(c, N_("You have a task: %s, due %s")),
			     t->subject, show_day(c->mem, t->due, c->lang));
	return OK;
}

enum err holders_tell(struct ctx *c, int64_t task, const char *subject,
		      int64_t due, const struct holder *now, size_t n,
		      const struct holder *was, size_t n_was)
{
	struct telling t = {subject, due};
	struct notice what = {
		.kind = "task",
		.link = arena_printf(c->mem, "/tasks/%" PRId64, task),
		.say = say,
		.arg = &t,
		.words = "",
	};

	for (size_t i = 0; i < n; i++) {
		struct holder_account *a;
		size_t found;

		if (!now[i].person || place_in(was, n_was, &now[i]) < n_was)
			continue;
		TRY(sql_holder_accounts(c, now[i].person, c->now, &a, &found));
		for (size_t k = 0; k < found; k++)
			TRY(notice_account(c, &what, a[k].account));
	}
	return OK;
}
