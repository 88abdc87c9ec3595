/* programme.c - commands about tasks and their groups. */
#include "cli/cli.h"
#include "programme/task.h"
#include "programme/task_import.h"
#include "programme/workload.h"

#include <stdlib.h>
#include <string.h>

#define PAGE	 500		    /* tasks read at once */
#define FILE_MAX ((size_t)64 << 20) /* bytes */

/* What a command asks, and what comes of it. */
struct work {
	struct cli *k;
	int64_t id, year, number, base;
	struct task_new new;
	struct task_word word;
	struct task_ask ask;
	struct task_import import;
	struct file_in *file;
	size_t files;
	struct val *view;
	struct buf out;
};

static const char *opt_or(const struct cli *k, const char *name,
			  const char *otherwise)
{
	const char *s = cli_opt(k, name);

	return s ? s : otherwise;
}

/* The number that the first word after the command is. */
static enum err read_id(struct cli *k, struct work *w)
{
	char *end;

	*w = (struct work){.k = k};
	w->id = strtoll(k->arg[0], &end, 10);
	if (*end || end == k->arg[0] || w->id <= 0)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("%s is no number of a task."), k->arg[0]);
	return cli_number(k, "base", 0, &w->base);
}

static enum err read_day(struct cli *k, const char *name, struct opt_int *day)
{
	day->set = cli_opt(k, name) != NULL;
	return cli_day(k, name, 0, &day->value);
}

/* Every value of an option that may be repeated. */
static const char *const *all_of(struct cli *k, const char *name, size_t *n)
{
	const char **list = arena_array(k->c->mem, CLI_OPTS, sizeof(*list));

	for (*n = 0; (list[*n] = cli_opt_at(k, name, (int)*n));)
		++*n;
	return list;
}

static enum err read_given(struct cli *k, struct task_given *g)
{
	*g = (struct task_given){
		.subject = cli_opt(k, "subject"),
		.detail = cli_opt(k, "detail"),
		.result = cli_opt(k, "result"),
		.group = cli_opt(k, "group"),
		.document = cli_opt(k, "document"),
		.conclusion = cli_opt(k, "conclusion"),
	};
	g->holders.to = all_of(k, "holder", &g->holders.n);
	g->holders.lead = opt_or(k, "lead", "");
	g->give = g->holders.n || *g->holders.lead;
	TRY(read_day(k, "start", &g->start));
	return read_day(k, "due", &g->due);
}

static enum err do_add(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_add(c, &w->new, &w->id);
}

enum err cmd_task_add(struct cli *k)
{
	struct work w = {.k = k};
	struct val *v;

	w.new.unit = cli_opt(k, "unit");
	w.new.every = opt_or(k, "every", "");
	TRY(cli_number(k, "year", 0, &w.new.year));
	TRY(cli_day(k, "until", 0, &w.new.until));
	TRY(read_given(k, &w.new.given));
	TRY(run_unit(k->c, DB_WRITE, do_add, &w));
	if (!k->json) {
		printf("%lld\n", (long long)w.id);
		return OK;
	}
	v = val_map(k->c->mem);
	map_i(v, "task", w.id);
	cli_json(k, v);
	return OK;
}

static enum err do_edit(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_edit(c, w->id, w->base, &w->new.given,
			 cli_flag(w->k, "later"));
}

enum err cmd_task_edit(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	TRY(read_given(k, &w.new.given));
	return run_unit(k->c, DB_WRITE, do_edit, &w);
}

/* ---- how it goes on ---- */

static enum err do_report(struct ctx *c, void *arg)
{
	struct work *w = arg;
	const char *unit = cli_opt(w->k, "unit");
	int64_t id;

	for (size_t i = 0; i < w->files; i++)
		TRY(unit ? task_unit_attach(c, w->id, unit, &w->file[i], &id)
			 : task_attach(c, w->id, &w->file[i], &id));
	if (unit)
		return task_unit_report(c, w->id, unit, &w->word, &w->number);
	return task_report(c, w->id, &w->word, &w->number);
}

