/* people.c - commands about people and memberships. */
#include "base/csv.h"
#include "cli/cli.h"
#include "people/members.h"
#include "people/person.h"
#include "people/person_import.h"

#include <string.h>

#define FILE_MAX ((size_t)256 << 20) /* bytes */
#define PAGE	 500		     /* people read at once */

/* What a command asks, and what comes of it. */
struct work {
	struct cli *k;
	struct person_import import;
	struct person_given given;
	struct person_ask ask;
	int64_t day;
	enum members_by by;
	const char *code;
	struct val *view;
	struct buf out;
	bool cards;
};

static const char *opt_or(const struct cli *k, const char *name,
			  const char *otherwise)
{
	const char *s = cli_opt(k, name);

	return s ? s : otherwise;
}

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_import(c, &w->import, &w->view);
}

/* "3	P12	Nguyễn Văn An	DN-01	new" */
static void print_fates(const struct cli *k, const struct val *rows)
{
	for (const struct val *v = rows->first; v; v = v->next) {
		const char *alike = val_text(v, "alike");

		printf("%lld\t%s\t%s\t%s\t", (long long)val_int(v, "line"),
		       val_text(v, "code"), val_text(v, "name"),
		       val_text(v, "unit"));
		if (!*alike)
			puts(tr(k->c, N_("new")));
		else
			printf(tr(k->c,
				  *alike >= '0' && *alike <= '9'
					  ? N_("probably the same person as on "
					       "line %s\n")
					  : N_("probably the same person as "
					       "%s\n")),
			       alike);
	}
}

static void print_dropped(const struct cli *k, const struct val *list)
{
	if (!list->first)
		return;
	printf("%s", tr(k->c, N_("Not kept:")));
	for (const struct val *v = list->first; v; v = v->next)
		printf(" %s (%lld)", val_text(v, "field"),
		       (long long)val_int(v, "n"));
	puts("");
}

enum err cmd_person_import(struct cli *k)
{
	struct work w = {.k = k};
	bool dry = cli_flag(k, "dry-run");

	w.import.unit = cli_opt(k, "unit");
	w.import.alike = cli_flag(k, "alike");
	TRY(cli_file(k, k->arg[0], FILE_MAX, &w.import.file));
	TRY(cli_unit(k, DB_WRITE, do_import, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	if (dry)
		print_fates(k, val_get(w.view, "rows"));
	print_dropped(k, val_get(w.view, "dropped"));
	printf(dry ? trn(k->c, N_("%lld person would be added"),
			 N_("%lld people would be added"),
			 val_int(w.view, "added"))
		   : trn(k->c, N_("%lld person added"), N_("%lld people added"),
			 val_int(w.view, "added")),
	       (long long)val_int(w.view, "added"));
	if (val_int(w.view, "left_out"))
		printf(tr(k->c, N_("; %lld left out, who are probably there "
				   "already (--alike adds them)")),
		       (long long)val_int(w.view, "left_out"));
	puts("");
	return OK;
}

static enum err do_add(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_add(c, &w->given, &w->code);
}

enum err cmd_person_add(struct cli *k)
{
	struct work w = {.k = k};
	struct val *v;

	w.given = (struct person_given){
		.code = opt_or(k, "code", ""),
		.name = k->arg[0],
		.email = opt_or(k, "email", ""),
		.phone = opt_or(k, "phone", ""),
		.unit = opt_or(k, "unit", ""),
	};
	TRY(cli_day(k, "from", k->c->today, &w.given.from));
	TRY(run_unit(k->c, DB_WRITE, do_add, &w));
	if (!k->json) {
		puts(w.code);
		return OK;
	}
	v = val_map(k->c->mem);
	map_s(v, "code", w.code);
	cli_json(k, v);
	return OK;
}

static enum err do_edit(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_edit(c, w->k->arg[0], &w->given);
}

enum err cmd_person_edit(struct cli *k)
{
	struct work w = {.k = k};

	w.given = (struct person_given){
		.name = cli_opt(k, "name"),
		.email = cli_opt(k, "email"),
		.phone = cli_opt(k, "phone"),
	};
	return run_unit(k->c, DB_WRITE, do_edit, &w);
}

static enum err do_move(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_move(c, w->k->arg[0], cli_opt(w->k, "to"), w->day);
}

enum err cmd_person_move(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_day(k, "on", 0, &w.day));
	return run_unit(k->c, DB_WRITE, do_move, &w);
}

static enum err do_leave(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_leave(c, w->k->arg[0], w->day);
}

enum err cmd_person_leave(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_day(k, "on", 0, &w.day));
	return run_unit(k->c, DB_WRITE, do_leave, &w);
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_view(c, w->k->arg[0], w->day, &w->view);
}

static void print_past(const struct cli *k, const struct val *list)
{
	if (list->first)
		puts(tr(k->c, N_("History:")));
	for (const struct val *v = list->first; v; v = v->next) {
		const char *until = val_text(v, "until");

		printf("  %s –%s%s\t%s\t%s", val_text(v, "from"),
		       *until ? " " : "", until, val_text(v, "unit"),
		       val_text(v, "name"));
		if (val_int(v, "carried"))
			printf(tr(k->c, N_("\tcarried over by reorganisation "
					   "%lld")),
			       (long long)val_int(v, "carried"));
		puts("");
	}
}

