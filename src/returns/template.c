/* template.c - makes the workbook of one return, and knows it again. */
#include "returns/template.h"

#include "core/xlsx_write.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define MARK  "tierwork-return"
#define LISTS "lists" /* the hidden sheet of what may be chosen */

enum { CODE, TITLE, UNIT, VALUE, LAST, COLUMNS };
enum { ROW_MARK, ROW_TITLE, ROW_WHO, ROW_HOW, ROW_HEAD, ROWS };

#define SCALES 10
#define ROOM   40 /* for the range of a list: "lists!$A$1:$A$2000" */

struct making {
	struct ctx *c;
	const struct val *view;
	lxw_workbook *book;
	lxw_worksheet *sheet, *lists;
	lxw_format *large, *plain, *bold, *head, *item, *number[SCALES], *text;
	lxw_format *last[SCALES];
	lxw_row_t row;
	lxw_col_t list; /* the next column of `lists` */
};

/* ---- formats ---- */

static lxw_format *format(struct making *m, const char *number)
{
	lxw_format *f = workbook_add_format(m->book);

	if (number)
		format_set_num_format(f, number);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	return f;
}

/* What may be typed into. */
static lxw_format *open_format(struct making *m, const char *number)
{
	lxw_format *f = format(m, number);

	format_set_unlocked(f);
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, 0x8a8a8a);
	format_set_bg_color(f, 0xfff8e1);
	return f;
}

static void formats(struct making *m)
{
	m->plain = format(m, NULL);
	format_set_text_wrap(m->plain);
	m->bold = format(m, NULL);
	format_set_bold(m->bold);
	m->large = format(m, NULL);
	format_set_bold(m->large);
	format_set_font_size(m->large, 14);
	m->head = format(m, NULL);
	format_set_bold(m->head);
	format_set_text_wrap(m->head);
	format_set_bottom(m->head, LXW_BORDER_MEDIUM);
	m->item = format(m, NULL);
	format_set_text_wrap(m->item);
	format_set_indent(m->item, 2);
	for (int i = 0; i < SCALES; i++) {
		const char *as = xlsx_format(m->c->mem, i);

		m->number[i] = open_format(m, as);
		m->last[i] = format(m, as);
		format_set_align(m->last[i], LXW_ALIGN_RIGHT);
	}
	m->text = open_format(m, "@");
	format_set_text_wrap(m->text);
}

/* ---- cells ---- */

static void put(struct making *m, lxw_col_t column, const char *s,
		lxw_format *f)
{
	worksheet_write_string(m->sheet, m->row, column, s, f);
}

/* A number where a spreadsheet can hold it, else a text. */
static void put_value(struct making *m, lxw_col_t column, const char *s,
		      lxw_format *f)
{
	if (!*s)
		worksheet_write_blank(m->sheet, m->row, column, f);
	else if (xlsx_holds(s))
		worksheet_write_number(m->sheet, m->row, column,
				       strtod(s, NULL), f);
	else
		put(m, column, s, f);
}

static bool type_is(const struct val *in, const char *type)
{
	return !strcmp(val_text(in, "type"), type);
}

static bool counts(const struct val *in)
{
	return type_is(in, "count") || type_is(in, "amount");
}

static int scale_of(const struct val *in)
{
	int64_t scale = val_int(in, "scale");

	return scale < SCALES ? (int)scale : SCALES - 1;
}

/* ---- what may stand in a cell ---- */

/* As many characters as a spreadsheet's message takes. */
static char *cut(struct arena *mem, const char *s, size_t characters)
{
	const char *end = s;

	for (; *end && characters; characters--)
		do
			end++;
		while (((unsigned char)*end & 0xc0) == 0x80);
	return arena_copy(mem, s, (size_t)(end - s));
}

static void allow(struct making *m, const struct val *in,
		  lxw_data_validation *v, const char *otherwise)
{
	const char *help = val_text(in, "help");

	if (!*help && counts(in) && val_get(in, "parts"))
		help = tr(m->c, N_("Left empty, it is the sum of its parts."));
	if (*help)
		v->input_message = cut(m->c->mem, help, 255);
	v->error_message = cut(m->c->mem, otherwise, 255);
	worksheet_data_validation_cell(m->sheet, m->row, VALUE, v);
}

static void allow_number(struct making *m, const struct val *in)
{
	bool count = type_is(in, "count");
	lxw_data_validation v = {
		.validate = count && scale_of(in) == 0
				    ? LXW_VALIDATION_TYPE_INTEGER
				    : LXW_VALIDATION_TYPE_DECIMAL,
		.criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		.minimum_number = count ? 0 : -1e15,
		.maximum_number = 1e15,
	};

	allow(m, in, &v,
	      count ? tr(m->c, N_("A number from 0 up; leave it empty where it "
				  "is not known."))
		    : tr(m->c, N_("A number; leave it empty where it is not "
				  "known.")));
}

