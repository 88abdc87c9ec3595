/* form_compare.c - what differs between two versions of a form. */
#include "returns/form.h"

#include "access/role.h"
#include "gen/sql_returns.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

/* One thing that a version has, by which it is found in another one. */
struct part {
	const char *what, *code, *title;
	json_t *o; /* its properties */
};

struct parts {
	struct part *at;
	size_t n;
};

struct comparison {
	struct ctx *c;
	struct parts was, is;
	int64_t added, removed, changed, same;
	struct val *list;
};

/* ---- a version as a list of parts ---- */

static void add(struct parts *to, const char *what, const char *code,
		const char *title, json_t *o)
{
	to->at[to->n++] = (struct part){what, code, title, o};
}

static const char *title_of(struct ctx *c, const json_t *o)
{
	const json_t *v = json_object_get(o, "title");
	const char *text[LANGS];

	text[LANG_VI] = json_string_value(
		json_is_object(v) ? json_object_get(v, "vi") : v);
	text[LANG_EN] = json_string_value(
		json_is_object(v) ? json_object_get(v, "en") : v);
	return form_text(c, text);
}

/* The form's own properties; the rest are parts by themselves. */
static json_t *top(json_t *o)
{
	json_t *own = json_copy(o);

	json_object_del(own, "lists");
	json_object_del(own, "indicators");
	json_object_del(own, "rules");
	return own;
}

/* `o` outlives what is made of it here; titles and codes are its texts. */
static void take_apart(struct ctx *c, json_t *o, json_t *own, struct parts *to)
{
	json_t *lists = json_object_get(o, "lists"), *v;
	json_t *indicators = json_object_get(o, "indicators");
	json_t *rules = json_object_get(o, "rules");
	const char *key;
	size_t i;

	to->at = arena_array(c->mem,
			     1 + json_object_size(lists) +
				     json_array_size(indicators) +
				     json_array_size(rules),
			     sizeof(*to->at));
	add(to, "form", json_string_value(json_object_get(o, "code")),
	    title_of(c, o), own);
	json_object_foreach(lists, key, v) add(to, "list", key, NULL, v);
	json_array_foreach(indicators, i, v) add(
		to, "indicator", json_string_value(json_object_get(v, "code")),
		title_of(c, v), v);
	json_array_foreach(rules, i, v)
		add(to, "rule", json_string_value(json_object_get(v, "check")),
		    NULL, v);
}

static const struct part *find(const struct parts *in, const struct part *like)
{
	for (size_t i = 0; i < in->n; i++)
		if (!strcmp(in->at[i].what, like->what) &&
		    !strcmp(in->at[i].code, like->code))
			return &in->at[i];
	return NULL;
}

/* ---- in words ---- */

