/* form_read.c - reads and checks a form's file (docs/forms.md). jansson
 * keeps the order of properties; nothing it allocates outlives the call. */
#include "returns/form_read.h"

#include "base/text.h"
#include "returns/form_reader.h"
#include "returns/form_rules.h"
#include "returns/vector.h"

#include <string.h>

#define WORDS_MAX 2000 /* that a text may be asked to have, least or most */
#define PARTS_MAX 200  /* of a sum */

static void rule(struct reader *r, const json_t *o, const char *key,
		 enum rule otherwise, enum rule *to)
{
	const char *s = reader_text(r, o, key, false);

	*to = otherwise;
	if (s && (!rule_parse(s, to) || *to == RULE_RATIO))
		fault(r->c, 0, 0, reader_path(r, key),
		      N_("must be sum, mean, min, max, last or none"));
}

/* How it adds up where the file says nothing else. */
static enum rule usual_rule(const struct indicator *i, enum rule tree,
			    bool over_time)
{
	if (i->type == TYPE_RATIO)
		return RULE_RATIO;
	if (i->type == TYPE_TEXT)
		return RULE_NONE;
	if (over_time && (i->type == TYPE_YESNO || i->type == TYPE_CHOICE))
		return tree == RULE_NONE ? RULE_NONE : RULE_LAST;
	return over_time ? tree : RULE_SUM;
}

static void rules(struct reader *r, const json_t *o, struct indicator *i)
{
	bool said = json_object_get(o, "tree") || json_object_get(o, "time");

	if (said && i->type == TYPE_RATIO)
		fault(r->c, 0, 0, r->place,
		      N_("a ratio follows the rules of its parts and "
			 "has no \"tree\" or \"time\" of its own"));
	if (said && i->type == TYPE_TEXT)
		fault(r->c, 0, 0, r->place,
		      N_("a text does not add up and has no \"tree\" or "
			 "\"time\""));
	rule(r, o, "tree", usual_rule(i, RULE_NONE, false), &i->tree);
	rule(r, o, "time", usual_rule(i, i->tree, true), &i->time);
	if (i->tree == RULE_LAST)
		fault(r->c, 0, 0, reader_path(r, "tree"),
		      N_("\"last\" is a rule over periods, not over units"));
	if (i->tree == RULE_MEAN && i->time == RULE_SUM)
		fault(r->c, 0, 0, reader_path(r, "time"),
		      N_("a sum of means means nothing; write \"mean\""));
}

static void scale(struct reader *r, const json_t *o, struct indicator *i)
{
	const json_t *v = json_object_get(o, "scale");
	json_int_t n = json_integer_value(v);

	if (!v)
		return;
	if (!json_is_integer(v) || n < 0 || n > SCALE_MAX)
		fault(r->c, 0, 0, reader_path(r, "scale"),
		      N_("must be a whole number from 0 to %d"), SCALE_MAX);
	else if (n && i->type != TYPE_AMOUNT && i->type != TYPE_RATIO)
		fault(r->c, 0, 0, reader_path(r, "scale"),
		      N_("a %s has no decimals; use the type amount"),
		      tr(r->c, indicator_type_name(i->type)));
	else
		i->scale = (int)n;
}

static void type(struct reader *r, const json_t *o, struct indicator *i)
{
	const char *s = reader_text(r, o, "type", true);

	if (s && !indicator_type_parse(s, &i->type))
		fault(r->c, 0, 0, reader_path(r, "type"),
		      N_("must be count, amount, ratio, yesno, choice or "
			 "text"));
}

static void parts(struct reader *r, const json_t *o, const char *of[2])
{
	const json_t *v = json_object_get(o, "of");

	if (!json_is_array(v) || json_array_size(v) != 2 ||
	    !json_is_string(json_array_get(v, 0)) ||
	    !json_is_string(json_array_get(v, 1))) {
		fault(r->c, 0, 0, reader_path(r, "of"),
		      N_("a ratio names its two parts: [\"a\",\"b\"]"));
		return;
	}
	for (size_t k = 0; k < 2; k++)
		of[k] = arena_text(r->c->mem,
				   json_string_value(json_array_get(v, k)));
}

