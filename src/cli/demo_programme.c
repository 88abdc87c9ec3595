/* demo_programme.c - the year's programme of the demonstration store:
 * invented. */
#include "cli/demo_programme.h"

#include "access/account.h"
#include "base/day.h"
#include "cli/demo_calls.h"
#include "programme/task.h"

#include <string.h>

#define UNIT	 "SX"
#define YEAR	 2026
#define HOLDERS	 8
#define MEETINGS "Hội họp, báo cáo"
#define FIELD	 "Sản xuất và thị trường"
#define PEOPLE	 "Tổ chức, đào tạo"
#define CHECKS	 "Kiểm tra, giám sát"

struct planned {
	const char *group, *subject, *start, *due;
	const char *holders[HOLDERS]; /* the first leads */
	const char *result, *conclusion, *every;
};

struct said {
	const char *subject; /* of the first open task of that name */
	const char *on, *words;
	int64_t progress; /* 100: done; -1: dropped, for that reason */
};

/* clang-format off */
static const struct planned first[] = {
	{MEETINGS, "Tổ chức hội nghị tổng kết năm 2025", "2026-01-12", "2026-01-30", {"body:SX-BTK", "person:P2"}, "Báo cáo tổng kết, nghị quyết hội nghị", "", ""},
	{MEETINGS, "Họp Ban Chấp hành thường kỳ hằng quý", "2026-03-15", "2026-03-27", {"body:SX-BCH", "person:P1"}, "Biên bản, thông báo kết luận", "", "quarter"},
	{MEETINGS, "Báo cáo tình hình sáu tháng đầu năm", "2026-06-15", "2026-07-10", {"person:P4"}, "Báo cáo gửi các khu vực", "Kết luận họp Ban Chấp hành ngày 14/01/2026", ""},
	{MEETINGS, "Chuẩn bị hội nghị tổng kết năm 2026", "2026-11-15", "2026-12-25", {"body:SX-BTK", "person:P2"}, "Kế hoạch, dự thảo báo cáo", "", ""},
	{MEETINGS, "Xây dựng chương trình công tác năm 2027", "2026-11-01", "2026-12-20", {"person:P2"}, "Chương trình được Ban Chấp hành thông qua", "", ""},
	{FIELD, "Ký hợp đồng bao tiêu lúa vụ xuân", "2026-02-01", "2026-03-15", {"person:P3", "person:P11"}, "Hợp đồng với ít nhất hai doanh nghiệp", "", ""},
	{FIELD, "Thí điểm truy xuất nguồn gốc cho chè Đông Sơn", "2026-03-01", "2026-09-30", {"person:P9", "person:P10", "person:P36"}, "Mười hộ dùng tem truy xuất", "Kết luận họp Ban Chấp hành ngày 14/01/2026", ""},
	{FIELD, "Mở gian hàng chung tại hội chợ nông sản", "2026-08-01", "2026-10-15", {"person:P3", "person:P4"}, "Gian hàng của ít nhất 20 hợp tác xã", "", ""},
	{FIELD, "Đàm phán giá vật tư chung cho vụ đông", "2026-08-15", "2026-09-20", {"person:P3"}, "Biên bản thỏa thuận giá", "", ""},
	{FIELD, "Rà soát diện tích nuôi tôm bị nhiễm mặn", "2026-05-01", "2026-08-31", {"person:P13", "person:P16"}, "Bản đồ và danh sách hộ", "", ""},
	{FIELD, "Lập sổ tay sản phẩm của Liên hiệp", "2026-09-01", "2026-12-10", {"body:SX-TGV", "person:P6"}, "Sổ tay in và bản điện tử", "", ""},
	{PEOPLE, "Tập huấn kế toán cho hợp tác xã mới thành lập", "2026-03-01", "2026-04-30", {"person:P31"}, "Ít nhất 30 người dự", "", ""},
	{PEOPLE, "Tập huấn kỹ năng bán hàng trên mạng", "2026-09-01", "2026-10-31", {"person:P31", "person:P5"}, "Hai lớp, 60 người", "", ""},
	{PEOPLE, "Sắp xếp lại các hợp tác xã vùng Cửa Sông", "2026-04-01", "2026-08-01", {"body:SX-BCH", "person:P13"}, "Quyết định sáp nhập, chia tách", "Kết luận họp Ban Chấp hành ngày 14/01/2026", ""},
	{PEOPLE, "Cập nhật danh sách thành viên toàn Liên hiệp", "2026-10-01", "2026-11-15", {"person:P4", "person:P5"}, "Danh sách đầy đủ trên hệ thống", "", ""},
	{PEOPLE, "Xét khen thưởng cuối năm", "2026-11-20", "2026-12-15", {"body:SX-BCH"}, "Danh sách khen thưởng", "", ""},
	{PEOPLE, "Tổ chức hội thi Sản phẩm Sông Xanh 2026", "2026-09-15", "2026-12-05", {"body:SX-BTK", "person:P3"}, "Hội thi, bộ sản phẩm tiêu biểu", "", ""},
	{CHECKS, "Kiểm tra sổ sách các hợp tác xã Duyên Hải", "2026-05-10", "2026-06-30", {"person:P16", "person:P17"}, "Biên bản kiểm tra", "", ""},
	{CHECKS, "Giám sát việc chia lãi năm 2025", "2026-04-01", "2026-05-31", {"person:P5"}, "Báo cáo giám sát", "", ""},
	{CHECKS, "Đôn đốc thu hồi công nợ nội bộ", "2026-07-01", "2026-10-31", {"person:P3", "person:P19"}, "Công nợ quá hạn giảm một nửa", "", ""},
	{CHECKS, "Kiểm tra an toàn kho lạnh trước mùa mưa bão", "2026-06-01", "2026-07-31", {"person:P16"}, "Danh mục việc phải sửa", "", ""},
};