static void say(struct buf *b, json_t *v, int depth)
{
	const char *key, *between = depth ? ", " : "\n";
	bool more = false;
	size_t i;
	json_t *m;

	if (json_is_string(v))
		buf_str(b, json_string_value(v));
	else if (json_is_integer(v))
		buf_printf(b, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else if (json_is_boolean(v))
		buf_str(b, json_is_true(v) ? "true" : "false");
	json_array_foreach(v, i, m)
	{
		buf_str(b, i ? between : "");
		say(b, m, depth + 1);
	}
	json_object_foreach(v, key, m)
	{
		buf_printf(b, "%s%s: ", more ? between : "", key);
		say(b, m, depth + 1);
		more = true;
	}
}

static const char *words(struct ctx *c, json_t *v)
{
	struct buf b = {.mem = c->mem};

	if (!v)
		return NULL;
	buf_str(&b, "");
	say(&b, v, 0);
	return b.s;
}

static void add_change(struct ctx *c, struct val *list, const char *property,
		       json_t *was, json_t *is)
{
	struct val *v;

	if (json_equal(was, is) || (!was && !is))
		return;
	v = val_map(c->mem);
	map_s(v, "property", arena_text(c->mem, property));
	map_s(v, "was", words(c, was));
	map_s(v, "is", words(c, is));
	list_v(list, v);
}

static struct val *changes(struct ctx *c, json_t *was, json_t *is)
{
	struct val *list = val_list(c->mem);
	const char *key;
	json_t *v;

	if (json_is_array(was ? was : is)) {
		add_change(c, list, "items", was, is);
		return list;
	}
	json_object_foreach(was, key, v)
		add_change(c, list, key, v, json_object_get(is, key));
	json_object_foreach(is, key, v) if (!json_object_get(was, key))
		add_change(c, list, key, NULL, v);
	return list;
}

static void tell(struct comparison *k, const struct part *of, const char *state,
		 json_t *was, json_t *is)
{
	struct ctx *c = k->c;
	struct val *v = val_map(c->mem);

	map_s(v, "what", of->what);
	map_s(v, "code", arena_text(c->mem, of->code));
	map_s(v, "title", of->title ? arena_text(c->mem, of->title) : NULL);
	map_s(v, "state", state);
	map_v(v, "changes", changes(c, was, is));
	list_v(k->list, v);
}

static void compare(struct comparison *k)
{
	for (size_t i = 0; i < k->is.n; i++) {
		const struct part *now = &k->is.at[i];
		const struct part *old = find(&k->was, now);

		if (!old) {
			tell(k, now, "added", NULL, now->o);
			k->added++;
		} else if (!json_equal(old->o, now->o)) {
			tell(k, now, "changed", old->o, now->o);
			k->changed++;
		} else {
			k->same++;
		}
	}
	for (size_t i = 0; i < k->was.n; i++) {
		if (find(&k->is, &k->was.at[i]))
			continue;
		tell(k, &k->was.at[i], "removed", k->was.at[i].o, NULL);
		k->removed++;
	}
}

/* Whether what both have stands in another order. */
static bool reordered(const struct comparison *k)
{
	const struct part *before = NULL;

	for (size_t i = 0; i < k->is.n; i++) {
		const struct part *old = find(&k->was, &k->is.at[i]);

		if (old && before && old < before)
			return true;
		before = old ? old : before;
	}
	return false;
}

/* ---- together ---- */

static enum err load(struct ctx *c, const char *code, int64_t *version,
		     json_t **o)
{
	struct form_version_row v;
	struct form_row row;
	enum err e = sql_form_by_code(c, code, &row);

	*o = NULL;
	if (e == OK)
		e = sql_form_version_get(c, row.id, *version, &v);
	if (e == ERR_MISSING)
		return fail(c, e, "form",
			    N_("There is no form %s, or no such version."),
			    code);
	TRY(e);
	*version = v.version;
	*o = json_loads(v.body, 0, NULL);
	return OK;
}

static struct val *comparison_view(struct comparison *k, json_t *was,
				   json_t *is)
{
	json_t *own_was = top(was), *own_is = top(is);
	struct val *v = val_map(k->c->mem);
	const char *title = title_of(k->c, is);

	take_apart(k->c, was, own_was, &k->was);
	take_apart(k->c, is, own_is, &k->is);
	compare(k);
	map_s(v, "title", arena_text(k->c->mem, title));
	map_i(v, "added", k->added);
	map_i(v, "removed", k->removed);
	map_i(v, "changed", k->changed);
	map_i(v, "same", k->same);
	map_b(v, "reordered", reordered(k));
	map_v(v, "parts", k->list);
	json_decref(own_was);
	json_decref(own_is);
	return v;
}

enum err form_compare_view(struct ctx *c, const char *code, int64_t a,
			   int64_t b, struct val **view)
{
	struct comparison k = {.c = c, .list = val_list(c->mem)};
	json_t *was, *is;
	enum err e;

	TRY(may_all(c, ACT_READ));
	TRY(load(c, code, &b, &is));
	if (a == 0)
		a = b > 1 ? b - 1 : b;
	e = load(c, code, &a, &was);
	if (e == OK) {
		*view = comparison_view(&k, was, is);
		map_s(*view, "code", code);
		map_i(*view, "a", a);
		map_i(*view, "b", b);
	}
	json_decref(was);
	json_decref(is);
	return e;
}
