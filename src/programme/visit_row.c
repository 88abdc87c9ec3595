/* visit_row.c - one visit as it is kept, and who is told of it. */
#include "programme/visit_row.h"

#include "access/notice.h"
#include "access/sight.h"
#include "base/show.h"
#include "base/text.h"
#include "core/journal.h"
#include "org/view.h"
#include "programme/programme.h"

#include <inttypes.h>
#include <string.h>

enum err visit_get(struct ctx *c, int64_t id, struct visit_row *out)
{
	struct sight s;
	enum err e;

	TRY(sight_get(c, ACT_FOLLOW, &s));
	e = sql_visit_get(c, id, s.all, c->account, c->today, s.powers, out);
	if (e == OK && !out->makes && !out->visited && !out->goes)
		e = ERR_MISSING;
	if (e == ERR_MISSING)
		return fail(c, e, "visit", N_("There is no visit %lld."),
			    (long long)id);
	return e;
}

enum err visit_hold(struct ctx *c, int64_t id, struct visit_row *out)
{
	struct visit_held held;

	TRY(visit_get(c, id, out));
	TRY(sql_visit_hold(c, id, &held));
	if (!strcmp(held.state, "planned"))
		return OK;
	if (!strcmp(held.state, "done"))
		return fail(c, ERR_CONFLICT, "state",
			    N_("Visit %lld was concluded; it stays as it is."),
			    (long long)id);
	return fail(c, ERR_CONFLICT, "state", N_("Visit %lld was cancelled."),
		    (long long)id);
}

enum err visit_may_plan(struct ctx *c, const struct visit_row *v)
{
	return programme_may(c, ACT_PLAN, v->unit);
}

enum err visit_may_note(struct ctx *c, const struct visit_row *v)
{
	return v->goes ? OK : visit_may_plan(c, v);
}

/* ---- telling ---- */

static const char *const news_text[] = {
	[VISIT_PLANNED] = N_("%s will visit you on %s: %s"),
	[VISIT_MOVED] = N_("The visit of %s was changed; it is on %s: %s"),
	[VISIT_CANCELLED] = N_("The visit of %s on %s is cancelled: %s"),
	[VISIT_CONCLUDED] = N_("The visit of %s on %s is concluded; see what "
			       "it found: %s"),
};

struct telling {
	enum visit_news news;
	const struct visit_row *v;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct telling *t = arg;

	*text = arena_printf(c->mem, tr(c, news_text[t->news]), t->v->name,
			     show_day(c->mem, t->v->day, c->lang),
			     t->v->subject);
	return OK;
}

enum err visit_tell(struct ctx *c, enum visit_news news,
		    const struct visit_row *v, const char *words)
{
	struct telling t = {news, v};
	struct notice what = {
		.kind = "visit",
		.link = arena_printf(c->mem, "/visits/%" PRId64, v->id),
		.say = say,
		.arg = &t,
		.words = words,
	};

	return notice_unit(c, &what, v->to_, ACT_FOLLOW, NULL);
}

enum err visit_record(struct ctx *c, const char *act, const struct visit_row *v,
		      struct val *detail)
{
	struct val *d = detail ? detail : val_map(c->mem);

	map_s(d, "unit", v->code);
	map_s(d, "to", v->to_code);
	map_day(d, "on", v->day);
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, v->id), d);
}

enum err visit_text(struct ctx *c, const char *field, const char **text,
		    int most)
{
	*text = text_tidy(c->mem, *text);
	if (utf8_length(*text) <= (size_t)most)
		return OK;
	return fail(c, ERR_INVALID, field,
		    N_("That is too long: at most %d characters."), most);
}
