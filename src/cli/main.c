/* main.c - the tierwork command: reads the words, opens the store, runs
 * the command, says what went wrong and how to go on. */
#include "cli/cli.h"

#include "base/day.h"
#include "base/decimal.h"
#include "core/extract.h"
#include "core/store.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define VERSION_LINE "tierwork " TIERWORK_VERSION

const char *cli_opt(const struct cli *k, const char *name)
{
	return cli_opt_at(k, name, 0);
}

const char *cli_opt_at(const struct cli *k, const char *name, int n)
{
	for (int i = 0; i < k->opts; i++)
		if (!strcmp(k->opt[i].name, name) && n-- == 0)
			return k->opt[i].value;
	return NULL;
}

bool cli_flag(const struct cli *k, const char *name)
{
	return cli_opt(k, name) != NULL;
}

enum err cli_day(struct cli *k, const char *name, int64_t otherwise,
		 int64_t *day)
{
	const char *s = cli_opt(k, name);

	*day = otherwise;
	if (s && !day_parse(s, day))
		return fail(k->c, ERR_USAGE, name,
			    N_("--%s: no date: %s (write 2025-07-01; from 1900 "
			       "on)"),
			    name, s);
	return OK;
}

enum err cli_number(struct cli *k, const char *name, int64_t otherwise,
		    int64_t *n)
{
	const char *s = cli_opt(k, name);

	*n = otherwise;
	if (s && decimal_parse(s, NUMBERS_PLAIN, 0, n) != DECIMAL_OK)
		return fail(k->c, ERR_USAGE, name,
			    N_("--%s: not a whole number: %s"), name, s);
	return OK;
}

static enum err file_trouble(struct cli *k, const char *path)
{
	return fail(k->c, ERR_MISSING, NULL, N_("%s: cannot be read: %s"), path,
		    strerror(errno));
}

static enum err read_all(struct cli *k, FILE *f, const char *path, size_t max,
			 struct blob *out)
{
	size_t cap = 65536, n = 0, got;
	char *s = arena_alloc(k->c->mem, cap);

	while ((got = fread(s + n, 1, cap - n, f)) > 0) {
		n += got;
		if (n > max)
			return fail(k->c, ERR_INVALID, NULL,
				    N_("%s: larger than %zu MB; split it"),
				    path, max >> 20);
		if (n == cap) {
			char *more = arena_alloc(k->c->mem, cap * 2);

			memcpy(more, s, n);
			s = more;
			cap *= 2;
		}
	}
	if (ferror(f))
		return file_trouble(k, path);
	*out = (struct blob){s, n};
	return OK;
}

enum err cli_file(struct cli *k, const char *path, size_t max, struct blob *out)
{
	bool in = !strcmp(path, "-");
	FILE *f = in ? stdin : fopen(path, "rb");
	enum err e;

	if (!f)
		return file_trouble(k, path);
	k->file = in ? "standard input" : path;
	e = read_all(k, f, path, max, out);
	if (!in)
		fclose(f);
	return e;
}

enum err cli_write(struct cli *k, const char *path, struct blob bytes)
{
	bool out = !strcmp(path, "-");
	FILE *f = out ? stdout : fopen(path, "wbx");
	bool whole;

	if (!f && errno == EEXIST)
		return fail(k->c, ERR_CONFLICT, NULL,
			    N_("%s is there already, and was left alone; "
			       "choose another name."),
			    path);
	if (!f)
		return fail(k->c, ERR_MISSING, NULL,
			    N_("%s: cannot be written: %s"), path,
			    strerror(errno));
	whole = fwrite(bytes.data, 1, bytes.size, f) == bytes.size;
	whole = (out ? fflush(f) : fclose(f)) == 0 && whole;
	if (whole)
		return OK;
	if (!out)
		unlink(path);
	return fail(k->c, ERR_FULL, NULL, N_("%s: there is no room for it."),
		    path);
}

void cli_json(struct cli *k, const struct val *v)
{
	struct buf out = {.mem = k->c->mem};

	val_json(v, &out);
	puts(out.s);
}

