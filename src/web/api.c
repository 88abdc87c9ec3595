/* api.c - what every address under /api/ takes and gives. A test calls them
 * through a client made from it, and holds each answer against it. */
#include "web/openapi.h"

/* clang-format off */
const struct api_shape api_shapes[] = {
	{"Error", "{error title why field? faults:[{line:int column:int field? why}] request}"},
	{"Unit", "{code name kind parent? from:day until:day? at:day timezone members:int path:[{code name seen:bool}]}"},
	{"Kin", "{code name share? on:day}"},
	{"Figure", "{indicator value:number? shown? num*:number? den*:number? units:int missing:int divisible:bool title label?}"},
	{"Counts", "{delivered:int acknowledged:int submitted:int sent-back:int accepted:int waived:int withdrawn:int}"},
	{"Call", "{call:int what title issuer issuer_name under kind? form* period* document*:int symbol* task*:int expect* due:day relay state counts*:Counts expected*:int late*:int late_of*:Counts due_soon*:int}"},
	{"Account", "{account:int login person? name? email? lang created:instant until:instant? state signed_in:instant? has_password:bool "
	 "second_factor:bool directory:bool may_keep*:bool roles:[{role role_label area unit? unit_name? since:day? until:day? seat? body?}]}"},
	{"Done", "{at}"},
	{"Brief", "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label}"},
	{"Change", "{what label why at:instant by? other:int? other_symbol? before:<text>}"},
	{"Story", "{version:int what label document?*:int symbol?* day?*:day subject?* progress?*:int words at:instant by? files:[{id:int name type size:int}]}"},
	{"Asking", "{call:int call_state call_reason call_issuer call_issuer_name expect expect_label relay call_note call_due:day issued_at:instant "
	 "unit name unit_kind? counts:Counts expected:int of:int own:int done:int late:int late_of:Counts due_soon:int unit_relays? unit_answers?}"},
	{"Covered", "{unit name unit_kind? counts:Counts expected:int of:int own:int done:int late:int late_of:Counts due_soon:int unit_relays? unit_answers?}"},
	{"Listed", "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label number:int? urgency urgency_label due:day? "
	 "book* year*:int n*:int? came*:day own_due*:day? note?* found*}"},
	{"Progress", "{programmes:int closed:int tasks:int done:int open:int carried:int dropped:int late:int}"},
	{"Holder", "{kind code name leads:bool}"},
	{"Reorganisation", "{id:int on:day decision at:instant by? operations:int undone:bool undoes:int?}"},
	{"Finding", "{rule:int level explained:bool say fields:[text]}"},
	{"Asked", "{code title help? unit? type scale:int tree time required:bool group* item_of* parts*:[{code}] words_min*:int words_max*:int "
	 "asked:bool value? typed shown last? last_shown change? remark? fault?}"},
	{"Return", "{unit name form title period period_title form_version:int state state_label call:int? due:instant? due_shown? late:bool "
	 "version:int showing:int version_state rev:int base:int draft_at:instant? draft_by? gone:bool taken_over:[{unit name on:day}] may:<bool> indicators:[Asked] "
	 "dropped:[{code typed}] note whys:[{rule why}] findings:[Finding] outliers:[{code say periods:int low:number middle:number high:number}] "
	 "attachments:[{id:int name type size:int at:instant by?}] remarks:[{code why by? at:instant}] "
	 "versions:[{version:int state state_label sent_at:instant sent_by? sent_shown accepted_at:instant? accepted_by?}]}"},
};

