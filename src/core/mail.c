/* mail.c - the outbox: filled within the acts, emptied beside them. */
#include "core/mail.h"

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "core/mime.h"
#include "core/setting.h"
#include "core/smtp.h"
#include "gen/sql_core.h"

#include <string.h>

#define AT_ONCE 8   /* mails a turn: they take CLAIM_S at most */
#define CLAIM_S 300 /* in which a turn has surely ended */

/* Pauses after the first, second … failure, in s. */
static const int64_t pauses[MAIL_TRIES - 1] = {60,    300,   900,  3600,
					       10800, 21600, 43200};

struct post_office {
	struct smtp_config smtp;
	const char *title, *base_url;
	bool ready;
};

bool mail_address_valid(const char *s)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   "!#$%&'*+-/=?^_`{|}~.@";
	size_t n = strlen(s);
	const char *at = strchr(s, '@');

	return n >= 3 && n <= 254 && strspn(s, good) == n && at && at != s &&
	       at - s <= 64 && !strchr(at + 1, '@') && at[1] && at[1] != '.' &&
	       s[n - 1] != '.' && !strstr(s, "..");
}

static enum err read_office(struct ctx *c, void *office)
{
	struct post_office *o = office;
	const struct {
		const char *name, *otherwise, **to;
	} all[] = {
		{"smtp-url", "", &o->smtp.url},
		{"smtp-user", "", &o->smtp.user},
		{"smtp-ca", "", &o->smtp.ca},
		{"mail-from", "", &o->smtp.from},
		{"title", "Tierwork", &o->title},
		{"base-url", "", &o->base_url},
	};

	for (size_t i = 0; i < COUNT(all); i++)
		TRY(setting_get(c, all[i].name, all[i].otherwise, all[i].to));
	o->ready = *o->smtp.url && *o->smtp.from;
	return OK;
}

/* And how to get in there. */
static enum err open_office(struct ctx *c, void *office)
{
	struct post_office *o = office;

	TRY(read_office(c, o));
	return setting_secret(c, "smtp-password", &o->smtp.password);
}

enum err mail_ready(struct ctx *c, bool *ready)
{
	struct post_office o;

	TRY(read_office(c, &o));
	*ready = o.ready;
	return OK;
}

static const char *token(struct arena *mem)
{
	unsigned char raw[16];

	random_bytes(raw, sizeof(raw));
	return text_hex(mem, raw, sizeof(raw));
}

enum err mail_put(struct ctx *c, const struct letter *letter, size_t n)
{
	struct mail_new *row = arena_array(c->mem, n, sizeof(*row));

	for (size_t i = 0; i < n; i++)
		row[i] = (struct mail_new){
			.account = letter[i].account,
			.address = letter[i].address,
			.subject = letter[i].subject,
			.body = letter[i].body,
			.token = token(c->mem),
			.at = c->now,
		};
	return sql_mail_add(c, row, n);
}

/* ---- sending ---- */

struct delivery {
	struct post_office office;
	struct smtp *smtp;
	struct mail_row *mail;
	size_t n, at; /* mails, and the one in hand */
	enum smtp_result result;
	const char *why;
};

static enum err anything_due(struct ctx *c, void *arg)
{
	struct delivery *d = arg;
	struct mail_due *due;

	TRY(open_office(c, &d->office));
	return sql_mail_due(c, c->now, &due, &d->n);
}

static enum err claim(struct ctx *c, void *arg)
{
	struct delivery *d = arg;

	return sql_mail_claim(c, c->now, c->now + CLAIM_S, AT_ONCE, &d->mail,
			      &d->n);
}

static enum smtp_result hand_over(struct ctx *c, struct smtp *smtp,
				  const struct post_office *o,
				  const struct mail_row *m, const char **why)
{
	struct buf message = {.mem = c->mem};

	mime_write(
		&(struct mime){
			.from = o->smtp.from,
			.to = m->address,
			.name = o->title,
			.subject = m->subject,
			.body = m->body,
			.token = m->token,
			.settings = *o->base_url ? arena_printf(c->mem,
								"%s/settings",
								o->base_url)
						 : "",
			.at = m->at,
		},
		&message);
	return smtp_send(smtp, m->address, &message, why);
}

/* What becomes of the mail in hand. */
static enum err mark(struct ctx *c, void *arg)
{
	struct delivery *d = arg;
	const struct mail_row *m = &d->mail[d->at];
	bool last = m->tries + 1 >= MAIL_TRIES;

