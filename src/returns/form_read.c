/* form_read.c - reads a form's file and says everything wrong with it. */
#include "returns/form_read.h"

#include "base/text.h"
#include "returns/vector.h"

#include <string.h>

#define TEXT_MAX 2000 /* code points of a title or a help */

static const char *const lang_keys[LANGS] = {
	[LANG_VI] = "vi", [LANG_EN] = "en"};

/* What is being read, for the place named in faults. */
struct reader {
	struct ctx *c;
	const char *place; /* "indicators[3]", or "" at the top */
};

static const char *path(const struct reader *r, const char *key)
{
	return *r->place ? arena_printf(r->c->mem, "%s.%s", r->place, key)
			 : key;
}

/* A text property; NULL, and a fault where `needed`, without it. */
static const char *text(struct reader *r, const json_t *o, const char *key,
			bool needed)
{
	const json_t *v = json_object_get(o, key);

	if (!v && !needed)
		return NULL;
	if (!json_is_string(v) || !*json_string_value(v)) {
		fault(r->c, 0, 0, path(r, key), N_("must be a text"));
		return NULL;
	}
	if (utf8_length(json_string_value(v)) > TEXT_MAX) {
		fault(r->c, 0, 0, path(r, key), N_("longer than %d characters"),
		      TEXT_MAX);
		return NULL;
	}
	return text_tidy(r->c->mem, json_string_value(v));
}

/* {"vi":…,"en":…}, or one text for both languages. */
static void texts(struct reader *r, const json_t *o, const char *key,
		  bool needed, const char *to[LANGS])
{
	const json_t *v = json_object_get(o, key);
	struct reader in = {r->c, path(r, key)};

	if (!json_is_object(v)) {
		to[LANG_VI] = to[LANG_EN] = text(r, o, key, needed);
		return;
	}
	for (int i = 0; i < LANGS; i++)
		to[i] = text(&in, v, lang_keys[i], false);
	if (needed && !to[LANG_VI] && !to[LANG_EN])
		fault(r->c, 0, 0, path(r, key),
		      N_("must have a text in \"vi\" or in \"en\""));
}

static const char *code(struct reader *r, const json_t *o, const char *key)
{
	const char *s = text(r, o, key, true);

	if (s && !code_valid(s)) {
		fault(r->c, 0, 0, path(r, key),
		      N_("not a code: 1 to 64 letters, digits, - _ ."));
		return NULL;
	}
	return s;
}

static void rule(struct reader *r, const json_t *o, const char *key,
		 enum rule otherwise, enum rule *to)
{
	const char *s = text(r, o, key, false);

	*to = otherwise;
	if (s && (!rule_parse(s, to) || *to == RULE_RATIO))
		fault(r->c, 0, 0, path(r, key),
		      N_("must be sum, mean, min, max, last or none"));
}

static void rules(struct reader *r, const json_t *o, struct indicator *i)
{
	if (i->type == TYPE_RATIO) {
		i->tree = i->time = RULE_RATIO;
		if (json_object_get(o, "tree") || json_object_get(o, "time"))
			fault(r->c, 0, 0, r->place,
			      N_("a ratio follows the rules of its parts and "
				 "has no \"tree\" or \"time\" of its own"));
		return;
	}
	rule(r, o, "tree", RULE_SUM, &i->tree);
	rule(r, o, "time", i->tree, &i->time);
	if (i->tree == RULE_LAST)
		fault(r->c, 0, 0, path(r, "tree"),
		      N_("\"last\" is a rule over periods, not over units"));
	if (i->tree == RULE_MEAN && i->time == RULE_SUM)
		fault(r->c, 0, 0, path(r, "time"),
		      N_("a sum of means means nothing; write \"mean\""));
}

static void scale(struct reader *r, const json_t *o, struct indicator *i)
{
	const json_t *v = json_object_get(o, "scale");
	json_int_t n = json_integer_value(v);

	if (!v)
		return;
	if (!json_is_integer(v) || n < 0 || n > SCALE_MAX)
		fault(r->c, 0, 0, path(r, "scale"),
		      N_("must be a whole number from 0 to %d"), SCALE_MAX);
	else if (n && i->type == TYPE_COUNT)
		fault(r->c, 0, 0, path(r, "scale"),
		      N_("a count has no decimals; use the type amount"));
	else
		i->scale = (int)n;
}

