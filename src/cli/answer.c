/* answer.c - the commands of one return: typed, handed in, checked. */
#include "cli/cli.h"

#include "returns/answer.h"
#include "returns/answer_file.h"
#include "returns/review.h"
#include "returns/template.h"

#include <stdlib.h>
#include <string.h>

/* What a command hands to its unit of work, and gets back. */
struct job {
	const char *unit, *form, *period, *reason;
	int64_t version, rev; /* -1: whatever there is */
	bool file;
	struct answer_file from; /* where `file` */
	enum numbers numbers;
	struct typed *cell; /* of the options */
	size_t n;
	struct remark *remark;
	size_t remarks;
	struct val *view;
};

/* The n-th --set CODE=VALUE or --why RULE=TEXT; *n grows while there are. */
static enum err take_pairs(struct cli *k, const char *name, enum typed_as as,
			   struct job *j)
{
	const char *s;

	for (int i = 0; (s = cli_opt_at(k, name, i)); i++) {
		const char *eq = strchr(s, '=');

		if (!eq || eq == s)
			return fail(k->c, ERR_USAGE, name,
				    N_("--%s wants CODE=VALUE, not %s"), name,
				    s);
		j->cell[j->n++] = (struct typed){
			.as = as,
			.code = arena_copy(k->c->mem, s, (size_t)(eq - s)),
			.value = eq + 1,
			.numbers = j->numbers,
		};
	}
	return OK;
}

static enum err job_of(struct cli *k, struct job *j)
{
	const char *numbers = cli_opt(k, "numbers"), *note;
	struct blob blob;

	*j = (struct job){
		.unit = cli_opt(k, "unit"),
		.form = cli_opt(k, "form"),
		.period = cli_opt(k, "period"),
		.reason = cli_opt(k, "reason"),
	};
	TRY(cli_number(k, "version", -1, &j->version));
	TRY(cli_number(k, "rev", -1, &j->rev));
	if (numbers && !numbers_parse(numbers, &j->numbers))
		return fail(k->c, ERR_USAGE, "numbers",
			    N_("--numbers must be plain, en or vi, not %s"),
			    numbers);
	j->cell = arena_array(k->c->mem, CLI_OPTS, sizeof(*j->cell));
	TRY(take_pairs(k, "set", TYPED_CELL, j));
	TRY(take_pairs(k, "why", TYPED_WHY, j));
	note = cli_opt(k, "note");
	if (note)
		j->cell[j->n++] = (struct typed){
			.as = TYPED_NOTE, .code = "", .value = note};
	j->file = k->command->usage[0] == '[' && k->args > 0;
	if (!j->file)
		return OK;
	TRY(cli_file(k, k->arg[0], ANSWER_FILE_MAX, &blob));
	return answer_file_parse(k->c, blob, j->numbers, &j->from);
}

/* Cells of the file and, behind them or in their place, of the options. */
static enum err cells_of(struct ctx *c, const struct job *j,
			 const struct place *at, struct typed **cell, size_t *n)
{
	struct typed *of = NULL;

	*n = 0;
	if (j->file)
		TRY(answer_file_read(c, at, &j->from, &of, n));
	*cell = arena_array(c->mem, *n + j->n, sizeof(**cell));
	for (size_t i = 0; i < *n; i++)
		(*cell)[i] = of[i];
	for (size_t i = 0; i < j->n; i++) {
		size_t k = 0;

		while (k < *n && ((*cell)[k].as != j->cell[i].as ||
				  strcmp((*cell)[k].code, j->cell[i].code)))
			k++;
		(*cell)[k] = j->cell[i];
		*n += k == *n;
	}
	return OK;
}

/* For acts on a version that is there: 0 is the newest. */
static int64_t version_of(const struct job *j)
{
	return j->version < 0 ? 0 : j->version;
}

static enum err find(struct ctx *c, const struct job *j, enum act act,
		     struct place *at)
{
	return place_find(c, j->unit, j->form, j->period, act, at);
}

static enum err save(struct ctx *c, struct job *j, struct place *at)
{
	struct typed *cell;
	struct draft d;
	size_t n;

	TRY(draft_load(c, at, &d));
	TRY(cells_of(c, j, at, &cell, &n));
	return draft_save(c, at, j->rev < 0 ? d.rev : j->rev, cell, n,
			  &j->view);
}

static enum err do_save(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_ANSWER, &at));
	return save(c, j, &at);
}

static void print_codes(const struct cli *k, const struct val *list,
			const char *fmt)
{
	for (const struct val *v = list->first; v; v = v->next)
		printf(tr(k->c, fmt), v->s);
}

