/* ctx.c - the unit of work and its messages. */
#include "core/ctx.h"

#include "base/random.h"
#include "core/i18n.h"
#include "core/writer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The formats come from po/, where check.py has compared their
 * placeholders with the English ones. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

const char *tr(const struct ctx *c, const char *msg)
{
	return i18n_text(c->lang, msg);
}

const char *trn(const struct ctx *c, const char *one, const char *many,
		int64_t n)
{
	return i18n_plural(c->lang, one, many, n);
}

enum err fail(struct ctx *c, enum err code, const char *field, const char *fmt,
	      ...)
{
	va_list ap;

	va_start(ap, fmt);
	c->field = field;
	c->why = arena_vprintf(c->mem, tr(c, fmt), ap);
	va_end(ap);
	return code;
}

void fault(struct ctx *c, int64_t line, int64_t column, const char *field,
	   const char *fmt, ...)
{
	struct fault *f;
	va_list ap;

	if (c->fault_count++ >= FAULTS_KEPT)
		return;
	f = arena_alloc(c->mem, sizeof(*f));
	f->line = line;
	f->column = column;
	f->field = field;
	va_start(ap, fmt);
	f->why = arena_vprintf(c->mem, tr(c, fmt), ap);
	va_end(ap);
	if (c->last_fault)
		c->last_fault->next = f;
	else
		c->faults = f;
	c->last_fault = f;
}

static int by_place(const void *a, const void *b)
{
	const struct fault *x = *(struct fault *const *)a;
	const struct fault *y = *(struct fault *const *)b;
	int64_t by_line = x->line - y->line, by_column = x->column - y->column;

	return by_line ? (by_line > 0) - (by_line < 0)
		       : (by_column > 0) - (by_column < 0);
}

/* In the order of the file, whatever the order of the checks. */
static void faults_sort(struct ctx *c)
{
	struct fault *list[FAULTS_KEPT];
	size_t n = 0;

	for (struct fault *f = c->faults; f; f = f->next)
		list[n++] = f;
	qsort(list, n, sizeof(struct fault *), by_place);
	c->faults = list[0];
	for (size_t i = 0; i + 1 < n; i++)
		list[i]->next = list[i + 1];
	c->last_fault = list[n - 1];
	c->last_fault->next = NULL;
}

enum err faults_end(struct ctx *c)
{
	if (c->fault_count == 0)
		return OK;
	faults_sort(c);
	return fail(c, ERR_INVALID, NULL,
		    trn(c, N_("%lld fault; nothing was changed."),
			N_("%lld faults; nothing was changed."),
			c->fault_count),
		    (long long)c->fault_count);
}

struct val *faults_view(const struct ctx *c)
{
	struct val *list = val_list(c->mem);

	for (const struct fault *f = c->faults; f; f = f->next) {
		struct val *v = val_map(c->mem);

		map_i(v, "line", f->line);
		map_i(v, "column", f->column);
		map_s(v, "field", f->field);
		map_s(v, "why", f->why);
		list_v(list, v);
	}
	return list;
}

void ctx_forget(struct ctx *c)
{
	c->why = c->field = NULL;
	c->faults = c->last_fault = NULL;
	c->fault_count = 0;
}

void ctx_begin(struct ctx *c)
{
	ctx_forget(c);
	c->rights = NULL;
	c->seat = c->behalf = 0;
	c->changed = NULL;
	c->journalled = false;
}

void ctx_end(const struct ctx *c)
{
	if (!c->changed || c->journalled)
		return;
	fprintf(stderr, "unit=%016llx changed=%s\n", (long long)c->work,
		c->changed);
	assert(!"every change writes an entry in the journal");
}

int64_t work_number(void)
{
	return random_below(INT64_MAX) + 1;
}

static enum err run_once(struct ctx *c, enum db_mode mode, work_fn fn,
			 void *arg)
{
	enum err e;

	if (c->writer && mode != DB_READ)
		return writer_run(c->writer, c, false, fn, arg);
	ctx_begin(c);
	TRY(db_begin(c->db, mode));
	e = fn(c, arg);
	if (e == OK) {
		ctx_end(c);
		e = db_commit(c->db);
	}
	if (e != OK)
		db_rollback(c->db);
	return e;
}

/* So that two losers do not meet again at once. */
static void pause_ms(int64_t ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

enum err run_unit(struct ctx *c, enum db_mode mode, work_fn fn, void *arg)
{
	struct arena_mark start = arena_mark(c->mem);
	enum err e = ERR_BUSY;

	for (int tries = 0; tries < 5 && e == ERR_BUSY; tries++) {
		if (tries) {
			arena_rewind(c->mem, start);
			pause_ms((5 << tries) + random_below(10));
		}
		e = run_once(c, mode, fn, arg);
	}
	return e;
}

enum err run_dry(struct ctx *c, work_fn fn, void *arg)
{
	enum err e;

	if (c->writer)
		return writer_run(c->writer, c, true, fn, arg);
	ctx_begin(c);
	TRY(db_begin(c->db, DB_WRITE));
	e = fn(c, arg);
	db_rollback(c->db);
	return e;
}
