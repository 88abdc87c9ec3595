/* privacy.c - hands somebody what the store knows of them, and forgets. */
#include "people/privacy.h"

#include "access/grant.h"
#include "access/role.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/setting.h"
#include "gen/sql_people.h"

#include <stdlib.h>
#include <string.h>

/* Somebody: 0 where there is no account, or no person. */
struct found {
	int64_t account, person;
	bool own;
};

/* ---- whom it is about ---- */

static enum err no_account(struct ctx *c, const char *login)
{
	return fail(c, ERR_MISSING, "account", N_("There is no account %s."),
		    login);
}

static enum err no_person(struct ctx *c, const char *code)
{
	return fail(c, ERR_MISSING, "person", N_("There is no person %s."),
		    code);
}

static enum err find_account(struct ctx *c, const char *login,
			     struct found *out)
{
	struct privacy_account *a;
	size_t n;

	TRY(sql_privacy_account(c, login, &a, &n));
	if (n == 0)
		return no_account(c, login);
	*out = (struct found){a[0].id, a[0].person, a[0].id == c->account};
	if (out->own || may_all(c, ACT_ACCOUNT) == OK)
		return OK;
	return no_account(c, login); /* whoever may not see it */
}

/* Whoever keeps people where somebody belongs, or did last; of somebody who
 * never belonged anywhere, whoever does so for the whole store. */
static enum err may_keep(struct ctx *c, const char *code, int64_t person)
{
	struct privacy_id *unit;
	enum err e;
	size_t n;

	TRY(sql_privacy_places(c, person, &unit, &n));
	if (n == 0)
		return may_all(c, ACT_PEOPLE);
	for (size_t i = 0; i < n; i++) {
		e = may(c, ACT_PEOPLE, unit[i].id);
		if (e == ERR_MISSING)
			return no_person(c, code);
		TRY(e);
	}
	return OK;
}

static enum err find_person(struct ctx *c, const char *code, struct found *out)
{
	struct privacy_id *account;
	struct person_id p;
	enum err e = sql_person_find(c, code, &p);
	size_t n;

	if (e == ERR_MISSING)
		return no_person(c, code);
	TRY(e);
	TRY(sql_privacy_account_of(c, p.id, &account, &n));
	*out = (struct found){n ? account[0].id : 0, p.id, false};
	out->own = out->account && out->account == c->account;
	return out->own ? OK : may_keep(c, code, p.id);
}

static enum err find(struct ctx *c, const struct subject *who,
		     struct found *out)
{
	struct privacy_login own;

	if (who->login)
		return find_account(c, who->login, out);
	if (who->person)
		return find_person(c, who->person, out);
	if (!c->account)
		return fail(c, ERR_USAGE, NULL,
			    N_("Whom? Say --account LOGIN or --person CODE."));
	TRY(sql_privacy_login(c, c->account, &own));
	*out = (struct found){c->account, own.person, true};
	return OK;
}

/* ---- what is known ---- */

static const char *label_of(const struct val *fields, const char *column)
{
	for (const struct val *v = fields->first; v; v = v->next)
		if (!strcmp(val_text(v, "column"), column))
			return val_text(v, "label");
	return column;
}

static void add_day(struct ctx *c, struct val *v, const char *key,
		    struct opt_int day)
{
	char text[11];

	map_s(v, key,
	      day.set && day.value > 0 && day.value < DAY_MAX
		      ? arena_text(c->mem, day_iso(day.value, text))
		      : NULL);
}

static struct val *fact_view(struct ctx *c, const struct privacy_fact *f)
{
	struct val *v = val_map(c->mem);
	char at[21];

	map_s(v, "value", f->value);
	map_s(v, "place", f->place);
	map_s(v, "at",
	      f->at.set ? arena_text(c->mem, instant_iso(f->at.value, at))
			: NULL);
	add_day(c, v, "since", f->since);
	add_day(c, v, "until", f->until);
	return v;
}

enum err privacy_own(struct ctx *c, const struct subject *who,
		     struct val **view)
{
	const struct val *fields = personal_fields_view(c);
	struct val *list = val_list(c->mem), *rows = NULL;
	const char *last = "";
	struct privacy_fact *f;
	struct found s;
	size_t n;

	TRY(find(c, who, &s));
	TRY(sql_privacy_facts(c, s.account, s.person, &f, &n));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(f[i].field, last)) {
			struct val *v = val_map(c->mem);

			rows = val_list(c->mem);
			map_s(v, "column", f[i].field);
			map_s(v, "label", label_of(fields, f[i].field));
			map_v(v, "rows", rows);
			list_v(list, v);
			last = f[i].field;
		}
		list_v(rows, fact_view(c, &f[i]));
	}
	*view = val_map(c->mem);
	map_v(*view, "known", list);
	map_v(*view, "fields", personal_fields_view(c));
	return OK;
}

