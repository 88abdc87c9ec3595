/* entry.h - what the pages of entry and check show of one return, made from
 * answer_view(). */
#ifndef WEB_PAGES_ENTRY_H
#define WEB_PAGES_ENTRY_H

#include "returns/answer.h"
#include "returns/answer_file.h"
#include "web/pages/words.h"

/* One return as somebody looks at it, or as it could not be taken. */
struct entry {
	struct req *q;
	struct place at;
	struct val *view;	     /* answer_view() */
	const struct fields *sent;   /* typed and not saved; or NULL */
	const struct val *faults;    /* of a submission that was refused */
	const struct val *conflicts; /* of a saving: what others typed */
	struct val *past;	     /* history_get(), or NULL */
	const char *trouble, *done;  /* said above all, or NULL */
};

/* Which return the address means: {code}, ?form= and &period=. */
enum err entry_find(struct req *q, struct ctx *c, enum act act,
		    struct place *at) MUST;

/* What whoever looks may do with it: "save", "check" ... of answer_view(). */
bool entry_may(const struct entry *e, const char *what);

/* What the templates returns/entry and returns/check share: the head, the
 * state, the periods to choose. */
void entry_head(const struct entry *e, struct val *v);

/* The indicators in their groups, as rows with all that stands in and below
 * them: [{"group","rows":[…]}]. */
struct val *entry_groups(const struct entry *e);

/* The reason given for what a rule found, typed or saved. */
const char *entry_reason(const struct entry *e, const char *rule);
/* Whether that rule finds something now, so that the reason stands there. */
bool entry_found(const struct entry *e, const char *rule);

/* The address of this return: "/entry/A?form=F&period=P". */
const char *entry_at(const struct entry *e, const char *door);

/* A hash of each cell as the page shows it: "A1=…  note=…", by which a form
 * without script knows what was changed on it. */
const char *entry_was(const struct entry *e);
/* Whether a field of the form (`name` as in it) is what the page showed. */
bool entry_unchanged(struct req *q, const char *name, const char *value);

#endif