static void required(struct reader *r, const json_t *o, struct indicator *i)
{
	const json_t *v = json_object_get(o, "required");

	if (v && !json_is_boolean(v))
		fault(r->c, 0, 0, reader_path(r, "required"),
		      N_("must be true or false"));
	i->required = json_is_true(v);
}

static void words(struct reader *r, const json_t *o, struct indicator *i)
{
	static const char *const known[] = {"min", "max"};
	const json_t *v = json_object_get(o, "words");
	struct reader in = {r->c, reader_path(r, "words")};

	if (!v)
		return;
	if (i->type != TYPE_TEXT || !json_is_object(v)) {
		fault(r->c, 0, 0, in.place,
		      N_("is for a text, as {\"min\": 10, \"max\": 200}"));
		return;
	}
	reader_known(&in, v, known, COUNT(known));
	for (size_t k = 0; k < COUNT(known); k++) {
		const json_t *n = json_object_get(v, known[k]);
		json_int_t least = k ? i->words_min : 0;

		if (n && (!json_is_integer(n) || json_integer_value(n) < 1 ||
			  json_integer_value(n) < least ||
			  json_integer_value(n) > WORDS_MAX))
			fault(r->c, 0, 0, reader_path(&in, known[k]),
			      N_("must be a whole number of words, up to %d"),
			      WORDS_MAX);
		else
			*(k ? &i->words_max : &i->words_min) =
				json_integer_value(n);
	}
}

/* What a choice offers, or a list that counts are broken down by. */
struct named {
	const char *code, *title[LANGS];
};

struct named_list {
	const char *code;
	struct named *at;
	size_t n;
};

static void read_list(struct reader *r, const json_t *v, struct named_list *to)
{
	static const char *const known[] = {"code", "title"};
	size_t n = json_array_size(v);

	if (n == 0 || n > SLOTS_MAX) {
		fault(r->c, 0, 0, r->place,
		      N_("must be a list of {\"code\", \"title\"}, 1 to %d"),
		      SLOTS_MAX);
		return;
	}
	to->at = arena_array(r->c->mem, n, sizeof(*to->at));
	to->n = n;
	for (size_t i = 0; i < n; i++) {
		const json_t *o = json_array_get(v, i);
		struct named *me = &to->at[i];
		struct reader in = {
			r->c, arena_printf(r->c->mem, "%s[%zu]", r->place, i)};

		if (!json_is_object(o)) {
			fault(r->c, 0, 0, in.place,
			      N_("must be an object {…}"));
			continue;
		}
		reader_known(&in, o, known, COUNT(known));
		me->code = reader_code(&in, o, "code");
		reader_texts(&in, o, "title", true, me->title);
		for (size_t k = 0; k < i && me->code; k++)
			if (to->at[k].code && !strcmp(to->at[k].code, me->code))
				fault(r->c, 0, 0, in.place,
				      N_("%s stands twice"), me->code);
	}
}

/* The form's lists, by the names they have in the file. */
struct lists {
	struct named_list *at;
	size_t n;
};

static void read_lists(struct ctx *c, const json_t *o, struct lists *to)
{
	json_t *v = json_object_get(o, "lists"), *list;
	size_t n = json_object_size(v);
	const char *key;

	if (v && !json_is_object(v))
		fault(c, 0, 0, "lists",
		      N_("must be an object of lists: {\"age\": […]}"));
	to->at = arena_array(c->mem, n, sizeof(*to->at));
	json_object_foreach(v, key, list)
	{
		struct named_list *me = &to->at[to->n++];
		struct reader r = {c, arena_printf(c->mem, "lists.%s",
						   text_tidy(c->mem, key))};

		me->code = arena_text(c->mem, key);
		if (!code_valid(key))
			fault(c, 0, 0, r.place,
			      N_("not a code: 1 to 64 letters, digits, - _ ."));
		read_list(&r, list, me);
	}
}

