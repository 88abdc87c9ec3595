/* oidc.c - talks with an identity provider, and keeps for an hour what it
 * says of itself. */
#include "access/oidc.h"

#include "access/jwt.h"
#include "core/fetch.h"
#include "core/setting.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define KEPT_S	 3600 /* how long its description and keys are good */
#define AGAIN_S	 10   /* how often its keys are fetched for an unknown one */
#define SECRETS	 44   /* a key derived of a token, in base64url */
#define BASE64	 sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define KNOWN_AT "/.well-known/openid-configuration"

enum err oidc_read(struct ctx *c, struct oidc *o)
{
	const char *base;

	TRY(setting_get(c, "oidc-issuer", "", &o->issuer));
	TRY(setting_get(c, "oidc-client-id", "", &o->client));
	TRY(setting_get(c, "oidc-label", "", &o->label));
	TRY(setting_get(c, "oidc-ca", "", &o->ca));
	TRY(setting_get(c, "oidc-link", "never", &o->link));
	TRY(setting_get(c, "oidc-factor", "never", &o->factor));
	TRY(setting_get(c, "base-url", "", &base));
	o->back = arena_printf(c->mem, "%s/signin/oidc/back", base);
	o->ready = *o->issuer && *o->client && *base;
	if (!*o->label)
		o->label = tr(c, N_("the identity provider"));
	return setting_secret(c, "oidc-client-secret", &o->secret);
}

/* ---- secrets of one errand, all made of the browser's token ---- */

static const char *derive(struct arena *mem, const char *what,
			  const char *token)
{
	unsigned char h[32];
	char *s = arena_alloc(mem, SECRETS);
	crypto_generichash_state g;

	crypto_generichash_init(&g, (const unsigned char *)what, strlen(what),
				sizeof(h));
	crypto_generichash_update(&g, (const unsigned char *)token,
				  strlen(token));
	crypto_generichash_final(&g, h, sizeof(h));
	return sodium_bin2base64(s, SECRETS, h, sizeof(h), BASE64);
}

static const char *state_of(struct arena *mem, const char *token)
{
	return derive(mem, "tierwork oidc state", token);
}

static const char *nonce_of(struct arena *mem, const char *token)
{
	return derive(mem, "tierwork oidc nonce", token);
}

static const char *verifier_of(struct arena *mem, const char *token)
{
	return derive(mem, "tierwork oidc verifier", token);
}

static const char *challenge_of(struct arena *mem, const char *token)
{
	const char *verifier = verifier_of(mem, token);
	unsigned char h[crypto_hash_sha256_BYTES];
	char *s = arena_alloc(mem, SECRETS);

	crypto_hash_sha256(h, (const unsigned char *)verifier,
			   strlen(verifier));
	return sodium_bin2base64(s, SECRETS, h, sizeof(h), BASE64);
}

bool oidc_state_right(struct arena *mem, const char *token, const char *state)
{
	const char *want = state_of(mem, token);

	return strlen(state) == strlen(want) &&
	       sodium_memcmp(state, want, strlen(want)) == 0;
}

/* ---- what it says of itself ---- */

enum page { DESCRIPTION, KEYS, PAGES };