static void print_conflicts(const struct cli *k, const struct val *list)
{
	for (const struct val *v = list->first; v; v = v->next)
		printf(tr(k->c, N_("%s: %s typed %s meanwhile; yours, %s, is "
				   "not saved\n")),
		       val_text(v, "code"), val_text(v, "by"),
		       val_text(v, "theirs"), val_text(v, "mine"));
}

enum err cmd_return_save(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_WRITE, do_save, &j));
	if (k->json) {
		cli_json(k, j.view);
		return OK;
	}
	printf(tr(k->c, N_("draft %lld: %lld cells saved\n")),
	       (long long)val_int(j.view, "rev"),
	       (long long)val_int(j.view, "saved"));
	print_conflicts(k, val_get(j.view, "conflicts"));
	print_codes(k, val_get(j.view, "dropped"),
		    N_("%s is no longer asked; it is kept with the draft\n"));
	return OK;
}

static enum err do_submit(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct answer_seen seen = {.version = j->version};
	struct typed *cell;
	struct place at;
	size_t n;

	TRY(find(c, j, ACT_ANSWER, &at));
	if (!j->file && j->n == 0)
		return answer_submit(c, &at, &seen, &j->view);
	TRY(cells_of(c, j, &at, &cell, &n));
	return answer_hand_in(c, &at, cell, n, &seen, &j->view);
}

static void print_handed_in(struct cli *k, const struct val *v)
{
	if (k->json) {
		cli_json(k, v);
		return;
	}
	printf(tr(k->c, N_("%s %s %s: version %lld is %s\n")),
	       val_text(v, "unit"), val_text(v, "form"), val_text(v, "period"),
	       (long long)val_int(v, "version"), val_text(v, "state"));
	print_codes(k, val_get(v, "dropped"),
		    N_("%s is no longer asked, and was left out\n"));
}

enum err cmd_return_submit(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_WRITE, do_submit, &j));
	print_handed_in(k, j.view);
	return OK;
}

static enum err do_correct(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_ANSWER, &at));
	TRY(answer_correct(c, &at));
	if (!j->file && j->n == 0)
		return OK;
	TRY(save(c, j, &at));
	return answer_submit(c, &at, NULL, &j->view);
}

enum err cmd_return_correct(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_WRITE, do_correct, &j));
	if (j.view)
		print_handed_in(k, j.view);
	return OK;
}

static enum err do_approve(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_APPROVE, &at));
	return answer_approve(c, &at);
}

enum err cmd_return_approve(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	return cli_unit(k, DB_WRITE, do_approve, &j);
}

static enum err do_refuse(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_APPROVE, &at));
	return answer_refuse(c, &at, j->reason);
}

enum err cmd_return_refuse(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	return cli_unit(k, DB_WRITE, do_refuse, &j);
}

static enum err do_accept(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_ACCEPT, &at));
	return answer_accept(c, &at, version_of(j));
}

enum err cmd_return_accept(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	return cli_unit(k, DB_WRITE, do_accept, &j);
}

static enum err do_send_back(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_ACCEPT, &at));
	return answer_send_back(c, &at, version_of(j), j->remark, j->remarks);
}

enum err cmd_return_send_back(struct cli *k)
{
	const char *why;
	struct job j;

	TRY(job_of(k, &j));
	j.remark = arena_array(k->c->mem, CLI_OPTS, sizeof(*j.remark));
	for (int i = 0; (why = cli_opt_at(k, "reason", i)); i++) {
		const char *code = cli_opt_at(k, "indicator", i);

		j.remark[j.remarks++] = (struct remark){code ? code : "", why};
	}
	if (cli_opt_at(k, "indicator", (int)j.remarks))
		return fail(k->c, ERR_USAGE, "indicator",
			    N_("each --indicator needs its own --reason"));
	return cli_unit(k, DB_WRITE, do_send_back, &j);
}

static enum err do_void(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_ACCEPT, &at));
	return answer_void(c, &at, j->reason);
}

enum err cmd_return_void(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	return cli_unit(k, DB_WRITE, do_void, &j);
}

static enum err do_show(struct ctx *c, void *arg)
{
	struct job *j = arg;
	struct place at;

	TRY(find(c, j, ACT_READ, &at));
	return answer_view(c, &at, version_of(j), &j->view);
}

