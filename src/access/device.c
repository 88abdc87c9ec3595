/* device.c - known browsers, as hashes of what they hold and the account. */
#include "access/device.h"

#include "access/agent.h"
#include "access/security.h"
#include "base/random.h"
#include "gen/sql_access.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32
#define TOKEN_TEXT  43
#define HASH_BYTES  32

static struct blob hash_of(struct arena *mem, int64_t account,
			   const char *token)
{
	unsigned char *h = arena_alloc(mem, HASH_BYTES);
	const char *text = arena_printf(mem, "tierwork device %lld %s",
					(long long)account, token);

	crypto_generichash(h, HASH_BYTES, (const unsigned char *)text,
			   strlen(text), NULL, 0);
	return (struct blob){h, HASH_BYTES};
}

enum err device_known(struct ctx *c, int64_t account, const char *token,
		      bool *known)
{
	struct device_row *row;
	size_t n;

	*known = false;
	if (!token || !account)
		return OK;
	TRY(sql_device_get(c, hash_of(c->mem, account, token), account,
			   c->now - DEVICE_KEPT, &row, &n));
	*known = n > 0;
	return OK;
}

static const char *new_token(struct arena *mem)
{
	unsigned char raw[TOKEN_BYTES];
	char *s = arena_alloc(mem, TOKEN_TEXT + 1);

	random_bytes(raw, sizeof(raw));
	return sodium_bin2base64(s, TOKEN_TEXT + 1, raw, sizeof(raw),
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

enum err device_remember(struct ctx *c, int64_t account, const char *token,
			 const char *agent, const char **keep)
{
	const char *which = agent_words(c->mem, agent);
	struct device_count before;
	bool known;

	*keep = token && strlen(token) == TOKEN_TEXT ? token
						     : new_token(c->mem);
	TRY(device_known(c, account, *keep, &known));
	TRY(sql_device_count(c, account, &before));
	TRY(sql_device_put(c, hash_of(c->mem, account, *keep), account,
			   c->now));
	if (known || before.n == 0)
		return OK;
	TRY(sql_device_sweep(c, account, c->now - DEVICE_KEPT));
	return security_mail(c, account,
			     N_("Somebody signed in to your account in a "
				"browser that was not used for it before: %s."),
			     *which ? which : "?");
}
