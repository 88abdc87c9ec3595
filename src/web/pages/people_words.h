/* people_words.h - what the pages of people and bodies say alike. */
#ifndef WEB_PAGES_PEOPLE_WORDS_H
#define WEB_PAGES_PEOPLE_WORDS_H

#include "people/body.h"
#include "web/web.h"

struct unit;

/* A role for people; "" and NULL are NULL. */
const char *role_label(const struct ctx *c, const char *role);

/* A text of several lines as browsers send it, with ends as files have. */
const char *text_lines(struct arena *mem, const char *s);

/* Field "on" of the form, a day. ERR_INVALID: none. */
enum err form_on(const struct req *q, int64_t *day) MUST;

/* Field "base" of the form: the change that was seen; 0 where it is not
 * there. */
enum err form_base(const struct req *q, int64_t *base) MUST;

/* Whether the page is shown again, with what was sent and why it failed. */
bool shown_again(const struct req *q, enum err e);

/* For the page of a unit: "bodies", and whether it "has_bodies". */
enum err bodies_of_unit(struct req *q, const struct unit *u,
			struct val *v) MUST;

#endif
