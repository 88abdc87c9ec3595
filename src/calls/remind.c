/* remind.c - reminds units of what they owe. */
#include "calls/remind.h"

#include "base/text.h"
#include "calls/owed.h"
#include "core/journal.h"
#include "core/setting.h"
#include "org/unit.h"

#include <stdlib.h>
#include <string.h>

#define BATCH	500 /* assignments in one transaction of a chore */
#define RULES	8
#define BY_HAND 1000 /* reminder.rule of those by hand */
#define HOUR_S	(7 * 3600)
#define DAY_S	86400
#define WORDS	2000 /* characters */

/* A rule, with what it has come to. It reminds of what is due in (low,
 * low_id) to high. */
struct rule {
	int64_t days;
	int64_t step; /* s from the due instant to its moment */
	struct remind_mark mark;
	bool known; /* has a mark */
	int64_t low, low_id, high;
};

struct reminding {
	struct rule rule[RULES];
	size_t n;
	bool any, untidy; /* there is something to do; marks are to be set */
	int64_t units, people;
	bool more;
};

/* How many assignments the rows are of, and the last of them. */
static size_t count_rows(const struct owed_row *row, size_t rows)
{
	size_t n = 0;

	for (size_t i = 0; i < rows; i++)
		n += i == 0 || row[i].id != row[i - 1].id;
	return n;
}

/* ---- what is new ---- */

static enum err look_for_new(struct ctx *c, void *any)
{
	struct tell_any *found;
	size_t n;

	TRY(sql_tell_any(c, &found, &n));
	*(bool *)any = n > 0;
	return OK;
}

/* What assignment.told says is due; of what is new, what is still to do. */
static const struct {
	enum owed_say say;
	int64_t told;
} tellings[] = {{OWED_NEW, 0}, {OWED_CHANGED, 2}, {OWED_NEWS, 3}};

static struct owed_row *pick(struct ctx *c, const struct owed_row *row,
			     size_t rows, int64_t told, size_t *n)
{
	struct owed_row *out = arena_array(c->mem, rows, sizeof(*out));

	*n = 0;
	for (size_t i = 0; i < rows; i++)
		if (row[i].told == told &&
		    (told != 0 || !strcmp(row[i].state, "delivered")))
			out[(*n)++] = row[i];
	return out;
}

static enum err tell_rows(struct ctx *c, struct reminding *w,
			  const struct owed_row *row, size_t rows)
{
	for (size_t i = 0; i < COUNT(tellings); i++) {
		size_t n;
		const struct owed_row *some =
			pick(c, row, rows, tellings[i].told, &n);

		TRY(owed_tell(c, tellings[i].say, NULL, "", some, n, &w->units,
			      &w->people));
	}
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct tell_done *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static enum err tell_new(struct ctx *c, void *arg)
{
	struct reminding *w = arg;
	struct remind_lock lock;
	struct tell_done *done;
	struct owed_row *row;
	size_t rows, n = 0;

	w->units = w->people = 0;
	TRY(sql_remind_lock(c, &lock));
	TRY(sql_tell_batch(c, BATCH, c->today, &row, &rows));
	done = arena_array(c->mem, rows, sizeof(*done));
	for (size_t i = 0; i < rows; i++)
		if (i == 0 || row[i].id != row[i - 1].id)
			done[n++].id = row[i].id;
	w->more = n == BATCH;
	if (n) /* as all do who lock many */
		qsort(done, n, sizeof(*done), by_id);
	TRY(sql_tell_done(c, done, n));
	return tell_rows(c, w, row, rows);
}

enum err remind_told(struct ctx *c, struct turn *t)
{
	struct reminding w = {0};

	TRY(run_unit(c, DB_READ, look_for_new, &w.any));
	if (!w.any)
		return OK;
	TRY(run_unit(c, DB_WRITE, tell_new, &w));
	t->done += w.people;
	t->more = w.more;
	return OK;
}

/* ---- by rule ---- */

static enum err read_rules(struct ctx *c, struct reminding *w)
{
	const char *s;

	w->n = 0;
	TRY(setting_get(c, "reminders", REMINDERS_DEFAULT, &s));
	while (*s && w->n < RULES) {
		char *end;
		struct rule *r = &w->rule[w->n++];

		*r = (struct rule){.days = strtol(s, &end, 10)};
		/* the due instant is the end of the due day */
		r->step = (r->days - 1) * DAY_S + HOUR_S;
		s = end + (*end == ',');
	}
	return OK;
}

static struct rule *rule_of(struct reminding *w, int64_t days)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->rule[i].days == days)
			return &w->rule[i];
	return NULL;
}

