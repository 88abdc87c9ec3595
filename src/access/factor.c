/* factor.c - the second factor and its recovery codes. */
#include "access/factor.h"

#include "access/manage.h"
#include "access/security.h"
#include "access/session.h"
#include "base/random.h"
#include "core/journal.h"
#include "core/secret.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define SEALED_AS "totp" /* what the secret is in core/secret.h */

/* A recovery code has 50 bits and is guessed at only through the store: with
 * Argon2id as OWASP's second choice has it, that is out of reach. */
#define OPS	   2
#define BYTES	   (19 << 20)
#define HASH_BYTES 32

/* Without those that look like another: 0 o, 1 i l. */
static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz";

static const char *number(struct ctx *c, int64_t i)
{
	return arena_printf(c->mem, "%lld", (long long)i);
}

enum err factor_read(struct ctx *c, int64_t account, struct factor *f)
{
	struct factor_row r;

	*f = (struct factor){.account = account};
	TRY(sql_factor_get(c, account, &r));
	f->last = r.step;
	if (!r.totp.data)
		return OK;
	return secret_open(c, SEALED_AS, account, r.totp, &f->secret);
}

/* As it is hashed: its letters alone; false: this is no recovery code. */
static bool recovery_of(const char *typed, char to[RECOVERY_TEXT])
{
	size_t n = 0;

	for (; *typed; typed++) {
		char s = *typed >= 'A' && *typed <= 'Z' ? (char)(*typed | 0x20)
							: *typed;

		if (s == ' ' || s == '-')
			continue;
		if (!strchr(letters, s) || n == RECOVERY_TEXT - 1)
			return false;
		to[n++] = s;
	}
	to[n] = '\0';
	return n == RECOVERY_TEXT - 1;
}

/* The salt is as good as drawn by chance: it comes from the secret. */
static enum err hash(struct ctx *c, struct blob secret, const char *code,
		     struct blob *out)
{
	unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char *h = arena_alloc(c->mem, HASH_BYTES);
	static const char what[] = "tierwork recovery codes";

	crypto_generichash(salt, sizeof(salt), secret.data, secret.size,
			   (const unsigned char *)what, sizeof(what) - 1);
	if (crypto_pwhash(h, HASH_BYTES, code, strlen(code), salt, OPS, BYTES,
			  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return fail(c, ERR_BROKEN, NULL,
			    N_("Not enough memory to hash a recovery code."));
	*out = (struct blob){h, HASH_BYTES};
	return OK;
}

enum err factor_try(struct ctx *c, struct factor *f, const char *typed)
{
	char code[RECOVERY_TEXT];

	f->step = 0;
	f->hash = (struct blob){0};
	if (!f->secret.data ||
	    totp_match(f->secret, c->now, f->last, typed, &f->step) ||
	    !recovery_of(typed, code))
		return OK;
	return hash(c, f->secret, code, &f->hash);
}

static enum err tell_left(struct ctx *c, int64_t account)
{
	struct recovery_left left;
	struct val *v = val_map(c->mem);

	TRY(sql_recovery_left(c, account, &left));
	map_i(v, "left", left.n);
	TRY(security_tell(c, account,
			  N_("Somebody signed in to your account with a "
			     "recovery code; %s are left. Was it not you, "
			     "change your password at once."),
			  number(c, left.n)));
	return journal_add(c, "factor.recover", number(c, account), v);
}

enum err factor_use(struct ctx *c, const struct factor *f, enum factor_use *how)
{
	int64_t changed = 0;

	*how = FACTOR_WRONG;
	if (f->step) {
		TRY(sql_factor_step(c, f->account, f->step, &changed));
		*how = changed ? FACTOR_CODE : FACTOR_WRONG;
	} else if (f->hash.data) {
		TRY(sql_recovery_use(c, f->account, f->hash, c->now, &changed));
		*how = changed ? FACTOR_RECOVERY : FACTOR_WRONG;
	}
	return *how == FACTOR_RECOVERY ? tell_left(c, f->account) : OK;
}

static enum err wanted(struct ctx *c, int64_t account, bool *on, bool *want)
{
	struct factor_wanted w;

	TRY(sql_factor_wanted(c, account, c->today, &w));
	*on = w.totp;
	*want = w.policy &&
		(!strcmp(w.policy, "all") ||
		 (!strcmp(w.policy, "administrators") && w.administers));
	return OK;
}

enum err factor_due(struct ctx *c, int64_t account, bool *due)
{
	bool on;

	TRY(wanted(c, account, &on, due));
	*due = *due && !on;
	return OK;
}

/* ---- setting up ---- */

struct blob factor_secret(struct arena *mem)
{
	unsigned char *raw = arena_alloc(mem, TOTP_SECRET);

	random_bytes(raw, TOTP_SECRET);
	return (struct blob){raw, TOTP_SECRET};
}

enum err factor_codes_make(struct ctx *c, struct blob secret,
			   struct factor_codes *codes)
{
	for (int i = 0; i < RECOVERY_CODES; i++) {
		char code[RECOVERY_TEXT];

		for (int k = 0; k < RECOVERY_TEXT - 1; k++)
			code[k] = letters[random_below(sizeof(letters) - 1)];
		code[RECOVERY_TEXT - 1] = '\0';
		TRY(hash(c, secret, code, &codes->hash[i]));
		codes->text[i] =
			arena_printf(c->mem, "%.5s-%s", code, code + 5);
	}
	return OK;
}

static enum err put_codes(struct ctx *c, const struct factor_codes *codes)
{
	TRY(sql_recovery_clear(c, c->account));
	for (int i = 0; i < RECOVERY_CODES; i++)
		TRY(sql_recovery_add(c, c->account, codes->hash[i]));
	return OK;
}

enum err factor_on(struct ctx *c, struct blob secret, const char *typed,
		   const struct factor_codes *codes)
{
	struct blob sealed;
	int64_t step, changed;

	assert(c->account && secret.size == TOTP_SECRET);
	if (!totp_match(secret, c->now, 0, typed, &step))
		return fail(c, ERR_INVALID, "code",
			    N_("This is not the code that your telephone shows "
			       "now. Look whether its clock is right, and type "
			       "the next one."));
	TRY(secret_seal(c, SEALED_AS, c->account, secret, &sealed));
	TRY(sql_factor_put(c, c->account, sealed, step, &changed));
	TRY(put_codes(c, codes));
	TRY(session_settle(c, c->account));
	return journal_add(c, "factor.on", number(c, c->account), NULL);
}

enum err factor_codes_put(struct ctx *c, const struct factor_codes *codes)
{
	assert(c->account);
	TRY(put_codes(c, codes));
	return journal_add(c, "factor.codes", number(c, c->account), NULL);
}

enum err factor_off(struct ctx *c, int64_t account)
{
	bool on, want, own = account == c->account;
	int64_t changed;

	if (!own)
		TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(wanted(c, account, &on, &want));
	if (!on)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("There is no second factor to turn off."));
	if (own && want)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Your organisation wants a second factor. To "
			       "use another telephone, set it up anew."));
	TRY(sql_factor_put(c, account, (struct blob){0}, 0, &changed));
	TRY(sql_recovery_clear(c, account));
	TRY(session_renew(c, account));
	if (!own)
		TRY(security_tell(c, account,
				  N_("The administrator turned your second "
				     "factor off. The password alone is enough "
				     "until you set it up again."),
				  ""));
	return journal_add(c, "factor.off", number(c, account), NULL);
}

