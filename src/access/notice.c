/* notice.c - tells people what happened, each as they wish. */
#include "access/notice.h"

#include "base/text.h"
#include "core/i18n.h"
#include "core/mail.h"
#include "gen/sql_access.h"

#include <assert.h>
#include <string.h>

#define TEXT_MOST  500	/* bytes of a sentence */
#define WORDS_MOST 2000 /* bytes of what a person wrote to it */

/* clang-format off */
const struct notice_kind notice_kinds[] = {
	{"issued",    N_("Something new is asked of the unit"),           TELL_ONCE},
	{"reminder",  N_("What the unit owes falls due, or is late"),     TELL_ONCE},
	{"sent-back", N_("What the unit handed in is to be mended"),      TELL_ONCE},
	{"approve",   N_("A return waits for the head's word"),           TELL_ONCE},
	{"to-check",  N_("Returns of others wait to be checked"),         TELL_DIGEST},
	{"accepted",  N_("What the unit handed in is accepted"),          TELL_DIGEST},
	{"recalled",  N_("What the unit was asked to carry out was recalled, corrected or replaced"), TELL_ONCE},
	{"task",      N_("A task was given to you"),                      TELL_ONCE},
	{"visit",     N_("A visit to the unit is planned, changed, cancelled or concluded"), TELL_ONCE},
	{"standin",   N_("You stand in for somebody"),                    TELL_ONCE},
	{"changed",   N_("What is asked of the unit changed: due day, taken back, taken over"), TELL_DIGEST},
	{NOTICE_SECURITY, N_("Something happened to your account"),       TELL_ALWAYS},
};
/* clang-format on */

const size_t notice_kinds_count = COUNT(notice_kinds);

static const char *const tells[TELLS] = {"off", "notice", "digest", "once"};

const char *tell_name(enum tell t)
{
	return tells[t];
}

static const struct notice_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < notice_kinds_count; i++)
		if (!strcmp(notice_kinds[i].name, name))
			return &notice_kinds[i];
	assert(!"a notice is of a kind in the table");
	return NULL;
}

/* As wished, or as the kind is told by default. */
static enum tell tell_of(const struct notice_kind *kind, const char *how)
{
	for (int t = 0; how && kind->tell != TELL_ALWAYS && t < TELLS; t++)
		if (!strcmp(tells[t], how))
			return (enum tell)t;
	return kind->tell;
}

/* ---- many at once ---- */

struct post {
	struct ctx *c;
	const struct notice_kind *kind;
	bool mails; /* mail is set up */
	const char *title, *base_url;
	struct notice_new *notice;
	struct letter *letter;
	size_t notices, letters, most;
};

enum err post_begin(struct ctx *c, const char *kind, size_t most,
		    struct post **out)
{
	struct post *p = arena_alloc(c->mem, sizeof(*p));
	struct notice_office o;

	*p = (struct post){.c = c, .kind = kind_of(kind), .most = most};
	p->notice = arena_array(c->mem, most, sizeof(*p->notice));
	p->letter = arena_array(c->mem, most, sizeof(*p->letter));
	*out = p;
	if (most == 0)
		return OK;
	TRY(sql_notice_office(c, &o));
	p->mails = o.smtp && *o.smtp && o.from_ && *o.from_;
	p->title = o.title ? o.title : "Tierwork";
	p->base_url = o.base_url ? o.base_url : "";
	return OK;
}

/* At most that many bytes, ending with a whole character. */
static const char *cut(struct arena *mem, const char *s, size_t most)
{
	size_t n = strlen(s);

	if (n <= most)
		return s;
	n = most - 3;
	while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return arena_printf(mem, "%.*s…", (int)n, s);
}

