/* writer.h - SQLite has one writer at a time: the units of work that wait
 * for it go first in, first out through one thread and share one commit. */
#ifndef CORE_WRITER_H
#define CORE_WRITER_H

#include "core/ctx.h"

struct writer;

/**
 * Starts the writer of the store at `url`, and what moves its log into its
 * file behind it. *out is NULL for a server, whose writers run side by side.
 *
 * Put it into ctx.writer of every worker: run_unit() then goes through it.
 * The errors are those of db_open().
 */
enum err writer_new(const char *url, struct writer **out) MUST;

/* Ends it after what waits; NULL is fine. Nobody may call it any more. */
void writer_free(struct writer *w);

/**
 * Runs `fn` in the transaction of the writer's thread, with c->db being the
 * writer's connection meanwhile, and returns after the commit.
 *
 * Every unit of work is whole under its own savepoint: one that fails takes
 * nothing else back. Errors are those of `fn` and of the commit that the
 * waiting ones share. `dry`: what it did is taken back all the same. For
 * run_unit() and run_dry() alone.
 */
enum err writer_run(struct writer *w, struct ctx *c, bool dry, work_fn fn,
		    void *arg) MUST;

/* Commits and units of work so far: how many share a commit. */
void writer_counts(struct writer *w, int64_t *commits, int64_t *units);

#endif
