/* calendar.c - commands about the addresses of calendars. */
#include "access/account.h"
#include "access/feed.h"
#include "base/decimal.h"
#include "cli/cli.h"

struct make {
	const char *login;
	struct feed_new what;
	int64_t id;
	const char *address;
};

static enum err make_feed(struct ctx *c, void *arg)
{
	struct make *m = arg;

	TRY(account_find(c, m->login, &m->what.account));
	return feed_make(c, &m->what, &m->id, &m->address);
}

enum err cmd_calendar_make(struct cli *k)
{
	const char *without = cli_opt(k, "without");
	struct make m = {.login = k->arg[0],
			 .what = {.name = cli_opt(k, "name"),
				  .without = without ? without : ""}};
	struct val *v = val_map(k->c->mem);

	TRY(run_unit(k->c, DB_WRITE, make_feed, &m));
	if (k->json) {
		map_i(v, "calendar", m.id);
		map_s(v, "address", m.address);
		cli_json(k, v);
		return OK;
	}
	puts(m.address);
	fprintf(stderr,
		tr(k->c, N_("calendar %lld; its address is shown only now\n")),
		(long long)m.id);
	return OK;
}

struct list {
	const char *login;
	struct val *view;
};

static enum err list_feeds(struct ctx *c, void *arg)
{
	struct list *l = arg;
	int64_t account = 0;

	if (l->login)
		TRY(account_find(c, l->login, &account));
	return feed_list(c, account, &l->view);
}

static void print_feed(const struct val *f)
{
	const char *read = val_text(f, "read");
	const struct val *without = val_get(f, "without")->first;

	printf("%lld\t%s\t%s\t", (long long)val_int(f, "calendar"),
	       val_text(f, "login"), val_text(f, "name"));
	for (const struct val *k = without; k; k = k->next)
		printf("%s%s", k->s, k->next ? "," : "");
	printf("%s\t%s\t%s\n", without ? "" : "-", *read ? read : "-",
	       val_text(f, "state"));
}

enum err cmd_calendar_list(struct cli *k)
{
	struct list l = {.login = cli_opt(k, "login")};

	if (!l.login) /* who is somebody means the own ones */
		l.login = k->as;
	TRY(run_unit(k->c, DB_READ, list_feeds, &l));
	if (k->json) {
		cli_json(k, l.view);
		return OK;
	}
	for (const struct val *f = l.view->first; f; f = f->next)
		print_feed(f);
	return OK;
}

static enum err end_feed(struct ctx *c, void *id)
{
	return feed_end(c, *(int64_t *)id);
}

enum err cmd_calendar_end(struct cli *k)
{
	int64_t id;

	if (decimal_parse(k->arg[0], NUMBERS_PLAIN, 0, &id) != DECIMAL_OK)
		return fail(k->c, ERR_USAGE, NULL,
			    N_("A calendar is named by its number: %s"),
			    k->arg[0]);
	TRY(run_unit(k->c, DB_WRITE, end_feed, &id));
	printf(tr(k->c, N_("calendar %lld ended\n")), (long long)id);
	return OK;
}