/* ---- forgetting ---- */

struct drop {
	const char *column;
	enum err (*fn)(struct ctx *c, int64_t account, int64_t *n);
};

static const struct drop drops[] = {
	{"session.agent", sql_privacy_drop_session},
	{"device.hash", sql_privacy_drop_device},
	{"identity.subject", sql_privacy_drop_identity},
	{"recovery_code.hash", sql_privacy_drop_code},
	{"link_once.what", sql_privacy_drop_link},
	{"api_token.name", sql_privacy_drop_token},
	{"feed.name", sql_privacy_drop_feed},
	{"notice.en", sql_privacy_drop_notice},
	{"notice_wish.how", sql_privacy_drop_wish},
	{"mail.body", sql_privacy_drop_mail},
	{"delegation.to_", sql_privacy_drop_standin},
	{"role_grant.role", sql_privacy_drop_role},
};

/* What an erasure did, as privacy_erase() shows it. */
struct report {
	struct val *erased, *stays;
};

static struct report report_new(struct ctx *c)
{
	return (struct report){val_list(c->mem), val_list(c->mem)};
}

static void erased(struct ctx *c, struct report *r, const char *column,
		   int64_t n)
{
	struct val *v = val_map(c->mem);

	if (n == 0)
		return;
	map_s(v, "column", column);
	map_s(v, "label", label_of(personal_fields_view(c), column));
	map_i(v, "count", n);
	list_v(r->erased, v);
}

static void stays(struct ctx *c, struct report *r, const char *what,
		  const char *why)
{
	struct val *v = val_map(c->mem);

	map_s(v, "what", tr(c, what));
	map_s(v, "why", tr(c, why));
	list_v(r->stays, v);
}

static enum err forget_account(struct ctx *c, int64_t account, struct report *r)
{
	int64_t n, unused;

	for (size_t i = 0; i < COUNT(drops); i++) {
		TRY(drops[i].fn(c, account, &n));
		erased(c, r, drops[i].column, n);
	}
	TRY(sql_privacy_drop_desk(c, account, &unused));
	TRY(sql_privacy_forget_account(c, account, c->now, &n));
	erased(c, r, "account.login", n);
	stays(c, r, N_("What the account did, by its number"),
	      N_("Who did what is the record of official acts; the journal "
		 "holds it without name and address."));
	return OK;
}

/* `whole`: the name too, where no decision needs it. */
static enum err forget_person(struct ctx *c, int64_t person, bool whole,
			      struct report *r)
{
	struct privacy_person p;
	struct sort_key sort;
	const char *name;
	int64_t n;

	TRY(sql_privacy_person(c, person, &p));
	name = whole && !p.sits ? "" : p.name;
	sort = text_sort_key(c->mem, name);
	TRY(sql_privacy_forget_person(
		c, person, name, (struct blob){sort.data, sort.size},
		text_fold(c->mem, arena_printf(c->mem, "%s %s", name, p.code)),
		(struct opt_int){whole, c->now}, &n));
	if (whole)
		TRY(sql_privacy_forget_merged(c, person));
	erased(c, r, "person.email", n);
	erased(c, r, "person.phone", n);
	if (!*name)
		erased(c, r, "person.name", n);
	else if (p.sits)
		stays(c, r, N_("The name, and the seats"),
		      N_("A decision filled a seat with this person; it is a "
			 "record."));
	stays(c, r, N_("To which units somebody belonged, by number"),
	      N_("The counts of past days rest on it; without a name it says "
		 "nothing of anybody."));
	return OK;
}

static enum err check_free(struct ctx *c, int64_t person)
{
	struct privacy_busy busy;

	TRY(sql_privacy_busy(c, person, c->today, &busy));
	if (busy.belongs)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This person belongs to %s still. Let the "
			       "person leave first."),
			    busy.belongs);
	if (busy.sits)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("This person sits in the body %s still. Re-form "
			       "the body first."),
			    busy.sits);
	return OK;
}

static bool is_busy(struct ctx *c, int64_t person)
{
	bool busy = check_free(c, person) == ERR_CONFLICT;

	c->why = NULL;
	return busy;
}

static enum err forget(struct ctx *c, const struct found *s, const char *reason,
		       struct report *r)
{
	struct val *v = val_map(c->mem);