static const struct planned later[] = {
	{FIELD, "Đăng ký kế hoạch sản xuất vụ đông xuân", "2026-11-02", "2026-12-15", {"unit:SX-03", "unit:SX-05", "unit:SX-06"}, "Kế hoạch từng khu vực", "Kết luận họp Ban Thư ký ngày 02/11/2026", ""},
	{CHECKS, "Tự kiểm tra quỹ tín dụng nội bộ", "2026-11-05", "2026-11-30", {"unit:SX-06", "person:P18"}, "Biên bản tự kiểm tra", "", ""},
};

static const struct said half[] = {
	{"Tổ chức hội nghị tổng kết năm 2025", "2026-01-30", "Hội nghị họp ngày 29/01, 86 đại biểu dự; đã gửi nghị quyết cho các khu vực.", 100},
	{"Ký hợp đồng bao tiêu lúa vụ xuân", "2026-02-20", "Đã ký với một doanh nghiệp, đang bàn với doanh nghiệp thứ hai.", 50},
	{"Ký hợp đồng bao tiêu lúa vụ xuân", "2026-03-12", "Ký đủ hai hợp đồng, 1.240 tấn.", 100},
	{"Họp Ban Chấp hành thường kỳ hằng quý", "2026-03-26", "Đã họp, có thông báo kết luận.", 100},
	{"Tập huấn kế toán cho hợp tác xã mới thành lập", "2026-04-28", "Một lớp, 34 người dự.", 100},
	{"Giám sát việc chia lãi năm 2025", "2026-05-29", "Đã giám sát 12 hợp tác xã; hai nơi phải chia lại.", 100},
	{"Họp Ban Chấp hành thường kỳ hằng quý", "2026-06-27", "Đã họp, có thông báo kết luận.", 100},
	{"Kiểm tra sổ sách các hợp tác xã Duyên Hải", "2026-06-29", "Xong 10 hợp tác xã.", 100},
	{"Thí điểm truy xuất nguồn gốc cho chè Đông Sơn", "2026-06-30", "Bảy hộ đã dùng tem; máy in tem về chậm.", 60},
	{"Báo cáo tình hình sáu tháng đầu năm", "2026-07-08", "Đã gửi báo cáo.", 100},
};

