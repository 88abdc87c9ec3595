/* answer_view.c - one return, as pages, the API and the command line show
 * it. */
#include "returns/answer.h"

#include "base/day.h"
#include "base/show.h"
#include "core/setting.h"
#include "gen/sql_returns.h"
#include "returns/attach.h"
#include "returns/judge.h"

#include <string.h>

/* What is shown, and what it is made of. */
struct showing {
	struct ctx *c;
	const struct place *at;
	struct version *versions;
	size_t versions_n;
	const struct version *shown; /* NULL: the draft, or nothing */
	bool own;		     /* c is of the unit's own people */
	struct draft draft;	     /* of a version that is shown: its cells */
	struct filled *filled;
	struct fault *faults; /* of what was typed */
	struct values *last;  /* of the period before; NULL: none */
	struct remark_line *remark;
	size_t remarks;
	const char *zone;
};

static enum numbers numbers_of(const struct ctx *c)
{
	return strcmp(c->lang, "vi") ? NUMBERS_EN : NUMBERS_VI;
}

/* What was typed, its faults kept aside: they do not end the view. */
static void read_cells(struct showing *s)
{
	struct ctx *c = s->c;
	struct fault *faults = c->faults, *last = c->last_fault;
	int64_t count = c->fault_count;

	c->faults = c->last_fault = NULL;
	c->fault_count = 0;
	s->filled = cells_read(c, s->at->form, s->draft.cell, s->draft.n);
	s->faults = c->faults;
	c->faults = faults;
	c->last_fault = last;
	c->fault_count = count;
}

/* A version as if it were typed: without what was laid over it. */
static enum err open_version(struct showing *s, int64_t version)
{
	for (size_t i = 0; i < s->versions_n; i++)
		if (s->versions[i].n == version)
			s->shown = &s->versions[i];
	if (!s->shown)
		return fail(s->c, ERR_MISSING, "version",
			    N_("There is no version %lld of this return."),
			    (long long)version);
	return version_cells(s->c, s->at, version, 0, &s->draft.cell,
			     &s->draft.n);
}

static enum err open_showing(struct showing *s, int64_t version)
{
	struct ctx *c = s->c;
	struct draft d = {0};
	int64_t about;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &s->zone));
	TRY(version_list(c, s->at->key, &s->versions, &s->versions_n));
	TRY(draft_own(c, s->at, &s->own));
	if (s->own)
		TRY(draft_read(c, s->at, &d));
	if (version == 0 && d.rev == 0 && s->versions_n)
		version = s->versions[0].n;
	if (version)
		TRY(open_version(s, version));
	else
		s->draft = d;
	s->draft.rev = d.rev;
	s->draft.base = d.base;
	s->draft.at = d.at;
	s->draft.account = d.account;
	s->draft.login = d.login;
	read_cells(s);
	TRY(judge_last(c, s->at->form, s->at->unit, s->at->period, &s->last));
	about = s->shown ? s->shown->n : d.base;
	return sql_remark_list(c, s->at->key, about, &s->remark, &s->remarks);
}

static const struct typed *typed_at(const struct showing *s, enum typed_as as,
				    const char *code)
{
	for (size_t i = 0; i < s->draft.n; i++)
		if (s->draft.cell[i].as == as &&
		    !strcmp(s->draft.cell[i].code, code))
			return &s->draft.cell[i];
	return NULL;
}

static const char *fault_of(const struct showing *s, const char *code)
{
	for (const struct fault *f = s->faults; f; f = f->next)
		if (f->field && !strcmp(f->field, code))
			return f->why;
	return NULL;
}

static const char *remark_of(const struct showing *s, const char *code)
{
	for (size_t i = 0; i < s->remarks; i++)
		if (!strcmp(s->remark[i].code, code))
			return s->remark[i].why;
	return NULL;
}

static void value_view(const struct showing *s, int32_t slot, struct val *v)
{
	const struct form *f = s->at->form;
	const char *code = f->slot[slot].code, *text = s->filled->text[slot];
	const struct typed *t = typed_at(s, TYPED_CELL, code);
	const struct values *now = s->filled->v;
	struct ctx *c = s->c;
	bool given = now->given[slot];

	map_b(v, "asked", cell_asked(f, slot));
	map_s(v, "value",
	      given ? cell_typed(c->mem, f, slot, now, text, NUMBERS_PLAIN)
		    : NULL);
	map_s(v, "typed",
	      given ? cell_typed(c->mem, f, slot, now, text, numbers_of(c))
	      : t   ? t->value
		    : "");
	map_s(v, "shown",
	      given ? cell_shown(c, f, slot, now, text)
	      : t   ? t->value
		    : "");
	map_s(v, "last",
	      s->last && s->last->given[slot]
		      ? cell_typed(c->mem, f, slot, s->last, NULL,
				   NUMBERS_PLAIN)
		      : NULL);
	map_s(v, "last_shown",
	      s->last ? cell_shown(c, f, slot, s->last, NULL) : "");
	map_s(v, "change",
	      s->last ? cell_change(c, f, slot, now, s->last) : NULL);
	map_s(v, "remark", remark_of(s, code));
	map_s(v, "fault", fault_of(s, code));
}

