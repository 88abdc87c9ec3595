/* cascade_kind.c - calls about documents, as all calls are seen. */
#include "base/day.h"
#include "base/show.h"
#include "core/setting.h"
#include "gen/sql_register.h"
#include "register/cascade.h"

#include <string.h>

const struct cascade_expect cascade_expects[] = {
	{EXPECT_NOTE, N_("Take note of it")},
	{"carry-out", N_("Carry it out")},
	{"own-plan", N_("Make an own plan for it")},
	{"report", N_("Report on it")},
};

const size_t cascade_expects_count = COUNT(cascade_expects);

const char *cascade_expect_label(const char *name)
{
	for (size_t i = 0; i < cascade_expects_count; i++)
		if (!strcmp(cascade_expects[i].name, name))
			return cascade_expects[i].label;
	return name;
}

/* Chores ask too, which see no documents: so not document_get(). */
static enum err title(struct ctx *c, const struct call_topic *t,
		      const char **out)
{
	struct cascade_topic d;

	TRY(sql_cascade_topic(c, t->about, &d));
	*out = arena_printf(c->mem, "%s: %s", d.symbol, d.subject);
	return OK;
}

static enum err describe(struct ctx *c, const struct call_topic *t,
			 struct val *to)
{
	struct cascade_topic d;

	TRY(sql_cascade_topic(c, t->about, &d));
	map_i(to, "document", t->about);
	map_s(to, "symbol", d.symbol);
	return OK;
}

static enum err path(struct ctx *c, const char *unit,
		     const struct call_topic *t, const char **out)
{
	*out = arena_printf(c->mem, "/cascade/%lld/%s", (long long)t->call,
			    unit);
	return OK;
}

static enum err check(struct ctx *c, const struct call_topic *t,
		      const char **out)
{
	*out = arena_printf(c->mem, "/documents/%lld/cascade?state=submitted",
			    (long long)t->about);
	return OK;
}

/* "15/QĐ-BNV was replaced on 5 May 2026 by 20/QĐ-BNV. Why." */
static enum err news(struct ctx *c, const struct call_topic *t,
		     const char **out)
{
	struct cascade_topic d;
	struct cascade_change h;
	const char *tz, *day, *fmt;

	TRY(sql_cascade_topic(c, t->about, &d));
	TRY(sql_cascade_last_change(c, t->about, &h));
	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	day = show_day(c->mem, tz_day(tz, h.at), c->lang);
	fmt = !strcmp(h.what, "corrected")  ? N_("%s was corrected on %s. %s")
	      : !strcmp(h.what, "recalled") ? N_("%s was recalled on %s. %s")
	      : !strcmp(h.what, "revoked")  ? N_("%s was revoked on %s. %s")
					    : N_("%s was replaced on %s. %s");
	*out = arena_printf(c->mem, tr(c, fmt), d.symbol, day, h.why);
	if (h.by_symbol)
		*out = arena_printf(
			c->mem,
			tr(c, N_("%s The document that counts now is "
				 "%s.")),
			*out, h.by_symbol);
	return OK;
}

const struct call_kind document_call_kind = {
	.what = "document",
	.title = title,
	.describe = describe,
	.path = path,
	.check = check,
	.news = news,
};
