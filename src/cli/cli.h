/* cli.h - the command line: the same acts as the pages. */
#ifndef CLI_H
#define CLI_H

#include "core/ctx.h"

#include <stdio.h>

#define CLI_ARGS 16
#define CLI_OPTS 256 /* those that may be repeated among them */

struct command;

/* One run of the program. */
struct cli {
	struct ctx *c;
	const struct command *command;
	const char *program; /* argv[0] */
	const char *store;   /* --store, TIERWORK_STORE, or tierwork.db */
	const char *as;	     /* --as, or NULL: the operator */
	bool json;
	const char *arg[CLI_ARGS]; /* without options, after the command */
	int args;
	struct {
		const char *name, *value; /* value "" for a flag */
	} opt[CLI_OPTS];
	int opts;
	const char *file; /* what a fault's line is of, for messages */
};

enum cli_needs {
	NEEDS_NOTHING, /* no store */
	NEEDS_FILE,    /* opens the store itself (init, copy ...): operator's */
	NEEDS_STORE,   /* an open store of this program's schema */
};

struct command {
	const char *name; /* "unit import" */
	const char
		*usage; /* "FILE.csv [--dry-run]"; options are read from it */
	enum cli_needs needs;
	enum err (*run)(struct cli *k);
	const char *does; /* one line for --help */
};

extern const struct command commands[];
extern const size_t commands_count;

/* The value of --name, "" for a flag, NULL where not given. */
const char *cli_opt(const struct cli *k, const char *name);
/* The same of an option that may be repeated (its value ends in "..." in the
 * usage): the i-th, from 0. */
const char *cli_opt_at(const struct cli *k, const char *name, int i);
bool cli_flag(const struct cli *k, const char *name);

/* --name as a day, or `otherwise`. ERR_USAGE: no date. */
enum err cli_day(struct cli *k, const char *name, int64_t otherwise,
		 int64_t *day) MUST;

/* --name as a whole number, or `otherwise`. ERR_USAGE: not one. */
enum err cli_number(struct cli *k, const char *name, int64_t otherwise,
		    int64_t *n) MUST;

/* Reads a whole file ("-": standard input) of at most `max` bytes, and
 * names it in the faults that follow.
 * ERR_MISSING  cannot be opened; ERR_INVALID  larger than `max` */
enum err cli_file(struct cli *k, const char *path, size_t max,
		  struct blob *out) MUST;

/* Writes a new file ("-": standard output).
 * ERR_CONFLICT  there is one of that name; it is left alone
 * ERR_FULL  no room; ERR_MISSING  it cannot be made */
enum err cli_write(struct cli *k, const char *path, struct blob bytes) MUST;

/* Prints the view as JSON with a newline. */
void cli_json(struct cli *k, const struct val *v);

/* Runs `fn` as run_unit(), or as run_dry() with --dry-run given. */
enum err cli_unit(struct cli *k, enum db_mode mode, work_fn fn, void *arg) MUST;

/* Prints the faults of the unit of work to stderr, as compilers do:
 * file:line:column: why. main() does it for a command that fails. */
void cli_faults(const struct cli *k);

