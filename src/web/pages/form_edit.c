/* form_edit.c - the editor of forms. It works without script: every button
 * sends all that was typed, and the page comes back with it. */
#include "returns/form_edit.h"

#include "access/role.h"
#include "base/period.h"
#include "returns/form_read.h"
#include "web/pages/form_preview.h"
#include "web/pages/words.h"

#include <stdlib.h>
#include <string.h>

/* One request to the editor. */
struct editor {
	struct req *q;
	const char *code; /* of the form that gets a version; "": a new one */
	int64_t base;	  /* the version it began with; 0: a new form */
	struct form_edit *e;
	const char *file; /* edited as a file, as typed; NULL: as rows */
	struct blob json; /* what would be published */
	bool checked;
	const char *trouble;
	struct form_file read; /* for the preview; n 0: not read */
	struct val *view;      /* what was published */
	struct form_choice *choice;
	size_t choices;
};

/* ---- what was typed ---- */

/* Takes "12.code" apart: the number before the point. -1: it has none. */
static int64_t numbered(const char *name, const char **rest)
{
	size_t n = strspn(name, "0123456789");

	*rest = name + n + 1;
	return n == 0 || n > 4 || name[n] != '.' ? -1 : strtoll(name, NULL, 10);
}

static void put(void *of, const struct edit_text *t, size_t n, const char *name,
		const char *value)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(t[i].name, name))
			*edit_text(of, &t[i]) = value;
}

static void take_field(struct form_edit *e, const struct field *f)
{
	bool rule = f->name[0] == 'r' && f->name[1] >= '0' && f->name[1] <= '9';
	const char *rest;
	int64_t i = numbered(f->name + rule, &rest);
	size_t at = (size_t)i;

	if (i < 0) {
		put(e, edit_form_texts, edit_form_count, f->name, f->value);
	} else if (rule && at < EDIT_RULES) {
		e->rules = at >= e->rules ? at + 1 : e->rules;
		put(&e->rule[at], edit_rule_texts, edit_rule_count, rest,
		    f->value);
	} else if (!rule && at < EDIT_ROWS) {
		e->rows = at >= e->rows ? at + 1 : e->rows;
		put(&e->row[at], edit_row_texts, edit_row_count, rest,
		    f->value);
	}
}

static struct blob blob_of(const char *s)
{
	return (struct blob){s, strlen(s)};
}

/* What the file says, as rows where it fits. */
static void begin_with(struct editor *ed, const char *file)
{
	ed->e = form_edit_new(ed->q->c->mem);
	ed->file = form_edit_read(ed->q->c->mem, blob_of(file), ed->e) ? NULL
								       : file;
}

static void take_typed(struct editor *ed)
{
	struct req *q = ed->q;

	ed->base = strtoll(form(q, "base", "0"), NULL, 10);
	ed->file = fields_get(&q->form, "file");
	ed->e = form_edit_new(q->c->mem);
	for (size_t i = 0; i < q->form.n; i++)
		take_field(ed->e, &q->form.at[i]);
	if (*ed->code)
		ed->e->code = ed->code;
}

/* ---- the buttons ---- */

/* Whether the button is this one; *at is the row in its value, "up:3". */
static bool is_button(const char *pressed, const char *name, size_t rows,
		      size_t *at)
{
	size_t n = strlen(name);

	*at = 0;
	if (strncmp(pressed, name, n) || (pressed[n] && pressed[n] != ':'))
		return false;
	if (pressed[n] == ':')
		*at = strtoul(pressed + n + 1, NULL, 10);
	return *at < rows;
}

static void edit_rows(struct editor *ed, const char *pressed)
{
	struct form_edit *e = ed->e;
	bool fits = true;
	size_t at;

	if (is_button(pressed, "up", e->rows, &at))
		form_edit_up(e, at);
	else if (is_button(pressed, "down", e->rows, &at))
		form_edit_down(e, at);
	else if (is_button(pressed, "remove", e->rows, &at))
		form_edit_remove(e, at);
	else if (is_button(pressed, "add", e->rows, &at))
		fits = form_edit_add(e, at + 1);
	else if (!strcmp(pressed, "add"))
		fits = form_edit_add(e, e->rows);
	else if (!strcmp(pressed, "add-rule") && e->rules < EDIT_RULES)
		e->rules++;
	if (!fits)
		ed->trouble = tr(ed->q->c, N_("No more rows fit here; go on "
					      "as a file."));
}

