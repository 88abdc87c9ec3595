/* forms.c - the forms: what they ask, their versions, two of them compared. */
#include "access/role.h"
#include "web/pages/history.h"
#include "web/pages/words.h"

#include <string.h>

const char *form_word(const struct ctx *c, const char *code)
{
	static const struct {
		const char *code, *label;
	} words[] = {
		{"week", N_("every week")},
		{"month", N_("every month")},
		{"quarter", N_("every quarter")},
		{"half", N_("every half year")},
		{"year", N_("every year")},
		{"school-year", N_("every school year")},
		{"count", N_("count")},
		{"amount", N_("amount")},
		{"ratio", N_("ratio of two")},
		{"yesno", N_("yes or no")},
		{"choice", N_("choice")},
		{"text", N_("text")},
		{"sum", N_("sum")},
		{"mean", N_("mean")},
		{"min", N_("least")},
		{"max", N_("greatest")},
		{"last", N_("last given")},
		{"none", N_("not added up")},
		{"heading", N_("heading")},
		{"error", N_("must hold")},
		{"warning", N_("or a reason is given")},
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcmp(words[i].code, code))
			return tr(c, words[i].label);
	return code;
}

static const char *kinds_of(struct ctx *c, const struct val *answers)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, "");
	for (const struct val *k = answers->first; k; k = k->next)
		buf_printf(&b, "%s%s", b.len ? ", " : "",
			   kind_label(c, val_text(k, "kind")));
	return b.s;
}

bool form_editor(struct ctx *c)
{
	bool yes = may_all(c, ACT_FORM) == OK;

	if (!yes)
		ctx_forget(c);
	return yes;
}

/* GET /forms and /api/forms */
enum err page_forms(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;

	TRY(form_list_view(q->c, &list));
	if (q->api)
		return json(q, p, list);
	for (struct val *f = list->first; f; f = f->next) {
		map_s(f, "period_words",
		      form_word(q->c, val_text(f, "period")));
		map_s(f, "who", kinds_of(q->c, val_get(f, "answers")));
	}
	map_s(v, "title", tr(q->c, N_("Forms")));
	map_v(v, "list", list);
	map_b(v, "may_edit", form_editor(q->c));
	return page(q, p, "returns/forms", v);
}

static struct val *indicators_words(struct req *q, const struct val *from)
{
	struct val *list = val_list(q->c->mem);
	const char *above = "";

	for (const struct val *in = from->first; in; in = in->next) {
		struct val *v = val_map(q->c->mem);
		const char *help = val_text(in, "help");
		const char *unit = val_text(in, "unit");
		const char *group = val_text(in, "group");

		map_s(v, "code", val_text(in, "code"));
		map_s(v, "title", val_text(in, "title"));
		map_s(v, "help", *help ? help : NULL);
		map_s(v, "label", *unit ? unit : NULL);
		map_s(v, "type", form_word(q->c, val_text(in, "type")));
		map_b(v, "ratio", !strcmp(val_text(in, "type"), "ratio"));
		map_s(v, "tree", form_word(q->c, val_text(in, "tree")));
		map_s(v, "time", form_word(q->c, val_text(in, "time")));
		map_b(v, "required", val_true(val_get(in, "required")));
		map_b(v, "item", *val_text(in, "item_of") != '\0');
		map_s(v, "group",
		      *group && strcmp(group, above) ? group : NULL);
		above = group;
		list_v(list, v);
	}
	return list;
}

static struct val *versions_words(struct req *q, const struct val *from)
{
	struct val *list = val_list(q->c->mem);

	for (const struct val *m = from->first; m; m = m->next) {
		struct val *v = val_map(q->c->mem);
		int64_t first;

		map_i(v, "version", val_int(m, "version"));
		if (period_parse(val_text(m, "first"), &first))
			map_period(q, v, "first", first);
		else
			map_s(v, "first", NULL);
		list_v(list, v);
	}
	return list;
}

static struct val *rules_words(struct req *q, const struct val *from)
{
	struct val *list = val_list(q->c->mem);

	for (const struct val *r = from->first; r; r = r->next) {
		struct val *v = val_map(q->c->mem);
		const char *when = val_text(r, "if"), *say = val_text(r, "say");

		map_i(v, "rule", val_int(r, "rule"));
		map_s(v, "check", val_text(r, "check"));
		map_s(v, "when", *when ? when : NULL);
		map_s(v, "say", *say ? say : tr(q->c, N_("the rule itself")));
		map_s(v, "level", form_word(q->c, val_text(r, "level")));
		list_v(list, v);
	}
	return list;
}

/* What the editor did before it led here. */
static const char *done(struct req *q)
{
	const char *what = query(q, "done", "");

	if (!strcmp(what, "published"))
		return tr(q->c, N_("The version was published."));
	if (!strcmp(what, "unchanged"))
		return tr(q->c, N_("Nothing was changed: this is the newest "
				   "version already."));
	return NULL;
}

