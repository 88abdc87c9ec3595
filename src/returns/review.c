/* review.c - what waits for whoever checks. */
#include "returns/review.h"

#include "access/role.h"
#include "base/day.h"
#include "base/show.h"
#include "base/text.h"
#include "calls/assignment.h"
#include "calls/key.h"
#include "core/journal.h"
#include "gen/sql_returns.h"
#include "org/tree.h"
#include "returns/announce.h"
#include "returns/cell.h"
#include "returns/judge.h"
#include "returns/version.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Whose queue it is, as statements take it. */
struct checker {
	int64_t all;
	const char *roles;
};

/* One return that waits. */
struct waiting {
	const struct review_row *row;
	struct form *form;
	int64_t period;
	struct values *now, *counting, *last; /* NULL: none */
	struct values **past;
	size_t pasts;
	struct judgement j;
	struct outlier *odd;
	size_t odds;
	bool clean;
	bool chosen; /* to be accepted */
};

struct queue {
	struct ctx *c;
	int64_t call;
	struct checker who;
	struct waiting *w;
	size_t n;
};

static void queue_init(struct queue *q)
{
	q->who = (struct checker){q->c->is_operator,
				  powers_mine(q->c, ACT_ACCEPT)};
}

/* The form of a return; they come form by form. */
static enum err form_for(const struct queue *q, size_t i, struct form **out)
{
	int64_t key = q->w[i].row->id;
	const struct waiting *same = NULL;

	for (size_t k = i; k > 0 && !same; k--)
		if (q->w[k - 1].row->id >> KEY_FORM_SHIFT !=
		    key >> KEY_FORM_SHIFT)
			break;
		else if (q->w[k - 1].period == key_period(key))
			same = &q->w[k - 1];
	if (same) {
		*out = same->form;
		return OK;
	}
	return form_load_id(q->c, key >> KEY_FORM_SHIFT, key_period(key), out);
}

static enum err unpack(struct ctx *c, const struct form *f, struct blob b,
		       struct values **out)
{
	*out = NULL;
	if (!b.data)
		return OK;
	*out = values_new(c->mem, f->slots);
	return values_unpack(b, *out) ? OK : ERR_BROKEN;
}

static enum err open_row(struct queue *q, size_t i)
{
	struct waiting *w = &q->w[i];

	w->period = key_period(w->row->id);
	TRY(form_for(q, i, &w->form));
	TRY(unpack(q->c, w->form, w->row->values_, &w->now));
	TRY(unpack(q->c, w->form, w->row->counting, &w->counting));
	return unpack(q->c, w->form, w->row->last, &w->last);
}

/* What counted before, of all of them at once: rows come in the order of
 * the queue. */
static enum err read_past(struct queue *q)
{
	struct review_past *row;
	size_t n, k = 0;

	TRY(sql_review_past(q->c, q->call, q->w[0].row->id,
			    q->w[q->n - 1].row->id, OUTLIER_PERIODS, q->who.all,
			    q->c->account, q->c->today, q->who.roles, &row,
			    &n));
	for (size_t i = 0; i < q->n; i++) {
		struct waiting *w = &q->w[i];
		int64_t first =
			judge_periods_before(w->period, OUTLIER_PERIODS);

		w->past = arena_array(q->c->mem, OUTLIER_PERIODS,
				      sizeof(struct values *));
		while (k < n && row[k].id < w->row->id)
			k++;
		for (; k < n && row[k].id == w->row->id; k++)
			if (key_period(row[k].past) >= first)
				TRY(unpack(q->c, w->form, row[k].values_,
					   &w->past[w->pasts++]));
	}
	return OK;
}

static void judge_all(struct queue *q)
{
	for (size_t i = 0; i < q->n; i++) {
		struct waiting *w = &q->w[i];

		judge_values(q->c, w->form, w->now, w->last, NULL, &w->j);
		judge_far(q->c, w->form, w->now, w->past, w->pasts, &w->odd,
			  &w->odds);
		w->clean = w->j.n == 0 && w->odds == 0;
	}
}

static enum err open_queue(struct queue *q, int64_t offset, int64_t limit)
{
	struct ctx *c = q->c;
	struct review_row *row;

	TRY(sql_review_list(c, q->call, offset, limit, q->who.all, c->account,
			    c->today, q->who.roles, &row, &q->n));
	q->w = arena_array(c->mem, q->n, sizeof(*q->w));
	for (size_t i = 0; i < q->n; i++) {
		q->w[i].row = &row[i];
		TRY(open_row(q, i));
	}
	if (q->n == 0)
		return OK;
	TRY(read_past(q));
	judge_all(q);
	return OK;
}

/* A number that is another than before. */
struct change {
	int32_t slot;
	int128 now, last;
	bool marked;
};

static bool is_marked(const struct waiting *w, int32_t slot)
{
	for (size_t i = 0; i < w->odds; i++)
		if (w->odd[i].slot == slot)
			return true;
	for (size_t i = 0; i < w->j.n; i++)
		for (size_t k = 0; k < w->j.finding[i].slots; k++)
			if (w->j.finding[i].slot[k] == slot)
				return true;
	return false;
}

