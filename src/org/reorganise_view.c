/* reorganise_view.c - reorganisations as people see them. */
#include "org/reorganise.h"

#include "access/sight.h"
#include "base/day.h"
#include "base/decimal.h"
#include "gen/sql_org.h"
#include "org/op.h"
#include "org/view.h"

static struct val *row_view(struct ctx *c, const struct reorganisation_row *r)
{
	struct val *v = val_map(c->mem);
	char at[21];

	map_i(v, "id", r->id);
	map_day(v, "on", r->day);
	map_s(v, "decision", r->decision);
	map_s(v, "at", arena_text(c->mem, instant_iso(r->at, at)));
	map_s(v, "by", r->login);
	map_i(v, "operations", r->operations);
	map_b(v, "undone", r->undone != 0);
	if (r->undoes)
		map_i(v, "undoes", r->undoes);
	else
		map_s(v, "undoes", NULL);
	return v;
}

enum err reorganisation_list_view(struct ctx *c, struct val **out)
{
	struct val *list = val_list(c->mem);
	struct reorganisation_row *row;
	struct sight s;
	size_t n;

	TRY(sight_get(c, ACT_SEE, &s));
	TRY(sql_reorganisation_list(c, s.all, c->account, c->today, s.powers,
				    &row, &n));
	for (size_t i = 0; i < n; i++)
		list_v(list, row_view(c, &row[i]));
	*out = list;
	return OK;
}

static struct val *op_view(struct ctx *c, const struct op_seen *o)
{
	struct val *v = val_map(c->mem);

	map_i(v, "line", o->n);
	map_s(v, "op", o->op);
	map_s(v, "code", o->code);
	map_s(v, "name", o->name);
	map_s(v, "kind", o->kind);
	map_s(v, "parent", o->parent);
	map_s(v, "into", o->into_);
	map_s(v, "into_name", o->into_name);
	map_s(v, "share",
	      share_text(c->mem, (struct share){o->num.value, o->den.value}));
	map_s(v, "old_name", o->old_name);
	map_s(v, "old_kind", o->old_kind);
	map_s(v, "old_parent", o->old_parent);
	return v;
}

enum err reorganisation_view(struct ctx *c, int64_t id, struct val **out)
{
	struct val *v, *list = val_list(c->mem);
	struct reorganisation_row row;
	struct op_seen *seen;
	struct sight s;
	struct op *op;
	size_t n = 0;
	enum err e = sql_reorganisation_one(c, id, &row);

	if (e == OK) {
		TRY(sight_get(c, ACT_SEE, &s));
		TRY(sql_op_seen(c, row.undoes ? row.undoes : id, s.all,
				c->account, c->today, s.powers, &seen, &n));
	}
	if (e == ERR_MISSING || (e == OK && n == 0))
		return fail(c, ERR_MISSING, "id",
			    N_("There is no reorganisation %lld."),
			    (long long)id);
	TRY(e);
	v = row_view(c, &row);
	op = arena_array(c->mem, n, sizeof(*op));
	for (size_t i = 0; i < n; i++) {
		if (!op_parse(seen[i].op, &op[i].op))
			return ERR_BROKEN;
		list_v(list, op_view(c, &seen[i]));
	}
	map_v(v, "counts", op_counts(c->mem, op, n));
	map_v(v, "ops", list);
	*out = v;
	return OK;
}
