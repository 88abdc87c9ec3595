/* roles.c - the roles of an account on its page: which it has and by what,
 * giving one, ending one. */
#include "access/grant.h"
#include "access/manage.h"
#include "access/right.h"
#include "base/day.h"
#include "web/pages/rights.h"
#include "web/pages/words.h"

#include <string.h>

static struct val *role_choices(struct req *q)
{
	const char *chosen = form(q, "role", "reporter");
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < roles_count; i++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "code", roles[i].name);
		map_s(v, "label", tr(q->c, roles[i].label));
		map_b(v, "chosen", !strcmp(roles[i].name, chosen));
		list_v(list, v);
	}
	return list;
}

static struct val *area_choices(struct req *q)
{
	const char *chosen = form(q, "area", areas[0]);
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < areas_count; i++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "code", areas[i]);
		map_s(v, "label", tr(q->c, area_label(areas[i])));
		map_b(v, "chosen", !strcmp(areas[i], chosen));
		list_v(list, v);
	}
	return list;
}

/* Those of today and later in the table, the others below it in words. */
static void dress(struct req *q, struct val *view)
{
	bool past = false;

	for (struct val *r = val_member(view, "rights")->first; r;
	     r = r->next) {
		const char *state = val_text(r, "state");
		const char *via = val_text(r, "via");

		map_iso_shown(q, r, "since_shown", val_get(r, "since"));
		map_iso_shown(q, r, "until_shown", val_get(r, "until"));
		map_b(r, "is_over", !strcmp(state, "ended"));
		map_b(r, "is_coming", !strcmp(state, "coming"));
		map_b(r, "is_all", !strcmp(val_text(r, "area"), areas[0]));
		map_b(r, "by_seat", !strcmp(via, "seat"));
		map_b(r, "by_standin", !strcmp(via, "stand-in"));
		past = past || !strcmp(state, "ended");
	}
	map_b(view, "rights_past", past);
}

enum err roles_add(struct req *q, struct val *v)
{
	struct val *view, *lent;
	char iso[11];

	TRY(role_view(q->c, q->id, &view));
	dress(q, view);
	lent = val_member(view, "delegations");
	delegations_dress(q, lent);
	map_v(v, "held", view);
	map_v(v, "role_choices", role_choices(q));
	map_v(v, "area_choices", area_choices(q));
	map_s(v, "sent_unit", form(q, "unit", ""));
	map_s(v, "sent_from",
	      form(q, "from",
		   arena_text(q->c->mem, day_iso(q->c->today, iso))));
	map_s(v, "sent_until", form(q, "until", ""));
	return OK;
}

static struct grant grant_of(struct req *q)
{
	return (struct grant){.role = form(q, "role", ""),
			      .area = form(q, "area", NULL),
			      .unit = form(q, "unit", NULL),
			      .until = DAY_MAX};
}

/* Who does not see the account is told that there is none. */
static enum err give(struct ctx *c, void *arg)
{
	struct req *q = arg;
	struct grant g = grant_of(q);

	TRY(account_may(c, ACT_AUDIT, q->id));
	TRY(form_day(q, "from", 0, &g.since));
	TRY(form_day(q, "until", DAY_MAX, &g.until));
	if (g.since == c->today) /* at once; what goes on, goes on */
		g.since = 0;
	return role_give(c, q->id, &g);
}

static enum err end(struct ctx *c, void *arg)
{
	struct req *q = arg;
	struct grant g = grant_of(q);

	TRY(account_may(c, ACT_AUDIT, q->id));
	return role_end(c, q->id, &g, 0);
}

struct again {
	struct req *q;
	struct reply *p;
	const char *trouble;
};

static enum err show_again(struct ctx *c, void *arg)
{
	struct again *a = arg;

	(void)c;
	return account_page(a->q, a->p, a->trouble);
}

/* Does it and goes back; what was sent wrong is said beside the form. */
static enum err act_on(struct req *q, struct reply *p,
		       enum err (*work)(struct ctx *c, void *q),
		       const char *done)
{
	enum err e = run_unit(q->c, DB_SERIALIZABLE, work, q);
	struct again a = {q, p, q->c->why};

	if (e == ERR_INVALID || e == ERR_CONFLICT || e == ERR_MISSING)
		return run_unit(q->c, DB_READ, show_again, &a);
	TRY(e);
	return see_other(q, p, "/accounts/%lld?done=%s", (long long)q->id,
			 done);
}

/* POST /accounts/{id}/roles */
enum err post_account_role(struct req *q, struct reply *p)
{
	return act_on(q, p, give, "role");
}

/* POST /accounts/{id}/roles/end */
enum err post_account_role_end(struct req *q, struct reply *p)
{
	return act_on(q, p, end, "role-end");
}
