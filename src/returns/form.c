/* form.c - forms, their versions and indicators. */
#include "returns/form.h"

#include "access/role.h"
#include "base/text.h"
#include "core/journal.h"
#include "db/memo.h"
#include "gen/sql_returns.h"
#include "returns/form_read.h"
#include "calls/key.h"
#include "returns/rollup.h"

#include <assert.h>
#include <string.h>

const char *form_text(const struct ctx *c, const char *const text[LANGS])
{
	bool vi = !strcmp(c->lang, "vi");
	const char *mine = text[vi ? LANG_VI : LANG_EN];

	return mine ? mine : text[vi ? LANG_EN : LANG_VI];
}

static const char *type_name(enum indicator_type t)
{
	static const char *const words[] = {
		[TYPE_COUNT] = "count",
		[TYPE_AMOUNT] = "amount",
		[TYPE_RATIO] = "ratio",
	};

	return words[t];
}

static enum indicator_type type_of(const char *word)
{
	enum indicator_type t = TYPE_COUNT;

	while (strcmp(type_name(t), word))
		t++;
	return t;
}

static enum rule rule_of(const char *word)
{
	enum rule r = RULE_NONE;
	bool known = rule_parse(word, &r);

	assert(known);
	return r;
}

/* The indicators of all versions: what never changes. */
static enum err load_slots(struct ctx *c, struct form *f)
{
	struct indicator_row *row;
	size_t n;

	TRY(sql_indicator_list(c, f->id, &row, &n));
	f->slots = (int32_t)n;
	f->slot = arena_array(c->mem, n, sizeof(*f->slot));
	f->tree = arena_array(c->mem, n, sizeof(*f->tree));
	for (size_t i = 0; i < n; i++) {
		struct indicator *to = &f->slot[i];

		assert(row[i].slot == (int64_t)i);
		to->code = row[i].code;
		to->type = type_of(row[i].type);
		to->scale = (int)row[i].scale;
		to->tree = f->tree[i] = rule_of(row[i].tree);
		to->time = rule_of(row[i].time);
		to->of[0] = (int32_t)row[i].of_a.value;
		to->of[1] = (int32_t)row[i].of_b.value;
	}
	return OK;
}

/* What the version asks, and in which words. */
static enum err load_version(struct ctx *c, struct form *f,
			     const struct form_version_row *v)
{
	struct form_file file;
	struct form_answer *kind;

	f->version = v->version;
	f->first = v->first;
	TRY(form_read(c, (struct blob){v->body, strlen(v->body)}, &file));
	memcpy(f->title, file.title, sizeof(f->title));
	f->n = file.n;
	f->order = arena_array(c->mem, (size_t)f->n, sizeof(*f->order));
	for (int32_t i = 0; i < file.n; i++) {
		const struct indicator *from = &file.item[i];
		int32_t s = form_slot(f, from->code);
		struct indicator *to = &f->slot[s];

		assert(s >= 0);
		f->order[i] = s;
		memcpy(to->title, from->title, sizeof(to->title));
		memcpy(to->help, from->help, sizeof(to->help));
		memcpy(to->unit, from->unit, sizeof(to->unit));
		to->asked = true;
		to->required = from->required;
	}
	TRY(sql_form_answers_list(c, f->id, f->version, &kind, &f->answers_n));
	f->answers = arena_array(c->mem, f->answers_n, sizeof(*f->answers));
	for (size_t i = 0; i < f->answers_n; i++)
		f->answers[i] = kind[i].kind;
	return OK;
}

/* All of a version, into c->mem. */
static enum err read_form(struct ctx *c, const struct form_row *row,
			  int64_t version, struct form **out)
{
	struct form *f = arena_alloc(c->mem, sizeof(*f));
	struct form_version_row v;

	f->id = row->id;
	f->code = arena_text(c->mem, row->code);
	f->period = (enum period_kind)row->period;
	TRY(sql_form_version_get(c, f->id, version, &v));
	TRY(load_slots(c, f));
	TRY(load_version(c, f, &v));
	*out = f;
	return OK;
}

