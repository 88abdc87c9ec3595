/* cascade_file.c - the review of a document as a table to keep. */
#include "register/cascade.h"

#include "base/csv.h"
#include "base/day.h"
#include "base/show.h"
#include "core/setting.h"
#include "core/xlsx_write.h"

#include <string.h>

#define SEPARATOR "; " /* between the names of files */

enum shown { TEXT, DAY, INSTANT, NUMBER, NAMES };

static const struct {
	const char *key;
	enum shown is;
	const char *head;
} columns[] = {
	{"unit", TEXT, N_("Unit code")},
	{"name", TEXT, N_("Unit")},
	{"under_name", TEXT, N_("Unit above")},
	{"was_name", TEXT, N_("Took over from")},
	{"expect_label", TEXT, N_("What is expected")},
	{"due", INSTANT, N_("Due")},
	{"state_label", TEXT, N_("State")},
	{"acknowledged_at", INSTANT, N_("Acknowledged")},
	{"own_symbol", TEXT, N_("Own document")},
	{"own_date", DAY, N_("Its date")},
	{"done_at", INSTANT, N_("Carried out")},
	{"accepted_at", INSTANT, N_("Accepted")},
	{"sent_back", NUMBER, N_("Times sent back")},
	{"late_days", NUMBER, N_("Days late")},
	{"words", TEXT, N_("What they wrote")},
	{"evidence", NAMES, N_("Evidence")},
};

/* One of the two is being written. */
struct review_file {
	struct ctx *c;
	const char *tz;
	struct xlsx_out *xlsx;
	struct buf *csv;
};

static void put(struct review_file *t, const char *text, bool number, bool last)
{
	if (t->xlsx && number)
		xlsx_put_number(t->xlsx, text);
	else if (t->xlsx)
		xlsx_put(t->xlsx, text);
	else if (number)
		csv_number(t->csv, text, last);
	else
		csv_cell(t->csv, text, last);
	if (t->xlsx && last)
		xlsx_end_row(t->xlsx);
}

/* The last day of an instant at which a day ends: the one before it. */
static const char *text_of(struct review_file *t, const struct val *v,
			   size_t column)
{
	const char *key = columns[column].key, *s = val_text(v, key);
	struct arena *mem = t->c->mem;
	struct buf b = {.mem = mem};
	const struct val *list;
	int64_t at;

	switch (columns[column].is) {
	case TEXT: return s;
	case NUMBER:
		return arena_printf(mem, "%lld", (long long)val_int(v, key));
	case DAY:
		return *s && day_parse(s, &at) ? show_day(mem, at, t->c->lang)
					       : "";
	case INSTANT:
		if (!*s || !instant_parse(s, &at))
			return "";
		at -= !strcmp(key, "due");
		return show_day(mem, tz_day(t->tz, at), t->c->lang);
	case NAMES: break;
	}
	buf_str(&b, "");
	list = val_get(v, key);
	for (const struct val *n = list->first; n; n = n->next)
		buf_printf(&b, "%s%s", b.len ? SEPARATOR : "", n->s);
	return b.s;
}

enum err cascade_review_file(struct ctx *c, const struct val *review,
			     bool workbook, struct buf *to)
{
	struct review_file t = {.c = c, .csv = to};
	size_t last = COUNT(columns) - 1;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &t.tz));
	if (workbook)
		t.xlsx = xlsx_new(c, val_text(review, "symbol"));
	for (size_t i = 0; i <= last; i++)
		put(&t, tr(c, columns[i].head), false, i == last);
	for (const struct val *v = val_get(review, "units")->first; v;
	     v = v->next)
		for (size_t i = 0; i <= last; i++)
			put(&t, text_of(&t, v, i), columns[i].is == NUMBER,
			    i == last);
	return workbook ? xlsx_done(t.xlsx, to) : OK;
}
