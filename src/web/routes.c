/* routes.c - every address of the product, on one screen. */
#include "web/server.h"
#include "web/web.h"

/* clang-format off */
const struct route routes[] = {
	{GET,  "/",                  SIGNED_IN, READS,  page_home,     "Lead to the own unit"},
	{GET,  "/signin",            ANYONE,    READS,  page_signin,   "Sign in"},
	{POST, "/signin",            ANYONE,    ALONE,  post_signin,   "Begin a session"},
	{POST, "/signout",           SIGNED_IN, WRITES, post_signout,  "End the session"},
	{GET,  "/language/{code}",   ANYONE,    READS,  page_language, "Choose the language before signing in"},
	{GET,  "/settings",          SIGNED_IN, READS,  page_settings, "Own language and password"},
	{POST, "/settings/language", SIGNED_IN, WRITES, post_language, "Choose the own language"},
	{POST, "/settings/password", SIGNED_IN, ALONE,  post_password, "Change the own password"},
	{POST, "/settings/email",    SIGNED_IN, WRITES, post_email,    "Say where one gets mail"},
	{POST, "/settings/notices",  SIGNED_IN, WRITES, post_wishes,   "Choose how one is told of what"},
	{GET,  "/notices",           SIGNED_IN, READS,  page_notices,  "What one was told"},
	{GET,  "/notices/{id}",      SIGNED_IN, WRITES, page_notice,   "Lead to what a notice is about, which is seen then"},
	{POST, "/notices/seen",      SIGNED_IN, WRITES, post_notices_seen, "Mark all notices as seen"},
	{GET,  "/admin/mail",        SIGNED_IN, READS,  page_mail,     "The mail server, and the outbox"},
	{POST, "/admin/mail",        SIGNED_IN, WRITES, post_mail,     "Say where mail goes"},
	{POST, "/admin/mail/test",   SIGNED_IN, ALONE,  post_mail_test, "Send a test mail, and say what came of it"},
	{POST, "/admin/mail/{id}/again", SIGNED_IN, WRITES, post_mail_again, "Try a failed mail again"},
	{GET,  "/desk",              SIGNED_IN, READS,  page_desk,     "What the own unit owes and is owed, and what changed"},
	{POST, "/desk/seen",         SIGNED_IN, WRITES, post_desk_seen, "What changed is no news any more"},
	{GET,  "/work/{id}",         SIGNED_IN, READS,  page_work,     "How far long work is; then its result"},
	{GET,  "/calls",                         SIGNED_IN, READS,  page_calls,              "The calls"},
	{GET,  "/calls/new",                     SIGNED_IN, READS,  page_call_new,           "A form to issue a call"},
	{POST, "/calls",                         SIGNED_IN, ALONE,  post_call_new,           "Issue a call"},
	{GET,  "/calls/{id}",                    SIGNED_IN, READS,  page_call,               "A call, and who is asked"},
	{GET,  "/calls/{id}/coverage",           SIGNED_IN, READS,  page_coverage,           "Who has answered a call, and who is late"},
	{GET,  "/calls/{id}/coverage.csv",       SIGNED_IN, READS,  page_coverage_csv,       "The same, child by child, as a table to keep"},
	{GET,  "/calls/{id}/owing.csv",          SIGNED_IN, READS,  page_owing_csv,          "The units in a state, and whom to ask, as a table to keep"},
	{POST, "/calls/{id}/extend",                  SIGNED_IN, WRITES, post_call,               "Another due day for what is owed"},
	{POST, "/calls/{id}/withdraw",                SIGNED_IN, WRITES, post_call,               "Take a call back"},
	{POST, "/calls/{id}/waive",                   SIGNED_IN, WRITES, post_call,               "A unit need not answer"},
	{POST, "/calls/{id}/resume",                  SIGNED_IN, WRITES, post_call,               "It must after all"},
	{POST, "/calls/{id}/acknowledge",             SIGNED_IN, WRITES, post_call,               "A unit has seen it"},
	{POST, "/calls/{id}/pass-on",                 SIGNED_IN, WRITES, post_call,               "Stepwise: pass it on to the next tier"},
	{POST, "/calls/{id}/send-up",                 SIGNED_IN, WRITES, post_call,               "Stepwise: sign a part off to the tier above"},
	{POST, "/calls/{id}/take",                    SIGNED_IN, WRITES, post_call,               "Stepwise: accept what was sent up"},
	{POST, "/calls/{id}/remind",             SIGNED_IN, WRITES, post_call,               "Remind who still owes"},
	{POST, "/calls/{id}/send-back",               SIGNED_IN, WRITES, post_call,               "Stepwise: send back what was sent up"},
	{GET,  "/search",                        SIGNED_IN, READS,  page_search,             "Find units by name or code"},
	{GET,  "/tree",                          SIGNED_IN, READS,  page_tree,               "The top of the tree, as of a day"},
	{GET,  "/tree/{code}",                   SIGNED_IN, READS,  page_tree,               "One level of the tree, as of a day"},
	{GET,  "/figures",                       SIGNED_IN, READS,  page_figures_home,       "Lead to the figures of the own unit"},
	{GET,  "/units/{code}",                  SIGNED_IN, READS,  page_unit,               "A unit: where it stands, its figures, what is missing"},
	{GET,  "/units/{code}/figures",          SIGNED_IN, READS,  page_figures,            "Indicators of a unit and its children"},
	{GET,  "/units/{code}/figures.csv",      SIGNED_IN, READS,  page_figures_table,          "The same as a table to keep"},
	{GET,  "/units/{code}/figures.xlsx",     SIGNED_IN, READS,  page_figures_table,          "The same as a workbook"},
	{GET,  "/units/{code}/lineage",          SIGNED_IN, READS,  page_lineage,            "The returns that make a figure"},
	{GET,  "/units/{code}/lineage.csv",      SIGNED_IN, READS,  page_lineage_table,          "The same as a table to keep"},
	{GET,  "/units/{code}/lineage.xlsx",     SIGNED_IN, READS,  page_lineage_table,          "The same as a workbook"},
	{GET,  "/units/{code}/missing",          SIGNED_IN, READS,  page_missing,            "Who was expected and has not given"},
	{GET,  "/units/{code}/missing.csv",      SIGNED_IN, READS,  page_missing_table,          "The same as a table to keep"},
	{GET,  "/units/{code}/missing.xlsx",     SIGNED_IN, READS,  page_missing_table,          "The same as a workbook"},
	{GET,  "/reorganisations",               SIGNED_IN, READS,  page_reorganisations,    "The reorganisations"},
	{GET,  "/reorganisations/{id}",          SIGNED_IN, READS,  page_reorganisation,     "What one reorganisation did"},
	{GET,  "/forms",                         SIGNED_IN, READS,  page_forms,              "The forms"},
	{GET,  "/forms/{code}",                  SIGNED_IN, READS,  page_form,               "What a form asks, and its versions"},
	{GET,  "/api/openapi",                   ANYONE,    BARE,   api_document,            "The API itself, as OpenAPI 3.1"},
	{GET,  "/api/session",                   SIGNED_IN, READS,  api_session,             "Who is signed in, and the token that a POST must carry, as JSON"},
	{GET,  "/api/notices",                   SIGNED_IN, READS,  page_notices,            "What one was told, as JSON"},
	{POST, "/api/notices/seen",              SIGNED_IN, WRITES, post_notices_seen,       "Mark notices as seen, up to a number"},
	{GET,  "/entry/{code}/template.xlsx",    SIGNED_IN, ALONE,  page_template,           "The workbook of a return, to be filled in offline: ?form= and &period="},
	{GET,  "/entry/{code}",                  SIGNED_IN, READS,  page_entry,              "Fill in a return: ?form= and &period="},
	{POST, "/entry/{code}",                  SIGNED_IN, ALONE,  post_entry,              "Save its draft, or submit it"},
	{POST, "/entry/{code}/file",             SIGNED_IN, FILES,  post_entry_file,         "Fill in the draft from a file, XLSX or CSV: field \"file\" of multipart/form-data"},
	{GET,  "/check/{code}",                  SIGNED_IN, READS,  page_check,              "What was handed in, beside the last period"},
	{POST, "/check/{code}",                  SIGNED_IN, ALONE,  post_check,              "Accept, send back, void, approve, refuse or correct a return"},
	{POST, "/entry/{code}/attachments",      SIGNED_IN, FILES,  post_attachments,        "Add files to a return: fields \"file\" of multipart/form-data"},
	{GET,  "/attachments/{id}",              SIGNED_IN, READS,  page_attachment,         "A file that was added"},
	{POST, "/attachments/{id}/drop",         SIGNED_IN, WRITES, post_attachment_drop,    "Take a file out of a draft"},
	{GET,  "/api/calls",                     SIGNED_IN, READS,  page_calls,              "The calls, as JSON"},
	{POST, "/api/calls",                     SIGNED_IN, ALONE,  post_call_new,           "Issue a call"},
	{GET,  "/api/calls/{id}",                SIGNED_IN, READS,  page_call,               "A call, and who is asked, as JSON"},
	{GET,  "/api/calls/{id}/coverage",       SIGNED_IN, READS,  page_coverage,           "Who has answered a call, as JSON"},
	{POST, "/api/calls/{id}/extend",              SIGNED_IN, WRITES, post_call,               "Another due day for what is owed"},
	{POST, "/api/calls/{id}/withdraw",            SIGNED_IN, WRITES, post_call,               "Take a call back"},
	{POST, "/api/calls/{id}/waive",               SIGNED_IN, WRITES, post_call,               "A unit need not answer"},
	{POST, "/api/calls/{id}/resume",              SIGNED_IN, WRITES, post_call,               "It must after all"},
	{POST, "/api/calls/{id}/acknowledge",         SIGNED_IN, WRITES, post_call,               "A unit has seen it"},
	{POST, "/api/calls/{id}/pass-on",             SIGNED_IN, WRITES, post_call,               "Stepwise: pass it on to the next tier"},
	{POST, "/api/calls/{id}/send-up",             SIGNED_IN, WRITES, post_call,               "Stepwise: sign a part off to the tier above"},
	{POST, "/api/calls/{id}/take",                SIGNED_IN, WRITES, post_call,               "Stepwise: accept what was sent up"},
	{POST, "/api/calls/{id}/remind",         SIGNED_IN, WRITES, post_call,               "Remind who still owes"},
	{GET,  "/api/calls/{id}/map",            SIGNED_IN, READS,  api_call_map,            "A call as a map of tiers, as JSON"},
	{POST, "/api/calls/{id}/send-back",           SIGNED_IN, WRITES, post_call,               "Stepwise: send back what was sent up"},
	{GET,  "/api/desk",                      SIGNED_IN, READS,  page_desk,               "What the own unit owes and is owed, and what changed, as JSON"},
	{GET,  "/api/work/{id}",                 SIGNED_IN, READS,  page_work,               "How far long work is, as JSON"},
	{GET,  "/api/entry/{code}/draft",        SIGNED_IN, READS,  api_entry,               "A return as one fills it in, as JSON"},
	{POST, "/api/entry/{code}/draft",        SIGNED_IN, WRITES, api_draft,               "Save changed cells of its draft"},
	{POST, "/api/entry/{code}/submit",       SIGNED_IN, WRITES, api_submit,              "Hand in what the draft says"},
	{GET,  "/api/check/{code}",              SIGNED_IN, READS,  page_check,              "What was handed in, beside the last period, as JSON"},
	{POST, "/api/check/{code}/accept",       SIGNED_IN, WRITES, api_check_act,           "Accept a return: it counts"},
	{POST, "/api/check/{code}/send-back",    SIGNED_IN, WRITES, api_check_act,           "Send a return back, with reasons"},
	{POST, "/api/check/{code}/void",         SIGNED_IN, WRITES, api_check_act,           "An accepted return ceases to count"},
	{POST, "/api/check/{code}/approve",      SIGNED_IN, WRITES, api_check_act,           "The head approves what the unit hands in"},
	{POST, "/api/check/{code}/refuse",       SIGNED_IN, WRITES, api_check_act,           "The head gives it back to who wrote it"},
	{POST, "/api/check/{code}/correct",      SIGNED_IN, WRITES, api_check_act,           "Begin a correction of what was handed in"},
	{GET,  "/api/forms",                     SIGNED_IN, READS,  page_forms,              "The forms, as JSON"},
	{GET,  "/api/forms/{code}",              SIGNED_IN, READS,  page_form,               "What a form asks, and its versions, as JSON"},
	{GET,  "/api/reorganisations",           SIGNED_IN, READS,  page_reorganisations,    "The reorganisations, as JSON"},
	{GET,  "/api/reorganisations/{id}",      SIGNED_IN, READS,  page_reorganisation,     "What one reorganisation did, as JSON"},
	{GET,  "/api/search",                    SIGNED_IN, READS,  page_search,             "Find units by name or code, as JSON"},
	{GET,  "/api/tree",                      SIGNED_IN, READS,  page_tree,               "The top of the tree, as of a day, as JSON"},
	{GET,  "/api/tree/{code}",               SIGNED_IN, READS,  page_tree,               "One level of the tree, as of a day, as JSON"},
	{GET,  "/api/units/{code}",              SIGNED_IN, READS,  api_unit,                "A unit: where it stands, its history, what became of it, as JSON"},
	{GET,  "/api/units/{code}/figures",      SIGNED_IN, READS,  page_figures,            "Indicators of a unit and its children, as JSON"},
	{GET,  "/api/units/{code}/lineage",      SIGNED_IN, READS,  page_lineage,            "The returns that make a figure, as JSON"},
	{GET,  "/api/units/{code}/missing",      SIGNED_IN, READS,  page_missing,            "Who was expected and has not given, as JSON"},
	{GET,  "/api/units/{code}/series",       SIGNED_IN, READS,  api_series,              "A figure period by period, as JSON"},
	{GET,  "/sw.js",             ANYONE,    BARE,   page_sw,       "The script that lets a page of entry open again without a line"},
	{GET,  "/static/{file}",     ANYONE,    BARE,   page_static,   "Stylesheet, script and pictures"},
	{GET,  "/healthz",           ANYONE,    BARE,   page_health,   "Whether pages can be answered"},
	{GET,  "/metrics",           ANYONE,    BARE,   page_metrics,  "Counters, as Prometheus reads them"},
};
/* clang-format on */

const size_t routes_count = COUNT(routes);

struct val *routes_view(struct arena *mem)
{
	struct val *list = val_list(mem);

	for (size_t i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];
		struct val *v = val_map(mem);

		map_s(v, "method", r->method == POST ? "POST" : "GET");
		map_s(v, "path", r->path);
		map_s(v, "access",
		      r->access == SIGNED_IN ? "signed-in" : "anyone");
		map_s(v, "does", r->does);
		list_v(list, v);
	}
	return list;
}
