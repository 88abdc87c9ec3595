/* dhis.c - an analytics table as DHIS2 keeps it, in PostgreSQL, as a rival:
 * fills it, and times what Tierwork is timed by.
 *
 * dhis URL SIZE DIR_OF_SQL */
#include "timing.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PGresult *query(PGconn *pg, const char *sql)
{
	PGresult *r = PQexec(pg, sql);
	ExecStatusType s = PQresultStatus(r);

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK &&
	    s != PGRES_COPY_IN && s != PGRES_EMPTY_QUERY)
		die("postgresql: %s", PQerrorMessage(pg));
	return r;
}

/* Statement by statement, so that VACUUM stands in no transaction. */
static void run_file(PGconn *pg, const char *dir, const char *name)
{
	static char text[65536];
	char path[4096], *save = NULL;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "r");
	if (!f)
		die("%s: cannot be read", path);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	for (char *s = strtok_r(text, ";", &save); s;
	     s = strtok_r(NULL, ";", &save))
		PQclear(query(pg, s));
}

static void fill_return(PGconn *pg, const struct data *d, int64_t u, int64_t m)
{
	static char line[INDICATORS * 512];
	int64_t path[TIERS], year = d->first_year + m / 12, v;
	char *to = line;

	path[TIERS - 1] = u;
	for (int t = TIERS - 1; t > 0; t--)
		path[t - 1] = unit_parent(d, path[t]);
	for (int i = 0; i < INDICATORS; i++) {
		int64_t n = month_number(d, m);

		if (!unit_value(d, u, m, i, &v))
			continue;
		to += sprintf(
			to,
			"i%010d\tHllvX50cXC0\tHllvX50cXC0\t%04lld-%02lld-01\t"
			"%04lld-%02lld-28\t%lld\t%lld\tu%010lld\t5\t",
			i, (long long)year, (long long)n % 100, (long long)year,
			(long long)n % 100, (long long)year, (long long)n,
			(long long)u);
		for (int t = 0; t < TIERS; t++)
			to += sprintf(to, "u%010lld\t", (long long)path[t]);
		to += sprintf(to, "%lld\t%lldQ%lld\t%lld\t%lld\n", (long long)n,
			      (long long)year, (long long)(m % 12 / 3 + 1),
			      (long long)year, (long long)v);
	}
	if (PQputCopyData(pg, line, (int)(to - line)) != 1)
		die("postgresql: %s", PQerrorMessage(pg));
}

static void fill(PGconn *pg, const struct data *d, const char *dir)
{
	int64_t start = now_ns();
	PGresult *r;

	run_file(pg, dir, "dhis.sql");
	PQclear(query(pg, "COPY analytics FROM STDIN"));
	for (int64_t m = 0; m < d->months; m++)
		for (int64_t u = tier_first(d, TIERS - 1); u < data_units(d);
		     u++)
			if (unit_gave(d, u, m))
				fill_return(pg, d, u, m);
	if (PQputCopyEnd(pg, NULL) != 1)
		die("postgresql: %s", PQerrorMessage(pg));
	while ((r = PQgetResult(pg))) {
		if (PQresultStatus(r) != PGRES_COMMAND_OK)
			die("postgresql: %s", PQerrorMessage(pg));
		PQclear(r);
	}
	run_file(pg, dir, "dhis-index.sql");
	say("dhis", "load_s", (double)(now_ns() - start) / 1e9);
	r = query(pg, "SELECT pg_total_relation_size('analytics')");
	say("dhis", "bytes", strtod(PQgetvalue(r, 0, 0), NULL));
	PQclear(r);
}

/* One class of questions, written out as DHIS2 does, each time anew. */
struct class
{
	PGconn *pg;
	const struct data *d;
	const char *level; /* column of the units asked for */
	bool months;	   /* all indicators of a month, else the contrary */
	struct check *to;  /* NULL: only time */
};

static int64_t month_at(const struct data *d, const char *s)
{
	int64_t n = strtoll(s, NULL, 10);

	return (n / 100 - d->first_year) * 12 + n % 100 - 1;
}

