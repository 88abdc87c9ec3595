/* reply.c - what units and their checkers say about calls that are no forms. */
#include "calls/reply.h"

#include "base/text.h"
#include "calls/act.h"
#include "calls/batch.h"
#include "calls/view.h"
#include "gen/sql_calls.h"

#include <assert.h>
#include <string.h>

/* What a row of the table says. */
#define SEEN	   "acknowledged"
#define OWN	   "own"
#define WORD	   "word"
#define DONE	   "done"
#define SENT_BACK_ "sent-back"
#define ACCEPTED_  "accepted"

static const struct {
	const char *what, *label;
} kinds[] = {
	{SEEN, N_("Acknowledged")},    {OWN, N_("Own document linked")},
	{WORD, N_("Progress")},	       {DONE, N_("Carried out")},
	{SENT_BACK_, N_("Sent back")}, {ACCEPTED_, N_("Accepted")},
};

const char *reply_label(const char *what)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].what, what))
			return kinds[i].label;
	return what;
}

/* ---- whose ---- */

static enum err several(struct ctx *c, const char *unit,
			const struct reply_part_row *row, size_t n)
{
	struct buf names = {.mem = c->mem};

	for (size_t i = 0; i < n; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", row[i].code);
	return fail(c, ERR_CONFLICT, "unit",
		    N_("%s took over from several that are asked; name one: "
		       "%s"),
		    unit, names.s);
}

enum err reply_find(struct ctx *c, int64_t call, const char *unit,
		    struct reply_part *out)
{
	struct reply_part_row *row;
	int64_t id;
	size_t n;
	enum err e;

	*out = (struct reply_part){.unit = unit};
	TRY(call_get(c, call, &out->call));
	TRY(call_unit_find(c, &out->call, unit, &id));
	e = assignment_of_unit(c, call, id, ANSWERS, &out->a);
	if (e != ERR_MISSING)
		return e;
	TRY(sql_reply_parts(c, call, id, c->today, &row, &n));
	if (n > 1)
		return several(c, unit, row, n);
	if (n == 0)
		return fail(c, ERR_MISSING, "unit",
			    N_("Call %lld does not ask %s."), (long long)call,
			    unit);
	out->unit = row[0].code;
	return assignment_of_unit(c, call, row[0].unit, ANSWERS, &out->a);
}

/* What changes a part does so one after the other, on what is there now. */
static enum err hold(struct ctx *c, struct reply_part *p, enum step step)
{
	struct assignment_lock got;

	TRY(tree_hold(c));
	TRY(sql_reply_lock(c, p->a.id, &got));
	TRY(call_get_open(c, p->call.id, &p->call));
	TRY(assignment_of_unit(c, p->call.id, p->a.unit, p->a.role, &p->a));
	return assignment_may(c, &p->a, step);
}

/* ---- what the unit says ---- */

static bool is_note(const struct reply_part *p)
{
	return !strcmp(p->call.expect, EXPECT_NOTE);
}

/* The step that a reply takes; false: it takes none. */
static bool step_of(const struct reply_part *p, bool done, enum step *step)
{
	bool owed = STATES_OWED & 1u << p->a.state;

	*step = is_note(p) ? STEP_ACCEPT
		: done	   ? STEP_SUBMIT
			   : STEP_ACKNOWLEDGE;
	if (is_note(p))
		return owed;
	return done || p->a.state == DELIVERED;
}

static enum err take_step(struct ctx *c, struct reply_part *p, bool done,
			  struct val *detail)
{
	enum step step;

	map_s(detail, "unit", p->unit);
	map_s(detail, "before", state_name(p->a.state));
	if (step_of(p, done, &step))
		TRY(assignment_step(c, &p->a, step, ""));
	map_s(detail, "after", state_name(p->a.state));
	return OK;
}

/* Whether it can be answered at all, as it stands. */
static enum err check_open(struct ctx *c, const struct reply_part *p, bool done)
{
	enum state to;

	TRY(state_after(c, STEP_SUBMIT, p->a.state, &to));
	if (done && p->a.state == ACCEPTED && !is_note(p))
		return fail(c, ERR_CONFLICT, "state",
			    N_("What %s did was accepted already."), p->unit);
	return OK;
}

static enum err check_words(struct ctx *c, const struct reply_part *p,
			    const struct reply_said *r, const char **words)
{
	struct attachment *file;
	size_t files;

	*words = text_nfc(c->mem, r->words);
	if (utf8_length(*words) > REPLY_WORDS)
		return fail(c, ERR_INVALID, "words",
			    N_("That is too long: at most %d characters."),
			    REPLY_WORDS);
	if (**words || r->document || r->progress.set || r->done)
		return OK;
	TRY(attachment_list(c, REPLY_PLACE, p->a.id, 0, &file, &files));
	if (files > 0)
		return OK;
	return fail(c, ERR_INVALID, "words",
		    N_("Say something: name a document, add a file, write "
		       "some words, or say that it is done."));
}

static enum err record(struct ctx *c, const struct reply_part *p,
		       const struct reply_said *r, int64_t version,
		       struct val *v)
{
	map_i(v, "version", version);
	if (r->document)
		map_i(v, "document", r->document);
	if (r->progress.set)
		map_i(v, "progress", r->progress.value);
	if (*r->words)
		map_s(v, "words", r->words);
	return call_record(c, "call.reply", &p->call, v);
}

enum err reply_mark(struct ctx *c, const struct call *k,
		    const struct assignment *a, enum step step,
		    const char *words)
{
	const char *what = step == STEP_SUBMIT	    ? DONE
			   : step == STEP_SEND_BACK ? SENT_BACK_
						    : ACCEPTED_;
	struct reply_version made;

	if (k->form)
		return OK;
	return sql_reply_put(c, a->id, what, 0, (struct opt_int){0}, words,
			     c->now, c->account, &made);
}

enum err reply_put(struct ctx *c, struct reply_part *p,
		   const struct reply_said *r, int64_t *version)
{
	const char *what = r->done ? DONE : r->document ? OWN : WORD;
	struct val *v = val_map(c->mem);
	struct reply_said said = *r;
	struct reply_version made;

	assert(!r->progress.set ||
	       (r->progress.value >= 0 && r->progress.value <= 100));
	TRY(hold(c, p, STEP_SUBMIT));
	TRY(check_open(c, p, r->done));
	TRY(check_words(c, p, r, &said.words));
	TRY(sql_reply_put(c, p->a.id, what, r->document, r->progress,
			  said.words, c->now, c->account, &made));
	TRY(attachment_hand_in(c, REPLY_PLACE, p->a.id, made.version));
	if (r->document)
		TRY(sql_reply_own(c, p->a.id, r->document));
	TRY(take_step(c, p, r->done, v));
	*version = made.version;
	return record(c, p, &said, made.version, v);
}

enum err reply_seen(struct ctx *c, struct reply_part *p)
{
	struct val *v = val_map(c->mem);
	struct reply_version made;

	TRY(hold(c, p, STEP_ACKNOWLEDGE));
	TRY(check_open(c, p, false));
	if (p->a.state != DELIVERED)
		return OK;
	TRY(sql_reply_put(c, p->a.id, SEEN, 0, (struct opt_int){0}, "", c->now,
			  0, &made));
	TRY(take_step(c, p, false, v));
	return call_record(c, "call.acknowledge", &p->call, v);
}

enum err reply_file_seen(struct ctx *c, const struct attachment *a)
{
	struct reply_owner of;
	enum err e = sql_reply_owner(c, a->owner, &of);

	if (e == OK)
		e = may_for(c, ACT_READ, of.unit);
	if (e == OK && a->version == 0)
		e = may_for(c, ACT_ANSWER, of.unit);
	if (e == ERR_DENIED || e == ERR_MISSING)
		return fail(c, ERR_MISSING, NULL, N_("There is no such file."));
	return e;
}

enum err reply_attach(struct ctx *c, struct reply_part *p,
		      const struct file_in *file, int64_t *id)
{
	TRY(hold(c, p, STEP_SUBMIT));
	TRY(check_open(c, p, false));
	return attachment_add(c, REPLY_PLACE, p->a.id, file, id);
}

enum err reply_link(struct ctx *c, struct reply_part *p, int64_t document)
{
	struct reply_version made;
	enum state to;

	TRY(hold(c, p, STEP_ACKNOWLEDGE));
	TRY(state_after(c, STEP_SUBMIT, p->a.state, &to));
	TRY(sql_reply_put(c, p->a.id, OWN, document, (struct opt_int){0}, "",
			  c->now, c->account, &made));
	return sql_reply_own(c, p->a.id, document);
}

/* ---- what the checker says ---- */

/* Leaves those in the batch that were done and that c checks. */
static enum err keep_checked(struct batch *b)
{
	struct ctx *c = b->c;
	enum err e = OK;
	int64_t asked = 0;
	size_t kept = 0, of = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct assignment *a = &b->change[i].was;

		of++;
		if (a->checker != asked)
			e = assignment_may(c, a, STEP_ACCEPT);
		asked = a->checker;
		if (e == OK)
			b->change[kept++] = b->change[i];
		else if (e != ERR_DENIED && e != ERR_MISSING)
			return e;
	}
	b->n = kept;
	return kept || !of ? OK
			   : fail(c, ERR_DENIED, NULL,
				  N_("Only the unit that checks this one may "
				     "do that."));
}

