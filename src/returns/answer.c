/* answer.c - the life of one return. */
#include "returns/answer.h"

#include "core/journal.h"
#include "gen/sql_returns.h"
#include "returns/announce.h"
#include "returns/attach.h"
#include "returns/judge.h"

#include <string.h>

/* One version that is handed in. */
struct handing {
	struct ctx *c;
	struct place *at;
	const struct typed *cell;
	size_t n;
	const struct version *newest; /* NULL: none */
	struct filled *filled;
	int64_t version;
	enum version_state as;
	bool own; /* by the unit's own people: the draft's files go with it */
};

static enum err newest_version(struct ctx *c, const struct place *at,
			       const struct version **out)
{
	struct version *list;
	size_t n;

	TRY(version_list(c, at->key, &list, &n));
	*out = n ? list : NULL;
	return OK;
}

/* "A3, A4": what was typed and this version of the form does not ask. */
static struct val *dropped(const struct handing *h)
{
	struct val *list = val_list(h->c->mem);

	for (size_t i = 0; i < h->n; i++) {
		const struct typed *t = &h->cell[i];
		int32_t s = t->as == TYPED_CELL
				    ? form_slot(h->at->form, t->code)
				    : -1;

		if (s >= 0 && !h->at->form->slot[s].asked && *t->value)
			list_s(list, t->code);
	}
	return list;
}

static enum err form_changed(const struct handing *h)
{
	struct val *gone = dropped(h);
	struct buf b = {.mem = h->c->mem};

	if (!gone->first)
		return fail(h->c, ERR_CONFLICT, "form_version",
			    N_("Form %s has a new version since this page was "
			       "opened. Everything typed is kept: look through "
			       "it, then submit again."),
			    h->at->form->code);
	for (const struct val *v = gone->first; v; v = v->next)
		buf_printf(&b, "%s%s", b.len ? ", " : "", v->s);
	return fail(h->c, ERR_CONFLICT, "form_version",
		    N_("Form %s has a new version since this page was opened; "
		       "it no longer asks %s. Everything typed is kept: look "
		       "through it, then submit again."),
		    h->at->form->code, b.s);
}

static enum err check_seen(const struct handing *h,
			   const struct answer_seen *seen)
{
	int64_t newest = h->newest ? h->newest->n : 0;

	if (!seen)
		return OK;
	if (seen->version >= 0 && seen->version != newest)
		return h->newest ? version_conflict(h->c, h->newest)
				 : fail(h->c, ERR_CONFLICT, "version",
					N_("There is no version %lld of this "
					   "return."),
					(long long)seen->version);
	if (seen->form_version && seen->form_version != h->at->form->version)
		return form_changed(h);
	return OK;
}

/* Rules that do not hold: errors, and warnings that nobody explained. */
static enum err judge_all(struct handing *h)
{
	const struct form *f = h->at->form;
	struct judgement j;

	if (f->rules_n == 0)
		return OK;
	TRY(judge(h->c, f, h->at->unit, h->at->period, h->filled->v,
		  cells_whys(h->c, f, h->cell, h->n), &j));
	for (size_t i = 0; i < j.n; i++) {
		const struct finding *x = &j.finding[i];
		const char *code = x->slots ? f->slot[x->slot[0]].code : NULL;

		if (!x->warning)
			fault(h->c, 0, 0, code, "%s", x->say);
		else if (!x->explained)
			fault(h->c, 0, 0, code,
			      N_("%s (mend it, or explain rule %d)"), x->say,
			      x->rule);
	}
	return OK;
}

static enum err read_all(struct handing *h)
{
	struct ctx *c = h->c;

	h->filled = cells_read(c, h->at->form, h->cell, h->n);
	filled_require(c, h->at->form, 0, h->filled);
	TRY(judge_all(h));
	return faults_end(c);
}

/* Where the unit's head approves, others' answers wait for him. */
static enum err choose_state(struct handing *h)
{
	struct ctx *c = h->c;
	enum err e = OK;

	h->as = VERSION_SUBMITTED;
	if (h->at->approval)
		e = may_for(c, ACT_APPROVE, h->at->unit);
	if (e != ERR_DENIED && e != ERR_MISSING)
		return e;
	ctx_forget(c);
	h->as = VERSION_WAITING;
	return OK;
}

