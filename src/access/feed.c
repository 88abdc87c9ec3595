/* feed.c - addresses of calendars, as hashes of what stands in them. */
#include "access/feed.h"

#include "access/manage.h"
#include "access/security.h"
#include "access/session.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/setting.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define SECRET	   43 /* characters: 256 bits */
#define HASH_BYTES 32
#define MARK_BYTES 8
#define HOUR	   3600

/* clang-format off */
const struct feed_kind feed_kinds[] = {
	{"return",   N_("Returns")},
	{"document", N_("Documents to carry out")},
	{"plan",     N_("Plans asked for")},
	{"task",     N_("Tasks")},
};
/* clang-format on */

const size_t feed_kinds_count = COUNT(feed_kinds);

static struct blob digest(struct arena *mem, const char *what, size_t size,
			  const char *secret)
{
	unsigned char *h = arena_alloc(mem, size);

	crypto_generichash(h, size, (const unsigned char *)secret,
			   strlen(secret), (const unsigned char *)what,
			   strlen(what));
	return (struct blob){h, size};
}

static struct blob stored(struct arena *mem, const char *secret)
{
	return digest(mem, "tierwork calendar", HASH_BYTES, secret);
}

static const char *number(struct ctx *c, int64_t i)
{
	return arena_printf(c->mem, "%lld", (long long)i);
}

/* ---- what it leaves out ---- */

/* Whether the word stands in "a,b". */
static bool among(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = list; *s;) {
		size_t k = strcspn(s, ",");

		if (k == n && !strncmp(s, word, n))
			return true;
		s += k + (s[k] == ',');
	}
	return false;
}

bool feed_shows(const struct feed *f, const char *kind)
{
	return !among(f->without, kind);
}

static const char *known_kinds(struct arena *mem)
{
	struct buf b = {.mem = mem};

	for (size_t i = 0; i < feed_kinds_count; i++)
		buf_printf(&b, "%s%s", i ? "," : "", feed_kinds[i].name);
	return b.s;
}

/* Each once, in the order of the table; *out is "" for none. */
static enum err read_kinds(struct ctx *c, const char *list, const char **out)
{
	struct buf b = {.mem = c->mem};
	const char *known = known_kinds(c->mem);
	size_t left = 0;

	buf_str(&b, "");
	for (const char *s = list; *s;) {
		size_t n = strcspn(s, ",");

		if (n && !among(known, arena_copy(c->mem, s, n)))
			return fail(c, ERR_INVALID, "without",
				    N_("A calendar leaves out some of these, "
				       "with commas between: %s. Not: %s"),
				    known, list);
		s += n + (s[n] == ',');
	}
	for (size_t i = 0; i < feed_kinds_count; i++) {
		if (among(list, feed_kinds[i].name))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   feed_kinds[i].name);
		else
			left++;
	}
	if (left == 0)
		return fail(c, ERR_INVALID, "without",
			    N_("A calendar shows something: leave one kind in "
			       "it at least."));
	*out = b.s;
	return OK;
}

static struct val *list_kinds(struct arena *mem, const char *without)
{
	struct val *list = val_list(mem);

	for (size_t i = 0; i < feed_kinds_count; i++)
		if (among(without, feed_kinds[i].name))
			list_s(list, feed_kinds[i].name);
	return list;
}

/* ---- making, listing, ending ---- */

static enum err check_new(struct ctx *c, const struct feed_new *what,
			  const char *name)
{
	struct feed_count have;

	if (what->account != c->account && !c->is_operator)
		return fail(c, ERR_DENIED, NULL,
			    N_("The address of a calendar is made by the "
			       "account whose it is, or by the operator."));
	if (!*name || utf8_length(name) > FEED_NAME)
		return fail(c, ERR_INVALID, "name",
			    N_("Say in 1 to %d characters what the calendar is "
			       "for."),
			    FEED_NAME);
	TRY(sql_feed_count(c, what->account, &have));
	if (have.n >= FEEDS_MOST)
		return fail(c, ERR_CONFLICT, "name",
			    N_("There are %d addresses of calendars already. "
			       "End one that nobody reads."),
			    FEEDS_MOST);
	return OK;
}

