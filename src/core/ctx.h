/* ctx.h - one unit of work: one request, or one command. */
#ifndef CORE_CTX_H
#define CORE_CTX_H

#include "base/arena.h"
#include "base/val.h"
#include "db/db.h"

/* One thing wrong in a file or a form, kept with all the others so that
 * people mend them in one go. */
struct fault {
	int64_t line;	   /* 1 is the head of a file; 0: of the whole */
	int64_t column;	   /* of a table, from 1; 0: the whole row */
	const char *field; /* name of the column or input, or NULL */
	const char *why;   /* translated */
	struct fault *next;
};

/* What a domain function may use. It knows no HTTP, no terminal, no clock
 * and no global. */
struct ctx {
	struct arena *mem;     /* emptied when the unit of work ends */
	struct db *db;	       /* in the transaction of this unit of work */
	struct writer *writer; /* of a server on SQLite, else NULL */
	int64_t now;	  /* s since 1970 UTC, the same for the whole unit */
	int64_t today;	  /* day of `now` in the store's time zone */
	int64_t account;  /* who acts; 0: nobody, or the operator */
	bool is_operator; /* the command line without --as: unrestricted */
	struct rights *rights; /* of c->account: access/may.c; NULL: unread */
	int64_t seat;	     /* the sitting whose right may() used last, or 0 */
	int64_t behalf;	     /* the account it stands in for then, or 0 */
	int64_t work;	     /* number of the request or command, as in its log
			      * line; below 0: the server does it by itself */
	const char *changed; /* a table of record that was changed, or NULL */
	bool journalled;     /* by journal_add() */
	unsigned acts; /* of a token: at most these (1 << enum act); else 0 */
	int64_t token; /* that a program bears, by its number; else 0 */
	const char *lang;  /* "en" or "vi" */
	const char *field; /* after an error: the input at fault, or NULL */
	const char *why;   /* after an error: a message for that person */
	struct fault *faults, *last_fault;
	int64_t fault_count; /* also those beyond FAULTS_KEPT */
};

#define FAULTS_KEPT 1000

/**
 * Says why in words the reader can act on, and returns `code`.
 *
 * `fmt` is a whole English sentence marked N_(); it is translated to
 * c->lang, then filled in. Arguments may be reordered (%2$s).
 */
enum err fail(struct ctx *c, enum err code, const char *field, const char *fmt,
	      ...) PRINTF(4, 5);

/* Adds one fault of a file or form; goes on. See faults_end(). */
void fault(struct ctx *c, int64_t line, int64_t column, const char *field,
	   const char *fmt, ...) PRINTF(5, 6);

/* OK without faults; else ERR_INVALID, with a message that counts them; the
 * faults then stand by line and column. */
enum err faults_end(struct ctx *c) MUST;

/* The faults as a view: [{"line","column","field","why"}]. */
struct val *faults_view(const struct ctx *c);

/* The message in c->lang; the message itself where po/ has none. */
const char *tr(const struct ctx *c, const char *msg);

/* The form of a counted message for n in c->lang. */
const char *trn(const struct ctx *c, const char *one, const char *many,
		int64_t n);

/* Drops what an earlier try said. */
void ctx_forget(struct ctx *c);

/* The same, what rights were read and used, and what it changed: for
 * run_unit() and the writer, before each try. */
void ctx_begin(struct ctx *c);

/* Asserts, before a commit, that what was changed is journalled; what needs
 * no entry is in EXEMPT of tools/gen_sql.py. */
void ctx_end(const struct ctx *c);

/* A new number for ctx.work: above 0, drawn by chance. */
int64_t work_number(void);

typedef enum err (*work_fn)(struct ctx *c, void *arg);

/**
 * Runs `fn` in a transaction: commits when it returns OK (asserting that it
 * wrote its entry in the journal, if it changed anything), rolls back when
 * not, and runs it again, up to five times in all with a growing pause, on
 * ERR_BUSY. So `fn` must not act outside the database and the arena. With
 * c->writer, what writes is run by that thread (core/writer.h).
 */
enum err run_unit(struct ctx *c, enum db_mode mode, work_fn fn, void *arg) MUST;

/* Runs `fn` and rolls back whatever it returns: a dry run. */
enum err run_dry(struct ctx *c, work_fn fn, void *arg) MUST;

#endif
