/* session.c - sessions, as hashes of the tokens that browsers hold. */
#include "access/session.h"

#include "access/agent.h"
#include "access/manage.h"
#include "access/security.h"
#include "base/day.h"
#include "base/random.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <sodium.h>
#include <string.h>

#define SECRET_TEXT 43 /* characters that change: 256 bits */
#define FORM_TEXT   22 /* and that stay for the session: 128 bits */
#define HASH_BYTES  32
#define SEEN_EVERY  60 /* s: a write a minute is enough to know idleness */

static char *base64(struct arena *mem, const void *raw, size_t size)
{
	size_t n = sodium_base64_ENCODED_LEN(
		size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

	return sodium_bin2base64(arena_alloc(mem, n), n, raw, size,
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static char *random_text(struct arena *mem, size_t bytes)
{
	unsigned char raw[32];

	random_bytes(raw, bytes);
	return base64(mem, raw, bytes);
}

char *session_token(struct arena *mem)
{
	return arena_printf(mem, "%s%s", random_text(mem, 32),
			    random_text(mem, 16));
}

/* The next one of the same session. */
static char *next_token(struct arena *mem, const char *token)
{
	return arena_printf(mem, "%s%s", random_text(mem, 32),
			    token + SECRET_TEXT);
}

/* `what` keeps the two uses of one token apart. */
static struct blob hash(struct arena *mem, const char *what, const char *token)
{
	unsigned char *h = arena_alloc(mem, HASH_BYTES);
	crypto_generichash_state s;

	crypto_generichash_init(&s, (const unsigned char *)what, strlen(what),
				HASH_BYTES);
	crypto_generichash_update(&s, (const unsigned char *)token,
				  strlen(token));
	crypto_generichash_final(&s, h, HASH_BYTES);
	return (struct blob){h, HASH_BYTES};
}

static struct blob stored(struct arena *mem, const char *token)
{
	return hash(mem, "tierwork session", token ? token : "");
}

char *session_csrf(struct arena *mem, const char *token)
{
	size_t n = strlen(token);
	struct blob h = hash(mem, "tierwork form",
			     token + (n > FORM_TEXT ? n - FORM_TEXT : 0));

	return base64(mem, h.data, h.size);
}

/* Not long ago, by a clock that may have been put back since. */
static bool lately(const struct ctx *c, int64_t at, int64_t within)
{
	return at >= c->now - within && at <= c->now + CLOCK_SLACK;
}

enum err session_open(struct ctx *c, const char *token, struct session *out)
{
	struct session_row r;
	bool replaced;

	TRY(sql_session_open(c, stored(c->mem, token), c->now, &r));
	*out = (struct session){
		.title = r.title ? r.title : "Tierwork",
		.timezone = r.timezone ? r.timezone : "Asia/Ho_Chi_Minh",
	};
	if (!r.account)
		return OK;
	replaced = r.old_until.set;
	if (replaced &&
	    !lately(c, r.old_until.value - SESSION_GRACE, SESSION_GRACE)) {
		out->reused = r.id;
		return OK;
	}
	out->id = r.id;
	out->account = r.account;
	out->login = r.login;
	out->lang = r.lang;
	out->unseen = r.unseen;
	out->stale = r.seen.value < c->now - SEEN_EVERY;
	out->renew = r.renew.value && !replaced;
	out->proved = lately(c, r.proved.value, SESSION_PROOF);
	out->owes = r.owes.value;
	return OK;
}

enum err session_seen(struct ctx *c, int64_t id)
{
	return sql_session_seen(c, id, c->now);
}

static const char *number(struct ctx *c, int64_t i)
{
	return arena_printf(c->mem, "%lld", (long long)i);
}

enum err session_start(struct ctx *c, const struct session_new *who,
		       const char **token)
{
	struct val *v = val_map(c->mem);
	struct session_new_row made;

	if (who->old)
		TRY(sql_session_drop(c, stored(c->mem, who->old)));
	TRY(sql_session_sweep(c, who->account, c->now));
	*token = session_token(c->mem);
	TRY(sql_session_add(c, stored(c->mem, *token), who->account,
			    agent_words(c->mem, who->agent),
			    who->from ? who->from : "", who->owes,
			    who->proved ? who->proved : c->now, c->now, &made));
	map_i(v, "session", made.id);
	map_s(v, "method", who->method);
	return journal_add(c, "session.begin", number(c, who->account), v);
}

static enum err move(struct ctx *c, const char *token, struct opt_int proved,
		     const char **moved)
{
	int64_t changed;

	*moved = next_token(c->mem, token);
	TRY(sql_session_move(c, stored(c->mem, token), stored(c->mem, *moved),
			     c->now + SESSION_GRACE, proved, &changed));
	if (!changed)
		*moved = NULL;
	return OK;
}

enum err session_move(struct ctx *c, const char *token, const char **moved)
{
	return move(c, token, (struct opt_int){0}, moved);
}

enum err session_prove(struct ctx *c, const char *token, const char **moved)
{
	return move(c, token, (struct opt_int){true, c->now}, moved);
}

enum err session_renew(struct ctx *c, int64_t account)
{
	c->rights = NULL; /* they may be one's own */
	return sql_session_renew(c, account);
}

enum err session_settle(struct ctx *c, int64_t account)
{
	return sql_session_settle(c, account);
}

/* ---- ending ---- */

/* *account: whose it was, where it was there. */
static enum err end_one(struct ctx *c, int64_t id, const char *act,
			const char *why, int64_t *account, bool *was)
{
	struct val *v = val_map(c->mem);
	struct session_ended *ended;
	size_t n;

	TRY(sql_session_end(c, id, &ended, &n));
	*was = n > 0;
	if (n == 0)
		return OK;
	*account = ended[0].account;
	map_i(v, "session", id);
	map_s(v, "why", why);
	return journal_add(c, act, number(c, *account), v);
}

enum err session_stolen(struct ctx *c, int64_t id)
{
	int64_t account;
	bool was;

	TRY(end_one(c, id, "session.revoke", "reused", &account, &was));
	return !was ? OK
		    : security_tell(c, account,
				    N_("A session of yours was ended: its key "
				       "was used after another had taken its "
				       "place. It may have been taken away by "
				       "somebody; look where you are signed "
				       "in."),
				    "");
}

enum err session_end(struct ctx *c, int64_t id)
{
	int64_t account;
	bool was;

	return end_one(c, id, "session.end", "signout", &account, &was);
}

static enum err may_touch(struct ctx *c, int64_t account)
{
	return account == c->account ? OK
				     : account_may(c, ACT_ACCOUNT, account);
}

enum err session_list(struct ctx *c, int64_t account, int64_t here,
		      struct val **list)
{
	struct session_line *s;
	char at[21];
	size_t n;

	TRY(may_touch(c, account));
	TRY(sql_session_list(c, account, c->now, &s, &n));
	*list = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "session", s[i].id);
		map_s(v, "browser", s[i].agent);
		map_s(v, "from", s[i].from_);
		map_s(v, "began",
		      arena_text(c->mem, instant_iso(s[i].created, at)));
		map_s(v, "seen",
		      arena_text(c->mem, instant_iso(s[i].seen, at)));
		map_b(v, "here", s[i].id == here);
		list_v(*list, v);
	}
	return OK;
}

enum err session_revoke(struct ctx *c, int64_t account, int64_t id)
{
	struct session_line *s;
	bool was = false;
	size_t n;

	TRY(may_touch(c, account));
	TRY(sql_session_list(c, account, c->now, &s, &n));
	for (size_t i = 0; i < n && !was; i++)
		if (s[i].id == id)
			TRY(end_one(c, id, "session.revoke", "ended", &account,
				    &was));
	return was ? OK
		   : fail(c, ERR_MISSING, NULL,
			  N_("There is no such session; it may have ended "
			     "already."));
}

enum err session_revoke_all(struct ctx *c, int64_t account, int64_t but,
			    int64_t *n)
{
	struct val *v = val_map(c->mem);

	TRY(may_touch(c, account));
	TRY(sql_session_end_all(c, account, but, n));
	if (*n == 0)
		return OK;
	map_i(v, "count", *n);
	map_s(v, "why", but ? "others" : "all");
	return journal_add(c, "session.revoke", number(c, account), v);
}