/* What an indicator is answered by item by item; n 0: it is not. */
static struct named_list items_of(struct reader *r, const json_t *o,
				  const struct lists *lists,
				  const struct indicator *i)
{
	const json_t *v = json_object_get(o, "choices");
	const char *by = reader_text(r, o, "by", false);
	struct named_list list = {0};
	struct reader in = {r->c, reader_path(r, "choices")};

	if (i->type == TYPE_CHOICE)
		read_list(&in, v, &list);
	else if (v)
		fault(r->c, 0, 0, in.place, N_("is for a choice"));
	if (!by)
		return list;
	if (i->type != TYPE_COUNT && i->type != TYPE_AMOUNT) {
		fault(r->c, 0, 0, reader_path(r, "by"),
		      N_("only a count or an amount is broken down"));
		return list;
	}
	for (size_t k = 0; k < lists->n; k++)
		if (!strcmp(lists->at[k].code, by))
			return lists->at[k];
	fault(r->c, 0, 0, reader_path(r, "by"), N_("the form has no list %s"),
	      by);
	return list;
}

/* A slot for every item: 1 or 0 of a choice, a number of a breakdown. */
static void add_items(struct reader *r, struct form_file *f, int32_t parent,
		      const struct named_list *list)
{
	struct indicator *of = &f->item[parent];

	of->part = arena_array(r->c->mem, list->n, sizeof(*of->part));
	for (size_t k = 0; k < list->n && of->code; k++) {
		const struct named *from = &list->at[k];
		struct indicator *to = &f->item[f->n];
		const char *s;

		if (!from->code)
			continue;
		*to = *of;
		s = arena_printf(r->c->mem, "%s.%s", of->code, from->code);
		if (!code_valid(s))
			fault(r->c, 0, 0, r->place,
			      N_("%s is too long for a code"), s);
		to->code = s;
		to->parent = parent;
		to->part = NULL;
		to->parts = 0;
		memcpy(to->title, from->title, sizeof(to->title));
		memset(to->help, 0, sizeof(to->help));
		if (of->type == TYPE_CHOICE) {
			to->type = TYPE_YESNO;
			to->required = false;
		}
		of->part[of->parts++] = f->n++;
	}
}

static void one_indicator(struct ctx *c, const json_t *o, size_t n,
			  const struct lists *lists, struct form_file *f)
{
	static const char *const known[] = {
		"code",	 "title",   "help", "type", "scale",
		"unit",	 "tree",    "time", "of",   "required",
		"words", "choices", "by",   "sum",  "group"};
	struct reader r = {c, arena_printf(c->mem, "indicators[%zu]", n)};
	int32_t place = f->n++;
	struct indicator *i = &f->item[place];
	struct named_list list;

	i->parent = -1;
	if (!json_is_object(o)) {
		fault(c, 0, 0, r.place, N_("must be an object {…}"));
		return;
	}
	i->code = reader_code(&r, o, "code");
	if (i->code)
		r.place =
			arena_printf(c->mem, "indicators[%zu] %s", n, i->code);
	reader_known(&r, o, known, COUNT(known));
	i->asked = true;
	reader_texts(&r, o, "title", true, i->title);
	reader_texts(&r, o, "help", false, i->help);
	reader_texts(&r, o, "unit", false, i->unit);
	reader_texts(&r, o, "group", false, i->group);
	type(&r, o, i);
	scale(&r, o, i);
	rules(&r, o, i);
	required(&r, o, i);
	words(&r, o, i);
	if (i->type == TYPE_RATIO)
		parts(&r, o, f->of[place]);
	else if (json_object_get(o, "of"))
		fault(c, 0, 0, reader_path(&r, "of"), N_("is for a ratio"));
	list = items_of(&r, o, lists, i);
	add_items(&r, f, place, &list);
}

static int32_t by_code(const struct form_file *f, int32_t n, const char *code)
{
	for (int32_t i = 0; i < n; i++)
		if (f->item[i].code && !strcmp(f->item[i].code, code))
			return i;
	return -1;
}

static bool is_number(const struct indicator *i)
{
	return i->type == TYPE_COUNT || i->type == TYPE_AMOUNT;
}

