/* journal_list.c - entries for people: lists, the history of an object. */
#include "core/journal.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal_words.h"
#include "gen/sql_core.h"

#include <inttypes.h>
#include <string.h>

/* ",unit.import,unit.timezone,": what is done to a kind of object. */
static const char *acts_of(struct arena *mem, const char *kind)
{
	struct buf b = {.mem = mem};

	buf_str(&b, ",");
	for (size_t i = 0; i < journal_acts_count; i++)
		if (!strcmp(journal_acts[i].kind, kind))
			buf_printf(&b, "%s,", journal_acts[i].act);
	return b.s;
}

static struct val *entry_val(struct ctx *c, const struct journal_entry *e)
{
	const struct journal_act *a = journal_act_of(e);
	const char *seat = strcmp(c->lang, "vi") ? e->seat_en : e->seat_vi;
	struct val *v = val_map(c->mem);
	char at[21];

	map_i(v, "id", e->id);
	map_s(v, "at", arena_text(c->mem, instant_iso(e->at, at)));
	map_s(v, "who", journal_who(c, e));
	map_s(v, "by",
	      e->account    ? "account"
	      : e->work < 0 ? "server"
			    : "operator");
	map_s(v, "login", e->login);
	map_s(v, "seat", seat);
	map_s(v, "body", seat ? e->body : NULL);
	map_s(v, "behalf", e->behalf_login);
	map_s(v, "act", e->act);
	map_s(v, "kind", a ? a->kind : NULL);
	map_s(v, "object", e->object);
	map_s(v, "name", e->name);
	map_s(v, "says", journal_says(c, e));
	map_s(v, "work",
	      e->work ? arena_printf(
				c->mem, "%016" PRIx64,
				(uint64_t)(e->work < 0 ? -e->work : e->work))
		      : NULL);
	map_s(v, "detail", e->detail);
	return v;
}

static enum err read(struct ctx *c, const struct journal_query *q,
		     struct journal_entry **e, size_t *n)
{
	const char *accounts = acts_of(c->mem, "account"), *acts = ",";
	int64_t high = q->high ? q->high : INT64_MAX;
	int64_t before = q->before ? q->before : INT64_MAX;
	int64_t most = q->most ? q->most : JOURNAL_PAGE;

	if (q->act && !journal_act_find(q->act))
		return fail(c, ERR_INVALID, "act",
			    N_("There is no act %s; see: tierwork journal "
			       "acts"),
			    q->act);
	if (q->kind)
		acts = acts_of(c->mem, q->kind);
	if (q->kind && !acts[1])
		return fail(c, ERR_INVALID, "kind",
			    N_("Nothing is journalled of a kind %s."), q->kind);
	if (q->act)
		acts = arena_printf(c->mem, ",%s,", q->act);
	if (q->object)
		return sql_journal_of(c, accounts, acts, q->object, q->account,
				      q->low, high, before, most, e, n);
	return sql_journal_entries(c, accounts, acts, q->account, q->low, high,
				   before, most, e, n);
}

enum err journal_list(struct ctx *c, const struct journal_query *q,
		      struct val **list)
{
	struct journal_entry *e;
	size_t n;

	TRY(read(c, q, &e, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++)
		list_v(*list, entry_val(c, &e[i]));
	return OK;
}

enum err journal_history(struct ctx *c, const char *kind, const char *object,
			 struct val **list)
{
	return journal_list(
		c, &(struct journal_query){.kind = kind, .object = object},
		list);
}

enum err journal_get(struct ctx *c, int64_t id, struct val **view)
{
	struct journal_query q = {.before = id + 1, .most = 1};
	struct journal_entry *e;
	size_t n = 0;

	if (id > 0 && id < INT64_MAX)
		TRY(read(c, &q, &e, &n));
	if (n == 0 || e[0].id != id)
		return fail(c, ERR_MISSING, NULL,
			    N_("There is no entry %lld in the journal."),
			    (long long)id);
	*view = entry_val(c, &e[0]);
	map_i(*view, "lane", e[0].lane);
	map_i(*view, "seq", e[0].seq);
	map_i(*view, "format", e[0].format);
	map_s(*view, "hash", text_hex(c->mem, e[0].hash.data, e[0].hash.size));
	return OK;
}