static void print_seats(const struct cli *k, const struct val *list)
{
	if (list->first)
		puts(tr(k->c, N_("Seats:")));
	for (const struct val *v = list->first; v; v = v->next) {
		const char *until = val_text(v, "until");

		printf("  %s –%s%s\t%s\t%s\n", val_text(v, "since"),
		       *until ? " " : "", until, val_text(v, "label"),
		       val_text(v, "body_name"));
	}
}

enum err cmd_person_show(struct cli *k)
{
	struct work w = {.k = k};
	const char *state;

	TRY(cli_day(k, "at", k->c->today, &w.day));
	TRY(run_unit(k->c, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	printf("%s\t%s\n", val_text(w.view, "code"), val_text(w.view, "name"));
	if (*val_text(w.view, "email"))
		puts(val_text(w.view, "email"));
	if (*val_text(w.view, "phone"))
		puts(val_text(w.view, "phone"));
	state = val_text(w.view, "state");
	if (!strcmp(state, "member"))
		printf("%s\t%s\n", val_text(w.view, "unit"),
		       val_text(w.view, "unit_name"));
	else if (!strcmp(state, "to-place"))
		puts(tr(k->c, N_("to be placed: the unit ceased")));
	else
		puts(tr(k->c, N_("belongs to no unit on that day")));
	print_past(k, val_get(w.view, "history"));
	print_seats(k, val_get(w.view, "seats"));
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_list(c, &w->ask, &w->view);
}

static const char *list_state(const struct cli *k)
{
	if (cli_flag(k, "to-place"))
		return "to-place";
	return cli_flag(k, "left") ? "left" : "member";
}

static enum err list_ask(struct cli *k, struct work *w)
{
	*w = (struct work){.k = k};
	w->ask = (struct person_ask){
		.unit = cli_opt(k, "unit"),
		.find = opt_or(k, "find", ""),
		.state = list_state(k),
		.after = "",
		.limit = PAGE,
	};
	return cli_day(k, "at", k->c->today, &w->ask.at);
}

/* Page after page, until there is none; `all` holds the people of each. */
static enum err each_page(struct work *w, struct val *all,
			  void (*fn)(struct work *w, const struct val *v))
{
	struct ctx *c = w->k->c;

	do {
		TRY(run_unit(c, DB_READ, do_list, w));
		for (struct val *v = val_get(w->view, "people")->first, *next;
		     v; v = next) {
			next = v->next;
			v->next = NULL;
			if (all)
				list_v(all, v);
			else
				fn(w, v);
		}
		w->ask.after = val_text(w->view, "next");
	} while (*w->ask.after);
	return OK;
}

static void print_item(struct work *w, const struct val *v)
{
	(void)w;
	printf("%s\t%s\t%s\t%s\n", val_text(v, "code"), val_text(v, "name"),
	       val_text(v, "unit"), val_text(v, "since"));
}

enum err cmd_person_list(struct cli *k)
{
	struct val *all = k->json ? val_list(k->c->mem) : NULL;
	struct work w;

	TRY(list_ask(k, &w));
	TRY(each_page(&w, all, print_item));
	if (k->json)
		cli_json(k, all);
	return OK;
}

static enum err do_merge(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return person_merge(c, w->k->arg[0], cli_opt(w->k, "into"));
}

enum err cmd_person_merge(struct cli *k)
{
	struct work w = {.k = k};

	return run_unit(k->c, DB_WRITE, do_merge, &w);
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct work *w = arg;

	w->out = (struct buf){.mem = c->mem};
	return person_export(c, cli_opt(w->k, "unit"), w->day, w->cards,
			     &w->out);
}

enum err cmd_person_export(struct cli *k)
{
	const char *format = opt_or(k, "format", "csv");
	struct work w = {.k = k};

	w.cards = !strcmp(format, "vcf");
	if (!w.cards && strcmp(format, "csv"))
		return fail(k->c, ERR_USAGE, "format",
			    N_("People are written as csv or as vcf."));
	TRY(cli_day(k, "at", k->c->today, &w.day));
	TRY(run_unit(k->c, DB_READ, do_export, &w));
	fwrite(w.out.s, 1, w.out.len, stdout);
	return OK;
}

static enum err do_members(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return members_view(c, cli_opt(w->k, "unit"), w->day, w->by, &w->view);
}

static void print_members(const struct val *list, const char *what)
{
	for (const struct val *v = list->first; v; v = v->next) {
		if (!strcmp(what, "unit"))
			printf("%s\t%s\t%lld\n", val_text(v, "unit"),
			       val_text(v, "name"),
			       (long long)val_int(v, "members"));
		else
			printf("%lld\t%s\t%lld\t%lld\n",
			       (long long)val_int(v, "tier"),
			       val_text(v, "kind"),
			       (long long)val_int(v, "units"),
			       (long long)val_int(v, "members"));
	}
}

enum err cmd_members(struct cli *k)
{
	const char *by = opt_or(k, "by", "");
	struct work w = {.k = k};

	if (!strcmp(by, "children"))
		w.by = MEMBERS_CHILDREN;
	else if (!strcmp(by, "tier"))
		w.by = MEMBERS_TIER;
	else if (*by)
		return fail(k->c, ERR_USAGE, "by",
			    N_("Members are counted --by children or --by "
			       "tier."));
	TRY(cli_day(k, "at", k->c->today, &w.day));
	TRY(run_unit(k->c, DB_READ, do_members, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	printf("%lld\n", (long long)val_int(w.view, "members"));
	if (w.by == MEMBERS_CHILDREN)
		print_members(val_get(w.view, "children"), "unit");
	if (w.by == MEMBERS_TIER)
		print_members(val_get(w.view, "tiers"), "tier");
	return OK;
}