/* What can only be told of all indicators together. */
static void check_together(struct ctx *c, const struct form_file *f)
{
	for (int32_t i = 0; i < f->n; i++) {
		const struct indicator *me = &f->item[i];

		if (me->code && by_code(f, i, me->code) >= 0)
			fault(c, 0, 0, me->code,
			      N_("stands twice among the indicators"));
		for (int k = 0; k < 2 && f->of[i][k]; k++) {
			int32_t part = by_code(f, f->n, f->of[i][k]);

			if (part < 0 || f->item[part].type == TYPE_RATIO ||
			    f->item[part].type == TYPE_TEXT)
				fault(c, 0, 0, me->code,
				      N_("\"of\": %s is no count or amount of "
					 "this form"),
				      f->of[i][k]);
		}
	}
}

/* "sum": the codes of what it adds up, anywhere in the form. */
static void read_sum(struct ctx *c, const json_t *v, struct form_file *f,
		     int32_t place)
{
	struct indicator *me = &f->item[place];
	size_t n = json_array_size(v);

	if (!v || !me->code)
		return;
	if (me->parts || !is_number(me) || n == 0 || n > PARTS_MAX) {
		fault(c, 0, 0, me->code,
		      N_("\"sum\" is a list of codes, of a count or an amount "
			 "without \"by\""));
		return;
	}
	me->part = arena_array(c->mem, n, sizeof(*me->part));
	for (size_t k = 0; k < n; k++) {
		const char *s = json_string_value(json_array_get(v, k));
		int32_t part = s ? by_code(f, f->n, s) : -1;
		bool twice = false;

		for (int32_t j = 0; j < me->parts; j++)
			twice |= me->part[j] == part;
		if (part < 0 || part == place || twice ||
		    !is_number(&f->item[part]) ||
		    f->item[part].scale > me->scale) {
			fault(c, 0, 0, me->code,
			      N_("\"sum\": %s is no other count or amount of "
				 "this form, with as many decimals at most, "
				 "named once"),
			      s ? text_tidy(c->mem, s) : "?");
			continue;
		}
		me->part[me->parts++] = part;
	}
}

static bool ready(const struct form_file *f, const bool *done, int32_t i)
{
	for (int32_t k = 0; k < f->item[i].parts; k++) {
		int32_t part = f->item[i].part[k];

		if (indicator_totals(&f->item[part]) && !done[part])
			return false;
	}
	return true;
}

/* Totals that are parts of others come first; a circle has no first. */
static void order_totals(struct ctx *c, struct form_file *f)
{
	bool *done = arena_array(c->mem, (size_t)f->n, sizeof(*done)), more;

	f->total = arena_array(c->mem, (size_t)f->n, sizeof(*f->total));
	do {
		more = false;
		for (int32_t i = 0; i < f->n; i++) {
			if (done[i] || !indicator_totals(&f->item[i]) ||
			    !ready(f, done, i))
				continue;
			f->total[f->totals++] = i;
			done[i] = more = true;
		}
	} while (more);
	for (int32_t i = 0; i < f->n; i++)
		if (indicator_totals(&f->item[i]) && !done[i])
			fault(c, 0, 0, f->item[i].code,
			      N_("\"sum\": it is a part of itself"));
}

/* How many there are with their items, before they are read. */
static size_t count_items(struct ctx *c, const json_t *list,
			  const struct lists *lists)
{
	size_t n = json_array_size(list);
	json_t *o;
	size_t i;

	json_array_foreach((json_t *)list, i, o)
	{
		const char *by = json_string_value(json_object_get(o, "by"));

		n += json_array_size(json_object_get(o, "choices"));
		by = by ? text_tidy(c->mem, by) : NULL; /* as it is read */
		for (size_t k = 0; by && k < lists->n; k++)
			if (!strcmp(lists->at[k].code, by))
				n += lists->at[k].n;
	}
	return n;
}

