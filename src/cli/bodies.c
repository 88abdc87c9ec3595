/* bodies.c - commands about bodies and their seats. */
#include "cli/cli.h"
#include "people/body.h"
#include "people/seat.h"

#include <string.h>

#define FILE_MAX  ((size_t)4 << 20) /* bytes */
#define RULES_MAX ((size_t)256 << 10)

/* What a command asks, and what comes of it. */
struct deciding {
	struct cli *k;
	struct blob file;
	struct body_act act;
	struct body_new made;
	struct body_ask ask;
	struct seat_ask seats;
	struct val *view;
	const char *what;
	int64_t at;
	bool has_file;
};

/* What all decisions have: --decision, --on. */
static enum err read_act(struct cli *k, struct deciding *w)
{
	*w = (struct deciding){.k = k};
	w->act.body = k->args ? k->arg[0] : NULL;
	w->act.decision = cli_opt(k, "decision");
	return cli_day(k, "on", 0, &w->act.day);
}

static enum err read_rules(struct cli *k, struct deciding *w)
{
	struct blob text;

	w->act.rules = cli_opt(k, "rules");
	if (!cli_opt(k, "rules-file"))
		return OK;
	if (w->act.rules)
		return fail(k->c, ERR_USAGE, "rules",
			    N_("Give --rules or --rules-file, not both."));
	TRY(cli_file(k, cli_opt(k, "rules-file"), RULES_MAX, &text));
	w->act.rules = arena_copy(k->c->mem, text.data, text.size);
	return OK;
}

static enum err read_lineup(struct ctx *c, struct deciding *w)
{
	struct place *place;

	if (!w->has_file)
		return OK;
	TRY(lineup_read(c, w->file, &place, &w->act.places));
	w->act.place = place;
	return OK;
}

/* ---- the line-up, old and new side by side ---- */

static const char *fate_word(const struct cli *k, const char *fate)
{
	static const struct {
		const char *fate, *word;
	} words[] = {
		{"stays", N_("stays")},	  {"comes", N_("comes")},
		{"goes", N_("goes")},	  {"changes", N_("changes hands")},
		{"vacant", N_("vacant")}, {"dropped", N_("dropped")},
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcmp(words[i].fate, fate))
			return tr(k->c, words[i].word);
	return fate;
}

static void print_holder(const struct val *r, const char *code,
			 const char *name)
{
	if (*val_text(r, code))
		printf("\t%s %s", val_text(r, code), val_text(r, name));
	else
		printf("\t-");
}

static void print_report(struct cli *k, const struct val *v)
{
	if (k->json) {
		cli_json(k, v);
		return;
	}
	for (const struct val *r = val_get(v, "rows")->first; r; r = r->next) {
		printf("%s\t%s", fate_word(k, val_text(r, "fate")),
		       val_text(r, "label"));
		print_holder(r, "old", "old_name");
		print_holder(r, "new", "new_name");
		if (*val_text(r, "role"))
			printf("\t%s", val_text(r, "role"));
		puts("");
	}
	for (const struct val *w = val_get(v, "warnings")->first; w;
	     w = w->next)
		fprintf(stderr, tr(k->c, N_("warning: line %lld: %s\n")),
			(long long)val_int(w, "line"), val_text(w, "why"));
	if (cli_flag(k, "dry-run"))
		puts(tr(k->c, N_("dry run, nothing was changed")));
	printf(tr(k->c, N_("%s on %s: %lld stay, %lld come, %lld go\n")),
	       val_text(v, "body"), val_text(v, "on"),
	       (long long)val_int(v, "stays"), (long long)val_int(v, "comes"),
	       (long long)val_int(v, "goes"));
}

/* ---- decisions ---- */

static enum err do_create(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	TRY(read_lineup(c, w));
	return body_create(c, &w->act, &w->made, &w->view);
}

enum err cmd_body_create(struct cli *k)
{
	struct deciding w;

	TRY(read_act(k, &w));
	TRY(read_rules(k, &w));
	w.act.body = cli_opt(k, "code");
	w.made.unit = cli_opt(k, "unit");
	w.made.kind = cli_opt(k, "kind");
	w.made.name = cli_opt(k, "name");
	w.has_file = k->args > 0;
	if (w.has_file)
		TRY(cli_file(k, k->arg[0], FILE_MAX, &w.file));
	TRY(cli_unit(k, DB_WRITE, do_create, &w));
	print_report(k, w.view);
	return OK;
}

static enum err do_reform(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	TRY(read_lineup(c, w));
	return body_reform(c, &w->act, &w->view);
}

enum err cmd_body_reform(struct cli *k)
{
	struct deciding w;

	TRY(read_act(k, &w));
	w.has_file = true;
	TRY(cli_file(k, k->arg[1], FILE_MAX, &w.file));
	TRY(cli_unit(k, DB_WRITE, do_reform, &w));
	print_report(k, w.view);
	return OK;
}

static enum err do_rules(struct ctx *c, void *arg)
{
	const struct deciding *w = arg;

	return body_set_rules(c, &w->act);
}

enum err cmd_body_rules(struct cli *k)
{
	struct deciding w;

	TRY(read_act(k, &w));
	TRY(read_rules(k, &w));
	return cli_unit(k, DB_WRITE, do_rules, &w);
}

static enum err do_end(struct ctx *c, void *arg)
{
	const struct deciding *w = arg;

