/* call_kinds.c - every kind of call, on one screen. */
#include "base/show.h"
#include "calls/call.h"
#include "gen/sql_returns.h"
#include "returns/form.h"

static enum err return_title(struct ctx *c, int64_t form, int64_t period,
			     const char **title)
{
	struct form *f;

	TRY(form_load_id(c, form, period, &f));
	*title = arena_printf(c->mem, "%s, %s", form_text(c, f->title),
			      show_period(c->mem, period, c->lang));
	return OK;
}

static enum err return_describe(struct ctx *c, int64_t form, int64_t period,
				struct val *to)
{
	struct form *f;
	char text[12];

	TRY(form_load_id(c, form, period, &f));
	map_s(to, "form", f->code);
	map_s(to, "period", arena_text(c->mem, period_text(period, text)));
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

static enum err return_asks(struct ctx *c, int64_t form, int64_t period,
			    int64_t kind, bool *asks)
{
	struct form *f;

	TRY(form_load_id(c, form, period, &f));
	*asks = form_answered_by(f, kind);
	return OK;
}

static enum err return_path(struct ctx *c, const char *unit, int64_t form,
			    int64_t period, const char **path)
{
	struct form *f;
	char text[12];

	TRY(form_load_id(c, form, period, &f));
	*path = arena_printf(c->mem, "/entry/%s?form=%s&period=%s", unit,
			     f->code, period_text(period, text));
	return OK;
}

const struct call_kind call_kinds[] = {
	{
		.what = "return",
		.title = return_title,
		.describe = return_describe,
		.given = return_given,
		.asks = return_asks,
		.path = return_path,
	},
};

const size_t call_kinds_count = COUNT(call_kinds);
