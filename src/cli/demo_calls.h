/* demo_calls.h - the calls of the demonstration store, and what some of its
 * people do about them. */
#ifndef CLI_DEMO_CALLS_H
#define CLI_DEMO_CALLS_H

#include "core/ctx.h"

/* Acts happen in the morning of the day that the history tells. */
void demo_day(struct ctx *c, int64_t day);

/* Co-operatives that answer for October 2026 by their own people, or not at
 * all. */
bool demo_by_hand(const char *unit);

/* The calls of October and November 2026 are issued: one by itself, the
 * other stepwise. */
enum err demo_ask(struct ctx *c, void *unused) MUST;

/* Until the due day: who answers in time. */
enum err demo_in_time(struct ctx *c, void *unused) MUST;

/* What follows: some are sent back, waived, given more time, corrected. */
enum err demo_check(struct ctx *c, void *unused) MUST;

#endif