/* As a file, and back to rows where it can be read. */
static void turn(struct editor *ed, const char *pressed)
{
	struct ctx *c = ed->q->c;
	struct form_file file;

	if (!strcmp(pressed, "file") && !ed->file) {
		ed->file = form_edit_file(c->mem, ed->e);
	} else if (!strcmp(pressed, "rows") && ed->file) {
		if (form_read(c, blob_of(ed->file), &file) == OK)
			begin_with(ed, ed->file);
		if (ed->file)
			ed->trouble = tr(c, N_("It stays a file: rows cannot "
					       "show it."));
		ctx_forget(c);
	}
}

/* ---- what is looked up ---- */

static enum err look_up(struct ctx *c, void *arg)
{
	struct editor *ed = arg;
	enum err e;

	TRY(may_all(c, ACT_FORM));
	TRY(form_choices(c, &ed->choice, &ed->choices));
	if (*ed->code && !ed->base)
		TRY(form_newest(c, ed->code, &ed->base));
	if (!ed->checked)
		return OK;
	e = form_check(c, ed->json, &ed->read);
	return e == ERR_INVALID || e == ERR_CONFLICT ? OK : e;
}

static enum err publish(struct ctx *c, void *arg)
{
	struct editor *ed = arg;

	return form_publish(c, ed->json, ed->code, ed->base, &ed->view);
}

/* ---- the page ---- */

static void map_options(struct val *v, struct req *q, const char *key,
			const char *const *words, size_t n, const char *now)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *o = val_map(q->c->mem);

		map_s(o, "value", words[i]);
		map_s(o, "label", form_word(q->c, words[i]));
		map_b(o, "current", !strcmp(words[i], now));
		list_v(list, o);
	}
	map_v(v, key, list);
}

static void map_texts(struct val *v, void *of, const struct edit_text *t,
		      size_t n)
{
	for (size_t i = 0; i < n; i++)
		map_s(v, t[i].name, *edit_text(of, &t[i]));
}

/* The row that a place named in a fault is of, "indicators[3] A1.type" or
 * "A1"; e->rows: of none. */
static size_t row_of(const struct editor *ed, const char *place)
{
	static const char rows[] = "indicators[";
	size_t row = ed->e->rows;

	if (!strncmp(place, rows, strlen(rows)))
		row = form_edit_place(ed->e,
				      strtoul(place + strlen(rows), NULL, 10));
	for (size_t i = 0; i < ed->e->rows && row == ed->e->rows; i++)
		if (*place && !strcmp(ed->e->row[i].code, place))
			row = i;
	return row;
}

/* "Row 3, A1: Type", or the place as it is. */
static const char *place_words(const struct editor *ed, size_t row,
			       const char *place)
{
	struct ctx *c = ed->q->c;
	const char *property = strrchr(place, '.');

	if (row == ed->e->rows || ed->file)
		return place;
	place = arena_printf(c->mem, tr(c, N_("Row %d, %s")), (int)row + 1,
			     ed->e->row[row].code);
	if (!property || strchr(property, ' '))
		return place;
	return arena_printf(c->mem, "%s, %s", place,
			    form_property_word(c, property + 1));
}

static const char *anchor(const struct editor *ed, size_t row,
			  const char *place)
{
	if (ed->file)
		return "file";
	if (row < ed->e->rows)
		return arena_printf(ed->q->c->mem, "row-%zu", row);
	if (!strncmp(place, "rules[", 6))
		return "rules";
	return strncmp(place, "lists", 5) ? "form" : "lists";
}

static struct val *faults(struct editor *ed, bool *bad)
{
	struct ctx *c = ed->q->c;
	struct val *list = val_list(c->mem);

