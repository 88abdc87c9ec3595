/* delegation.c - standing in for somebody who is away. */
#include "access/delegation.h"

#include "access/grant.h"
#include "access/notice.h"
#include "access/right.h"
#include "access/session.h"
#include "base/show.h"
#include "base/view.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <string.h>

/* One's own rights one lends oneself, those of others who may give them all.
 * *n: how much there is to stand in for. */
static enum err may_lend(struct ctx *c, int64_t account, int64_t since,
			 int64_t until, size_t *n)
{
	struct delegation_right *r;
	enum err e = OK;

	TRY(sql_delegation_rights(c, account, since, until, &r, n));
	if (account == c->account)
		return OK;
	if (*n == 0)
		e = may_any(c, ACT_ACCOUNT);
	for (size_t i = 0; i < *n && e == OK; i++)
		e = role_may_give(c, r[i].role, r[i].area, r[i].unit, account);
	if (e != ERR_MISSING && e != ERR_DENIED)
		return e;
	return fail(c, ERR_DENIED, NULL,
		    N_("Who stands in for somebody they say themselves, or "
		       "an administrator who may give all of their roles."));
}

static enum err check_days(struct ctx *c, int64_t since, int64_t until)
{
	if (since < c->today || until < since)
		return fail(c, ERR_INVALID, "until",
			    N_("Standing in begins today or later, and ends "
			       "on that day or later."));
	if (until - since >= DELEGATION_MOST)
		return fail(
			c, ERR_INVALID, "until",
			N_("Somebody stands in for at most %d days: whoever "
			   "is away for longer gives up the role."),
			DELEGATION_MOST);
	return OK;
}

/* The account that is to stand in. */
static enum err find_other(struct ctx *c, int64_t account, const char *to,
			   int64_t *id)
{
	struct right_account a;
	enum err e = sql_right_account(c, to, &a);

	if (e == ERR_MISSING ||
	    (e == OK && (a.closed_at.set || a.until < c->now)))
		return fail(c, ERR_MISSING, "to", N_("There is no account %s."),
			    to);
	TRY(e);
	*id = a.id;
	if (a.id == account)
		return fail(c, ERR_INVALID, "to",
			    N_("Nobody stands in for themselves."));
	return OK;
}

/* What is told to who stands in. */
struct told {
	const char *from;
	int64_t since, until;
};

static enum err say_given(struct ctx *c, void *arg, const char **text)
{
	const struct told *t = arg;

	*text = arena_printf(c->mem,
			     tr(c, N_("You stand in for %s from %s until %s.")),
			     t->from, show_day(c->mem, t->since, c->lang),
			     show_day(c->mem, t->until, c->lang));
	return OK;
}

static enum err tell(struct ctx *c, int64_t account, int64_t to, int64_t since,
		     int64_t until)
{
	struct right_login who;
	struct told t = {NULL, since, until};
	struct notice what = {.kind = "standin",
			      .link = "/settings/standins",
			      .say = say_given,
			      .arg = &t};

	TRY(sql_right_login(c, account, &who));
	t.from = who.login;
	return notice_account(c, &what, to);
}

static enum err record(struct ctx *c, const char *act, int64_t account,
		       int64_t to, struct val *v)
{
	map_s(v, "to", arena_printf(c->mem, "%lld", (long long)to));
	TRY(session_renew(c, account));
	TRY(session_renew(c, to));
	return journal_add(c, act,
			   arena_printf(c->mem, "%lld", (long long)account), v);
}

enum err delegation_give(struct ctx *c, int64_t account, const char *to,
			 int64_t since, int64_t until, int64_t *id)
{
	struct val *v = val_map(c->mem);
	struct delegation_id *same, made;
	int64_t other = 0;
	size_t n;

	TRY(may_lend(c, account, since, until, &n));
	TRY(check_days(c, since, until));
	TRY(find_other(c, account, to, &other));
	if (n == 0)
		return fail(c, ERR_INVALID, NULL,
			    N_("There is nothing to stand in for in these "
			       "days: no role, or only that of an "
			       "administrator, which nobody stands in for."));
	TRY(sql_delegation_same(c, account, other, since, until, &same, &n));
	if (n)
		return fail(c, ERR_CONFLICT, "to",
			    N_("%s stands in on some of these days already: "
			       "end that first (number %lld)."),
			    to, (long long)same[0].id);
	TRY(sql_delegation_put(c, account, other, since, until, c->now, &made));
	*id = made.id;
	TRY(tell(c, account, other, since, until));
	map_day(v, "since", since);
	map_day(v, "until", until);
	map_i(v, "delegation", made.id);
	return record(c, "delegation.give", account, other, v);
}

enum err delegation_end(struct ctx *c, int64_t id)
{
	struct val *v = val_map(c->mem);
	struct delegation_row d;
	enum err e = sql_delegation_get(c, id, &d);
	size_t n;

	if (e == OK && !c->is_operator && d.account != c->account &&
	    d.to_ != c->account)
		e = may_lend(c, d.account, d.since, d.until, &n);
	if (e == ERR_MISSING || e == ERR_DENIED)
		return fail(c, ERR_MISSING, "delegation",
			    N_("There is no delegation %lld."), (long long)id);
	TRY(e);
	if (d.until < c->today)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("Delegation %lld is over."), (long long)id);
	TRY(sql_delegation_cut(c, id, c->today - 1));
	map_day(v, "on", c->today);
	map_i(v, "delegation", id);
	return record(c, "delegation.end", d.account, d.to_, v);
}

enum err delegation_view(struct ctx *c, int64_t account, struct val **view)
{
	struct val *given = val_list(c->mem), *taken = val_list(c->mem);
	struct delegation_item *d;
	size_t n;

	TRY(sql_delegation_of(c, account, c->today, &d, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "delegation", d[i].id);
		map_s(v, d[i].given ? "to" : "from", d[i].login);
		map_s(v, "name", d[i].person);
		map_day(v, "since", d[i].since);
		map_day(v, "until", d[i].until);
		map_s(v, "state", d[i].since > c->today ? "coming" : "now");
		list_v(d[i].given ? given : taken, v);
	}
	*view = val_map(c->mem);
	map_v(*view, "given", given);
	map_v(*view, "taken", taken);
	return OK;
}
