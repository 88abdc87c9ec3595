/* words.c - what several pages say alike: kinds, periods, and the bar with
 * unit, period and tree that stays in sight. */
#include "web/pages/words.h"

#include "base/day.h"
#include "base/show.h"

#include <string.h>

const char *kind_label(const struct ctx *c, const char *code)
{
	static const struct {
		const char *code, *label;
	} known[] = {
		{"agency", N_("agency")},
		{"association", N_("association")},
		{"branch", N_("branch")},
		{"chiefdom", N_("chiefdom")},
		{"city", N_("city")},
		{"commune", N_("commune")},
		{"cooperative", N_("co-operative")},
		{"country", N_("country")},
		{"department", N_("department")},
		{"district", N_("district")},
		{"facility", N_("facility")},
		{"federation", N_("federation")},
		{"group", N_("group")},
		{"ministry", N_("ministry")},
		{"national", N_("country")},
		{"office", N_("office")},
		{"province", N_("province")},
		{"region", N_("region")},
		{"school", N_("school")},
		{"team", N_("team")},
		{"union", N_("union")},
		{"ward", N_("ward")},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(known[i].code, code))
			return tr(c, known[i].label);
	return code;
}

void map_period(struct req *q, struct val *v, const char *key, int64_t period)
{
	map_s(v, key, show_period(q->c->mem, period, q->c->lang));
}

const char *period_before(const struct req *q, int64_t period)
{
	return period_valid(period - 1)
		       ? show_period(q->c->mem, period - 1, q->c->lang)
		       : "–";
}

void map_n(struct req *q, struct val *v, const char *key, int64_t n)
{
	map_s(v, key, decimal_show(q->c->mem, n, 0, q->c->lang));
}

void map_day_shown(struct req *q, struct val *v, const char *key, int64_t day)
{
	map_s(v, key,
	      day == DAY_MAX ? NULL : show_day(q->c->mem, day, q->c->lang));
}

void map_iso_shown(struct req *q, struct val *v, const char *key,
		   const struct val *iso)
{
	int64_t day = DAY_MAX;

	if (iso && iso->kind == VAL_TEXT && !day_parse(iso->s, &day))
		day = DAY_MAX;
	map_day_shown(q, v, key, day);
}

void map_instant_shown(struct req *q, struct val *v, const char *key,
		       const char *iso)
{
	int64_t at;

	map_s(v, key,
	      instant_parse(iso, &at)
		      ? show_instant(q->c->mem, at, q->timezone, q->c->lang)
		      : NULL);
}

const char *day_input(struct req *q, int64_t day)
{
	char iso[11];

	return strcmp(q->c->lang, "vi")
		       ? arena_text(q->c->mem, day_iso(day, iso))
		       : show_day(q->c->mem, day, "vi");
}

const char *size_shown(const struct ctx *c, int64_t bytes)
{
	if (bytes < 1000000)
		return arena_printf(
			c->mem, "%s kB",
			decimal_show(c->mem, (bytes + 999) / 1000, 0, c->lang));
	return arena_printf(c->mem, "%s MB",
			    decimal_show(c->mem, decimal_div(bytes, 1000000, 1),
					 1, c->lang));
}

enum err may_at(struct ctx *c, enum act act, const char *unit, bool *yes)
{
	struct unit u;
	enum err e = unit_get(c, unit, c->today, &u);

	if (e == OK)
		e = may(c, act, u.id);
	*yes = e == OK;
	if (e == ERR_DENIED || e == ERR_MISSING)
		ctx_forget(c);
	return e == ERR_DENIED || e == ERR_MISSING ? OK : e;
}

enum err take_files(struct req *q, const struct file_in **out, size_t *n)
{
	struct file_in *file =
		arena_array(q->c->mem, q->files.n, sizeof(*file));

