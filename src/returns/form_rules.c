/* form_rules.c - rules across indicators: read, said and shown. */
#include "returns/form_rules.h"

#include "base/text.h"
#include "core/i18n.h"
#include "returns/form_reader.h"

#include <assert.h>
#include <string.h>

static const char *const langs[LANGS] = {[LANG_VI] = "vi", [LANG_EN] = "en"};
static const char *const say_keys[LANGS] = {
	[LANG_VI] = "say.vi", [LANG_EN] = "say.en"};

/* Finds an indicator of the file; its place is its slot until the form has
 * given it one. */
static bool find(const void *arg, const char *code, struct expr_name *to)
{
	const struct form_file *f = arg;

	for (int32_t i = 0; i < f->n; i++) {
		const struct indicator *in = &f->item[i];

		if (!in->code || strcmp(in->code, code))
			continue;
		*to = (struct expr_name){.slot = i, .scale = in->scale};
		if (in->type == TYPE_TEXT)
			to->type = EXPR_IS_TEXT;
		/* one without parts has its fault already */
		if (in->type == TYPE_RATIO && f->of[i][0] && f->of[i][1]) {
			to->type = EXPR_IS_RATIO;
			memcpy(to->of, f->of[i], sizeof(to->of));
		}
		return true;
	}
	return false;
}

/* An expression that stands from the character `from` on; NULL, with a
 * fault, where it is none. */
static struct expr *parse(const struct reader *r, const char *key,
			  const struct form_file *f, const char *s,
			  enum expr_kind kind, size_t from)
{
	struct expr_fault wrong;
	struct expr *e = expr_parse(r->c->mem, s, kind, find, f, &wrong);

	if (!e)
		fault(r->c, 0, 0, reader_path(r, key), wrong.why,
		      (int)(from + wrong.at), wrong.what);
	return e;
}

static struct expr *condition(const struct reader *r, const json_t *o,
			      const char *key, bool needed,
			      const struct form_file *f)
{
	const json_t *v = json_object_get(o, key);

	if (!v && !needed)
		return NULL;
	if (!json_is_string(v)) {
		fault(r->c, 0, 0, reader_path(r, key), N_("must be a text"));
		return NULL;
	}
	return parse(r, key, f, json_string_value(v), EXPR_CONDITION, 0);
}

static void add_text(struct say *to, struct buf *text)
{
	if (text->len)
		to->part[to->n++].text = text->s;
	*text = (struct buf){.mem = text->mem};
}

/* Cuts "Women ({A2}) …" at its braces; {{ is a brace. */
static void cut_say(const struct reader *r, const char *key,
		    const struct form_file *f, const char *s, struct say *to)
{
	struct arena *mem = r->c->mem;
	const char *t = s;
	struct buf text = {.mem = mem};

	to->part = arena_array(mem, strlen(s) + 1, sizeof(*to->part));
	while (*t) {
		const char *end = strchr(t, '}');
		size_t before =
			utf8_length(arena_copy(mem, s, (size_t)(t - s)));

		if (*t != '{' || t[1] == '{') {
			buf_add(&text, t, 1);
			t += *t == '{' ? 2 : 1;
			continue;
		}
		if (!end) {
			fault(r->c, 0, 0, reader_path(r, key),
			      N_("at character %d: } is expected"),
			      (int)utf8_length(s) + 1);
			return;
		}
		add_text(to, &text);
		to->part[to->n++].value =
			parse(r, key, f,
			      arena_copy(mem, t + 1, (size_t)(end - t - 1)),
			      EXPR_NUMBER, before + 1);
		t = end + 1;
	}
	add_text(to, &text);
}

/* What is said where the file has no words: the rule, and what it met. */
static void usual_say(const struct reader *r, const struct form_file *f,
		      struct form_rule *rule)
{
	static const char said[] = N_("This does not hold: %s (%s)");

	for (int i = 0; i < LANGS; i++) {
		struct buf met = {.mem = r->c->mem};

		for (size_t k = 0; k < rule->check->names; k++) {
			const struct expr_name *name = &rule->check->name[k];

			buf_str(&met, k ? ", " : "");
			if (name->type == EXPR_IS_TEXT)
				buf_str(&met, name->code);
			else
				buf_printf(&met, "%1$s = {[%1$s]}", name->code);
		}
		cut_say(r, "say", f,
			arena_printf(r->c->mem, i18n_text(langs[i], said),
				     rule->check->text, met.s),
			&rule->say[i]);
	}
}

/* One text for both languages is cut, and found wrong, once. */
static void read_say(struct reader *r, const json_t *o,
		     const struct form_file *f, struct form_rule *rule)
{
	bool both = json_is_object(json_object_get(o, "say"));
	const char *say[LANGS];

	reader_texts(r, o, "say", false, say);
	for (int i = 0; i < LANGS; i++)
		if (say[i] && (both || i == LANG_VI))
			cut_say(r, both ? say_keys[i] : "say", f, say[i],
				&rule->say[i]);
	rule->unsaid = !say[LANG_VI] && !say[LANG_EN];
	if (rule->unsaid && rule->check)
		usual_say(r, f, rule);
}

