/* scn.c - runs one scenario file against the real program.
 *
 *	scn PROGRAM sqlite|postgresql FILE
 *
 * A scenario gets a fresh store, gone afterwards; a server is started when
 * a line first asks for a page. tests/README.md is the language; each verb
 * is one function below. Exit: 0 passed, 1 failed, 77 skipped. */
#include "client.h"
#include "program.h"

#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SKIPPED	 77
#define PASSWORD "Lúa xanh 2026" /* of every account of a scenario */

static struct {
	const char *file;
	FILE *in;
	int line, asked; /* `asked`: line of the last run, get or post */
	struct program p;
	struct pair let[PAIRS];
	struct client web;
	bool by_web, judged; /* last asked by web; its status was expected */
} t;

static int status(void)
{
	return t.by_web ? t.web.status : t.p.exit_code;
}

/* Body of the last reply, or what the last command printed. */
static char *body(void)
{
	char *s = t.by_web ? t.web.body : t.p.output;

	return s ? s : text("%s", "");
}

static void __attribute__((format(printf, 2, 3), noreturn))
wrong(int line, const char *fmt, ...)
{
	va_list ap;

	printf("%s:%d: ", t.file, line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n--- line %d gave %s %d\n", t.asked,
	       t.by_web ? "status" : "exit", status());
	if (t.by_web && t.web.head)
		printf("%s\n", t.web.head);
	printf("%s\n", body());
	if (!t.by_web && t.p.error && *t.p.error)
		printf("--- and to standard error\n%s\n", t.p.error);
	printf("---\n");
	exit(1);
}

static void shell(char *line)
{
	t.by_web = false;
	program_shell(&t.p, line);
}

static void do_run(char *rest)
{
	t.by_web = false;
	program_run(&t.p, rest);
}

static void do_serve(char *rest)
{
	(void)rest;
	if (t.p.server)
		return;
	t.web.port = program_serve(&t.p);
	if (!t.web.port)
		wrong(t.line, "no server:\n%s",
		      program_file(&t.p, "server.log"));
	pair_set(t.let, "port", text("%d", t.web.port));
	pair_set(t.let, "server", text("%d", t.p.server));
}

/* stop [KILL]: the server must end by itself and well on TERM. */
static void do_stop(char *rest)
{
	bool hard = !strcmp(rest, "KILL");
	int rc;

	if (!t.p.server)
		return;
	rc = program_stop(&t.p, hard ? SIGKILL : SIGTERM);
	if (!hard && rc != 0)
		wrong(t.line, "the server ended with %d:\n%s", rc,
		      program_file(&t.p, "server.log"));
}

static void do_file(char *rest)
{
	char *name = word(&rest);
	FILE *f = fopen(text("%s/%s", t.p.dir, name), "w");

	if (!f || fputs(rest, f) < 0 || fclose(f))
		wrong(t.line, "%s cannot be written", name);
}

static void web(bool connected)
{
	t.by_web = true;
	if (!connected)
		wrong(t.line, "no connection:\n%s",
		      program_file(&t.p, "server.log"));
	do_file(text("page %s", t.web.body));
}

static void do_get(char *rest)
{
	char *path = word(&rest);

	do_serve(NULL);
	if (!strncmp(rest, "lang=", 5))
		pair_set(t.web.header, "Accept-Language", rest + 5);
	else if (*rest)
		wrong(t.line, "get takes no %s", rest);
	web(client_ask(&t.web, "GET", path, NULL, NULL));
}

static void do_post(char *rest)
{
	char *path = word(&rest);

	do_serve(NULL);
	web(client_post(&t.web, path, rest));
}

static void do_upload(char *rest)
{
	char *path = word(&rest);

	do_serve(NULL);
	web(client_upload(&t.web, path, rest));
}