	for (const struct fault *f = c->faults; f; f = f->next) {
		const char *place = f->field ? f->field : "";
		size_t row = row_of(ed, place);
		struct val *v = val_map(c->mem);

		bad[row] = true;
		map_s(v, "anchor", anchor(ed, row, place));
		place = place_words(ed, row, place);
		if (f->line)
			place = arena_printf(c->mem,
					     tr(c, N_("line %lld, character "
						      "%lld")),
					     (long long)f->line,
					     (long long)f->column);
		map_s(v, "place", *place ? place : NULL);
		map_s(v, "why", f->why);
		list_v(list, v);
	}
	return list;
}

static struct val *row_words(struct editor *ed, size_t i, bool bad)
{
	static const char *const types[] = {"count",  "amount", "ratio",
					    "yesno",  "choice", "text",
					    "heading"};
	static const char *const trees[] = {"sum", "mean", "min", "max",
					    "none"};
	static const char *const times[] = {"sum", "mean", "min",
					    "max", "last", "none"};
	struct edit_row *r = &ed->e->row[i];
	struct req *q = ed->q;
	struct val *v = val_map(q->c->mem);
	bool heading = !strcmp(r->type, "heading");

	map_i(v, "n", (int64_t)i);
	map_i(v, "number", (int64_t)i + 1);
	map_texts(v, r, edit_row_texts, edit_row_count);
	map_s(v, "name", *r->code ? r->code : *r->vi ? r->vi : r->en);
	map_b(v, "heading", heading);
	map_b(v, "bad", bad);
	map_b(v, "open", !heading && (bad || !strcmp(r->type, "choice")));
	map_b(v, "must", *r->required != '\0');
	map_options(v, q, "types", types, COUNT(types), r->type);
	map_options(v, q, "trees", trees, COUNT(trees), r->tree);
	map_options(v, q, "times", times, COUNT(times), r->time);
	return v;
}

static struct val *rules_words(struct editor *ed)
{
	static const char *const levels[] = {"error", "warning"};
	struct val *list = val_list(ed->q->c->mem);

	for (size_t i = 0; i < ed->e->rules; i++) {
		struct edit_rule *r = &ed->e->rule[i];
		struct val *v = val_map(ed->q->c->mem);

		map_i(v, "n", (int64_t)i);
		map_i(v, "number", (int64_t)i + 1);
		map_texts(v, r, edit_rule_texts, edit_rule_count);
		map_options(v, ed->q, "levels", levels, COUNT(levels),
			    r->level);
		list_v(list, v);
	}
	return list;
}

static struct val *copy_options(const struct editor *ed)
{
	struct val *list = val_list(ed->q->c->mem);

	for (size_t i = 0; i < ed->choices; i++) {
		const struct form *f = ed->choice[i].form;
		struct val *v = val_map(ed->q->c->mem);

		map_s(v, "code", f->code);
		map_s(v, "title", form_text(ed->q->c, f->title));
		list_v(list, v);
	}
	return list;
}

static void form_words(struct editor *ed, struct val *v)
{
	static const char *const periods[] = {"week", "month", "quarter",
					      "half", "year",  "school-year"};
	struct req *q = ed->q;

	map_texts(v, ed->e, edit_form_texts, edit_form_count);
	map_options(v, q, "periods", periods, COUNT(periods), ed->e->period);
	map_s(v, "period_words", form_word(q->c, ed->e->period));
	map_s(v, "of", ed->code);
	map_b(v, "fresh", !*ed->code);
	map_i(v, "base", ed->base);
	map_i(v, "next", ed->base + 1);
	map_v(v, "copies", copy_options(ed));
	map_b(v, "copy", !*ed->code && ed->choices > 0);
	map_s(v, "title",
	      *ed->code ? arena_printf(q->c->mem, tr(q->c, N_("Edit form %s")),
				       ed->code)
			: tr(q->c, N_("Make a form")));
}

static enum err show_editor(struct editor *ed, struct reply *p)
{
	struct req *q = ed->q;
	struct val *v = val_map(q->c->mem), *rows = val_list(q->c->mem);
	struct val *list;
	bool bad[EDIT_ROWS + 1] = {false};
	struct edit_row *last;

