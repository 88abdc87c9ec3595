/* mail.c - the mail server, and the outbox: for who operates the store. */
#include "core/mail.h"

#include "access/account.h"
#include "access/role.h"
#include "core/setting.h"
#include "web/pages/words.h"

#include <string.h>

/* Settings that the page changes, by the names of its fields. */
static const char *const fields[][2] = {
	{"smtp-url", "url"},   {"smtp-user", "user"},	   {"smtp-ca", "ca"},
	{"mail-from", "from"}, {"reminders", "reminders"},
};

static enum err fill(struct ctx *c, void *view)
{
	struct val *v;
	const char *value;

	TRY(may_all(c, ACT_OPERATE));
	TRY(mail_view(c, NULL, &v));
	for (size_t i = 0; i < COUNT(fields); i++) {
		TRY(setting_read(c, fields[i][0], &value));
		map_s(v, fields[i][1], value);
	}
	TRY(setting_read(c, "smtp-password", &value));
	map_b(v, "has_password", *value != '\0');
	TRY(account_email(c, &value));
	map_s(v, "own", value);
	*(struct val **)view = v;
	return OK;
}

static const char *state_words(const struct ctx *c, const char *state)
{
	if (!strcmp(state, "failed"))
		return tr(c, N_("Given up"));
	if (!strcmp(state, "sending"))
		return tr(c, N_("Being sent"));
	return tr(c, N_("Waits"));
}

static enum err show_mail(struct req *q, struct reply *p, struct val *v,
			  const char *trouble)
{
	const char *done = query(q, "done", "");

	for (struct val *m = val_get(v, "mails")->first; m; m = m->next) {
		map_instant_shown(q, m, "at_shown", val_text(m, "at"));
		map_instant_shown(q, m, "next_shown", val_text(m, "next_at"));
		map_s(m, "state_shown",
		      state_words(q->c, val_text(m, "state")));
	}
	map_n(q, v, "queued_shown", val_int(v, "queued"));
	map_n(q, v, "failed_shown", val_int(v, "failed"));
	map_n(q, v, "sent_shown", val_int(v, "sent"));
	if (!val_get(v, "done"))
		map_s(v, "done",
		      !strcmp(done, "saved") ? tr(q->c, N_("Saved."))
		      : !strcmp(done, "again")
			      ? tr(q->c, N_("It is tried again."))
			      : NULL);
	map_s(v, "email", form(q, "to", val_text(v, "own")));
	map_s(v, "trouble", trouble);
	map_s(v, "title", tr(q->c, N_("Mail and reminders")));
	return page(q, p, "access/mail", v);
}

/* GET /admin/mail */
enum err page_mail(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(fill(q->c, &v));
	return show_mail(q, p, v, NULL);
}

/* One that is left as it is makes no entry in the journal. */
static enum err change(struct ctx *c, const char *name, const char *value)
{
	const char *before;

	TRY(setting_read(c, name, &before));
	return strcmp(before, value) ? setting_change(c, name, value) : OK;
}

/* POST /admin/mail: a field that is not sent stays as it is; so does an empty
 * password, but without a login there is none. */
enum err post_mail(struct req *q, struct reply *p)
{
	const char *password = form(q, "password", NULL);
	const char *user = fields_get(&q->form, "user");

	TRY(may_all(q->c, ACT_OPERATE));
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *value = fields_get(&q->form, fields[i][1]);

		if (value)
			TRY(change(q->c, fields[i][0], value));
	}
	if (user && !*user)
		TRY(change(q->c, "smtp-password", ""));
	else if (password)
		TRY(setting_change(q->c, "smtp-password", password));
	return see_other(q, p, "/admin/mail?done=saved");
}

/* POST /admin/mail/test */
enum err post_mail_test(struct req *q, struct reply *p)
{
	const char *to = form(q, "to", "");
	struct val *v;
	enum err e;

	TRY(run_unit(q->c, DB_READ, fill, &v));
	e = mail_test(q->c, to);
	if (e != OK && e != ERR_INVALID && e != ERR_UNAVAILABLE)
		return e;
	if (e == OK)
		map_s(v, "done",
		      arena_printf(q->c->mem,
				   tr(q->c, N_("The mail server took the test "
					       "mail to %s.")),
				   to));
	p->status = e == OK ? 200 : 422;
	return show_mail(q, p, v, e == OK ? NULL : q->c->why);
}

/* POST /admin/mail/{id}/again */
enum err post_mail_again(struct req *q, struct reply *p)
{
	TRY(may_all(q->c, ACT_OPERATE));
	TRY(mail_again(q->c, q->id));
	return see_other(q, p, "/admin/mail?done=again");
}
