/* rights.h - what the pages about rights share. */
#ifndef WEB_PAGES_RIGHTS_H
#define WEB_PAGES_RIGHTS_H

#include "web/web.h"

/* A date of a form, or `otherwise` where it is empty. ERR_INVALID: no date. */
enum err form_day(struct req *q, const char *name, int64_t otherwise,
		  int64_t *day) MUST;

/* What templates show of a delegation_view(): in each entry "since_shown",
 * "until_shown" and "coming", and beside the lists "given_some", "taken_some".
 */
void delegations_dress(struct req *q, struct val *view);

/* Adds what access/roles.html shows of the account in the address: its
 * rights, and the form to give it one, as it was sent. */
enum err roles_add(struct req *q, struct val *v) MUST;

/* The page of the account in the address, with `trouble` (NULL: none) of a
 * form that could not be taken. Within a unit of work. */
enum err account_page(struct req *q, struct reply *p, const char *trouble) MUST;

#endif
