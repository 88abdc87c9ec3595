/* factor.c - pages of the second factor: its code at sign-in, and setting it
 * up. */
#include "access/factor.h"

#include "access/session.h"
#include "web/guess.h"
#include "web/qr.h"
#include "web/signin.h"

#include <sodium.h>
#include <string.h>

/* ---- the second step of signing in ---- */

static enum err show_code(struct req *q, struct reply *p, int status,
			  const char *trouble, struct val *kept)
{
	struct val *v = val_map(q->c->mem);

	signin_form_token(q, p);
	p->status = status;
	map_s(v, "title", tr(q->c, N_("Your code")));
	map_s(v, "trouble", trouble);
	map_v(v, "kept", kept);
	return page(q, p, "access/code", v);
}

enum err code_ask(struct req *q, struct reply *p, const char *token)
{
	struct val *kept = signin_kept(q);

	reply_cookie(q, p, COOKIE_HALF, token, HALF_LIVES);
	return kept->first ? show_code(q, p, 200, NULL, kept)
			   : see_other(q, p, "/signin/code");
}

struct step {
	const char *token;
	struct half half;
	struct factor factor;
	enum factor_use how;
};

static enum err find_half(struct ctx *c, void *arg)
{
	struct step *s = arg;

	TRY(half_find(c, s->token, &s->half));
	return s->half.account ? factor_read(c, s->half.account, &s->factor)
			       : OK;
}

/* GET /signin/code */
enum err page_code(struct req *q, struct reply *p)
{
	struct step s = {.token = cookie(q, COOKIE_HALF)};

	TRY(find_half(q->c, &s));
	if (!s.half.account)
		return see_other(q, p, "/signin");
	return show_code(q, p, 200, NULL, val_list(q->c->mem));
}

static enum err use_code(struct ctx *c, void *arg)
{
	struct step *s = arg;

	TRY(factor_use(c, &s->factor, &s->how));
	return s->how == FACTOR_WRONG ? half_wrong(c, s->token, &s->half)
				      : half_end(c, s->token);
}

/* Back to the password; what was typed stays. */
static enum err start_over(struct req *q, struct reply *p, const char *why)
{
	reply_cookie(q, p, COOKIE_HALF, "", -1);
	return signin_page(q, p, 422, why);
}

/* Codes are counted apart from passwords, and by account alone: who comes
 * here knows the password. */
static enum err wrong_code(struct req *q, struct reply *p, const char *key,
			   const struct step *s)
{
	guess_wrong(key, key, q->c->now);
	if (s->half.tries + 1 >= HALF_TRIES)
		return start_over(q, p,
				  tr(q->c, N_("Five wrong codes. Sign in "
					      "again.")));
	return show_code(q, p, 422,
			 tr(q->c, N_("This code is wrong, or was used already. "
				     "Wait for the next one.")),
			 signin_kept(q));
}

/* POST /signin/code */
enum err post_code(struct req *q, struct reply *p)
{
	struct step s = {.token = cookie(q, COOKIE_HALF)};
	struct entrant who = {.coded = true};
	const char *key;

	TRY(run_unit(q->c, DB_READ, find_half, &s));
	if (!s.half.account)
		return start_over(q, p,
				  tr(q->c, N_("The time for the code is over. "
					      "Sign in again.")));
	key = arena_printf(q->c->mem, "code/%s", s.half.login);
	if (guess_wait(key, key, q->c->now))
		return show_code(q, p, 429,
				 tr(q->c, N_("Too many wrong codes. Try again "
					     "in some minutes.")),
				 signin_kept(q));
	TRY(factor_try(q->c, &s.factor, form(q, "code", "")));
	TRY(run_unit(q->c, DB_WRITE, use_code, &s));
	if (s.how == FACTOR_WRONG)
		return wrong_code(q, p, key, &s);
	guess_right(key, key);
	who.account = s.half.account;
	who.login = s.half.login;
	who.method = s.how == FACTOR_CODE ? "code" : "recovery";
	who.next = s.half.next;
	reply_cookie(q, p, COOKIE_HALF, "", -1);
	return signed_in(q, p, &who);
}

/* ---- setting up ---- */

static const char *hex(struct arena *mem, struct blob b)
{
	size_t n = b.size * 2 + 1;

	return sodium_bin2hex(arena_alloc(mem, n), n, b.data, b.size);
}

