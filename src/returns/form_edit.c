/* form_edit.c - a form's file as rows of texts, and back. */
#include "returns/form_edit.h"

#include "returns/form.h"
#include "returns/form_read.h"

#include <assert.h>
#include <inttypes.h>
#include <jansson.h>
#include <stddef.h>
#include <string.h>

#define TEXT(type, name)                                                       \
	{                                                                      \
#name, offsetof(struct type, name)                             \
	}

const struct edit_text edit_form_texts[] = {
	TEXT(form_edit, code),	TEXT(form_edit, vi),
	TEXT(form_edit, en),	TEXT(form_edit, period),
	TEXT(form_edit, first), TEXT(form_edit, answers),
	TEXT(form_edit, lists),
};
const size_t edit_form_count = COUNT(edit_form_texts);

const struct edit_text edit_row_texts[] = {
	TEXT(edit_row, type),	   TEXT(edit_row, code),
	TEXT(edit_row, vi),	   TEXT(edit_row, en),
	TEXT(edit_row, unit_vi),   TEXT(edit_row, unit_en),
	TEXT(edit_row, help_vi),   TEXT(edit_row, help_en),
	TEXT(edit_row, required),  TEXT(edit_row, scale),
	TEXT(edit_row, tree),	   TEXT(edit_row, time),
	TEXT(edit_row, by),	   TEXT(edit_row, words_min),
	TEXT(edit_row, words_max), TEXT(edit_row, parts),
	TEXT(edit_row, items),
};
const size_t edit_row_count = COUNT(edit_row_texts);

const struct edit_text edit_rule_texts[] = {
	TEXT(edit_rule, when), TEXT(edit_rule, check), TEXT(edit_rule, level),
	TEXT(edit_rule, vi),   TEXT(edit_rule, en),
};
const size_t edit_rule_count = COUNT(edit_rule_texts);

static void empty(void *of, const struct edit_text *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*edit_text(of, &t[i]) = "";
}

struct form_edit *form_edit_new(struct arena *mem)
{
	struct form_edit *e = arena_alloc(mem, sizeof(*e));

	empty(e, edit_form_texts, edit_form_count);
	for (size_t i = 0; i < EDIT_ROWS; i++)
		empty(&e->row[i], edit_row_texts, edit_row_count);
	for (size_t i = 0; i < EDIT_RULES; i++)
		empty(&e->rule[i], edit_rule_texts, edit_rule_count);
	return e;
}

/* ---- from a file ---- */

static const char *get(struct arena *mem, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (json_is_string(v))
		return arena_text(mem, json_string_value(v));
	if (json_is_integer(v))
		return arena_printf(mem, "%" JSON_INTEGER_FORMAT,
				    json_integer_value(v));
	return json_is_true(v) ? "1" : "";
}

static void get_texts(struct arena *mem, const json_t *o, const char *key,
		      const char **vi, const char **en)
{
	const json_t *v = json_object_get(o, key);

	*vi = *en = get(mem, o, key);
	if (!json_is_object(v))
		return;
	*vi = get(mem, v, "vi");
	*en = get(mem, v, "en");
}

/* One text, or a list of them: "a, b". */
static const char *get_words(struct arena *mem, const json_t *o,
			     const char *key)
{
	json_t *list = json_object_get(o, key), *v;
	struct buf b = {.mem = mem};
	size_t i;

	if (!json_is_array(list))
		return get(mem, o, key);
	buf_str(&b, "");
	json_array_foreach(list, i, v)
		buf_printf(&b, "%s%s", i ? ", " : "", json_string_value(v));
	return b.s;
}

static void put_items(struct arena *mem, struct buf *b, json_t *list)
{
	json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		const char *vi, *en;

		get_texts(mem, v, "title", &vi, &en);
		buf_printf(b, "%s | %s", get(mem, v, "code"), vi);
		if (strcmp(vi, en))
			buf_printf(b, " | %s", en);
		buf_str(b, "\n");
	}
}

static void get_row(struct arena *mem, json_t *o, struct edit_row *r)
{
	json_t *words = json_object_get(o, "words");
	struct buf items = {.mem = mem};

	r->type = get(mem, o, "type");
	r->code = get(mem, o, "code");
	get_texts(mem, o, "title", &r->vi, &r->en);
	get_texts(mem, o, "unit", &r->unit_vi, &r->unit_en);
	get_texts(mem, o, "help", &r->help_vi, &r->help_en);
	r->required = get(mem, o, "required");
	r->scale = get(mem, o, "scale");
	r->tree = get(mem, o, "tree");
	r->time = get(mem, o, "time");
	r->by = get(mem, o, "by");
	r->words_min = get(mem, words, "min");
	r->words_max = get(mem, words, "max");
	r->parts = get_words(mem, o, strcmp(r->type, "ratio") ? "sum" : "of");
	buf_str(&items, "");
	put_items(mem, &items, json_object_get(o, "choices"));
	r->items = items.s;
}