/* members  1,234  (last 1,200)  ! too high */
static void print_return(const struct cli *k, const struct val *v)
{
	const struct val *list = val_get(v, "indicators");

	printf("%s %s, %s, %s: %s\n", val_text(v, "unit"), val_text(v, "name"),
	       val_text(v, "title"), val_text(v, "period_title"),
	       val_text(v, "state"));
	printf(tr(k->c, N_("version %lld, %s\n")),
	       (long long)val_int(v, "showing"), val_text(v, "version_state"));
	for (const struct val *i = list->first; i; i = i->next) {
		const char *mend = val_text(i, "remark");
		const char *fault = val_text(i, "fault");

		printf("%s\t%s%s%s%s%s\n", val_text(i, "code"),
		       val_text(i, "shown"), *mend ? "\t! " : "", mend,
		       *fault ? "\t? " : "", fault);
	}
	for (const struct val *r = val_get(v, "remarks")->first; r; r = r->next)
		if (!*val_text(r, "code"))
			printf("! %s\n", val_text(r, "why"));
	for (const struct val *d = val_get(v, "dropped")->first; d; d = d->next)
		printf(tr(k->c, N_("%s is no longer asked: %s\n")),
		       val_text(d, "code"), val_text(d, "typed"));
}

enum err cmd_return_show(struct cli *k)
{
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_READ, do_show, &j));
	if (k->json)
		cli_json(k, j.view);
	else
		print_return(k, j.view);
	return OK;
}

enum err cmd_return_versions(struct cli *k)
{
	const struct val *list;
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_READ, do_show, &j));
	list = val_get(j.view, "versions");
	if (k->json)
		cli_json(k, list);
	for (const struct val *v = list->first; v && !k->json; v = v->next)
		printf("%lld\t%s\t%s\t%s\n", (long long)val_int(v, "version"),
		       val_text(v, "state"), val_text(v, "sent_at"),
		       val_text(v, "sent_by"));
	return OK;
}

enum err cmd_return_template(struct cli *k)
{
	struct buf b = {.mem = k->c->mem};
	struct job j;

	TRY(job_of(k, &j));
	TRY(cli_unit(k, DB_READ, do_show, &j));
	TRY(template_make(k->c, j.view, &b));
	return cli_write(k, k->arg[0], (struct blob){b.s, b.len});
}

struct review {
	int64_t call, done;
	struct val *view;
};

static enum err do_review(struct ctx *c, void *arg)
{
	struct review *r = arg;

	return review_view(c, r->call, 0, REVIEW_LIMIT, &r->view);
}

static enum err do_accept_clean(struct ctx *c, void *arg)
{
	struct review *r = arg;

	return review_accept(c, r->call, NULL, 0, &r->done);
}

static void print_review(const struct cli *k, const struct val *v)
{
	for (const struct val *r = val_get(v, "returns")->first; r;
	     r = r->next) {
		printf("%s\t%s\t%s\tv%lld\t%s\n", val_text(r, "unit"),
		       val_text(r, "form"), val_text(r, "period"),
		       (long long)val_int(r, "version"), val_text(r, "name"));
		for (const struct val *f = val_get(r, "findings")->first; f;
		     f = f->next)
			printf("  ! %s\n", val_text(f, "say"));
		for (const struct val *o = val_get(r, "outliers")->first; o;
		     o = o->next)
			printf("  ? %s: %s\n", val_text(o, "code"),
			       val_text(o, "say"));
	}
	printf(tr(k->c, N_("%lld wait\n")), (long long)val_int(v, "total"));
}

enum err cmd_return_review(struct cli *k)
{
	struct review r = {0};

	TRY(cli_number(k, "call", 0, &r.call));
	if (cli_flag(k, "accept-clean")) {
		TRY(cli_unit(k, DB_WRITE, do_accept_clean, &r));
		printf(tr(k->c, N_("%lld accepted\n")), (long long)r.done);
		return OK;
	}
	TRY(cli_unit(k, DB_READ, do_review, &r));
	if (k->json)
		cli_json(k, r.view);
	else
		print_review(k, r.view);
	return OK;
}

struct approval {
	const char *unit;
	bool on;
};

static enum err do_approval(struct ctx *c, void *arg)
{
	const struct approval *a = arg;

	return approval_set(c, a->unit, a->on);
}

enum err cmd_unit_approval(struct cli *k)
{
	struct approval a = {k->arg[0], !strcmp(k->arg[1], "on")};

	if (!a.on && strcmp(k->arg[1], "off"))
		return fail(k->c, ERR_USAGE, NULL, N_("on or off, not %s"),
			    k->arg[1]);
	return cli_unit(k, DB_WRITE, do_approval, &a);
}
