/* ask.h - asks units for a return: the words of a call are checked against
 * the form, then the call is issued. */
#ifndef RETURNS_ASK_H
#define RETURNS_ASK_H

#include "calls/standing.h"

/* As call_issue(), for the form of that code and a base period of it:
 * ask->form, period, what and day are filled in.
 *
 * ERR_INVALID  the period is none of the form's, or before its first; the
 *              kind does not answer the form */
enum err return_ask(struct ctx *c, const char *form, const char *period,
		    struct call_ask *ask, struct call_issued *out) MUST;

/* As standing_add(), from the base period `first` of the form on (NULL: the
 * one of today): ask->what, form and first are filled in.
 * ERR_INVALID  as return_ask() */
enum err return_ask_standing(struct ctx *c, const char *form,
			     const char *first, struct standing_ask *ask,
			     int64_t *id) MUST;

#endif
