/* form_rules.h - the rules across indicators that a form's file brings. */
#ifndef RETURNS_FORM_RULES_H
#define RETURNS_FORM_RULES_H

#include "returns/expr.h"
#include "returns/form_read.h"

#define FORM_RULES_MAX 500

/* What is said of a rule that does not hold: texts, and numbers between. */
struct say_part {
	const char *text;
	struct expr *value; /* NULL: the text */
};

struct say {
	struct say_part *part;
	size_t n;
};

/* One rule; its number is its place in the file, from 1. */
struct form_rule {
	struct expr *when; /* NULL: always */
	struct expr *check;
	bool warning;	       /* may stand where it is explained */
	bool unsaid;	       /* the file has no words of its own for it */
	struct say say[LANGS]; /* n 0: the other language's */
};

/* Reads "rules" of a form's file into out->rules; everything wrong is kept
 * as a fault: rules[2].check and the character. The indicators have been
 * read. */
void form_rules_read(struct ctx *c, const json_t *form, struct form_file *out);

/* Gives the indicators that the form's rules name their slots. */
void form_rules_place(struct form *f);

/* What is said of a rule with these values, in the reader's language. */
const char *form_rule_say(struct ctx *c, const struct form_rule *r,
			  const struct values *now, const struct values *last);

/* All rules for the page (src/web/static/rules.js): [{"rule":1,
 * "level":"error"|"warning","fields":[codes],"check":[steps],"if":[steps],
 * "say":[text|[steps]...]}]. */
struct val *form_rules_view(const struct ctx *c, const struct form *f);

/* The same as they were written: [{"rule","level","if","check",
 * "say"}]; say is null where the file has none. */
struct val *form_rules_text(const struct ctx *c, const struct form *f);

#endif
