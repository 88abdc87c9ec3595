/* redmine.c - issues as Redmine exports them. */
#include "programme/redmine.h"

#include "base/day.h"
#include "base/text.h"
#include "core/sheet.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum column_of {
	SUBJECT,
	DESCRIPTION,
	CATEGORY,
	VERSION,
	ASSIGNEE,
	START,
	DUE,
	CREATED,
	CLOSED,
	DONE,
	STATUS,
	RESULT,
	CONCLUSION,
	COLUMNS,
};

/* Redmine's own words, English and Vietnamese. In Vietnamese subject and
 * category have one name; the subject stands first. */
/* clang-format off */
static const char *const heads[COLUMNS][3] = {
	[SUBJECT]     = {"Subject", "Chủ đề"},
	[DESCRIPTION] = {"Description", "Mô tả"},
	[CATEGORY]    = {"Category", "Chủ đề"},
	[VERSION]     = {"Target version", "Phiên bản"},
	[ASSIGNEE]    = {"Assignee", "Phân công cho"},
	[START]       = {"Start date", "Bắt đầu"},
	[DUE]         = {"Due date", "Hết hạn"},
	[CREATED]     = {"Created", "Tạo"},
	[CLOSED]      = {"Closed", "Đã đóng"},
	[DONE]        = {"% Done", "Tiến độ"},
	[STATUS]      = {"Status", "Trạng thái"},
	[RESULT]      = {"Deliverable"}, /* these two: as task_export() says */
	[CONCLUSION]  = {"Conclusion"},
};

static const struct {
	const char *status, *state;
} statuses[] = {
	{"Closed", "done"},     {"Đã đóng", "done"},
	{"Rejected", "dropped"}, {"Từ chối", "dropped"},
};
/* clang-format on */

struct reading {
	struct ctx *c;
	struct csv csv;
	int place[COLUMNS]; /* in the file; -1: absent */
	enum day_order order;
	bool ambiguous; /* a day can be read two ways */
	int64_t line, column;
};

/* ---- days ---- */

static int month_named(const char *s, size_t n)
{
	static const char *const names[] = {
		"january",   "february", "march",    "april",
		"may",	     "june",	 "july",     "august",
		"september", "october",	 "november", "december",
	};

	for (int i = 0; i < (int)COUNT(names) && n >= 3; i++)
		if (!strncasecmp(names[i], s, n) && n <= strlen(names[i]))
			return i + 1;
	return 0;
}

static bool is_date(int64_t year, int64_t month, int64_t mday, int64_t *day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};
	int64_t y, m, d;

	if (year < 1900 || year > 9998 || month < 1 || month > 12 || mday < 1 ||
	    mday > days[month - 1])
		return false;
	if (month == 2 && mday == 29 &&
	    (year % 4 || (year % 100 == 0 && year % 400)))
		return false;
	*day = day_of(year, month, mday);
	day_civil(*day, &y, &m, &d);
	return y == year && m == month && d == mday;
}

/* The three parts of a day, and which is a month by name (-1: none). */
struct parts {
	int64_t n[3];
	int digits[3];
	int named;
};

static bool split(const char *s, struct parts *p)
{
	*p = (struct parts){.named = -1};
	for (int i = 0; i < 3; i++) {
		size_t n = 0;

		if (isdigit((unsigned char)*s)) {
			while (isdigit((unsigned char)s[n]) && n < 5)
				n++;
			p->n[i] = strtoll(s, NULL, 10);
			p->digits[i] = (int)n;
		} else {
			while (isalpha((unsigned char)s[n]))
				n++;
			p->n[i] = month_named(s, n);
			if (!p->n[i] || p->named >= 0)
				return false;
			p->named = i;
		}
		s += n;
		if (i < 2) {
			n = strspn(s, "/.-, ");
			if (n == 0)
				return false;
			s += n;
		}
	}
	return !*s || *s == ' '; /* a time of day follows */
}

bool redmine_day(const char *text, enum day_order order, int64_t *day,
		 enum day_order *told)
{
	struct parts p;
	int64_t other;
	bool dmy, mdy;

	*told = DAYS_TOLD_BY_FILE;
	if (!split(text, &p))
		return false;
	if (p.digits[0] == 4)
		return p.named < 0 && is_date(p.n[0], p.n[1], p.n[2], day);
	if (p.digits[2] != 4)
		return false;
	if (p.named == 0)
		return is_date(p.n[2], p.n[0], p.n[1], day);
	if (p.named == 1)
		return is_date(p.n[2], p.n[1], p.n[0], day);
	if (p.named == 2)
		return false;
	dmy = is_date(p.n[2], p.n[1], p.n[0], day);
	mdy = is_date(p.n[2], p.n[0], p.n[1], &other);
	if (dmy != mdy)
		*told = dmy ? DAYS_DAY_FIRST : DAYS_MONTH_FIRST;
	if (order == DAYS_MONTH_FIRST || (order == DAYS_TOLD_BY_FILE && !dmy)) {
		*day = other;
		return mdy;
	}
	return dmy;
}

/* ---- the file ---- */

static const char *cell(const struct reading *r, const struct csv_row *row,
			enum column_of of)
{
	return r->place[of] < 0 ? "" : row->cell[r->place[of]];
}

static bool is_head(enum column_of of, const char *name)
{
	for (size_t i = 0; heads[of][i]; i++)
		if (!strcmp(heads[of][i], name))
			return true;
	return false;
}