static const char *letter_body(const struct post *p, const char *lang,
			       const struct notice_text *t, const char *text)
{
	struct buf b = {.mem = p->c->mem};

	buf_printf(&b, "%s\n", text);
	if (*t->words)
		buf_printf(&b, "\n%s\n", t->words);
	if (*p->base_url)
		buf_printf(&b, "\n%s%s\n", p->base_url, t->link);
	buf_printf(&b, "\n-- \n%s\n", p->title);
	if (p->kind->tell == TELL_ALWAYS)
		return b.s;
	buf_printf(&b, "%s\n",
		   i18n_text(lang, N_("You choose in your settings what you "
				      "are told by mail.")));
	if (*p->base_url)
		buf_printf(&b, "%s/settings\n", p->base_url);
	return b.s;
}

void post_letter(struct post *p, const struct notice_to *to,
		 const struct notice_text *t)
{
	struct arena *mem = p->c->mem;
	const char *text = strcmp(to->lang, "en") ? t->vi : t->en;

	if (!p->mails || !to->email)
		return;
	assert(p->letters < p->most);
	p->letter[p->letters++] = (struct letter){
		.account = to->account,
		.address = to->email,
		.subject =
			cut(mem, arena_printf(mem, "[%s] %s", p->title, text),
			    MAIL_SUBJECT),
		.body = letter_body(p, to->lang, t, text),
	};
}

void post_add(struct post *p, const struct notice_to *to,
	      const struct notice_text *t)
{
	struct arena *mem = p->c->mem;
	enum tell tell = tell_of(p->kind, to->how);

	if (tell == TELL_OFF)
		return;
	assert(p->notices < p->most);
	p->notice[p->notices++] = (struct notice_new){
		.account = to->account,
		.kind = p->kind->name,
		.link = t->link,
		.vi = cut(mem, t->vi, TEXT_MOST),
		.en = cut(mem, t->en, TEXT_MOST),
		.words = cut(mem, t->words, WORDS_MOST),
		.at = p->c->now,
		.digest = tell == TELL_DIGEST && p->mails && to->email,
	};
	if (tell >= TELL_ONCE)
		post_letter(p, to, t);
}

enum err post_end(struct post *p)
{
	TRY(sql_notice_add(p->c, p->notice, p->notices));
	return mail_put(p->c, p->letter, p->letters);
}

/* ---- one ---- */

static enum err say_in(struct ctx *c, const struct notice *what,
		       const char *lang, const char **text)
{
	const char *own = c->lang;
	enum err e;

	c->lang = lang;
	e = what->say(c, what->arg, text);
	c->lang = own;
	return e;
}

static enum err say_both(struct ctx *c, const struct notice *what,
			 struct notice_text *t)
{
	*t = (struct notice_text){.link = what->link,
				  .words = what->words ? what->words : ""};
	TRY(say_in(c, what, "vi", &t->vi));
	TRY(say_in(c, what, "en", &t->en));
	t->en = cut(c->mem, t->en, TEXT_MOST); /* it is compared */
	return OK;
}

static enum err tell_all(struct ctx *c, const struct notice *what,
			 const struct notice_text *t,
			 const struct notice_person *person, size_t n)
{
	struct post *p;

	TRY(post_begin(c, what->kind, n, &p));
	for (size_t i = 0; i < n; i++)
		post_add(p,
			 &(struct notice_to){person[i].account, person[i].lang,
					     person[i].email, person[i].how},
			 t);
	return post_end(p);
}

enum err notice_unit(struct ctx *c, const struct notice *what, int64_t unit,
		     enum act act, int64_t *n)
{
	struct notice_person *person;
	struct notice_text t;
	size_t count;

	TRY(say_both(c, what, &t));
	TRY(sql_notice_unit(c, unit, powers_allowing(c->mem, act), c->account,
			    what->kind, t.link, t.en, c->today, c->now, &person,
			    &count));
	if (n)
		*n = (int64_t)count;
	return tell_all(c, what, &t, person, count);
}

enum err notice_account(struct ctx *c, const struct notice *what,
			int64_t account)
{
	struct notice_person *person;
	struct notice_text t;
	size_t count;

	if (account == 0 || account == c->account)
		return OK;
	TRY(say_both(c, what, &t));
	TRY(sql_notice_account(c, account, what->kind, t.link, t.en, c->now,
			       &person, &count));
	return tell_all(c, what, &t, person, count);
}