enum err reply_accept(struct ctx *c, int64_t call, const char *unit, int64_t *n)
{
	struct val *v = val_map(c->mem);
	struct reply_new *row;
	struct batch b;

	TRY(batch_begin(c, call, unit, 1u << SUBMITTED, &b));
	TRY(keep_checked(&b));
	*n = (int64_t)b.n;
	if (b.n == 0)
		return OK;
	row = arena_array(c->mem, b.n, sizeof(*row));
	for (size_t i = 0; i < b.n; i++) {
		struct assignment *a = &b.change[i].now;

		TRY(state_after(c, STEP_ACCEPT, a->state, &a->state));
		a->note = "";
		row[i] = (struct reply_new){a->id, ACCEPTED_, c->now,
					    c->account};
	}
	TRY(sql_reply_put_all(c, row, b.n));
	TRY(assignments_change(c, b.change, b.n));
	map_s(v, "unit", unit ? unit : b.call.under_code);
	map_i(v, "count", *n);
	return call_record(c, "call.reply-accept", &b.call, v);
}

enum err reply_send_back(struct ctx *c, struct reply_part *p,
			 const char *reason)
{
	struct val *v = val_map(c->mem);
	struct reply_version made;
	enum step step;

	TRY(call_reason(c, &reason));
	TRY(hold(c, p, STEP_SEND_BACK));
	if (p->a.state != SUBMITTED && p->a.state != ACCEPTED)
		return fail(c, ERR_CONFLICT, "state",
			    N_("%s has not said that it is done."), p->unit);
	step = p->a.state == ACCEPTED ? STEP_VOID : STEP_SEND_BACK;
	TRY(assignment_step(c, &p->a, step, reason));
	TRY(sql_reply_put(c, p->a.id, SENT_BACK_, 0, (struct opt_int){0},
			  reason, c->now, c->account, &made));
	map_s(v, "unit", p->unit);
	map_s(v, "reason", reason);
	return call_record(c, "call.reply-send-back", &p->call, v);
}