	switch (d->result) {
	case SMTP_SENT:
		return sql_mail_mark(c, m->id, "sent", m->tries, c->now, "");
	case SMTP_STOPPED:
		return sql_mail_mark(c, m->id, "queued", m->tries, c->now, "");
	case SMTP_REFUSED:
		return sql_mail_mark(c, m->id, "failed", m->tries + 1, c->now,
				     d->why);
	case SMTP_LATER:
	case SMTP_AWAY: break;
	}
	return sql_mail_mark(c, m->id, last ? "failed" : "queued", m->tries + 1,
			     last ? c->now : c->now + pauses[m->tries], d->why);
}

/* Those that were not tried wait for the next turn. */
static enum err put_back(struct ctx *c, void *arg)
{
	struct delivery *d = arg;

	for (size_t i = d->at; i < d->n; i++)
		TRY(sql_mail_mark(c, d->mail[i].id, "queued", d->mail[i].tries,
				  c->now, ""));
	return OK;
}

static enum err deliver(struct ctx *c, struct delivery *d, struct turn *t)
{
	bool away = false;

	for (; d->at < d->n && !away; d->at++) {
		d->result = hand_over(c, d->smtp, &d->office, &d->mail[d->at],
				      &d->why);
		TRY(run_unit(c, DB_WRITE, mark, d));
		t->done += d->result == SMTP_SENT;
		away = d->result == SMTP_AWAY || d->result == SMTP_STOPPED;
	}
	t->more = !away && d->n == AT_ONCE;
	return d->at < d->n ? run_unit(c, DB_WRITE, put_back, d) : OK;
}

enum err mail_send_due(struct ctx *c, struct turn *t)
{
	struct delivery d = {0};
	enum err e;

	TRY(run_unit(c, DB_READ, anything_due, &d));
	if (!d.office.ready || d.n == 0)
		return OK;
	TRY(run_unit(c, DB_WRITE, claim, &d));
	d.smtp = smtp_open(c->mem, &d.office.smtp, t->stop);
	e = deliver(c, &d, t);
	smtp_close(d.smtp);
	return e;
}

enum err mail_test(struct ctx *c, const char *address)
{
	struct post_office o;
	struct mail_row m = {
		.address = address, .token = token(c->mem), .at = c->now};
	struct smtp *smtp;
	enum smtp_result r;
	const char *why;

	TRY(run_unit(c, DB_READ, open_office, &o));
	if (!o.ready)
		return fail(c, ERR_INVALID, "smtp-url",
			    N_("Say first where mail goes (smtp-url) and from "
			       "whom it comes (mail-from)."));
	if (!mail_address_valid(address))
		return fail(c, ERR_INVALID, "address",
			    N_("This is no mail address: %s"), address);
	m.subject = arena_printf(c->mem, tr(c, N_("Test mail of %s")), o.title);
	m.body = tr(c, N_("If you can read this, Tierwork can send mail.\n"));
	smtp = smtp_open(c->mem, &o.smtp, NULL);
	r = hand_over(c, smtp, &o, &m, &why);
	smtp_close(smtp);
	if (r != SMTP_SENT)
		return fail(c, ERR_UNAVAILABLE, NULL,
			    N_("The mail was not sent: %s"), tr(c, why));
	return OK;
}

/* ---- looking after it ---- */

enum err mail_again(struct ctx *c, int64_t id)
{
	int64_t changed;

	TRY(sql_mail_again(c, id, c->now, &changed));
	if (changed == 0)
		return fail(c, ERR_MISSING, NULL,
			    N_("There is no failed mail %lld."), (long long)id);
	return OK;
}

static struct val *mail_shown(struct ctx *c, const struct mail_shown *m)
{
	struct val *v = val_map(c->mem);
	char at[21];

	map_i(v, "id", m->id);
	map_s(v, "address", m->address);
	map_s(v, "subject", m->subject);
	map_s(v, "state", m->state);
	map_b(v, "is_failed", !strcmp(m->state, "failed"));
	map_i(v, "tries", m->tries);
	map_s(v, "next_at", arena_text(c->mem, instant_iso(m->next_at, at)));
	map_s(v, "why", m->why);
	map_s(v, "at", arena_text(c->mem, instant_iso(m->at, at)));
	return v;
}

enum err mail_view(struct ctx *c, const char *state, struct val **view)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct mail_counts n;
	struct mail_shown *m;
	size_t shown;
	bool ready;

	TRY(mail_ready(c, &ready));
	TRY(sql_mail_counts(c, &n));
	TRY(sql_mail_list(c, state ? state : "", &m, &shown));
	map_b(v, "ready", ready);
	map_i(v, "queued", n.queued);
	map_i(v, "failed", n.failed);
	map_i(v, "sent", n.sent);
	for (size_t i = 0; i < shown; i++)
		list_v(list, mail_shown(c, &m[i]));
	map_v(v, "mails", list);
	*view = v;
	return OK;
}

enum err mail_sweep(struct ctx *c, int64_t before, int64_t *n)
{
	return sql_mail_sweep(c, before, n);
}
