/* visit_find.c - what a visit found, and what follows from it. */
#include "programme/visit.h"

#include "base/text.h"
#include "core/sheet.h"
#include "org/view.h"
#include "programme/task.h"
#include "programme/visit_row.h"

#include <string.h>

#define FOLLOW_UP "follow-up"

enum { WHAT, WORDS, DUE };

static const struct column columns[] = {
	[WHAT] = {"what", true},
	[WORDS] = {"words", true},
	[DUE] = {"due", false},
};

static const struct {
	const char *what, *label;
} kinds[] = {
	{"strength", N_("Strength")},
	{"limit", N_("Limit")},
	{FOLLOW_UP, N_("Follow-up")},
};

const char *finding_label(const char *what)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].what, what))
			return kinds[i].label;
	return what;
}

static bool kind_known(const char *what)
{
	return finding_label(what) != what;
}

enum err visit_found_read(struct ctx *c, struct blob file,
			  struct visit_found **out, size_t *n)
{
	struct sheet t;

	TRY(sheet_read(c, file, columns, COUNT(columns), &t));
	*n = t.csv.n;
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		const struct csv_row *r = &t.csv.row[i];
		const char *due = sheet_cell(&t, r, DUE);
		struct visit_found *f = &(*out)[i];

		*f = (struct visit_found){.what = sheet_cell(&t, r, WHAT),
					  .words = sheet_cell(&t, r, WORDS),
					  .line = r->line};
		if (*due && !day_parse(due, &f->due))
			fault(c, r->line, sheet_column(&t, DUE), "due",
			      N_("%s is no date; write it as 2026-07-31."),
			      due);
	}
	return faults_end(c);
}

static void check_found(struct ctx *c, const struct visit_row *v,
			struct visit_found *f)
{
	bool follows = !strcmp(f->what, FOLLOW_UP);
	int most = follows ? SUBJECT_MOST : VISIT_TEXT_MOST;

	f->words = text_tidy(c->mem, f->words);
	if (!kind_known(f->what))
		fault(c, f->line, 0, "what",
		      N_("A finding is a strength, a limit or a follow-up, not "
			 "\"%s\"."),
		      f->what);
	if (!*f->words)
		fault(c, f->line, 0, "words", N_("Say what was found."));
	else if (utf8_length(f->words) > (size_t)most)
		fault(c, f->line, 0, "words",
		      N_("That is too long: at most %d characters."), most);
	if (follows && !f->due)
		fault(c, f->line, 0, "due",
		      N_("Say by which day the follow-up is due."));
	else if (follows && f->due < v->day)
		fault(c, f->line, 0, "due",
		      N_("The follow-up would be due before the visit."));
	else if (!follows && f->due)
		fault(c, f->line, 0, "due",
		      N_("Only a follow-up has a due day."));
}

enum err visit_find(struct ctx *c, int64_t id, const struct visit_found *found,
		    size_t n, int64_t *first)
{
	struct visit_found *f = arena_array(c->mem, n, sizeof(*f));
	struct val *detail = val_map(c->mem);
	struct visit_row v;

	TRY(visit_hold(c, id, &v));
	TRY(visit_may_note(c, &v));
	for (size_t i = 0; i < n; i++) {
		f[i] = found[i];
		check_found(c, &v, &f[i]);
	}
	TRY(faults_end(c));
	*first = 0;
	for (size_t i = 0; i < n; i++) {
		struct opt_int due = {f[i].due != 0, f[i].due};
		struct finding_id made;

		TRY(sql_finding_put(c, id, f[i].what, f[i].words, due, c->now,
				    c->account, &made));
		*first = *first ? *first : made.id;
	}
	map_i(detail, "count", (int64_t)n);
	return visit_record(c, "visit.find", &v, detail);
}

enum err visit_unfind(struct ctx *c, int64_t id, int64_t finding)
{
	struct val *detail = val_map(c->mem);
	struct visit_row v;
	int64_t changed;

	TRY(visit_hold(c, id, &v));
	TRY(visit_may_note(c, &v));
	TRY(sql_finding_drop(c, id, finding, &changed));
	if (changed == 0)
		return fail(c, ERR_MISSING, "finding",
			    N_("Visit %lld has no finding %lld."),
			    (long long)id, (long long)finding);
	map_i(detail, "finding", finding);
	return visit_record(c, "visit.unfind", &v, detail);
}

/* ---- concluded ---- */

/* A follow-up becomes a task that the visited unit itself has. */
static enum err follow_up(struct ctx *c, const struct visit_row *v,
			  const struct finding_row *f)
{
	const char *holder = arena_printf(c->mem, "unit:%s", v->to_code);
	struct task_new t = {
		.unit = v->to_code,
		.every = "",
		.finding = f->id,
		.given = {.subject = f->words,
			  .detail = v->subject,
			  .due = {true, f->due.value},
			  .give = true,
			  .holders = {&holder, 1, NULL}},
	};
	int64_t id;

	return task_add(c, &t, &id);
}

static enum err follow_all(struct ctx *c, const struct visit_row *v,
			   int64_t *tasks)
{
	struct finding_row *f;
	size_t n;

	*tasks = 0;
	TRY(sql_findings(c, v->id, &f, &n));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(f[i].what, FOLLOW_UP))
			continue;
		TRY(follow_up(c, v, &f[i]));
		++*tasks;
	}
	return OK;
}

enum err visit_conclude(struct ctx *c, int64_t id, const char *words,
			int64_t *tasks)
{
	struct val *detail = val_map(c->mem);
	struct visit_row v;
	int64_t today;

	TRY(visit_hold(c, id, &v));
	TRY(visit_may_plan(c, &v));
	TRY(visit_text(c, "words", &words, VISIT_TEXT_MOST));
	if (!*words)
		return fail(c, ERR_INVALID, "words",
			    N_("Write the conclusion of the visit."));
	TRY(unit_today(c, v.to_, &today));
	if (today < v.day)
		return fail(c, ERR_CONFLICT, "state",
			    N_("The visit has not begun yet; if it will not be "
			       "made, cancel it."));
	TRY(sql_visit_end(c, id, "done", words));
	TRY(follow_all(c, &v, tasks));
	TRY(visit_tell(c, VISIT_CONCLUDED, &v, ""));
	map_s(detail, "words", words);
	map_i(detail, "tasks", *tasks);
	return visit_record(c, "visit.conclude", &v, detail);
}
