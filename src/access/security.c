/* security.c - telling people of what happened to their own account. */
#include "access/security.h"

#include "access/notice.h"

struct words {
	const char *fmt, *word;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct words *w = arg;

	*text = arena_printf(c->mem, tr(c, w->fmt), w->word);
	return OK;
}

enum err security_tell(struct ctx *c, int64_t account, const char *fmt,
		       const char *word)
{
	struct words w = {fmt, word};
	struct notice n = {.kind = "security",
			   .link = "/settings/security",
			   .say = say,
			   .arg = &w,
			   .words = ""};

	return notice_account(c, &n, account);
}
