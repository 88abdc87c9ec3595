/* person.h - people: who they are, to which unit they belong.
 *
 * A person has a code, a name, perhaps a mail address and a telephone
 * number, and belongs to one unit at a time: nothing else is kept. Whose
 * business they are follows from their unit: that of the day, or else the
 * one they will come to, or else the last. Who may not know them gets
 * ERR_MISSING, as if they were not there.
 *
 * A code is for all time. That of a person who was found twice leads to the
 * one that was kept. */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "access/role.h"
#include "core/ctx.h"
#include "gen/sql_people.h"

/* The number of the person of a code; of one found twice, of the one that
 * was kept. ERR_MISSING: none, or erased. */
enum err person_find(struct ctx *c, const char *code, int64_t *id) MUST;

/**
 * The same, all of it, where `act` may be done (ACT_KNOW, ACT_PEOPLE).
 * ERR_MISSING  none, erased, or not known to who asks
 * ERR_DENIED   known, but `act` may not be done
 */
enum err person_reach(struct ctx *c, const char *code, enum act act,
		      struct person *out) MUST;

/* What is given of a person. "" is none; of an edit NULL leaves it. */
struct person_given {
	const char *code; /* "": one is made */
	const char *name, *email, *phone;
	const char *unit; /* "": none */
	int64_t from;	  /* belongs to the unit from that day on */
};

/* What is wrong with a tidy value, marked N_(); NULL: nothing. */
const char *email_trouble(const char *email);
const char *phone_trouble(const char *phone);
const char *person_code_trouble(const char *code);

/**
 * Adds a person; *out is its code. Needs DB_WRITE; journalled.
 *
 * ERR_INVALID   a value is no such thing; the unit is not there on the day
 * ERR_CONFLICT  the code is taken
 * ERR_MISSING   no such unit
 * ERR_DENIED    may not ACT_PEOPLE there; without a unit: everywhere
 */
enum err person_add(struct ctx *c, const struct person_given *in,
		    const char **out) MUST;

/* Changes name, mail address, telephone. ERR_INVALID, and as person_reach(). */
enum err person_edit(struct ctx *c, const char *code,
		     const struct person_given *in) MUST;

/**
 * From `day` on a person belongs to that unit; what was said of later days
 * is forgotten.
 *
 * ERR_INVALID   the unit is not there on the day
 * ERR_CONFLICT  belongs to it then already
 * ERR_MISSING   no such unit; and as person_reach()
 * ERR_DENIED    may not ACT_PEOPLE at the unit, or where the person belongs
 */
enum err person_move(struct ctx *c, const char *code, const char *unit,
		     int64_t day) MUST;

/* From `day` on a person belongs to no unit. ERR_CONFLICT: so it is. */
enum err person_leave(struct ctx *c, const char *code, int64_t day) MUST;

/**
 * `code` and `into` are the same person, found twice. `into` is kept: where
 * both belonged to a unit its own word counts, the gaps are filled from the
 * other; what it lacks of mail address and telephone it takes; seats and the
 * account go over. The code of the other leads to it from now on.
 *
 * ERR_INVALID   they are one already
 * ERR_CONFLICT  both have an account, or both hold a seat in one body: which
 *               is to go must be said first
 * ERR_DENIED    may not ACT_PEOPLE at both; or roles of seats would go to
 *               an account, and may not ACT_ACCOUNT where they hold
 */
enum err person_merge(struct ctx *c, const char *code, const char *into) MUST;

/**
 * One person: {"code","name","email","phone","unit","unit_name","since",
 * "until","state","account","codes":[text],"may":{"change"},"history":
 * [{"unit","name","from","until","carried","ended"}],"seats": as
 * seat_story()}. unit: to which it belongs on
 * `at`, null for none; state: "member", "to-come", "to-place" (its unit
 * ceased, and nobody took over wholly), "left", "none"; codes: those that
 * lead here; carried, ended: number of the reorganisation that took a
 * membership on to its successor, or ended it.
 */
enum err person_view(struct ctx *c, const char *code, int64_t at,
		     struct val **out) MUST;

/* Which people a list holds. */
struct person_ask {
	const char *unit; /* at or below this code; NULL: all in sight */
	int64_t at;
	const char *find;  /* words of a name, or a code; "": all */
	const char *state; /* "member"; "to-place", "left" */
	const char *after; /* the `next` of the page before; "": the first */
	int64_t limit;	   /* at most so many */
};

/**
 * {"people":[{"code","name","unit","unit_name","since","email","phone"}],
 * "next"}: by given name, then family name, as Vietnamese sorts; next: for
 * the page that follows, or null. Words are found in any order, with or
 * without marks. Mail and telephone are null as of another day than today.
 * Of "to-place" and "left", unit is the last one, since the first day without.
 *
 * ERR_MISSING  no such unit
 * ERR_INVALID  no such state or page
 */
enum err person_list(struct ctx *c, const struct person_ask *ask,
		     struct val **out) MUST;

/**
 * Those who belong at or below a unit (NULL: all in sight) on a day, by name:
 * a table that person_import() reads, or vCards. Mail and telephone only as
 * of today. ERR_MISSING: no such unit.
 */
enum err person_export(struct ctx *c, const char *unit, int64_t at, bool cards,
		       struct buf *out) MUST;

/* Who was probably found twice, among those who belong to units in sight
 * today: of one name, with or without marks, in one unit, unless mail address
 * or telephone tell them apart; or of one mail address. At most 100 pairs:
 * [{"a":{"code","name","unit","email","phone"},"b":{…}}]. */
enum err person_twins(struct ctx *c, struct val **out) MUST;

/* How many wait to be placed, of those whose last unit lies at or below
 * this one (id); counted up to 1,000. */
enum err people_unplaced(struct ctx *c, int64_t unit, int64_t at,
			 int64_t *n) MUST;

#endif
