/* lineup.h - the seats of a body with their holders: what is, what is to
 * be, and the way from one to the other. Only for src/people. */
#ifndef PEOPLE_LINEUP_H
#define PEOPLE_LINEUP_H

#include "gen/sql_people.h"
#include "people/body.h"

/* One seat before and after. */
struct lineup_row {
	const struct place *place; /* NULL: there is no such seat any more */
	const struct seated *old;  /* NULL: there was none */
	const struct seat_kind *kind;
	int64_t n;
	int64_t person;		   /* 0: nobody */
	int64_t account;	   /* of the person, or 0 */
	const char *code, *name;   /* of the person */
	const char *duties, *role; /* role NULL: none */
	const char *area;
};

struct lineup {
	const struct body *body;
	int64_t day;
	struct seated *old;
	size_t olds;
	struct lineup_row *row;
	size_t rows;
	struct val *warnings;
};

/* Plans what a decision about the line-up of `day` makes of it.
 * ERR_INVALID, ERR_DENIED  as body_create() */
enum err lineup_plan(struct ctx *c, const struct body *b,
		     const struct body_act *act, struct lineup *out) MUST;

/* Whether anything would be another. */
bool lineup_differs(const struct lineup *l);

/* Writes it, as the doing of a change of the body. */
enum err lineup_write(struct ctx *c, const struct lineup *l,
		      int64_t change) MUST;

/* As body_create() tells it. */
struct val *lineup_report(struct ctx *c, const struct lineup *l,
			  const struct body_act *act, const char *what);

/* For the journal: [{"seat","n","person","role","area"}], persons by number. */
struct val *lineup_before(struct ctx *c, const struct lineup *l);
struct val *lineup_after(struct ctx *c, const struct lineup *l);

/* What a seat is called in c->lang. */
const char *lineup_label(const struct ctx *c, const char *vi, const char *en);

#endif