const struct api_row api_rows[] = {
	{GET, "/api/openapi", "getDocument", "", NULL, "any"},
	{GET, "/api/session", "getSession", "", NULL,
	 "{login lang csrf title}"},
	{GET, "/api/settings/security", "getSecurity", "", NULL,
	 "{factor:{on:bool codes:int wanted:bool} sessions:[{session:int browser from began:instant seen:instant here:bool}] tokens:[{token:int login name acts:[text] made:instant until:day used:instant? state}]}"},
	{GET, "/api/settings/calendar", "listCalendars", "", NULL,
	 "[{calendar:int login name without:[text] made:instant read:instant? state}]"},
	{GET, "/api/accounts", "listAccounts", "find* unit* state* after*", NULL,
	 "{accounts:[Account] has_more:bool next?}"},
	{GET, "/api/accounts/{id}", "getAccount", "", NULL, "Account"},
	{GET, "/api/notices", "listNotices", "from*:int", NULL,
	 "{unseen:int newest:int notices:[{id:int kind kind_label text words? link at:instant seen:bool}] has_more:bool next:int}"},
	{POST, "/api/notices/seen", "seeNotices", "", "{upto*:int}", "{at}"},
	{GET, "/api/desk", "getDesk", "unit*", NULL,
	 "{unit name today seen_at:instant seen_shown approval:bool may_approve:bool owed_all:int owed_late:int "
	 "owed:[{call:int? title unit name taken_over:bool role state state_shown due:day due_shown when? urgency note? action href}] "
	 "awaited:[{call:int title due:day due_shown when? urgency counts:Counts late:int late_of:<int> to_check:int words action href call_href}] "
	 "changes:[{at:instant at_shown words href}]}"},
	{POST, "/api/units/{code}/approval", "setApproval", "", "{approval}", "Done"},
	{GET, "/api/work/{id}", "getWork", "", NULL,
	 "{title state done:int of:int at? why?}"},
	{GET, "/api/calls", "listCalls", "unit* state*", NULL, "[Call]"},
	{POST, "/api/calls", "issueCall", "",
	 "{form period to under due relay* note*}", "Done"},
	{GET, "/api/calls/standing", "listStanding", "", NULL,
	 "[{standing:int what title form period issuer kind relay due_after:int ahead:int next calls:int ended:bool}]"},
	{POST, "/api/calls/standing", "addStanding", "",
	 "{form to under due_after first* ahead* relay*}", "Done"},
	{POST, "/api/calls/standing/{id}/end", "endStanding", "", "{}", "Done"},
	{GET, "/api/calls/{id}", "getCall", "", NULL,
	 "{call:int what title issuer issuer_name under kind? form* period* document*:int symbol* task*:int expect* due:day relay state counts*:Counts expected*:int late*:int late_of*:Counts due_soon*:int "
	 "note reason standing:int? at:instant by? "
	 "assignments:[{unit name kind role state due:instant note checker changed_at:instant}] "
	 "taken_over:[{from from_name to to_name on:day}]}"},
	{GET, "/api/calls/{id}/coverage", "getCoverage", "unit*", NULL,
	 "{call:int unit name counts:Counts expected:int late:int late_of:Counts due_soon:int relay_counts:Counts relay? answers? "
	 "children:[{unit name kind counts:Counts expected:int late:int late_of:Counts due_soon:int relay? answers?}]}"},
	{POST, "/api/calls/{id}/extend", "extendCall", "", "{due unit*}", "Done"},
	{POST, "/api/calls/{id}/withdraw", "withdrawCall", "", "{reason unit*}", "Done"},
	{POST, "/api/calls/{id}/waive", "waiveUnit", "", "{unit reason}", "Done"},
	{POST, "/api/calls/{id}/resume", "resumeUnit", "", "{unit}", "Done"},
	{POST, "/api/calls/{id}/acknowledge", "acknowledgeCall", "", "{unit}", "Done"},
	{POST, "/api/calls/{id}/pass-on", "passCallOn", "", "{unit due*}", "Done"},
	{POST, "/api/calls/{id}/send-up", "sendPartUp", "", "{unit reason incomplete*}", "Done"},
	{POST, "/api/calls/{id}/take", "takePart", "", "{unit}", "Done"},
	{POST, "/api/calls/{id}/remind", "remindUnits", "", "{unit* words*}", "Done"},
	{GET, "/api/calls/{id}/map", "getMap", "unit*", NULL,
	 "{cells:[{unit name tier:int x:int width:int counts:<int> late:int state}] of:int}"},
	{POST, "/api/calls/{id}/send-back", "sendPartBack", "", "{unit reason}", "Done"},
	{GET, "/api/entry/{code}/draft", "getDraft", "form period", NULL, "Return"},
	{POST, "/api/entry/{code}/draft", "saveDraft", "form period",
	 "{rev:int numbers* cells:[{as* code value}]}",
	 "{rev:int base:int saved:int at:instant conflicts:[{as code mine theirs by? at:instant}] dropped:[text] handed_in:{version:int by? at:instant}?}"},
	{POST, "/api/entry/{code}/submit", "submitReturn", "form period", "{version*:int}",
	 "{unit form period version:int state dropped:[text]}"},
	{GET, "/api/check/{code}", "getReturn", "form period version*:int", NULL, "Return"},
	{GET, "/api/review", "listWaiting", "call*:int page*:int", NULL,
	 "{total:int returns:[{unit name form title period period_title version:int sent_at:instant sent_by? call:int? late:bool correction:bool clean:bool "
	 "findings:[Finding] outliers:[{code say periods:int low:number middle:number high:number}] changes:[{code title shown last_shown change? marked:bool}]}]}"},
	{POST, "/api/check/{code}/accept", "acceptReturn", "form period", "{version*:int}", "Return"},
	{POST, "/api/check/{code}/send-back", "sendReturnBack", "form period",
	 "{version*:int reason* remarks*:[{code why}]}", "Return"},
	{POST, "/api/check/{code}/void", "voidReturn", "form period", "{reason}", "Return"},
	{POST, "/api/check/{code}/approve", "approveReturn", "form period", "{}", "Return"},
	{POST, "/api/check/{code}/refuse", "refuseReturn", "form period", "{reason}", "Return"},
	{POST, "/api/check/{code}/correct", "correctReturn", "form period", "{}", "Return"},
	{GET, "/api/people", "listPeople", "unit* at*:day find* state* after*", NULL,
	 "{people:[{code name unit unit_name since:day email? phone?}] next?}"},
	{POST, "/api/people", "addPerson", "", "{name unit from* email* phone* code*}", "Done"},
	{POST, "/api/people/import", "importPeople", "", "{file unit* alike* dry*}",
	 "{added:int left_out:int dropped:[{field n:int}] rows:[{line:int code? name unit from:day fate alike?}]}"},
	{GET, "/api/people/duplicates", "listDuplicates", "", NULL,
	 "[{a:{code name unit email? phone?} b:{code name unit email? phone?}}]"},
	{GET, "/api/people/{code}", "getPerson", "at*:day", NULL,
	 "{code name email? phone? unit? unit_name? since:day? until:day? state account? codes:[text] may:<bool> "
	 "history:[{unit name from:day until:day? carried:int? ended:int?}] "
	 "seats:[{body body_name unit unit_name seat label person name duties role? since:day until:day? decision ended?}]}"},
	{POST, "/api/people/{code}/edit", "editPerson", "", "{name* email* phone*}", "Done"},
	{POST, "/api/people/{code}/move", "movePerson", "", "{to on}", "Done"},
	{POST, "/api/people/{code}/leave", "leavePerson", "", "{on}", "Done"},
	{POST, "/api/people/{code}/merge", "mergePeople", "", "{into}", "Done"},
	{GET, "/api/units/{code}/members", "countMembers", "at*:day by*", NULL,
	 "{unit name at:day members:int own:int to_place:int children*:[{unit name kind members:int}] tiers*:[{tier:int kind units:int members:int}]}"},
	{GET, "/api/tasks", "listTasks", "unit* year*:int holder* document* state* group* find* after* limit*:int", NULL,
	 "{unit? unit_name? year:int? today:day? tasks:[{task:int subject unit unit_name year:int group? start:day due:day progress:int "
	 "state late:bool lead:{kind code name}? holders:int asked:int answered:int}] next?}"},
	{POST, "/api/tasks", "addTask", "",
	 "{unit subject due:day year*:int start*:day group* holders*:[text] lead* document* conclusion* detail* result* every* until*:day}", "Done"},
	{GET, "/api/programme/{code}", "getProgramme", "year*:int", NULL,
	 "{unit unit_name year:int today:day programme:int? closed_at:instant? form own:Progress below:Progress all:Progress "
	 "children:[{unit name programmes:int closed:int tasks:int done:int open:int carried:int dropped:int late:int}] "
	 "plan:{call:int due:instant state state_label}?}"},
	{GET, "/api/visits/{id}", "getVisit", "", NULL,
	 "{visit:int unit unit_name to to_name subject from:day until:day year:int body? body_name? document:int? symbol? state state_label "
	 "words lead? lead_name? team:[{person name leads:bool}] "
	 "findings:[{finding:int what what_label words due:day? task:{task:int unit state state_label progress:int due:day late:bool}?}]? "
	 "follow_ups*:int follow_ups_done*:int at:instant by? may:<bool>}"},
	{GET, "/api/tasks/{id}", "getTask", "", NULL,
	 "{task:int rev:int unit unit_name year:int group? subject detail result start:day due:day progress:int state late:bool every? "
	 "conclusion finding:int? came_from:int? went_to:int? document:{document:int symbol kind day:day subject? state}? "
	 "repeats:[{task:int due:day state progress:int}] holders:[Holder] "
	 "call:{call:int open:bool asked:int done:int late:int units:[{unit name state note progress:int? words at:instant}]}? "
	 "words:[{version:int progress:int state words at:instant by? files:[{id:int name type size:int at:instant by?}]}] "
	 "may:<bool> draft:[{id:int name type size:int at:instant by?}] at:instant by?}"},
	{POST, "/api/tasks/{id}/edit", "editTask", "",
	 "{base*:int subject* due*:day start*:day group* holders*:[text] lead* document* conclusion* detail* result* later*}", "Done"},
	{POST, "/api/tasks/{id}/report", "reportTask", "", "{base*:int unit* progress*:int done* words*}", "Done"},
	{POST, "/api/tasks/{id}/accept", "acceptTask", "", "{unit*}", "Done"},
	{POST, "/api/tasks/{id}/send-back", "sendTaskBack", "", "{unit reason}", "Done"},
	{GET, "/api/workload", "getWorkload", "unit year*:int by*", NULL,
	 "{unit year:int by today:day rows:[{code name open:int late:int done:int dropped:int carried:int leads:int}]}"},
	{POST, "/api/tasks/{id}/drop", "dropTask", "", "{base*:int reason}", "Done"},
	{POST, "/api/tasks/{id}/reopen", "reopenTask", "", "{base*:int reason}", "Done"},
	{GET, "/api/forms", "listForms", "", NULL,
	 "[{code title period versions:int indicators:int answers:[{kind}]}]"},
	{GET, "/api/forms/{code}", "getForm", "", NULL,
	 "{code title period version:int answers:[{kind}] "
	 "indicators:[{code title help? unit? type scale:int tree time required:bool group* item_of* parts*:[{code}] words_min*:int words_max*:int}] "
	 "rules:[{rule:int level if? check say?}] "
	 "versions:[{version:int first? at:int}]}"},
	{GET, "/api/forms/{code}/compare", "compareForm", "a*:int b*:int", NULL,
	 "{title added:int removed:int changed:int same:int reordered:bool code a:int b:int "
	 "parts:[{what code title? state changes:[{property was? is?}]}]}"},
	{GET, "/api/documents", "listDocuments", "find* unit* book* kind* state* year*:int after*", NULL,
	 "{documents:[Listed] next?}"},
	{POST, "/api/documents", "enterDocument", "",
	 "{unit kind day* subject book* number* issuer* drafter* signer* capacity* urgency* place* pages* due* carries_out*}", "Done"},
	{GET, "/api/documents/{id}", "getRegistered", "", NULL,
	 "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label number:int? urgency urgency_label due:day? "
	 "signer? capacity? place? pages:int? version:int at:instant by? "
	 "changes:[Change] signature? "
	 "books:[{unit name book year:int n:int? date:day due:day? note?}] "
	 "files:[{id:int name type size:int at:instant by?}] "
	 "relations:[{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label what label way}] unseen:int "
	 "calls:[{call:int issuer under expect relay due:day state reason?}] "
	 "exchanges:[{what label organ organ_name code words signed:bool said:instant? at:instant by?}] may_change:bool}"},
	{GET, "/api/documents/{id}/relations", "getRelations", "", NULL,
	 "{document:int nodes:[{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label depth:int column:int}] "
	 "edges:[{from:int to:int what label}] unseen:int more:bool}"},
	{POST, "/api/documents/{id}/relate", "relateDocument", "", "{what to}", "Done"},
	{POST, "/api/documents/{id}/receive", "receiveDocument", "", "{unit}", "Done"},
	{POST, "/api/documents/{id}/correct", "correctDocument", "", "{why subject* day* signer* capacity*}", "Done"},
	{POST, "/api/documents/{id}/replace", "replaceDocument", "", "{by why carry_on*}", "Done"},
	{POST, "/api/documents/{id}/recall", "recallDocument", "", "{why do*}", "Done"},
	{POST, "/api/documents/{id}/issue", "issueDocument", "", "{under to expect due relay* note*}", "Done"},
	{GET, "/api/documents/{id}/cascade", "getCascade", "unit*", NULL,
	 "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label changes:[Change] signature? "
	 "call:int unit name unit_kind? counts:Counts expected:int of:int own:int done:int late:int late_of:Counts due_soon:int unit_relays? unit_answers? "
	 "calls:[Asking] children:[Covered]}"},
	{POST, "/api/documents/{id}/cascade/accept", "acceptCascade", "", "{unit*}", "Done"},
	{GET, "/api/documents/{id}/owing", "listCascadeOwing", "unit* state* from*:int limit*:int", NULL,
	 "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label changes:[Change] signature? "
	 "unit name total:int units:[{call:int assignment:int unit name kind under under_name state relay:bool due:instant late:bool note? changed_at:instant contact reminded_at:instant? reminded:int}]}"},
	{GET, "/api/documents/{id}/review", "reviewDocument", "unit* tree* from*:int", NULL,
	 "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label changes:[Change] signature? "
	 "unit name tree day:day counts:Counts of:int own:int done:int late:int late_done:int total:int "
	 "units:[{call:int unit name kind under? under_name? was? was_name? role expect expect_label due:instant state state_label acknowledged_at:instant? "
	 "own:int? own_symbol? own_date:day? done_at:instant? accepted_at:instant? sent_back:int late:bool late_days:int words evidence:[text]}]}"},
	{GET, "/api/cascade/{id}/{code}", "getCascadeCopy", "", NULL,
	 "{document:int symbol kind kind_label issuer? issuer_name date:day subject state state_label changes:[Change] signature? "
	 "call:int call_state call_reason call_issuer call_issuer_name expect expect_label relay call_note call_due:day issued_at:instant "
	 "assignment:int unit name role assignment_state assignment_state_label due:instant late:bool reason changed_at:instant checker checker_name passed:bool "
	 "own:any story:[Story] before:[{call:int unit name story:[Story]}] files:[{id:int name type size:int at:instant by?}] may_answer:bool may_check:bool}"},
	{POST, "/api/cascade/{id}/{code}", "answerCascade", "", "{own* words* done*}", "Done"},
	{POST, "/api/cascade/{id}/{code}/acknowledge", "acknowledgeCascade", "", "{}", "Done"},
	{POST, "/api/cascade/{id}/{code}/accept", "acceptCascadeCopy", "", "{}", "Done"},
	{POST, "/api/cascade/{id}/{code}/send-back", "sendBackCascade", "", "{reason}", "Done"},
	{POST, "/api/cascade/{id}/{code}/pass-on", "passCascadeOn", "", "{own* due*}", "Done"},
	{POST, "/api/cascade/{id}/{code}/send-up", "sendCascadeUp", "", "{words incomplete*}", "Done"},
	{GET, "/api/units/{code}/books", "getBook", "book* kind* state* year*:int after*", NULL,
	 "{documents:[Listed] next?}"},
	{GET, "/api/bodies", "listBodies", "unit* at*:day", NULL,
	 "[{code name kind unit unit_name from:day until:day? seats:int filled:int}]"},
	{POST, "/api/bodies", "foundBody", "",
	 "{unit code kind name decision on:day rules* places*:[{seat person* duties* role* area*}]}", "Done"},
	{GET, "/api/bodies/{code}", "getBody", "at*:day", NULL,
	 "{code name kind unit unit_name from:day until:day? at:day alive:bool may_change:bool may_know:bool base:int rules? rules_decision? decision? "
	 "seats:[{seat label n:int duties role? area? person? name? since:day? until:day? decision? left:bool}] "
	 "changes:[{change:int on:day what decision at:instant by? comes:[{seat label person name}] goes:[{seat label person name}]}] "
	 "successors:[{code name}]}"},
	{POST, "/api/bodies/{code}/reform", "reformBody", "",
	 "{decision on:day base*:int places:[{seat person* duties* role* area*}]}", "Done"},
	{POST, "/api/bodies/{code}/rules", "setRules", "", "{rules decision on:day base*:int}", "Done"},
	{POST, "/api/bodies/{code}/end", "endBody", "", "{decision on:day base*:int}", "Done"},
	{POST, "/api/bodies/{code}/undo", "undoBody", "", "{base*:int}", "Done"},
	{GET, "/api/seats", "listSeats", "at*:day unit* body* person* all*", NULL,
	 "[{body body_name unit unit_name seat label person name duties role? since:day until:day? decision ended?}]"},
	{GET, "/api/seats/kinds", "listSeatKinds", "", NULL, "[{code label vi en rank:int}]"},
	{POST, "/api/seats/kinds", "addSeatKind", "", "{code vi en rank*:int}", "Done"},
	{GET, "/api/journal", "listJournal", "object* kind* account* act* from*:day to*:day before*:int", NULL,
	 "[{id:int at:instant who by login? seat? body? behalf? act kind? object name? says work? detail}]"},
	{GET, "/api/journal/{id}", "getJournalEntry", "", NULL,
	 "{id:int at:instant who by login? seat? body? behalf? act kind? object name? says work? detail lane:int seq:int format:int hash}"},
	{GET, "/api/journal/seals", "listSeals", "before*:int", NULL,
	 "[{seal:int at:instant who? entries:int hash groups lanes:[{lane:int seq:int hash}]}]"},
	{POST, "/api/journal/seals", "sealJournal", "", "{}", "Done"},
	{GET, "/api/reorganisations", "listReorganisations", "page*:int", NULL,
	 "[Reorganisation]"},
	{GET, "/api/reorganisations/{id}", "getReorganisation", "op* page*:int", NULL,
	 "{id:int on:day decision at:instant by? operations:int undone:bool undoes:int? counts:<int> "
	 "ops:[{line:int op code name? kind? parent? into? into_name? share? old_name? old_kind? old_parent?}]}"},
	{GET, "/api/search", "searchUnits", "q at*:day", NULL,
	 "[{code name kind path}]"},
	{GET, "/api/tree", "getTops", "at*:day", NULL,
	 "{at:day unit:Unit? units:[{code name kind from:day until:day? below:[{kind n:int}]}]}"},
	{GET, "/api/tree/{code}", "getChildren", "at*:day", NULL,
	 "{at:day unit:Unit? units:[{code name kind from:day until:day? below:[{kind n:int}]}]}"},
	{GET, "/api/units/{code}", "getUnit", "at*:day", NULL,
	 "{code name kind parent? from:day until:day? at:day timezone members:int path:[{code name seen:bool}] "
	 "children:[{code name kind}] history:[{from:day until:day? name kind parent?}] "
	 "predecessors:[Kin] successors:[Kin]}"},
	{GET, "/api/units/{code}/figures", "getFigures", "form period tree* indicator* by*", NULL,
	 "{unit name form period tree expected:int accepted:int periods*:{given:int of:int} figures:[Figure] "
	 "children*:[{unit name form period tree expected:int accepted:int periods*:{given:int of:int} figures:[Figure]}]}"},
	{GET, "/api/units/{code}/lineage", "getLineage", "form indicator period tree*", NULL,
	 "{indicator value:number? shown? num*:number? den*:number? units:int missing:int divisible:bool title label? unit name form period tree expected:int "
	 "returns:[{unit name period version:int accepted_by? accepted_at:instant value:number? shown? share?}]}"},
	{GET, "/api/units/{code}/missing", "getMissing", "form period", NULL,
	 "{unit name form period expected:int missing:[{unit name kind state* late*:bool}]}"},
	{GET, "/api/units/{code}/series", "getSeries", "form indicator from to tree*", NULL,
	 "{unit form indicator tree title label? points:[{period value:number? shown? units:int expected:int missing:int divisible:bool num*:number? den*:number?}]}"},
};
/* clang-format on */

const size_t api_shapes_count = COUNT(api_shapes);
const size_t api_rows_count = COUNT(api_rows);
