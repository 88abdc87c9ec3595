/* demo.c - makes the demonstration store: a federation of four tiers with
 * three years of returns, some late, and one reorganisation. The same
 * store every time: its chance comes from a fixed seed, and its days are
 * those of the history it tells. */
#include "cli/cli.h"
#include "cli/demo_bodies.h"
#include "cli/demo_calls.h"
#include "cli/demo_cascade.h"
#include "cli/demo_data.h"
#include "cli/demo_documents.h"
#include "cli/demo_people.h"
#include "cli/demo_programme.h"
#include "cli/demo_visits.h"

#include "access/account.h"
#include "access/grant.h"
#include "access/manage.h"
#include "base/day.h"
#include "base/period.h"
#include "calls/remind.h"
#include "core/setting.h"
#include "org/reorganise.h"
#include "org/unit.h"
#include "returns/answer.h"
#include "returns/form.h"
#include "returns/reshape.h"
#include "returns/response.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MONTHS	   36
#define LAST_MONTH 35 /* from 0 */

#define PASSWORD "ba-chuyen-do-sang"
#define TITLE	 "Liên hiệp Hợp tác xã Sông Xanh"

struct demo {
	const char *hash; /* of everybody's password */
	uint64_t seed;
	int64_t day0; /* 1 November 2023 */
	int64_t reorganised;
};

/* A co-operative as the history knows it. */
struct coop {
	char code[32];
	int64_t since, until; /* days */
	int64_t size;	      /* members at first */
};

/* SplitMix64 (Steele, Lea, Flood 2014): chance that is always the same. */
static int64_t chance(struct demo *d, int64_t below)
{
	uint64_t z = d->seed += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (int64_t)((z ^ z >> 31) % (uint64_t)below);
}

static int teams_of(int region, int coop)
{
	return 2 + (region * 5 + coop * 3) % 3;
}

static void put_coop(struct buf *b, int r, int k)
{
	const char *name = demo_regions[r].coop[k];
	bool young = r == 3 && k == 8; /* founded on 15 June 2026 */

	buf_printf(b, "SX-%02d-%02d,HTX %s,cooperative,SX-%02d,%s\n", r + 1,
		   k + 1, name, r + 1, young ? "2026-06-15" : "");
	for (int t = 0; t < teams_of(r, k); t++)
		buf_printf(b, "SX-%02d-%02d-T%d,Tổ %d %s,team,SX-%02d-%02d,\n",
			   r + 1, k + 1, t + 1, t + 1, name, r + 1, k + 1);
}

static enum err make_units(struct ctx *c)
{
	struct buf b = {.mem = c->mem};
	struct unit_imported done;

	buf_str(&b, "code,name,kind,parent,from\n");
	buf_str(&b, "SX," TITLE ",federation,,2011-03-01\n");
	for (int r = 0; r < DEMO_REGIONS; r++) {
		buf_printf(&b, "SX-%02d,%s,region,SX,\n", r + 1,
			   demo_regions[r].name);
		for (int k = 0; k < DEMO_COOPS && demo_regions[r].coop[k]; k++)
			put_coop(&b, r, k);
	}
	return unit_import(c, (struct blob){b.s, b.len}, NULL, &done);
}

static enum err make_account(struct ctx *c, const struct demo *d,
			     const struct demo_account *a)
{
	struct grant grant = {a->role, NULL, a->unit, 0, DAY_MAX};
	int64_t id, me = c->account;

	TRY(account_add(c, a->login, d->hash, &id));
	if (a->role)
		TRY(role_give(c, id, &grant));
	else
		TRY(account_set_person(c, id, a->unit));
	c->account = id;
	TRY(account_set_lang(c, a->lang));
	TRY(account_set_email(
		c, id, arena_printf(c->mem, "%s@song-xanh.example", a->login)));
	c->account = me;
	return OK;
}

/* Those of the beginning, or those of units that came with the
 * reorganisation. */