enum err cli_unit(struct cli *k, enum db_mode mode, work_fn fn, void *arg)
{
	if (cli_flag(k, "dry-run"))
		return run_dry(k->c, fn, arg);
	return run_unit(k->c, mode, fn, arg);
}

static struct val *command_view(const struct ctx *c, const struct command *d)
{
	struct val *v = val_map(c->mem);

	map_s(v, "command", d->name);
	map_s(v, "usage", d->usage);
	map_s(v, "does", tr(c, d->does));
	return v;
}

static void print_command(const struct val *v)
{
	const char *usage = val_text(v, "usage");

	printf("  %s%s%s\n      %s\n", val_text(v, "command"),
	       *usage ? " " : "", usage, val_text(v, "does"));
}

/* Without words every command, with some all that begin with them. */
enum err cmd_help(struct cli *k)
{
	struct val *list = val_list(k->c->mem);
	const char *want = k->args ? k->arg[0] : "";

	for (int i = 1; i < k->args; i++)
		want = arena_printf(k->c->mem, "%s %s", want, k->arg[i]);
	for (size_t i = 0; i < commands_count; i++)
		if (!strncmp(commands[i].name, want, strlen(want)))
			list_v(list, command_view(k->c, &commands[i]));
	if (!list->first)
		return fail(k->c, ERR_USAGE, NULL, N_("No such command: %s"),
			    want);
	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	if (!*want)
		puts("tierwork [--store FILE|URL] [--json] [--as LOGIN] "
		     "[--now INSTANT] COMMAND");
	for (const struct val *v = list->first; v; v = v->next)
		print_command(v);
	return OK;
}

/* Whether the word ends in dots. */
static bool repeated(const char *word)
{
	size_t n = strcspn(word, " ");

	return n > 3 && !strncmp(word + n - 3, "...", 3);
}

/* Whether `usage` has the option, as "--name", and whether a value follows
 * it there, and dots: it may be repeated. */
static bool option_in(const char *usage, const char *name, bool *value,
		      bool *many)
{
	size_t n = strlen(name);

	for (const char *s = usage; (s = strstr(s, "--")); s += 2) {
		if (strncmp(s + 2, name, n))
			continue;
		if (s[2 + n] == ' ' || s[2 + n] == ']' || s[2 + n] == '\0') {
			*value = s[2 + n] == ' ' && s[3 + n] != '[' &&
				 s[3 + n] != '-';
			*many = *value && repeated(s + 3 + n);
			return true;
		}
	}
	return false;
}

/* How many words of argv a command's name takes; 0: it is another one. */
static int words_of(const char *name, int argc, char **argv)
{
	int words = 0;

	for (const char *s = name; *s; words++) {
		size_t n = strcspn(s, " ");

		if (words == argc || strlen(argv[words]) != n ||
		    strncmp(argv[words], s, n))
			return 0;
		s += n + (s[n] == ' ');
	}
	return words;
}

/* The longest command whose words begin argv; *words: how many. */
static const struct command *find_command(int argc, char **argv, int *words)
{
	const struct command *best = NULL;

	*words = 0;
	for (size_t i = 0; i < commands_count; i++) {
		int n = words_of(commands[i].name, argc, argv);

		if (n > *words) {
			best = &commands[i];
			*words = n;
		}
	}
	return best;
}

static enum err take_option(struct cli *k, int argc, char **argv, int *i)
{
	char *name = argv[*i] + 2, *eq = strchr(name, '=');
	bool value = false, many = false;
	const char *v = "";

	if (eq)
		*eq = '\0';
	if (!strcmp(name, "json")) {
		k->json = true;
		return OK;
	}
	if (!option_in(k->command->usage, name, &value, &many) ||
	    (eq && !value))
		return fail(
			k->c, ERR_USAGE, NULL,
			N_("%s takes no option --%s; see: tierwork help %s"),
			k->command->name, name, k->command->name);
	if (value && !eq && *i + 1 >= argc)
		return fail(k->c, ERR_USAGE, NULL, N_("--%s needs a value"),
			    name);
	if (value)
		v = eq ? eq + 1 : argv[++*i];
	if (k->opts == CLI_OPTS || (!many && cli_opt(k, name)))
		return fail(k->c, ERR_USAGE, NULL, N_("--%s is given twice"),
			    name);
	k->opt[k->opts].name = name;
	k->opt[k->opts++].value = v;
	return OK;
}

