/* desk.c - the desk: what the own unit owes, and what it is owed. */
#include "desk/desk.h"
#include "access/role.h"
#include "org/unit.h"
#include "returns/answer.h"
#include "web/bar.h"

#include <string.h>

static bool any(const struct val *v, const char *list)
{
	return val_get(v, list)->first != NULL;
}

static void add_words(struct req *q, struct val *v)
{
	struct ctx *c = q->c;
	int64_t n = val_int(v, "owed_all"), late = val_int(v, "owed_late");
	int64_t calls = 0;
	struct val *one = (struct val *)val_get(v, "awaited")->first;

	for (; one; one = one->next, calls++)
		map_bar(q, one, val_get(one, "counts"), val_get(one, "late_of"),
			false);
	map_s(v, "title", tr(c, N_("Desk")));
	map_s(v, "owed_words",
	      n == 0 ? ""
		     : arena_printf(c->mem,
				    trn(c, N_("%lld item, %lld late"),
					N_("%lld items, %lld late"), n),
				    (long long)n, (long long)late));
	map_s(v, "awaited_words",
	      calls == 0 ? ""
			 : arena_printf(c->mem,
					trn(c, N_("%lld call"),
					    N_("%lld calls"), calls),
					(long long)calls));
	map_b(v, "any_owed", any(v, "owed"));
	map_b(v, "any_awaited", any(v, "awaited"));
	map_b(v, "any_changes", any(v, "changes"));
}

/* GET /desk */
enum err page_desk(struct req *q, struct reply *p)
{
	struct unit u;
	struct val *v;
	enum err e;

	TRY(desk_view(q->c, query(q, "unit", NULL), &v));
	if (q->api)
		return json(q, p, v);
	TRY(unit_get(q->c, val_text(v, "unit"), q->c->today, &u));
	e = may(q->c, ACT_CALL, u.id);
	if (e != OK && e != ERR_DENIED)
		return e;
	map_b(v, "may_call", e == OK);
	add_words(q, v);
	return page(q, p, "desk/desk", v);
}

/* POST /desk/seen */
enum err post_desk_seen(struct req *q, struct reply *p)
{
	const char *unit = form(q, "unit", NULL);

	TRY(desk_seen(q->c, unit));
	return unit ? see_other(q, p, "/desk?unit=%s", unit)
		    : see_other(q, p, "/desk");
}

/* POST /units/{code}/approval */
enum err post_approval(struct req *q, struct reply *p)
{
	TRY(approval_set(q->c, q->code,
			 !strcmp(form(q, "approval", ""), "on")));
	return see_other(q, p, "/desk?unit=%s", q->code);
}
