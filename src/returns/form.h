/* form.h - what a return asks for: forms, their versions and indicators.
 *
 * A form is one JSON file, kept as it came in; docs/forms.md describes it.
 * An indicator keeps its slot, type, scale and rules for ever, whatever
 * the version; a version says which are asked, in which order, of whom. */
#ifndef RETURNS_FORM_H
#define RETURNS_FORM_H

#include "base/period.h"
#include "core/ctx.h"
#include "returns/rule.h"

enum indicator_type {
	TYPE_COUNT,
	TYPE_AMOUNT,
	TYPE_RATIO,  /* computed, never handed in */
	TYPE_YESNO,  /* 1 or 0; so is each item of a choice */
	TYPE_CHOICE, /* 1 where one was chosen; its items say which */
	TYPE_TEXT,   /* how many words; the words themselves are kept apart */
};

const char *indicator_type_name(enum indicator_type t);
bool indicator_type_parse(const char *word, enum indicator_type *t) MUST;

enum { LANG_VI, LANG_EN, LANGS };

struct indicator {
	const char *code;
	enum indicator_type type;
	int scale; /* decimals */
	enum rule tree, time;
	int32_t of[2];	/* slots of the parts of a ratio */
	int32_t parent; /* the slot that this is an item of, or -1 */
	/* of the version that was loaded; NULL where it does not ask it */
	const char *title[LANGS], *help[LANGS], *unit[LANGS];
	const char *group[LANGS]; /* the heading it stands under, or NULL */
	bool asked, required;
	int64_t words_min, words_max; /* of a text; 0: no limit */
	/* slots in their order: the items of a breakdown or a choice, or what
	 * a "sum" adds up */
	int32_t *part, parts;
};

/* Whether it is computed from its parts: a breakdown's total, or a sum. */
static inline bool indicator_totals(const struct indicator *in)
{
	return in->parts > 0 && in->type != TYPE_CHOICE;
}

/* A form in one of its versions. */
struct form {
	int64_t id;
	const char *code;
	enum period_kind period;
	int64_t version, first; /* first 0: for any period */
	const char *title[LANGS];
	int32_t slots;		/* of all versions */
	struct indicator *slot; /* by slot */
	enum rule *tree;	/* the rules over the tree, by slot */
	int32_t n;		/* asked in this version, items among them */
	int32_t *order;		/* their slots, in the order of the file; items
				 * behind what they are items of */
	int32_t *total, totals; /* slots of what is computed from parts, those
				 * that are parts of others first */
	int64_t *answers;	/* ids of the kinds that answer */
	size_t answers_n;
	struct form_rule *rules; /* across indicators (form_rules.h) */
	size_t rules_n;
};

/* The text in the reader's language, or in the other one. */
const char *form_text(const struct ctx *c, const char *const text[LANGS]);

/* The title of an indicator by itself; of an item with what it is an item of
 * before it: "Members: under 15". */
const char *form_title(const struct ctx *c, const struct form *f, int32_t slot);

/* How many indicators it asks, items not counted. */
int32_t form_asks(const struct form *f);

/* The period that a word from outside names, as 2026-Q1.
 * ERR_INVALID  it names none */
enum err form_period(struct ctx *c, const char *word, int64_t *period) MUST;

/**
 * Reads a form in the version that is for `period` (the highest whose
 * first period is not later); period 0 is the newest version.
 *
 * ERR_MISSING  no such form
 * ERR_INVALID  the period is of another kind than any made of the form's
 *              base periods, or before the form's first
 */
enum err form_load(struct ctx *c, const char *code, int64_t period,
		   struct form **out) MUST;

/* The same by id, for those who hold one; the period must be a base period
 * from the form's first on. */
enum err form_load_id(struct ctx *c, int64_t id, int64_t period,
		      struct form **out) MUST;

/* The form in the version of each base period first..last, by period -
 * first; NULL before the form's first period. */
enum err form_of_periods(struct ctx *c, struct form *f, int64_t first,
			 int64_t last, struct form ***out) MUST;

/* `f`, which is for period `last`, with what only earlier versions of
 * first..last asked behind what it asks itself. */
enum err form_of_range(struct ctx *c, struct form *f, int64_t first,
		       int64_t last, struct form **out) MUST;

/* One of all forms, for choosing. */
struct form_choice {
	struct form *form; /* in its newest version */
	int64_t newest;	   /* period for which anything counts; 0: none */
};

/* All forms by code. ERR_DENIED: nobody is signed in. */
enum err form_choices(struct ctx *c, struct form_choice **out, size_t *n) MUST;

/* Another version of a form that is at hand; else as form_load(). */
enum err form_load_other(struct ctx *c, const struct form *f, int64_t period,
			 struct form **out) MUST;

/* The slot of an indicator that any version asked, or -1. */
int32_t form_slot(const struct form *f, const char *code);

/* What num / den of a ratio, at the scales of its parts, is multiplied by
 * to be printed: 10 to this power. */
int ratio_scale(const struct form *f, const struct indicator *in);

/* Whether units of this kind answer. */
bool form_answered_by(const struct form *f, int64_t kind);

/**
 * Takes a form's file: a new form, or the next version of one. The file of
 * the newest version again changes nothing.
 *
 * *view: {"form","version","indicators","unchanged"}.
 *
 * ERR_INVALID   the store holds as many forms as keys can tell apart, or
 *               the file breaks a rule; every fault is kept, by line where
 *               the JSON itself is wrong, else by property
 * ERR_CONFLICT  an indicator would change its type, scale or rules
 */
enum err form_import(struct ctx *c, struct blob file, struct val **view) MUST;

/* form_import() of a file of the program's own: asks for no right. */
enum err form_take(struct ctx *c, struct blob file, struct val **view) MUST;

/* The newest version of a form; 0: there is no such form. */
enum err form_newest(struct ctx *c, const char *code, int64_t *version) MUST;

/**
 * form_import() for an editor, which began with version `base` of the form
 * `code` (0 and "": a new form).
 *
 * ERR_INVALID   also: the file has another code
 * ERR_CONFLICT  also: there is a newer version, or such a form already
 */
enum err form_publish(struct ctx *c, struct blob file, const char *code,
		      int64_t base, struct val **view) MUST;

/**
 * Two versions side by side: {"code","title","a","b","added","removed",
 * "changed","same","reordered","parts":[{"what","code","title","state",
 * "changes":[{"property","was","is"}]}]}, what: form, list, indicator or
 * rule; state: added, removed or changed. b 0 is the newest version, a 0 the
 * one before b.
 *
 * ERR_MISSING  no such form or version
 */
enum err form_compare_view(struct ctx *c, const char *code, int64_t a,
			   int64_t b, struct val **view) MUST;

/* The file of a version (0: the newest), as JSON.
 * ERR_MISSING  no such form or version */
enum err form_export(struct ctx *c, const char *code, int64_t version,
		     const char **json) MUST;

/* [{"code","title","period","versions","indicators","answers"}] */
enum err form_list_view(struct ctx *c, struct val **view) MUST;

/* One form for its page: its newest version, indicator by indicator, and
 * the list of versions. */
enum err form_view(struct ctx *c, const char *code, struct val **view) MUST;

/* One indicator that the version asks: {"code","title","help","unit","type",
 * "scale","tree","time","required"}, and where it has them "group",
 * "item_of","parts":[{"code"}],"words_min","words_max". */
struct val *indicator_view(struct ctx *c, const struct form *f, int32_t slot);

#endif
