/* jwt.c - checks signatures, by libcjose (JOSE on OpenSSL). */
#include "access/jwt.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <string.h>

#define RSA_BITS_LEAST 2048

static const struct alg {
	const char *name, *kty;
} algs[] = {
	{"RS256", "RSA"},
	{"PS256", "RSA"},
	{"ES256", "EC"},
};

static const struct alg *alg_of(const char *name)
{
	for (size_t i = 0; name && i < COUNT(algs); i++)
		if (!strcmp(algs[i].name, name))
			return &algs[i];
	return NULL;
}

static const char *text_of(const json_t *o, const char *name)
{
	return json_string_value(json_object_get(o, name));
}

/* A member that need not be there, but must not say something else. */
static bool says(const json_t *o, const char *name, const char *want)
{
	const json_t *v = json_object_get(o, name);

	return !v || (json_is_string(v) && !strcmp(json_string_value(v), want));
}

static bool fits(const json_t *key, const struct alg *alg, const char *kid)
{
	const char *kty = text_of(key, "kty"), *own = text_of(key, "kid");

	return kty && !strcmp(kty, alg->kty) && says(key, "use", "sig") &&
	       says(key, "alg", alg->name) &&
	       (strcmp(kty, "EC") || says(key, "crv", "P-256")) &&
	       (!kid || (own && !strcmp(own, kid)));
}

/* The one key that fits; none where a token that names no key leaves a
 * choice. */
static const json_t *find_key(const json_t *keys, const struct alg *alg,
			      const char *kid)
{
	const json_t *key, *found = NULL;
	size_t i;

	json_array_foreach(json_object_get(keys, "keys"), i, key)
	{
		if (!fits(key, alg, kid))
			continue;
		if (found)
			return NULL;
		found = key;
	}
	return found;
}

/* Only its public part is taken. */
static cjose_jwk_t *import_key(struct arena *mem, const json_t *key,
			       const struct alg *alg)
{
	static const char *const rsa[] = {"kty", "n", "e", NULL};
	static const char *const ec[] = {"kty", "crv", "x", "y", NULL};
	const char *const *name = strcmp(alg->kty, "RSA") ? ec : rsa;
	json_t *public = json_object();
	cjose_jwk_t *jwk;
	char *text;
	size_t n;

	for (; *name; name++)
		json_object_set(public, *name, json_object_get(key, *name));
	n = json_dumpb(public, NULL, 0, JSON_COMPACT);
	text = arena_alloc(mem, n + 1);
	n = json_dumpb(public, text, n, JSON_COMPACT);
	json_decref(public);
	jwk = cjose_jwk_import(text, n, NULL);
	if (jwk && !strcmp(alg->kty, "RSA") &&
	    cjose_jwk_get_keysize(jwk, NULL) < RSA_BITS_LEAST) {
		cjose_jwk_release(jwk);
		jwk = NULL;
	}
	return jwk;
}

static enum jwt verify_with(struct arena *mem, cjose_jws_t *jws,
			    const json_t *key, const struct alg *alg)
{
	cjose_jwk_t *jwk = key ? import_key(mem, key, alg) : NULL;
	bool good;

	if (!jwk)
		return JWT_KEY;
	good = cjose_jws_verify(jws, jwk, NULL);
	cjose_jwk_release(jwk);
	return good ? JWT_GOOD : JWT_SIGNATURE;
}

static enum jwt verify(struct arena *mem, const char *keys, cjose_jws_t *jws)
{
	const json_t *head = cjose_jws_get_protected(jws);
	const struct alg *alg = alg_of(text_of(head, "alg"));
	const json_t *kid = json_object_get(head, "kid");
	json_t *set;
	enum jwt e;

	if (!alg || json_object_get(head, "crit"))
		return JWT_ALG;
	if (kid && !json_is_string(kid))
		return JWT_MALFORMED;
	set = json_loads(keys, JSON_REJECT_DUPLICATES, NULL);
	e = verify_with(mem, jws,
			set ? find_key(set, alg, json_string_value(kid)) : NULL,
			alg);
	json_decref(set);
	return e;
}

/* Three parts of base64url, of which the library takes more kinds. */
static bool is_compact(const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	size_t n = strlen(s);

	if (n > JWT_MOST)
		return false;
	for (int part = 0; part < 3; part++) {
		n = strspn(s, plain);
		if (s[n] != (part < 2 ? '.' : '\0'))
			return false;
		s += n + 1;
	}
	return true;
}

enum jwt jwt_verify(struct arena *mem, const char *keys, const char *token,
		    struct blob *claims)
{
	cjose_jws_t *jws;
	uint8_t *text;
	size_t n;
	enum jwt e;

	if (!is_compact(token))
		return JWT_MALFORMED;
	jws = cjose_jws_import(token, strlen(token), NULL);
	if (!jws) /* the library refuses "none" and the like here */
		return JWT_MALFORMED;
	e = verify(mem, keys, jws);
	if (e == JWT_GOOD && !cjose_jws_get_plaintext(jws, &text, &n, NULL))
		e = JWT_MALFORMED;
	if (e == JWT_GOOD)
		*claims = (struct blob){arena_copy(mem, (char *)text, n), n};
	cjose_jws_release(jws);
	return e;
}

bool jwt_keys_valid(const char *text)
{
	json_t *set = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	bool is = json_is_array(json_object_get(set, "keys"));

	json_decref(set);
	return is;
}
