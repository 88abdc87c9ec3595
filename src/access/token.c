/* token.c - access tokens of programs, as hashes of what they send. */
#include "access/token.h"

#include "access/manage.h"
#include "access/security.h"
#include "base/day.h"
#include "base/show.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/setting.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define PREFIX	   "tw_" /* so that one is known where it should not lie */
#define SECRET	   43	 /* characters after it: 256 bits */
#define HASH_BYTES 32
#define HOUR	   3600
#define TOLD	   (7 * 86400) /* s before it is over */

unsigned token_acts(void)
{
	return (2u << ACT_OPERATE) - 1 -
	       (1u << ACT_ACCOUNT | 1u << ACT_OPERATE);
}

static const char *number(struct ctx *c, int64_t i)
{
	return arena_printf(c->mem, "%lld", (long long)i);
}

static struct blob stored(struct arena *mem, const char *secret)
{
	static const char what[] = "tierwork api token";
	unsigned char *h = arena_alloc(mem, HASH_BYTES);

	crypto_generichash(h, HASH_BYTES, (const unsigned char *)secret,
			   strlen(secret), (const unsigned char *)what,
			   sizeof(what) - 1);
	return (struct blob){h, HASH_BYTES};
}

/* ---- what one may be given ---- */

/* The act of the word of n bytes; false: a token can be given none such. */
static bool act_of(const char *word, size_t n, unsigned *acts)
{
	for (unsigned i = 0; i <= ACT_OPERATE; i++) {
		const char *name = act_name((enum act)i);

		if (strlen(name) == n && !strncmp(name, word, n) &&
		    token_acts() & (1u << i)) {
			*acts |= 1u << i;
			return true;
		}
	}
	return false;
}

/* false: a word in it is none, or there is none. */
static bool read_acts(const char *s, unsigned *acts)
{
	*acts = 0;
	while (*s) {
		size_t n = strcspn(s, ",");

		if (!act_of(s, n, acts))
			return false;
		s += n + (s[n] == ',');
	}
	return *acts != 0;
}

/* Each once, in the order of enum act. */
static const char *write_acts(struct arena *mem, unsigned acts)
{
	struct buf b = {.mem = mem};

	for (unsigned i = 0; i <= ACT_OPERATE; i++)
		if (acts & (1u << i))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   act_name((enum act)i));
	return b.s;
}

static struct val *list_acts(struct arena *mem, const char *acts)
{
	struct val *list = val_list(mem);

	for (const char *s = acts; *s;) {
		size_t n = strcspn(s, ",");

		list_s(list, arena_copy(mem, s, n));
		s += n + (s[n] == ',');
	}
	return list;
}

/* ---- making, listing, ending ---- */

static enum err check_new(struct ctx *c, const struct token_new *what,
			  const char *name, unsigned *acts)
{
	if (what->account != c->account && !c->is_operator)
		return fail(c, ERR_DENIED, NULL,
			    N_("A token is made by the account that it stands "
			       "for, or by the operator."));
	if (!*name || utf8_length(name) > TOKEN_NAME)
		return fail(c, ERR_INVALID, "name",
			    N_("Say in 1 to %d characters what the token is "
			       "for."),
			    TOKEN_NAME);
	if (!read_acts(what->acts, acts))
		return fail(c, ERR_INVALID, "acts",
			    N_("Say what the token may do, with commas "
			       "between: %s. Not: %s"),
			    write_acts(c->mem, token_acts()), what->acts);
	if (what->until < c->today || what->until > c->today + TOKEN_DAYS_MOST)
		return fail(c, ERR_INVALID, "until",
			    N_("A token is good until a day within a year from "
			       "today."));
	return OK;
}

enum err token_make(struct ctx *c, const struct token_new *what, int64_t *id,
		    const char **secret)
{
	const char *name = text_tidy(c->mem, what->name), *tz;
	struct val *v = val_map(c->mem);
	struct token_id made;
	unsigned acts;
	char day[11];

	assert(!c->token);
	TRY(check_new(c, what, name, &acts));
	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	*secret = arena_printf(c->mem, PREFIX "%.*s", SECRET,
			       session_token(c->mem));
	TRY(sql_token_add(c, stored(c->mem, *secret), what->account, name,
			  write_acts(c->mem, acts), c->now,
			  tz_day_end(tz, what->until) - 1, &made));
	*id = made.id;
	map_i(v, "number", made.id);
	map_s(v, "name", name);
	map_v(v, "acts", list_acts(c->mem, write_acts(c->mem, acts)));
	map_s(v, "until", arena_text(c->mem, day_iso(what->until, day)));
	return journal_add(c, "token.make", number(c, what->account), v);
}

static const char *state_of(const struct ctx *c, const struct token_line *t)
{
	if (t->until < c->now)
		return "expired";
	return t->ended_at.set ? "ended" : "good";
}

enum err token_list(struct ctx *c, int64_t account, struct val **list)
{
	struct token_line *t;
	const char *tz;
	char text[21];
	size_t n;

