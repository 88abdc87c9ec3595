/* why.c - the page that says who may do what at a unit, and by which right. */
#include "access/right.h"
#include "web/pages/words.h"

/* GET /why: ?login (one's own where empty) and ?unit */
enum err page_why(struct req *q, struct reply *p)
{
	const char *login = query(q, "login", NULL);
	const char *unit = query(q, "unit", NULL);
	struct val *v;

	if (!unit)
		TRY(role_home(q->c, &unit));
	if (unit)
		TRY(why_all_view(q->c, login, unit, &v));
	else
		v = val_map(q->c->mem);
	map_b(v, "asked", unit != NULL);
	map_s(v, "login_asked", login ? login : q->login);
	map_s(v, "unit_asked", unit ? unit : "");
	map_s(v, "title", tr(q->c, N_("Who may do what, and why")));
	return page(q, p, "access/why", v);
}