/* GET /forms/{code} and /api/forms/{code} */
enum err page_form(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *view;

	TRY(form_view(q->c, q->code, &view));
	if (q->api)
		return json(q, p, view);
	map_s(v, "title", val_text(view, "title"));
	map_s(v, "code", val_text(view, "code"));
	map_i(v, "version", val_int(view, "version"));
	map_s(v, "period_words", form_word(q->c, val_text(view, "period")));
	map_s(v, "who", kinds_of(q->c, val_get(view, "answers")));
	map_v(v, "list", indicators_words(q, val_get(view, "indicators")));
	map_v(v, "rules", rules_words(q, val_get(view, "rules")));
	map_b(v, "ruled", val_get(view, "rules")->first != NULL);
	map_v(v, "versions", versions_words(q, val_get(view, "versions")));
	map_b(v, "several", val_int(view, "version") > 1);
	map_b(v, "may_edit", form_editor(q->c));
	map_s(v, "done", done(q));
	TRY(history_add(q, v, "form", q->code));
	return page(q, p, "returns/form", v);
}

static struct val *version_options(struct req *q, const struct val *from,
				   int64_t now)
{
	struct val *list = val_list(q->c->mem);

	for (const struct val *m = from->first; m; m = m->next) {
		struct val *v = val_map(q->c->mem);

		map_i(v, "version", val_int(m, "version"));
		map_b(v, "current", val_int(m, "version") == now);
		list_v(list, v);
	}
	return list;
}

const char *form_property_word(const struct ctx *c, const char *code)
{
	static const struct {
		const char *code, *label;
	} words[] = {
		{"answers", N_("Kinds of units that answer")},
		{"by", N_("Broken down by the list")},
		{"check", N_("What must hold")},
		{"choices", N_("What can be chosen")},
		{"code", N_("Code")},
		{"first", N_("First period")},
		{"group", N_("Heading")},
		{"help", N_("Help")},
		{"if", N_("Only where")},
		{"items", N_("Items")},
		{"level", N_("Weight")},
		{"of", N_("Parts of the ratio")},
		{"period", N_("How often")},
		{"required", N_("Required")},
		{"say", N_("What is said")},
		{"scale", N_("Decimals")},
		{"sum", N_("Adds up")},
		{"time", N_("Over periods")},
		{"title", N_("Title")},
		{"tree", N_("Over the tree")},
		{"type", N_("Type")},
		{"unit", N_("Counted in")},
		{"words", N_("Words")},
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcmp(words[i].code, code))
			return tr(c, words[i].label);
	return code;
}

static void change_words(struct req *q, const struct val *from,
			 struct val *list)
{
	struct val *v = val_map(q->c->mem);
	const char *was = val_text(from, "was"), *is = val_text(from, "is");

	map_s(v, "property",
	      form_property_word(q->c, val_text(from, "property")));
	map_s(v, "was", *was ? was : NULL);
	map_s(v, "is", *is ? is : NULL);
	list_v(list, v);
}

static void part_words(struct req *q, const struct val *from, struct val *list)
{
	static const struct {
		const char *word, *label;
	} states[] = {{"added", N_("new")},
		      {"removed", N_("no longer asked")},
		      {"changed", N_("changed")}},
	  whats[] = {{"form", N_("The form itself")},
		     {"list", N_("List")},
		     {"rule", N_("Rule")},
		     {"indicator", NULL}};
	struct val *v = val_map(q->c->mem), *changes = val_list(q->c->mem);
	const char *title = val_text(from, "title");

	for (size_t i = 0; i < COUNT(states); i++) {
		bool is = !strcmp(states[i].word, val_text(from, "state"));

		map_b(v, states[i].word, is);
		if (is)
			map_s(v, "state", tr(q->c, states[i].label));
	}
	for (size_t i = 0; i < COUNT(whats); i++)
		if (!strcmp(whats[i].word, val_text(from, "what")))
			map_s(v, "what",
			      whats[i].label ? tr(q->c, whats[i].label) : NULL);
	map_s(v, "code", val_text(from, "code"));
	map_s(v, "title", *title ? title : NULL);
	for (const struct val *m = val_get(from, "changes")->first; m;
	     m = m->next)
		change_words(q, m, changes);
	map_v(v, "changes", changes);
	list_v(list, v);
}

/* GET /forms/{code}/compare?a=&b= and /api/forms/{code}/compare */
enum err page_form_compare(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *view, *form;
	struct val *list = val_list(q->c->mem);
	int64_t a, b;

	TRY(query_int(q, "a", 0, 0, INT32_MAX, &a));
	TRY(query_int(q, "b", 0, 0, INT32_MAX, &b));
	TRY(form_compare_view(q->c, q->code, a, b, &view));
	if (q->api)
		return json(q, p, view);
	TRY(form_view(q->c, q->code, &form));
	for (const struct val *m = val_get(view, "parts")->first; m;
	     m = m->next)
		part_words(q, m, list);
	map_s(v, "code", val_text(view, "code"));
	map_s(v, "form_title", val_text(view, "title"));
	map_s(v, "title", tr(q->c, N_("Versions compared")));
	map_i(v, "a", val_int(view, "a"));
	map_i(v, "b", val_int(view, "b"));
	map_v(v, "as",
	      version_options(q, val_get(form, "versions"),
			      val_int(view, "a")));
	map_v(v, "bs",
	      version_options(q, val_get(form, "versions"),
			      val_int(view, "b")));
	map_n(q, v, "added", val_int(view, "added"));
	map_n(q, v, "removed", val_int(view, "removed"));
	map_n(q, v, "changed", val_int(view, "changed"));
	map_n(q, v, "same", val_int(view, "same"));
	map_b(v, "reordered", val_true(val_get(view, "reordered")));
	map_b(v, "differ", list->first != NULL);
	map_v(v, "parts", list);
	return page(q, p, "returns/form_compare", v);
}
