/* judge.h - what a form's rules, and a unit's own history, say of a return.
 *
 * Nothing here asks may(), and nothing is written: whoever calls has asked
 * for the unit. */
#ifndef RETURNS_JUDGE_H
#define RETURNS_JUDGE_H

#include "returns/form.h"
#include "returns/vector.h"

/* A rule that does not hold. */
struct finding {
	int32_t rule;	 /* from 1, as in the form's file */
	bool warning;	 /* stands where it is explained; an error does not */
	bool explained;	 /* a warning, and the reporter said why */
	bool too_large;	 /* could not be computed: a warning always */
	const char *say; /* in c->lang, the values filled in */
	int32_t *slot;	 /* of the indicators concerned, the first first */
	size_t slots;
};

struct judgement {
	struct finding *finding; /* errors first, then in the file's order */
	size_t n;
	size_t errors;	    /* these hold a submission up */
	size_t unexplained; /* warnings that still want a reason */
};

/* The first of up to n periods of its kind that come before `period`;
 * `period` itself where there is none. */
int64_t judge_periods_before(int64_t period, int64_t n);

/**
 * What the same unit's last base period holds that counts; *last is NULL
 * where there is nothing: a first period, nothing accepted, another unit
 * before a reorganisation. One statement.
 */
enum err judge_last(struct ctx *c, const struct form *f, int64_t unit,
		    int64_t period, struct values **last) MUST;

/**
 * Holds the values of a return to the form's rules. A rule that needs a
 * value which is missing is not judged.
 *
 * why[i]  what the reporter says of rule i + 1, NULL or "": nothing; `why`
 *         itself may be NULL
 * last    as judge_last() gives it
 *
 * No statement: for many returns at once.
 */
void judge_values(struct ctx *c, const struct form *f, const struct values *now,
		  const struct values *last, const char *const *why,
		  struct judgement *out);

/* The same for one return; reads the last period only where a rule asks
 * for it, so that it costs one statement or none. */
enum err judge(struct ctx *c, const struct form *f, int64_t unit,
	       int64_t period, const struct values *now, const char *const *why,
	       struct judgement *out) MUST;

/* [{"rule","level":"error"|"warning","explained","say","fields":[codes]}] */
struct val *judgement_view(struct ctx *c, const struct form *f,
			   const struct judgement *j);

/* A value unlike what the unit gave before: a hint to whoever checks,
 * never an error. */
struct outlier {
	int32_t slot;
	int32_t periods;	   /* how many it was compared with */
	int64_t low, middle, high; /* of them, at the indicator's scale */
	const char *say;	   /* in c->lang */
};

#define OUTLIER_PERIODS 24 /* looked back on, at most */
#define OUTLIER_NEEDS	6  /* values that there must be */

/* Whether `now` is far from n values of the past, and then what they were:
 * all of *to but slot and say. */
bool outlier_measure(const int64_t *past, size_t n, int64_t now,
		     struct outlier *to) MUST;

/**
 * The values that lie far from the median of the unit's own last periods
 * (docs/rules.md has the measure), in the order of the form. One
 * statement.
 */
enum err judge_outliers(struct ctx *c, const struct form *f, int64_t unit,
			int64_t period, const struct values *now,
			struct outlier **out, size_t *n) MUST;

/* The same with what it gave before at hand, at most OUTLIER_PERIODS of
 * them: no statement, for many returns at once. */
void judge_far(struct ctx *c, const struct form *f, const struct values *now,
	       struct values *const *past, size_t periods, struct outlier **out,
	       size_t *n);

/* [{"code","say","periods","low","middle","high"}], numbers as text. */
struct val *outliers_view(struct ctx *c, const struct form *f,
			  const struct outlier *o, size_t n);

#endif
