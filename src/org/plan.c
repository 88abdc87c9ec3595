/* plan.c - checks the operations of a reorganisation as a whole. */
#include "org/plan.h"

#include "access/role.h"
#include "base/day.h"
#include "gen/sql_org.h"
#include "org/shape.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int by_code(const void *a, const void *b, void *arg)
{
	const struct op *op = arg;
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
	int order = strcmp(op[x].code, op[y].code);

	return order ? order : (x > y) - (x < y);
}

/* The create of that code in this file, or -1; of two the first. */
static int32_t find_made(const struct plan *p, const char *code)
{
	size_t lo = 0, hi = p->mades;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(p->op[p->made[mid]].code, code) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == p->mades || strcmp(p->op[p->made[lo]].code, code) != 0)
		return -1;
	return p->made[lo];
}

/* Finds a unit that an operation names, of the tree or of this file; -1,
 * with a fault, where there is none that c may see. */
static enum err locate(struct plan *p, const struct op *o, const char *field,
		       const char *code, int32_t *u)
{
	int32_t made = find_made(p, code);
	enum err e = OK;

	*u = tree_find(p->before, code);
	if (*u >= 0)
		e = may(p->c, ACT_ORGANISE, p->before->unit[*u].id);
	else if (made >= 0)
		*u = p->unit[made];
	if (e == ERR_MISSING || (*u < 0 && made < 0)) {
		fault(p->c, o->line, 0, field, N_("There is no unit %s."),
		      code);
		*u = -1;
		return OK;
	}
	return e;
}

static void two_fates(struct plan *p, const struct op *o, int32_t other)
{
	fault(p->c, o->line, 0, "code",
	      N_("Two fates for %s: line %lld says another."), o->code,
	      (long long)p->op[other - 1].line);
}

/* The creates come first, for others may name what they make. */
static void make_units(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->op[i].op == OP_CREATE)
			p->made[p->mades++] = (int32_t)i;
	qsort_r(p->made, p->mades, sizeof(*p->made), by_code, p->op);
	for (size_t i = 0; i < p->n; i++) {
		const struct op *o = &p->op[i];
		int32_t first;

		p->unit[i] = p->into[i] = -1;
		if (o->op != OP_CREATE)
			continue;
		first = find_made(p, o->code);
		if (tree_find(p->before, o->code) >= 0) {
			fault(p->c, o->line, 0, "code",
			      N_("The code %s is already used; codes are for "
				 "ever. Choose another."),
			      o->code);
		} else if (first < (int32_t)i) {
			two_fates(p, o, first + 1);
		} else {
			p->unit[i] =
				draft_add(p->draft, o->code,
					  (struct tree_fact){
						  p->day, DAY_MAX, -1,
						  draft_kind(p->draft, o->kind),
						  o->name});
			p->fate[p->unit[i]].create = (int32_t)i + 1;
		}
	}
}

static int32_t *slot_of(struct fate *f, enum op_kind op)
{
	switch (op) {
	case OP_CREATE: return &f->create;
	case OP_RENAME: return &f->rename;
	case OP_RETYPE: return &f->retype;
	case OP_MOVE: return &f->move;
	case OP_MERGE:
	case OP_SPLIT:
	case OP_CLOSE: break;
	}
	return &f->end;
}

/* Which operation already says what this one cannot stand beside; 0: none.
 * A split may have many parts; rename, retype and move go together. */
static int32_t rival(const struct plan *p, const struct fate *f,
		     const struct op *o, int32_t same)
{
	if (f->create)
		return f->create;
	if (same)
		return o->op == OP_SPLIT && p->op[same - 1].op == OP_SPLIT
			       ? 0
			       : same;
	if (!op_ends(o->op))
		return f->end;
	return f->rename ? f->rename : f->retype ? f->retype : f->move;
}

/* Whether the unit lives on that day; if it is to end also before it, and
 * without a change on the very day, which would never have been. */
