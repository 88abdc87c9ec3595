/* link.c - links of one use, as hashes of the secrets in them. */
#include "access/link.h"

#include "access/account.h"
#include "base/day.h"
#include "base/random.h"
#include "core/i18n.h"
#include "core/journal.h"
#include "core/mail.h"
#include "core/setting.h"
#include "gen/sql_access.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 32
#define HASH_BYTES   32
#define AN_HOUR	     3600
#define IN_AN_HOUR   3 /* links that the forgetful may have mailed */

static const struct {
	const char *name, *act;
	int64_t good_s;
	const char *subject, *body; /* marked N_() */
} kinds[] = {
	[LINK_INVITE] = {"invite", "account.invite", 7 * 86400,
			 N_("Your account"),
			 N_("You have an account here, by the name of %s. "
			    "Choose its password on this page; the link is "
			    "good once, for 7 days:")},
	[LINK_RESET] = {"reset", "account.reset", AN_HOUR, N_("A new password"),
			N_("A new password was asked for your account %s. "
			   "Choose it on this page; the link is good once, "
			   "for one hour. If you did not ask, do nothing: the "
			   "old password stays.")},
};

static struct blob hash_of(struct arena *mem, const char *secret)
{
	static const char what[] = "tierwork link";
	unsigned char *h = arena_alloc(mem, HASH_BYTES);

	crypto_generichash(h, HASH_BYTES, (const unsigned char *)secret,
			   strlen(secret), (const unsigned char *)what,
			   sizeof(what) - 1);
	return (struct blob){h, HASH_BYTES};
}

/* ---- making ---- */

static enum err send(struct ctx *c, int64_t account, enum link_kind kind,
		     const char *base, struct link_made *made)
{
	struct link_owner o;
	struct letter letter;
	const char *title;
	struct buf body = {.mem = c->mem};
	bool ready;

	TRY(sql_link_owner(c, account, &o));
	TRY(mail_ready(c, &ready));
	made->mailed = ready && *base && o.email;
	if (!made->mailed)
		return OK;
	TRY(setting_get(c, "title", "Tierwork", &title));
	buf_printf(&body, i18n_text(o.lang, kinds[kind].body), o.login);
	buf_printf(&body, "\n\n%s\n\n-- \n%s\n", made->url, title);
	letter = (struct letter){
		.account = account,
		.address = o.email,
		.subject = arena_printf(c->mem, "[%s] %s", title,
					i18n_text(o.lang, kinds[kind].subject)),
		.body = body.s,
	};
	return mail_put(c, &letter, 1);
}

enum err link_make(struct ctx *c, int64_t account, enum link_kind kind,
		   struct link_made *out)
{
	unsigned char raw[SECRET_BYTES];
	char secret[LINK_SECRET + 1], at[21];
	int64_t until = c->now + kinds[kind].good_s;
	struct val *v = val_map(c->mem);
	const char *base;

	random_bytes(raw, sizeof(raw));
	sodium_bin2base64(secret, sizeof(secret), raw, sizeof(raw),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	TRY(sql_link_add(c, hash_of(c->mem, secret), account, kinds[kind].name,
			 c->now, until, c->account));
	TRY(setting_get(c, "base-url", "", &base));
	*out = (struct link_made){
		.path = arena_printf(c->mem, "/link/%s", secret),
		.until = arena_text(c->mem, instant_iso(until, at)),
	};
	out->url = arena_printf(c->mem, "%s%s", base, out->path);
	TRY(send(c, account, kind, base, out));
	map_s(v, "until", out->until);
	map_b(v, "mailed", out->mailed);
	return journal_add(c, kinds[kind].act, account_number(c->mem, account),
			   v);
}

enum err link_enough(struct ctx *c, int64_t account, bool *enough)
{
	struct link_count count;

	TRY(sql_link_count(c, account, c->now - AN_HOUR, &count));
	*enough = count.n >= IN_AN_HOUR;
	return OK;
}

enum err link_end(struct ctx *c, int64_t account)
{
	return sql_link_end(c, account, c->now);
}

/* ---- using ---- */

static enum err missing(struct ctx *c)
{
	return fail(c, ERR_MISSING, NULL,
		    N_("There is no such link. Perhaps it was not copied as a "
		       "whole."));
}

static enum err refuse(struct ctx *c, const struct link_row *r)
{
	if (r->open < c->now)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("The account of this link is closed."));
	if (r->used_at.set)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This link was used already. Each is good "
			       "once."));
	return fail(c, ERR_CONFLICT, NULL,
		    N_("This link is too old, or a newer one took its "
		       "place."));
}

enum err link_look(struct ctx *c, const char *secret, struct link_info *out)
{
	struct link_row r;
	enum err e = sql_link_get(c, hash_of(c->mem, secret), &r);

	*out = (struct link_info){0};
	if (e == ERR_MISSING)
		return missing(c);
	TRY(e);
	*out = (struct link_info){
		.account = r.account,
		.kind = strcmp(r.what, "reset") ? LINK_INVITE : LINK_RESET,
		.login = r.login,
		.lang = r.lang,
	};
	if (r.used_at.set || r.until < c->now || r.open < c->now)
		return refuse(c, &r);
	return OK;
}

enum err link_use(struct ctx *c, const char *secret, const char *hash)
{
	struct link_info info;
	int64_t changed;

	TRY(link_look(c, secret, &info));
	TRY(sql_link_take(c, hash_of(c->mem, secret), c->now, &changed));
	if (changed == 0) /* another was faster */
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This link was used already. Each is good "
			       "once."));
	c->account = info.account;
	TRY(link_end(c, info.account));
	TRY(account_out(c, info.account));
	return account_put_password(c, info.account, hash, "link");
}

enum err link_refuse(struct ctx *c, const char *secret)
{
	struct val *v = val_map(c->mem);
	struct link_row r;
	int64_t changed;
	enum err e = sql_link_get(c, hash_of(c->mem, secret), &r);

	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	TRY(sql_link_refused(c, hash_of(c->mem, secret), c->now, &changed));
	if (changed == 0)
		return OK;
	map_s(v, "why",
	      r.open < c->now ? "closed"
	      : r.used_at.set ? "used"
			      : "old");
	return journal_add(c, "link.refused", account_number(c->mem, r.account),
			   v);
}