	if (!account)
		TRY(may_all(c, ACT_ACCOUNT));
	else if (account != c->account)
		TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	TRY(sql_token_list(c, account, &t, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "token", t[i].id);
		map_s(v, "login", t[i].login);
		map_s(v, "name", t[i].name);
		map_v(v, "acts", list_acts(c->mem, t[i].acts));
		map_s(v, "made",
		      arena_text(c->mem, instant_iso(t[i].at, text)));
		map_s(v, "until",
		      arena_text(c->mem,
				 day_iso(tz_day(tz, t[i].until), text)));
		map_s(v, "used",
		      t[i].used_at.set
			      ? arena_text(
					c->mem,
					instant_iso(t[i].used_at.value, text))
			      : NULL);
		map_s(v, "state", state_of(c, &t[i]));
		list_v(*list, v);
	}
	return OK;
}

static enum err no_token(struct ctx *c)
{
	return fail(c, ERR_MISSING, NULL, N_("There is no such token."));
}

static enum err ended(struct ctx *c, int64_t id, int64_t account,
		      const char *why)
{
	struct val *v = val_map(c->mem);

	map_i(v, "number", id);
	map_s(v, "why", why);
	return journal_add(c, "token.end", number(c, account), v);
}

enum err token_end(struct ctx *c, int64_t id)
{
	struct token_row t;
	int64_t changed;
	enum err e = sql_token_get(c, id, &t);

	if (e == ERR_MISSING)
		return no_token(c);
	TRY(e);
	if (t.account != c->account &&
	    account_may(c, ACT_ACCOUNT, t.account) != OK)
		return no_token(c);
	TRY(sql_token_end(c, id, c->now, &changed));
	if (!changed)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This token has ended already."));
	if (t.account != c->account)
		TRY(security_tell(c, t.account,
				  N_("The administrator ended your access "
				     "token \"%s\"."),
				  t.name));
	return ended(c, id, t.account, "ended");
}

enum err token_end_all(struct ctx *c, int64_t account)
{
	struct val *v = val_map(c->mem);
	int64_t n;

	TRY(sql_token_end_all(c, account, c->now, &n));
	if (n == 0)
		return OK;
	map_i(v, "count", n);
	map_s(v, "why", "closed");
	return journal_add(c, "token.end", number(c, account), v);
}

/* ---- a request that bears one ---- */

enum err token_open(struct ctx *c, const char *secret, struct bearer *b)
{
	struct token_found t;
	bool over;

	TRY(sql_token_open(c, stored(c->mem, secret), c->now, &t));
	*b = (struct bearer){
		.who = {.title = t.title ? t.title : "Tierwork",
			.timezone = t.timezone ? t.timezone : TIMEZONE_DEFAULT},
		.token = t.id};
	if (!t.id)
		return OK;
	over = t.ended_at.set || t.until.value < c->now || !t.account ||
	       !read_acts(t.acts, &b->acts);
	b->refused = over &&
		     (!t.refused_at.set || t.refused_at.value < c->now - HOUR ||
		      t.refused_at.value > c->now);
	if (over)
		return OK;
	b->who.account = t.account;
	b->who.login = t.login;
	b->who.lang = t.lang;
	b->who.unseen = t.unseen;
	b->who.stale = !t.used_at.set || t.used_at.value < c->now - HOUR ||
		       t.used_at.value > c->now + CLOCK_SLACK;
	return OK;
}

enum err token_used(struct ctx *c, int64_t id)
{
	return sql_token_used(c, id, c->now);
}

enum err token_refused(struct ctx *c, int64_t id)
{
	struct val *v = val_map(c->mem);
	struct token_owner *of;
	size_t n;

	TRY(sql_token_refused(c, id, c->now, c->now - HOUR, &of, &n));
	if (n == 0)
		return OK; /* of two at once, one was first */
	map_i(v, "number", id);
	return journal_add(c, "token.refused", number(c, of->account), v);
}

/* ---- by itself ---- */

static enum err tell_due(struct ctx *c, struct turn *t)
{
	struct token_due *due;
	const char *tz;
	size_t n;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	TRY(sql_token_due(c, c->now, c->now + TOLD, &due, &n));
	for (size_t i = 0; i < n; i++) {
		char day[11];
		const char *word =
			arena_printf(c->mem, "%s, %s", due[i].name,
				     day_iso(tz_day(tz, due[i].until), day));

		TRY(security_tell(c, due[i].account,
				  N_("An access token is good for a few days "
				     "yet (%s). Make another one for its "
				     "program."),
				  word));
		TRY(sql_token_told(c, due[i].id, c->now));
	}
	t->done += (int64_t)n;
	return OK;
}

static enum err turn(struct ctx *c, void *arg)
{
	struct turn *t = arg;
	struct token_over *over;
	size_t n;

	t->done = 0;
	TRY(tell_due(c, t));
	TRY(sql_token_over(c, c->now, &over, &n));
	for (size_t i = 0; i < n; i++)
		TRY(ended(c, over[i].id, over[i].account, "expired"));
	t->done += (int64_t)n;
	return OK;
}

enum err token_chore(struct ctx *c, struct turn *t)
{
	return run_unit(c, DB_WRITE, turn, t);
}
