/* api.c - what every address under /api/ takes and gives. A test calls them
 * through a client made from it, and holds each answer against it. */
#include "web/openapi.h"

/* clang-format off */
const struct api_shape api_shapes[] = {
	{"Error", "{error title why field? faults:[{line:int column:int field? why}] request}"},
	{"Unit", "{code name kind parent? from:day until:day? at:day timezone path:[{code name seen:bool}]}"},
	{"Kin", "{code name share? on:day}"},
	{"Figure", "{indicator value:number? shown? num*:number? den*:number? units:int missing:int divisible:bool title label?}"},
	{"Reorganisation", "{id:int on:day decision at:instant by? operations:int undone:bool undoes:int?}"},
};

const struct api_row api_rows[] = {
	{GET, "/api/openapi", "getDocument", "", NULL, "any"},
	{GET, "/api/session", "getSession", "", NULL,
	 "{login lang csrf title}"},
	{GET, "/api/notices", "listNotices", "from*:int", NULL,
	 "{unseen:int newest:int notices:[{id:int kind kind_label text words? link at:instant seen:bool}] has_more:bool next:int}"},
	{POST, "/api/notices/seen", "seeNotices", "", "{upto*:int}", "{at}"},
	{GET, "/api/forms", "listForms", "", NULL,
	 "[{code title period versions:int indicators:int answers:[{kind}]}]"},
	{GET, "/api/forms/{code}", "getForm", "", NULL,
	 "{code title period version:int answers:[{kind}] "
	 "indicators:[{code title help? unit? type scale:int tree time required:bool}] "
	 "rules:[{rule:int level if? check say?}] "
	 "versions:[{version:int first? at:int}]}"},
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
	 "{code name kind parent? from:day until:day? at:day timezone path:[{code name seen:bool}] "
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
