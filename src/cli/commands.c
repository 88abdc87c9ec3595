/* commands.c - every command of the program, on one screen. */
#include "cli/cli.h"

/* clang-format off */
const struct command commands[] = {
	{"init", "[--title TEXT] [--admin LOGIN] [--timezone TZ]", NEEDS_FILE, cmd_init, N_("Make a store: a new file, or in an empty PostgreSQL database")},
	{"demo", "", NEEDS_FILE, cmd_demo, N_("Make the demonstration store, and say who can sign in")},
	{"migrate", "", NEEDS_FILE, cmd_migrate, N_("Bring a store of an older Tierwork up to this one; a file is copied aside first")},
	{"copy", "FROM TO", NEEDS_FILE, cmd_copy, N_("Copy a whole store, of either kind, to an empty file or database, and compare the two")},
	{"backup", "FILE", NEEDS_FILE, cmd_backup, N_("Write the whole store to a new file, while others go on working")},
	{"restore", "FILE", NEEDS_FILE, cmd_restore, N_("Make the store from a backup; refused where there is a store")},
	{"setting list", "", NEEDS_STORE, cmd_setting_list, N_("List the settings of the store")},
	{"setting get", "NAME", NEEDS_STORE, cmd_setting_get, N_("Print one setting")},
	{"setting set", "NAME VALUE", NEEDS_STORE, cmd_setting_set, N_("Change one setting")},
	{"account add", "LOGIN --role ROLE [--unit U] [--until DATE]", NEEDS_STORE, cmd_account_add, N_("Make an account, or give one a further role; without --unit on the whole store")},
	{"account list", "", NEEDS_STORE, cmd_account_list, N_("List the accounts and their roles")},
	{"account mail", "LOGIN [ADDRESS]", NEEDS_STORE, cmd_account_mail, N_("Say where an account gets mail; without an address: nowhere")},
	{"unit import", "FILE.csv [--dry-run]", NEEDS_STORE, cmd_unit_import, N_("Add units from a table: code,name,kind,parent,from,until")},
	{"unit list", "[--under CODE] [--kind K] [--at DATE] [--count]", NEEDS_STORE, cmd_unit_list, N_("List units, parents before children, or only count them")},
	{"unit show", "CODE [--at DATE]", NEEDS_STORE, cmd_unit_show, N_("Show a unit: where it stands, its history, what became of it")},
	{"unit export", "[--at DATE]", NEEDS_STORE, cmd_unit_export, N_("Write the tree of a day as a table that imports again")},
	{"reorganise", "FILE.csv --on DATE --decision TEXT [--dry-run]", NEEDS_STORE, cmd_reorganise, N_("Change the tree on a day: op,code,name,kind,parent,into,share; ops create, rename, retype, move, merge, split, close")},
	{"reorganise undo", "ID", NEEDS_STORE, cmd_reorganise_undo, N_("Take a reorganisation back, as if it had never been")},
	{"reorganise shares", "ID FILE.csv", NEEDS_STORE, cmd_reorganise_shares, N_("Supply shares of its splits that were unknown: code,into,share")},
	{"reorganise list", "", NEEDS_STORE, cmd_reorganise_list, N_("List the reorganisations, the latest day first")},
	{"reorganise show", "ID", NEEDS_STORE, cmd_reorganise_show, N_("Show what a reorganisation did, operation by operation")},
	{"form import", "FILE.json [--dry-run]", NEEDS_STORE, cmd_form_import, N_("Take a form's file: a new form, or the next version of one")},
	{"form export", "CODE", NEEDS_STORE, cmd_form_export, N_("Print the newest version of a form, as its file")},
	{"form list", "", NEEDS_STORE, cmd_form_list, N_("List the forms")},
	{"return import", "FILE.csv --form F --period P [--accept] [--partial] [--dry-run] [--numbers plain|en|vi]", NEEDS_STORE, cmd_return_import, N_("Take returns of many units for one form and period; with --accept they count at once")},
	{"figure", "--unit U --form F --period P [--indicator I] [--by children] [--tree reported|today|DATE]", NEEDS_STORE, cmd_figure, N_("Show what a unit and all below it gave, for a period or a range of them")},
	{"series", "--unit U --form F --indicator I --from P --to P [--tree reported|today|DATE]", NEEDS_STORE, cmd_series, N_("Show one figure period by period")},
	{"lineage", "--unit U --form F --indicator I --period P [--tree reported|today|DATE]", NEEDS_STORE, cmd_lineage, N_("Show the returns that make a figure; they add up to it")},
	{"missing", "--unit U --form F --period P [--count]", NEEDS_STORE, cmd_missing, N_("List the units that were expected to answer and have no accepted return")},
	{"verify", "", NEEDS_STORE, cmd_verify, N_("Recompute the journal's hashes and every figure, and name the first difference")},
	{"tick", "", NEEDS_STORE, cmd_tick, N_("Do once what a server does by itself: standing calls, reminders, mail; --now says for which instant")},
	{"notice list", "[--account LOGIN]", NEEDS_STORE, cmd_notice_list, N_("List the newest notices of an account, new ones first")},
	{"mail list", "[--state STATE]", NEEDS_STORE, cmd_mail_list, N_("List the outbox: what is queued, sending or failed; or all that is sent")},
	{"mail again", "ID", NEEDS_STORE, cmd_mail_again, N_("Try a failed mail again")},
	{"mail test", "ADDRESS", NEEDS_STORE, cmd_mail_test, N_("Send a test mail at once, and say what came of it")},
	{"serve", "[--listen ADDR:PORT]", NEEDS_STORE, cmd_serve, N_("Serve the pages until told to stop; without --listen where the setting says")},
	{"routes", "", NEEDS_NOTHING, cmd_routes, N_("List every address of the pages and of the API")},
	{"help", "[COMMAND [WORD]]", NEEDS_NOTHING, cmd_help, N_("Say what a command does and takes")},
};
/* clang-format on */

const size_t commands_count = COUNT(commands);
