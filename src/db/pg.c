/* pg.c - the PostgreSQL driver. The only file that includes libpq-fe.h. */
#include "db/db.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARGS_MAX 32

/* Type numbers of PostgreSQL's catalogue (pg_type.dat). */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT4 = 23,
	OID_TEXT = 25
};

struct db_pg {
	struct db base;
	PGconn *h;
	bool prepared[SQL_COUNT];
	enum db_open how;
};

/* libpq ends its messages in a line end, and some have several lines. */
static void one_line(char *to, size_t room, const char *message)
{
	size_t n = (size_t)snprintf(to, room, "postgresql: ");

	for (; *message && n + 1 < room; message++)
		if (!strchr("\r\n\t", *message))
			to[n++] = *message;
		else if (to[n - 1] != ' ')
			to[n++] = ' ';
	while (to[n - 1] == ' ')
		n--;
	to[n] = '\0';
}

static enum err pg_err(struct db_pg *d, const PGresult *r)
{
	static const struct {
		const char *state;
		enum err e;
	} known[] = {
		{"40001", ERR_BUSY},	    /* serialization failure */
		{"40P01", ERR_BUSY},	    /* deadlock */
		{"55P03", ERR_BUSY},	    /* lock not available */
		{"23505", ERR_CONFLICT},    /* unique violation */
		{"53100", ERR_FULL},	    /* disk full */
		{"57014", ERR_UNAVAILABLE}, /* it took too long */
		{"53", ERR_UNAVAILABLE},    /* too many connections, memory */
		{"57P", ERR_UNAVAILABLE},   /* the server is stopping */
		{"08", ERR_UNAVAILABLE},    /* connection */
		{"25006", ERR_UNAVAILABLE}, /* a standby, which only reads */
	};
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;

	one_line(d->base.error, sizeof(d->base.error), PQerrorMessage(d->h));
	if (PQstatus(d->h) != CONNECTION_OK || !state)
		return ERR_UNAVAILABLE;
	for (size_t i = 0; i < COUNT(known); i++)
		if (!strncmp(state, known[i].state, strlen(known[i].state)))
			return known[i].e;
	return ERR_BROKEN;
}

static bool pg_takes(const char *url)
{
	return !strncmp(url, "postgresql://", 13) ||
	       !strncmp(url, "postgres://", 11);
}

static void no_notice(void *arg, const char *message)
{
	(void)arg, (void)message;
}

static enum err pg_script(struct db *db, const char *sql)
{
	struct db_pg *d = (struct db_pg *)db;
	PGresult *r = PQexec(d->h, sql);
	ExecStatusType s = PQresultStatus(r);
	enum err e = OK;

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
		e = pg_err(d, r);
	PQclear(r);
	return e;
}

static enum err pg_setup(struct db_pg *d)
{
	if (d->how == DB_SERVE)
		TRY(pg_script(&d->base,
			      "SET statement_timeout = '5min';"
			      "SET idle_in_transaction_session_timeout = "
			      "'5min'"));
	PQsetNoticeProcessor(d->h, no_notice, NULL);
	memset(d->prepared, 0, sizeof(d->prepared));
	return pg_script(&d->base, "SET client_encoding = 'UTF8';"
				   "SET standard_conforming_strings = on;"
				   "SET lock_timeout = '20s';"
				   /* compiling costs more than it saves */
				   "SET jit = off;"
				   /* to plan a page's statements anew each
				    * time costs more than to run them */
				   "SET plan_cache_mode = force_generic_plan");
}

static bool is_here(const char *host)
{
	return !*host || *host == '/' || !strncmp(host, "localhost", 9) ||
	       !strncmp(host, "127.", 4) || !strncmp(host, "::1", 3);
}

/* Whether all hosts that the URL names are this machine. */
static bool pg_here(const char *url)
{
	PQconninfoOption *all = PQconninfoParse(url, NULL);
	bool here = true;

	for (PQconninfoOption *o = all; o && o->keyword; o++) {
		const char *s = o->val;

		if (strcmp(o->keyword, "host") &&
		    strcmp(o->keyword, "hostaddr"))
			continue;
		while (s) {
			here = here && (is_here(s) || *s == ',');
			s = strchr(s, ',');
			s += s != NULL;
		}
	}
	PQconninfoFree(all);
	return here;
}

/* What the URL says wins: it comes last. libpq's own default goes on without
 * encryption where it cannot have it. */
static enum err pg_open(const char *url, enum db_open how, struct db **out)
{
	const char *const name[] = {"fallback_application_name",
				    "connect_timeout",
				    "tcp_user_timeout",
				    "sslmode",
				    "dbname",
				    NULL};
	const char *const value[] = {
		"tierwork", "10",
		"30000",    pg_here(url) ? "prefer" : "verify-full",
		url,	    NULL};
	struct db_pg *d = calloc(1, sizeof(*d));

