/* demo_calls.c - the calls of the demonstration store, and what some of its
 * people do about them. */
#include "cli/demo_calls.h"

#include "access/account.h"
#include "base/day.h"
#include "returns/answer.h"
#include "returns/ask.h"

#include <string.h>

#define MONTHLY "HTX-01"
#define YEARLY	"TO-01"
#define MONTH	"2026-10"

/* Call 1 is the standing one of October, call 2 that of the year. */
enum { OF_MONTH = 1, OF_YEAR = 2 };

void demo_day(struct ctx *c, int64_t day)
{
	c->today = day;
	c->now = day * 86400 + 2 * 3600;
}

/* The day of November 2026, as an account. */
static enum err on_day(struct ctx *c, int64_t day, const char *login)
{
	demo_day(c, day_of(2026, 11, (int)day));
	return account_act_as(c, login);
}

bool demo_by_hand(const char *unit)
{
	static const char *const by_hand[] = {
		"SX-04-01", "SX-04-04", "SX-04-06",
		"SX-04-10", "SX-07-03", "SX-09-06",
	};

	for (size_t i = 0; i < COUNT(by_hand); i++)
		if (!strcmp(by_hand[i], unit))
			return true;
	return false;
}

/* ---- asking ---- */

static enum err stand(struct ctx *c)
{
	struct standing_ask ask = {
		.under = "SX",
		.kind = "cooperative",
		.due_after = 10,
	};
	int64_t id;

	demo_day(c, day_of(2026, 10, 20));
	TRY(account_act_as(c, "thuky"));
	return return_ask_standing(c, MONTHLY, MONTH, &ask, &id);
}

static enum err ask_year(struct ctx *c)
{
	struct call_ask ask = {
		.under = "SX",
		.kind = "team",
		.due = day_of(2027, 1, 15),
		.stepwise = true,
		.note = "Số liệu tổng kết năm; khu vực kiểm tra trước khi "
			"gửi lên Liên hiệp.",
	};
	struct call_issued made;

	TRY(on_day(c, 2, "thuky"));
	return return_ask(c, YEARLY, "2026", &ask, &made);
}

enum err demo_ask(struct ctx *c, void *unused)
{
	int64_t call;

	(void)unused;
	TRY(stand(c));
	demo_day(c, day_of(2026, 11, 1));
	TRY(standing_run(c, &call));
	return ask_year(c);
}

/* ---- answering ---- */

static enum err find(struct ctx *c, const char *unit, enum act act,
		     struct place *at)
{
	return place_find(c, unit, MONTHLY, MONTH, act, at);
}

/* Types cells "CODE=VALUE", the last is NULL, into the draft. */
static enum err type(struct ctx *c, struct place *at, const char *const *pair)
{
	struct typed cell[16];
	struct draft d;
	struct val *view;
	size_t n = 0;

	for (; pair[n]; n++) {
		const char *eq = strchr(pair[n], '=');

		cell[n] = (struct typed){
			.as = eq == pair[n] ? TYPED_NOTE : TYPED_CELL,
			.code = arena_copy(c->mem, pair[n],
					   (size_t)(eq - pair[n])),
			.value = eq + 1,
			.numbers = NUMBERS_VI,
		};
	}
	TRY(draft_load(c, at, &d));
	return draft_save(c, at, d.rev, cell, n, &view);
}

static enum err type_only(struct ctx *c, const char *unit,
			  const char *const *pair)
{
	struct place at;

	TRY(find(c, unit, ACT_ANSWER, &at));
	return type(c, &at, pair);
}

static enum err hand_in(struct ctx *c, const char *unit,
			const char *const *pair)
{
	struct place at;
	struct val *view;

	TRY(find(c, unit, ACT_ANSWER, &at));
	TRY(type(c, &at, pair));
	return answer_submit(c, &at, NULL, &view);
}

static enum err accept(struct ctx *c, const char *unit)
{
	struct place at;

	TRY(find(c, unit, ACT_ACCEPT, &at));
	return answer_accept(c, &at, 0);
}

static enum err send_back(struct ctx *c, const char *unit,
			  const struct remark *remark, size_t n)
{
	struct place at;

	TRY(find(c, unit, ACT_ACCEPT, &at));
	return answer_send_back(c, &at, 0, remark, n);
}

static enum err correct(struct ctx *c, const char *unit,
			const char *const *pair)
{
	struct place at;

	TRY(find(c, unit, ACT_ANSWER, &at));
	TRY(answer_correct(c, &at));
	return hand_in(c, unit, pair);
}

/* Cửa Lấp writes its revenue as its costs, and forgets who was trained. */
static const char *const cua_lap[] = {
	"members=424",	 "women=183",	    "workers=90",  "revenue=1.741,6",
	"costs=1.741,6", "best_sale=484,4", "price=8.310", NULL,
};

static const struct remark of_cua_lap[] = {
	{"revenue", "Doanh thu trùng với chi phí từng đồng; đề nghị xem lại "
		    "sổ bán hàng."},
	{"trained", "Tháng 10 có lớp tập huấn ở Cửa Sông; hợp tác xã có bao "
		    "nhiêu người dự?"},
};

static const char *const buoi_hong[] = {
	"members=684",	 "women=342",	  "workers=144",
	"revenue=3.120", "costs=2.371,2", "trained=21",
	"price=8.240",	 "best_sale=780", NULL,
};

static const char *const buoi_hong_mended[] = {
	"revenue=3.210",
	"=Thêm hợp đồng bưởi xuất khẩu ký ngày 30/10.",
	NULL,
};

static const char *const ben_con[] = {
	"members=1.058", "women=435",	      "workers=219",
	"revenue=4.388", "costs=3.423,5",     "trained=30",
	"price=8.305",	 "best_sale=1.097,5", NULL,
};

static const char *const lach_giang[] = {
	"members=373", "women=161", "workers=75", "revenue=1.790,4", NULL,
};

enum err demo_in_time(struct ctx *c, void *unused)
{
	int64_t n;

	(void)unused;
	TRY(on_day(c, 4, "rungduoc"));
	TRY(call_acknowledge(c, OF_MONTH, "SX-04-06"));
	TRY(on_day(c, 5, "dongson"));
	TRY(call_pass_on(c, OF_YEAR, "SX-02", day_of(2026, 12, 31), &n));
	TRY(on_day(c, 5, "buoihong"));
	TRY(hand_in(c, "SX-07-03", buoi_hong));
	TRY(on_day(c, 6, "cualap"));
	TRY(hand_in(c, "SX-04-04", cua_lap));
	TRY(on_day(c, 6, "thuky"));
	TRY(accept(c, "SX-07-03"));
	return call_extend(c, OF_MONTH, "SX-09", day_of(2026, 11, 25), &n);
}

enum err demo_check(struct ctx *c, void *unused)
{
	(void)unused;
	TRY(on_day(c, 11, "thuky"));
	TRY(send_back(c, "SX-04-04", of_cua_lap, COUNT(of_cua_lap)));
	TRY(call_waive(c, OF_MONTH, "SX-09-06",
		       "Trụ sở hư hại sau bão; gửi gộp vào tháng 11."));
	TRY(on_day(c, 11, "buoihong"));
	TRY(correct(c, "SX-07-03", buoi_hong_mended));
	TRY(on_day(c, 12, "bencon"));
	TRY(hand_in(c, "SX-04-10", ben_con));
	TRY(on_day(c, 12, "lachgiang"));
	return type_only(c, "SX-04-01", lach_giang);
}