static bool get_rows(struct arena *mem, const json_t *o, struct form_edit *e)
{
	json_t *list = json_object_get(o, "indicators"), *v;
	const char *vi = "", *en = "";
	size_t i;

	json_array_foreach(list, i, v)
	{
		const char *now_vi, *now_en;

		get_texts(mem, v, "group", &now_vi, &now_en);
		if (e->rows + 2 > EDIT_ROWS)
			return false;
		if (strcmp(vi, now_vi) || strcmp(en, now_en)) {
			struct edit_row *head = &e->row[e->rows++];

			head->type = "heading";
			head->vi = vi = now_vi;
			head->en = en = now_en;
		}
		get_row(mem, v, &e->row[e->rows++]);
	}
	return true;
}

static bool get_rules(struct arena *mem, const json_t *o, struct form_edit *e)
{
	json_t *list = json_object_get(o, "rules"), *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		struct edit_rule *r = &e->rule[i];

		if (i == EDIT_RULES)
			return false;
		r->when = get(mem, v, "if");
		r->check = get(mem, v, "check");
		r->level = get(mem, v, "level");
		get_texts(mem, v, "say", &r->vi, &r->en);
		e->rules++;
	}
	return true;
}

bool form_edit_read(struct arena *mem, struct blob file, struct form_edit *to)
{
	json_t *o = json_loadb(file.data, file.size, 0, NULL), *list;
	struct buf lists = {.mem = mem};
	const char *key;
	bool fits;

	to->code = get(mem, o, "code");
	get_texts(mem, o, "title", &to->vi, &to->en);
	to->period = get(mem, o, "period");
	to->first = get(mem, o, "first");
	to->answers = get_words(mem, o, "answers");
	buf_str(&lists, "");
	json_object_foreach(json_object_get(o, "lists"), key, list)
	{
		buf_printf(&lists, "[%s]\n", key);
		put_items(mem, &lists, list);
	}
	to->lists = lists.s;
	fits = get_rows(mem, o, to) && get_rules(mem, o, to);
	json_decref(o);
	return fits;
}

/* ---- to a file ---- */

static void set(json_t *o, const char *key, const char *s)
{
	if (*s)
		json_object_set_new(o, key, json_string(s));
}

/* A whole number where it is one; else the text, which is refused then. */
static void set_number(json_t *o, const char *key, const char *s)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 9 || s[n]) {
		set(o, key, s);
		return;
	}
	json_int_t i = 0;

	for (; *s; s++)
		i = i * 10 + (*s - '0');
	json_object_set_new(o, key, json_integer(i));
}

static void set_texts(json_t *o, const char *key, const char *vi,
		      const char *en)
{
	json_t *v;

	if (!strcmp(vi, en)) {
		set(o, key, vi);
		return;
	}
	v = json_object();
	set(v, "vi", vi);
	set(v, "en", en);
	json_object_set_new(o, key, v);
}

/* The next piece before one of `ends`, without blanks around it; *s moves
 * behind it. NULL: there is none. */
static const char *piece(struct arena *mem, const char **s, const char *ends)
{
	static const char blank[] = " \t\r";
	const char *from = *s + strspn(*s, blank);
	size_t n = strcspn(from, ends);

	if (!**s)
		return NULL;
	*s = from + n + (from[n] != '\0');
	while (n && strchr(blank, from[n - 1]))
		n--;
	return arena_copy(mem, from, n);
}

static json_t *words(struct arena *mem, const char *s)
{
	json_t *list = json_array();
	const char *w;

	while ((w = piece(mem, &s, ",; \n")))
		if (*w)
			json_array_append_new(list, json_string(w));
	return list;
}

/* "u15 | Dưới 15 tuổi | Under 15"; one title is for both languages. */
static json_t *item(struct arena *mem, const char *line)
{
	json_t *o = json_object();
	const char *code = piece(mem, &line, "|");
	const char *vi = piece(mem, &line, "|"), *en = piece(mem, &line, "|");

	set(o, "code", code);
	set_texts(o, "title", vi ? vi : "", en ? en : vi ? vi : "");
	return o;
}

static json_t *items(struct arena *mem, const char *s)
{
	json_t *list = json_array();
	const char *line;

	while ((line = piece(mem, &s, "\n")))
		if (*line)
			json_array_append_new(list, item(mem, line));
	return list;
}

/* What stands before the first "[age]" is in a list without a name, which
 * is refused. */