/* Whose column it is; COLUMNS: nobody's. */
static int head_of(const struct reading *r, const char *name)
{
	for (int i = 0; i < COLUMNS; i++)
		if (r->place[i] < 0 && is_head((enum column_of)i, name))
			return i;
	return COLUMNS;
}

static enum err read_head(struct reading *r, struct redmine *out)
{
	struct ctx *c = r->c;

	for (int i = 0; i < COLUMNS; i++)
		r->place[i] = -1;
	for (size_t k = 0; k < r->csv.cols; k++) {
		const char *name = text_tidy(c->mem, r->csv.head[k]);
		int i = head_of(r, name);

		if (i < COLUMNS)
			r->place[i] = (int)k;
		else
			list_s(out->dropped, name);
	}
	if (r->place[SUBJECT] < 0)
		fault(c, r->csv.head_line, 0, NULL,
		      N_("This is no export of Redmine's issues: it has no "
			 "column Subject."));
	return faults_end(c);
}

/* In which order the days of the whole file are. */
static enum err find_order(struct reading *r)
{
	static const enum column_of days[] = {START, DUE, CREATED, CLOSED};
	enum day_order told, both = r->order;
	int64_t day;

	for (size_t i = 0; i < r->csv.n * COUNT(days); i++) {
		const struct csv_row *row = &r->csv.row[i / COUNT(days)];
		const char *s = cell(r, row, days[i % COUNT(days)]);

		if (*s && redmine_day(s, r->order, &day, &told) &&
		    both == DAYS_TOLD_BY_FILE)
			both = told;
	}
	r->order = both;
	return OK;
}

/* A day with numbers alone, none of which is too large for a month. */
static bool reads_both_ways(const char *s)
{
	enum day_order told;
	int64_t a, b;

	return redmine_day(s, DAYS_DAY_FIRST, &a, &told) &&
	       redmine_day(s, DAYS_MONTH_FIRST, &b, &told) && a != b;
}

static void read_day(struct reading *r, const struct csv_row *row,
		     enum column_of of, struct opt_int *to)
{
	const char *s = cell(r, row, of);
	enum day_order told;

	*to = (struct opt_int){0};
	if (!*s)
		return;
	if (r->order == DAYS_TOLD_BY_FILE && reads_both_ways(s)) {
		if (!r->ambiguous)
			fault(r->c, row->line, r->place[of] + 1, heads[of][0],
			      N_("Is this day, as all others of the file, "
				 "written with the day or with the month "
				 "first? Say --days day-first or --days "
				 "month-first."));
		r->ambiguous = true;
		return;
	}
	to->set = redmine_day(s, r->order, &to->value, &told);
	if (!to->set)
		fault(r->c, row->line, r->place[of] + 1, heads[of][0],
		      N_("\"%s\" is no day as Redmine writes it."), s);
}

static int64_t read_progress(struct reading *r, const struct csv_row *row)
{
	const char *s = cell(r, row, DONE);
	char *end;
	int64_t n = strtoll(s, &end, 10);

	end += strspn(end, " %");
	if (*end || n < 0 || n > 100) {
		fault(r->c, row->line, r->place[DONE] + 1, heads[DONE][0],
		      N_("\"%s\" is no progress from 0 to 100."), s);
		return 0;
	}
	return n;
}

static const char *state_of(const struct reading *r, const struct csv_row *row,
			    const struct redmine_issue *i)
{
	const char *status = cell(r, row, STATUS);

	for (size_t k = 0; k < COUNT(statuses); k++)
		if (!strcmp(statuses[k].status, status))
			return statuses[k].state;
	return i->closed.set || i->progress == 100 ? "done" : "open";
}

static void read_row(struct reading *r, const struct csv_row *row,
		     struct redmine_issue *i)
{
	struct arena *mem = r->c->mem;

	*i = (struct redmine_issue){
		.line = row->line,
		.due_column = r->place[DUE] + 1,
		.subject = text_tidy(mem, cell(r, row, SUBJECT)),
		.description = text_paragraphs(mem, cell(r, row, DESCRIPTION)),
		.group = text_tidy(mem, cell(r, row, CATEGORY)),
		.assignee = text_tidy(mem, cell(r, row, ASSIGNEE)),
		.result = text_paragraphs(mem, cell(r, row, RESULT)),
		.conclusion = text_paragraphs(mem, cell(r, row, CONCLUSION)),
	};
	if (!*i->group)
		i->group = text_tidy(mem, cell(r, row, VERSION));
	read_day(r, row, START, &i->start);
	read_day(r, row, DUE, &i->due);
	read_day(r, row, CREATED, &i->created);
	read_day(r, row, CLOSED, &i->closed);
	i->progress = read_progress(r, row);
	i->state = state_of(r, row, i);
	if (!strcmp(i->state, "done"))
		i->progress = 100;
	else if (i->progress == 100) /* of what was rejected */
		i->progress = 99;
}

enum err redmine_read(struct ctx *c, struct blob file, enum day_order order,
		      struct redmine *out)
{
	struct reading r = {.c = c, .order = order};

	*out = (struct redmine){.dropped = val_list(c->mem)};
	TRY(sheet_parse(c, file, SHEET_CELLS, &r.csv));
	TRY(read_head(&r, out));
	TRY(find_order(&r));
	out->n = r.csv.n;
	out->issue = arena_array(c->mem, out->n, sizeof(*out->issue));
	for (size_t i = 0; i < out->n; i++)
		read_row(&r, &r.csv.row[i], &out->issue[i]);
	if (out->n == 0)
		fault(c, 0, 0, NULL, N_("The file has a head but no rows."));
	return faults_end(c);
}