/* What each rule has to look at. Where the later rule's moment has come, it
 * is that rule's. A store where nothing ran yet begins with all there is, a
 * new rule of an old store now; and a mark is where a clock that went ahead
 * left it no longer, once the clock was put right. */
static enum err read_marks(struct ctx *c, struct reminding *w)
{
	struct remind_mark *mark;
	size_t n;

	TRY(read_rules(c, w));
	TRY(sql_remind_marks(c, &mark, &n));
	w->untidy = false;
	for (size_t i = 0; i < n; i++) {
		struct rule *r = rule_of(w, mark[i].rule);

		w->untidy = w->untidy || !r;
		if (r)
			r->mark = mark[i];
		if (r)
			r->known = true;
	}
	for (size_t i = w->n; i-- > 0;) {
		struct rule *r = &w->rule[i];

		r->high = c->now - r->step;
		if (!r->known || r->mark.due > r->high) {
			w->untidy = true;
			r->mark.due = n == 0 ? 0 : r->high;
			r->mark.assignment = 0;
		}
		r->low = r->mark.due;
		r->low_id = r->mark.assignment;
		if (i + 1 < w->n && w->rule[i + 1].high > r->low) {
			r->low = w->rule[i + 1].high;
			r->low_id = INT64_MAX;
		}
	}
	return OK;
}

static enum err find_batch(struct ctx *c, const struct rule *r, int64_t most,
			   struct owed_row **row, size_t *rows)
{
	*rows = 0;
	if (r->low > r->high)
		return OK;
	return sql_remind_batch(c, r->days, r->low, r->low_id, r->high, r->step,
				most, c->today, row, rows);
}

static enum err look_for_due(struct ctx *c, void *arg)
{
	struct reminding *w = arg;
	struct owed_row *row;
	size_t rows;

	TRY(read_marks(c, w));
	w->any = w->untidy;
	for (size_t i = 0; i < w->n && !w->any; i++) {
		TRY(find_batch(c, &w->rule[i], 1, &row, &rows));
		w->any = rows > 0;
	}
	return OK;
}

static enum err tidy_marks(struct ctx *c, const struct reminding *w)
{
	struct remind_mark *mark;
	size_t n;

	TRY(sql_remind_marks(c, &mark, &n));
	for (size_t i = 0; i < n; i++)
		TRY(sql_remind_mark_drop(c, mark[i].rule));
	for (size_t i = 0; i < w->n; i++)
		TRY(sql_remind_mark_put(c, w->rule[i].days, w->rule[i].mark.due,
					w->rule[i].mark.assignment));
	return OK;
}

/* Writes down that each assignment of the rows was reminded of. */
static enum err note(struct ctx *c, int64_t rule, const struct owed_row *row,
		     size_t rows)
{
	struct reminder_new *made = arena_array(c->mem, rows, sizeof(*made));
	size_t n = 0;

	for (size_t i = 0; i < rows; i++)
		if (i == 0 || row[i].id != row[i - 1].id)
			made[n++] = (struct reminder_new){
				.assignment = row[i].id,
				.rule = rule,
				.of = rule == BY_HAND ? c->now : row[i].due,
				.at = c->now,
				.account = c->account,
			};
	return sql_reminder_put(c, made, n);
}

static enum err remind_rows(struct ctx *c, struct reminding *w,
			    const struct rule *r, const struct owed_row *row,
			    size_t rows)
{
	TRY(note(c, r->days, row, rows));
	TRY(sql_remind_mark_put(c, r->days, row[rows - 1].due,
				row[rows - 1].id));
	w->more = true;
	return owed_tell(c, OWED_DUE, NULL, "", row, rows, &w->units,
			 &w->people);
}

/* One batch of one rule. */
static enum err remind_due(struct ctx *c, void *arg)
{
	struct reminding *w = arg;
	struct remind_lock lock;

	*w = (struct reminding){0};
	TRY(sql_remind_lock(c, &lock));
	TRY(read_marks(c, w));
	if (w->untidy)
		TRY(tidy_marks(c, w));
	for (size_t i = w->n; i-- > 0 && !w->more;) {
		struct owed_row *row;
		size_t rows;

		TRY(find_batch(c, &w->rule[i], BATCH, &row, &rows));
		if (rows)
			TRY(remind_rows(c, w, &w->rule[i], row, rows));
	}
	return OK;
}