static void allow_yes_no(struct making *m, const struct val *in)
{
	char *words[] = {arena_text(m->c->mem, tr(m->c, N_("Yes"))),
			 arena_text(m->c->mem, tr(m->c, N_("No"))), NULL};
	lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
				 .value_list = words};

	allow(m, in, &v, tr(m->c, N_("Choose one of the list.")));
}

/* The library (1.1.4) never gives back the formula of a list, but it does
 * the text of a list of words; a long enough one makes room for ours. */
static void list_of_sheet(struct making *m, const char *range)
{
	lxw_data_val_obj *at, *last = NULL;

	STAILQ_FOREACH(at, m->sheet->data_validations, list_pointers)
	{
		last = at;
	}
	assert(strlen(range) < ROOM);
	if (last && last->value_formula && strlen(last->value_formula) >= ROOM)
		memcpy(last->value_formula, range, strlen(range) + 1);
}

/* The titles of the items, in a column of the hidden sheet. */
static void allow_choice(struct making *m, const struct val *in)
{
	const struct val *all = val_get(m->view, "indicators");
	const char *code = val_text(in, "code");
	char *words[] = {arena_printf(m->c->mem, "%0*d", ROOM, 0), NULL};
	lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
				 .value_list = words};
	char column[LXW_MAX_COL_NAME_LENGTH];
	lxw_row_t n = 0;

	for (const struct val *i = all->first; i; i = i->next)
		if (!strcmp(val_text(i, "item_of"), code))
			worksheet_write_string(m->lists, n++, m->list,
					       val_text(i, "title"), NULL);
	lxw_col_to_name(column, m->list++, 0);
	allow(m, in, &v, tr(m->c, N_("Choose one of the list.")));
	list_of_sheet(m, arena_printf(m->c->mem, LISTS "!$%s$1:$%s$%d", column,
				      column, (int)n));
}

/* ---- rows ---- */

/* Whether its parts say what it comes to: then it is left to them. */
static bool parts_say(const struct making *m, const struct val *in)
{
	const struct val *all = val_get(m->view, "indicators");
	const struct val *parts = val_get(in, "parts");

	if (!parts)
		return false;
	for (const struct val *p = parts->first; p; p = p->next)
		for (const struct val *i = all->first; i; i = i->next)
			if (!strcmp(val_text(i, "code"), val_text(p, "code")) &&
			    *val_text(i, "value"))
				return true;
	return false;
}

static const char *number_now(const struct making *m, const struct val *in)
{
	const char *value = val_text(in, "value");

	if (parts_say(m, in))
		return "";
	return *value ? value : val_text(in, "typed");
}

static void value_cell(struct making *m, const struct val *in)
{
	const char *value = val_text(in, "shown");

	if (counts(in)) {
		allow_number(m, in);
		put_value(m, VALUE, number_now(m, in), m->number[scale_of(in)]);
		put_value(m, LAST, val_text(in, "last"), m->last[scale_of(in)]);
		return;
	}
	if (type_is(in, "yesno"))
		allow_yes_no(m, in);
	if (type_is(in, "choice"))
		allow_choice(m, in);
	if (type_is(in, "text"))
		worksheet_set_row(m->sheet, m->row, 60, NULL);
	if (*value)
		put(m, VALUE, value, m->text);
	else
		worksheet_write_blank(m->sheet, m->row, VALUE, m->text);
	put(m, LAST, val_text(in, "last_shown"), m->plain);
}

static void rows(struct making *m)
{
	const struct val *all = val_get(m->view, "indicators");
	const char *group = "";

	for (const struct val *in = all->first; in; in = in->next) {
		const char *mine = val_text(in, "group");
		bool item = *val_text(in, "item_of") != '\0';

		if (!val_true(val_get(in, "asked")))
			continue;
		if (*mine && strcmp(mine, group)) {
			put(m, TITLE, mine, m->bold);
			m->row++;
		}
		group = mine;
		put(m, CODE, val_text(in, "code"), m->plain);
		put(m, TITLE, val_text(in, "title"), item ? m->item : m->plain);
		put(m, UNIT, val_text(in, "unit"), m->plain);
		value_cell(m, in);
		m->row++;
	}
}

