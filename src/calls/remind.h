/* remind.h - telling units what is asked of them, and reminding them: by the
 * rules of the setting `reminders`, or by hand. */
#ifndef CALLS_REMIND_H
#define CALLS_REMIND_H

#include "calls/call.h"
#include "core/clockwork.h"

/* A chore: tells the people of units of assignments that are new to them,
 * also of those taken over. Whoever makes an assignment need not. */
enum err remind_told(struct ctx *c, struct turn *t) MUST;

/**
 * A chore: reminds who owes on the days of the setting `reminders` (days
 * after the due day), from 07:00 of the day where the unit is. Each rule
 * reminds once of one due day; of rules that were missed while nothing ran
 * only the latest does. A rule whose moment was before the unit was asked
 * does not. (Where the clock is put forward or back in between, it is an
 * hour off.)
 */
enum err remind_by_rule(struct ctx *c, struct turn *t) MUST;

/**
 * Reminds all who owe at or below a unit (code; NULL: the issuer,
 * or the own unit where that is not in sight), with the
 * words that the reminder writes, "" for none. Journalled. *units: at how
 * many units anybody was told; *n: how many people.
 *
 * ERR_MISSING   no such call or unit, or not in sight
 * ERR_DENIED    not ACT_CALL at that unit
 * ERR_CONFLICT  the call was withdrawn
 * ERR_INVALID   too many words: at most 2,000 characters
 */
enum err remind_by_hand(struct ctx *c, int64_t call, const char *unit,
			const char *words, int64_t *units, int64_t *n) MUST;

struct remind_last {
	int64_t assignment, at, n; /* the last time, and how often */
};

/* When units were last reminded of these assignments, by id; of those that
 * never were there is nothing. One statement. */
enum err remind_last(struct ctx *c, const int64_t *assignment, size_t n,
		     struct remind_last **out, size_t *found) MUST;

#endif