enum err remind_by_rule(struct ctx *c, struct turn *t)
{
	struct reminding w = {0};

	TRY(run_unit(c, DB_READ, look_for_due, &w));
	if (!w.any)
		return OK;
	TRY(run_unit(c, DB_WRITE, remind_due, &w));
	t->done += w.people;
	t->more = w.more;
	return OK;
}

/* ---- by hand ---- */

static enum err tidy_words(struct ctx *c, const char **words)
{
	*words = text_tidy(c->mem, *words);
	if (utf8_length(*words) > WORDS)
		return fail(c, ERR_INVALID, "words",
			    N_("The words are too long: at most %d "
			       "characters."),
			    WORDS);
	return OK;
}

/* In whose name c reminds the units below `unit`. */
static enum err remind_from(struct ctx *c, const struct call *k, int64_t unit,
			    const char **name)
{
	struct remind_from *from;
	size_t n;

	TRY(sql_remind_from(c, unit, c->account,
			    powers_allowing(c->mem, ACT_CALL), c->today, &from,
			    &n));
	*name = n ? from[0].name : k->issuer_name;
	return OK;
}

/* Who sees the issuer reminds all; who does not, those below the own. */
static enum err remind_where(struct ctx *c, const struct call *k,
			     const char **code)
{
	if (!*code && !k->issuer_seen)
		TRY(role_home(c, code));
	if (!*code)
		*code = k->under_code;
	return OK;
}

/* In the order of the statement: by unit and role. */
static void find_last(const struct owed_row *row, size_t rows, int64_t *unit,
		      int64_t *role)
{
	for (size_t i = 0; i < rows; i++) {
		const struct owed_row *r = &row[i];

		if (r->unit < *unit || (r->unit == *unit && r->role < *role))
			continue;
		*unit = r->unit;
		*role = r->role;
	}
}

static enum err remind_all(struct ctx *c, const struct call *k,
			   const struct unit *u, const char *words,
			   int64_t *units, int64_t *people)
{
	struct owed_row *row;
	const char *from;
	int64_t unit = 0, role = 0; /* the last of a batch */
	size_t rows;

	TRY(remind_from(c, k, u->id, &from));
	do {
		TRY(sql_remind_hand(c, k->id, u->id, u->id == k->under, k->day,
				    unit, role, BATCH, c->today, &row, &rows));
		find_last(row, rows, &unit, &role);
		TRY(note(c, BY_HAND, row, rows));
		TRY(owed_tell(c, OWED_HAND, from, words, row, rows, units,
			      people));
	} while (count_rows(row, rows) == BATCH);
	return OK;
}

enum err remind_by_hand(struct ctx *c, int64_t call, const char *unit,
			const char *words, int64_t *units, int64_t *n)
{
	struct val *detail = val_map(c->mem);
	struct call k;
	struct unit u;

	*units = *n = 0;
	TRY(call_get(c, call, &k));
	TRY(remind_where(c, &k, &unit));
	TRY(unit_get(c, unit, k.day, &u));
	TRY(may(c, ACT_CALL, u.id));
	TRY(tidy_words(c, &words));
	if (!k.open)
		return fail(c, ERR_CONFLICT, "call",
			    N_("The call %lld was withdrawn."),
			    (long long)call);
	TRY(remind_all(c, &k, &u, words, units, n));
	map_s(detail, "unit", u.code);
	map_i(detail, "units", *units);
	map_i(detail, "people", *n);
	return journal_add(c, "call.remind",
			   arena_printf(c->mem, "%lld", (long long)call),
			   detail);
}

enum err remind_last(struct ctx *c, const int64_t *assignment, size_t n,
		     struct remind_last **out, size_t *found)
{
	struct val *list = val_list(c->mem);
	struct buf b = {.mem = c->mem};
	struct reminder_lasts *row;

	for (size_t i = 0; i < n; i++)
		list_i(list, assignment[i]);
	val_json(list, &b);
	TRY(sql_reminder_lasts(c, b.s, &row, found));
	*out = arena_array(c->mem, *found, sizeof(**out));
	for (size_t i = 0; i < *found; i++)
		(*out)[i] = (struct remind_last){row[i].assignment, row[i].at,
						 row[i].n};
	return OK;
}