/* Of this process. */
static struct {
	pthread_mutex_t lock;
	struct {
		struct arena *mem; /* of the two texts */
		const char *url, *text;
		int64_t at;
	} page[PAGES];
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* NULL: none that is younger than `age`. */
static const char *recall(struct ctx *c, enum page what, const char *url,
			  int64_t age)
{
	const char *text = NULL;
	int64_t old;

	pthread_mutex_lock(&cache.lock);
	old = c->now - cache.page[what].at;
	if (cache.page[what].mem && old >= 0 && old < age &&
	    !strcmp(cache.page[what].url, url))
		text = arena_text(c->mem, cache.page[what].text);
	pthread_mutex_unlock(&cache.lock);
	return text;
}

static void keep(const struct ctx *c, enum page what, const char *url,
		 const char *text)
{
	struct arena *mem = arena_new();

	pthread_mutex_lock(&cache.lock);
	arena_free(cache.page[what].mem);
	cache.page[what].mem = mem;
	cache.page[what].url = arena_text(mem, url);
	cache.page[what].text = arena_text(mem, text);
	cache.page[what].at = c->now;
	pthread_mutex_unlock(&cache.lock);
}

static const char *no_answer(struct ctx *c, const char *url, int status,
			     const char *why)
{
	if (status == 0)
		return arena_printf(c->mem, "%s: %s", url, why);
	return arena_printf(c->mem, tr(c, N_("%s answers with status %d.")),
			    url, status);
}

/* NULL: *why says why. */
static const char *get(struct ctx *c, const struct oidc *o, const char *url,
		       const char *bearer, const char **why)
{
	struct fetch f = {.url = url, .ca = o->ca, .bearer = bearer};
	struct blob body;
	int status;

	fetch(c->mem, &f, &status, &body, why);
	if (status == 200)
		return body.data;
	*why = no_answer(c, url, status, *why);
	return NULL;
}

static enum oidc_answer describe(struct ctx *c, const struct oidc *o,
				 struct provider *out, const char **why)
{
	size_t n = strlen(o->issuer);
	const char *url = arena_printf(
		c->mem, "%.*s" KNOWN_AT,
		(int)(n - (n > 0 && o->issuer[n - 1] == '/')), o->issuer);
	const char *text = recall(c, DESCRIPTION, url, KEPT_S), *trouble;
	bool new = !text;

	if (new)
		text = get(c, o, url, NULL, why);
	if (!text)
		return OIDC_AWAY;
	trouble = claims_provider(c->mem, text, o->issuer, out);
	if (trouble) {
		*why = tr(c, trouble);
		return OIDC_AWAY;
	}
	if (new)
		keep(c, DESCRIPTION, url, text);
	return OIDC_GOOD;
}

/* Those not older than `age`. */
static enum oidc_answer keys(struct ctx *c, const struct oidc *o,
			     const char *url, int64_t age, const char **text,
			     const char **why)
{
	*text = recall(c, KEYS, url, age);
	if (*text)
		return OIDC_GOOD;
	*text = get(c, o, url, NULL, why);
	if (!*text)
		return OIDC_AWAY;
	if (!jwt_keys_valid(*text)) {
		*why = tr(c, N_("Its keys cannot be read."));
		return OIDC_AWAY;
	}
	keep(c, KEYS, url, *text);
	return OIDC_GOOD;
}

enum oidc_answer oidc_try(struct ctx *c, const struct oidc *o, const char **why)
{
	struct provider p;
	const char *text;
	enum oidc_answer a = describe(c, o, &p, why);

	return a == OIDC_GOOD ? keys(c, o, p.keys, 1, &text, why) : a;
}

/* ---- there ---- */

static void add(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s%s=%s", b->len ? "&" : "", name,
		   fetch_escape(b->mem, value));
}

enum oidc_answer oidc_address(struct ctx *c, const struct oidc *o,
			      const char *token, bool again, const char **url,
			      const char **why)
{
	struct buf b = {.mem = c->mem};
	struct provider p;
	enum oidc_answer a = describe(c, o, &p, why);

	if (a != OIDC_GOOD)
		return a;
	add(&b, "response_type", "code");
	add(&b, "scope", "openid profile email");
	add(&b, "client_id", o->client);
	add(&b, "redirect_uri", o->back);
	add(&b, "state", state_of(c->mem, token));
	add(&b, "nonce", nonce_of(c->mem, token));
	add(&b, "code_challenge", challenge_of(c->mem, token));
	add(&b, "code_challenge_method", "S256");
	add(&b, "ui_locales", c->lang);
	if (again) {
		add(&b, "prompt", "login");
		add(&b, "max_age", "0");
	}
	*url = arena_printf(c->mem, "%s?%s", p.authorize, b.s);
	return OIDC_GOOD;
}

/* ---- and back ---- */

static enum oidc_answer bad(struct ctx *c, const char *trouble,
			    const char **why)
{
	*why = tr(c, trouble);
	return OIDC_BAD;
}

