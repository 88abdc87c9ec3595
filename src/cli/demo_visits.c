/* demo_visits.c - the inspection programme of the demonstration store, and a
 * year that was closed: invented. */
#include "cli/demo_visits.h"

#include "access/account.h"
#include "base/day.h"
#include "cli/demo_calls.h"
#include "programme/close.h"
#include "programme/task.h"
#include "programme/visit.h"

struct past {
	const char *unit, *group, *subject;
	int64_t month, mday; /* due */
	int64_t progress;    /* 100: done; -1: dropped */
	int64_t done_month;  /* reported on its 20th */
	const char *words;
};

/* clang-format off */
static const struct past last_year[] = {
	{"SX-01", "Sản xuất", "Cấp mã số vùng trồng cho vùng rau", 6, 30, 100, 6, "Đã được cấp 14 mã số."},
	{"SX-01", "Sản xuất", "Sửa kênh tưới nội đồng", 8, 31, 60, 11, "Xong hai tuyến, còn tuyến phía đông."},
	{"SX-01", "Tổ chức", "Đại hội thành viên các hợp tác xã", 4, 30, 100, 5, "Chậm ba tuần do chờ báo cáo tài chính."},
	{"SX-01", "Tổ chức", "Tham quan mô hình ngoài tỉnh", 9, 30, -1, 9, "Không bố trí được kinh phí."},
	{"SX-02", "Sản xuất", "Trồng lại 20 ha cam già cỗi", 11, 30, 100, 11, "Trồng đủ 20 ha."},
	{"SX-02", "Sản xuất", "Xây dựng nhà sơ chế", 12, 31, 35, 12, "Đang hoàn thiện móng và khung."},
};

static const struct visit_found found[] = {
	{"strength", "Sổ sách ghi chép kịp thời, đúng mẫu thống nhất của Liên hiệp.", 0, 0},
	{"strength", "Hợp tác xã thành viên họp đại hội đúng điều lệ.", 0, 0},
	{"limit", "Đối chiếu công nợ nội bộ chậm một quý.", 0, 0},
};
/* clang-format on */

static enum err say(struct ctx *c, const struct past *p, int64_t id)
{
	const struct task_word word = {.progress = p->progress,
				       .words = p->words};
	int64_t version;

	demo_day(c, day_of(2025, p->done_month, 20));
	if (p->progress < 0)
		return task_drop(c, id, 0, p->words);
	return task_report(c, id, &word, &version);
}

static enum err tell_past(struct ctx *c, const struct past *p)
{
	const struct task_new task = {
		.unit = p->unit,
		.year = 2025,
		.every = "",
		.given = {.subject = p->subject,
			  .group = p->group,
			  .due = {true, day_of(2025, p->month, p->mday)},
			  .give = true,
			  .holders = {0}},
	};
	int64_t id;

	demo_day(c, day_of(2025, 1, 15));
	TRY(task_add(c, &task, &id));
	return say(c, p, id);
}

static enum err close_last_year(struct ctx *c)
{
	static const char *const unit[] = {"SX-01", "SX-02"};
	struct val *view;

	for (size_t i = 0; i < COUNT(last_year); i++)
		TRY(tell_past(c, &last_year[i]));
	demo_day(c, day_of(2025, 12, 29));
	for (size_t i = 0; i < COUNT(unit); i++)
		TRY(programme_close(c, unit[i], 2025, 0, &view));
	return OK;
}

/* The first of the visits that are planned by it. */
static enum err plan(struct ctx *c, const char *to, const char *subject,
		     int64_t day, int64_t *id)
{
	static const char *const team[] = {"P5", "P3"};
	const struct visit_new visit = {
		.unit = "SX",
		.to = &to,
		.n = 1,
		.given = {.subject = subject,
			  .day = day,
			  .until = day + 1,
			  .member = team,
			  .members = COUNT(team),
			  .lead = "P2"},
	};
	struct val *view;

	TRY(visit_add(c, &visit, &view));
	*id = val_get(view, "visits")->first->i;
	return OK;
}

static enum err follow_up(struct ctx *c, int64_t visit)
{
	const struct visit_found next[] = {
		{"follow-up", "Đối chiếu xong công nợ nội bộ quý II, quý III.",
		 day_of(2026, 11, 30), 0},
		{"follow-up", "Lập quy chế thu, chi chung cho các hợp tác xã.",
		 day_of(2027, 1, 31), 0},
	};
	int64_t first;

	return visit_find(c, visit, next, COUNT(next), &first);
}

enum err demo_visits(struct ctx *c, void *unused)
{
	int64_t visit, other, first, tasks;

	(void)unused;
	TRY(account_act_as(c, "thuky"));
	TRY(close_last_year(c));
	demo_day(c, day_of(2026, 9, 1));
	TRY(plan(c, "SX-02", "Sổ sách, công nợ và việc chia lãi năm 2025",
		 day_of(2026, 10, 6), &visit));
	demo_day(c, day_of(2026, 10, 8));
	TRY(visit_find(c, visit, found, COUNT(found), &first));
	TRY(follow_up(c, visit));
	TRY(visit_conclude(c, visit,
			   "Khu vực chấp hành tốt chế độ sổ sách; cần xử lý "
			   "dứt điểm công nợ nội bộ trước khi khóa sổ năm.",
			   &tasks));
	demo_day(c, day_of(2026, 11, 9));
	return plan(c, "SX-03", "Chuẩn bị sản xuất vụ đông xuân",
		    day_of(2026, 11, 24), &other);
}
