/* call.h - something that a unit asks of the units of a kind below it. */
#ifndef CALLS_CALL_H
#define CALLS_CALL_H

#include "calls/assignment.h"
#include "org/tree.h"

/* What a unit of a call has given already. */
struct call_given {
	int64_t unit; /* id */
	enum state state;
};

/* What a call is about. */
struct call_topic {
	const char *what;     /* of call_kinds[] */
	int64_t form, period; /* of a return (a plan: its year), else 0 */
	int64_t about;	      /* the document or task, else 0 */
	int64_t call;	      /* its number; 0: none was issued yet */
};

/* What a kind of call knows of itself. call_kinds[] stands in the topmost
 * area (desk/call_kinds.c), as commands[] does. */
struct call_kind {
	const char *what; /* "return" */
	/* Its name for people, as "Monthly return, July 2026". */
	enum err (*title)(struct ctx *c, const struct call_topic *t,
			  const char **title);
	/* Adds what it asks for to a view of a call: "form","period". */
	enum err (*describe)(struct ctx *c, const struct call_topic *t,
			     struct val *to);
	/* In which state an assignment begins, where it is another than
	 * delivered: what units `low` to `high` (ids) of the call gave before
	 * they were asked, by unit. NULL: nothing is given before. */
	enum err (*given)(struct ctx *c, int64_t call, int64_t low,
			  int64_t high, struct call_given **out, size_t *n);
	/* Whether units of a kind (id) are to answer it. NULL: all are. */
	enum err (*asks)(struct ctx *c, const struct call_topic *t,
			 int64_t kind, bool *asks);
	/* Where its answer is written: a path for that unit's code. */
	enum err (*path)(struct ctx *c, const char *unit,
			 const struct call_topic *t, const char **path);
	/* Where whoever checks looks at the answers. NULL: at its coverage. */
	enum err (*check)(struct ctx *c, const struct call_topic *t,
			  const char **path);
	/* What became of what it is about, in a sentence: for whom
	 * assignment.told says that news of it are due. NULL: there are none
	 * of this kind. */
	enum err (*news)(struct ctx *c, const struct call_topic *t,
			 const char **text);
};

extern const struct call_kind *const call_kinds[];
extern const size_t call_kinds_count;

/* That of a call; a call of a kind that this program does not know is
 * ERR_BROKEN. */
enum err call_kind_of(const char *what, const struct call_kind **kind) MUST;

/* The same, by one call: its title, where a unit answers it, and where who
 * checks looks at the answers. */
enum err call_title(struct ctx *c, const struct call_topic *t,
		    const char **title) MUST;
enum err call_path(struct ctx *c, const char *unit, const struct call_topic *t,
		   const char **path) MUST;
enum err call_check_path(struct ctx *c, const struct call_topic *t,
			 const char **path) MUST;

/* A call as it is kept. */
struct call {
	int64_t id, issuer, under, kind; /* ids; kind: of units addressed */
	const char *what, *issuer_code, *issuer_name, *under_code, *kind_code;
	int64_t form, period, about; /* as of struct call_topic */
	int64_t day, due;
	const char *expect; /* of who is asked: "own-plan"; "" of a return */
	bool listed;	    /* it asks a list of units; kind says nothing */
	bool stepwise, open;
	bool issuer_seen;		/* c may read its issuer */
	const char *note, *reason, *by; /* by: login, or NULL */
	int64_t standing, at;
};

/* ERR_MISSING: there is none, or none of it is in sight. */
enum err call_get(struct ctx *c, int64_t id, struct call *out) MUST;
/* The same, in sight or not. */
enum err call_get_unseen(struct ctx *c, int64_t id, struct call *out) MUST;

/* What units gave before they were asked: kind->given(), or nothing. */
enum err call_given(struct ctx *c, const struct call *k, int64_t low,
		    int64_t high, struct call_given **out, size_t *n) MUST;

struct call_topic call_topic(const struct call *k);

/* The key of what it asks for without a unit; of what is no return its
 * period, or 0. */
int64_t call_base(const struct call *k);

/* Told how many of how many are done. */
typedef void (*progress_fn)(void *arg, int64_t done, int64_t of);

struct call_ask {
	const char *what;	  /* "return" */
	int64_t form, period;	  /* checked by the kind's own area; or 0 */
	int64_t about;		  /* the same */
	const char *expect;	  /* the same; NULL: "" */
	int64_t day;		  /* whose tree addresses and counts */
	const char *under, *kind; /* codes; the issuer is `under` */
	const int64_t *list;	  /* ids: asks these, whatever `kind` is, */
	size_t listed;		  /* so many; direct only; 0: all of a kind */
	int64_t due;		  /* day */
	bool stepwise;
	const char *note; /* to the units; "" */
	/* 0: issued by hand. Else its due day may be over, whom another call
	 * asks is left to that, and where nobody is left none is issued. */
	int64_t standing;
	progress_fn progress; /* NULL: nobody asks */
	void *arg;
};