/* ---- the story ---- */

static struct val *files_of(struct ctx *c, int64_t version,
			    const struct reply_file *f, size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		if (f[i].version != version)
			continue;
		map_i(v, "id", f[i].id);
		map_s(v, "name", f[i].name);
		map_s(v, "type", f[i].type);
		map_i(v, "size", f[i].size);
		list_v(list, v);
	}
	return list;
}

static struct val *reply_one(struct ctx *c, const struct reply_row *r)
{
	struct val *v = val_map(c->mem);

	map_i(v, "version", r->version);
	map_s(v, "what", r->what);
	map_s(v, "label", tr(c, reply_label(r->what)));
	if (r->document) {
		map_i(v, "document", r->document);
		map_s(v, "symbol", r->symbol);
		map_day(v, "day", r->day.value);
		map_s(v, "subject", r->subject);
	} else {
		map_s(v, "document", NULL);
	}
	if (r->progress.set)
		map_i(v, "progress", r->progress.value);
	map_s(v, "words", r->words);
	map_instant(v, "at", r->at);
	map_s(v, "by", r->by);
	return v;
}

enum err reply_story(struct ctx *c, int64_t assignment, struct val **list)
{
	struct reply_file *file;
	struct reply_row *row;
	size_t n, files;

	*list = val_list(c->mem);
	TRY(sql_reply_story(c, assignment, &row, &n));
	TRY(sql_reply_files(c, REPLY_PLACE, assignment, &file, &files));
	for (size_t i = 0; i < n; i++) {
		struct val *v = reply_one(c, &row[i]);

		map_v(v, "files", files_of(c, row[i].version, file, files));
		list_v(*list, v);
	}
	return OK;
}

enum err reply_verify(struct ctx *c, int64_t *n)
{
	struct reply_count count;
	struct reply_wrong *wrong;
	size_t found;

	TRY(sql_reply_count(c, &count));
	TRY(sql_reply_wrong(c, &wrong, &found));
	*n = count.n;
	if (found == 0)
		return OK;
	return fail(c, ERR_CONFLICT, NULL,
		    N_("Call %lld: the replies of %s are not whole, or its "
		       "own document is not the one they name."),
		    (long long)wrong[0].call, wrong[0].unit);
}
