/* journal.c - commands about the journal. */
#include "core/journal.h"
#include "access/audit.h"
#include "base/day.h"
#include "cli/cli.h"
#include "core/setting.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct val *act_view(const struct ctx *c, const struct journal_act *a)
{
	struct val *v = val_map(c->mem);

	map_s(v, "act", a->act);
	map_s(v, "kind", a->kind);
	map_s(v, "holds", a->holds);
	map_s(v, "says", tr(c, a->says));
	return v;
}

enum err cmd_journal_acts(struct cli *k)
{
	struct val *list = val_list(k->c->mem);

	for (size_t i = 0; i < journal_acts_count; i++)
		list_v(list, act_view(k->c, &journal_acts[i]));
	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s\t%s\t%s\n", val_text(v, "act"), val_text(v, "kind"),
		       val_text(v, "says"));
	return OK;
}

/* What a command hands to its unit of work, and gets back. */
struct job {
	struct journal_query q;
	int64_t from, to; /* days; DAY_MIN and DAY_MAX: not given */
	int64_t id;
	FILE *file;
	struct val *view;
};

static enum err days(struct ctx *c, struct job *j)
{
	if (j->from > DAY_MIN)
		TRY(audit_day(c, j->from, &j->q.low));
	if (j->to < DAY_MAX)
		TRY(audit_day(c, j->to + 1, &j->q.high));
	return OK;
}

static enum err do_list(struct ctx *c, void *arg)
{
	struct job *j = arg;

	TRY(days(c, j));
	return audit_list(c, &j->q, &j->view);
}

enum err cmd_journal_list(struct cli *k)
{
	struct job j = {.q = {.object = cli_opt(k, "object"),
			      .kind = cli_opt(k, "kind"),
			      .account = cli_opt(k, "account"),
			      .act = cli_opt(k, "act")}};

	TRY(cli_day(k, "from", DAY_MIN, &j.from));
	TRY(cli_day(k, "to", DAY_MAX, &j.to));
	TRY(cli_number(k, "before", 0, &j.q.before));
	TRY(cli_number(k, "most", JOURNAL_PAGE, &j.q.most));
	TRY(cli_unit(k, DB_READ, do_list, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	for (const struct val *v = j.view->first; v; v = v->next)
		printf("%lld\t%s\t%s\n", (long long)val_int(v, "id"),
		       val_text(v, "at"), val_text(v, "says"));
	return OK;
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return audit_get(c, j->id, &j->view);
}

enum err cmd_journal_show(struct cli *k)
{
	static const char *const text[] = {"at",     "says",   "act",
					   "object", "seat",   "behalf",
					   "work",   "detail", "hash"};
	struct job j = {.id = strtoll(k->arg[0], NULL, 10)};

	TRY(cli_unit(k, DB_READ, do_show, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	for (size_t i = 0; i < COUNT(text); i++)
		printf("%s\t%s\n", text[i], val_text(j.view, text[i]));
	printf("lane\t%lld\nseq\t%lld\n", (long long)val_int(j.view, "lane"),
	       (long long)val_int(j.view, "seq"));
	return OK;
}

static enum err do_seal(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return audit_seal(c, &j->view);
}

static void print_seal(const struct val *v)
{
	printf("%lld\t%s\t%s\n", (long long)val_int(v, "seal"),
	       val_text(v, "at"), val_text(v, "groups"));
}

enum err cmd_journal_seal(struct cli *k)
{
	struct job j = {0};

	TRY(cli_unit(k, DB_WRITE, do_seal, &j));
	if (k->json)
		cli_json(k, j.view);
	else
		print_seal(j.view);
	return OK;
}

static enum err do_seals(struct ctx *c, void *arg)
{
	struct job *j = arg;

	return audit_seals(c, j->q.before, j->q.most, &j->view);
}

enum err cmd_journal_seals(struct cli *k)
{
	struct job j = {0};

	TRY(cli_number(k, "before", 0, &j.q.before));
	TRY(cli_number(k, "most", JOURNAL_PAGE, &j.q.most));
	TRY(cli_unit(k, DB_READ, do_seals, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	for (const struct val *v = j.view->first; v; v = v->next)
		print_seal(v);
	return OK;
}

static enum err put_line(void *file, const char *line, size_t size)
{
	return fwrite(line, 1, size, file) == size ? OK : ERR_FULL;
}

static enum err do_export(struct ctx *c, void *arg)
{
	struct job *j = arg;

	TRY(days(c, j));
	return audit_export(c, j->q.low, put_line, j->file);
}

/* A file is there whole or not at all. */
enum err cmd_journal_export(struct cli *k)
{
	const char *path = k->args ? k->arg[0] : "-";
	bool out = !strcmp(path, "-");
	struct job j = {.to = DAY_MAX};
	enum err e;

	TRY(cli_day(k, "from", DAY_MIN, &j.from));
	j.file = out ? stdout : fopen(path, "wbx");
	if (!j.file)
		return fail(k->c, errno == EEXIST ? ERR_CONFLICT : ERR_MISSING,
			    NULL, N_("%s: cannot be written: %s"), path,
			    strerror(errno));
	e = cli_unit(k, DB_READ, do_export, &j);
	if (out)
		return e;
	if (fclose(j.file) && e == OK)
		e = ERR_FULL;
	if (e != OK)
		unlink(path);
	return e;
}