	map_s(v, "reason", reason);
	if (s->person)
		TRY(forget_person(c, s->person,
				  !s->own || !is_busy(c, s->person), r));
	if (s->account)
		TRY(forget_account(c, s->account, r));
	if (s->person)
		TRY(journal_add(
			c, "person.erase",
			arena_printf(c->mem, "%lld", (long long)s->person), v));
	if (s->account)
		TRY(journal_add(
			c, "account.erase",
			arena_printf(c->mem, "%lld", (long long)s->account),
			v));
	return OK;
}

enum err privacy_erase(struct ctx *c, const struct subject *who,
		       const char *reason, struct val **view)
{
	struct report r = report_new(c);
	struct found s;

	TRY(find(c, who, &s));
	reason = text_tidy(c->mem, reason);
	if (!s.own && !*reason)
		return fail(c, ERR_INVALID, "reason",
			    N_("Say why: it is journalled."));
	if (s.person && !s.own)
		TRY(check_free(c, s.person));
	if (s.account && !s.own)
		TRY(may_all(c, ACT_ACCOUNT));
	if (s.account)
		TRY(administrator_keep(c, s.account, 0));
	TRY(forget(c, &s, reason, &r));
	*view = val_map(c->mem);
	map_v(*view, "erased", r.erased);
	map_v(*view, "stays", r.stays);
	return OK;
}

/* ---- by itself ---- */

#define DAY_S	  INT64_C(86400)
#define SESSION_S (2 * DAY_S)
#define OVER_S	  (90 * DAY_S)
#define DEVICE_S  (365 * DAY_S)
#define YEAR_DAYS INT64_C(365)

/* What one night forgot. */
struct night {
	struct turn *t;
	int64_t people, accounts, rest;
};

static enum err keep_setting(struct ctx *c, const char *name,
			     const char *otherwise, int64_t *n)
{
	const char *value;

	TRY(setting_get(c, name, otherwise, &value));
	*n = strtoll(value, NULL, 10);
	return OK;
}

static enum err retain_people(struct ctx *c, struct night *night)
{
	struct report unused = report_new(c);
	struct privacy_id *person;
	int64_t years, day;
	size_t n;

	TRY(keep_setting(c, "keep-people", KEEP_PEOPLE_DEFAULT, &years));
	day = c->today - years * YEAR_DAYS;
	TRY(sql_privacy_left(c, day, c->now - years * YEAR_DAYS * DAY_S,
			     c->today, c->now, &person, &n));
	for (size_t i = 0; i < n; i++)
		TRY(forget_person(c, person[i].id, true, &unused));
	night->people = (int64_t)n;
	return OK;
}

static enum err retain_accounts(struct ctx *c, struct night *night)
{
	struct report unused = report_new(c);
	struct privacy_id *account;
	int64_t days;
	size_t n;

	TRY(keep_setting(c, "keep-accounts", KEEP_ACCOUNTS_DEFAULT, &days));
	TRY(sql_privacy_closed(c, c->now - days * DAY_S, &account, &n));
	for (size_t i = 0; i < n; i++)
		TRY(forget_account(c, account[i].id, &unused));
	night->accounts = (int64_t)n;
	return OK;
}

static enum err sweep(struct ctx *c, struct night *night)
{
	int64_t n[6];

	TRY(sql_privacy_sweep_session(c, c->now - SESSION_S, &n[0]));
	TRY(sql_privacy_sweep_half(c, c->now, &n[1]));
	TRY(sql_privacy_sweep_link(c, c->now - OVER_S, &n[2]));
	TRY(sql_privacy_sweep_device(c, c->now - DEVICE_S, &n[3]));
	TRY(sql_privacy_sweep_token(c, c->now - OVER_S, &n[4]));
	TRY(sql_privacy_sweep_feed(c, c->now - OVER_S, &n[5]));
	for (size_t i = 0; i < COUNT(n); i++)
		night->rest += n[i];
	return OK;
}

static enum err retain(struct ctx *c, void *arg)
{
	struct night *night = arg;
	struct val *v = val_map(c->mem);

	*night = (struct night){.t = night->t};
	TRY(retain_people(c, night));
	TRY(retain_accounts(c, night));
	TRY(sweep(c, night));
	if (night->people + night->accounts + night->rest == 0)
		return OK;
	map_i(v, "people", night->people);
	map_i(v, "accounts", night->accounts);
	map_i(v, "rest", night->rest);
	return journal_add(c, "store.retain", "", v);
}

enum err privacy_retain(struct ctx *c, struct turn *t)
{
	struct night night = {.t = t};

	TRY(run_unit(c, DB_WRITE, retain, &night));
	t->done += night.people + night.accounts + night.rest;
	t->more = night.people > 0 || night.accounts > 0;
	return OK;
}
