/* announce.c - tells who has to do with a return what became of it. */
#include "returns/announce.h"

#include "access/notice.h"
#include "base/show.h"

static const struct {
	const char *kind; /* of notice_kinds[] */
	enum act act;	  /* whom it is for, at the unit or its checker */
	const char *page; /* before the unit; NULL: the queue of the checker */
	const char *text; /* of the return's title and, but for the checker,
			   * the unit's name */
} all[] = {
	[ANNOUNCE_SUBMITTED] = {"to-check", ACT_ACCEPT, NULL,
				N_("Returns wait to be checked: %s")},
	[ANNOUNCE_WAITS] = {"approve", ACT_APPROVE, "/check",
			    N_("%s of %s waits for the head's word.")},
	[ANNOUNCE_ACCEPTED] = {"accepted", ACT_ANSWER, "/entry",
			       N_("%s of %s is accepted.")},
	[ANNOUNCE_SENT_BACK] = {"sent-back", ACT_ANSWER, "/entry",
				N_("%s of %s is sent back to be mended.")},
	[ANNOUNCE_REFUSED] = {"sent-back", ACT_ANSWER, "/entry",
			      N_("%s of %s comes back from the head to be "
				 "mended.")},
	[ANNOUNCE_VOIDED] = {"sent-back", ACT_ANSWER, "/entry",
			     N_("%s of %s counts no longer; it is to be "
				"mended.")},
};

struct telling {
	enum announcement what;
	const struct announced *of;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct telling *t = arg;
	const struct announced *of = t->of;
	const char *title =
		arena_printf(c->mem, "%s, %s", form_text(c, of->form->title),
			     show_period(c->mem, of->period, c->lang));

	*text = arena_printf(c->mem, tr(c, all[t->what].text), title, of->name);
	return OK;
}

static const char *link_of(struct ctx *c, enum announcement what,
			   const struct announced *of)
{
	char period[12];

	if (!all[what].page)
		return arena_printf(c->mem, "/review?call=%lld",
				    (long long)of->call);
	return arena_printf(c->mem, "%s/%s?form=%s&period=%s", all[what].page,
			    of->code, of->form->code,
			    period_text(of->period, period));
}

enum err announce(struct ctx *c, enum announcement what,
		  const struct announced *of, const char *words)
{
	struct telling t = {what, of};
	struct notice n = {.kind = all[what].kind,
			   .link = link_of(c, what, of),
			   .say = say,
			   .arg = &t,
			   .words = words};
	int64_t unit = all[what].page ? of->unit : of->checker;

	return unit ? notice_unit(c, &n, unit, all[what].act, NULL) : OK;
}

enum err announce_place(struct ctx *c, enum announcement what,
			const struct place *at, const char *words)
{
	return announce(c, what,
			&(struct announced){
				.form = at->form,
				.period = at->period,
				.unit = at->unit,
				.code = at->code,
				.name = at->name,
				.call = at->called ? at->a.call : 0,
				.checker = at->called ? at->a.checker : 0,
			},
			words);
}