static bool lives(struct plan *p, const struct op *o, int32_t u)
{
	const struct tree_unit *x = &p->before->unit[u];
	char day[11];

	if (x->until < p->day)
		fault(p->c, o->line, 0, "code", N_("%s ended on %s."), o->code,
		      day_iso(x->until, day));
	else if (x->since > p->day)
		fault(p->c, o->line, 0, "code", N_("%s begins on %s only."),
		      o->code, day_iso(x->since, day));
	else if (x->since == p->day && op_ends(o->op))
		fault(p->c, o->line, 0, "code",
		      N_("%s begins on %s, the same day; undo what made it, "
			 "or let it cease on a later day."),
		      o->code, day_iso(x->since, day));
	else if (op_ends(o->op) &&
		 tree_fact_at(p->before, u, p->day)->since == p->day)
		fault(p->c, o->line, 0, "code",
		      N_("Another reorganisation changes %s on %s, the same "
			 "day; undo that first, or let it cease on a later "
			 "day."),
		      o->code, day_iso(p->day, day));
	else
		return true;
	return false;
}

/* Says what one operation does to an old unit. */
static enum err settle(struct plan *p, size_t i)
{
	const struct op *o = &p->op[i];
	int32_t u, *slot, other;
	struct fate *f;

	TRY(locate(p, o, "code", o->code, &u));
	if (u < 0)
		return OK;
	f = &p->fate[u];
	slot = slot_of(f, o->op);
	other = rival(p, f, o, *slot);
	if (other) {
		two_fates(p, o, other);
		f->doubt = true;
	} else if (*slot) { /* a further part */
		p->unit[i] = u;
		p->next[i] = p->next[*slot - 1];
		p->next[*slot - 1] = (int32_t)i + 1;
	} else if (lives(p, o, u)) {
		p->unit[i] = u;
		*slot = (int32_t)i + 1;
	} else {
		f->doubt = true;
	}
	return OK;
}

static enum err find_parent(struct plan *p, size_t i, int32_t *parent)
{
	const struct op *o = &p->op[i];

	*parent = -1;
	if (!*o->parent)
		return may_all(p->c, ACT_ORGANISE);
	TRY(locate(p, o, "parent", o->parent, parent));
	if (*parent < 0)
		p->fate[p->unit[i]].doubt = true;
	return OK;
}

/* Writes one operation into the draft. */
static enum err draw(struct plan *p, size_t i)
{
	const struct op *o = &p->op[i];
	int32_t u = p->unit[i], parent;
	struct draft_unit *x = &p->draft->unit[u];
	struct tree_fact f;

	if (op_ends(o->op)) {
		if (p->fate[u].end == (int32_t)i + 1)
			draft_end(p->draft, u, p->day - 1);
		return OK;
	}
	f = *draft_fact_at(p->draft, u, p->day);
	f.since = p->day;
	f.until = x->until;
	if (o->name)
		f.name = o->name;
	if (o->kind)
		f.kind = draft_kind(p->draft, o->kind);
	if (o->parent) {
		TRY(find_parent(p, i, &parent));
		f.parent = parent;
	}
	if (o->op == OP_CREATE)
		x->fact[0] = f;
	else
		draft_set(p->draft, u, f);
	return OK;
}

/* The parts of a split, or the one successor of a merge. */
static size_t parts_of(const struct plan *p, size_t first, int32_t *part)
{
	size_t n = 0;

	for (int32_t i = (int32_t)first + 1; i; i = p->next[i - 1])
		part[n++] = i - 1;
	return n;
}

static void check_shares(struct plan *p, const int32_t *part, size_t n,
			 struct share *share)
{
	const char *fmt;

	if (n == 1 && p->op[part[0]].share.den == 0)
		p->op[part[0]].share = (struct share){1, 1};
	for (size_t i = 0; i < n; i++)
		share[i] = p->op[part[i]].share;
	if (!shares_whole(share, n, &fmt))
		fault(p->c, p->op[part[0]].line, 0, "share", fmt,
		      p->op[part[0]].code);
}

