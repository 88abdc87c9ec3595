/* demo_bodies.c - the bodies of the demonstration store: invented. */
#include "cli/demo_bodies.h"

#include "base/day.h"
#include "people/body.h"

#include <string.h>

/* One decision: of `kind` a body is founded, without it re-formed. */
struct decision {
	const char *body, *on, *by;
	const char *kind, *unit, *name, *rules;
	const char *lineup; /* as lineup_read() takes it, without its head */
};

/* clang-format off */
static const struct decision first[] = {
	{"SX-BCH", "2016-04-12", "05-QĐ/LH", "committee", "SX", "Ban Chấp hành Liên hiệp",
	 "Họp thường kỳ mỗi quý một lần, họp bất thường khi Trưởng ban triệu tập.\n"
	 "Làm việc tập thể, quyết định theo đa số; biểu quyết bằng nhau thì theo ý kiến của Trưởng ban.",
	 "head,P25,Phụ trách chung\n"
	 "deputy,P9,Phụ trách sản xuất\n"
	 "secretary,P22,Ghi biên bản và theo dõi việc thực hiện nghị quyết\n"
	 "member,P31,Phụ trách đào tạo\n"},
	{"SX-BCH", "2018-10-22", "27-QĐ/LH", NULL, NULL, NULL, NULL,
	 "head,P9,Phụ trách chung\n"
	 "standing-deputy,P25,Thay mặt Trưởng ban khi vắng; phụ trách tài chính\n"
	 "deputy,P16,Phụ trách sản xuất\n"
	 "secretary,P5,Ghi biên bản và theo dõi việc thực hiện nghị quyết\n"
	 "member,P31,Phụ trách đào tạo\n"
	 "member,P7,Phụ trách vùng núi\n"},
	{"SX-BCH", "2021-05-20", "14-QĐ/LH", NULL, NULL, NULL, NULL,
	 "head,P1,Phụ trách chung\n"
	 "standing-deputy,P3,Thay mặt Trưởng ban khi vắng; phụ trách tài chính\n"
	 "deputy,P16,Phụ trách sản xuất\n"
	 "secretary,P2,Ghi biên bản và theo dõi việc thực hiện nghị quyết\n"
	 "member,P31,Phụ trách đào tạo\n"
	 "member,P7,Phụ trách vùng núi\n"
	 "member,P13,Phụ trách vùng cửa sông\n"},
	{"SX-BTK", "2019-06-01", "31-QĐ/LH", "secretariat", "SX", "Ban Thư ký Liên hiệp",
	 "Giúp Ban Chấp hành điều hành công việc hằng ngày; họp sáng thứ Hai hằng tuần.",
	 "head,P2,Điều hành Văn phòng\n"
	 "deputy,P4,Tổng hợp báo cáo\n"
	 "member,P5,Theo dõi các khu vực miền núi\n"},
	{"SX-TGV", "2022-06-15", "18-QĐ/LH", "helper-team", "SX", "Tổ giúp việc Ban Chấp hành", NULL,
	 "head,P6,Chuẩn bị nội dung các kỳ họp\n"
	 "member,P4,Số liệu\n"
	 "member,,Hậu cần\n"},
	{"SX-02-BCH", "2020-02-01", "02-QĐ/ĐS", "committee", "SX-02", "Ban Chấp hành Khu vực Đông Sơn",
	 "Họp mỗi tháng một lần, vào tuần đầu.",
	 "head,P9,Phụ trách chung\n"
	 "member,P36,Phụ trách cây chè\n"},
	{"SX-02-BCH", "2021-09-01", "11-QĐ/ĐS", NULL, NULL, NULL, NULL,
	 "head,P9,Phụ trách chung\n"
	 "secretary,P10,Ghi biên bản\n"
	 "member,P36,Phụ trách cây chè\n"},
	{"SX-04-BCH", "2020-03-15", "04-QĐ/CS", "committee", "SX-04", "Ban Chấp hành Khu vực Cửa Sông", NULL,
	 "head,P13,Phụ trách chung\n"
	 "deputy,P14,Phụ trách nuôi trồng\n"
	 "member,P22,\n"
	 "member,P25,\n"},
};

static const struct decision later[] = {
	{"SX-HDT", "2026-09-15", "36-QĐ/LH", "jury", "SX", "Hội đồng chấm thi Sản phẩm Sông Xanh 2026",
	 "Mỗi bài do hai người chấm độc lập; lệch quá 20 điểm thì người thứ ba chấm.",
	 "head,P3,Chủ tịch Hội đồng\n"
	 "secretary,P4,Tổng hợp điểm\n"
	 "member,P9,\n"
	 "member,P21,\n"
	 "member,P18,\n"},
};
/* clang-format on */

static enum err decide(struct ctx *c, const struct decision *d)
{
	const char *file =
		arena_printf(c->mem, "seat,person,duties\n%s", d->lineup);
	struct body_act act = {
		.body = d->body,
		.decision = d->by,
		.rules = d->rules,
	};
	struct place *place;
	struct val *report;

	if (!day_parse(d->on, &act.day))
		return fail(c, ERR_BROKEN, NULL, "%s", d->on);
	TRY(lineup_read(c, (struct blob){file, strlen(file)}, &place,
			&act.places));
	act.place = place;
	if (!d->kind)
		return body_reform(c, &act, &report);
	return body_create(c, &act,
			   &(struct body_new){d->unit, d->kind, d->name},
			   &report);
}

enum err demo_bodies(struct ctx *c)
{
	for (size_t i = 0; i < COUNT(first); i++)
		TRY(decide(c, &first[i]));
	return OK;
}

enum err demo_bodies_later(struct ctx *c)
{
	for (size_t i = 0; i < COUNT(later); i++)
		TRY(decide(c, &later[i]));
	return OK;
}
