/* owed.h - notices of what a unit owes: in which words, to whom. */
#ifndef CALLS_OWED_H
#define CALLS_OWED_H

#include "access/notice.h"
#include "calls/call.h"
#include "gen/sql_calls.h"

enum owed_say {
	OWED_NEW,     /* it is asked for; also: taken over */
	OWED_CHANGED, /* another due day, or no longer asked */
	OWED_NEWS,    /* what became of what it is about */
	OWED_DUE,     /* when it is due, or since when it is late */
	OWED_HAND,    /* somebody reminds of it */
};

/**
 * Tells the people of the rows of a batch; rows of one assignment stand side
 * by side.
 *
 * from, words  OWED_HAND: the unit that reminds, and what it writes
 * *units, *n   at how many units anybody was told, and how many were
 */
enum err owed_tell(struct ctx *c, enum owed_say say, const char *from,
		   const char *words, const struct owed_row *row, size_t rows,
		   int64_t *units, int64_t *n) MUST;

#endif