static void indicators(struct ctx *c, const json_t *o, struct form_file *f)
{
	const json_t *list = json_object_get(o, "indicators");
	size_t n = json_array_size(list), all;
	struct lists lists = {0};

	read_lists(c, o, &lists);
	all = count_items(c, list, &lists);
	if (n == 0 || all > SLOTS_MAX) {
		fault(c, 0, 0, "indicators",
		      N_("must be a list of 1 to %d indicators, the items of "
			 "choices and breakdowns counted"),
		      SLOTS_MAX);
		return;
	}
	f->item = arena_array(c->mem, all, sizeof(*f->item));
	f->of = arena_array(c->mem, all, sizeof(*f->of));
	f->asks = (int32_t)n;
	for (size_t i = 0; i < n; i++)
		one_indicator(c, json_array_get(list, i), i, &lists, f);
	for (int32_t i = 0, k = 0; i < f->n; i++)
		if (f->item[i].parent < 0)
			read_sum(c,
				 json_object_get(
					 json_array_get(list, (size_t)k++),
					 "sum"),
				 f, i);
	check_together(c, f);
	order_totals(c, f);
}

static void answers(struct ctx *c, const json_t *o, struct form_file *f)
{
	const json_t *v = json_object_get(o, "answers");
	size_t n = json_is_string(v) ? 1 : json_array_size(v);

	f->answers = arena_array(c->mem, n, sizeof(*f->answers));
	for (size_t i = 0; i < n; i++) {
		const json_t *k = json_is_string(v) ? v : json_array_get(v, i);
		const char *s = json_string_value(k);

		if (!s || !code_valid(s)) {
			fault(c, 0, 0, "answers", N_("not the code of a kind"));
			continue;
		}
		for (size_t j = 0; j < f->answers_n; j++)
			if (!strcmp(f->answers[j], s))
				fault(c, 0, 0, "answers", N_("%s stands twice"),
				      s);
		f->answers[f->answers_n++] = arena_text(c->mem, s);
	}
	if (n == 0)
		fault(c, 0, 0, "answers",
		      N_("must name the kind of unit that answers, or a "
			 "list of kinds"));
}

static void period(struct ctx *c, const json_t *o, struct form_file *f)
{
	struct reader r = {c, ""};
	const char *s = reader_text(&r, o, "period", true);
	const char *first = reader_text(&r, o, "first", false);

	if (s && !period_kind_parse(s, &f->period)) {
		fault(c, 0, 0, "period",
		      N_("must be week, month, quarter, half, year or "
			 "school-year"));
		return;
	}
	if (!s || !first)
		return;
	if (!period_parse(first, &f->first) ||
	    period_kind(f->first) != f->period)
		fault(c, 0, 0, "first", N_("not a period of this form: %s"),
		      first);
}

static int add_json(const char *s, size_t n, void *body)
{
	buf_add(body, s, n);
	return 0;
}

const char *form_body(struct arena *mem, const json_t *o, size_t flags)
{
	struct buf body = {.mem = mem};

	json_dump_callback(o, add_json, &body, flags);
	return body.s;
}

enum err form_read(struct ctx *c, struct blob file, struct form_file *out)
{
	static const char *const known[] = {"code",	  "title",   "period",
					    "first",	  "answers", "lists",
					    "indicators", "rules"};
	struct reader r = {c, ""};
	json_error_t where;
	json_t *o = json_loadb(file.data, file.size, JSON_REJECT_DUPLICATES,
			       &where);

	*out = (struct form_file){0};
	if (!json_is_object(o)) {
		json_decref(o);
		fault(c, o ? 1 : where.line, o ? 1 : where.column, NULL,
		      N_("not a form's JSON: %s"),
		      o ? "{ expected" : arena_text(c->mem, where.text));
		return faults_end(c);
	}
	reader_known(&r, o, known, COUNT(known));
	out->code = reader_code(&r, o, "code");
	reader_texts(&r, o, "title", true, out->title);
	period(c, o, out);
	answers(c, o, out);
	indicators(c, o, out);
	form_rules_read(c, o, out);
	out->body = form_body(c->mem, o, JSON_COMPACT);
	json_decref(o);
	return faults_end(c);
}