static enum err put_words(const struct handing *h)
{
	const struct form *f = h->at->form;
	struct version_word *word =
		arena_array(h->c->mem, h->n + (size_t)f->n, sizeof(*word));
	size_t n = 0;

	for (int32_t i = 0; i < f->n; i++) {
		int32_t s = f->order[i];

		if (h->filled->text[s])
			word[n++] = (struct version_word){
				WORD_TEXT, f->slot[s].code, h->filled->text[s]};
	}
	for (size_t i = 0; i < h->n; i++) {
		const struct typed *t = &h->cell[i];

		if (t->as != TYPED_CELL && *t->value)
			word[n++] = (struct version_word){
				t->as == TYPED_WHY ? WORD_WHY : WORD_NOTE,
				t->code, t->value};
	}
	return version_words_put(h->c, h->at->key, h->version, word, n);
}

static void handed_in_view(const struct handing *h, struct val **view)
{
	struct val *v = val_map(h->c->mem);
	char period[12];

	map_s(v, "unit", h->at->code);
	map_s(v, "form", h->at->form->code);
	map_s(v, "period",
	      arena_text(h->c->mem, period_text(h->at->period, period)));
	map_i(v, "version", h->version);
	map_s(v, "state", version_state_name(h->as));
	map_v(v, "dropped", dropped(h));
	*view = v;
}

static enum err hand_in(struct handing *h, struct val **view)
{
	struct rollup_change none;
	struct val *detail = val_map(h->c->mem);

	TRY(read_all(h));
	TRY(choose_state(h));
	TRY(version_put(h->c, h->at->form, h->at->key, h->filled->v, h->as,
			&h->version, &none));
	TRY(put_words(h));
	if (h->own)
		TRY(attachment_hand_in(h->c, ATTACH_PLACE, h->at->key,
				       h->version));
	if (h->as == VERSION_SUBMITTED)
		TRY(place_step(h->c, h->at, STEP_SUBMIT, ""));
	TRY(announce_place(h->c,
			   h->as == VERSION_SUBMITTED ? ANNOUNCE_SUBMITTED
						      : ANNOUNCE_WAITS,
			   h->at, ""));
	handed_in_view(h, view);
	map_s(detail, "state", version_state_name(h->as));
	return place_record(h->c, h->at, "return.submit", h->version, detail);
}

enum err answer_hand_in(struct ctx *c, struct place *at,
			const struct typed *cell, size_t n,
			const struct answer_seen *seen, struct val **view)
{
	struct handing h = {.c = c, .at = at, .cell = cell, .n = n};

	TRY(place_may_answer(c, at));
	TRY(draft_own(c, at, &h.own));
	TRY(newest_version(c, at, &h.newest));
	TRY(check_seen(&h, seen));
	return hand_in(&h, view);
}

enum err answer_submit(struct ctx *c, struct place *at,
		       const struct answer_seen *seen, struct val **view)
{
	struct handing h = {.c = c, .at = at, .own = true};
	struct draft d;

	TRY(draft_may(c, at));
	TRY(place_may_answer(c, at));
	TRY(newest_version(c, at, &h.newest));
	TRY(draft_read(c, at, &d));
	h.cell = d.cell;
	h.n = d.n;
	TRY(check_seen(&h, seen));
	if (h.newest && h.newest->n != d.base && (!seen || seen->version < 0))
		return version_conflict(c, h.newest);
	if (d.rev == 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Nothing was typed yet, so there is nothing to "
			       "hand in."));
	TRY(hand_in(&h, view));
	return draft_clear(c, at);
}

