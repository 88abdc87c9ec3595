/* claims.c - reads what an identity provider writes. */
#include "access/claims.h"

#include "base/text.h"
#include "core/fetch.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#define SKEW   60  /* s by which two clocks may differ */
#define SHORT  255 /* bytes of a name, a subject, an address */
#define TOKENS (16 << 10)

static json_t *load(const char *text)
{
	json_t *o = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(o))
		return o;
	json_decref(o);
	return NULL;
}

/* A text of 1 to `most` bytes; NULL: there is none. */
static const char *text_of(struct arena *mem, const json_t *o, const char *name,
			   size_t most)
{
	const json_t *v = json_object_get(o, name);
	size_t n = json_string_length(v);

	return n > 0 && n <= most ? arena_copy(mem, json_string_value(v), n)
				  : NULL;
}

static bool is_text(const json_t *o, const char *name, const char *want)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s && !strcmp(s, want);
}

/* Whether a list of texts has `want`. */
static bool lists(const json_t *list, const char *want)
{
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v) if (json_is_string(v) &&
					   !strcmp(json_string_value(v),
						   want)) return true;
	return false;
}

/* ---- its description ---- */

static const char *address_of(struct arena *mem, const json_t *o,
			      const char *name)
{
	const char *s = text_of(mem, o, name, 1000);

	return s && fetch_url_valid(s) ? s : NULL;
}

static const char *read_provider(struct arena *mem, const json_t *o,
				 const char *issuer, struct provider *out)
{
	const json_t *ways =
		json_object_get(o, "token_endpoint_auth_methods_supported");

	if (!is_text(o, "issuer", issuer))
		return N_("Its description is of another issuer.");
	*out = (struct provider){
		.authorize = address_of(mem, o, "authorization_endpoint"),
		.token = address_of(mem, o, "token_endpoint"),
		.keys = address_of(mem, o, "jwks_uri"),
		.userinfo = address_of(mem, o, "userinfo_endpoint"),
		.names_itself = json_is_true(json_object_get(
			o, "authorization_response_iss_parameter_supported")),
		.basic = !ways || lists(ways, "client_secret_basic"),
	};
	if (!out->authorize || !out->token || !out->keys)
		return N_("Its description lacks an address, or has one that "
			  "is not encrypted.");
	return NULL;
}

const char *claims_provider(struct arena *mem, const char *text,
			    const char *issuer, struct provider *out)
{
	json_t *o = load(text);
	const char *trouble = N_("Its description is no JSON object.");

	if (o)
		trouble = read_provider(mem, o, issuer, out);
	json_decref(o);
	return trouble;
}

/* ---- tokens ---- */

const char *claims_tokens(struct arena *mem, const char *text, const char **id,
			  const char **access)
{
	json_t *o = load(text);

	*id = o ? text_of(mem, o, "id_token", TOKENS) : NULL;
	*access = o ? text_of(mem, o, "access_token", TOKENS) : NULL;
	json_decref(o);
	return *id ? NULL : N_("It gave no ID token for the code.");
}

/* Whole seconds; some providers write them with decimals. */
static bool instant_of(const json_t *o, const char *name, int64_t *at)
{
	const json_t *v = json_object_get(o, name);

	*at = 0;
	if (!json_is_number(v) || json_number_value(v) < 0 ||
	    json_number_value(v) > 1e11)
		return false;
	*at = (int64_t)json_number_value(v);
	return true;
}

static bool is_for(const json_t *o, const char *client)
{
	const json_t *aud = json_object_get(o, "aud");
	const json_t *azp = json_object_get(o, "azp");

	if (azp && !is_text(o, "azp", client))
		return false;
	if (json_is_string(aud))
		return is_text(o, "aud", client);
	return lists(aud, client) && (json_array_size(aud) == 1 || azp);
}

static const char *check_times(const json_t *o, int64_t now)
{
	int64_t until, at, from;

	if (!instant_of(o, "exp", &until) || !instant_of(o, "iat", &at))
		return N_("Its token does not say how long it is good.");
	if (until < now - SKEW)
		return N_("Its token has run out; perhaps the clocks of the "
			  "two servers differ.");
	if (at > now + SKEW ||
	    (instant_of(o, "nbf", &from) && from > now + SKEW))
		return N_("Its token is of the future; the clocks of the two "
			  "servers differ.");
	return NULL;
}

/* The left half of the SHA-256 of the access token, where it says one. */
static bool hash_holds(const json_t *o, const char *token)
{
	unsigned char h[crypto_hash_sha256_BYTES];
	char text[32];

	if (!json_object_get(o, "at_hash") || !token)
		return true;
	crypto_hash_sha256(h, (const unsigned char *)token, strlen(token));
	sodium_bin2base64(text, sizeof(text), h, sizeof(h) / 2,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return is_text(o, "at_hash", text);
}

/* amr of RFC 8176: more than one of what one knows, has and is. */
static bool has_factors(const json_t *o)
{
	static const char *const more[] = {"mfa", "otp", "hwk", "sc"};
	const json_t *amr = json_object_get(o, "amr");

	for (size_t i = 0; i < COUNT(more); i++)
		if (lists(amr, more[i]))
			return true;
	return false;
}

static const char *verified_email(struct arena *mem, const json_t *o)
{
	return json_is_true(json_object_get(o, "email_verified"))
		       ? text_of(mem, o, "email", SHORT)
		       : NULL;
}

static const char *read_claims(struct arena *mem, const json_t *o,
			       const struct expected *want, struct claims *out)
{
	const char *trouble = check_times(o, want->now), *name;

	if (!is_text(o, "iss", want->issuer))
		return N_("Its token is of another issuer.");
	if (!is_for(o, want->client))
		return N_("Its token is for another client.");
	if (trouble)
		return trouble;
	if (!is_text(o, "nonce", want->nonce))
		return N_("Its token answers another request.");
	if (!hash_holds(o, want->access_token))
		return N_("Its two tokens do not belong together.");
	name = text_of(mem, o, "name", SHORT);
	*out = (struct claims){
		.subject = text_of(mem, o, "sub", SHORT),
		.name = name ? text_tidy(mem, name) : "",
		.email = verified_email(mem, o),
		.factors = has_factors(o),
	};
	(void)instant_of(o, "auth_time", &out->auth_time);
	return out->subject ? NULL : N_("Its token does not say of whom.");
}

const char *claims_check(struct arena *mem, const char *text,
			 const struct expected *want, struct claims *out)
{
	json_t *o = load(text);
	const char *trouble = N_("Its token holds no JSON object.");

	if (o)
		trouble = read_claims(mem, o, want, out);
	json_decref(o);
	return trouble;
}

void claims_userinfo(struct arena *mem, const char *text, struct claims *to)
{
	json_t *o = load(text);

	if (o && is_text(o, "sub", to->subject))
		to->email = verified_email(mem, o);
	json_decref(o);
}
