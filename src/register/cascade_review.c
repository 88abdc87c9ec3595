/* cascade_review.c - who did what about a document, when, by which document
 * of their own: on the tree of then, or on today's. */
#include "register/cascade_part.h"

#include "calls/view.h"
#include "gen/sql_register.h"

#include <stdlib.h>

#define DAY_S 86400

/* What is told of one unit. Texts of several replies are put together. */
struct line {
	const struct cascade_row *r;
	enum state state;
	int32_t unit; /* of the tree: itself, or who took over from it */
	const char *words;
	struct val *evidence;
};

/* A call seen on one tree. */
struct sheet {
	struct ctx *c;
	const struct call *call;
	const struct tree *tree;
	struct tree_day *day;
	int32_t *place, *size; /* by unit: where it stands in the tree, and
				* how many stand at or below it; -1: it does
				* not stand there */
	int32_t under;
	struct line *line; /* of the units that were asked */
	size_t lines;
	struct line *out; /* those to show, in the order of the tree */
	size_t outs, room;
};

/* A review in the making. */
struct review {
	int64_t n[STATES], own, late, late_done;
	int64_t total, skip, left;
	struct val *units;
};

/* ---- the tree ---- */

/* Every unit before those below it, which stand side by side. */
static void find_places(struct sheet *s)
{
	const struct tree_day *d = s->day;
	size_t n = (size_t)s->tree->n;
	int32_t tops = 0;

	s->place = arena_array(s->c->mem, n, sizeof(*s->place));
	s->size = arena_array(s->c->mem, n, sizeof(*s->size));
	for (size_t i = 0; i < n; i++)
		s->place[i] = -1;
	for (int32_t i = d->alive - 1; i >= 0; i--) {
		int32_t u = d->order[i], above = d->parent[u];

		s->size[u]++;
		if (above >= 0)
			s->size[above] += s->size[u];
	}
	for (int32_t i = 0; i < d->alive; i++) {
		int32_t u = d->order[i], at;

		if (d->parent[u] < 0) {
			s->place[u] = tops;
			tops += s->size[u];
		}
		at = s->place[u] + 1;
		for (int32_t k = 0; k < d->children[u]; k++) {
			int32_t kid = d->order[d->first[u] + k];

			s->place[kid] = at;
			at += s->size[kid];
		}
	}
}

static bool is_under(const struct sheet *s, int32_t u)
{
	return s->place[u] >= s->place[s->under] &&
	       s->place[u] < s->place[s->under] + s->size[s->under];
}

/* ---- who was asked ---- */

static enum err read_lines(struct sheet *s)
{
	struct ctx *c = s->c;
	struct cascade_row *row;

	TRY(sql_cascade_rows(c, s->call->id, &row, &s->lines));
	s->line = arena_array(c->mem, s->lines, sizeof(*s->line));
	for (size_t i = 0; i < s->lines; i++) {
		struct line *l = &s->line[i];

		*l = (struct line){.r = &row[i],
				   .unit = tree_by_id(s->tree, row[i].unit),
				   .words = "",
				   .evidence = val_list(c->mem)};
		if (l->unit < 0 || !state_read(row[i].state, &l->state))
			return ERR_BROKEN;
	}
	return OK;
}

/* That of an assignment; they stand by its id. */
static struct line *line_of(const struct sheet *s, int64_t assignment)
{
	size_t low = 0, high = s->lines;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->line[mid].r->id < assignment)
			low = mid + 1;
		else
			high = mid;
	}
	return &s->line[low];
}

static enum err read_words(struct sheet *s)
{
	struct ctx *c = s->c;
	struct cascade_evidence *file;
	struct cascade_words *words;
	size_t n, files;

	TRY(sql_cascade_words(c, s->call->id, &words, &n));
	for (size_t i = 0; i < n; i++) {
		struct line *l = line_of(s, words[i].assignment);

		l->words = *l->words ? arena_printf(c->mem, "%s\n%s", l->words,
						    words[i].words)
				     : words[i].words;
	}
	TRY(sql_cascade_evidence(c, s->call->id, REPLY_PLACE, &file, &files));
	for (size_t i = 0; i < files; i++)
		list_s(line_of(s, file[i].assignment)->evidence, file[i].name);
	return OK;
}

