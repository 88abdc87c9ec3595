/* rule.c - how an indicator adds up over the tree and over periods. */
#include "returns/rule.h"

#include <string.h>

static const char *const names[] = {
	[RULE_NONE] = "none",	[RULE_SUM] = "sum", [RULE_MEAN] = "mean",
	[RULE_MIN] = "min",	[RULE_MAX] = "max", [RULE_LAST] = "last",
	[RULE_RATIO] = "ratio",
};

const char *rule_name(enum rule r)
{
	return names[r];
}

bool rule_parse(const char *word, enum rule *r)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!strcmp(word, names[i])) {
			*r = (enum rule)i;
			return true;
		}
	}
	return false;
}

struct ratio tally_value(enum rule tree, struct tally t)
{
	if (t.count == 0 || tree == RULE_NONE)
		return (struct ratio){0};
	return (struct ratio){true, t.v, tree == RULE_MEAN ? t.count : 1};
}

/* Whether a < b; products of a 64-bit sum and a count fit. */
static bool ratio_less(struct ratio a, struct ratio b)
{
	return a.num * b.den < b.num * a.den;
}

void period_add(enum rule tree, enum rule time, struct ratio *sum,
		int64_t *periods, struct ratio more)
{
	if (!more.given)
		return;
	if ((*periods)++ == 0) {
		*sum = more;
		return;
	}
	switch (time) {
	case RULE_SUM:
	case RULE_MEAN:
		sum->num += more.num;
		if (tree == RULE_MEAN)
			sum->den += more.den;
		break;
	case RULE_MIN:
		if (ratio_less(more, *sum))
			*sum = more;
		break;
	case RULE_MAX:
		if (ratio_less(*sum, more))
			*sum = more;
		break;
	case RULE_NONE:
	case RULE_LAST:
	case RULE_RATIO: break;
	}
}

struct ratio period_value(enum rule tree, enum rule time, struct ratio sum,
			  int64_t periods)
{
	if (!sum.given || time == RULE_NONE)
		return (struct ratio){0};
	if (time == RULE_MEAN && tree != RULE_MEAN)
		sum.den *= periods;
	return sum;
}