static enum err read_evidence(struct cli *k, struct work *w)
{
	const char *const *path = all_of(k, "evidence", &w->files);

	w->file = arena_array(k->c->mem, w->files, sizeof(*w->file));
	for (size_t i = 0; i < w->files; i++) {
		const char *name = strrchr(path[i], '/');
		struct blob content;

		TRY(cli_file(k, path[i], ATTACHMENT_MAX, &content));
		TRY(attachment_check(k->c, name ? name + 1 : path[i], content,
				     &w->file[i]));
	}
	return OK;
}

enum err cmd_task_report(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	w.word.words = opt_or(k, "words", "");
	w.word.base = w.base;
	TRY(cli_number(k, "progress", cli_flag(k, "done") ? 100 : -1,
		       &w.word.progress));
	TRY(read_evidence(k, &w));
	return run_unit(k->c, DB_WRITE, do_report, &w);
}

static enum err do_drop(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_drop(c, w->id, w->base, cli_opt(w->k, "reason"));
}

enum err cmd_task_drop(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	return run_unit(k->c, DB_WRITE, do_drop, &w);
}

static enum err do_reopen(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_reopen(c, w->id, w->base, cli_opt(w->k, "reason"));
}

enum err cmd_task_reopen(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	return run_unit(k->c, DB_WRITE, do_reopen, &w);
}

static enum err do_accept(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_unit_accept(c, w->id, cli_opt(w->k, "unit"), &w->number);
}

enum err cmd_task_accept(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	TRY(run_unit(k->c, DB_WRITE, do_accept, &w));
	printf("%lld\n", (long long)w.number);
	return OK;
}

static enum err do_send_back(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_unit_send_back(c, w->id, cli_opt(w->k, "unit"),
				   cli_opt(w->k, "reason"));
}

enum err cmd_task_send_back(struct cli *k)
{
	struct work w;

	TRY(read_id(k, &w));
	return run_unit(k->c, DB_WRITE, do_send_back, &w);
}

/* ---- reading ---- */

static enum err do_show(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_view(c, w->id, &w->view);
}

static const char *state_shown(struct cli *k, const struct val *v)
{
	return tr(k->c, task_state_label(val_true(val_get(v, "late"))
						 ? "late"
						 : val_text(v, "state")));
}

static void print_text(const struct val *v, const char *field)
{
	if (*val_text(v, field))
		puts(val_text(v, field));
}

static void print_rest(struct cli *k, const struct val *v)
{
	const struct val *call = val_get(v, "call"), *list;

	for (list = val_get(v, "holders")->first; list; list = list->next)
		printf("  %s\t%s:%s%s\n", val_text(list, "name"),
		       val_text(list, "kind"), val_text(list, "code"),
		       val_true(val_get(list, "leads"))
			       ? tr(k->c, N_("\tleads"))
			       : "");
	if (call->kind == VAL_MAP) {
		printf(tr(k->c, N_("%lld of %lld units done\n")),
		       (long long)val_int(call, "done"),
		       (long long)val_int(call, "asked"));
		for (list = val_get(call, "units")->first; list;
		     list = list->next)
			printf("  %s\t%s\t%s\n", val_text(list, "unit"),
			       val_text(list, "state"),
			       val_text(list, "words"));
	}
	for (list = val_get(v, "words")->first; list; list = list->next)
		printf("  %s\t%lld %%\t%s\t%s\n", val_text(list, "at"),
		       (long long)val_int(list, "progress"),
		       val_text(list, "by"), val_text(list, "words"));
}

enum err cmd_task_show(struct cli *k)
{
	struct work w;
	const struct val *document;

