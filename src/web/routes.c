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