/* How many words a usage wants before its options: FILE.csv, or none. */
static void words_wanted(const char *usage, int *least, int *most)
{
	bool option = false;

	*least = *most = 0;
	for (const char *s = usage; *s;) {
		size_t n = strcspn(s, " ");

		if (!strncmp(s, "--", 2) || !strncmp(s, "[--", 3)) {
			option = s[n - 1] != ']' && s[n] == ' ' &&
				 s[n + 1] != '-' && s[n + 1] != '[';
		} else if (option) {
			option = false; /* the value of the option before */
		} else {
			*least += *s != '[';
			*most += 1;
		}
		s += n + (s[n] == ' ');
	}
}

static enum err check_required(struct cli *k)
{
	const char *usage = k->command->usage;

	for (const char *s = usage; (s = strstr(s, "--")); s += 2) {
		char name[32];

		if (s != usage && s[-1] == '[')
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(s + 2, " ]"),
			 s + 2);
		if (!cli_opt(k, name))
			return fail(k->c, ERR_USAGE, NULL,
				    N_("%s needs --%s; see: tierwork help %s"),
				    k->command->name, name, k->command->name);
	}
	return OK;
}

static enum err take_words(struct cli *k, int argc, char **argv)
{
	bool options = true;
	int least, most;

	for (int i = 0; i < argc; i++) {
		if (options && !strcmp(argv[i], "--")) {
			options = false;
		} else if (options && !strncmp(argv[i], "--", 2)) {
			TRY(take_option(k, argc, argv, &i));
		} else if (k->args < CLI_ARGS) {
			k->arg[k->args++] = argv[i];
		}
	}
	words_wanted(k->command->usage, &least, &most);
	if (k->args < least || k->args > most)
		return fail(k->c, ERR_USAGE, NULL, N_("usage: tierwork %s %s"),
			    k->command->name, k->command->usage);
	return check_required(k);
}

static enum err take_global(struct cli *k, const char *name, const char *value)
{
	if (!value || !*value)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("--%s needs a value, or is no option; "
			       "see: tierwork help"),
			    name);
	if (!strcmp(name, "store"))
		k->store = value;
	else if (!strcmp(name, "as"))
		k->as = value;
	else if (strcmp(name, "now") || !instant_parse(value, &k->c->now))
		return fail(k->c, ERR_USAGE, NULL,
			    N_("no such option, or no instant: --%s %s"), name,
			    value);
	return OK;
}

/* The options before the command: "--store FILE" or "--store=FILE". */
static enum err take_globals(struct cli *k, int *argc, char ***argv)
{
	while (*argc && !strncmp(**argv, "--", 2)) {
		char *name = *(*argv)++ + 2, *value = strchr(name, '=');

		--*argc;
		if (!strcmp(name, "json")) {
			k->json = true;
			continue;
		}
		if (value) {
			*value++ = '\0';
		} else if (*argc) {
			value = *(*argv)++;
			--*argc;
		}
		TRY(take_global(k, name, value));
	}
	return OK;
}

static enum err open_store(struct cli *k)
{
	TRY(db_open(k->store, false, &k->c->db));
	TRY(run_unit(k->c, DB_READ, store_check, NULL));
	return run_unit(k->c, DB_READ, cli_begin, k);
}

static enum err run(struct cli *k, int argc, char **argv)
{
	int words;

	TRY(take_globals(k, &argc, &argv));
	k->command = argc ? find_command(argc, argv, &words) : NULL;
	if (!k->command)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("No such command; see: tierwork help"));
	TRY(take_words(k, argc - words, argv + words));
	if (k->command->needs == NEEDS_FILE && k->as)
		return fail(k->c, ERR_DENIED, NULL,
			    N_("%s is for the operator of the store alone; "
			       "run it without --as."),
			    k->command->name);
	if (k->command->needs == NEEDS_STORE)
		TRY(open_store(k));
	return k->command->run(k);
}

