/* workload.c - who has how much to do. */
#include "programme/workload.h"

#include "gen/sql_programme.h"
#include "org/view.h"
#include "programme/programme.h"

#include <string.h>

static struct val *row_view(struct arena *mem, const struct workload_row *r)
{
	struct val *v = val_map(mem);

	map_s(v, "code", r->code);
	map_s(v, "name", r->name);
	map_i(v, "open", r->open);
	map_i(v, "late", r->late);
	map_i(v, "done", r->done);
	map_i(v, "dropped", r->dropped);
	map_i(v, "carried", r->carried);
	map_i(v, "leads", r->leads);
	return v;
}

enum err workload_view(struct ctx *c, const char *unit, int64_t year,
		       const char *by, struct val **out)
{
	struct val *v = *out = val_map(c->mem), *list = val_list(c->mem);
	struct workload_row *row;
	struct programme p;
	size_t n;

	TRY(programme_find(c, ACT_FOLLOW, unit, year, &p));
	if (!strcmp(by, "unit"))
		TRY(sql_workload_units(c, p.unit, p.year, p.today, &row, &n));
	else if (!strcmp(by, "person"))
		TRY(sql_workload_people(c, p.unit, p.year, p.today, &row, &n));
	else
		return fail(c, ERR_INVALID, "by",
			    N_("Workload is counted by unit or by person."));
	map_s(v, "unit", p.code);
	map_i(v, "year", p.year);
	map_s(v, "by", by);
	map_day(v, "today", p.today);
	for (size_t i = 0; i < n; i++)
		list_v(list, row_view(c->mem, &row[i]));
	map_v(v, "rows", list);
	return OK;
}
