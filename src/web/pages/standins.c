/* standins.c - the page on which somebody who will be away says who stands in
 * for them. */
#include "access/delegation.h"
#include "base/day.h"
#include "web/pages/rights.h"
#include "web/pages/words.h"

#include <string.h>

enum err form_day(struct req *q, const char *name, int64_t otherwise,
		  int64_t *day)
{
	const char *s = form(q, name, NULL);

	*day = otherwise;
	if (!s || day_parse(s, day))
		return OK;
	return fail(q->c, ERR_INVALID, name,
		    N_("No date: %s (write 2025-07-01; from 1900 on)"), s);
}

void delegations_dress(struct req *q, struct val *view)
{
	static const char *const lists[] = {"given", "taken"};

	for (size_t i = 0; i < COUNT(lists); i++) {
		struct val *list = val_member(view, lists[i]);

		for (struct val *d = list->first; d; d = d->next) {
			map_iso_shown(q, d, "since_shown", val_get(d, "since"));
			map_iso_shown(q, d, "until_shown", val_get(d, "until"));
			map_b(d, "coming",
			      !strcmp(val_text(d, "state"), "coming"));
		}
		map_b(view, arena_printf(q->c->mem, "%s_some", lists[i]),
		      list->first != NULL);
	}
}

/* What ?done= says was done; NULL: nothing. */
static const char *done(struct req *q)
{
	const char *what = query(q, "done", "");

	if (!strcmp(what, "given"))
		return tr(q->c, N_("Saved who stands in for you; they are "
				   "told."));
	return strcmp(what, "ended") ? NULL
				     : tr(q->c, N_("The standing in is over."));
}

struct again {
	struct req *q;
	struct reply *p;
	const char *trouble; /* NULL: none */
};

static enum err show_standins(struct ctx *c, void *arg)
{
	const struct again *a = arg;
	struct req *q = a->q;
	struct val *v;
	char iso[11];

	TRY(delegation_view(c, c->account, &v));
	delegations_dress(q, v);
	a->p->status = a->trouble ? 422 : 200;
	map_s(v, "to", form(q, "to", ""));
	map_s(v, "from",
	      form(q, "from", arena_text(c->mem, day_iso(c->today, iso))));
	map_s(v, "until", form(q, "until", ""));
	map_s(v, "trouble", a->trouble);
	map_s(v, "done", done(q));
	map_s(v, "title", tr(c, N_("While you are away")));
	return page(q, a->p, "access/standins", v);
}

/* GET /settings/standins */
enum err page_standins(struct req *q, struct reply *p)
{
	return show_standins(q->c, &(struct again){q, p, NULL});
}

static enum err give(struct ctx *c, void *arg)
{
	struct req *q = arg;
	int64_t since, until, id;

	TRY(form_day(q, "from", c->today, &since));
	TRY(form_day(q, "until", since, &until));
	return delegation_give(c, c->account, form(q, "to", ""), since, until,
			       &id);
}

/* POST /settings/standins */
enum err post_standin(struct req *q, struct reply *p)
{
	enum err e = run_unit(q->c, DB_SERIALIZABLE, give, q);
	struct again a = {q, p, q->c->why};

	if (e == ERR_INVALID || e == ERR_CONFLICT || e == ERR_MISSING)
		return run_unit(q->c, DB_READ, show_standins, &a);
	TRY(e);
	return see_other(q, p, "/settings/standins?done=given");
}

static enum err end(struct ctx *c, void *arg)
{
	return delegation_end(c, ((struct req *)arg)->id);
}

/* POST /settings/standins/{id}/end */
enum err post_standin_end(struct req *q, struct reply *p)
{
	TRY(run_unit(q->c, DB_SERIALIZABLE, end, q));
	return see_other(q, p, "/settings/standins?done=ended");
}