/* The version in a state, or words why there is none. */
static enum err find_in(struct ctx *c, const struct place *at,
			enum version_state state, int64_t want,
			const struct version **out)
{
	const struct version *found;
	struct version *list;
	size_t n;

	TRY(version_list(c, at->key, &list, &n));
	found = version_in(list, n, state);
	*out = found;
	if (found && (want == 0 || want == found->n))
		return OK;
	if (found)
		return fail(c, ERR_CONFLICT, "version",
			    N_("Version %lld is there meanwhile; look at it "
			       "first."),
			    (long long)found->n);
	if (n == 0)
		return fail(c, ERR_CONFLICT, "version",
			    N_("%s has handed in nothing here yet."), at->code);
	return fail(c, ERR_CONFLICT, "version",
		    N_("This cannot be done: the newest version, %lld, is in "
		       "state \"%s\"."),
		    (long long)list[0].n,
		    tr(c, version_state_label(list[0].state)));
}

enum err answer_approve(struct ctx *c, struct place *at)
{
	const struct version *v;

	TRY(may_for(c, ACT_APPROVE, at->unit));
	TRY(place_may_answer(c, at));
	TRY(find_in(c, at, VERSION_WAITING, 0, &v));
	TRY(version_approve(c, at->key, v->n));
	TRY(place_step(c, at, STEP_SUBMIT, ""));
	TRY(announce_place(c, ANNOUNCE_SUBMITTED, at, ""));
	return place_record(c, at, "return.approve", v->n, NULL);
}

/* Reasons, by indicator, kept with the version they are about; also as a
 * view, and in one line. */
static enum err put_remarks(struct ctx *c, const struct place *at,
			    int64_t version, const struct remark *remark,
			    size_t n)
{
	struct remark_row *row = arena_array(c->mem, n, sizeof(*row));

	for (size_t i = 0; i < n; i++)
		row[i] = (struct remark_row){
			.id = at->key,
			.version = version,
			.code = remark[i].code,
			.why = remark[i].why,
			.at = c->now,
			.account = c->account,
		};
	return sql_remark_put(c, row, n);
}

static struct val *remarks_detail(struct arena *mem,
				  const struct remark *remark, size_t n)
{
	struct val *v = val_map(mem), *list = val_list(mem);

	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(mem);

		map_s(one, "code", remark[i].code);
		map_s(one, "why", remark[i].why);
		list_v(list, one);
	}
	map_v(v, "remarks", list);
	return v;
}

/* "A1: ...; A2: ..." */
static const char *remarks_line(struct arena *mem, const struct remark *remark,
				size_t n)
{
	struct buf b = {.mem = mem};

	buf_str(&b, "");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s%s%s", i ? "; " : "", remark[i].code,
			   *remark[i].code ? ": " : "", remark[i].why);
	return b.s;
}

static enum err check_remarks(struct ctx *c, const struct form *f,
			      const struct remark *remark, size_t n)
{
	if (n == 0)
		return fail(c, ERR_INVALID, "reason",
			    N_("Say why: the unit has to know what to mend."));
	if (n > REMARKS_MAX)
		return fail(c, ERR_INVALID, "reason",
			    N_("More than %d reasons."), REMARKS_MAX);
	for (size_t i = 0; i < n; i++) {
		const char *code = remark[i].code;

		if (*code && form_slot(f, code) < 0)
			fault(c, 0, 0, code,
			      N_("form %s has no such indicator"), f->code);
		if (!remark[i].why[strspn(remark[i].why, " \t\r\n")])
			fault(c, 0, 0, *code ? code : "reason",
			      N_("the reason is empty"));
		else if (strlen(remark[i].why) > TYPED_MAX)
			fault(c, 0, 0, *code ? code : "reason",
			      N_("is longer than %d bytes"), TYPED_MAX);
	}
	return faults_end(c);
}

enum err answer_refuse(struct ctx *c, struct place *at, const char *reason)
{
	struct remark why = {"", reason};
	const struct version *v;

	TRY(may_for(c, ACT_APPROVE, at->unit));
	TRY(check_remarks(c, at->form, &why, 1));
	TRY(find_in(c, at, VERSION_WAITING, 0, &v));
	TRY(version_turn(c, at->key, v->n, VERSION_WAITING, VERSION_SENT_BACK));
	TRY(put_remarks(c, at, v->n, &why, 1));
	TRY(draft_begin(c, at, v->n));
	TRY(announce_place(c, ANNOUNCE_REFUSED, at, reason));
	return place_record(c, at, "return.refuse", v->n,
			    remarks_detail(c->mem, &why, 1));
}