static int128 size_of(int128 n)
{
	return n < 0 ? -n : n;
}

/* The marked ones first, then by how large the change is beside what there
 * was: |a - b| / |b|, compared without dividing (64 bits times 64 bits). */
static int by_change(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int128 left, right;

	if (x->marked != y->marked)
		return x->marked ? -1 : 1;
	left = size_of(x->now - x->last) / 2 * (size_of(y->last) / 2 + 1);
	right = size_of(y->now - y->last) / 2 * (size_of(x->last) / 2 + 1);
	if (left != right)
		return left > right ? -1 : 1;
	return x->slot < y->slot ? -1 : 1;
}

/* What the numbers are held against. */
static const struct values *before(const struct waiting *w)
{
	return w->counting ? w->counting : w->last;
}

static size_t find_changes(struct ctx *c, const struct waiting *w,
			   struct change **out)
{
	const struct form *f = w->form;
	const struct values *then = before(w);
	size_t n = 0;

	*out = arena_array(c->mem, (size_t)f->n, sizeof(**out));
	for (int32_t i = 0; then && i < f->n; i++) {
		int32_t s = f->order[i];
		enum indicator_type type = f->slot[s].type;

		if ((type != TYPE_COUNT && type != TYPE_AMOUNT) ||
		    !w->now->given[s] || !then->given[s] ||
		    w->now->v[s] == then->v[s])
			continue;
		(*out)[n++] = (struct change){s, w->now->v[s], then->v[s],
					      is_marked(w, s)};
	}
	if (n > 0)
		qsort(*out, n, sizeof(**out), by_change);
	return n < REVIEW_CHANGES ? n : REVIEW_CHANGES;
}

static struct val *changes_view(struct ctx *c, const struct waiting *w)
{
	struct val *list = val_list(c->mem);
	struct change *ch;
	size_t n = find_changes(c, w, &ch);

	for (size_t i = 0; i < n; i++) {
		const struct indicator *in = &w->form->slot[ch[i].slot];
		struct val *v = val_map(c->mem);

		map_s(v, "code", in->code);
		map_s(v, "title", form_title(c, w->form, ch[i].slot));
		map_s(v, "shown",
		      cell_shown(c, w->form, ch[i].slot, w->now, NULL));
		map_s(v, "last_shown",
		      cell_shown(c, w->form, ch[i].slot, before(w), NULL));
		map_s(v, "change",
		      cell_change(c, w->form, ch[i].slot, w->now, before(w)));
		map_b(v, "marked", ch[i].marked);
		list_v(list, v);
	}
	return list;
}

static struct val *waiting_view(struct ctx *c, const struct waiting *w)
{
	struct val *v = val_map(c->mem);
	char text[21];

	map_s(v, "unit", w->row->unit);
	map_s(v, "name", w->row->name);
	map_s(v, "form", w->form->code);
	map_s(v, "title", form_text(c, w->form->title));
	map_s(v, "period", arena_text(c->mem, period_text(w->period, text)));
	map_s(v, "period_title", show_period(c->mem, w->period, c->lang));
	map_i(v, "version", w->row->version);
	map_s(v, "sent_at",
	      arena_text(c->mem, instant_iso(w->row->sent_at, text)));
	map_s(v, "sent_by", w->row->sender);
	if (w->row->call)
		map_i(v, "call", w->row->call);
	else
		map_s(v, "call", NULL);
	map_b(v, "late",
	      w->row->due.set && w->row->due.value < w->row->sent_at);
	map_b(v, "correction", w->counting != NULL);
	map_b(v, "clean", w->clean);
	map_v(v, "findings", judgement_view(c, w->form, &w->j));
	map_v(v, "outliers", outliers_view(c, w->form, w->odd, w->odds));
	map_v(v, "changes", changes_view(c, w));
	return v;
}

enum err review_view(struct ctx *c, int64_t call, int64_t offset, int64_t limit,
		     struct val **view)
{
	struct queue q = {.c = c, .call = call};
	struct val *list = val_list(c->mem);
	struct review_total total;

	TRY(may_all(c, ACT_READ));
	queue_init(&q);
	TRY(sql_review_total(c, call, q.who.all, c->account, c->today,
			     q.who.roles, &total));
	TRY(open_queue(&q, offset,
		       limit < REVIEW_LIMIT ? limit : REVIEW_LIMIT));
	for (size_t i = 0; i < q.n; i++)
		list_v(list, waiting_view(c, &q.w[i]));
	*view = val_map(c->mem);
	map_i(*view, "total", total.n);
	map_v(*view, "returns", list);
	return OK;
}

/* Marks what is named. */
static enum err choose(struct queue *q, const struct review_item *item)
{
	char period[12];