	if (ed->e->rows == 0)
		ed->e->rows = 1;
	last = &ed->e->row[ed->e->rows - 1];
	if (!*last->type)
		last->type = "count";
	form_words(ed, v);
	list = faults(ed, bad);
	for (size_t i = 0; i < ed->e->rows; i++)
		list_v(rows, row_words(ed, i, bad[i]));
	p->status = list->first || ed->trouble ? 422 : 200;
	map_b(v, "as_file", ed->file != NULL);
	map_s(v, "file", ed->file);
	map_v(v, "rows", rows);
	map_v(v, "rules", rules_words(ed));
	map_b(v, "ruled", ed->e->rules > 0);
	map_v(v, "faults", list);
	map_b(v, "wrong", list->first != NULL);
	map_s(v, "trouble", ed->trouble);
	map_b(v, "good", ed->checked && !list->first && !ed->trouble);
	map_v(v, "asks", form_preview(q, &ed->read));
	map_b(v, "shown", ed->read.n > 0);
	return page(q, p, "returns/form_edit", v);
}

/* ---- handlers ---- */

struct begin {
	const char *code; /* the form that it begins with */
	int64_t version;  /* 0: the newest */
	const char *json;
};

static enum err export(struct ctx *c, void *arg) {
	struct begin *b = arg;

	TRY(may_all(c, ACT_FORM));
	return form_export(c, b->code, b->version, &b->json);
}

/* A new version is for now and later, unless somebody says otherwise. */
static void from_now(struct editor *ed)
{
	char word[12];
	enum period_kind kind;

	if (period_kind_parse(ed->e->period, &kind))
		ed->e->first = arena_text(
			ed->q->c->mem,
			period_text(period_of(kind, ed->q->c->today), word));
}

/* GET /forms/new?copy= */
enum err page_form_new(struct req *q, struct reply *p)
{
	struct editor ed = {.q = q, .code = "", .e = form_edit_new(q->c->mem)};
	struct begin b = {.code = query(q, "copy", NULL)};

	ed.e->period = "month";
	if (b.code) {
		TRY(run_unit(q->c, DB_READ, export, &b));
		begin_with(&ed, b.json);
		ed.e->code = "";
		from_now(&ed);
	}
	TRY(run_unit(q->c, DB_READ, look_up, &ed));
	return show_editor(&ed, p);
}

/* GET /forms/{code}/edit?version= */
enum err page_form_edit(struct req *q, struct reply *p)
{
	struct editor ed = {.q = q, .code = q->code};
	struct begin b = {.code = q->code};

	TRY(query_int(q, "version", 0, 1, INT32_MAX, &b.version));
	TRY(run_unit(q->c, DB_READ, export, &b));
	begin_with(&ed, b.json);
	from_now(&ed);
	TRY(run_unit(q->c, DB_READ, look_up, &ed));
	return show_editor(&ed, p);
}

static enum err post(struct req *q, struct reply *p, const char *code)
{
	const char *pressed = form(q, "do", "check");
	struct editor ed = {.q = q, .code = code};
	enum err e = OK;

	take_typed(&ed);
	turn(&ed, pressed);
	if (!ed.file)
		edit_rows(&ed, pressed);
	ed.json = blob_of(ed.file ? ed.file : form_edit_file(q->c->mem, ed.e));
	ed.checked = !strcmp(pressed, "check") || !strcmp(pressed, "publish");
	if (!strcmp(pressed, "publish"))
		e = run_unit(q->c, DB_WRITE, publish, &ed);
	if (ed.view)
		return see_other(
			q, p, "/forms/%s?done=%s", val_text(ed.view, "form"),
			val_true(val_get(ed.view, "unchanged")) ? "unchanged"
								: "published");
	if (e != OK && e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	if (e != OK && !q->c->fault_count)
		ed.trouble = q->c->why;
	if (e == ERR_CONFLICT && *code)
		ed.base = 0; /* which is looked up: what it is told of now */
	ctx_forget(q->c);
	TRY(run_unit(q->c, DB_READ, look_up, &ed));
	return show_editor(&ed, p);
}

/* POST /forms/new */
enum err post_form_new(struct req *q, struct reply *p)
{
	return post(q, p, "");
}

/* POST /forms/{code}/edit */
enum err post_form_edit(struct req *q, struct reply *p)
{
	return post(q, p, q->code);
}