/* ---- where they stand ---- */

static void put(struct sheet *s, const struct line *l, int32_t unit)
{
	if (s->outs > 0 && s->out[s->outs - 1].r == l->r &&
	    s->out[s->outs - 1].unit == unit)
		return;
	if (s->outs == s->room) {
		struct line *more;

		s->room = s->room ? s->room * 2 : s->lines;
		more = arena_array(s->c->mem, s->room, sizeof(*more));
		for (size_t i = 0; i < s->outs; i++)
			more[i] = s->out[i];
		s->out = more;
	}
	s->out[s->outs] = *l;
	s->out[s->outs++].unit = unit;
}

/* Whoever stands for a unit on the tree: itself, else those that took over
 * from it, else the unit it lay below. */
static void put_heirs(struct sheet *s, const struct line *l, int32_t u)
{
	const struct tree_unit *x = &s->tree->unit[u];

	if (s->place[u] >= 0) {
		if (is_under(s, u))
			put(s, l, u);
		return;
	}
	for (int32_t i = 0; i < x->outs; i++)
		put_heirs(s, l, s->tree->link[x->out + i].into);
	if (x->outs == 0 && x->facts > 0) {
		int32_t above = s->tree->fact[x->fact + x->facts - 1].parent;

		if (above >= 0)
			put_heirs(s, l, above);
	}
}

static int by_place(const void *x, const void *y, void *arg)
{
	const struct sheet *s = arg;
	const struct line *a = x, *b = y;

	if (a->unit != b->unit)
		return s->place[a->unit] - s->place[b->unit];
	if (a->r->id == b->r->id)
		return 0;
	return a->r->id < b->r->id ? -1 : 1;
}

/* ---- told ---- */

static bool is_late(const struct sheet *s, const struct line *l)
{
	return STATES_OWED & 1u << l->state && l->r->due <= s->c->now;
}

/* Days by which it is late, or was when it answered. */
static int64_t late_days(const struct sheet *s, const struct line *l)
{
	int64_t at = is_late(s, l)	 ? s->c->now
		     : l->r->done_at.set ? l->r->done_at.value
					 : 0;

	return at > l->r->due ? (at - l->r->due) / DAY_S + 1 : 0;
}

static void count(struct review *w, const struct sheet *s, const struct line *l)
{
	bool live = STATES_LIVE & 1u << l->state;

	w->n[l->state]++;
	w->own += live && l->r->own;
	w->late += is_late(s, l);
	w->late_done += live && !is_late(s, l) && late_days(s, l) > 0;
}

static void map_at(struct val *v, const char *key, struct opt_int at)
{
	if (at.set)
		map_instant(v, key, at.value);
	else
		map_s(v, key, NULL);
}

static void add_who(struct val *v, const struct sheet *s, const struct line *l)
{
	const struct tree_unit *x = &s->tree->unit[l->unit];
	bool same = x->id == l->r->unit;
	const struct tree_fact *f = tree_fact_at(s->tree, l->unit, s->day->day);
	int32_t up = s->day->parent[l->unit];
	const struct tree_fact *above =
		up < 0 ? NULL : tree_fact_at(s->tree, up, s->day->day);

	map_i(v, "call", s->call->id);
	map_s(v, "unit", x->code);
	map_s(v, "name", f->name);
	map_s(v, "kind", s->tree->kind[f->kind].code);
	map_s(v, "under", up < 0 ? NULL : s->tree->unit[up].code);
	map_s(v, "under_name", above ? above->name : NULL);
	map_s(v, "was", same ? NULL : l->r->code);
	map_s(v, "was_name", same ? NULL : l->r->name);
	map_s(v, "role", l->r->role ? "relays" : "answers");
}