static enum oidc_answer ask_tokens(struct ctx *c, const struct oidc *o,
				   const struct provider *p, const char *token,
				   const char *code, struct blob *body,
				   const char **why)
{
	struct buf b = {.mem = c->mem};
	struct fetch f = {.url = p->token, .ca = o->ca};
	int status;

	add(&b, "grant_type", "authorization_code");
	add(&b, "code", code);
	add(&b, "redirect_uri", o->back);
	add(&b, "code_verifier", verifier_of(c->mem, token));
	if (*o->secret && p->basic) { /* RFC 6749, 2.3.1: escaped first */
		f.user = fetch_escape(c->mem, o->client);
		f.password = fetch_escape(c->mem, o->secret);
	} else {
		add(&b, "client_id", o->client);
		if (*o->secret)
			add(&b, "client_secret", o->secret);
	}
	f.form = b.s;
	fetch(c->mem, &f, &status, body, why);
	if (status == 200)
		return OIDC_GOOD;
	*why = no_answer(c, p->token, status, *why);
	return status >= 400 && status < 500 ? OIDC_BAD : OIDC_AWAY;
}

/* A key that is not known may be a new one. */
static enum oidc_answer verify(struct ctx *c, const struct oidc *o,
			       const struct provider *p, const char *token,
			       struct blob *claims, const char **why)
{
	const int64_t ages[] = {KEPT_S, AGAIN_S};
	enum jwt e = JWT_KEY;

	for (size_t i = 0; i < COUNT(ages) && e == JWT_KEY; i++) {
		const char *text;
		enum oidc_answer a = keys(c, o, p->keys, ages[i], &text, why);

		if (a != OIDC_GOOD)
			return a;
		e = jwt_verify(c->mem, text, token, claims);
	}
	switch (e) {
	case JWT_GOOD: return OIDC_GOOD;
	case JWT_MALFORMED:
		return bad(c, N_("Its token is no signed token."), why);
	case JWT_ALG:
		return bad(c,
			   N_("Its token is signed in a way that is not taken "
			      "(RS256, PS256 and ES256 are)."),
			   why);
	case JWT_KEY:
		return bad(c,
			   N_("Its token is signed by a key that it does not "
			      "publish."),
			   why);
	case JWT_SIGNATURE: break;
	}
	return bad(c, N_("The signature of its token is wrong."), why);
}

/* Its mail address, where the token does not say it. */
static void ask_userinfo(struct ctx *c, const struct oidc *o,
			 const struct provider *p, const char *access,
			 struct claims *to)
{
	const char *text, *why;

	if (to->email || !access || !p->userinfo || strcmp(o->link, "email"))
		return;
	text = get(c, o, p->userinfo, access, &why);
	if (text)
		claims_userinfo(c->mem, text, to);
}

enum oidc_answer oidc_claims(struct ctx *c, const struct oidc *o,
			     const char *token, const char *code,
			     const char *issuer, struct claims *out,
			     const char **why)
{
	struct expected want = {.issuer = o->issuer,
				.client = o->client,
				.nonce = nonce_of(c->mem, token),
				.now = c->now};
	struct provider p;
	struct blob body, payload;
	const char *id, *trouble;
	enum oidc_answer a = describe(c, o, &p, why);

	if (a != OIDC_GOOD)
		return a;
	if (issuer ? strcmp(issuer, o->issuer) != 0 : p.names_itself)
		return bad(c, N_("The answer is of another issuer."), why);
	a = ask_tokens(c, o, &p, token, code, &body, why);
	if (a != OIDC_GOOD)
		return a;
	trouble = claims_tokens(c->mem, body.data, &id, &want.access_token);
	if (trouble)
		return bad(c, trouble, why);
	a = verify(c, o, &p, id, &payload, why);
	if (a != OIDC_GOOD)
		return a;
	trouble = claims_check(c->mem, payload.data, &want, out);
	if (trouble)
		return bad(c, trouble, why);
	ask_userinfo(c, o, &p, want.access_token, out);
	return OIDC_GOOD;
}
