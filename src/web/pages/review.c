/* review.c - the many returns that wait for one checker: what stands out in
 * each, and all clean ones accepted at once. */
#include "returns/review.h"

#include "base/day.h"
#include "base/show.h"
#include "web/pages/words.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 100 /* of one page */

/* Words that are too many for a row are on the return's own page. */
static struct val *what_stands_out(struct req *q, const struct val *from)
{
	static const char *const kinds[] = {"findings", "outliers"};
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < COUNT(kinds); i++)
		for (const struct val *f = val_get(from, kinds[i])->first; f;
		     f = f->next) {
			struct val *v = val_map(q->c->mem);
			bool error = !strcmp(val_text(f, "level"), "error");

			map_s(v, "state", error ? "late" : "soon");
			map_s(v, "why", val_text(f, "say"));
			list_v(list, v);
		}
	return list;
}

static struct val *changes(struct req *q, const struct val *from)
{
	struct val *list = val_list(q->c->mem);

	for (const struct val *f = val_get(from, "changes")->first; f;
	     f = f->next) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "title", val_text(f, "title"));
		map_s(v, "shown", val_text(f, "shown"));
		map_s(v, "change", val_text(f, "change"));
		map_b(v, "marked", val_true(val_get(f, "marked")));
		list_v(list, v);
	}
	return list;
}

static struct val *rows(struct req *q, const struct val *from)
{
	struct val *list = val_list(q->c->mem);
	struct ctx *c = q->c;
	int64_t n = 0;

	for (const struct val *r = from->first; r; r = r->next) {
		const char *by = val_text(r, "sent_by");
		struct val *v = val_map(c->mem);
		int64_t at = 0;

		map_i(v, "number", ++n);
		map_s(v, "unit", val_text(r, "unit"));
		map_s(v, "name", val_text(r, "name"));
		map_s(v, "form", val_text(r, "form"));
		map_s(v, "form_title", val_text(r, "title"));
		map_s(v, "period", val_text(r, "period"));
		map_s(v, "period_shown", val_text(r, "period_title"));
		map_i(v, "version", val_int(r, "version"));
		map_s(v, "sent",
		      instant_parse(val_text(r, "sent_at"), &at)
			      ? show_instant(c->mem, at, q->timezone, c->lang)
			      : "");
		map_s(v, "by", *by ? by : tr(c, N_("the operator")));
		map_b(v, "correction", val_true(val_get(r, "correction")));
		map_b(v, "clean", val_true(val_get(r, "clean")));
		map_v(v, "says", what_stands_out(q, r));
		map_v(v, "changes", changes(q, r));
		list_v(list, v);
	}
	return list;
}

static enum err review_of(struct req *q, int64_t *call, int64_t *page,
			  struct val **view)
{
	TRY(query_int(q, "call", 0, 0, INT64_MAX, call));
	TRY(query_int(q, "page", 1, 1, 1000000, page));
	return review_view(q->c, *call, (*page - 1) * ROWS, ROWS, view);
}

static enum err show_review(struct req *q, struct reply *p, const char *trouble)
{
	struct val *v = val_map(q->c->mem), *view, *list;
	int64_t call, at, all, done;

	TRY(review_of(q, &call, &at, &view));
	TRY(query_int(q, "done", -1, 0, 1000000, &done));
	list = rows(q, val_get(view, "returns"));
	all = val_int(view, "total");
	map_s(v, "title", tr(q->c, N_("To check")));
	map_s(v, "meta",
	      arena_printf(q->c->mem,
			   trn(q->c, N_("%lld return waits for your word"),
			       N_("%lld returns wait for your word"), all),
			   (long long)all));
	map_i(v, "call", call);
	map_s(v, "trouble", trouble);
	map_s(v, "done",
	      done < 0 ? NULL
		       : arena_printf(q->c->mem,
				      trn(q->c, N_("%lld return accepted."),
					  N_("%lld returns accepted."), done),
				      (long long)done));
	map_b(v, "some", list->first != NULL);
	map_b(v, "paged", all > ROWS);
	map_n(q, v, "first", (at - 1) * ROWS + 1);
	map_n(q, v, "last", at * ROWS < all ? at * ROWS : all);
	map_n(q, v, "all", all);
	map_i(v, "earlier", at - 1);
	map_i(v, "later", at * ROWS < all ? at + 1 : 0);
	map_v(v, "list", list);
	return page(q, p, "returns/review", v);
}

/* GET /review and /api/review */
enum err page_review(struct req *q, struct reply *p)
{
	int64_t call, at;
	struct val *view;

	if (!q->api)
		return show_review(q, p, NULL);
	TRY(review_of(q, &call, &at, &view));
	return json(q, p, view);
}

struct accepting {
	struct req *q;
	int64_t call, done;
	struct review_item *item; /* NULL: all clean ones */
	size_t n;
};

/* "A M 2026-01 3" */
static bool read_item(struct arena *mem, const char *s, struct review_item *out)
{
	char *word[4], *text = arena_text(mem, s), *end;

	for (int i = 0; i < 4; i++) {
		word[i] = text;
		text += strcspn(text, " ");
		if ((*text == '\0') != (i == 3))
			return false;
		if (*text)
			*text++ = '\0';
	}
	*out = (struct review_item){word[0], word[1], word[2],
				    strtoll(word[3], &end, 10)};
	return *end == '\0' && out->version > 0;
}

static enum err read_items(struct req *q, struct accepting *a)
{
	if (strcmp(form(q, "do", ""), "picked"))
		return OK;
	a->item = arena_array(q->c->mem, q->form.n + 1, sizeof(*a->item));
	for (size_t i = 0; i < q->form.n; i++)
		if (!strncmp(q->form.at[i].name, "pick.", 5) &&
		    read_item(q->c->mem, q->form.at[i].value, &a->item[a->n]))
			a->n++;
	if (a->n == 0)
		return fail(q->c, ERR_INVALID, "pick",
			    N_("Choose what to accept first."));
	return OK;
}

static enum err accept_many(struct ctx *c, void *arg)
{
	struct accepting *a = arg;

	return review_accept(c, a->call, a->item, a->n, &a->done);
}

struct again {
	struct req *q;
	struct reply *p;
	const char *trouble;
};

static enum err look_again(struct ctx *c, void *arg)
{
	struct again *a = arg;

	(void)c;
	return show_review(a->q, a->p, a->trouble);
}

/* POST /review */
enum err post_review(struct req *q, struct reply *p)
{
	struct accepting a = {.q = q};
	struct again again = {q, p, NULL};
	enum err e;

	TRY(query_int(q, "call", 0, 0, INT64_MAX, &a.call));
	e = read_items(q, &a);
	if (e == OK)
		e = run_unit(q->c, DB_WRITE, accept_many, &a);
	if (e == OK)
		return see_other(q, p, "/review?call=%lld&done=%lld",
				 (long long)a.call, (long long)a.done);
	if (e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	again.trouble = q->c->why;
	p->status = err_status(e);
	ctx_forget(q->c);
	return run_unit(q->c, DB_READ, look_again, &again);
}