	*out = file;
	*n = 0;
	for (size_t i = 0; i < q->files.n; i++) {
		const struct upload *u = &q->files.at[i];

		TRY(attachment_check(q->c, u->name, u->content,
				     &file[(*n)++]));
	}
	return OK;
}

struct val *choice(struct ctx *c, const char *value, const char *label,
		   const char *chosen)
{
	struct val *v = val_map(c->mem);

	map_s(v, "value", value);
	map_s(v, "label", label);
	map_b(v, "current", !strcmp(value, chosen));
	return v;
}

struct val *val_member(struct val *map, const char *key)
{
	for (struct val *m = map->first; m; m = m->next)
		if (!strcmp(m->key, key))
			return m;
	return NULL;
}

enum err unit_words(struct req *q, const struct unit *u, struct val **out)
{
	struct val *v;

	TRY(unit_head_view(q->c, u, &v));
	map_s(v, "title", u->name);
	map_s(v, "kind_label", kind_label(q->c, u->kind_code));
	map_day_shown(q, v, "since_shown", u->since);
	map_day_shown(q, v, "until_shown", u->until);
	map_n(q, v, "members_shown", val_int(v, "members"));
	*out = v;
	return OK;
}

static struct glance_query asked(const struct req *q)
{
	return (struct glance_query){
		.form = query(q, "form", NULL),
		.period = query(q, "period", NULL),
		.tree = query(q, "tree", NULL),
		.indicator = query(q, "indicator", NULL),
		.exact = q->api,
	};
}

enum err choose(struct req *q, struct unit *u, struct glance *g)
{
	struct glance_query ask = asked(q);
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(unit_for(q->c, ACT_READ, q->code, at, u));
	return glance_choose(q->c, u, &ask, g);
}

enum err choose_filled(struct req *q, struct unit *u, struct unit_story *story,
		       struct glance *g)
{
	struct glance_query ask = asked(q);
	unsigned acts;
	int64_t at;

	TRY(query_day(q, "at", q->c->today, &at));
	TRY(unit_get(q->c, q->code, at, u));
	TRY(unit_story(q->c, u, story));
	TRY(may_what(q->c, u->id, &acts));
	*g = (struct glance){0};
	return acts & (1u << ACT_READ) ? glance_get(q->c, u, story, &ask, g)
				       : OK;
}

/* ---- the bar ---- */

static void option(struct val *list, const char *value, const char *label,
		   bool current)
{
	struct val *v = val_map(list->mem);

	map_s(v, "value", value);
	map_s(v, "label", label);
	map_b(v, "current", current);
	list_v(list, v);
}

static struct val *form_options(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < g->choices; i++) {
		const struct form *f = g->choice[i].form;

		option(list, f->code,
		       arena_printf(q->c->mem, "%s: %s", f->code,
				    form_text(q->c, f->title)),
		       !strcmp(f->code, g->form->code));
	}
	return list;
}

static struct val *indicator_options(struct req *q, const struct glance *g)
{
	struct val *list = val_list(q->c->mem);

	for (int32_t i = 0; i < g->form->n; i++) {
		const struct indicator *in = &g->form->slot[g->form->order[i]];

		option(list, in->code,
		       form_title(q->c, g->form, g->form->order[i]),
		       g->form->order[i] == g->key);
	}
	return list;
}

static void period_option(struct req *q, const struct glance *g,
			  struct val *list, int64_t period)
{
	char text[12];

	option(list, arena_text(q->c->mem, period_text(period, text)),
	       show_period(q->c->mem, period, q->c->lang),
	       period == g->ask.period);
}

/* The periods of one kind that hold those with anything given. */
static bool add_periods(struct req *q, const struct glance *g,
			enum period_kind kind, struct val *groups,
			const char *label)
{
	struct val *v = val_map(q->c->mem), *list = val_list(q->c->mem);
	int64_t last = 0;
	bool found = false;

	for (size_t i = 0; i < g->periods; i++) {
		int64_t p = period_around(kind, g->period[i]);

		if (p != last)
			period_option(q, g, list, p);
		found = found || p == g->ask.period;
		last = p;
	}
	if (!list->first)
		return false;
	map_s(v, "label", label);
	map_v(v, "options", list);
	list_v(groups, v);
	return found;
}