/* as LOGIN [PASSWORD] signs in; as nobody forgets every cookie. */
static void do_as(char *rest)
{
	char *login = word(&rest), *password = word(&rest);

	memset(t.web.cookie, 0, sizeof(t.web.cookie));
	t.web.csrf = NULL;
	t.judged = true;
	if (!strcmp(login, "nobody"))
		return;
	do_get(text("%s", "/signin"));
	do_post(text("/signin login=%s \"password=%s\"", login,
		     password ? password : PASSWORD));
	if (t.web.status != 303)
		wrong(t.line, "%s cannot sign in", login);
	do_get(text("%s", "/settings"));
	t.judged = true;
}

/* header NAME VALUE, of the next request only */
static void do_header(char *rest)
{
	char *name = word(&rest);

	pair_set(t.web.header, name, rest);
}

static void do_now(char *rest)
{
	t.p.now = rest;
}

static void do_env(char *rest)
{
	char *name = strsep(&rest, "=");

	setenv(name, rest ? rest : "", 1);
}

/* skip unless FILE */
static void do_skip(char *rest)
{
	char *unless = word(&rest);

	if (strcmp(unless, "unless"))
		wrong(t.line, "skip unless FILE");
	if (access(rest, R_OK) == 0)
		return;
	printf("SKIP %s: no %s\n", t.file, rest);
	exit(SKIPPED);
}

/* The value at a dotted path of the last reply: figures.0.value */
static json_t *value_at(char *path)
{
	json_t *v = json_loads(body(), JSON_DECODE_ANY, NULL);
	char *step;

	if (!v)
		wrong(t.line, "that is no JSON");
	while (v && (step = strsep(&path, ".")))
		if (*step)
			v = json_is_array(v)
				    ? json_array_get(v, strtoul(step, NULL, 10))
				    : json_object_get(v, step);
	return v;
}

/* let NAME = json PATH | header NAME | output | TEXT */
static void do_let(char *rest)
{
	char *name = word(&rest), *is = word(&rest);
	const char *value = rest;
	json_t *v;

	if (!strcmp(rest, "output")) {
		value = text("%.*s", (int)strcspn(body(), "\n"), body());
	} else if (!strncmp(rest, "header ", 7)) {
		value = client_header(&t.web, rest + 7);
	} else if (!strncmp(rest, "json ", 5)) {
		v = value_at(rest + 5);
		value = json_is_string(v) ? json_string_value(v)
			: v		  ? json_dumps(v, JSON_ENCODE_ANY)
					  : NULL;
	}
	if (!value || strcmp(is, "="))
		wrong(t.line, "no value for %s", name);
	pair_set(t.let, name, value);
}

static void expect_status(const char *want)
{
	if (status() != strtol(want, NULL, 10))
		wrong(t.line, "want %s %s", t.by_web ? "status" : "exit", want);
	t.judged = true;
}

static void expect_text(const char *what, const char *got, char *rest)
{
	char *verb = word(&rest), *want = unescape(rest);
	size_t n = got ? strlen(got) : 0, m = strlen(want);
	bool is = !strcmp(verb, "is"), has = !strcmp(verb, "has");

	if (!got)
		wrong(t.line, "there is no such %s", what);
	if (!is && (m == 0 || (!has && strcmp(verb, "lacks"))))
		wrong(t.line, "expect %s is|has|lacks TEXT", what);
	n -= n && got[n - 1] == '\n'; /* the last newline says nothing */
	m -= m && want[m - 1] == '\n';
	if (is ? n != m || strncmp(got, want, n)
	       : (strstr(got, want) != NULL) != has)
		wrong(t.line, "want %s %s %s", what, verb, want);
}

static void expect_header(char *rest)
{
	const char *got = client_header(&t.web, word(&rest));

	expect_text("header", got, rest);
}

static void expect_json(char *rest)
{
	char *path = word(&rest), *verb = word(&rest);
	json_t *got = value_at(text("%s", path));
	json_t *want = json_loads(rest, JSON_DECODE_ANY, NULL);

	if (!want || (strcmp(verb, "size") && strcmp(verb, "is")))
		wrong(t.line, "expect json PATH is VALUE | size N");
	if (!strcmp(verb, "size")
		    ? !json_is_array(got) ||
			      json_integer_value(want) !=
				      (json_int_t)json_array_size(got)
		    : !json_equal(got, want))
		wrong(t.line, "want %s %s %s, got %s", path, verb, rest,
		      got ? json_dumps(got, JSON_ENCODE_ANY) : "nothing");
}