void cli_faults(const struct cli *k)
{
	const struct ctx *c = k->c;

	for (const struct fault *f = c->faults; f; f = f->next) {
		fprintf(stderr, "%s", k->file ? k->file : "tierwork");
		if (f->line)
			fprintf(stderr, ":%lld", (long long)f->line);
		if (f->line && f->column)
			fprintf(stderr, ":%lld", (long long)f->column);
		if (f->field)
			fprintf(stderr, ": %s", f->field);
		fprintf(stderr, ": %s\n", f->why);
	}
	if (c->fault_count > FAULTS_KEPT)
		fprintf(stderr, tr(c, N_("... and %lld more\n")),
			(long long)c->fault_count - FAULTS_KEPT);
}

/* What to do, where no message of the act itself says it. */
static const char *remedy(enum err e)
{
	switch (e) {
	case OK:
	case ERR_USAGE:
	case ERR_DENIED:
	case ERR_CONFLICT: break;
	case ERR_BROKEN:
		return N_("This should not happen. Look whether the store is "
			  "whole with: tierwork verify");
	case ERR_INVALID:
		return N_("This file holds no store. Name the right one with "
			  "--store, or restore a backup.");
	case ERR_MISSING:
		return N_("Name the store with --store, or make one with: "
			  "tierwork init");
	case ERR_BUSY:
		return N_("Another program has been writing to the store for "
			  "long. Nothing was changed: run it again.");
	case ERR_UNAVAILABLE:
		return N_("The database cannot be reached or read. See that it "
			  "runs, then run it again; what was under way was "
			  "not half done.");
	case ERR_FULL:
		return N_("The disk is full: nothing was changed. Free space, "
			  "then run it again.");
	case ERR_SCHEMA:
		return N_("The store is of another version of Tierwork. See: "
			  "tierwork help migrate");
	}
	return NULL;
}

static void say_error(const struct cli *k, enum err e)
{
	const struct ctx *c = k->c;
	const char *how = remedy(e);

	cli_faults(k);
	if (c->why) {
		fprintf(stderr, "tierwork: %s\n", c->why);
		return;
	}
	fprintf(stderr, "tierwork: %s%s%s\n", err_name(e),
		c->db && c->db->error[0] ? ": " : "",
		c->db ? c->db->error : "");
	if (how)
		fprintf(stderr, "tierwork: %s\n", tr(c, how));
}

/* What was printed may lie in a file or a pipe that takes no more. */
static enum err say_all(const struct cli *k)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return OK;
	fprintf(stderr,
		tr(k->c, N_("tierwork: the output could not be "
			    "written: %s\n")),
		strerror(errno));
	return errno == ENOSPC ? ERR_FULL : ERR_UNAVAILABLE;
}

int main(int argc, char **argv)
{
	static char help[] = "help";
	const char *lang = getenv("TIERWORK_LANG");
	struct ctx c = {.now = (int64_t)time(NULL),
			.is_operator = true,
			.work = work_number()};
	struct cli k = {.c = &c, .program = argv[0]};
	enum err e;

	if (argc == 3 && !strcmp(argv[1], EXTRACT_INSIDE))
		return extract_inside(argv[2]);
	umask(077); /* a store holds what others may not read */
	c.lang = lang && !strcmp(lang, "vi") ? "vi" : "en";
	k.store = getenv("TIERWORK_STORE");
	if (!k.store || !*k.store)
		k.store = "tierwork.db";
	if (sodium_init() < 0)
		return ERR_BROKEN;
	if (argc == 2 && !strcmp(argv[1], "--version")) {
		puts(VERSION_LINE);
		return 0;
	}
	c.mem = arena_new();
	if (argc == 2 && !strcmp(argv[1], "--help"))
		argv[1] = help;
	e = run(&k, argc - 1, argv + 1);
	if (e != OK)
		say_error(&k, e);
	if (e == OK)
		e = say_all(&k);
	db_close(c.db);
	arena_free(c.mem);
	return (int)e;
}