	for (size_t i = 0; i < q->n; i++) {
		struct waiting *w = &q->w[i];

		if (w->row->version != item->version ||
		    strcmp(w->row->unit, item->unit) ||
		    strcmp(w->form->code, item->form) ||
		    strcmp(period_text(w->period, period), item->period))
			continue;
		w->chosen = true;
		return OK;
	}
	return fail(q->c, ERR_CONFLICT, "version",
		    N_("%s %s %s, version %lld, does not wait for you any "
		       "longer. Nothing was accepted; look at the list "
		       "again."),
		    item->unit, item->form, item->period,
		    (long long)item->version);
}

/* Whose kind has to answer: the units of a form and period stand in order. */
static enum err find_asked(struct queue *q, struct waiting *const *w, size_t n,
			   struct rollup_change *ch)
{
	struct review_kind *row;
	size_t rows, k = 0;

	TRY(sql_review_kinds(q->c, w[0]->form->id, w[0]->period,
			     period_last_day(w[0]->period), &row, &rows));
	for (size_t i = 0; i < n; i++) {
		while (k < rows && row[k].unit < ch[i].unit)
			k++;
		ch[i].asked = k < rows && row[k].unit == ch[i].unit &&
			      form_answered_by(w[0]->form, row[k].kind);
	}
	return OK;
}

static enum err announce_group(struct ctx *c, struct waiting *const *w,
			       size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(announce(c, ANNOUNCE_ACCEPTED,
			     &(struct announced){
				     .form = w[i]->form,
				     .period = w[i]->period,
				     .unit = key_unit(w[i]->row->id),
				     .code = w[i]->row->unit,
				     .name = w[i]->row->name,
			     },
			     ""));
	return OK;
}

/* Those of one form and period. */
static enum err accept_group(struct queue *q, struct waiting *const *w,
			     size_t n)
{
	struct ctx *c = q->c;
	struct version_taken *t = arena_array(c->mem, n, sizeof(*t));
	struct rollup_change *ch = arena_array(c->mem, n, sizeof(*ch));
	struct val *detail = val_map(c->mem);
	struct buf rows = {.mem = c->mem};
	unsigned char digest[32];
	char period[12];
	int64_t *key = arena_array(c->mem, n, sizeof(*key));

	for (size_t i = 0; i < n; i++) {
		key[i] = w[i]->row->id;
		t[i] = (struct version_taken){key[i], w[i]->row->version,
					      w[i]->counting != NULL};
		ch[i] = (struct rollup_change){key_unit(key[i]), true,
					       w[i]->counting, w[i]->now};
		buf_printf(&rows, "%s,%lld\n", w[i]->row->unit,
			   (long long)w[i]->row->version);
	}
	TRY(find_asked(q, w, n, ch));
	TRY(versions_accept(c, t, n));
	TRY(versions_count(c, w[0]->form, w[0]->period, ch, n));
	TRY(assignments_step(c, key, n, STEP_ACCEPT));
	TRY(announce_group(c, w, n));
	crypto_generichash(digest, sizeof(digest),
			   (const unsigned char *)rows.s, rows.len, NULL, 0);
	map_s(detail, "period",
	      arena_text(c->mem, period_text(w[0]->period, period)));
	map_i(detail, "count", (int64_t)n);
	map_s(detail, "digest", text_hex(c->mem, digest, sizeof(digest)));
	return journal_add(c, "returns.accept", w[0]->form->code, detail);
}

static int by_group(const void *a, const void *b)
{
	const struct waiting *x = *(struct waiting *const *)a;
	const struct waiting *y = *(struct waiting *const *)b;

	if (x->form->id != y->form->id)
		return x->form->id < y->form->id ? -1 : 1;
	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	return x->row->id < y->row->id ? -1 : x->row->id > y->row->id;
}

static enum err accept_chosen(struct queue *q, int64_t *done)
{
	struct waiting **w =
		arena_array(q->c->mem, q->n, sizeof(struct waiting *));
	size_t n = 0, from = 0;

	for (size_t i = 0; i < q->n; i++)
		if (q->w[i].chosen)
			w[n++] = &q->w[i];
	if (n > 0)
		qsort(w, n, sizeof(struct waiting *), by_group);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && w[i]->form->id == w[from]->form->id &&
		    w[i]->period == w[from]->period)
			continue;
		TRY(accept_group(q, w + from, i - from));
		from = i;
	}
	*done = (int64_t)n;
	return OK;
}

enum err review_accept(struct ctx *c, int64_t call,
		       const struct review_item *item, size_t n, int64_t *done)
{
	struct queue q = {.c = c, .call = call};
	struct review_locked *locked;
	size_t unused;

	TRY(may_all(c, ACT_READ));
	queue_init(&q);
	TRY(tree_hold(c));
	TRY(sql_review_lock(c, call, q.who.all, c->account, c->today,
			    q.who.roles, &locked, &unused));
	TRY(open_queue(&q, 0, REVIEW_MOST));
	for (size_t i = 0; i < n && item; i++)
		TRY(choose(&q, &item[i]));
	for (size_t i = 0; i < q.n && !item; i++)
		q.w[i].chosen = q.w[i].clean;
	return accept_chosen(&q, done);
}