/* A version never changes, but a newer one may add slots. */
static enum err load_kept(struct ctx *c, const struct form_row *row,
			  const struct form_version_key *v, struct form **out)
{
	struct memo_key key = {"form", row->id, v->version, v->newest};
	struct arena *own = c->mem, *kept;
	enum err e;

	*out = memo_find(c->db, key);
	if (*out)
		return OK;
	kept = c->mem = arena_new();
	e = read_form(c, row, v->version, out);
	c->mem = own;
	if (e == OK)
		memo_keep(c->db, key, *out, kept);
	else
		arena_free(kept);
	return e;
}

static enum err load(struct ctx *c, const struct form_row *row, int64_t period,
		     struct form **out)
{
	enum period_kind kind = (enum period_kind)row->period;
	int64_t first, last = INT64_MAX;
	struct form_version_key v;
	enum err e;

	if (period && !period_split(period, kind, &first, &last))
		return fail(c, ERR_INVALID, "period",
			    N_("%s is a form of another kind of period: "
			       "ask for a %s, or for a longer time"),
			    row->code, tr(c, period_kind_name(kind)));
	e = sql_form_version_for(c, row->id, last, &v);
	if (e == ERR_MISSING)
		return fail(c, ERR_INVALID, "period",
			    N_("%s does not reach back to that period."),
			    row->code);
	TRY(e);
	return load_kept(c, row, &v, out);
}

enum err form_period(struct ctx *c, const char *word, int64_t *period)
{
	if (period_parse(word, period))
		return OK;
	return fail(c, ERR_INVALID, "period",
		    N_("Not a period: %s (write 2026, 2026-H1, 2026-Q1 or "
		       "2026-01)."),
		    word);
}

enum err form_load(struct ctx *c, const char *code, int64_t period,
		   struct form **out)
{
	struct form_row row;
	enum err e = sql_form_by_code(c, code, &row);

	if (e == ERR_MISSING)
		return fail(c, e, "form", N_("There is no form %s."), code);
	TRY(e);
	return load(c, &row, period, out);
}

enum err form_load_id(struct ctx *c, int64_t id, int64_t period,
		      struct form **out)
{
	struct form_row row;

	TRY(sql_form_by_id(c, id, &row));
	return load(c, &row, period, out);
}

enum err form_of_periods(struct ctx *c, struct form *f, int64_t first,
			 int64_t last, struct form ***out)
{
	struct form_row row = {f->id, f->code, f->period};
	struct form_version_item *v;
	size_t n;

	TRY(sql_form_version_list(c, f->id, &v, &n));
	*out = arena_array(c->mem, (size_t)(last - first + 1), sizeof(**out));
	for (int64_t p = first; p <= last; p++) {
		struct form **to = &(*out)[p - first];
		struct form_version_key key = {0, (int64_t)n};

		for (size_t i = 0; i < n; i++)
			if (v[i].first <= p)
				key.version = v[i].version;
		if (key.version == f->version)
			*to = f;
		else if (key.version)
			TRY(load_kept(c, &row, &key, to));
	}
	return OK;
}

enum err form_load_other(struct ctx *c, const struct form *f, int64_t period,
			 struct form **out)
{
	struct form_row row = {f->id, f->code, f->period};

	return load(c, &row, period, out);
}

enum err form_choices(struct ctx *c, struct form_choice **out, size_t *n)
{
	struct form_choice_row *row;

