/* session.c - sessions, as hashes of the tokens that browsers hold. */
#include "access/session.h"

#include "base/random.h"
#include "gen/sql_access.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32
#define HASH_BYTES  32
#define SEEN_EVERY  60 /* s: a write a minute is enough to know idleness */

char *session_token(struct arena *mem)
{
	unsigned char raw[TOKEN_BYTES];
	char *s = arena_alloc(mem, TOKEN_TEXT + 1);

	random_bytes(raw, sizeof(raw));
	return sodium_bin2base64(s, TOKEN_TEXT + 1, raw, sizeof(raw),
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING);
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
	struct blob h = hash(mem, "tierwork form", token);
	char *s = arena_alloc(mem, TOKEN_TEXT + 1);

	return sodium_bin2base64(s, TOKEN_TEXT + 1, h.data, h.size,
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

enum err session_open(struct ctx *c, const char *token, struct session *out)
{
	struct session_row r;

	TRY(sql_session_open(c, stored(c->mem, token), c->now - SESSION_IDLE,
			     c->now - SESSION_MOST, c->now, &r));
	*out = (struct session){
		.title = r.title ? r.title : "Tierwork",
		.timezone = r.timezone ? r.timezone : "Asia/Ho_Chi_Minh",
		.account = r.account,
		.login = r.login,
		.lang = r.lang,
		.unseen = r.unseen,
		.stale = r.account && r.seen.value < c->now - SEEN_EVERY,
	};
	return OK;
}

enum err session_seen(struct ctx *c, const char *token)
{
	return sql_session_seen(c, stored(c->mem, token), c->now);
}

enum err session_start(struct ctx *c, int64_t account, const char *old,
		       const char **token)
{
	if (old)
		TRY(session_end(c, old));
	TRY(sql_session_sweep(c, account, c->now - SESSION_IDLE,
			      c->now - SESSION_MOST));
	*token = session_token(c->mem);
	return sql_session_add(c, stored(c->mem, *token), account, c->now);
}

enum err session_renew(struct ctx *c, int64_t account)
{
	return sql_session_renew(c, account);
}

enum err session_end(struct ctx *c, const char *token)
{
	return sql_session_end(c, stored(c->mem, token));
}

enum err session_end_others(struct ctx *c, const char *token)
{
	return sql_session_end_others(c, stored(c->mem, token), c->account);
}