/* Whether unit t can take over on that day. */
static void check_heir(struct plan *p, const struct op *o, int32_t t)
{
	const struct draft_unit *x = &p->draft->unit[t];
	int32_t end = p->fate[t].end;
	char day[11];

	if (end)
		fault(p->c, o->line, 0, "into",
		      N_("%s itself ceases by line %lld."), o->into,
		      (long long)p->op[end - 1].line);
	else if (x->until < p->day)
		fault(p->c, o->line, 0, "into", N_("%s ended on %s."), o->into,
		      day_iso(x->until, day));
	else if (x->since > p->day)
		fault(p->c, o->line, 0, "into", N_("%s begins on %s only."),
		      o->into, day_iso(x->since, day));
}

/* Finds who takes over from a unit that ceases, and links them. `heir` is
 * scratch by unit: the line of whom it was named for last. */
static enum err link_parts(struct plan *p, size_t first, const int32_t *part,
			   size_t n, int32_t *heir)
{
	for (size_t i = 0; i < n; i++) {
		const struct op *o = &p->op[part[i]];
		int32_t t;

		TRY(locate(p, o, "into", o->into, &t));
		p->into[part[i]] = t;
		if (t < 0)
			continue;
		if (heir[t] == (int32_t)first + 1)
			fault(p->c, o->line, 0, "into",
			      N_("%s is named twice as a part of %s."), o->into,
			      o->code);
		heir[t] = (int32_t)first + 1;
		check_heir(p, o, t);
		draft_link(p->draft,
			   (struct tree_link){p->unit[first], t, p->day,
					      o->share.num, o->share.den});
	}
	return OK;
}

static enum err check_ends(struct plan *p)
{
	struct arena *mem = p->c->mem;
	size_t units = (size_t)p->draft->n;
	int32_t *heir = arena_array(mem, units, sizeof(*heir));
	int32_t *part = arena_array(mem, p->n, sizeof(*part));
	struct share *share = arena_array(mem, p->n, sizeof(*share));

	for (size_t i = 0; i < p->n; i++) {
		const struct op *o = &p->op[i];
		size_t n;

		if (p->unit[i] < 0 || !op_ends(o->op) ||
		    p->fate[p->unit[i]].end != (int32_t)i + 1 ||
		    o->op == OP_CLOSE)
			continue;
		n = parts_of(p, i, part);
		check_shares(p, part, n, share);
		TRY(link_parts(p, i, part, n, heir));
	}
	return OK;
}

/* Units that another reorganisation, registered for a later day, changes. */
static enum err check_later(struct plan *p)
{
	struct op_later *later;
	size_t n;

	TRY(sql_op_later(p->c, p->day, &later, &n));
	for (size_t i = 0; i < n; i++) {
		int32_t u = tree_find(p->before, later[i].code);
		struct fate *f = u < 0 ? NULL : &p->fate[u];
		int32_t by;
		char day[11];

		if (!f)
			continue;
		by = f->end ? f->end : f->rename;
		by = by ? by : f->retype ? f->retype : f->move;
		/* to take over from another later, it need only live */
		if (!by || (later[i].heir && !f->end))
			continue;
		f->doubt = true;
		fault(p->c, p->op[by - 1].line, 0, "code",
		      N_("Reorganisation %lld concerns %s again on %s; undo "
			 "that first."),
		      (long long)later[i].reorganisation, later[i].code,
		      day_iso(later[i].day, day));
	}
	return OK;
}

static enum err check_returns(struct plan *p)
{
	const struct reorganise_hooks *h = p->hooks;

	for (size_t i = 0; h && h->has_returns && i < p->n; i++) {
		const struct op *o = &p->op[i];
		const char *what = NULL;

		if (p->unit[i] < 0 || p->fate[p->unit[i]].end != (int32_t)i + 1)
			continue;
		TRY(h->has_returns(p->c, p->before->unit[p->unit[i]].id, p->day,
				   &what));
		if (what)
			fault(p->c, o->line, 0, "code",
			      N_("%s answered for a period after it would "
				 "cease (%s); choose a later day."),
			      o->code, what);
	}
	return OK;
}

