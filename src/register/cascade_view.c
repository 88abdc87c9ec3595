/* cascade_view.c - how far a document is carried out: one unit's copy, and
 * all of them counted. */
#include "register/cascade_part.h"

#include "calls/act.h"
#include "calls/view.h"
#include "gen/sql_register.h"

#include <string.h>

enum err cascade_head(struct ctx *c, const struct document *d, struct val **out)
{
	*out = document_brief(c, d);
	return document_add_changes(c, d->id, *out);
}

void cascade_map_call(struct ctx *c, const struct call *k, struct val *to)
{
	map_i(to, "call", k->id);
	map_s(to, "call_state", k->open ? "open" : "withdrawn");
	map_s(to, "call_reason", k->reason);
	map_s(to, "call_issuer", k->issuer_code);
	map_s(to, "call_issuer_name", k->issuer_name);
	map_s(to, "expect", k->expect);
	map_s(to, "expect_label", tr(c, cascade_expect_label(k->expect)));
	map_s(to, "relay", k->stepwise ? "stepwise" : "direct");
	map_s(to, "call_note", k->note);
	map_day(to, "call_due", k->due);
	map_instant(to, "issued_at", k->at);
}

/* ---- one copy ---- */

static enum err add_own(struct ctx *c, const struct cascade_copy *r,
			struct val *to)
{
	struct val *own = val_map(c->mem);

	if (!r->own) {
		map_s(to, "own", NULL);
		return OK;
	}
	map_i(own, "document", r->own);
	map_s(own, "symbol", r->own_symbol);
	map_day(own, "date", r->own_day.value);
	map_s(own, "subject", r->own_subject);
	map_v(to, "own", own);
	return OK;
}

static enum err add_before(struct ctx *c, int64_t assignment, struct val *to)
{
	struct val *list = val_list(c->mem), *story;
	struct cascade_before *row;
	size_t n;

	TRY(sql_cascade_before(c, assignment, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		TRY(reply_story(c, row[i].id, &story));
		map_i(v, "call", row[i].call);
		map_s(v, "unit", row[i].unit);
		map_s(v, "name", row[i].name);
		map_v(v, "story", story);
		list_v(list, v);
	}
	map_v(to, "before", list);
	return OK;
}

static enum err add_may(struct ctx *c, const char *key,
			const struct assignment *a, enum step step,
			struct val *to)
{
	const char *why = c->why;
	enum err e = assignment_may(c, a, step);

	if (e != OK && e != ERR_DENIED && e != ERR_MISSING)
		return e;
	map_b(to, key, e == OK);
	c->why = why;
	return OK;
}

static enum err add_part(struct ctx *c, const struct reply_part *p,
			 struct val *v)
{
	struct cascade_copy r;

	TRY(sql_cascade_copy(c, p->a.id, &r));
	map_i(v, "assignment", p->a.id);
	map_s(v, "unit", r.unit);
	map_s(v, "name", r.name);
	map_s(v, "role", p->a.role == ANSWERS ? "answers" : "relays");
	map_s(v, "assignment_state", state_name(p->a.state));
	map_s(v, "assignment_state_label", tr(c, state_label(p->a.state)));
	map_instant(v, "due", r.due);
	map_b(v, "late", STATES_OWED & 1u << p->a.state && r.due <= c->now);
	map_s(v, "reason", r.note);
	map_instant(v, "changed_at", r.changed_at);
	map_s(v, "checker", r.checker);
	map_s(v, "checker_name", r.checker_name);
	map_b(v, "passed", r.passed);
	return add_own(c, &r, v);
}

static enum err copy_view(struct ctx *c, const struct document *d,
			  const struct reply_part *p, struct val **view)
{
	struct val *v, *story, *files;

	TRY(cascade_head(c, d, &v));
	cascade_map_call(c, &p->call, v);
	TRY(add_part(c, p, v));
	TRY(reply_story(c, p->a.id, &story));
	map_v(v, "story", story);
	TRY(add_before(c, p->a.id, v));
	TRY(attachment_view(c, REPLY_PLACE, p->a.id, 0, &files));
	map_v(v, "files", files);
	TRY(add_may(c, "may_answer", &p->a, STEP_SUBMIT, v));
	TRY(add_may(c, "may_check", &p->a, STEP_ACCEPT, v));
	*view = v;
	return OK;
}

enum err cascade_show(struct ctx *c, const char *document, const char *unit,
		      struct val **view)
{
	struct reply_part p;
	struct document d;