	if (!d)
		abort();
	d->base.driver = &db_pg;
	d->how = how;
	*out = &d->base;
	d->h = PQconnectdbParams(name, value, 1);
	if (PQstatus(d->h) != CONNECTION_OK)
		return pg_err(d, NULL);
	return pg_setup(d);
}

static Oid oid_of(char sign)
{
	return sign == 'i' ? OID_INT8 : sign == 'b' ? OID_BYTEA : OID_TEXT;
}

static enum err pg_prepare(struct db *db, enum sql_id id)
{
	struct db_pg *d = (struct db_pg *)db;
	const struct sql_text *t = &sql_table[id];
	Oid types[ARGS_MAX];
	enum err e = OK;
	PGresult *r;

	assert(t->args <= ARGS_MAX);
	if (d->prepared[id])
		return OK;
	for (size_t i = 0; i < t->args; i++)
		types[i] = oid_of(t->types[i]);
	r = PQprepare(d->h, t->name, t->pg, (int)t->args, types);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		e = pg_err(d, r);
	PQclear(r);
	d->prepared[id] = e == OK;
	return e;
}

static void pg_read(struct arena *mem, const PGresult *r, int row, int col,
		    struct cell *to)
{
	const char *s = PQgetvalue(r, row, col);
	size_t size = (size_t)PQgetlength(r, row, col);
	uint64_t i8;
	uint32_t i4;

	*to = (struct cell){0};
	if (PQgetisnull(r, row, col))
		return;
	switch (PQftype(r, col)) {
	case OID_INT8:
		memcpy(&i8, s, 8);
		*to = cell_int((int64_t)be64toh(i8));
		break;
	case OID_INT4:
		memcpy(&i4, s, 4);
		*to = cell_int((int32_t)be32toh(i4));
		break;
	case OID_BOOL: *to = cell_int(*s != 0); break;
	case OID_BYTEA:
		to->kind = CELL_BLOB;
		to->s = mem ? arena_copy(mem, s, size) : s;
		to->size = size;
		break;
	case OID_TEXT:
		to->kind = CELL_TEXT;
		to->s = mem ? arena_copy(mem, s, size) : s;
		to->size = size;
		break;
	default: assert(!"a statement gives a type that SQLite has not");
	}
}

static void pg_collect(struct arena *mem, const PGresult *r, struct rows *out)
{
	out->n = (size_t)PQntuples(r);
	out->cols = (size_t)PQnfields(r);
	out->cell =
		arena_array(mem, out->n * out->cols + 1, sizeof(*out->cell));
	for (size_t i = 0; i < out->n * out->cols; i++)
		pg_read(mem, r, (int)(i / out->cols), (int)(i % out->cols),
			&out->cell[i]);
}

/* Takes one result of single-row mode: a row, the end, or an error. */
static enum err pg_one(struct db_pg *d, const PGresult *r, db_row_fn each,
		       void *arg)
{
	ExecStatusType status = PQresultStatus(r);
	struct cell row[32];

	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return OK;
	if (status != PGRES_SINGLE_TUPLE)
		return pg_err(d, r);
	d->base.rows_read++;
	for (int i = 0; i < PQnfields(r); i++)
		pg_read(NULL, r, 0, i, &row[i]);
	return each(arg, row);
}

/* The walk is over early: do not wait for the rest of the rows. */
static void pg_cancel(struct db_pg *d)
{
	PGcancel *cancel = PQgetCancel(d->h);
	char why[256];

	if (cancel)
		PQcancel(cancel, why, sizeof(why));
	PQfreeCancel(cancel);
}

static enum err pg_walk(struct db_pg *d, db_row_fn each, void *arg)
{
	enum err e = OK;
	PGresult *r;

	while ((r = PQgetResult(d->h))) {
		if (e == OK) {
			e = pg_one(d, r, each, arg);
			if (e != OK)
				pg_cancel(d);
		}
		PQclear(r);
	}
	return e;
}

/* The arguments of one statement as libpq takes them. */
struct pg_args {
	const char *v[ARGS_MAX];
	int len[ARGS_MAX], format[ARGS_MAX], n;
	uint64_t num[ARGS_MAX];
};

static void pg_args(struct pg_args *a, const struct sql_text *t,
		    const struct cell *arg)
{
	a->n = (int)t->args;
	for (int i = 0; i < a->n; i++) {
		a->v[i] = arg[i].s;
		a->len[i] = (int)arg[i].size;
		a->format[i] = t->types[i] != 't';
		if (arg[i].kind == CELL_INT) {
			a->num[i] = htobe64((uint64_t)arg[i].i);
			a->v[i] = (const char *)&a->num[i];
			a->len[i] = sizeof(a->num[i]);
		}
	}
}

