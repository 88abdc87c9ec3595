/* call_kind.c - calls for returns. */
#include "returns/call_kind.h"

#include "base/show.h"
#include "gen/sql_returns.h"
#include "returns/form.h"

static enum err return_title(struct ctx *c, const struct call_topic *t,
			     const char **title)
{
	struct form *f;

	TRY(form_load_id(c, t->form, t->period, &f));
	*title = arena_printf(c->mem, "%s, %s", form_text(c, f->title),
			      show_period(c->mem, t->period, c->lang));
	return OK;
}

static enum err return_describe(struct ctx *c, const struct call_topic *t,
				struct val *to)
{
	struct form *f;
	char text[12];

	TRY(form_load_id(c, t->form, t->period, &f));
	map_s(to, "form", f->code);
	map_s(to, "period", arena_text(c->mem, period_text(t->period, text)));
	return OK;
}

static enum err return_given(struct ctx *c, int64_t call, int64_t low,
			     int64_t high, struct call_given **out, size_t *n)
{
	struct call_gave *row;

	TRY(sql_call_given(c, call, low, high, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct call_given){
			row[i].unit, row[i].counts ? ACCEPTED : SUBMITTED};
	return OK;
}

static enum err return_asks(struct ctx *c, const struct call_topic *t,
			    int64_t kind, bool *asks)
{
	struct form *f;

	TRY(form_load_id(c, t->form, t->period, &f));
	*asks = form_answered_by(f, kind);
	return OK;
}

static enum err return_path(struct ctx *c, const char *unit,
			    const struct call_topic *t, const char **path)
{
	struct form *f;
	char text[12];

	TRY(form_load_id(c, t->form, t->period, &f));
	*path = arena_printf(c->mem, "/entry/%s?form=%s&period=%s", unit,
			     f->code, period_text(t->period, text));
	return OK;
}

static enum err return_check(struct ctx *c, const struct call_topic *t,
			     const char **path)
{
	*path = arena_printf(c->mem, "/review?call=%lld", (long long)t->call);
	return OK;
}

const struct call_kind return_call_kind = {
	.what = "return",
	.title = return_title,
	.describe = return_describe,
	.given = return_given,
	.asks = return_asks,
	.path = return_path,
	.check = return_check,
};