/* The row that nobody sees, and what stands above the cells. */
static void head(struct making *m)
{
	static const char *const names[COLUMNS] = {
		N_("Code"), N_("Indicator"), N_("Unit of measure"), N_("Value"),
		N_("Last period")};
	lxw_row_col_options hidden = {.hidden = LXW_TRUE};
	const struct val *v = m->view;
	const char *marks[] = {
		MARK,
		val_text(v, "form"),
		arena_printf(m->c->mem, "%d", (int)val_int(v, "form_version")),
		val_text(v, "unit"),
		val_text(v, "period"),
	};

	for (size_t i = 0; i < COUNT(marks); i++)
		put(m, (lxw_col_t)i, marks[i], m->plain);
	worksheet_set_row_opt(m->sheet, ROW_MARK, LXW_DEF_ROW_HEIGHT, NULL,
			      &hidden);
	m->row = ROW_TITLE;
	put(m, 0, val_text(v, "title"), m->large);
	worksheet_set_row(m->sheet, ROW_TITLE, 24, NULL);
	m->row = ROW_WHO;
	put(m, 0,
	    arena_printf(m->c->mem, "%s (%s), %s", val_text(v, "name"),
			 val_text(v, "unit"), val_text(v, "period_title")),
	    m->bold);
	m->row = ROW_HOW;
	put(m, 0,
	    tr(m->c, N_("Type into the coloured cells only. Leave empty what "
			"is not known; 0 means that there is none.")),
	    format(m, NULL));
	m->row = ROW_HEAD;
	for (lxw_col_t i = 0; i < COLUMNS; i++)
		put(m, i, tr(m->c, names[i]), m->head);
	m->row = ROWS;
}

/* How the sheet looks, on the screen and on paper. */
static void layout(struct making *m)
{
	static const int wide[COLUMNS] = {14, 52, 14, 22, 16};
	lxw_protection may = {.format_columns = LXW_TRUE,
			      .format_rows = LXW_TRUE};

	for (lxw_col_t i = 0; i < COLUMNS; i++)
		worksheet_set_column(m->sheet, i, i, wide[i], NULL);
	worksheet_freeze_panes(m->sheet, ROWS, 0);
	worksheet_set_paper(m->sheet, 9); /* A4 */
	worksheet_fit_to_pages(m->sheet, 1, 0);
	worksheet_repeat_rows(m->sheet, ROW_HEAD, ROW_HEAD);
	worksheet_protect(m->sheet, NULL, &may);
	worksheet_protect(m->lists, NULL, NULL);
	worksheet_hide(m->lists);
}

enum err template_make(struct ctx *c, const struct val *view, struct buf *to)
{
	struct making m = {.c = c, .view = view};
	struct xlsx_file *f = arena_alloc(c->mem, sizeof(*f));

	xlsx_file_open(f, false);
	if (f->workbook) {
		m.book = f->workbook;
		m.sheet = workbook_add_worksheet(
			m.book, cut(c->mem, val_text(view, "form"), 31));
		m.lists = workbook_add_worksheet(m.book, LISTS);
		formats(&m);
		head(&m);
		rows(&m);
		layout(&m);
	}
	return xlsx_file_done(c, f, to);
}

/* ---- knowing it again ---- */

bool template_mark(const struct xlsx *t, struct template_mark *m)
{
	const struct xlsx_row *row = t->row;

	if (t->n == 0 || row->line != ROW_MARK + 1 || row->n < 5 ||
	    strcmp(row->cell[0], MARK))
		return false;
	*m = (struct template_mark){
		.form = row->cell[1],
		.version = row->cell[2],
		.unit = row->cell[3],
		.period = row->cell[4],
		.head = ROW_HEAD + 1,
		.code = CODE,
		.value = VALUE,
	};
	return true;
}

void template_check(struct ctx *c, const struct place *at,
		    const struct template_mark *m)
{
	const struct form *f = at->form;
	char period[12];

	period_text(at->period, period);
	if (strcmp(m->form, f->code))
		fault(c, 0, 0, "form",
		      N_("This file was made for form %s, not for %s."),
		      m->form, f->code);
	else if (strtoll(m->version, NULL, 10) != f->version)
		fault(c, 0, 0, "form",
		      N_("This file was made for version %s of form %s; "
			 "version %lld is asked now. Take a new file, and copy "
			 "what you typed into it."),
		      m->version, f->code, (long long)f->version);
	if (strcmp(m->unit, at->code))
		fault(c, 0, 0, "unit",
		      N_("This file was made for unit %s, not for %s."),
		      m->unit, at->code);
	if (strcmp(m->period, period))
		fault(c, 0, 0, "period",
		      N_("This file was made for the period %s, not for %s."),
		      m->period, period);
}