static void type(struct reader *r, const json_t *o, struct indicator *i)
{
	static const char *const words[] = {
		[TYPE_COUNT] = "count",
		[TYPE_AMOUNT] = "amount",
		[TYPE_RATIO] = "ratio",
	};
	const char *s = text(r, o, "type", true);

	for (size_t t = 0; s && t < COUNT(words); t++) {
		if (strcmp(s, words[t]))
			continue;
		i->type = (enum indicator_type)t;
		return;
	}
	if (s)
		fault(r->c, 0, 0, path(r, "type"),
		      N_("must be count, amount or ratio"));
}

static void parts(struct reader *r, const json_t *o, const char *of[2])
{
	const json_t *v = json_object_get(o, "of");

	if (!json_is_array(v) || json_array_size(v) != 2 ||
	    !json_is_string(json_array_get(v, 0)) ||
	    !json_is_string(json_array_get(v, 1))) {
		fault(r->c, 0, 0, path(r, "of"),
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
		fault(r->c, 0, 0, path(r, "required"),
		      N_("must be true or false"));
	i->required = json_is_true(v);
}

static void one_indicator(struct ctx *c, const json_t *o, size_t n,
			  struct indicator *i, const char *of[2])
{
	struct reader r = {c, arena_printf(c->mem, "indicators[%zu]", n)};

	if (!json_is_object(o)) {
		fault(c, 0, 0, r.place, N_("must be an object {…}"));
		return;
	}
	i->code = code(&r, o, "code");
	if (i->code)
		r.place =
			arena_printf(c->mem, "indicators[%zu] %s", n, i->code);
	i->asked = true;
	texts(&r, o, "title", true, i->title);
	texts(&r, o, "help", false, i->help);
	texts(&r, o, "unit", false, i->unit);
	type(&r, o, i);
	scale(&r, o, i);
	rules(&r, o, i);
	required(&r, o, i);
	if (i->type == TYPE_RATIO)
		parts(&r, o, of);
}

static const struct indicator *by_code(const struct form_file *f, int32_t n,
				       const char *code)
{
	for (int32_t i = 0; i < n; i++)
		if (f->item[i].code && !strcmp(f->item[i].code, code))
			return &f->item[i];
	return NULL;
}

/* What can only be told of all indicators together. */
static void check_together(struct ctx *c, const struct form_file *f)
{
	for (int32_t i = 0; i < f->n; i++) {
		const struct indicator *me = &f->item[i];

		if (me->code && by_code(f, i, me->code))
			fault(c, 0, 0, me->code,
			      N_("stands twice among the indicators"));
		for (int k = 0; k < 2 && f->of[i][k]; k++) {
			const struct indicator *part =
				by_code(f, f->n, f->of[i][k]);

			if (!part || part->type == TYPE_RATIO)
				fault(c, 0, 0, me->code,
				      N_("\"of\": %s is no count or amount of "
					 "this form"),
				      f->of[i][k]);
		}
	}
}

static void indicators(struct ctx *c, const json_t *o, struct form_file *f)
{
	const json_t *list = json_object_get(o, "indicators");
	size_t n = json_array_size(list);

	if (n == 0 || n > SLOTS_MAX) {
		fault(c, 0, 0, "indicators",
		      N_("must be a list of 1 to %d indicators"), SLOTS_MAX);
		return;
	}
	f->item = arena_array(c->mem, n, sizeof(*f->item));
	f->of = arena_array(c->mem, n, sizeof(*f->of));
	f->n = (int32_t)n;
	for (size_t i = 0; i < n; i++)
		one_indicator(c, json_array_get(list, i), i, &f->item[i],
			      f->of[i]);
	check_together(c, f);
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
	const char *s = text(&r, o, "period", true);
	const char *first = text(&r, o, "first", false);

	if (s && !period_kind_parse(s, &f->period)) {
		fault(c, 0, 0, "period",
		      N_("must be month, quarter, half or year"));
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
	out->code = code(&r, o, "code");
	texts(&r, o, "title", true, out->title);
	period(c, o, out);
	answers(c, o, out);
	indicators(c, o, out);
	out->body = form_body(c->mem, o, JSON_COMPACT);
	json_decref(o);
	return faults_end(c);
}