	TRY(read_id(k, &w));
	TRY(run_unit(k->c, DB_READ, do_show, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	printf("%lld\t%s\n", (long long)w.id, val_text(w.view, "subject"));
	printf("%s\t%lld\t%s\n", val_text(w.view, "unit"),
	       (long long)val_int(w.view, "year"), val_text(w.view, "group"));
	printf("%s – %s\t%s\t%lld %%\n", val_text(w.view, "start"),
	       val_text(w.view, "due"), state_shown(k, w.view),
	       (long long)val_int(w.view, "progress"));
	document = val_get(w.view, "document");
	if (document->kind == VAL_MAP)
		printf("%s\t%s\n", val_text(document, "symbol"),
		       val_text(document, "subject"));
	print_text(w.view, "conclusion");
	print_text(w.view, "detail");
	print_text(w.view, "result");
	print_rest(k, w.view);
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_list(c, &w->ask, &w->view);
}

static void print_item(struct cli *k, const struct val *v)
{
	printf("%lld\t%s\t%s\t%lld %%\t%s\t%s\n", (long long)val_int(v, "task"),
	       val_text(v, "due"), state_shown(k, v),
	       (long long)val_int(v, "progress"),
	       val_text(val_get(v, "lead"), "name"), val_text(v, "subject"));
}

static enum err list_ask(struct cli *k, struct work *w)
{
	int given = 0;

	*w = (struct work){.k = k};
	w->ask = (struct task_ask){
		.unit = cli_opt(k, "unit"),
		.holder = cli_opt(k, "holder"),
		.document = cli_opt(k, "document"),
		.state = cli_flag(k, "late") ? "late" : opt_or(k, "state", ""),
		.group = cli_opt(k, "group"),
		.find = opt_or(k, "find", ""),
		.after = "",
		.limit = PAGE,
	};
	given += w->ask.unit != NULL;
	given += w->ask.holder != NULL;
	given += w->ask.document != NULL;
	if (given > 1 || (given == 0 && !k->as))
		return fail(k->c, ERR_USAGE, NULL,
			    N_("Say whose tasks: one of --unit, --holder and "
			       "--document."));
	return cli_number(k, "year", 0, &w->ask.year);
}

enum err cmd_task_list(struct cli *k)
{
	struct val *all = val_list(k->c->mem);
	struct work w;

	TRY(list_ask(k, &w));
	do {
		struct val *v, *next;

		TRY(run_unit(k->c, DB_READ, do_list, &w));
		for (v = val_get(w.view, "tasks")->first; v; v = next) {
			next = v->next;
			v->next = NULL;
			if (k->json)
				list_v(all, v);
			else
				print_item(k, v);
		}
		w.ask.after = val_text(w.view, "next");
	} while (*w.ask.after);
	if (k->json)
		cli_json(k, all);
	return OK;
}

/* ---- from a file ---- */

static enum err do_import(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return task_import(c, &w->import, &w->view);
}

static enum err read_order(struct cli *k, enum day_order *order)
{
	const char *s = opt_or(k, "days", "");

	*order = DAYS_TOLD_BY_FILE;
	if (!strcmp(s, "day-first"))
		*order = DAYS_DAY_FIRST;
	else if (!strcmp(s, "month-first"))
		*order = DAYS_MONTH_FIRST;
	else if (*s)
		return fail(k->c, ERR_USAGE, "days",
			    N_("Days are written --days day-first or --days "
			       "month-first."));
	return OK;
}

/* "3	2026-12-31	Open	P12	Nộp báo cáo	new" */
static void print_fates(struct cli *k, const struct val *rows)
{
	for (const struct val *v = rows->first; v; v = v->next)
		printf("%lld\t%s\t%s\t%s\t%s\t%s\n",
		       (long long)val_int(v, "line"), val_text(v, "due"),
		       tr(k->c, task_state_label(val_text(v, "state"))),
		       val_text(v, "holder"), val_text(v, "subject"),
		       tr(k->c, strcmp(val_text(v, "fate"), "new")
					? N_("there already")
					: N_("new")));
}

static void print_dropped(struct cli *k, const struct val *list)
{
	if (!list->first)
		return;
	printf("%s", tr(k->c, N_("Not kept:")));
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s %s", v == list->first ? "" : ",", v->s);
	puts("");
}

enum err cmd_task_import(struct cli *k)
{
	struct work w = {.k = k};
	bool dry = cli_flag(k, "dry-run");

	w.import.unit = cli_opt(k, "unit");
	w.import.alike = cli_flag(k, "alike");
	TRY(cli_number(k, "year", 0, &w.import.year));
	TRY(read_order(k, &w.import.order));
	TRY(cli_file(k, k->arg[0], FILE_MAX, &w.import.file));
	TRY(cli_unit(k, DB_WRITE, do_import, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	if (dry)
		print_fates(k, val_get(w.view, "rows"));
	print_dropped(k, val_get(w.view, "dropped"));
	printf(dry ? trn(k->c, N_("%lld task would be added"),
			 N_("%lld tasks would be added"),
			 val_int(w.view, "added"))
		   : trn(k->c, N_("%lld task added"), N_("%lld tasks added"),
			 val_int(w.view, "added")),
	       (long long)val_int(w.view, "added"));
	if (val_int(w.view, "left_out"))
		printf(tr(k->c, N_("; %lld left out, which are probably there "
				   "already (--alike adds them)")),
		       (long long)val_int(w.view, "left_out"));
	puts("");
	return OK;
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct work *w = arg;

	w->out = (struct buf){.mem = c->mem};
	return task_export(c, cli_opt(w->k, "unit"), w->year,
			   cli_opt(w->k, "xlsx") != NULL, &w->out);
}

enum err cmd_task_export(struct cli *k)
{
	const char *path = cli_opt(k, "xlsx");
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	TRY(run_unit(k->c, DB_READ, do_export, &w));
	if (path)
		return cli_write(k, path, (struct blob){w.out.s, w.out.len});
	fwrite(w.out.s, 1, w.out.len, stdout);
	return OK;
}

/* ---- groups ---- */

static enum err do_group_add(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return group_add(c, cli_opt(w->k, "unit"), w->year, w->k->arg[0]);
}

enum err cmd_task_group_add(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	return run_unit(k->c, DB_WRITE, do_group_add, &w);
}

static enum err do_group_edit(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return group_edit(c, cli_opt(w->k, "unit"), w->year, w->k->arg[0],
			  cli_opt(w->k, "name"), w->number);
}

enum err cmd_task_group_edit(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	TRY(cli_number(k, "place", 0, &w.number));
	return run_unit(k->c, DB_WRITE, do_group_edit, &w);
}

static enum err do_group_list(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return group_list(c, cli_opt(w->k, "unit"), w->year, &w->view);
}

enum err cmd_task_group_list(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	TRY(run_unit(k->c, DB_READ, do_group_list, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = w.view->first; v; v = v->next)
		printf("%lld\t%s\t%lld\n", (long long)val_int(v, "place"),
		       val_text(v, "name"), (long long)val_int(v, "tasks"));
	return OK;
}

/* ---- workload ---- */

static enum err do_workload(struct ctx *c, void *arg)
{
	struct work *w = arg;

	return workload_view(c, cli_opt(w->k, "unit"), w->year,
			     opt_or(w->k, "by", "unit"), &w->view);
}

enum err cmd_task_workload(struct cli *k)
{
	struct work w = {.k = k};

	TRY(cli_number(k, "year", 0, &w.year));
	TRY(run_unit(k->c, DB_READ, do_workload, &w));
	if (k->json) {
		cli_json(k, w.view);
		return OK;
	}
	for (const struct val *v = val_get(w.view, "rows")->first; v;
	     v = v->next)
		printf("%s\t%s\t%lld\t%lld\t%lld\t%lld\n", val_text(v, "code"),
		       val_text(v, "name"), (long long)val_int(v, "open"),
		       (long long)val_int(v, "late"),
		       (long long)val_int(v, "done"),
		       (long long)val_int(v, "carried"));
	return OK;
}