/* The commands, by area: src/cli/AREA.c. */
enum err cmd_help(struct cli *k);
enum err cmd_init(struct cli *k);
enum err cmd_migrate(struct cli *k);
enum err cmd_copy(struct cli *k);
enum err cmd_backup(struct cli *k);
enum err cmd_restore(struct cli *k);
enum err cmd_setting_list(struct cli *k);
enum err cmd_setting_get(struct cli *k);
enum err cmd_setting_set(struct cli *k);
enum err cmd_key_make(struct cli *k);
enum err cmd_key_move(struct cli *k);
enum err cmd_privacy_fields(struct cli *k);
enum err cmd_privacy_export(struct cli *k);
enum err cmd_privacy_erase(struct cli *k);
enum err cmd_serve(struct cli *k);
enum err cmd_routes(struct cli *k);
enum err cmd_account_add(struct cli *k);
enum err cmd_account_list(struct cli *k);
enum err cmd_account_show(struct cli *k);
enum err cmd_account_invite(struct cli *k);
enum err cmd_account_reset(struct cli *k);
enum err cmd_account_password(struct cli *k);
enum err cmd_account_mail(struct cli *k);
enum err cmd_account_sessions(struct cli *k);
enum err cmd_account_factor(struct cli *k);
enum err cmd_account_ldap(struct cli *k);
enum err cmd_token_make(struct cli *k);
enum err cmd_token_list(struct cli *k);
enum err cmd_token_end(struct cli *k);
enum err cmd_calendar_make(struct cli *k);
enum err cmd_calendar_list(struct cli *k);
enum err cmd_calendar_end(struct cli *k);
enum err cmd_account_person(struct cli *k);
enum err cmd_account_close(struct cli *k);
enum err cmd_account_reopen(struct cli *k);
enum err cmd_role_give(struct cli *k);
enum err cmd_role_end(struct cli *k);
enum err cmd_role_list(struct cli *k);
enum err cmd_role_why(struct cli *k);
enum err cmd_role_table(struct cli *k);
enum err cmd_role_delegate(struct cli *k);
enum err cmd_role_delegate_end(struct cli *k);
enum err cmd_tick(struct cli *k);
enum err cmd_call_remind(struct cli *k);
enum err cmd_notice_list(struct cli *k);
enum err cmd_mail_list(struct cli *k);
enum err cmd_mail_again(struct cli *k);
enum err cmd_mail_test(struct cli *k);
enum err cmd_unit_import(struct cli *k);
enum err cmd_unit_list(struct cli *k);
enum err cmd_unit_show(struct cli *k);
enum err cmd_unit_timezone(struct cli *k);
enum err cmd_unit_export(struct cli *k);
enum err cmd_body_create(struct cli *k);
enum err cmd_body_reform(struct cli *k);
enum err cmd_body_rules(struct cli *k);
enum err cmd_body_end(struct cli *k);
enum err cmd_body_undo(struct cli *k);
enum err cmd_body_show(struct cli *k);
enum err cmd_body_list(struct cli *k);
enum err cmd_document_import(struct cli *k);
enum err cmd_document_export(struct cli *k);
enum err cmd_document_parse(struct cli *k);
enum err cmd_document_add(struct cli *k);
enum err cmd_document_register(struct cli *k);
enum err cmd_document_receive(struct cli *k);
enum err cmd_document_show(struct cli *k);
enum err cmd_document_list(struct cli *k);
enum err cmd_document_find(struct cli *k);
enum err cmd_document_unread(struct cli *k);
enum err cmd_document_correct(struct cli *k);
enum err cmd_document_withdraw(struct cli *k);
enum err cmd_document_recall(struct cli *k);
enum err cmd_document_replace(struct cli *k);
enum err cmd_document_revoke(struct cli *k);
enum err cmd_document_relate(struct cli *k);
enum err cmd_document_unrelate(struct cli *k);
enum err cmd_document_relations(struct cli *k);
enum err cmd_book_list(struct cli *k);
enum err cmd_numbering_add(struct cli *k);
enum err cmd_numbering_list(struct cli *k);
enum err cmd_numbering_end(struct cli *k);
enum err cmd_term_add(struct cli *k);
enum err cmd_term_list(struct cli *k);
enum err cmd_document_edxml_import(struct cli *k);
enum err cmd_document_edxml_export(struct cli *k);
enum err cmd_document_edxml_status(struct cli *k);
enum err cmd_document_edxml_recall(struct cli *k);
enum err cmd_document_kind_add(struct cli *k);
enum err cmd_document_kind_list(struct cli *k);
enum err cmd_seat_list(struct cli *k);
enum err cmd_seat_kind_add(struct cli *k);
enum err cmd_seat_kind_list(struct cli *k);
enum err cmd_reorganise(struct cli *k);
enum err cmd_reorganise_undo(struct cli *k);
enum err cmd_reorganise_shares(struct cli *k);
enum err cmd_reorganise_list(struct cli *k);
enum err cmd_reorganise_show(struct cli *k);
enum err cmd_person_import(struct cli *k);
enum err cmd_person_add(struct cli *k);
enum err cmd_person_edit(struct cli *k);
enum err cmd_person_move(struct cli *k);
enum err cmd_person_leave(struct cli *k);
enum err cmd_person_show(struct cli *k);
enum err cmd_person_list(struct cli *k);
enum err cmd_person_merge(struct cli *k);
enum err cmd_person_export(struct cli *k);
enum err cmd_members(struct cli *k);
enum err cmd_form_import(struct cli *k);
enum err cmd_form_export(struct cli *k);
enum err cmd_form_compare(struct cli *k);
enum err cmd_form_list(struct cli *k);
enum err cmd_return_import(struct cli *k);
enum err cmd_return_save(struct cli *k);
enum err cmd_return_submit(struct cli *k);
enum err cmd_return_correct(struct cli *k);
enum err cmd_return_approve(struct cli *k);
enum err cmd_return_refuse(struct cli *k);
enum err cmd_return_accept(struct cli *k);
enum err cmd_return_review(struct cli *k);
enum err cmd_return_send_back(struct cli *k);
enum err cmd_return_void(struct cli *k);
enum err cmd_return_template(struct cli *k);
enum err cmd_return_show(struct cli *k);
enum err cmd_return_versions(struct cli *k);
enum err cmd_unit_approval(struct cli *k);
enum err cmd_figure(struct cli *k);
enum err cmd_series(struct cli *k);
enum err cmd_lineage(struct cli *k);
enum err cmd_missing(struct cli *k);
enum err cmd_call_issue(struct cli *k);
enum err cmd_call_list(struct cli *k);
enum err cmd_call_show(struct cli *k);
enum err cmd_call_extend(struct cli *k);
enum err cmd_call_withdraw(struct cli *k);
enum err cmd_call_waive(struct cli *k);
enum err cmd_call_resume(struct cli *k);
enum err cmd_call_acknowledge(struct cli *k);
enum err cmd_call_pass_on(struct cli *k);
enum err cmd_call_send_up(struct cli *k);
enum err cmd_call_accept(struct cli *k);
enum err cmd_call_send_back(struct cli *k);
enum err cmd_call_standing_add(struct cli *k);
enum err cmd_call_standing_list(struct cli *k);
enum err cmd_call_standing_end(struct cli *k);
enum err cmd_task_add(struct cli *k);
enum err cmd_task_edit(struct cli *k);
enum err cmd_task_list(struct cli *k);
enum err cmd_task_show(struct cli *k);
enum err cmd_task_report(struct cli *k);
enum err cmd_task_drop(struct cli *k);
enum err cmd_task_reopen(struct cli *k);
enum err cmd_task_accept(struct cli *k);
enum err cmd_task_send_back(struct cli *k);
enum err cmd_task_workload(struct cli *k);
enum err cmd_task_import(struct cli *k);
enum err cmd_task_export(struct cli *k);
enum err cmd_task_group_add(struct cli *k);
enum err cmd_task_group_edit(struct cli *k);
enum err cmd_task_group_list(struct cli *k);
enum err cmd_cascade_issue(struct cli *k);
enum err cmd_cascade_answer(struct cli *k);
enum err cmd_cascade_acknowledge(struct cli *k);
enum err cmd_cascade_pass_on(struct cli *k);
enum err cmd_cascade_send_up(struct cli *k);
enum err cmd_cascade_accept(struct cli *k);
enum err cmd_cascade_send_back(struct cli *k);
enum err cmd_cascade_coverage(struct cli *k);
enum err cmd_cascade_owing(struct cli *k);
enum err cmd_cascade_show(struct cli *k);
enum err cmd_cascade_review(struct cli *k);
enum err cmd_states(struct cli *k);
enum err cmd_journal_acts(struct cli *k);
enum err cmd_journal_list(struct cli *k);
enum err cmd_journal_show(struct cli *k);
enum err cmd_journal_seal(struct cli *k);
enum err cmd_journal_seals(struct cli *k);
enum err cmd_journal_export(struct cli *k);
enum err cmd_coverage(struct cli *k);
enum err cmd_visit_add(struct cli *k);
enum err cmd_visit_change(struct cli *k);
enum err cmd_visit_cancel(struct cli *k);
enum err cmd_visit_find(struct cli *k);
enum err cmd_visit_conclude(struct cli *k);
enum err cmd_visit_list(struct cli *k);
enum err cmd_visit_show(struct cli *k);
enum err cmd_programme_show(struct cli *k);
enum err cmd_programme_ask(struct cli *k);
enum err cmd_programme_submit(struct cli *k);
enum err cmd_programme_accept(struct cli *k);
enum err cmd_programme_send_back(struct cli *k);
enum err cmd_programme_start(struct cli *k);
enum err cmd_programme_close(struct cli *k);
enum err cmd_programme_reopen(struct cli *k);
enum err cmd_verify(struct cli *k);
enum err cmd_demo(struct cli *k);

/* The password of TIERWORK_PASSWORD, or asked for twice in the terminal.
 * ERR_USAGE: there is neither. ERR_INVALID: the two differ. */
enum err cli_password(struct cli *k, const char **password) MUST;

/**
 * Makes the store k->store and leaves it open, to be filled further until
 * cli_publish() gives it its name; without that it is gone when closed.
 * `admin` NULL: no account; else it administers the whole store.
 *
 * ERR_CONFLICT  there is a store already
 * ERR_INVALID   as store_make() and password_hash() say
 */
enum err cli_init(struct cli *k, const char *title, const char *timezone,
		  const char *admin, const char *password) MUST;

/* db_publish() of the new store in c->db, with words. */
enum err cli_publish(struct cli *k, const char *name) MUST;

/* Makes --as the one who acts, and sets c->today; src/cli/access.c. */
enum err cli_begin(struct ctx *c, void *cli) MUST;

#endif