	TRY(may_all(c, ACT_READ));
	TRY(sql_form_choices(c, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		struct form_row f = {row[i].id, row[i].code, row[i].period};
		struct form_version_key v = {row[i].version, row[i].version};

		TRY(load_kept(c, &f, &v, &(*out)[i].form));
		(*out)[i].newest = row[i].newest;
	}
	return OK;
}

int32_t form_slot(const struct form *f, const char *code)
{
	for (int32_t i = 0; i < f->slots; i++)
		if (!strcmp(f->slot[i].code, code))
			return i;
	return -1;
}

int ratio_scale(const struct form *f, const struct indicator *in)
{
	return in->scale + 2 + f->slot[in->of[1]].scale -
	       f->slot[in->of[0]].scale;
}

bool form_answered_by(const struct form *f, int64_t kind)
{
	for (size_t i = 0; i < f->answers_n; i++)
		if (f->answers[i] == kind)
			return true;
	return false;
}

/* What an indicator may never change, compared with what it was. */
static bool same_for_ever(const struct form *old, int32_t s,
			  const struct indicator *now, const char *const of[2])
{
	const struct indicator *was = &old->slot[s];

	if (was->type != now->type || was->scale != now->scale ||
	    was->tree != now->tree || was->time != now->time)
		return false;
	return now->type != TYPE_RATIO ||
	       (form_slot(old, of[0]) == was->of[0] &&
		form_slot(old, of[1]) == was->of[1]);
}

static void compare(struct ctx *c, const struct form_file *file,
		    const struct form *old)
{
	if (file->period != old->period)
		fault(c, 0, 0, "period",
		      N_("%s is a form by %s and stays one; make another form"),
		      old->code, tr(c, period_kind_name(old->period)));
	for (int32_t i = 0; i < file->n; i++) {
		int32_t s = form_slot(old, file->item[i].code);

		if (s >= 0 &&
		    !same_for_ever(old, s, &file->item[i], file->of[i]))
			fault(c, 0, 0, file->item[i].code,
			      N_("a new version cannot change type, scale, "
				 "rules or parts of an indicator; give the "
				 "changed one a new code"));
	}
}

/* Gives every new code the next slot. Ratios come last, so that their
 * parts have slots. */
static enum err add_slots(struct ctx *c, struct form *f,
			  const struct form_file *file)
{
	for (int ratios = 0; ratios < 2; ratios++) {
		for (int32_t i = 0; i < file->n; i++) {
			const struct indicator *in = &file->item[i];
			struct opt_int of[2] = {{0}, {0}};
			bool ratio = in->type == TYPE_RATIO;

			if (ratio != (ratios == 1) ||
			    form_slot(f, in->code) >= 0)
				continue;
			for (int k = 0; ratio && k < 2; k++)
				of[k] = (struct opt_int){
					true, form_slot(f, file->of[i][k])};
			TRY(sql_indicator_add(c, f->id, f->slots, in->code,
					      type_name(in->type), in->scale,
					      rule_name(in->tree),
					      rule_name(in->time), of[0],
					      of[1]));
			TRY(load_slots(c, f));
		}
	}
	return OK;
}

static enum err add_answers(struct ctx *c, int64_t form, int64_t version,
			    const struct form_file *file)
{
	for (size_t i = 0; i < file->answers_n; i++) {
		struct form_id kind;

		TRY(sql_form_kind_ensure(c, file->answers[i]));
		TRY(sql_form_kind(c, file->answers[i], &kind));
		TRY(sql_form_answers_add(c, form, version, kind.id));
	}
	return OK;
}

static enum err add_version(struct ctx *c, struct form *f,
			    const struct form_file *file)
{
	struct val *detail = val_map(c->mem);

	f->version++;
	f->first = file->first ? file->first : f->first;
	TRY(sql_form_version_add(c, f->id, f->version, f->first, c->now,
				 file->body));
	TRY(add_slots(c, f, file));
	if (f->slots > SLOTS_MAX)
		return fail(c, ERR_INVALID, "indicators",
			    N_("%s would have had more than %d indicators in "
			       "all its versions; make another form"),
			    f->code, SLOTS_MAX);
	TRY(add_answers(c, f->id, f->version, file));
	map_i(detail, "version", f->version);
	map_i(detail, "indicators", file->n);
	return journal_add(c, "form.import", f->code, detail);
}

/* The form as it is, or a new one without versions and indicators. */
static enum err find_or_make(struct ctx *c, const struct form_file *file,
			     struct form *f)
{
	struct form_version_row v;
	struct form_row row;
	struct form_id made;
	enum err e = sql_form_by_code(c, file->code, &row);

