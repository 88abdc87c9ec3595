/* form_view.c - forms as views, and as the files they came in. */
#include "returns/form.h"

#include "access/role.h"
#include "gen/sql_returns.h"
#include "returns/form_read.h"
#include "returns/form_rules.h"

#include <string.h>

enum err form_export(struct ctx *c, const char *code, int64_t version,
		     const char **json)
{
	struct form_version_row v;
	struct form_row row;
	enum err e = sql_form_by_code(c, code, &row);
	json_t *o;

	TRY(may_all(c, ACT_READ));
	if (e == OK)
		e = sql_form_version_get(c, row.id, version, &v);
	if (e == ERR_MISSING)
		return fail(c, e, "form",
			    N_("There is no form %s, or no such version."),
			    code);
	TRY(e);
	o = json_loads(v.body, 0, NULL);
	*json = form_body(c->mem, o, JSON_INDENT(1));
	json_decref(o);
	return OK;
}

static struct val *answers_view(struct ctx *c, const struct form_answer *kind,
				size_t n)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "kind", kind[i].code);
		list_v(list, v);
	}
	return list;
}

enum err form_list_view(struct ctx *c, struct val **view)
{
	struct form_item *row;
	size_t n;

	TRY(may_all(c, ACT_READ));
	TRY(sql_form_list(c, &row, &n));
	*view = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);
		struct form_answer *kind;
		struct form *f;
		size_t kinds;

		TRY(form_load(c, row[i].code, 0, &f));
		TRY(sql_form_answers_list(c, f->id, f->version, &kind, &kinds));
		map_s(v, "code", f->code);
		map_s(v, "title", form_text(c, f->title));
		map_s(v, "period", period_kind_name(f->period));
		map_i(v, "versions", row[i].versions);
		map_i(v, "indicators", form_asks(f));
		map_v(v, "answers", answers_view(c, kind, kinds));
		list_v(*view, v);
	}
	return OK;
}

static struct val *codes_view(struct ctx *c, const struct form *f,
			      const struct indicator *in)
{
	struct val *list = val_list(c->mem);

	for (int32_t k = 0; k < in->parts; k++) {
		struct val *v = val_map(c->mem);

		map_s(v, "code", f->slot[in->part[k]].code);
		list_v(list, v);
	}
	return list;
}

/* What only some types have. */
static void more_view(struct ctx *c, const struct form *f,
		      const struct indicator *in, struct val *v)
{
	if (in->group[LANG_VI] || in->group[LANG_EN])
		map_s(v, "group", form_text(c, in->group));
	if (in->parent >= 0)
		map_s(v, "item_of", f->slot[in->parent].code);
	if (in->parts)
		map_v(v, "parts", codes_view(c, f, in));
	if (in->words_min)
		map_i(v, "words_min", in->words_min);
	if (in->words_max)
		map_i(v, "words_max", in->words_max);
}

struct val *indicator_view(struct ctx *c, const struct form *f, int32_t slot)
{
	const struct indicator *in = &f->slot[slot];
	struct val *v = val_map(c->mem);

	map_s(v, "code", in->code);
	map_s(v, "title", form_text(c, in->title));
	map_s(v, "help", form_text(c, in->help));
	map_s(v, "unit", form_text(c, in->unit));
	map_s(v, "type", indicator_type_name(in->type));
	map_i(v, "scale", in->scale);
	map_s(v, "tree", rule_name(in->tree));
	map_s(v, "time", rule_name(in->time));
	map_b(v, "required", in->required);
	more_view(c, f, in, v);
	return v;
}

static struct val *indicators_view(struct ctx *c, const struct form *f)
{
	struct val *list = val_list(c->mem);

	for (int32_t i = 0; i < f->n; i++)
		list_v(list, indicator_view(c, f, f->order[i]));
	return list;
}

static enum err versions_view(struct ctx *c, int64_t form, struct val **view)
{
	struct form_version_item *row;
	size_t n;

	TRY(sql_form_version_list(c, form, &row, &n));
	*view = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);
		char first[12] = "";

		if (row[i].first)
			period_text(row[i].first, first);
		map_i(v, "version", row[i].version);
		map_s(v, "first", *first ? arena_text(c->mem, first) : NULL);
		map_i(v, "at", row[i].at);
		list_v(*view, v);
	}
	return OK;
}

enum err form_view(struct ctx *c, const char *code, struct val **view)
{
	struct form_answer *kind;
	struct val *versions;
	struct form *f;
	size_t kinds;

	TRY(may_all(c, ACT_READ));
	TRY(form_load(c, code, 0, &f));
	TRY(sql_form_answers_list(c, f->id, f->version, &kind, &kinds));
	TRY(versions_view(c, f->id, &versions));
	*view = val_map(c->mem);
	map_s(*view, "code", f->code);
	map_s(*view, "title", form_text(c, f->title));
	map_s(*view, "period", period_kind_name(f->period));
	map_i(*view, "version", f->version);
	map_v(*view, "answers", answers_view(c, kind, kinds));
	map_v(*view, "indicators", indicators_view(c, f));
	map_v(*view, "rules", form_rules_text(c, f));
	map_v(*view, "versions", versions);
	return OK;
}