enum err factor_view(struct ctx *c, int64_t account, struct val **view)
{
	struct val *v = val_map(c->mem);
	struct recovery_left left;
	bool on, want;

	if (account != c->account)
		TRY(account_may(c, ACT_ACCOUNT, account));
	TRY(wanted(c, account, &on, &want));
	TRY(sql_recovery_left(c, account, &left));
	map_b(v, "on", on);
	map_i(v, "codes", left.n);
	map_b(v, "wanted", want);
	*view = v;
	return OK;
}

/* ---- half a sign-in ---- */

static struct blob stored(struct arena *mem, const char *token)
{
	unsigned char *h = arena_alloc(mem, HASH_BYTES);

	crypto_generichash(h, HASH_BYTES, (const unsigned char *)token,
			   strlen(token),
			   (const unsigned char *)"tierwork half", 13);
	return (struct blob){h, HASH_BYTES};
}

enum err half_begin(struct ctx *c, int64_t account, const char *method,
		    const char *next, const char **token)
{
	TRY(sql_half_sweep(c, account, c->now,
			   c->now + HALF_LIVES + CLOCK_SLACK));
	*token = session_token(c->mem);
	return sql_half_add(c, stored(c->mem, *token), account, method, next,
			    c->now + HALF_LIVES);
}

enum err half_find(struct ctx *c, const char *token, struct half *h)
{
	struct half_row *r;
	size_t n;

	*h = (struct half){0};
	if (!token)
		return OK;
	TRY(sql_half_find(c, stored(c->mem, token), c->now,
			  c->now + HALF_LIVES + CLOCK_SLACK, &r, &n));
	if (n == 1)
		*h = (struct half){r->account, r->login, r->method, r->next,
				   r->tries};
	return OK;
}

enum err half_end(struct ctx *c, const char *token)
{
	return sql_half_end(c, stored(c->mem, token));
}

enum err half_wrong(struct ctx *c, const char *token, const struct half *h)
{
	struct half_tries *tries;
	size_t n;

	TRY(sql_half_wrong(c, stored(c->mem, token), &tries, &n));
	if (n == 0 || tries->tries < HALF_TRIES)
		return OK;
	TRY(half_end(c, token));
	TRY(security_tell(c, h->account,
			  N_("Somebody gave your password, and then five wrong "
			     "codes. Was it not you, change your password at "
			     "once."),
			  ""));
	return journal_add(c, "factor.refused", number(c, h->account), NULL);
}