	*f = (struct form){.code = file->code, .period = file->period};
	if (e == ERR_MISSING) {
		TRY(sql_form_add(c, file->code, file->period, &made));
		if (made.id >= KEY_FORMS)
			return fail(c, ERR_INVALID, "code",
				    N_("A store takes %d forms at most; "
				       "add the indicators of %s to a form "
				       "that there is."),
				    KEY_FORMS - 1, file->code);
		f->id = made.id;
		return OK;
	}
	TRY(e);
	f->id = row.id;
	f->period = (enum period_kind)row.period;
	TRY(sql_form_version_get(c, f->id, 0, &v));
	f->version = v.version;
	f->first = v.first;
	return load_slots(c, f);
}

/* Whether the new version is answered by other kinds than the last. */
static enum err other_kinds(struct ctx *c, const struct form *f, bool *other)
{
	struct form_answer *was, *is;
	size_t n, m;

	TRY(sql_form_answers_list(c, f->id, f->version - 1, &was, &n));
	TRY(sql_form_answers_list(c, f->id, f->version, &is, &m));
	*other = n != m;
	for (size_t i = 0; i < n && !*other; i++)
		*other = was[i].kind != is[i].kind;
	return OK;
}

/* Whoever gave and is no longer asked counts as expected all the same:
 * roll-ups of the periods that the version is for say how many. */
static enum err recount_asked(struct ctx *c, const struct form *f)
{
	struct form_period_row *period;
	struct tree *tree;
	size_t n;

	TRY(tree_hold(c));
	TRY(tree_load(c, &tree));
	TRY(sql_form_period_list(c, f->id, &period, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t p = period[i].period;
		struct tree_day *day;
		struct form *now;

		if (p < f->first)
			continue;
		TRY(form_load_id(c, f->id, p, &now));
		TRY(tree_at(c, tree, period_last_day(p), &day));
		TRY(rollup_rebuild(c, now, p, tree, day));
	}
	return OK;
}

enum err form_import(struct ctx *c, struct blob file, struct val **view)
{
	struct form_file in;
	struct form f;
	bool other;

	TRY(may_all(c, ACT_FORM));
	TRY(form_read(c, file, &in));
	TRY(find_or_make(c, &in, &f));
	compare(c, &in, &f);
	if (c->fault_count)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("%s was not changed: the new version does not "
			       "go with the old ones."),
			    f.code);
	TRY(add_version(c, &f, &in));
	TRY(other_kinds(c, &f, &other));
	if (f.version > 1 && other)
		TRY(recount_asked(c, &f));
	*view = val_map(c->mem);
	map_s(*view, "form", f.code);
	map_i(*view, "version", f.version);
	map_i(*view, "indicators", in.n);
	return OK;
}

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
		map_i(v, "indicators", f->n);
		map_v(v, "answers", answers_view(c, kind, kinds));
		list_v(*view, v);
	}
	return OK;
}

static struct val *indicators_view(struct ctx *c, const struct form *f)
{
	struct val *list = val_list(c->mem);

	for (int32_t i = 0; i < f->n; i++) {
		const struct indicator *in = &f->slot[f->order[i]];
		struct val *v = val_map(c->mem);

		map_s(v, "code", in->code);
		map_s(v, "title", form_text(c, in->title));
		map_s(v, "help", form_text(c, in->help));
		map_s(v, "unit", form_text(c, in->unit));
		map_s(v, "type", type_name(in->type));
		map_i(v, "scale", in->scale);
		map_s(v, "tree", rule_name(in->tree));
		map_s(v, "time", rule_name(in->time));
		map_b(v, "required", in->required);
		list_v(list, v);
	}
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
	map_v(*view, "versions", versions);
	return OK;
}