	return body_end(c, &w->act);
}

enum err cmd_body_end(struct cli *k)
{
	struct deciding w;

	TRY(read_act(k, &w));
	return cli_unit(k, DB_WRITE, do_end, &w);
}

static enum err do_undo(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return body_undo(c, w->k->arg[0], 0, &w->what);
}

enum err cmd_body_undo(struct cli *k)
{
	struct deciding w = {.k = k};

	TRY(run_unit(k->c, DB_WRITE, do_undo, &w));
	printf(tr(k->c, N_("%s: taken back: %s\n")), k->arg[0], w.what);
	return OK;
}

/* ---- what there is ---- */

static enum err do_show(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return body_view(c, w->k->arg[0], w->at, &w->view);
}

static const char *or_dash(const char *s)
{
	return *s ? s : "-";
}

static void print_seat(const struct cli *k, const struct val *s)
{
	printf("  %s", val_text(s, "label"));
	if (*val_text(s, "person"))
		printf("\t%s %s\t%s", val_text(s, "person"),
		       val_text(s, "name"), val_text(s, "since"));
	else
		printf("\t%s\t-", tr(k->c, N_("vacant")));
	printf("\t%s\t%s\n", or_dash(val_text(s, "role")),
	       or_dash(val_text(s, "duties")));
}

static void print_body(const struct cli *k, const struct val *b)
{
	printf("%s\t%s\t%s\t%s\n", val_text(b, "code"), val_text(b, "kind"),
	       val_text(b, "unit"), val_text(b, "name"));
	printf("%s – %s\n", val_text(b, "from"), val_text(b, "until"));
	if (val_true(val_get(b, "alive")))
		printf(tr(k->c, N_("On %s, by %s:\n")), val_text(b, "at"),
		       val_text(b, "decision"));
	for (const struct val *s = val_get(b, "seats")->first; s; s = s->next)
		print_seat(k, s);
	puts(tr(k->c, N_("History:")));
	for (const struct val *o = val_get(b, "changes")->first; o; o = o->next)
		printf("  %s\t%s\t%s\n", val_text(o, "on"), val_text(o, "what"),
		       val_text(o, "decision"));
	if (*val_text(b, "rules"))
		printf("%s\n%s\n", tr(k->c, N_("Rules:")),
		       val_text(b, "rules"));
}

enum err cmd_body_show(struct cli *k)
{
	struct deciding w = {.k = k};

	TRY(cli_day(k, "at", k->c->today, &w.at));
	TRY(run_unit(k->c, DB_READ, do_show, &w));
	if (k->json)
		cli_json(k, w.view);
	else
		print_body(k, w.view);
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return body_list(c, &w->ask, &w->view);
}

enum err cmd_body_list(struct cli *k)
{
	struct deciding w = {.k = k, .ask.below = true};

	w.ask.unit = cli_opt(k, "unit");
	TRY(cli_day(k, "at", k->c->today, &w.ask.at));
	TRY(run_unit(k->c, DB_READ, do_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *b = w.view->first; b; b = b->next)
		printf("%s\t%s\t%s\t%s\t%lld/%lld\n", val_text(b, "code"),
		       val_text(b, "kind"), val_text(b, "unit"),
		       val_text(b, "name"), (long long)val_int(b, "filled"),
		       (long long)val_int(b, "seats"));
	return OK;
}

static enum err do_seats(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return seat_list(c, &w->seats, &w->view);
}

enum err cmd_seat_list(struct cli *k)
{
	struct deciding w = {.k = k};

	w.seats.unit = cli_opt(k, "unit");
	w.seats.body = cli_opt(k, "body");
	w.seats.person = cli_opt(k, "person");
	w.seats.every = cli_flag(k, "all");
	if (!!w.seats.unit + !!w.seats.body + !!w.seats.person > 1)
		return fail(k->c, ERR_USAGE, "unit",
			    N_("Give one of --unit, --body and --person."));
	TRY(cli_day(k, "at", k->c->today, &w.seats.at));
	TRY(run_unit(k->c, DB_READ, do_seats, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *s = w.view->first; s; s = s->next)
		printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", val_text(s, "body"),
		       val_text(s, "seat"), val_text(s, "person"),
		       val_text(s, "name"), val_text(s, "since"),
		       or_dash(val_text(s, "until")), val_text(s, "decision"));
	return OK;
}

static enum err do_kind_add(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return seat_kind_add(c, w->k->arg[0], cli_opt(w->k, "vi"),
			     cli_opt(w->k, "en"), w->at);
}

enum err cmd_seat_kind_add(struct cli *k)
{
	struct deciding w = {.k = k};

	TRY(cli_number(k, "rank", 0, &w.at));
	return cli_unit(k, DB_WRITE, do_kind_add, &w);
}

static enum err do_kinds(struct ctx *c, void *arg)
{
	struct deciding *w = arg;

	return seat_kind_list(c, &w->view);
}

enum err cmd_seat_kind_list(struct cli *k)
{
	struct deciding w = {.k = k};

	TRY(run_unit(k->c, DB_READ, do_kinds, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *s = w.view->first; s; s = s->next)
		printf("%s\t%lld\t%s\t%s\n", val_text(s, "code"),
		       (long long)val_int(s, "rank"), val_text(s, "vi"),
		       val_text(s, "en"));
	return OK;
}