struct call_issued {
	int64_t id;    /* its number; 0: of a standing one, nobody is asked */
	int64_t asked; /* units, in whatever role */
};

/**
 * Issues a call: one assignment for each unit of `kind` at or below `under`
 * on `day` (stepwise: for the first tier below only; or for each of a list),
 * in one transaction, with one entry in the journal. Needs DB_WRITE.
 *
 * ERR_INVALID   no unit is addressed; one of the list is not at or below
 *               `under` on that day; due before today
 * ERR_CONFLICT  one of the units is asked for the same return already; the
 *               message names the call and how many units
 * ERR_MISSING   no such unit or kind, or not in sight
 * ERR_DENIED    may not ACT_CALL at `under`
 */
enum err call_issue(struct ctx *c, const struct call_ask *ask,
		    struct call_issued *out) MUST;

/**
 * A call to a list asks other units (ids): those to `add` are asked, also
 * again; those to `drop`, and who took over from them, no longer, for a
 * reason.
 *
 * ERR_CONFLICT  it was withdrawn
 * others        as call_issue() and call_withdraw()
 */
enum err call_relist(struct ctx *c, int64_t call, const int64_t *add,
		     size_t adds, const int64_t *drop, size_t drops,
		     const char *reason) MUST;

/* A later or earlier due day for what is owed at or below a unit (code;
 * NULL: everybody, and the call itself). *n: how many. */
enum err call_extend(struct ctx *c, int64_t call, const char *unit, int64_t due,
		     int64_t *n) MUST;

/* Takes the call back, wholly or (unit) for those at or below it. */
enum err call_withdraw(struct ctx *c, int64_t call, const char *unit,
		       const char *reason, int64_t *n) MUST;

/* Takes back every open call about a document or task, because of what became
 * of that: asks nobody whether it is allowed, its caller does. What was
 * accepted stays. Everybody asked is told (call_news()). Journalled. *n: how
 * many units were asked and had not finished. */
enum err call_withdraw_about(struct ctx *c, const char *what, int64_t about,
			     const char *reason, int64_t *n) MUST;

/* Sees that everybody who is asked about a document or task hears what became
 * of it: kind->news(). */
enum err call_news(struct ctx *c, const char *what, int64_t about) MUST;

/* One unit needs not answer, for a reason; call_resume(): it must again. */
enum err call_waive(struct ctx *c, int64_t call, const char *unit,
		    const char *reason) MUST;
enum err call_resume(struct ctx *c, int64_t call, const char *unit) MUST;

/* The unit has seen it. Nothing happens when it had before. */
enum err call_acknowledge(struct ctx *c, int64_t call, const char *unit) MUST;

/**
 * Stepwise: passes a call on to the next tier below `unit`, due on `due` (0:
 * the unit's own due day), which must not be later than its own.
 */
enum err call_pass_on(struct ctx *c, int64_t call, const char *unit,
		      int64_t due, int64_t *n) MUST;

/**
 * Stepwise: signs the unit's part off with a covering note, to the tier
 * above. ERR_CONFLICT where units below still owe or wait to be checked,
 * unless `incomplete`; the message counts them.
 */
enum err call_send_up(struct ctx *c, int64_t call, const char *unit,
		      const char *note, bool incomplete) MUST;

/* Stepwise: the tier above takes what the unit sent up, or sends it back. */
enum err call_take(struct ctx *c, int64_t call, const char *unit) MUST;
enum err call_send_back(struct ctx *c, int64_t call, const char *unit,
			const char *reason) MUST;

/**
 * [{"call","what","title","issuer","issuer_name","under","kind","period",
 * "due","relay","state","counts",…,"late","due_soon"}] of the calls that
 * address or come from units in sight; of `unit` (code; NULL: all) those
 * that it issued, or that ask it or units below it, with the counts at or
 * below it; the latest due day first. Counts of all are shown to who may
 * read the issuer.
 */
enum err call_list_view(struct ctx *c, const char *unit, const char *state,
			struct val **view) MUST;

/**
 * One call: as in the list, with "note","reason","standing","at","by", and
 * of all units in sight, or of one (code), at most CALL_SHOWN:
 * "assignments":[{"unit","name","kind","role","state","due","note",
 * "checker","changed_at"}] and "taken_over":[{"from","from_name","to",
 * "to_name","on"}]: whose duty others took over in a reorganisation.
 */
enum err call_view(struct ctx *c, int64_t call, const char *unit,
		   struct val **view) MUST;

#define CALL_SHOWN 200

/* Brings the calls whose tree changed from `day` on in line with it: who
 * ceased or moved out is withdrawn, saying who takes over; who came in is
 * assigned. For reorganise_hooks.after, and after an import of units. */
enum err calls_follow(struct ctx *c, const struct tree *before,
		      const struct tree *after, int64_t day) MUST;

/* For reorganise_hooks.has_more: *what is "call 5", in c->lang, where the
 * unit (id) issued one, else NULL. */
enum err call_of_unit(struct ctx *c, int64_t unit, const char **what) MUST;

#endif