static struct val *indicators(const struct showing *s)
{
	const struct form *f = s->at->form;
	struct val *list = val_list(s->c->mem);

	for (int32_t i = 0; i < f->n; i++) {
		struct val *v = indicator_view(s->c, f, f->order[i]);

		value_view(s, f->order[i], v);
		list_v(list, v);
	}
	return list;
}

static const char *instant(struct arena *mem, int64_t at)
{
	char text[21];

	return at ? arena_text(mem, instant_iso(at, text)) : NULL;
}

static struct val *versions_view(const struct showing *s)
{
	struct ctx *c = s->c;
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < s->versions_n; i++) {
		const struct version *from = &s->versions[i];
		struct val *v = val_map(c->mem);

		map_i(v, "version", from->n);
		map_s(v, "state", version_state_name(from->state));
		map_s(v, "state_label",
		      tr(c, version_state_label(from->state)));
		map_s(v, "sent_at", instant(c->mem, from->sent_at));
		map_s(v, "sent_by", from->sender);
		map_s(v, "sent_shown",
		      show_instant(c->mem, from->sent_at, s->zone, c->lang));
		map_s(v, "accepted_at", instant(c->mem, from->accepted_at));
		map_s(v, "accepted_by", from->accepter);
		list_v(list, v);
	}
	return list;
}

static struct val *remarks_view(const struct showing *s)
{
	struct val *list = val_list(s->c->mem);

	for (size_t i = 0; i < s->remarks; i++) {
		struct val *v = val_map(s->c->mem);

		map_s(v, "code", s->remark[i].code);
		map_s(v, "why", s->remark[i].why);
		map_s(v, "by", s->remark[i].by);
		map_s(v, "at", instant(s->c->mem, s->remark[i].at));
		list_v(list, v);
	}
	return list;
}

/* What else was typed: the note, explanations, and cells no longer asked. */
static void words_view(const struct showing *s, struct val *v)
{
	const struct typed *note = typed_at(s, TYPED_NOTE, "");
	struct val *whys = val_list(s->c->mem), *gone = val_list(s->c->mem);
	const struct form *f = s->at->form;

	for (size_t i = 0; i < s->draft.n; i++) {
		const struct typed *t = &s->draft.cell[i];
		struct val *one = val_map(s->c->mem);
		int32_t slot = t->as == TYPED_CELL ? form_slot(f, t->code) : -1;

		if (t->as == TYPED_WHY && *t->value) {
			map_s(one, "rule", t->code);
			map_s(one, "why", t->value);
			list_v(whys, one);
		}
		if (slot >= 0 && !f->slot[slot].asked && *t->value) {
			map_s(one, "code", t->code);
			map_s(one, "typed", t->value);
			list_v(gone, one);
		}
	}
	map_s(v, "note", note ? note->value : "");
	map_v(v, "whys", whys);
	map_v(v, "dropped", gone);
}

static void state_view(const struct showing *s, struct val *v)
{
	const struct version *newest = s->versions_n ? s->versions : NULL;
	const struct assignment *a = &s->at->a;
	struct ctx *c = s->c;
	bool called = s->at->called;

	map_s(v, "state",
	      called   ? state_name(a->state)
	      : newest ? version_state_name(newest->state)
		       : "none");
	map_s(v, "state_label",
	      called   ? tr(c, state_label(a->state))
	      : newest ? tr(c, version_state_label(newest->state))
		       : "");
	if (called)
		map_i(v, "call", a->call);
	else
		map_s(v, "call", NULL);
	map_s(v, "due", called ? instant(c->mem, a->due) : NULL);
	map_s(v, "due_shown",
	      called ? show_instant(c->mem, a->due, s->zone, c->lang) : NULL);
	map_b(v, "late",
	      called && (1u << a->state & STATES_OWED) && a->due < c->now);
	map_i(v, "version", newest ? newest->n : 0);
	map_i(v, "showing", s->shown ? s->shown->n : 0);
	map_s(v, "version_state",
	      s->shown ? version_state_name(s->shown->state) : "draft");
	map_i(v, "rev", s->draft.rev);
	map_i(v, "base", s->draft.base);
	map_s(v, "draft_at", instant(c->mem, s->draft.at));
	map_s(v, "draft_by", s->draft.login);
	map_b(v, "gone", s->at->gone);
}