static const struct said rest[] = {
	{"Sắp xếp lại các hợp tác xã vùng Cửa Sông", "2026-08-03", "Quyết định 27/QĐ-LH có hiệu lực từ 01/8.", 100},
	{"Kiểm tra an toàn kho lạnh trước mùa mưa bão", "2026-08-05", "Các kho đã dừng hoạt động để sửa chữa lớn; kiểm tra khi mở lại.", -1},
	{"Rà soát diện tích nuôi tôm bị nhiễm mặn", "2026-08-28", "Rà xong 212 hộ ở Cửa Sông và Duyên Hải.", 100},
	{"Đàm phán giá vật tư chung cho vụ đông", "2026-09-18", "Giảm 6 % so với giá lẻ.", 100},
	{"Họp Ban Chấp hành thường kỳ hằng quý", "2026-09-25", "Đã họp, có thông báo kết luận.", 100},
	{"Mở gian hàng chung tại hội chợ nông sản", "2026-10-14", "23 hợp tác xã có hàng trưng bày.", 100},
	{"Tập huấn kỹ năng bán hàng trên mạng", "2026-10-30", "Xong lớp thứ nhất, 28 người; lớp thứ hai lùi sang tháng 11.", 50},
	{"Thí điểm truy xuất nguồn gốc cho chè Đông Sơn", "2026-11-03", "Chín hộ; còn hộ ông Tạ Quốc Hùng chờ mã số vùng trồng.", 90},
	{"Đôn đốc thu hồi công nợ nội bộ", "2026-11-05", "Thu được 31 % số quá hạn.", 30},
	{"Cập nhật danh sách thành viên toàn Liên hiệp", "2026-11-10", "Bảy trên chín khu vực đã xong.", 75},
	{"Lập sổ tay sản phẩm của Liên hiệp", "2026-11-10", "Đã có bài và ảnh của 54 sản phẩm.", 40},
	{"Tổ chức hội thi Sản phẩm Sông Xanh 2026", "2026-11-12", "Nhận 61 bài dự thi; Hội đồng chấm xong vòng một.", 60},
};
/* clang-format on */

static enum err on_day(struct ctx *c, const char *day)
{
	int64_t at;

	if (!day_parse(day, &at))
		return fail(c, ERR_BROKEN, NULL, "%s", day);
	demo_day(c, at);
	return OK;
}

static enum err plan(struct ctx *c, const struct planned *p)
{
	struct task_new task = {.unit = UNIT, .year = YEAR, .every = p->every};
	struct task_given *g = &task.given;
	int64_t id;

	*g = (struct task_given){
		.subject = p->subject,
		.result = p->result,
		.group = p->group,
		.conclusion = p->conclusion,
		.give = true,
		.holders = {p->holders, 0, p->holders[0]},
	};
	while (g->holders.n < HOLDERS && p->holders[g->holders.n])
		g->holders.n++;
	g->start.set = g->due.set = true;
	if (!day_parse(p->start, &g->start.value) ||
	    !day_parse(p->due, &g->due.value))
		return fail(c, ERR_BROKEN, NULL, "%s", p->subject);
	return task_add(c, &task, &id);
}

static enum err find(struct ctx *c, const char *subject, int64_t *id)
{
	const struct task_ask ask = {
		.unit = UNIT,
		.year = YEAR,
		.state = "open",
		.find = subject,
		.limit = 1,
	};
	struct val *v;

	TRY(task_list(c, &ask, &v));
	if (!val_get(v, "tasks")->first)
		return fail(c, ERR_BROKEN, NULL, "%s", subject);
	*id = val_int(val_get(v, "tasks")->first, "task");
	return OK;
}

static enum err say(struct ctx *c, const struct said *s)
{
	const struct task_word word = {.progress = s->progress,
				       .words = s->words};
	int64_t id = 0, version;

	TRY(on_day(c, s->on));
	TRY(find(c, s->subject, &id));
	if (s->progress < 0)
		return task_drop(c, id, 0, s->words);
	return task_report(c, id, &word, &version);
}

enum err demo_programme(struct ctx *c)
{
	TRY(on_day(c, "2026-01-22"));
	for (size_t i = 0; i < COUNT(first); i++)
		TRY(plan(c, &first[i]));
	for (size_t i = 0; i < COUNT(half); i++)
		TRY(say(c, &half[i]));
	return OK;
}

enum err demo_programme_later(struct ctx *c, void *unused)
{
	(void)unused;
	TRY(account_act_as(c, "thuky"));
	for (size_t i = 0; i < COUNT(rest); i++)
		TRY(say(c, &rest[i]));
	for (size_t i = 0; i < COUNT(later); i++)
		TRY(plan(c, &later[i]));
	return OK;
}
