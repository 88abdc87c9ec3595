/* rule.h - how an indicator adds up over the tree and over periods, and
 * the tallies that do it (docs/figures.md). */
#ifndef RETURNS_RULE_H
#define RETURNS_RULE_H

#include "base/decimal.h"

enum rule {
	RULE_NONE, /* empty above the answering unit */
	RULE_SUM,
	RULE_MEAN,
	RULE_MIN,
	RULE_MAX,
	RULE_LAST,  /* over periods only */
	RULE_RATIO, /* from its two parts */
};

const char *rule_name(enum rule r);
bool rule_parse(const char *word, enum rule *r) MUST;

/* What some units gave of one indicator: how many gave it, and its sum
 * (sum, mean), its extreme (min, max) or 0 (none). */
struct tally {
	int64_t count;
	int128 v;
};

/* Adds `more` to `t` by the rule over the tree. 128 bits hold the sum of
 * 2^63 values of 64 bits, so this cannot overflow. Here, for it is the
 * innermost step of all that adds up. */
static inline void tally_add(enum rule tree, struct tally *t, struct tally more)
{
	bool first = t->count == 0;

	if (more.count == 0)
		return;
	t->count += more.count;
	switch (tree) {
	case RULE_SUM:
	case RULE_MEAN: t->v += more.v; break;
	case RULE_MIN:
		if (first || more.v < t->v)
			t->v = more.v;
		break;
	case RULE_MAX:
		if (first || more.v > t->v)
			t->v = more.v;
		break;
	case RULE_NONE:
	case RULE_LAST:
	case RULE_RATIO: break;
	}
}

/* An exact figure: num / den at the indicator's scale. */
struct ratio {
	bool given;
	int128 num, den; /* den > 0 where given */
};

/* What a tally says by the rule over the tree. Nothing given: not given.
 * RULE_NONE says nothing: only a unit's own value stands. */
struct ratio tally_value(enum rule tree, struct tally t);

/**
 * Adds one period's figure to those of earlier ones, by the rule over
 * periods; *periods counts the given ones. A mean over the tree stays
 * Σ sum / Σ count over periods too; a sum of means is not asked for:
 * form_import() refuses such an indicator.
 */
void period_add(enum rule tree, enum rule time, struct ratio *sum,
		int64_t *periods, struct ratio more);

/* The figure over all periods added: a mean of anything but means divides
 * by the periods given. */
struct ratio period_value(enum rule tree, enum rule time, struct ratio sum,
			  int64_t periods);

#endif
