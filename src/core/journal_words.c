/* journal_words.c - fills an entry into the sentence of its act. */
#include "core/journal_words.h"

#include "base/day.h"
#include "base/period.h"
#include "base/show.h"
#include "core/journal.h"
#include "gen/sql_core.h"

#include <jansson.h>
#include <string.h>

#define NOTHING "–"

/* Before format 2, one act stood for a return and for a file of them. */
const struct journal_act *journal_act_of(const struct journal_entry *e)
{
	const char *act = e->act;

	if (e->format == 1 && strstr(e->detail, "\"digest\"")) {
		if (!strcmp(act, "return.submit"))
			act = "returns.submit";
		if (!strcmp(act, "return.accept"))
			act = "returns.accept";
	}
	return journal_act_find(act);
}

static const char *doer(const struct ctx *c, const struct journal_entry *e)
{
	if (!e->account)
		return e->work < 0 ? tr(c, N_("Tierwork by itself"))
				   : tr(c, N_("The operator of the store"));
	return e->login && *e->login ? e->login : tr(c, N_("A former account"));
}

const char *journal_who(const struct ctx *c, const struct journal_entry *e)
{
	const char *who = doer(c, e);
	const char *seat = strcmp(c->lang, "vi") ? e->seat_en : e->seat_vi;

	if (seat && e->behalf)
		return arena_printf(c->mem,
				    tr(c, N_("%s (as %s of %s, standing in for "
					     "%s)")),
				    who, seat, e->body,
				    e->behalf_login ? e->behalf_login
						    : NOTHING);
	if (seat)
		return arena_printf(c->mem, tr(c, N_("%s (as %s of %s)")), who,
				    seat, e->body);
	if (e->behalf)
		return arena_printf(
			c->mem, tr(c, N_("%s (standing in for %s)")), who,
			e->behalf_login ? e->behalf_login : NOTHING);
	return who;
}

static const char *text_shown(const struct ctx *c, const char *key,
			      const char *s)
{
	bool is_period = !strcmp(key, "period") || !strcmp(key, "first");
	int64_t n;

	if (is_period && period_parse(s, &n))
		return show_period(c->mem, n, c->lang);
	if (strlen(s) == strlen("2026-01-31") && day_parse(s, &n))
		return n == DAY_MAX ? NOTHING : show_day(c->mem, n, c->lang);
	return *s ? s : NOTHING;
}

static const char *shown(const struct ctx *c, const char *key, const json_t *j);

static const char *list_shown(const struct ctx *c, const char *key,
			      const json_t *j)
{
	struct buf b = {.mem = c->mem};
	json_t *one;
	size_t i;

	json_array_foreach(j, i, one)
		buf_printf(&b, "%s%s", i ? ", " : "", shown(c, key, one));
	return i ? b.s : NOTHING;
}

static const char *shown(const struct ctx *c, const char *key, const json_t *j)
{
	switch (json_typeof(j)) {
	case JSON_STRING: return text_shown(c, key, json_string_value(j));
	case JSON_INTEGER:
		return arena_printf(c->mem, "%lld",
				    (long long)json_integer_value(j));
	case JSON_TRUE: return tr(c, N_("yes"));
	case JSON_FALSE: return tr(c, N_("no"));
	case JSON_ARRAY: return list_shown(c, key, j);
	case JSON_OBJECT:
	case JSON_REAL:
	case JSON_NULL: break;
	}
	return NOTHING;
}

static const char *value(const struct ctx *c, const struct journal_entry *e,
			 const json_t *detail, const char *key)
{
	const char *object = e->name ? e->name : e->object;
	const json_t *j = json_object_get(detail, key);

	if (!strcmp(key, "who"))
		return journal_who(c, e);
	if (!strcmp(key, "object"))
		return *object ? object : NOTHING;
	if (j)
		return shown(c, key, j);
	/* an entry of format 1 has the unit of a return as its object */
	return !strcmp(key, "unit") ? object : NOTHING;
}

const char *journal_says(const struct ctx *c, const struct journal_entry *e)
{
	const struct journal_act *a = journal_act_of(e);
	json_t *detail = json_loads(e->detail, 0, NULL);
	struct buf b = {.mem = c->mem};
	const char *s = a ? tr(c, a->says) : tr(c, N_("{who}: {act} {object}"));

	while (*s) {
		size_t n = strcspn(s, "{"), end = strcspn(s, "}");
		const char *key;

		buf_add(&b, s, n);
		s += n;
		if (!*s)
			break;
		key = arena_copy(c->mem, s + 1, end - n - 1);
		buf_str(&b, !strcmp(key, "act") ? e->act
						: value(c, e, detail, key));
		s += end - n + 1;
	}
	json_decref(detail);
	return b.s;
}