/* School years are for who asks for them, by a form or in the address. */
static bool offered(enum period_kind kind, enum period_kind base)
{
	if (kind == PERIOD_SCHOOL || base == PERIOD_SCHOOL)
		return kind == base;
	return kind <= base;
}

static struct val *period_options(struct req *q, const struct glance *g)
{
	static const struct {
		enum period_kind kind;
		const char *label;
	} kinds[] = {
		{PERIOD_WEEK, N_("Weeks")},
		{PERIOD_MONTH, N_("Months")},
		{PERIOD_QUARTER, N_("Quarters")},
		{PERIOD_HALF, N_("Half years")},
		{PERIOD_YEAR, N_("Years")},
		{PERIOD_SCHOOL, N_("School years")},
	};
	struct val *groups = val_list(q->c->mem);
	bool found = false;

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (offered(kinds[i].kind, g->form->period))
			found |= add_periods(q, g, kinds[i].kind, groups,
					     tr(q->c, kinds[i].label));
	if (!found && g->ask.period) {
		struct val *v = val_map(q->c->mem);
		struct val *list = val_list(q->c->mem);

		period_option(q, g, list, g->ask.period);
		map_s(v, "label", tr(q->c, N_("Shown now")));
		map_v(v, "options", list);
		list_v(groups, v);
	}
	return groups;
}

/* "as reported", "restated on the tree of today"; a date where one was
 * asked for. */
static struct val *tree_options(struct req *q, const struct glance *g,
				const char **now)
{
	struct val *list = val_list(q->c->mem);
	const char *tree = g->ask.tree;
	const char *reported = tr(q->c, N_("as reported"));
	const char *today = tr(q->c, N_("restated on the tree of today"));

	*now = !strcmp(tree, "reported") ? reported : today;
	option(list, "reported", reported, !strcmp(tree, "reported"));
	option(list, "today", today, !strcmp(tree, "today"));
	if (!g->ask.restated || !strcmp(tree, "today"))
		return list;
	*now = arena_printf(q->c->mem,
			    tr(q->c, N_("restated on the tree of %s")),
			    show_day(q->c->mem, g->ask.day, q->c->lang));
	option(list, tree, *now, true);
	return list;
}

void context_words(struct req *q, const struct unit *u, const struct glance *g,
		   const char *tail, struct val *v)
{
	const char *period = "", *tree = "";
	char text[12];

	map_s(v, "unit_code", u->code);
	map_s(v, "unit_name", u->name);
	map_s(v, "tail", tail);
	map_b(v, "chosen", g->form && g->ask.period);
	map_s(v, "form", g->form ? g->form->code : NULL);
	map_s(v, "form_title",
	      g->form ? form_text(q->c, g->form->title) : NULL);
	if (!g->form || !g->ask.period)
		return;
	period = show_period(q->c->mem, g->ask.period, q->c->lang);
	map_v(v, "forms", form_options(q, g));
	map_v(v, "indicators", indicator_options(q, g));
	map_v(v, "periods", period_options(q, g));
	map_v(v, "trees", tree_options(q, g, &tree));
	/* who is missing is known of the period's own tree only */
	map_b(v, "any_tree", strcmp(tail, "/missing") != 0);
	map_s(v, "tree", g->ask.tree);
	map_s(v, "tree_shown", tree);
	map_s(v, "period",
	      arena_text(q->c->mem, period_text(g->ask.period, text)));
	map_s(v, "period_shown", period);
	map_s(v, "period_first", show_first(q->c->mem, period));
	map_day_shown(q, v, "tree_day", g->ask.day);
	map_b(v, "base", g->ask.first == g->ask.last && !g->ask.restated);
}
