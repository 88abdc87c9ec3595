/* demo_cascade.c - who carries the directive of the demonstration store out,
 * and how far: invented. */
#include "cli/demo_cascade.h"

#include "cli/demo_calls.h"
#include "cli/demo_documents.h"

#include "access/account.h"
#include "base/day.h"
#include "register/cascade.h"

#include <string.h>

/* What is done about the directive on a day, in this order. */
struct demo_step {
	const char *on, *login, *unit;
	enum { ACKNOWLEDGE, ANSWER, ACCEPT, SEND_BACK } what;
	const char *own;
	const char *words;
	const char *file; /* text of the evidence, or NULL */
	bool done;
};

/* SX-09 says nothing, SX-06 has only seen it. */
/* clang-format off */
static const struct demo_step steps[] = {
	{"2026-02-18", "cuasong", "SX-04", .what = ACKNOWLEDGE},
	{"2026-02-18", "dongson", "SX-02", .what = ACKNOWLEDGE},
	{"2026-02-23", "thuky", "SX-06", .what = ACKNOWLEDGE},
	{"2026-03-06", "dongson", "SX-02", ANSWER, "01-KH/ĐS", "Kế hoạch đã gửi mười một hợp tác xã; bà Bùi Thị Én phụ trách chung.", .done = true},
	{"2026-03-12", "thuky", "SX-01", ANSWER, "01-KH/TN", "Các hợp tác xã vùng cao nhập sổ thành viên theo hai đợt, xong trong tháng 8.", .done = true},
	{"2026-03-13", "thuky", "SX-03", ANSWER, "01-KH/ĐBB", "Mười hai hợp tác xã đã đăng ký người nhập sổ thành viên.", .done = true},
	{"2026-03-17", "cuasong", "SX-04", ANSWER, "01-KH/CS", "Đã họp triển khai với chín hợp tác xã; biên bản kèm theo.", .done = true, .file =
	 "Biên bản họp triển khai Chỉ thị " DEMO_DIRECTIVE " tại Khu vực Cửa Sông. Chín giám đốc hợp tác xã dự họp, thống nhất mở sổ thành viên điện tử trước ngày 30 tháng 6 năm 2026.\n"},
	{"2026-03-19", "thuky", "SX-05", ANSWER, "01-KH/DH", "Kế hoạch cho cả giai đoạn 2026–2030.", .done = true},
	{"2026-03-20", "thuky", "SX-01", .what = ACCEPT},
	{"2026-03-20", "thuky", "SX-02", .what = ACCEPT},
	{"2026-03-20", "thuky", "SX-03", .what = ACCEPT},
	{"2026-03-20", "thuky", "SX-04", .what = ACCEPT},
	{"2026-03-20", "thuky", "SX-05", .what = SEND_BACK, .words = "Kế hoạch chưa nêu người phụ trách và lộ trình của năm 2026; đề nghị bổ sung."},
	{"2026-04-03", "thuky", "SX-08", .what = ANSWER, .own = "01-KH/BN", .words = "Kế hoạch ban hành chậm hai ngày; đang phân công người phụ trách từng hợp tác xã."},
	{"2026-11-09", "thuky", "SX-07", ANSWER, "01-KH/TCh", "Chín hợp tác xã vườn cây đã có người phụ trách; năm nơi dán mã truy xuất trên bưởi, nhãn.", .done = true},
};
/* clang-format on */

static enum err on_day(struct ctx *c, const char *iso, const char *login)
{
	int64_t day;

	if (!day_parse(iso, &day))
		return fail(c, ERR_BROKEN, NULL, "%s", iso);
	demo_day(c, day);
	return account_act_as(c, login);
}

static enum err ask_regions(struct ctx *c, void *unused)
{
	struct call_ask ask = {
		.under = "SX",
		.kind = "region",
		.expect = "own-plan",
		.due = day_of(2026, 3, 31),
		.note = "Kế hoạch nêu rõ người phụ trách và lộ trình của từng "
			"hợp tác xã.",
	};
	struct call_issued made;

	(void)unused;
	TRY(on_day(c, "2026-02-17", "thuky"));
	return cascade_issue(c, DEMO_DIRECTIVE, &ask, &made);
}

/* A step with its evidence, which was looked at before. */
struct taking {
	const struct demo_step *s;
	struct file_in file;
};

static enum err answer(struct ctx *c, const struct taking *t)
{
	const struct cascade_answer said = {
		.own = t->s->own,
		.words = t->s->words,
		.file = &t->file,
		.files = t->s->file != NULL,
		.done = t->s->done,
	};
	int64_t version;

	return cascade_answer(c, DEMO_DIRECTIVE, t->s->unit, &said, &version);
}

static enum err take(struct ctx *c, void *arg)
{
	const struct taking *t = arg;
	const struct demo_step *s = t->s;
	int64_t n;

	TRY(on_day(c, s->on, s->login));
	switch (s->what) {
	case ACKNOWLEDGE:
		return cascade_acknowledge(c, DEMO_DIRECTIVE, s->unit);
	case ANSWER: return answer(c, t);
	case ACCEPT: return cascade_accept(c, DEMO_DIRECTIVE, s->unit, &n);
	case SEND_BACK:
		return cascade_send_back(c, DEMO_DIRECTIVE, s->unit, s->words);
	}
	return ERR_BROKEN;
}

enum err demo_cascade(struct ctx *c)
{
	TRY(run_unit(c, DB_WRITE, ask_regions, NULL));
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct taking t = {&steps[i], {0}};

		if (t.s->file)
			TRY(attachment_check(
				c, "bien-ban-hop.txt",
				(struct blob){t.s->file, strlen(t.s->file)},
				&t.file));
		TRY(run_unit(c, DB_WRITE, take, &t));
	}
	return OK;
}
