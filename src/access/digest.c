/* digest.c - the mail of the day, and the broom. */
#include "access/notice.h"

#include "base/day.h"
#include "core/i18n.h"
#include "core/mail.h"
#include "core/setting.h"
#include "gen/sql_access.h"

#include <string.h>

#define DIGEST_S    (6 * 3600 + 30 * 60) /* of the day, in the store's zone */
#define LISTED	    50			 /* notices in one mail */
#define NOTICE_KEPT (365 * 86400)	 /* s after it was seen */
#define MAIL_KEPT   (30 * 86400)	 /* s after it was written */

struct digest {
	const char *title, *base_url;
	int64_t before; /* notices from then on wait for tomorrow */
	struct digest_account *to;
	size_t n;
	int64_t written;
};

/* The last instant of 06:30, of today or, before it, of yesterday. */
static enum err last_moment(struct ctx *c, int64_t *at)
{
	const char *tz;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	*at = tz_day_end(tz, c->today - 1) + DIGEST_S;
	if (*at > c->now)
		*at -= 86400;
	return OK;
}

static const char *digest_body(struct ctx *c, const struct digest *d,
			       const char *lang,
			       const struct digest_notice *notice, size_t n)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, "");
	for (size_t i = 0; i < n && i < LISTED; i++) {
		buf_printf(&b, "- %s\n",
			   strcmp(lang, "en") ? notice[i].vi : notice[i].en);
		if (*d->base_url)
			buf_printf(&b, "  %s%s\n", d->base_url, notice[i].link);
	}
	if (n > LISTED)
		buf_printf(&b, i18n_text(lang, N_("and %lld more\n")),
			   (long long)(n - LISTED));
	buf_printf(&b, "\n-- \n%s\n%s\n", d->title,
		   i18n_text(lang, N_("You choose in your settings what you "
				      "are told by mail.")));
	if (*d->base_url)
		buf_printf(&b, "%s/settings\n", d->base_url);
	return b.s;
}

static enum err write_digest(struct ctx *c, struct digest *d,
			     const struct digest_account *to)
{
	struct letter letter = {.account = to->account, .address = to->email};
	struct digest_notice *notice;
	const char *subject;
	size_t n;

	TRY(sql_digest_notices(c, to->account, d->before, &notice, &n));
	if (n == 0 || !to->email)
		return OK;
	subject = i18n_plural(to->lang, N_("[%s] %lld thing to know"),
			      N_("[%s] %lld things to know"), (int64_t)n);
	letter.subject = arena_printf(c->mem, subject, d->title, (long long)n);
	letter.body = digest_body(c, d, to->lang, notice, n);
	d->written++;
	return mail_put(c, &letter, 1);
}

static enum err find_accounts(struct ctx *c, void *arg)
{
	struct digest *d = arg;

	TRY(last_moment(c, &d->before));
	TRY(setting_get(c, "title", "Tierwork", &d->title));
	TRY(setting_get(c, "base-url", "", &d->base_url));
	return sql_digest_accounts(c, d->before, &d->to, &d->n);
}

static enum err write_digests(struct ctx *c, void *arg)
{
	struct digest *d = arg;

	d->written = 0;
	for (size_t i = 0; i < d->n; i++)
		TRY(write_digest(c, d, &d->to[i]));
	return OK;
}

enum err notice_digest(struct ctx *c, struct turn *t)
{
	struct digest d = {0};

	TRY(run_unit(c, DB_READ, find_accounts, &d));
	if (d.n == 0)
		return OK;
	TRY(run_unit(c, DB_WRITE, write_digests, &d));
	t->done += d.written;
	t->more = true;
	return OK;
}

static enum err sweep(struct ctx *c, void *turn)
{
	struct turn *t = turn;
	int64_t notices, mails;

	TRY(sql_notice_sweep(c, c->now - NOTICE_KEPT, &notices));
	TRY(mail_sweep(c, c->now - MAIL_KEPT, &mails));
	t->done = notices + mails;
	return OK;
}

enum err notice_sweep(struct ctx *c, struct turn *t)
{
	return run_unit(c, DB_WRITE, sweep, t);
}