	TRY(document_ref(c, document, &d));
	TRY(cascade_find(c, &d, unit, &p));
	return copy_view(c, &d, &p, view);
}

/* Of a tier that only passes the call on: that role's. */
static enum err relay_find(struct ctx *c, int64_t call, const char *unit,
			   struct reply_part *out)
{
	int64_t id;

	out->unit = unit;
	TRY(call_get(c, call, &out->call));
	TRY(call_unit_find(c, &out->call, unit, &id));
	return assignment_of_unit(c, call, id, RELAYS, &out->a);
}

enum err cascade_show_call(struct ctx *c, int64_t call, const char *unit,
			   struct val **view)
{
	struct reply_part p;
	struct document d;
	enum err e = reply_find(c, call, unit, &p);

	if (e == ERR_MISSING && relay_find(c, call, unit, &p) == OK)
		e = OK;
	TRY(e);
	if (strcmp(p.call.what, document_call_kind.what))
		return fail(c, ERR_MISSING, "call",
			    N_("Call %lld is not about a document."),
			    (long long)call);
	TRY(document_get(c, p.call.about, &d));
	return copy_view(c, &d, &p, view);
}

/* ---- whom it concerns ---- */

enum err cascade_calls(struct ctx *c, const struct document *d,
		       struct call **out, size_t *n)
{
	struct cascade_call *row;
	size_t rows;

	*n = 0;
	TRY(sql_cascade_calls(c, d->id, &row, &rows));
	*out = arena_array(c->mem, rows, sizeof(**out));
	for (size_t i = 0; i < rows; i++) {
		enum err e = call_get(c, row[i].id, &(*out)[*n]);

		if (e == ERR_MISSING)
			continue;
		TRY(e);
		++*n;
	}
	if (*n > 0)
		return OK;
	return fail(c, ERR_MISSING, "document",
		    N_("Nobody was asked to carry out %s."), d->symbol);
}

enum err cascade_unit(struct ctx *c, const struct call *first, const char *unit,
		      struct unit *out)
{
	enum err e;

	if (unit)
		return unit_for(c, ACT_READ, unit, c->today, out);
	e = unit_for(c, ACT_READ, first->under_code, c->today, out);
	if (e != ERR_MISSING && e != ERR_DENIED)
		return e;
	TRY(role_home(c, &unit));
	if (!unit)
		return e;
	return unit_for(c, ACT_READ, unit, c->today, out);
}

/* ---- counted ---- */

/* What several calls come to at one unit. */
struct total {
	const char *unit, *name, *kind;
	int64_t n[STATES], late_of[STATES], late, due_soon, own;
	const char *relay, *answers; /* its own states */
};

/* How many units carry a call out by a document of their own: by unit of the
 * tree, at or below it. NULL: none does. */
struct owns {
	const struct tree *tree;
	int64_t *n;
};

static enum err count_owns(struct ctx *c, const struct call *k,
			   struct owns *out)
{
	struct cascade_own *own;
	struct tree_day *day;
	struct tree *tree;
	size_t n;