/* What rules and, to who checks, the unit's own history say; and files. */
static enum err judged_view(const struct showing *s, bool checks, struct val *v)
{
	const struct form *f = s->at->form;
	struct outlier *odd = NULL;
	struct ctx *c = s->c;
	struct judgement j;
	struct val *files;
	size_t odds = 0;

	judge_values(c, f, s->filled->v, s->last,
		     cells_whys(c, f, s->draft.cell, s->draft.n), &j);
	map_v(v, "findings", judgement_view(c, f, &j));
	if (checks && s->shown)
		TRY(judge_outliers(c, f, s->at->unit, s->at->period,
				   s->filled->v, &odd, &odds));
	map_v(v, "outliers", outliers_view(c, f, odd, odds));
	if (!s->shown && !s->own) {
		map_v(v, "attachments", val_list(c->mem));
		return OK;
	}
	TRY(attachment_view(c, ATTACH_PLACE, s->at->key,
			    s->shown ? s->shown->n : 0, &files));
	map_v(v, "attachments", files);
	return OK;
}

/* Who took over from the unit by today; empty while it lives. */
static enum err heirs_view(const struct showing *s, struct val *v)
{
	struct val *list = val_list(s->c->mem);
	struct place_heir *heir;
	char day[11];
	size_t n;

	TRY(sql_place_heirs(s->c, s->at->unit, &heir, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(s->c->mem);

		if (heir[i].day > s->c->today)
			continue;
		map_s(one, "unit", heir[i].code);
		map_s(one, "name", heir[i].name);
		map_s(one, "on",
		      arena_text(s->c->mem, day_iso(heir[i].day, day)));
		list_v(list, one);
	}
	map_v(v, "taken_over", list);
	return OK;
}

/* Whether c may; nothing is said of it. */
static enum err asked(struct ctx *c, enum err e, bool *may_it)
{
	*may_it = e == OK;
	if (e != ERR_DENIED && e != ERR_MISSING && e != ERR_CONFLICT)
		return e;
	ctx_forget(c);
	return OK;
}

static enum err may_view(const struct showing *s, struct val *to, bool *checks)
{
	const struct place *at = s->at;
	struct val *v = val_map(s->c->mem);
	bool answer, approve, check, open, handed = false;
	struct ctx *c = s->c;

	TRY(asked(c, may_for(c, ACT_ANSWER, at->unit), &answer));
	TRY(asked(c, may_for(c, ACT_APPROVE, at->unit), &approve));
	TRY(asked(c, place_may_check(c, at), &check));
	TRY(asked(c, place_may_answer(c, at), &open));
	open = open && answer && s->own && !at->gone && at->answers;
	if (s->versions_n)
		handed = s->versions[0].state != VERSION_SENT_BACK &&
			 s->versions[0].state != VERSION_VOIDED;
	map_b(v, "save", open && (!handed || s->draft.rev));
	map_b(v, "submit", open && (!handed || s->draft.rev));
	map_b(v, "correct", open && handed && !s->draft.rev);
	map_b(v, "approve",
	      approve &&
		      version_in(s->versions, s->versions_n, VERSION_WAITING));
	map_b(v, "check",
	      check && version_in(s->versions, s->versions_n,
				  VERSION_SUBMITTED));
	map_b(v, "void",
	      check &&
		      version_in(s->versions, s->versions_n, VERSION_ACCEPTED));
	map_v(to, "may", v);
	*checks = check;
	return OK;
}

enum err answer_view(struct ctx *c, const struct place *at, int64_t version,
		     struct val **view)
{
	struct showing s = {.c = c, .at = at};
	struct val *v = val_map(c->mem);
	char period[12];
	bool checks;

	TRY(open_showing(&s, version));
	map_s(v, "unit", at->code);
	map_s(v, "name", at->name);
	map_s(v, "form", at->form->code);
	map_s(v, "title", form_text(c, at->form->title));
	map_s(v, "period", arena_text(c->mem, period_text(at->period, period)));
	map_s(v, "period_title", show_period(c->mem, at->period, c->lang));
	map_i(v, "form_version", at->form->version);
	state_view(&s, v);
	TRY(heirs_view(&s, v));
	TRY(may_view(&s, v, &checks));
	map_v(v, "indicators", indicators(&s));
	words_view(&s, v);
	TRY(judged_view(&s, checks, v));
	map_v(v, "remarks", remarks_view(&s));
	map_v(v, "versions", versions_view(&s));
	*view = v;
	return OK;
}