static bool pg_send(struct db_pg *d, const struct sql_text *t,
		    const struct cell *arg)
{
	struct pg_args a;

	pg_args(&a, t, arg);
	return PQsendQueryPrepared(d->h, t->name, a.n, a.v, a.len, a.format, 1);
}

static bool pg_done(const PGresult *r)
{
	ExecStatusType s = PQresultStatus(r);

	return s == PGRES_TUPLES_OK || s == PGRES_COMMAND_OK;
}

static enum err pg_query(struct db *db, struct arena *mem, enum sql_id id,
			 const struct cell *arg, struct rows *out,
			 db_row_fn each, void *each_arg)
{
	struct db_pg *d = (struct db_pg *)db;
	const struct sql_text *t = &sql_table[id];
	struct pg_args a;
	PGresult *r;
	enum err e = OK;

	TRY(pg_prepare(db, id));
	if (each) {
		if (!pg_send(d, t, arg) || !PQsetSingleRowMode(d->h))
			return pg_err(d, NULL);
		return pg_walk(d, each, each_arg);
	}
	pg_args(&a, t, arg);
	r = PQexecPrepared(d->h, t->name, a.n, a.v, a.len, a.format, 1);
	if (pg_done(r)) {
		pg_collect(mem, r, out);
		out->changed = strtoll(PQcmdTuples(r), NULL, 10);
	} else {
		e = pg_err(d, r);
	}
	PQclear(r);
	return e;
}

/* Takes the results of a pipeline up to its sync, each followed by NULL;
 * keeps the first error. */
static enum err pg_drain(struct db_pg *d)
{
	enum err e = OK;
	bool synced = false;

	while (!synced) {
		PGresult *r = PQgetResult(d->h);

		synced = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		if (PQstatus(d->h) != CONNECTION_OK)
			synced = true;
		if (e == OK && r && !synced && !pg_done(r))
			e = pg_err(d, r);
		PQclear(r);
	}
	if (e == OK && PQstatus(d->h) != CONNECTION_OK)
		e = pg_err(d, NULL);
	return e;
}

/* All rows go out before the first answer is waited for. Their answers are
 * short, so neither side fills up while the other writes. */
static enum err pg_bulk(struct db *db, struct arena *mem, enum sql_id id,
			const struct cell *arg, size_t n)
{
	struct db_pg *d = (struct db_pg *)db;
	const struct sql_text *t = &sql_table[id];
	bool sent = true;
	enum err e;

	(void)mem;
	TRY(pg_prepare(db, id));
	if (!PQenterPipelineMode(d->h))
		return pg_err(d, NULL);
	for (size_t i = 0; i < n && sent; i++)
		sent = pg_send(d, t, arg + i * t->args);
	if (!PQpipelineSync(d->h))
		return pg_err(d, NULL);
	e = pg_drain(d);
	if (!PQexitPipelineMode(d->h) && e == OK)
		e = pg_err(d, NULL);
	return e == OK && !sent ? pg_err(d, NULL) : e;
}

static enum err pg_begin(struct db *db, enum db_mode mode)
{
	static const char *const how[] = {
		[DB_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		[DB_WRITE] = "BEGIN ISOLATION LEVEL READ COMMITTED",
		[DB_SERIALIZABLE] = "BEGIN ISOLATION LEVEL SERIALIZABLE",
	};
	struct db_pg *d = (struct db_pg *)db;

	enum err e = OK;

	if (PQstatus(d->h) == CONNECTION_OK)
		e = pg_script(db, how[mode]);
	if (PQstatus(d->h) == CONNECTION_OK)
		return e;
	PQreset(d->h); /* it went away since the unit before */
	if (PQstatus(d->h) != CONNECTION_OK)
		return pg_err(d, NULL);
	TRY(pg_setup(d));
	return pg_script(db, how[mode]);
}

static bool pg_in_unit(struct db *db)
{
	struct db_pg *d = (struct db_pg *)db;

	return PQtransactionStatus(d->h) != PQTRANS_IDLE;
}

static void pg_close(struct db *db)
{
	struct db_pg *d = (struct db_pg *)db;

	PQfinish(d->h);
	free(d);
}

const struct db_driver db_pg = {
	.name = "postgresql",
	.takes = pg_takes,
	.open = pg_open,
	.begin = pg_begin,
	.query = pg_query,
	.bulk = pg_bulk,
	.prepare = pg_prepare,
	.script = pg_script,
	.in_unit = pg_in_unit,
	.close = pg_close,
};
