/* serve.c - commands about the pages: serving them, and which there are. */
#include "access/role.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "web/server.h"

static enum err read_settings(struct ctx *c, void *arg)
{
	struct server_config *s = arg;

	TRY(may_all(c, ACT_OPERATE));
	TRY(setting_read(c, "base-url", &s->base_url));
	TRY(setting_read(c, "trusted-proxy", &s->trusted_proxy));
	return s->listen ? OK : setting_read(c, "listen", &s->listen);
}

enum err cmd_serve(struct cli *k)
{
	struct server_config s = {.store = k->store,
				  .listen = cli_opt(k, "listen"),
				  .now = k->c->now};

	TRY(run_unit(k->c, DB_READ, read_settings, &s));
	return serve(k->c, &s);
}

enum err cmd_routes(struct cli *k)
{
	const struct val *list = routes_view(k->c->mem);

	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *r = list->first; r; r = r->next)
		printf("%-4s %-28s %-9s %s\n", val_text(r, "method"),
		       val_text(r, "path"), val_text(r, "access"),
		       val_text(r, "does"));
	return OK;
}
