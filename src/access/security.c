/* security.c - telling people of what happened to their own account. */
#include "access/security.h"

#include "access/notice.h"
#include "core/i18n.h"
#include "gen/sql_access.h"

/* What is told of an account, to whom, and the mails of it. */
struct telling {
	struct notice_text text;
	struct notice_to to;
	struct post *post;
};

static enum err begin(struct ctx *c, int64_t account, const char *fmt,
		      const char *word, struct telling *t)
{
	struct link_owner o;

	TRY(sql_link_owner(c, account, &o));
	t->text = (struct notice_text){
		.link = "/settings/security",
		.vi = arena_printf(c->mem, i18n_text("vi", fmt), word),
		.en = arena_printf(c->mem, i18n_text("en", fmt), word),
	};
	t->text.words = arena_printf(
		c->mem,
		i18n_text(o.lang,
			  N_("It is about the account %s. If this was not you, "
			     "change your password at once and ask the "
			     "administrator of your unit for help.")),
		o.login);
	t->to = (struct notice_to){account, o.lang, o.email, NULL};
	return post_begin(c, NOTICE_SECURITY, 2, &t->post);
}

enum err security_tell(struct ctx *c, int64_t account, const char *fmt,
		       const char *word)
{
	return security_tell_also(c, account, fmt, word, NULL);
}

enum err security_tell_also(struct ctx *c, int64_t account, const char *fmt,
			    const char *word, const char *address)
{
	struct telling t;

	TRY(begin(c, account, fmt, word, &t));
	post_add(t.post, &t.to, &t.text);
	if (address) {
		t.to.email = address;
		post_letter(t.post, &t.to, &t.text);
	}
	return post_end(t.post);
}

enum err security_mail(struct ctx *c, int64_t account, const char *fmt,
		       const char *word)
{
	struct telling t;

	TRY(begin(c, account, fmt, word, &t));
	post_letter(t.post, &t.to, &t.text);
	return post_end(t.post);
}