enum err feed_make(struct ctx *c, const struct feed_new *what, int64_t *id,
		   const char **address)
{
	const char *name = text_tidy(c->mem, what->name), *without = "";
	const char *secret, *base;
	struct val *v = val_map(c->mem);
	struct feed_id made;

	assert(!c->token);
	TRY(check_new(c, what, name));
	TRY(read_kinds(c, what->without, &without));
	TRY(setting_get(c, "base-url", "", &base));
	secret = arena_copy(c->mem, session_token(c->mem), SECRET);
	TRY(sql_feed_add(c, stored(c->mem, secret), what->account, name,
			 without, c->now, &made));
	*id = made.id;
	*address = arena_printf(c->mem, "%s/ics/%s", base, secret);
	map_i(v, "number", made.id);
	map_s(v, "name", name);
	map_v(v, "without", list_kinds(c->mem, without));
	return journal_add(c, "calendar.make", number(c, what->account), v);
}

static void map_instant(struct arena *mem, struct val *v, const char *key,
			int64_t at)
{
	char text[21];

	map_s(v, key, arena_text(mem, instant_iso(at, text)));
}

enum err feed_list(struct ctx *c, int64_t account, struct val **list)
{
	struct feed_line *f;
	size_t n;

	if (!account)
		TRY(may_all(c, ACT_ACCOUNT));
	else if (account != c->account)
		TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(sql_feed_list(c, account, &f, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "calendar", f[i].id);
		map_s(v, "login", f[i].login);
		map_s(v, "name", f[i].name);
		map_v(v, "without", list_kinds(c->mem, f[i].without));
		map_instant(c->mem, v, "made", f[i].at);
		if (f[i].used_at.set)
			map_instant(c->mem, v, "read", f[i].used_at.value);
		else
			map_s(v, "read", NULL);
		map_s(v, "state", f[i].ended_at.set ? "ended" : "good");
		list_v(*list, v);
	}
	return OK;
}

static enum err no_feed(struct ctx *c)
{
	return fail(c, ERR_MISSING, NULL, N_("There is no such calendar."));
}

enum err feed_end(struct ctx *c, int64_t id)
{
	struct val *v = val_map(c->mem);
	struct feed_row f;
	int64_t changed;
	enum err e = sql_feed_get(c, id, &f);

	if (e == ERR_MISSING)
		return no_feed(c);
	TRY(e);
	if (f.account != c->account &&
	    account_may(c, ACT_ACCOUNT, f.account) != OK)
		return no_feed(c);
	TRY(sql_feed_end(c, id, c->now, &changed));
	if (!changed)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This calendar has ended already."));
	if (f.account != c->account)
		TRY(security_tell(c, f.account,
				  N_("The administrator ended the address of "
				     "your calendar \"%s\"."),
				  f.name));
	map_i(v, "number", id);
	map_s(v, "why", "ended");
	return journal_add(c, "calendar.end", number(c, f.account), v);
}

enum err feed_end_all(struct ctx *c, int64_t account)
{
	struct val *v = val_map(c->mem);
	int64_t n;

	TRY(sql_feed_end_all(c, account, c->now, &n));
	if (n == 0)
		return OK;
	map_i(v, "count", n);
	map_s(v, "why", "closed");
	return journal_add(c, "calendar.end", number(c, account), v);
}

/* ---- a program that reads one ---- */

enum err feed_open(struct ctx *c, const char *secret, struct feed *out)
{
	struct blob mark = digest(c->mem, "tierwork calendar mark",
				  crypto_generichash_BYTES_MIN, secret);
	struct feed_found f;
	enum err e = sql_feed_open(c, stored(c->mem, secret), c->now, &f);

	if (e == ERR_MISSING)
		return no_feed(c);
	TRY(e);
	*out = (struct feed){
		.id = f.id,
		.account = f.account,
		.person = f.person,
		.lang = strcmp(f.lang, "en") ? "vi" : "en",
		.name = f.name,
		.without = f.without,
		.mark = text_hex(c->mem, mark.data, MARK_BYTES),
		.stale = !f.used_at.set || f.used_at.value < c->now - HOUR ||
			 f.used_at.value > c->now + CLOCK_SLACK,
	};
	return OK;
}

enum err feed_used(struct ctx *c, int64_t id)
{
	return sql_feed_used(c, id, c->now);
}
