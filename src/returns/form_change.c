/* form_change.c - takes a form's file: a new form, or a new version. */
#include "returns/form.h"

#include "access/role.h"
#include "calls/key.h"
#include "core/journal.h"
#include "gen/sql_returns.h"
#include "returns/form_read.h"
#include "returns/rollup.h"

#include <assert.h>
#include <string.h>

/* What an indicator may never change, compared with what it was. */
static bool same_for_ever(const struct form *old, int32_t s,
			  const struct form_file *file, int32_t i)
{
	const struct indicator *was = &old->slot[s], *now = &file->item[i];
	const char *const *of = file->of[i];

	if (was->type != now->type || was->scale != now->scale ||
	    was->tree != now->tree || was->time != now->time)
		return false;
	if (now->parent >= 0 || was->parent >= 0)
		return now->parent >= 0 && was->parent >= 0 &&
		       was->parent ==
			       form_slot(old, file->item[now->parent].code);
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

		if (s >= 0 && !same_for_ever(old, s, file, i))
			fault(c, 0, 0, file->item[i].code,
			      N_("a new version cannot change type, scale, "
				 "rules or parts of an indicator; give the "
				 "changed one a new code"));
	}
}

/* Gives one new code the next slot. */
static enum err add_slot(struct ctx *c, struct form *f,
			 const struct form_file *file, int32_t i)
{
	const struct indicator *in = &file->item[i];
	struct opt_int of[2] = {{0}, {0}};

	for (int k = 0; in->type == TYPE_RATIO && k < 2; k++)
		of[k] = (struct opt_int){true, form_slot(f, file->of[i][k])};
	if (in->parent >= 0)
		of[0] = (struct opt_int){
			true, form_slot(f, file->item[in->parent].code)};
	TRY(sql_indicator_add(c, f->id, f->slots, in->code,
			      indicator_type_name(in->type), in->scale,
			      rule_name(in->tree), rule_name(in->time), of[0],
			      of[1]));
	f->slot[f->slots++].code = in->code;
	return OK;
}

/* Ratios come last, so that their parts have slots; items stand behind
 * what they are items of. */
static enum err add_slots(struct ctx *c, struct form *f,
			  const struct form_file *file)
{
	size_t room = (size_t)(f->slots + file->n);
	struct indicator *slot = arena_array(c->mem, room, sizeof(*slot));

	if (f->slots)
		memcpy(slot, f->slot, (size_t)f->slots * sizeof(*slot));
	f->slot = slot;
	for (int ratios = 0; ratios < 2; ratios++)
		for (int32_t i = 0; i < file->n; i++)
			if ((file->item[i].type == TYPE_RATIO) ==
				    (ratios == 1) &&
			    form_slot(f, file->item[i].code) < 0)
				TRY(add_slot(c, f, file, i));
	return form_slots(c, f);
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
	map_i(detail, "indicators", file->asks);
	return journal_add(c, "form.import", f->code, detail);
}

/* The form of that code as it is, and its newest file. ERR_MISSING: there is
 * none. */
static enum err find(struct ctx *c, const char *code, struct form *f,
		     const char **body)
{
	struct form_version_row v;
	struct form_row row;

	TRY(sql_form_by_code(c, code, &row));
	*f = (struct form){.id = row.id,
			   .code = code,
			   .period = (enum period_kind)row.period};
	TRY(sql_form_version_get(c, f->id, 0, &v));
	f->version = v.version;
	f->first = v.first;
	*body = v.body;
	return form_slots(c, f);
}

/* The same, or a new one without versions and indicators. */
static enum err find_or_make(struct ctx *c, const struct form_file *file,
			     struct form *f, const char **body)
{
	struct form_id made;
	enum err e = find(c, file->code, f, body);

	if (e != ERR_MISSING)
		return e;
	if (!strcmp(file->code, "new"))
		return fail(c, ERR_INVALID, "code",
			    N_("No form can have the code \"new\": the page "
			       "for a new one has that address."));
	*body = NULL;
	*f = (struct form){.code = file->code, .period = file->period};
	TRY(sql_form_add(c, file->code, file->period, &made));
	if (made.id >= KEY_FORMS)
		return fail(c, ERR_INVALID, "code",
			    N_("A store takes %d forms at most; add the "
			       "indicators of %s to a form that there is."),
			    KEY_FORMS - 1, file->code);
	f->id = made.id;
	return OK;
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

static enum err not_with_old(struct ctx *c, const struct form *f)
{
	return fail(c, ERR_CONFLICT, NULL,
		    N_("%s was not changed: the new version does not go with "
		       "the old ones."),
		    f->code);
}

static enum err take_version(struct ctx *c, struct form *f,
			     const struct form_file *in)
{
	bool other;

	compare(c, in, f);
	if (c->fault_count)
		return not_with_old(c, f);
	TRY(add_version(c, f, in));
	TRY(other_kinds(c, f, &other));
	return f->version > 1 && other ? recount_asked(c, f) : OK;
}

/* The order of properties is not a difference. */
static bool same_file(const char *a, const char *b)
{
	json_t *x = json_loads(a, 0, NULL), *y = json_loads(b, 0, NULL);
	bool same = json_equal(x, y);

	json_decref(x);
	json_decref(y);
	return same;
}

enum err form_take(struct ctx *c, struct blob file, struct val **view)
{
	struct form_file in;
	const char *body;
	struct form f;
	bool same;

	TRY(form_read(c, file, &in));
	TRY(find_or_make(c, &in, &f, &body));
	same = body && same_file(body, in.body);
	if (!same)
		TRY(take_version(c, &f, &in));
	*view = val_map(c->mem);
	map_s(*view, "form", f.code);
	map_i(*view, "version", f.version);
	map_i(*view, "indicators", in.asks);
	map_b(*view, "unchanged", same);
	return OK;
}

enum err form_import(struct ctx *c, struct blob file, struct val **view)
{
	TRY(may_all(c, ACT_FORM));
	return form_take(c, file, view);
}

enum err form_newest(struct ctx *c, const char *code, int64_t *version)
{
	const char *body;
	struct form f;
	enum err e = find(c, code, &f, &body);

	*version = e == OK ? f.version : 0;
	return e == ERR_MISSING ? OK : e;
}

enum err form_check(struct ctx *c, struct blob file, struct form_file *out)
{
	const char *body;
	struct form f;
	enum err e;

	TRY(may_all(c, ACT_FORM));
	TRY(form_read(c, file, out));
	e = find(c, out->code, &f, &body);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	compare(c, out, &f);
	return c->fault_count ? not_with_old(c, &f) : OK;
}

enum err form_publish(struct ctx *c, struct blob file, const char *code,
		      int64_t base, struct val **view)
{
	struct form_file in;
	int64_t newest;

	TRY(may_all(c, ACT_FORM));
	TRY(form_read(c, file, &in));
	if (*code && strcmp(in.code, code))
		return fail(c, ERR_INVALID, "code",
			    N_("This is the form %s; its code cannot change."),
			    code);
	TRY(form_newest(c, in.code, &newest));
	if (newest && !base)
		return fail(c, ERR_CONFLICT, "code",
			    N_("There is a form %s already: give this one "
			       "another code, or edit that one."),
			    in.code);
	if (newest != base)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Version %lld was published meanwhile. Look at "
			       "what it changed, then publish again."),
			    (long long)newest);
	return form_import(c, file, view);
}