static void expect_lines(const char *want)
{
	long n = 0;

	for (const char *s = body(); (s = strchr(s, '\n')); s++)
		n++;
	if (n != strtol(want, NULL, 10))
		wrong(t.line, "want %s lines, got %ld", want, n);
}

static void do_expect(char *rest)
{
	char *what = word(&rest);

	if (strspn(what, "0123456789") == strlen(what) && t.by_web)
		expect_status(what);
	else if (!strcmp(what, "exit") && !t.by_web)
		expect_status(rest);
	else if (!strcmp(what, "body") || !strcmp(what, "output"))
		expect_text(what, body(), rest);
	else if (!strcmp(what, "error"))
		expect_text(what, t.p.error, rest);
	else if (!strcmp(what, "header"))
		expect_header(rest);
	else if (!strcmp(what, "json"))
		expect_json(rest);
	else if (!strcmp(what, "lines"))
		expect_lines(rest);
	else
		wrong(t.line, "nothing of that kind was asked");
}

static const struct verb {
	const char *name;
	bool asks; /* has a status, good unless the next expect says other */
	void (*run)(char *rest);
} verbs[] = {
	{"run", true, do_run},	     {"shell", true, shell},
	{"get", true, do_get},	     {"post", true, do_post},
	{"as", true, do_as},	     {"expect", false, do_expect},
	{"let", false, do_let},	     {"file", false, do_file},
	{"now", false, do_now},	     {"env", false, do_env},
	{"skip", false, do_skip},    {"serve", false, do_serve},
	{"stop", false, do_stop},    {"header", false, do_header},
	{"upload", true, do_upload},
};

/* A command must exit 0 and a page must be no error unless the scenario
 * says otherwise right after it. */
static void check_judged(const char *next)
{
	if (!t.judged && strcmp(next, "expect") &&
	    status() >= (t.by_web ? 400 : 1))
		wrong(t.asked, "this failed");
}

static void do_line(char *line)
{
	int first = t.line;
	char *rest = heredoc(line, t.in, &t.line), *name = strsep(&rest, " ");

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, name))
			continue;
		check_judged(name);
		if (verbs[i].asks) {
			t.asked = first;
			t.judged = false;
		}
		verbs[i].run(fill(t.let, rest ? rest : ""));
		return;
	}
	wrong(first, "no such verb: %s", name);
}

static void clean(void)
{
	program_close(&t.p);
}

static void open_program(const char *path, bool pg)
{
	const char *data = getenv("TIERWORK_DATA");
	const char *tests = getenv("TIERWORK_TESTS");

	if (!program_open(&t.p, path, pg)) {
		printf("SKIP %s: TIERWORK_TEST_PG names no server\n", t.file);
		exit(SKIPPED);
	}
	atexit(clean);
	pair_set(t.let, "bin", path);
	pair_set(t.let, "store", t.p.store);
	pair_set(t.let, "dir", t.p.dir);
	pair_set(t.let, "data", data ? data : "absent");
	pair_set(t.let, "tests", tests ? tests : "tests");
	setenv("TIERWORK_PASSWORD", PASSWORD, 1);
	unsetenv("TIERWORK_STORE");
	unsetenv("TIERWORK_LANG");
}

int main(int argc, char **argv)
{
	char *line = NULL;

	if (argc != 4)
		return 2;
	t.file = argv[3];
	t.in = fopen(t.file, "r");
	t.judged = true;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!t.in)
		wrong(0, "cannot be opened");
	open_program(argv[1], !strcmp(argv[2], "postgresql"));
	for (size_t cap = 0; getline(&line, &cap, t.in) >= 0;) {
		t.line++;
		line[strcspn(line, "\n")] = '\0';
		if (*line && *line != '#')
			do_line(line);
	}
	check_judged("");
	do_stop(text("%s", ""));
	printf("ok %s\n", t.file);
	return 0;
}