	*out = (struct owns){0};
	TRY(sql_cascade_owns(c, k->id, &own, &n));
	if (n == 0)
		return OK;
	TRY(tree_load(c, &tree));
	TRY(tree_at(c, tree, k->day, &day));
	out->tree = tree;
	out->n = arena_array(c->mem, (size_t)tree->n, sizeof(*out->n));
	for (size_t i = 0; i < n; i++) {
		int32_t u = tree_by_id(tree, own[i].unit);

		for (; u >= 0; u = day->depth[u] < 0 ? -1 : day->parent[u])
			out->n[u]++;
	}
	return OK;
}

static int64_t owns_at(const struct owns *o, const char *unit)
{
	int32_t u = o->n ? tree_find(o->tree, unit) : -1;

	return u < 0 ? 0 : o->n[u];
}

static void add_view(struct total *t, const struct val *v,
		     const struct owns *own)
{
	const struct val *counts = val_get(v, "counts");
	const struct val *late = val_get(v, "late_of");

	for (int i = 0; i < STATES; i++) {
		t->n[i] += val_int(counts, state_name((enum state)i));
		t->late_of[i] += val_int(late, state_name((enum state)i));
	}
	t->late += val_int(v, "late");
	t->due_soon += val_int(v, "due_soon");
	t->own += owns_at(own, t->unit);
	if (*val_text(v, "relay"))
		t->relay = val_text(v, "relay");
	if (*val_text(v, "answers"))
		t->answers = val_text(v, "answers");
}

void cascade_map_counts(struct val *to, const char *key, const int64_t *n)
{
	struct val *v = val_map(to->mem);

	for (int i = 0; i < STATES; i++)
		map_i(v, state_name((enum state)i), n[i]);
	map_v(to, key, v);
}

static void map_total(struct val *v, const struct total *t)
{
	int64_t of = 0;

	for (int i = 0; i < STATES; i++)
		if (STATES_LIVE & 1u << i)
			of += t->n[i];
	map_s(v, "unit", t->unit);
	map_s(v, "name", t->name);
	map_s(v, "unit_kind", t->kind);
	cascade_map_counts(v, "counts", t->n);
	map_i(v, "expected", of);
	map_i(v, "of", of);
	map_i(v, "own", t->own);
	map_i(v, "done", t->n[SUBMITTED] + t->n[ACCEPTED]);
	map_i(v, "late", t->late);
	cascade_map_counts(v, "late_of", t->late_of);
	map_i(v, "due_soon", t->due_soon);
	map_s(v, "unit_relays", t->relay);
	map_s(v, "unit_answers", t->answers);
}

/* The children of all calls, each once. */
struct kids {
	struct total *t;
	size_t n, known; /* known: those of the calls before */
	size_t at;	 /* of these, where the next is looked for first */
};

/* Of all calls they come in the same order: mostly the next is the one. */
static struct total *kid_of(struct kids *k, const struct val *v)
{
	const char *unit = val_text(v, "unit");

	for (size_t i = 0; i < k->known; i++) {
		size_t at = (k->at + i) % k->known;

		if (strcmp(k->t[at].unit, unit))
			continue;
		k->at = at + 1;
		return &k->t[at];
	}
	k->t[k->n] = (struct total){.unit = unit,
				    .name = val_text(v, "name"),
				    .kind = val_text(v, "kind")};
	return &k->t[k->n++];
}

static void add_kids(struct ctx *c, struct kids *kids, const struct val *list,
		     const struct owns *own)
{
	struct total *more;
	size_t n = kids->n;

	for (const struct val *v = list->first; v; v = v->next)
		n++;
	more = arena_array(c->mem, n, sizeof(*more));
	for (size_t i = 0; i < kids->n; i++)
		more[i] = kids->t[i];
	kids->t = more;
	kids->known = kids->n;
	kids->at = 0;
	for (const struct val *v = list->first; v; v = v->next)
		add_view(kid_of(kids, v), v, own);
}

static enum err add_call(struct ctx *c, const struct call *k, struct total *all,
			 struct kids *kids, struct val *calls)
{
	struct total one = {
		.unit = all->unit, .name = all->name, .kind = all->kind};
	struct val *cover, *v = val_map(c->mem);
	struct owns own;

	TRY(coverage_view(c, k->id, all->unit, kids != NULL, &cover));
	TRY(count_owns(c, k, &own));
	add_view(&one, cover, &own);
	add_view(all, cover, &own);
	if (kids)
		add_kids(c, kids, val_get(cover, "children"), &own);
	cascade_map_call(c, k, v);
	map_total(v, &one);
	list_v(calls, v);
	return OK;
}

enum err cascade_coverage(struct ctx *c, const char *document, const char *unit,
			  bool children, struct val **view)
{
	struct val *calls = val_list(c->mem), *list = val_list(c->mem);
	struct total all = {0};
	struct kids kids = {0};
	struct document d;
	struct call *k;
	struct unit u;
	size_t n;

	TRY(document_ref(c, document, &d));
	TRY(cascade_calls(c, &d, &k, &n));
	TRY(cascade_unit(c, &k[0], unit, &u));
	TRY(cascade_head(c, &d, view));
	all.unit = u.code;
	all.name = u.name;
	all.kind = u.kind_code;
	for (size_t i = 0; i < n; i++)
		TRY(add_call(c, &k[i], &all, children ? &kids : NULL, calls));
	map_i(*view, "call", k[0].id);
	map_total(*view, &all);
	map_v(*view, "calls", calls);
	if (!children)
		return OK;
	for (size_t i = 0; i < kids.n; i++) {
		struct val *v = val_map(c->mem);

		map_total(v, &kids.t[i]);
		list_v(list, v);
	}
	map_v(*view, "children", list);
	return OK;
}
