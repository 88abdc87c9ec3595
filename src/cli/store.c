/* store.c - commands about the store as a whole. */
#include "core/store.h"

#include "access/account.h"
#include "access/grant.h"
#include "base/day.h"
#include "cli/cli.h"
#include "core/journal.h"
#include "core/setting.h"
#include "db/migrate.h"

#include <string.h>

struct init {
	const char *title, *timezone, *admin, *hash;
};

static enum err make_store(struct ctx *c, void *arg)
{
	const struct grant whole = {"administrator", NULL, NULL, 0, DAY_MAX};
	const struct init *n = arg;
	int64_t id;

	TRY(store_make(c, n->title, n->timezone));
	if (!n->admin)
		return OK;
	TRY(account_add(c, n->admin, n->hash, &id));
	return role_give(c, id, &whole);
}

enum err cli_publish(struct cli *k, const char *name)
{
	enum err e = db_publish(&k->c->db);

	if (e == ERR_CONFLICT)
		return fail(k->c, e, NULL,
			    N_("%s was made by another meanwhile; nothing was "
			       "changed."),
			    name);
	return e;
}

enum err cli_init(struct cli *k, const char *title, const char *timezone,
		  const char *admin, const char *password)
{
	struct init n = {title, timezone, admin, NULL};
	struct password_words words = {0};

	if (admin) {
		password_word(k->c->mem, &words, title);
		password_word(k->c->mem, &words, admin);
		TRY(password_hash(k->c, &words, password, &n.hash));
	}
	TRY(db_open(k->store, DB_NEW, &k->c->db));
	return run_unit(k->c, DB_WRITE, make_store, &n);
}

static const char *or_else(const char *given, const char *otherwise)
{
	return given ? given : otherwise;
}

enum err cmd_init(struct cli *k)
{
	const char *admin = cli_opt(k, "admin"), *password = NULL;

	if (admin)
		TRY(cli_password(k, &password));
	TRY(cli_init(k, or_else(cli_opt(k, "title"), "Tierwork"),
		     or_else(cli_opt(k, "timezone"), TIMEZONE_DEFAULT), admin,
		     password));
	TRY(cli_publish(k, k->store));
	printf(tr(k->c, N_("store made: %s\n")), k->store);
	return OK;
}

enum err cmd_migrate(struct cli *k)
{
	int64_t n;
	enum err e;

	TRY(db_open(k->store, DB_EXISTING, &k->c->db));
	e = migrate_apply(k->c->db, k->c->mem, k->c->now, &n);
	if (e == ERR_SCHEMA || e == ERR_MISSING)
		return run_unit(k->c, DB_READ, store_check, NULL);
	if (e == ERR_CONFLICT)
		return fail(k->c, e, NULL,
			    N_("There is a copy from an earlier attempt; move "
			       "it away, then run this again (%s)."),
			    k->c->db->error);
	TRY(e);
	printf(tr(k->c, N_("migrations applied: %lld\n")), (long long)n);
	return OK;
}

static enum err list_settings(struct ctx *c, void *list)
{
	TRY(may_all(c, ACT_AUDIT));
	return setting_list(c, list);
}

enum err cmd_setting_list(struct cli *k)
{
	struct val *list;

	TRY(run_unit(k->c, DB_READ, list_settings, &list));
	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s\t%s\n", val_text(v, "name"), val_text(v, "value"));
	return OK;
}

struct change {
	const char *name, *value;
};

static enum err get_setting(struct ctx *c, void *arg)
{
	struct change *s = arg;

	TRY(may_all(c, ACT_AUDIT));
	return setting_read(c, s->name, &s->value);
}

enum err cmd_setting_get(struct cli *k)
{
	struct change s = {.name = k->arg[0]};

	TRY(run_unit(k->c, DB_READ, get_setting, &s));
	puts(s.value);
	return OK;
}

static enum err set_setting(struct ctx *c, void *arg)
{
	const struct change *s = arg;

	TRY(may_all(c, ACT_OPERATE));
	return setting_change(c, s->name, s->value);
}

enum err cmd_setting_set(struct cli *k)
{
	struct change s = {k->arg[0], k->arg[1]};

	return run_unit(k->c, DB_WRITE, set_setting, &s);
}
