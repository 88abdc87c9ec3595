/* duck.c - DuckDB as a rival: loads it, and times what Tierwork is timed by.
 *
 * duck LIBDUCKDB SIZE DIR FILE
 *
 * It is called through its C interface, from the library which the npm
 * package brings, so that no time of JavaScript is counted. */
#include "timing.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What of duckdb.h is needed; the package does not bring it. */
typedef struct {
	uint64_t columns, rows, changed;
	void *column;
	char *error;
	void *internal;
} duckdb_result;

static struct {
	int (*open)(const char *path, void **db);
	int (*connect)(void *db, void **conn);
	int (*query)(void *conn, const char *sql, duckdb_result *r);
	int (*prepare)(void *conn, const char *sql, void **stmt);
	const char *(*prepare_error)(void *stmt);
	int (*bind_int64)(void *stmt, uint64_t n, int64_t value);
	int (*execute_prepared)(void *stmt, duckdb_result *r);
	void *(*fetch_chunk)(duckdb_result r);
	uint64_t (*data_chunk_get_size)(void *chunk);
	void *(*data_chunk_get_vector)(void *chunk, uint64_t col);
	void *(*vector_get_data)(void *vector);
	void (*destroy_data_chunk)(void **chunk);
	const char *(*result_error)(duckdb_result *r);
	void (*destroy_result)(duckdb_result *r);
	const char *(*library_version)(void);
	void (*close)(void **db);
	void (*disconnect)(void **conn);
} duck;

static void load_library(const char *path)
{
	static const struct {
		const char *name;
		void *to;
	} want[] = {
		{"open", &duck.open},
		{"connect", &duck.connect},
		{"query", &duck.query},
		{"prepare", &duck.prepare},
		{"prepare_error", &duck.prepare_error},
		{"bind_int64", &duck.bind_int64},
		{"execute_prepared", &duck.execute_prepared},
		{"fetch_chunk", &duck.fetch_chunk},
		{"data_chunk_get_size", &duck.data_chunk_get_size},
		{"data_chunk_get_vector", &duck.data_chunk_get_vector},
		{"vector_get_data", &duck.vector_get_data},
		{"destroy_data_chunk", &duck.destroy_data_chunk},
		{"result_error", &duck.result_error},
		{"destroy_result", &duck.destroy_result},
		{"library_version", &duck.library_version},
		{"close", &duck.close},
		{"disconnect", &duck.disconnect},
	};
	void *so = dlopen(path, RTLD_NOW);

	if (!so)
		die("%s", dlerror());
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		char name[64];
		void *f;

		snprintf(name, sizeof(name), "duckdb_%s", want[i].name);
		f = dlsym(so, name);
		if (!f)
			die("%s has no %s", path, name);
		memcpy(want[i].to, &f, sizeof(f));
	}
}

static void run(void *conn, const char *sql)
{
	duckdb_result r;

	if (duck.query(conn, sql, &r))
		die("duckdb: %s", duck.result_error(&r));
	duck.destroy_result(&r);
}

static char *script(const char *path, const char *dir)
{
	static char text[65536], out[131072];
	FILE *f = fopen(path, "r");
	char *to = out;
	size_t n;

	if (!f)
		die("%s: cannot be read", path);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	for (const char *s = text; *s;) {
		if (!strncmp(s, "@DIR@", 5)) {
			to = stpcpy(to, dir);
			s += 5;
		} else {
			*to++ = *s++;
		}
	}
	*to = '\0';
	return out;
}

/* One class of questions: its statement takes up to two numbers and gives
 * unit, period, indicator, sum, count. */
struct class
{
	const struct data *d;
	const char *what;
	void *stmt;
	int args;
	bool months;	  /* the first argument is a month, else an indicator */
	struct check *to; /* NULL: only time */
};

static int64_t month_at(const struct data *d, int64_t number)
{
	return (number / 100 - d->first_year) * 12 + number % 100 - 1;
}

static void take(struct class *k, void *chunk)
{
	const int64_t *col[5];
	uint64_t n = duck.data_chunk_get_size(chunk);

	for (uint64_t i = 0; i < 5; i++)
		col[i] = duck.vector_get_data(
			duck.data_chunk_get_vector(chunk, i));
	for (uint64_t i = 0; i < n; i++) {
		if (k->to)
			check_add(k->to, col[0][i], month_at(k->d, col[1][i]),
				  col[2][i], col[3][i], col[4][i]);
	}
}