static json_t *lists(struct arena *mem, const char *s)
{
	json_t *all = json_object(), *list = NULL;
	const char *line;

	while ((line = piece(mem, &s, "\n"))) {
		if (*line == '[' || (*line && !list)) {
			const char *name = *line == '[' ? line + 1 : "]";

			list = json_array();
			json_object_set_new(
				all, arena_copy(mem, name, strcspn(name, "]")),
				list);
		}
		if (*line && *line != '[')
			json_array_append_new(list, item(mem, line));
	}
	return all;
}

static json_t *row(struct arena *mem, const struct edit_row *r,
		   const struct edit_row *head)
{
	json_t *o = json_object(), *limits = json_object();

	set(o, "code", r->code);
	if (head)
		set_texts(o, "group", head->vi, head->en);
	set_texts(o, "title", r->vi, r->en);
	set_texts(o, "help", r->help_vi, r->help_en);
	set(o, "type", r->type);
	set_number(o, "scale", r->scale);
	set_texts(o, "unit", r->unit_vi, r->unit_en);
	set(o, "tree", r->tree);
	set(o, "time", r->time);
	set(o, "by", r->by);
	if (*r->parts)
		json_object_set_new(o, strcmp(r->type, "ratio") ? "sum" : "of",
				    words(mem, r->parts));
	if (*r->items)
		json_object_set_new(o, "choices", items(mem, r->items));
	set_number(limits, "min", r->words_min);
	set_number(limits, "max", r->words_max);
	if (json_object_size(limits))
		json_object_set(o, "words", limits);
	json_decref(limits);
	if (*r->required)
		json_object_set_new(o, "required", json_true());
	return o;
}

static json_t *rules(const struct form_edit *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->rules; i++) {
		const struct edit_rule *r = &e->rule[i];
		json_t *o;

		if (!*r->when && !*r->check && !*r->vi && !*r->en)
			continue;
		o = json_object();
		set(o, "if", r->when);
		set(o, "check", r->check);
		set(o, "level", r->level);
		set_texts(o, "say", r->vi, r->en);
		json_array_append_new(list, o);
	}
	return list;
}

static bool is_heading(const struct edit_row *r)
{
	return !strcmp(r->type, "heading");
}

/* As a row of nothing, which the editor offers for the next one. */
static bool is_blank(const struct edit_row *r)
{
	return !*r->code && !*r->vi && !*r->en;
}

const char *form_edit_file(struct arena *mem, const struct form_edit *e)
{
	json_t *o = json_object(), *list = json_array(), *v;
	const struct edit_row *head = NULL;
	const char *body;

	set(o, "code", e->code);
	set_texts(o, "title", e->vi, e->en);
	set(o, "period", e->period);
	set(o, "first", e->first);
	json_object_set_new(o, "answers", words(mem, e->answers));
	v = lists(mem, e->lists);
	if (json_object_size(v))
		json_object_set(o, "lists", v);
	json_decref(v);
	for (size_t i = 0; i < e->rows; i++) {
		if (is_heading(&e->row[i]))
			head = &e->row[i];
		else if (!is_blank(&e->row[i]))
			json_array_append_new(list, row(mem, &e->row[i], head));
	}
	json_object_set_new(o, "indicators", list);
	v = rules(e);
	if (json_array_size(v))
		json_object_set(o, "rules", v);
	json_decref(v);
	body = form_body(mem, o, JSON_INDENT(1));
	json_decref(o);
	return body;
}

/* ---- rows ---- */

bool form_edit_add(struct form_edit *e, size_t at)
{
	assert(at <= e->rows);
	if (e->rows == EDIT_ROWS)
		return false;
	memmove(&e->row[at + 1], &e->row[at],
		(e->rows - at) * sizeof(e->row[0]));
	empty(&e->row[at], edit_row_texts, edit_row_count);
	e->rows++;
	return true;
}

void form_edit_remove(struct form_edit *e, size_t at)
{
	assert(at < e->rows);
	e->rows--;
	memmove(&e->row[at], &e->row[at + 1],
		(e->rows - at) * sizeof(e->row[0]));
	empty(&e->row[e->rows], edit_row_texts, edit_row_count);
}

void form_edit_down(struct form_edit *e, size_t at)
{
	struct edit_row r = e->row[at];

	if (at + 1 >= e->rows)
		return;
	e->row[at] = e->row[at + 1];
	e->row[at + 1] = r;
}

void form_edit_up(struct form_edit *e, size_t at)
{
	if (at > 0)
		form_edit_down(e, at - 1);
}

size_t form_edit_place(const struct form_edit *e, size_t indicator)
{
	size_t i = 0;

	for (; i < e->rows; i++)
		if (!is_heading(&e->row[i]) && !is_blank(&e->row[i]) &&
		    indicator-- == 0)
			return i;
	return i;
}
