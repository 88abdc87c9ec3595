/* call_list.c - a call to a list of units asks others of them. */
#include "calls/act.h"
#include "calls/address.h"
#include "gen/sql_calls.h"
#include "org/zone.h"

#include <assert.h>

/* A list that changes. */
struct relist {
	struct ctx *c;
	struct call call;
	struct address_tree tree;
	struct address *to; /* who is to be asked */
	size_t n;
	struct assignment *a; /* as they are */
	size_t assignments;
	int64_t *end; /* the due instant, by unit of the tree */
	struct assignment_change *change;
	size_t changes;
	int64_t asked, withdrawn;
};

static enum err find_call(struct relist *r, int64_t call, const int64_t *add,
			  size_t adds)
{
	struct ctx *c = r->c;
	struct calls_lock got;
	struct tree *tree;

	TRY(tree_hold(c));
	TRY(sql_calls_lock(c, &got));
	TRY(call_get_open(c, call, &r->call));
	assert(r->call.listed);
	TRY(may(c, ACT_CALL, r->call.issuer));
	TRY(tree_load(c, &tree));
	TRY(address_begin(c, tree, r->call.day, r->call.under,
			  r->call.kind_code, &r->tree));
	TRY(address_list(c, &r->tree, add, adds, &r->to, &r->n));
	TRY(zone_ends(c, tree, r->tree.day, r->call.due, &r->end));
	TRY(assignments_lock(c, call));
	TRY(assignments_of_call(c, call, &r->a, &r->assignments));
	r->change = arena_array(c->mem, r->assignments, sizeof(*r->change));
	return OK;
}

static const struct assignment *find_unit(const struct relist *r, int64_t unit)
{
	for (size_t i = 0; i < r->assignments; i++)
		if (r->a[i].unit == unit)
			return &r->a[i];
	return NULL;
}

static void put(struct relist *r, const struct assignment *was,
		enum state state, int64_t due, const char *note)
{
	struct assignment_change *ch = &r->change[r->changes++];

	*ch = (struct assignment_change){*was, *was};
	ch->now.state = state;
	ch->now.due = due;
	ch->now.note = note;
}

/* Who was asked before is asked again; the others are new. */
static enum err ask(struct relist *r)
{
	struct address *fresh = arena_array(r->c->mem, r->n, sizeof(*fresh));
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		int32_t u = r->to[i].unit;
		const struct assignment *a =
			find_unit(r, r->tree.tree->unit[u].id);

		if (!a)
			fresh[n++] = r->to[i];
		else if (a->state == WITHDRAWN)
			put(r, a, DELIVERED, r->end[u], "");
		else
			continue;
		r->asked++;
	}
	return address_send(r->c, &r->call, &r->tree, fresh, n, r->call.due,
			    NULL, NULL);
}

/* A unit's own part, and that of who took over from it. */
static void withdraw(struct relist *r, int64_t unit, const char *reason)
{
	const struct assignment *own = find_unit(r, unit);

	for (size_t i = 0; own && i < r->assignments; i++) {
		const struct assignment *a = &r->a[i];

		if ((a != own && a->from != own->id) || a->state == WITHDRAWN)
			continue;
		put(r, a, WITHDRAWN, a->due, reason);
		r->withdrawn++;
	}
}

enum err call_relist(struct ctx *c, int64_t call, const int64_t *add,
		     size_t adds, const int64_t *drop, size_t drops,
		     const char *reason)
{
	struct relist r = {.c = c};
	struct val *v = val_map(c->mem);

	TRY(find_call(&r, call, add, adds));
	if (drops)
		TRY(call_reason(c, &reason));
	TRY(ask(&r));
	for (size_t i = 0; i < drops; i++)
		withdraw(&r, drop[i], reason);
	TRY(assignments_change(c, r.change, r.changes));
	map_i(v, "asked", r.asked);
	map_i(v, "withdrawn", r.withdrawn);
	return call_record(c, "call.relist", &r.call, v);
}