static void ask(void *arg, int64_t n)
{
	struct class *k = arg;
	duckdb_result r;
	void *chunk;

	duck.bind_int64(k->stmt, 1,
			k->months ? month_number(k->d, n % k->d->months)
				  : n % INDICATORS);
	if (duck.execute_prepared(k->stmt, &r))
		die("duckdb: %s", duck.result_error(&r));
	while ((chunk = duck.fetch_chunk(r))) {
		take(k, chunk);
		duck.destroy_data_chunk(&chunk);
	}
	duck.destroy_result(&r);
}

static void measure_class(void *conn, const struct data *d, const char *side,
			  const char *what, bool months, const char *sql)
{
	struct class k = {.d = d, .what = what, .months = months};
	struct check sum = {0};

	if (duck.prepare(conn, sql, &k.stmt))
		die("duckdb: %s", duck.prepare_error(k.stmt));
	k.to = &sum;
	for (int64_t i = 0; i < (months ? d->months : INDICATORS); i++)
		ask(&k, i);
	say_check(side, what, &sum);
	k.to = NULL;
	measure(side, what, (struct plan){3, 10, 2000, 2000}, ask, &k);
}

#define CELLS "CAST(period AS BIGINT), CAST(indicator AS BIGINT), "

static void measure_all(void *conn, const struct data *d)
{
	measure_class(conn, d, "duck", "root", true,
		      "SELECT CAST(t1 AS BIGINT), " CELLS
		      "CAST(sum(value) AS BIGINT), count(*) FROM fact "
		      "WHERE t1 = 0 AND period = $1 "
		      "GROUP BY t1, period, indicator ORDER BY indicator");
	measure_class(conn, d, "duck", "children", true,
		      "SELECT CAST(t2 AS BIGINT), " CELLS
		      "CAST(sum(value) AS BIGINT), count(*) FROM fact "
		      "WHERE t1 = 0 AND period = $1 "
		      "GROUP BY t2, period, indicator ORDER BY t2, indicator");
	measure_class(conn, d, "duck", "series", false,
		      "SELECT CAST(t1 AS BIGINT), " CELLS
		      "CAST(sum(value) AS BIGINT), count(*) FROM fact "
		      "WHERE t1 = 0 AND indicator = $1 "
		      "GROUP BY t1, period, indicator ORDER BY period");
	measure_class(conn, d, "duck", "late", true,
		      "SELECT CAST(p.t5 AS BIGINT), $1::BIGINT, 0::BIGINT, "
		      "0::BIGINT, 0::BIGINT FROM path p WHERE p.t1 = 0 AND "
		      "NOT EXISTS (SELECT 1 FROM fact f WHERE f.t5 = p.t5 "
		      "AND f.period = $1)");
	measure_class(conn, d, "duckagg", "root", true,
		      "SELECT CAST(unit AS BIGINT), " CELLS "sum, n "
		      "FROM rollup WHERE parent IS NULL AND unit = 0 "
		      "AND period = $1 ORDER BY indicator");
	measure_class(conn, d, "duckagg", "children", true,
		      "SELECT CAST(unit AS BIGINT), " CELLS "sum, n "
		      "FROM rollup WHERE parent = 0 AND period = $1 "
		      "ORDER BY unit, indicator");
	measure_class(conn, d, "duckagg", "series", false,
		      "SELECT CAST(unit AS BIGINT), " CELLS "sum, n "
		      "FROM rollup WHERE parent IS NULL AND unit = 0 "
		      "AND indicator = $1 ORDER BY period");
	measure_class(conn, d, "ducknone", "root", true,
		      "SELECT 0::BIGINT, 0::BIGINT, 0::BIGINT, 0::BIGINT, $1");
}

int main(int argc, char **argv)
{
	const struct data *d = argc == 6 ? data_find(argv[2]) : NULL;
	void *db, *conn;
	int64_t start;

	if (!d)
		die("usage: duck LIBDUCKDB S|M|L DATA_DIR DUCK.sql FILE");
	load_library(argv[1]);
	say_text("duck", "version", duck.library_version());
	if (duck.open(argv[5], &db) || duck.connect(db, &conn))
		die("duckdb: cannot open %s", argv[5]);
	start = now_ns();
	run(conn, script(argv[4], argv[3]));
	say("duck", "load_s", (double)(now_ns() - start) / 1e9);
	measure_all(conn, d);
	duck.disconnect(&conn);
	duck.close(&db);
	return 0;
}
