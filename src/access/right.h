/* right.h - rights as people see them: who holds which, where, until when and
 * by what: a grant, a seat, or standing in for somebody.
 *
 * A right as a view: {"account","login","person","role","role_label","area",
 * "area_label","unit","unit_name","place","since","until","state","via",
 * "granted","by","seat","seat_label","body","body_name","decision","for",
 * "words"}.
 * person: the name, or null; unit null: the whole store; place: in words;
 * since null: from before that was noted; until null: no end; state: now,
 * coming or ended; via: grant, seat or stand-in, of which granted (its
 * number) and by (login), seat, body and decision, or for (login) are not
 * null; words: all of it as one sentence in c->lang. */
#ifndef ACCESS_RIGHT_H
#define ACCESS_RIGHT_H

#include "access/role.h"

/* Which rights a list holds. */
struct right_ask {
	const char *login; /* NULL: of all, or only the own */
	const char *unit;  /* code: at it and below; NULL: everywhere */
	int64_t at;	   /* that day; 0: today and later */
};

/**
 * The rights in sight: one's own, and those at units where c may ACT_AUDIT
 * or ACT_ACCOUNT; by login.
 *
 * ERR_MISSING  no such account or unit, or the unit is not in sight
 * ERR_DENIED   of another, and c may ACT_AUDIT nowhere
 */
enum err right_list(struct ctx *c, const struct right_ask *ask,
		    struct val **list) MUST;

/**
 * All that an account holds, held and will hold, as far as in sight:
 * {"account","login","rights":[right],"delegations":[…],"may_change"}; see
 * delegation_view(). may_change: c may ACT_ACCOUNT somewhere; each right also
 * has may_end: it was granted, is not over, and c may give it.
 * Errors as of right_list().
 */
enum err role_view(struct ctx *c, int64_t account, struct val **view) MUST;

/**
 * Whether an account may do an act at a unit, and by which right: {"login",
 * "person","unit","unit_name","place","act","act_label","may","words","by":
 * [right],"has":[right],"needs":[{"role","role_label","areas":[…],"words"}],
 * "givers":[right]}. by: what allows it, in the order it is used; has: what
 * else it holds; needs and givers, where not `may`: a role that would do, and
 * who could give one there. words: the answer as one sentence.
 *
 * `login` NULL: of c->account. One's own where the unit is in sight; of
 * others it needs ACT_AUDIT at the unit.
 *
 * ERR_MISSING  no such account or unit, or the unit is not in sight
 * ERR_DENIED   of others, without ACT_AUDIT
 */
enum err why_view(struct ctx *c, const char *login, enum act act,
		  const char *unit, struct val **view) MUST;

/* All acts at once: {"login","person","unit","unit_name","place","acts":[{
 * "act","act_label","may","right"}],"has":[right]}; right: the one it is done
 * by, or null. Errors as of why_view(). */
enum err why_all_view(struct ctx *c, const char *login, const char *unit,
		      struct val **view) MUST;

/**
 * Says ERR_DENIED to an account that holds no right at all any more: which
 * unit closed, when, into which, whom to ask.
 */
enum err right_none(struct ctx *c) MUST;

/* The same as a view: {"why","ended" ("unit", "day" or null: it never held
 * one),"unit","unit_name","last","heirs":[{"code","name","words"}],"givers":
 * [{"login","person","words"}],"some"}; some: givers are known; why: all of it in words. Whoever calls knows
 * that c holds none. */
enum err right_none_view(struct ctx *c, struct val **view) MUST;

#endif