static void tell(struct review *w, const struct sheet *s, const struct line *l)
{
	const struct cascade_row *r = l->r;
	struct ctx *c = s->c;
	struct val *v = val_map(c->mem);

	add_who(v, s, l);
	map_s(v, "expect", s->call->expect);
	map_s(v, "expect_label", tr(c, cascade_expect_label(s->call->expect)));
	map_instant(v, "due", r->due);
	map_s(v, "state", r->state);
	map_s(v, "state_label", tr(c, state_label(l->state)));
	map_at(v, "acknowledged_at", r->seen_at);
	if (r->own)
		map_i(v, "own", r->own);
	else
		map_s(v, "own", NULL);
	map_s(v, "own_symbol", r->own_symbol);
	map_day(v, "own_date", r->own_day.set ? r->own_day.value : DAY_MAX);
	map_at(v, "done_at", r->done_at);
	map_at(v, "accepted_at", r->accepted_at);
	map_i(v, "sent_back", r->sent_back);
	map_b(v, "late", is_late(s, l));
	map_i(v, "late_days", late_days(s, l));
	map_s(v, "words", l->words);
	map_v(v, "evidence", l->evidence);
	list_v(w->units, v);
}

/* ---- the whole ---- */

static enum err open_sheet(struct ctx *c, const struct call *k,
			   const struct tree *tree, const struct unit *u,
			   bool now, struct sheet *s)
{
	*s = (struct sheet){.c = c, .call = k, .tree = tree};
	TRY(tree_at(c, tree, now ? c->today : k->day, &s->day));
	find_places(s);
	s->under = tree_by_id(tree, u->id);
	TRY(read_lines(s));
	TRY(read_words(s));
	if (s->under < 0 || s->place[s->under] < 0)
		return OK;
	for (size_t i = 0; i < s->lines; i++)
		put_heirs(s, &s->line[i], s->line[i].unit);
	if (s->outs > 0)
		qsort_r(s->out, s->outs, sizeof(*s->out), by_place, s);
	return OK;
}

/* Of a split unit each part stands in the list; it is counted once. */
static void add_sheet(struct review *w, const struct sheet *s)
{
	bool *counted = arena_array(s->c->mem, s->lines, sizeof(*counted));

	for (size_t i = 0; i < s->outs; i++) {
		const struct line *l = &s->out[i];
		size_t at = (size_t)(line_of(s, l->r->id) - s->line);

		if (!counted[at])
			count(w, s, l);
		counted[at] = true;
		w->total++;
		if (w->skip > 0) {
			w->skip--;
		} else if (w->left > 0) {
			w->left--;
			tell(w, s, l);
		}
	}
}

static void map_review(struct val *v, const struct review *w)
{
	int64_t of = 0;

	for (int i = 0; i < STATES; i++)
		if (STATES_LIVE & 1u << i)
			of += w->n[i];
	cascade_map_counts(v, "counts", w->n);
	map_i(v, "of", of);
	map_i(v, "own", w->own);
	map_i(v, "done", w->n[SUBMITTED] + w->n[ACCEPTED]);
	map_i(v, "late", w->late);
	map_i(v, "late_done", w->late_done);
	map_i(v, "total", w->total);
	map_v(v, "units", w->units);
}

enum err cascade_review(struct ctx *c, const char *document,
			const struct cascade_review_ask *ask, struct val **view)
{
	struct review w = {.skip = ask->offset,
			   .left = ask->limit ? ask->limit : INT64_MAX,
			   .units = val_list(c->mem)};
	struct document d;
	struct tree *tree;
	struct call *k;
	struct unit u;
	size_t n;

	TRY(document_ref(c, document, &d));
	TRY(cascade_calls(c, &d, &k, &n));
	TRY(cascade_unit(c, &k[0], ask->unit, &u));
	TRY(cascade_head(c, &d, view));
	TRY(tree_load(c, &tree));
	for (size_t i = 0; i < n; i++) {
		struct sheet s;

		TRY(open_sheet(c, &k[i], tree, &u, ask->now, &s));
		add_sheet(&w, &s);
	}
	map_s(*view, "unit", u.code);
	map_s(*view, "name", u.name);
	map_s(*view, "tree", ask->now ? "now" : "then");
	map_day(*view, "day", ask->now ? c->today : k[0].day);
	map_review(*view, &w);
	return OK;
}
