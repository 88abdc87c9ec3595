/* security.c - telling people of what happened to their own account. */
#include "access/security.h"

#include "access/notice.h"
#include "core/i18n.h"
#include "gen/sql_access.h"

enum err security_tell(struct ctx *c, int64_t account, const char *fmt,
		       const char *word)
{
	return security_tell_also(c, account, fmt, word, NULL);
}

enum err security_tell_also(struct ctx *c, int64_t account, const char *fmt,
			    const char *word, const char *address)
{
	struct notice_text text = {
		.link = "/settings/security",
		.vi = arena_printf(c->mem, i18n_text("vi", fmt), word),
		.en = arena_printf(c->mem, i18n_text("en", fmt), word),
	};
	struct link_owner o;
	struct notice_to to;
	struct post *p;

	TRY(sql_link_owner(c, account, &o));
	text.words = arena_printf(
		c->mem,
		i18n_text(o.lang,
			  N_("It is about the account %s. If this was not you, "
			     "change your password at once and ask the "
			     "administrator of your unit for help.")),
		o.login);
	to = (struct notice_to){account, o.lang, o.email, NULL};
	TRY(post_begin(c, NOTICE_SECURITY, 2, &p));
	post_add(p, &to, &text);
	if (address) {
		to.email = address;
		post_letter(p, &to, &text);
	}
	return post_end(p);
}
