/* act.h - what the acts on a call have in common. */
#ifndef CALLS_ACT_H
#define CALLS_ACT_H

#include "calls/call.h"

#define REASON_MAX 2000 /* characters */

/* call_get(), and ERR_CONFLICT where it was withdrawn. */
enum err call_get_open(struct ctx *c, int64_t id, struct call *out) MUST;

/* A unit of a call, for whoever acts there or took over from it. */
enum err call_unit_find(struct ctx *c, const struct call *k, const char *code,
			int64_t *unit) MUST;

/* Tidies a reason. ERR_INVALID: there is none, or too much of it. */
enum err call_reason(struct ctx *c, const char **reason) MUST;

/* ERR_INVALID: the day `due` is over where the unit is. */
enum err call_due_check(struct ctx *c, int64_t unit, int64_t day,
			int64_t due) MUST;

/* The journal's entry of an act. */
enum err call_record(struct ctx *c, const char *act, const struct call *k,
		     struct val *detail) MUST;

#endif