/* The secret that the page before held; false: it is none. */
static bool secret_sent(struct req *q, struct blob *out)
{
	const char *s = form(q, "secret", "");
	unsigned char *raw = arena_alloc(q->c->mem, TOTP_SECRET);
	size_t n;

	*out = (struct blob){raw, TOTP_SECRET};
	return sodium_hex2bin(raw, TOTP_SECRET, s, strlen(s), NULL, &n, NULL) ==
		       0 &&
	       n == TOTP_SECRET;
}

static enum err show_factor(struct req *q, struct reply *p, struct blob secret,
			    const char *trouble)
{
	struct val *v = val_map(q->c->mem);

	map_s(v, "title", tr(q->c, N_("Set up the second factor")));
	map_s(v, "trouble", trouble);
	map_b(v, "owed", q->owes);
	map_s(v, "secret", hex(q->c->mem, secret));
	map_s(v, "typed", totp_text(q->c->mem, secret));
	map_v(v, "qr",
	      qr_view(q->c->mem,
		      totp_uri(q->c->mem, q->title, q->login, secret)));
	return page(q, p, "access/factor", v);
}

/* GET /settings/security/factor */
enum err page_factor(struct req *q, struct reply *p)
{
	return show_factor(q, p, factor_secret(q->c->mem), NULL);
}

/* The codes, once: the page is not kept anywhere. */
static enum err show_codes(struct req *q, struct reply *p,
			   const struct factor_codes *codes)
{
	struct val *v = val_map(q->c->mem), *list = val_list(q->c->mem);

	for (int i = 0; i < RECOVERY_CODES; i++) {
		struct val *one = val_map(q->c->mem);

		map_s(one, "code", codes->text[i]);
		list_v(list, one);
	}
	map_s(v, "title", tr(q->c, N_("Your recovery codes")));
	map_v(v, "codes", list);
	return page(q, p, "access/codes", v);
}

struct setup {
	struct req *q;
	struct blob secret;
	struct factor_codes codes;
	const char *token;
};

static enum err turn_on(struct ctx *c, void *arg)
{
	struct setup *s = arg;
	int64_t others; /* they came in without it */

	TRY(factor_on(c, s->secret, form(s->q, "code", ""), &s->codes));
	TRY(session_revoke_all(c, c->account, s->q->session, &others));
	return session_move(c, s->q->token, &s->token);
}

/* POST /settings/security/factor */
enum err post_factor(struct req *q, struct reply *p)
{
	struct setup s = {.q = q};
	enum err e;

	if (!secret_sent(q, &s.secret))
		return fail(q->c, ERR_INVALID, "secret",
			    N_("This form is out of date. Go back, load the "
			       "page again and send it once more."));
	TRY(factor_codes_make(q->c, s.secret, &s.codes));
	e = run_unit(q->c, DB_WRITE, turn_on, &s);
	if (e == ERR_INVALID) {
		p->status = 422;
		return show_factor(q, p, s.secret, q->c->why);
	}
	TRY(e);
	if (s.token)
		reply_cookie(q, p, COOKIE_SESSION, s.token, 0);
	return show_codes(q, p, &s.codes);
}

/* POST /settings/security/factor/off */
enum err post_factor_off(struct req *q, struct reply *p)
{
	int64_t others;

	TRY(factor_off(q->c, q->c->account));
	TRY(session_revoke_all(q->c, q->c->account, q->session, &others));
	return see_other(q, p, "/settings/security?done=off");
}

static enum err read_own(struct ctx *c, void *factor)
{
	return factor_read(c, c->account, factor);
}

static enum err put_codes(struct ctx *c, void *codes)
{
	return factor_codes_put(c, codes);
}

/* POST /settings/security/codes */
enum err post_codes(struct req *q, struct reply *p)
{
	struct factor_codes codes;
	struct factor f;

	TRY(run_unit(q->c, DB_READ, read_own, &f));
	if (!f.secret.data)
		return fail(q->c, ERR_CONFLICT, NULL,
			    N_("Recovery codes go with a second factor: set it "
			       "up first."));
	TRY(factor_codes_make(q->c, f.secret, &codes));
	TRY(run_unit(q->c, DB_WRITE, put_codes, &codes));
	return show_codes(q, p, &codes);
}