static enum err make_accounts(struct ctx *c, const struct demo *d, bool late)
{
	for (int i = 0; i < demo_accounts_count; i++)
		if (demo_accounts[i].late == late)
			TRY(make_account(c, d, &demo_accounts[i]));
	return OK;
}

static enum err make_forms(struct ctx *c)
{
	struct val *view;

	TRY(form_import(c, (struct blob){demo_monthly, strlen(demo_monthly)},
			&view));
	return form_import(c, (struct blob){demo_yearly, strlen(demo_yearly)},
			   &view);
}

/* The teams of a co-operative that ceases go to its successors in turn. */
static void move_teams(struct buf *b, int coop, const int *to, int n)
{
	for (int t = 0; t < teams_of(3, coop - 1); t++)
		buf_printf(b, "move,SX-04-%02d-T%d,,,SX-04-%02d,,\n", coop,
			   t + 1, to[t % n]);
}

static enum err reorganise(struct ctx *c, const struct demo *d)
{
	struct buf b = {.mem = c->mem};
	struct val *report;
	struct reorganise_ask ask = {
		.day = d->reorganised,
		.decision = "27/QĐ-LH",
		.hooks = &reshape_hooks,
	};

	buf_str(&b, demo_reorganisation);
	move_teams(&b, 2, (const int[]){10}, 1);
	move_teams(&b, 3, (const int[]){10}, 1);
	move_teams(&b, 5, (const int[]){11, 12}, 2);
	ask.file = (struct blob){b.s, b.len};
	return reorganise_apply(c, &ask, &report);
}

/* The members of a co-operative stay when it gets another name. */
static void succeed(struct coop *all, int n)
{
	int first = 0; /* SX-04-01 */

	while (first < n && strcmp(all[first].code, "SX-04-01"))
		first++;
	all[first + 9].size = all[first + 1].size + all[first + 2].size;
	all[first + 10].size = all[first + 4].size * 3 / 5;
	all[first + 11].size = all[first + 4].size * 2 / 5;
}

/* All co-operatives of the history, in the order of their codes. */
static struct coop *all_coops(struct ctx *c, struct demo *d, int *n)
{
	struct coop *all = arena_array(c->mem, 128, sizeof(*all));

	*n = 0;
	for (int r = 0; r < DEMO_REGIONS; r++) {
		for (int k = 0; k < DEMO_COOPS; k++) {
			struct coop *o = &all[*n];
			bool late = r == 3 && k >= 9; /* the new ones */
			bool gone = r == 3 && (k == 1 || k == 2 || k == 4);

			if (!demo_regions[r].coop[k] && !late)
				continue;
			snprintf(o->code, sizeof(o->code), "SX-%02d-%02d",
				 r + 1, k + 1);
			o->since = late ? d->reorganised : d->day0;
			o->until = gone ? d->reorganised - 1 : DAY_MAX;
			if (r == 3 && k == 8)
				o->since = day_of(2026, 6, 15);
			o->size = 260 + chance(d, 420);
			++*n;
		}
	}
	succeed(all, *n);
	return all;
}

/* How many of a hundred answer: all but a few, of the last month most. */
static int64_t answering(int month, int months)
{
	if (month == months - 1)
		return 64;
	return month == months - 2 ? 95 : 99;
}

static void put_monthly(struct buf *b, struct demo *d, const struct coop *o,
			int month)
{
	int64_t members = o->size + month * 2 + chance(d, 9) - 4;
	int64_t women = members * (38 + chance(d, 14)) / 100;
	int64_t season = 100 + (month % 12 - 5) * (month % 12 - 5) * 2;
	int64_t revenue = members * season / 4 + chance(d, 4000);
	int64_t costs = revenue * (70 + chance(d, 22)) / 100;

	buf_printf(b, "%s,%lld,%lld,%lld,%lld.%lld,%lld.%lld,", o->code,
		   (long long)members, (long long)women,
		   (long long)(members / 5 + chance(d, 12)),
		   (long long)(revenue / 10), (long long)(revenue % 10),
		   (long long)(costs / 10), (long long)(costs % 10));
	if (chance(d, 10))
		buf_printf(b, "%lld", (long long)chance(d, 60));
	buf_printf(b, ",%lld,%lld.%lld\n",
		   (long long)(7200 + month * 25 + chance(d, 900)),
		   (long long)(revenue / 40), (long long)chance(d, 10));
}