static void take(const struct class *k, PGresult *r)
{
	for (int i = 0; i < PQntuples(r); i++)
		check_add(k->to, strtoll(PQgetvalue(r, i, 0) + 1, NULL, 10),
			  month_at(k->d, PQgetvalue(r, i, 1)),
			  strtoll(PQgetvalue(r, i, 2) + 1, NULL, 10),
			  (int64_t)strtod(PQgetvalue(r, i, 3), NULL),
			  strtoll(PQgetvalue(r, i, 4), NULL, 10));
}

static char *add_list(char *to, const char *head, const char *format,
		      int64_t first, int64_t n)
{
	to = stpcpy(to, head);
	for (int64_t i = 0; i < n; i++) {
		*to++ = i ? ',' : '(';
		to += sprintf(to, format, (long long)(first + i));
	}
	return stpcpy(to, ")");
}

static void ask(void *arg, int64_t n)
{
	struct class *k = arg;
	const struct data *d = k->d;
	static char sql[65536];
	bool top = !strcmp(k->level, "uidlevel1");
	char *to = sql;
	PGresult *r;

	to += sprintf(to,
		      "SELECT %s, monthly, dx, sum(value), count(value) "
		      "FROM analytics AS ax WHERE ",
		      k->level);
	to = add_list(to, "ax.dx IN ", "'i%010lld'",
		      k->months ? 0 : n % INDICATORS,
		      k->months ? INDICATORS : 1);
	to += sprintf(to, " AND ax.%s IN ", k->level);
	to = add_list(to, "", "'u%010lld'", top ? 0 : 1, top ? 1 : d->tier[1]);
	if (k->months) {
		to += sprintf(to, " AND ax.monthly IN ('%lld')",
			      (long long)month_number(d, n % d->months));
	} else {
		to = add_list(to, " AND ax.monthly IN ", "'%lld'",
			      month_number(d, 0), d->months);
	}
	sprintf(to, " GROUP BY %s, monthly, dx", k->level);
	r = query(k->pg, sql);
	if (k->to)
		take(k, r);
	PQclear(r);
}

static void ask_late(void *arg, int64_t n)
{
	struct class *k = arg;
	char sql[512];
	PGresult *r;

	snprintf(
		sql, sizeof(sql),
		"SELECT 'u' || lpad(CAST(u AS text), 10, '0'), '%lld', 'i0', "
		"0, 0 FROM generate_series(%lld, %lld) u WHERE "
		"'u' || lpad(CAST(u AS text), 10, '0') NOT IN (SELECT DISTINCT "
		"CAST(ou AS text) FROM analytics WHERE uidlevel1 = "
		"'u0000000000' AND monthly = '%lld')",
		(long long)month_number(k->d, n % k->d->months),
		(long long)tier_first(k->d, TIERS - 1),
		(long long)data_units(k->d) - 1,
		(long long)month_number(k->d, n % k->d->months));
	r = query(k->pg, sql);
	if (k->to)
		take(k, r);
	PQclear(r);
}

static void measure_class(struct class k, const char *what, measured_fn fn)
{
	int64_t n = k.months ? k.d->months : INDICATORS;
	struct check sum = {0};

	k.to = &sum;
	for (int64_t i = 0; i < n; i++)
		fn(&k, i);
	say_check("dhis", what, &sum);
	k.to = NULL;
	measure("dhis", what, (struct plan){1, 5, 500, 3000}, fn, &k);
}

int main(int argc, char **argv)
{
	const struct data *d = argc == 4 ? data_find(argv[2]) : NULL;
	PGconn *pg;

	if (!d)
		die("usage: dhis URL S|M|L DIR_OF_SQL");
	pg = PQconnectdb(argv[1]);
	if (PQstatus(pg) != CONNECTION_OK)
		die("postgresql: %s", PQerrorMessage(pg));
	PQclear(query(pg, "SET client_min_messages = warning"));
	fill(pg, d, argv[3]);
	measure_class((struct class){pg, d, "uidlevel1", true, NULL}, "root",
		      ask);
	measure_class((struct class){pg, d, "uidlevel2", true, NULL},
		      "children", ask);
	measure_class((struct class){pg, d, "uidlevel1", false, NULL}, "series",
		      ask);
	measure_class((struct class){pg, d, "uidlevel1", true, NULL}, "late",
		      ask_late);
	PQfinish(pg);
	return 0;
}
