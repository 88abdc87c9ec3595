/* serve.c - commands about the pages: serving them, and which there are. */
#include "access/role.h"
#include "cli/cli.h"
#include "core/secret.h"
#include "core/setting.h"
#include "web/server.h"

#include <sys/resource.h>

#define FILES_WANTED (CONN_MOST * 2)

/* Better now than at the first sign-in. */
static enum err check_key(struct ctx *c)
{
	bool unused;

	TRY(secret_check(c, &unused));
	if (unused)
		fprintf(stderr, "%s\n",
			tr(c, N_("Note: the secrets in this store are sealed "
				 "by a key of its own, not by the key file. "
				 "To seal them by it: tierwork key move "
				 "FILE")));
	return OK;
}

static enum err read_settings(struct ctx *c, void *arg)
{
	struct server_config *s = arg;

	TRY(may_all(c, ACT_OPERATE));
	TRY(check_key(c));
	TRY(setting_read(c, "base-url", &s->base_url));
	TRY(setting_read(c, "trusted-proxy", &s->trusted_proxy));
	return s->listen ? OK : setting_read(c, "listen", &s->listen);
}

/* Room for as many connections as are taken (shells allow 1024 files), and
 * no memory with passwords and tokens in it left on the disk by a crash. */
static void set_limits(void)
{
	struct rlimit files, none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	if (getrlimit(RLIMIT_NOFILE, &files))
		return;
	if (files.rlim_cur < FILES_WANTED && files.rlim_max > files.rlim_cur) {
		files.rlim_cur = files.rlim_max < FILES_WANTED ? files.rlim_max
							       : FILES_WANTED;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

enum err cmd_serve(struct cli *k)
{
	struct server_config s = {.store = k->store,
				  .listen = cli_opt(k, "listen"),
				  .now = k->c->now};

	TRY(run_unit(k->c, DB_READ, read_settings, &s));
	set_limits();
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
