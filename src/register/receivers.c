/* receivers.c - tells the units that have a document what becomes of it. */
#include "register/receivers.h"

#include "access/contact.h"
#include "access/notice.h"
#include "gen/sql_register.h"

#include <string.h>

#define KIND "recalled" /* of notice_kinds[] */

enum err receivers_find(struct ctx *c, const struct document *d,
			struct receivers *out)
{
	struct document_receiver *row;

	TRY(sql_document_receivers(c, d->id, d->keeper, &row, &out->n));
	out->unit = arena_array(c->mem, out->n, sizeof(*out->unit));
	for (size_t i = 0; i < out->n; i++)
		out->unit[i] = row[i].unit;
	return OK;
}

static const char *say(struct ctx *c, const struct document *d,
		       const char *what, const char *other)
{
	static const struct {
		const char *what, *says, *says_by;
	} words[] = {
		{"corrected", N_("%s was corrected: %s"), NULL},
		{"recalled", N_("%s was recalled: %s"), NULL},
		{"replaced", NULL, N_("%s was replaced by %s: %s")},
		{"revoked", N_("%s was revoked: %s"),
		 N_("%s was revoked by %s: %s")},
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i].what, what) != 0)
			continue;
		return other ? arena_printf(c->mem, tr(c, words[i].says_by),
					    d->symbol, other, d->subject)
			     : arena_printf(c->mem, tr(c, words[i].says),
					    d->symbol, d->subject);
	}
	return d->symbol;
}

static const char *say_in(struct ctx *c, const char *lang,
			  const struct document *d, const char *what,
			  const char *other)
{
	const char *own = c->lang, *text;

	c->lang = lang;
	text = say(c, d, what, other);
	c->lang = own;
	return text;
}

/* Whether somebody was told as of a unit before this one. */
static bool is_told(const struct contact *who, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (who[k].account == who[i].account)
			return true;
	return false;
}

enum err receivers_tell(struct ctx *c, const struct receivers *h,
			const struct document *d, const char *what,
			const char *why, const char *other)
{
	const struct notice_text text = {
		.link = arena_printf(c->mem, "/documents/%lld",
				     (long long)d->id),
		.vi = say_in(c, "vi", d, what, other),
		.en = say_in(c, "en", d, what, other),
		.words = why,
	};
	struct contact *who;
	struct post *post;
	size_t n;

	TRY(contact_list(c, h->unit, h->n, KIND, &who, &n));
	TRY(post_begin(c, KIND, n, &post));
	for (size_t i = 0; i < n; i++)
		if (who[i].account != c->account && !is_told(who, i))
			post_add(post,
				 &(struct notice_to){who[i].account,
						     who[i].lang, who[i].email,
						     who[i].how},
				 &text);
	return post_end(post);
}