/* Returns that are in, and with `accept` counted. */
static enum err hand_in(struct ctx *c, const char *form, int64_t period,
			struct buf *b, bool accept)
{
	struct response_file file = {
		.csv = {b->s, b->len},
		.form = form,
		.accept = accept,
	};
	struct val *view;
	char text[12];

	file.period = period_text(period, text);
	return response_import(c, &file, &view);
}

/* One month: most are accepted, some wait, some have not answered. */
static enum err make_month(struct ctx *c, struct demo *d,
			   const struct coop *coop, int n, int month,
			   int months)
{
	const char *head = "unit,members,women,workers,revenue,costs,trained,"
			   "price,best_sale\n";
	struct buf in = {.mem = c->mem}, waits = {.mem = c->mem};
	int64_t period = period_of(PERIOD_MONTH, d->day0) + month;
	int64_t last = period_last_day(period);

	buf_str(&in, head);
	buf_str(&waits, head);
	for (int i = 0; i < n; i++) {
		int64_t luck = chance(d, 100);

		if (coop[i].since > last || coop[i].until < last ||
		    (month == months - 1 && demo_by_hand(coop[i].code)))
			continue;
		if (luck < answering(month, months))
			put_monthly(&in, d, &coop[i], month);
		else if (luck % 2)
			put_monthly(&waits, d, &coop[i], month);
	}
	demo_day(c, last + 9);
	TRY(hand_in(c, "HTX-01", period, &in, true));
	if (waits.len > strlen(head))
		TRY(hand_in(c, "HTX-01", period, &waits, false));
	return OK;
}

static enum err make_months(struct ctx *c, struct demo *d, int from, int to)
{
	uint64_t seed = d->seed;
	struct coop *coop;
	int n;

	d->seed = 20231101; /* the same co-operatives each time */
	coop = all_coops(c, d, &n);
	d->seed = seed;
	for (int m = from; m < to; m++)
		TRY(make_month(c, d, coop, n, m, MONTHS));
	return OK;
}

static void put_year(struct buf *b, struct demo *d, int64_t year)
{
	for (int r = 0; r < DEMO_REGIONS; r++) {
		for (int k = 0; k < DEMO_COOPS && demo_regions[r].coop[k];
		     k++) {
			if (r == 3 && k == 8)
				continue; /* not there yet */
			for (int t = 0; t < teams_of(r, k); t++) {
				int64_t homes = 40 + chance(d, 90);
				int64_t area = homes * (30 + chance(d, 60));

				if (chance(d, 100) < (year == 2025 ? 8 : 1))
					continue;
				buf_printf(b,
					   "SX-%02d-%02d-T%d,%lld,%lld.%02lld,"
					   "%lld.%lld,%lld\n",
					   r + 1, k + 1, t + 1,
					   (long long)homes,
					   (long long)(area / 100),
					   (long long)(area % 100),
					   (long long)(area * 6 / 100),
					   (long long)chance(d, 10),
					   (long long)chance(d, 14));
			}
		}
	}
}

static enum err make_year(struct ctx *c, struct demo *d, int64_t year)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, "unit,households,area,harvest,machines\n");
	put_year(&b, d, year);
	demo_day(c, day_of(year + 1, 1, 20));
	return hand_in(c, "TO-01", period_of(PERIOD_YEAR, day_of(year, 1, 1)),
		       &b, true);
}

/* The history in its order; the secretary accepts, the administrator
 * reorganises. */
static enum err tell(struct ctx *c, void *demo)
{
	struct demo *d = demo;
	int until = 33; /* months before the reorganisation */