static void read_level(struct reader *r, const json_t *o,
		       struct form_rule *rule)
{
	const char *level = reader_text(r, o, "level", false);

	rule->warning = level && !strcmp(level, "warning");
	if (level && !rule->warning && strcmp(level, "error"))
		fault(r->c, 0, 0, reader_path(r, "level"),
		      N_("must be error or warning"));
}

static void read_rule(struct reader *r, const json_t *o,
		      const struct form_file *f, struct form_rule *rule)
{
	static const char *const known[] = {"if", "check", "level", "say"};

	if (!json_is_object(o)) {
		fault(r->c, 0, 0, r->place, N_("must be an object {…}"));
		return;
	}
	reader_known(r, o, known, COUNT(known));
	rule->when = condition(r, o, "if", false, f);
	rule->check = condition(r, o, "check", true, f);
	read_level(r, o, rule);
	read_say(r, o, f, rule);
}

void form_rules_read(struct ctx *c, const json_t *form, struct form_file *out)
{
	const json_t *list = json_object_get(form, "rules");
	size_t n = json_array_size(list);

	if (!list)
		return;
	if (!json_is_array(list) || n > FORM_RULES_MAX) {
		fault(c, 0, 0, "rules", N_("must be a list of up to %d rules"),
		      FORM_RULES_MAX);
		return;
	}
	out->rules = arena_array(c->mem, n, sizeof(*out->rules));
	out->rules_n = n;
	for (size_t i = 0; i < n; i++) {
		struct reader r = {c, arena_printf(c->mem, "rules[%zu]", i)};

		read_rule(&r, json_array_get(list, i), out, &out->rules[i]);
	}
}

static void place(const struct form *f, struct expr *e)
{
	for (size_t i = 0; e && i < e->names; i++) {
		e->name[i].slot = form_slot(f, e->name[i].code);
		assert(e->name[i].slot >= 0);
	}
}

void form_rules_place(struct form *f)
{
	for (size_t i = 0; i < f->rules_n; i++) {
		struct form_rule *r = &f->rules[i];

		place(f, r->when);
		place(f, r->check);
		for (int k = 0; k < LANGS; k++)
			for (size_t p = 0; p < r->say[k].n; p++)
				place(f, r->say[k].part[p].value);
	}
}

static const struct say *say_of(const struct ctx *c, const struct form_rule *r)
{
	bool vi = !strcmp(c->lang, "vi");
	const struct say *mine = &r->say[vi ? LANG_VI : LANG_EN];

	return mine->n ? mine : &r->say[vi ? LANG_EN : LANG_VI];
}

const char *form_rule_say(struct ctx *c, const struct form_rule *r,
			  const struct values *now, const struct values *last)
{
	const struct say *say = say_of(c, r);
	struct buf text = {.mem = c->mem};

	buf_str(&text, "");
	for (size_t i = 0; i < say->n; i++) {
		const struct say_part *p = &say->part[i];

		buf_str(&text, p->value ? expr_show(c->mem, p->value, now, last,
						    c->lang)
					: p->text);
	}
	return text.s;
}

static struct val *say_view(const struct ctx *c, const struct form_rule *r)
{
	const struct say *say = say_of(c, r);
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < say->n; i++) {
		if (say->part[i].value)
			list_v(list, expr_view(c->mem, say->part[i].value));
		else
			list_s(list, say->part[i].text);
	}
	return list;
}

static struct val *rule_head(const struct ctx *c, const struct form *f,
			     size_t i)
{
	struct val *v = val_map(c->mem);

	map_i(v, "rule", (int64_t)i + 1);
	map_s(v, "level", f->rules[i].warning ? "warning" : "error");
	return v;
}

struct val *form_rules_view(const struct ctx *c, const struct form *f)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < f->rules_n; i++) {
		const struct form_rule *r = &f->rules[i];
		struct val *v = rule_head(c, f, i);
		struct val *fields = val_list(c->mem);

		for (size_t k = 0; k < r->check->names; k++)
			list_s(fields, r->check->name[k].code);
		map_v(v, "fields", fields);
		map_v(v, "check", expr_view(c->mem, r->check));
		if (r->when)
			map_v(v, "if", expr_view(c->mem, r->when));
		map_v(v, "say", say_view(c, r));
		list_v(list, v);
	}
	return list;
}

/* As the file has it, but for what stands for a brace. */
static const char *say_text(const struct ctx *c, const struct form_rule *r)
{
	const struct say *say = say_of(c, r);
	struct buf text = {.mem = c->mem};

	buf_str(&text, "");
	for (size_t i = 0; i < say->n; i++) {
		const struct say_part *p = &say->part[i];

		if (p->value)
			buf_printf(&text, "{%s}", p->value->text);
		else
			buf_str(&text, p->text);
	}
	return text.s;
}

struct val *form_rules_text(const struct ctx *c, const struct form *f)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < f->rules_n; i++) {
		const struct form_rule *r = &f->rules[i];
		struct val *v = rule_head(c, f, i);

		map_s(v, "if", r->when ? r->when->text : NULL);
		map_s(v, "check", r->check->text);
		map_s(v, "say", r->unsaid ? NULL : say_text(c, r));
		list_v(list, v);
	}
	return list;
}