/* Children that a ceasing unit leaves: how many, and one of them. */
struct left {
	struct plan *p;
	int64_t *n;
	int32_t *one;
};

static void orphan(void *arg, int32_t u, const struct tree_fact *f)
{
	struct left *l = arg;
	struct plan *p = l->p;
	const struct fate *own = &p->fate[u], *over = &p->fate[f->parent];
	const struct draft_unit *x = &p->draft->unit[f->parent];
	int32_t by = own->create ? own->create : own->move;
	char day[11];

	if (own->doubt || over->doubt)
		return;
	if (!by || f->since != p->day) {
		assert(over->end); /* who else could have left it? */
		if (l->n[f->parent]++ == 0)
			l->one[f->parent] = u;
	} else if (x->since > p->day) {
		fault(p->c, p->op[by - 1].line, 0, "parent",
		      N_("The parent %s begins on %s only."), x->code,
		      day_iso(x->since, day));
	} else {
		fault(p->c, p->op[by - 1].line, 0, "parent",
		      N_("The parent %s ends on %s."), x->code,
		      day_iso(x->until, day));
	}
}

static void check_orphans(struct plan *p)
{
	size_t n = (size_t)p->draft->n;
	struct left l = {
		.p = p,
		.n = arena_array(p->c->mem, n, sizeof(*l.n)),
		.one = arena_array(p->c->mem, n, sizeof(*l.one)),
	};

	shape_orphans(p->draft, p->day, orphan, &l);
	for (size_t i = 0; i < n; i++)
		if (l.n[i])
			fault(p->c, p->op[p->fate[i].end - 1].line, 0, "code",
			      trn(p->c,
				  N_("%s would leave %lld unit below it, %s; "
				     "say what becomes of it, or move it."),
				  N_("%s would leave %lld units below it, as "
				     "%s; say what becomes of them, or move "
				     "them."),
				  l.n[i]),
			      p->draft->unit[i].code, (long long)l.n[i],
			      p->draft->unit[l.one[i]].code);
}

static void circle(void *arg, int32_t u, const char *way)
{
	struct plan *p = arg;
	const struct fate *f = &p->fate[u];
	int32_t by = f->create ? f->create : f->move;

	if (by)
		fault(p->c, p->op[by - 1].line, 0, "parent",
		      N_("%s would stand below itself: %s."),
		      p->draft->unit[u].code, way);
}

static void check_cycles(struct plan *p)
{
	int32_t *list = arena_array(p->c->mem, p->n, sizeof(*list)), n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->unit[i] >= 0 && p->op[i].parent)
			list[n++] = p->unit[i];
	shape_cycles(p->draft, p->day, list, n, circle, p);
}

static void plan_room(struct plan *p)
{
	struct arena *mem = p->c->mem;
	size_t units = (size_t)p->before->n + p->n;

	p->draft = draft_new(mem, p->before);
	p->unit = arena_array(mem, p->n, sizeof(*p->unit));
	p->into = arena_array(mem, p->n, sizeof(*p->into));
	p->next = arena_array(mem, p->n, sizeof(*p->next));
	p->made = arena_array(mem, p->n, sizeof(*p->made));
	p->fate = arena_array(mem, units, sizeof(*p->fate));
}

enum err plan_make(struct plan *p)
{
	plan_room(p);
	make_units(p);
	for (size_t i = 0; i < p->n; i++)
		if (p->op[i].op != OP_CREATE)
			TRY(settle(p, i));
	TRY(check_later(p));
	for (size_t i = 0; i < p->n; i++)
		if (p->unit[i] >= 0 && !p->fate[p->unit[i]].doubt)
			TRY(draw(p, i));
	TRY(check_ends(p));
	check_orphans(p);
	check_cycles(p);
	TRY(check_returns(p));
	return faults_end(p->c);
}