enum err answer_accept(struct ctx *c, struct place *at, int64_t version)
{
	const struct version *v;
	struct rollup_change ch;

	TRY(place_may_check(c, at));
	TRY(find_in(c, at, VERSION_SUBMITTED, version, &v));
	TRY(version_accept(c, at->form, at->key, v->n, &ch));
	ch.asked = at->answers;
	TRY(versions_count(c, at->form, at->period, &ch, 1));
	TRY(place_step(c, at, STEP_ACCEPT, ""));
	TRY(announce_place(c, ANNOUNCE_ACCEPTED, at, ""));
	return place_record(c, at, "return.accept", v->n, NULL);
}

enum err answer_send_back(struct ctx *c, struct place *at, int64_t version,
			  const struct remark *remark, size_t n)
{
	const char *line = remarks_line(c->mem, remark, n);
	const struct version *v;

	TRY(place_may_check(c, at));
	TRY(check_remarks(c, at->form, remark, n));
	TRY(find_in(c, at, VERSION_SUBMITTED, version, &v));
	TRY(version_turn(c, at->key, v->n, VERSION_SUBMITTED,
			 VERSION_SENT_BACK));
	TRY(put_remarks(c, at, v->n, remark, n));
	TRY(draft_begin(c, at, v->n));
	TRY(place_step(c, at, STEP_SEND_BACK, line));
	TRY(announce_place(c, ANNOUNCE_SENT_BACK, at, line));
	return place_record(c, at, "return.send-back", v->n,
			    remarks_detail(c->mem, remark, n));
}

enum err answer_correct(struct ctx *c, struct place *at)
{
	const struct version *v;

	TRY(draft_may(c, at));
	TRY(place_may_answer(c, at));
	TRY(newest_version(c, at, &v));
	if (!v)
		return fail(c, ERR_CONFLICT, "version",
			    N_("%s has handed in nothing here yet."), at->code);
	return draft_begin(c, at, v->n);
}

/* A correction that waited goes on waiting: now it is the first to count. */
static enum err after_void(struct ctx *c, struct place *at, int64_t version)
{
	const struct version *waits;
	struct version *list;
	size_t n;

	TRY(version_list(c, at->key, &list, &n));
	waits = version_in(list, n, VERSION_SUBMITTED);
	if (waits)
		return place_step(c, at, STEP_SUBMIT, "");
	return version_in(list, n, VERSION_WAITING)
		       ? OK
		       : draft_begin(c, at, version);
}

enum err answer_void(struct ctx *c, struct place *at, const char *reason)
{
	struct remark why = {"", reason};
	const struct version *v;
	struct rollup_change ch;
	int64_t version;

	TRY(place_may_check(c, at));
	TRY(check_remarks(c, at->form, &why, 1));
	TRY(find_in(c, at, VERSION_ACCEPTED, 0, &v));
	TRY(version_void(c, at->form, at->key, &version, &ch));
	ch.asked = at->answers;
	TRY(versions_count(c, at->form, at->period, &ch, 1));
	TRY(put_remarks(c, at, version, &why, 1));
	TRY(place_step(c, at, STEP_VOID, reason));
	TRY(after_void(c, at, version));
	TRY(announce_place(c, ANNOUNCE_VOIDED, at, reason));
	return place_record(c, at, "return.void", version,
			    remarks_detail(c->mem, &why, 1));
}

enum err approval_set(struct ctx *c, const char *unit, bool on)
{
	struct val *v = val_map(c->mem);
	struct place_unit u;
	enum err e = sql_place_unit(c, unit, c->today, &u);

	if (e == OK)
		e = may(c, ACT_APPROVE, u.id);
	if (e == ERR_DENIED)
		e = may(c, ACT_ORGANISE, u.id);
	if (e == ERR_MISSING)
		return fail(c, e, "unit", N_("There is no unit %s."), unit);
	TRY(e);
	ctx_forget(c);
	map_b(v, "before", u.approval);
	map_b(v, "after", on);
	TRY(sql_approval_set(c, u.id, on));
	return journal_add(c, "unit.approval", u.code, v);
}