	d->seed = 42;
	demo_day(c, d->day0);
	TRY(make_units(c));
	TRY(demo_people(c));
	TRY(demo_bodies(c));
	TRY(make_accounts(c, d, false));
	TRY(make_forms(c));
	TRY(account_act_as(c, "thuky"));
	TRY(make_months(c, d, 0, until));
	for (int64_t year = 2023; year <= 2025; year++)
		TRY(make_year(c, d, year));
	TRY(demo_programme(c));
	demo_day(c, day_of(2026, 7, 10));
	TRY(account_act_as(c, "admin"));
	TRY(reorganise(c, d));
	demo_day(c, d->reorganised);
	TRY(make_accounts(c, d, true));
	TRY(approval_set(c, "SX-04-10", true));
	TRY(demo_people_later(c));
	TRY(demo_bodies_later(c));
	TRY(account_act_as(c, "thuky"));
	return make_months(c, d, until, LAST_MONTH);
}

static enum err tell_last_month(struct ctx *c, void *demo)
{
	TRY(account_act_as(c, "thuky"));
	return make_months(c, demo, LAST_MONTH, MONTHS);
}

/* The last weeks: what is asked, who is reminded by the rules, who answers,
 * and what is said to the answers. */
static enum err tell_calls(struct ctx *c, struct demo *d)
{
	struct turn t = {0};

	TRY(demo_documents(c));
	TRY(run_unit(c, DB_WRITE, demo_ask, NULL));
	TRY(remind_told(c, &t));
	TRY(run_unit(c, DB_WRITE, demo_in_time, NULL));
	TRY(run_unit(c, DB_WRITE, tell_last_month, d));
	demo_day(c, day_of(2026, 11, 10));
	TRY(remind_by_rule(c, &t));
	TRY(run_unit(c, DB_WRITE, demo_check, NULL));
	TRY(remind_by_rule(c, &t));
	TRY(demo_documents_later(c));
	TRY(run_unit(c, DB_WRITE, demo_programme_later, NULL));
	TRY(run_unit(c, DB_WRITE, demo_visits, NULL));
	return demo_cascade(c);
}

static void say_accounts(const struct cli *k)
{
	printf(tr(k->c, N_("Sign in with the password %s as:\n")), PASSWORD);
	for (int i = 0; i < demo_accounts_count; i++)
		printf("  %-10s %s\n", demo_accounts[i].login,
		       tr(k->c, demo_accounts[i].who));
}

/* All or nothing: a store that could not be filled gets no name. */
static enum err fill(struct cli *k, struct demo *d)
{
	struct password_words words = {0};

	password_word(k->c->mem, &words, TITLE);
	TRY(password_hash(k->c, &words, PASSWORD, &d->hash));
	TRY(run_unit(k->c, DB_WRITE, tell, d));
	TRY(tell_calls(k->c, d));
	return cli_publish(k, k->store);
}

static enum err read_title(struct ctx *c, void *title)
{
	return setting_get(c, "title", "", title);
}

/* A store is there already: a demonstration is welcome, no other is. */
static enum err find_demo(struct cli *k)
{
	const char *title = "";

	db_close(k->c->db);
	TRY(db_open(k->store, DB_EXISTING, &k->c->db));
	TRY(run_unit(k->c, DB_READ, read_title, &title));
	if (strcmp(title, TITLE))
		return fail(k->c, ERR_CONFLICT, NULL,
			    N_("%s holds a store that is no demonstration; "
			       "nothing was changed. Name another with "
			       "--store."),
			    k->store);
	printf(tr(k->c, N_("There is a store already: %s\n")), k->store);
	return OK;
}

enum err cmd_demo(struct cli *k)
{
	struct demo d = {
		.day0 = day_of(2023, 11, 1),
		.reorganised = day_of(2026, 8, 1),
	};
	enum err e;

	demo_day(k->c, d.day0);
	e = cli_init(k, TITLE, TIMEZONE_DEFAULT, NULL, NULL);
	if (e == ERR_CONFLICT) {
		TRY(find_demo(k));
	} else {
		TRY(e);
		TRY(fill(k, &d));
		printf(tr(k->c, N_("demonstration store made: %s\n")),
		       k->store);
	}
	say_accounts(k);
	return OK;
}
