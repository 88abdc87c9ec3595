/* demo_documents.c - the documents of the demonstration store: invented. */
#include "cli/demo_documents.h"

#include "cli/demo_calls.h"

#include "access/account.h"
#include "base/day.h"
#include "register/document_change.h"
#include "register/numbering.h"

#include <string.h>

/* How units number; the abbreviations are those of their decisions. */
struct demo_rule {
	const char *unit, *abbr;
};

static const struct demo_rule regions[] = {
	{"SX-01", "TN"},  {"SX-02", "ĐS"}, {"SX-03", "ĐBB"},
	{"SX-04", "CS"},  {"SX-05", "DH"}, {"SX-06", "CN"},
	{"SX-07", "TCh"}, {"SX-08", "BN"}, {"SX-09", "HĐ"},
};

#define FORMAT "{n:02}-{kind}/{issuer}"
#define KINDS  "QĐ,KH,CT,HD,TB,BC"

/* One document: registered by its unit, or with a number that came. */
struct demo_document {
	const char *unit, *kind, *on, *subject;
	const char *signer, *capacity;
	const char *carries_out;   /* symbol */
	const char *number, *from; /* of who is outside */
	const char *urgency, *due, *drafter, *note;
	const char *text; /* of its file, or NULL */
};

/* clang-format off */
static const struct demo_document documents[] = {
	{"SX", "NQ", "2026-01-12", "Nghị quyết về nhiệm vụ phát triển Liên hiệp năm 2026 và định hướng đến năm 2030",
	 "Nguyễn Hữu Thành", "Trưởng ban Chấp hành", .text =
	 "Ban Chấp hành Liên hiệp quyết nghị: phấn đấu đến năm 2030 mọi hợp tác xã quản lý thành viên, sổ sách và truy xuất nguồn gốc bằng phần mềm; "
	 "mỗi khu vực có ít nhất ba sản phẩm đạt chứng nhận. Giao Thường trực Ban Chấp hành cụ thể hóa bằng chỉ thị trong quý I năm 2026.\n"},
	{"SX", "CT", "2026-02-16", "Chỉ thị về đẩy mạnh chuyển đổi số trong các hợp tác xã",
	 "Nguyễn Hữu Thành", "Trưởng ban Chấp hành", .carries_out = "01-NQ/LH", .due = "2026-12-15", .text =
	 "1. Mỗi khu vực ban hành kế hoạch thực hiện trước ngày 31 tháng 3 năm 2026, nêu rõ người phụ trách và lộ trình.\n"
	 "2. Mỗi hợp tác xã có kế hoạch riêng, cập nhật sổ thành viên điện tử và truy xuất nguồn gốc ít nhất một sản phẩm.\n"
	 "3. Văn phòng Liên hiệp hướng dẫn, tổng hợp kết quả, báo cáo Ban Chấp hành trước ngày 15 tháng 12 năm 2026.\n"},
	{"SX", "HD", "2026-02-27", "Hướng dẫn mở sổ thành viên điện tử", "Trần Thị Mai Hương", "Trưởng ban Thư ký", .carries_out = DEMO_DIRECTIVE, .text =
	 "Sổ thành viên điện tử gồm họ tên, ngày vào, phần vốn góp. Mỗi hợp tác xã cử một người nhập và một người kiểm tra.\n"},
	{"SX-02", "KH", "2026-03-05", "Kế hoạch thực hiện chuyển đổi số trong các hợp tác xã Khu vực Đông Sơn",
	 "Bùi Thị Én", "Trưởng ban", .carries_out = DEMO_DIRECTIVE, .text =
	 "Quý II: mười một hợp tác xã hoàn thành sổ thành viên điện tử. Quý III: truy xuất nguồn gốc chè, măng trúc. Quý IV: tổng kết.\n"},
	{"SX-01", "KH", "2026-03-10", "Kế hoạch thực hiện chuyển đổi số Khu vực Thượng Nguồn", "Đỗ Văn Ẩn", "Trưởng khu vực", .carries_out = DEMO_DIRECTIVE},
	{"SX-03", "KH", "2026-03-11", "Kế hoạch chuyển đổi số các hợp tác xã vùng lúa", "Ngô Bá Lộc", "Trưởng khu vực", .carries_out = DEMO_DIRECTIVE},
	{"SX-04", "KH", "2026-03-16", "Kế hoạch thực hiện chuyển đổi số trong các hợp tác xã Khu vực Cửa Sông",
	 "Nguyễn Thị Thủy", "Trưởng ban", .carries_out = DEMO_DIRECTIVE, .text =
	 "Mỗi hợp tác xã nuôi trồng mở sổ thành viên điện tử trước ngày 30 tháng 6; Lạch Giang và Cửa Lấp làm điểm truy xuất nguồn gốc ngao, muối.\n"},
	{"SX-05", "KH", "2026-03-18", "Kế hoạch chuyển đổi số Khu vực Duyên Hải giai đoạn 2026–2030", "Huỳnh Thị Yến", "Trưởng khu vực", .carries_out = DEMO_DIRECTIVE},
	{"SX-07", "KH", "2026-03-27", "Kế hoạch triển khai chuyển đổi số trong các hợp tác xã vườn cây", "Võ Thị Út", "Trưởng khu vực", .carries_out = DEMO_DIRECTIVE},
	{"SX-08", "KH", "2026-04-02", "Kế hoạch chuyển đổi số Khu vực Bến Nam", "Lâm Hoài Ân", "Trưởng khu vực", .carries_out = DEMO_DIRECTIVE},
	{"SX-04-01", "KH", "2026-04-06", "Kế hoạch chuyển đổi số của Hợp tác xã Lạch Giang", "Nguyễn Văn Lạch", "Giám đốc", .carries_out = "01-KH/CS", .text =
	 "Tháng 5 nhập xong sổ thành viên; tháng 8 dán mã truy xuất lên bao ngao thương phẩm.\n"},
	{"SX-04-04", "KH", "2026-04-09", "Kế hoạch chuyển đổi số của Hợp tác xã Cửa Lấp", "Cao Văn Lấp", "Giám đốc", .carries_out = "01-KH/CS"},
	{"SX-02-03", "KH", "2026-04-14", "Kế hoạch truy xuất nguồn gốc chè của Hợp tác xã Đồi Chè", "Tạ Quốc Hùng", "Giám đốc", .carries_out = "01-KH/ĐS"},
	{"SX", "CV", "2026-03-20", "V/v đăng ký tham gia hội chợ nông sản xuân 2026", "Lê Quang Đạo", "Phó Trưởng ban Thường trực", .drafter = "VP"},
	{"SX", "CV", "2026-03-03", "V/v phối hợp tập huấn truy xuất nguồn gốc nông sản", .number = "512/SNN-KT", .from = "Sở Nông nghiệp tỉnh",
	 .urgency = "urgent", .due = "2026-03-15", .note = "Chuyển Ban Thư ký xử lý"},
	{"SX", "GM", "2026-05-11", "Giấy mời dự hội nghị phát triển kinh tế tập thể", .number = "87/GM-UBND", .from = "Ủy ban nhân dân tỉnh", .urgency = "very-urgent"},
	{"SX", "HD", "2026-05-18", "Hướng dẫn chế độ kế toán và mẫu sổ sách áp dụng cho hợp tác xã", "Lê Quang Đạo", .capacity = "Phó Trưởng ban Thường trực"},
	{"SX", "HD", "2026-06-01", "Hướng dẫn kê khai tài sản chung của hợp tác xã", "Lê Quang Đạo", .capacity = "Phó Trưởng ban Thường trực"},
	{"SX", "TB", "2026-06-22", "Thông báo kết luận hội nghị sơ kết sáu tháng đầu năm 2026", "Trần Thị Mai Hương", "Trưởng ban Thư ký", .text =
	 "Sáu khu vực đã có kế hoạch đúng hạn; đề nghị Cao Nguyên và Hải Đảo ban hành kế hoạch trong tháng 7.\n"},
	{"SX-04", "BC", "2026-07-06", "Báo cáo sơ kết sáu tháng thực hiện chuyển đổi số", "Nguyễn Thị Thủy", "Trưởng ban", .carries_out = DEMO_DIRECTIVE},
	{"SX-04", "TB", "2026-08-03", "Thông báo sắp xếp các hợp tác xã vùng cửa sông", "Nguyễn Thị Thủy", .capacity = "Trưởng ban"},
	{"SX-04-10", "KH", "2026-09-08", "Kế hoạch chuyển đổi số của Hợp tác xã Bến Cồn", "Trần Văn Thơi", "Giám đốc", .carries_out = "01-KH/CS"},
};
/* clang-format on */

static enum err on_day(struct ctx *c, const char *iso)
{
	int64_t day;

	if (!day_parse(iso, &day))
		return fail(c, ERR_BROKEN, NULL, "%s", iso);
	demo_day(c, day);
	return account_act_as(c, "thuky");
}

static enum err make_rules(struct ctx *c, void *unused)
{
	int64_t id;

	(void)unused;
	TRY(on_day(c, "2026-01-05"));
	TRY(office_term_add(c, "SX", "2021–2026", day_of(2021, 5, 20)));
	TRY(numbering_add(c, "SX", "NQ", "term", FORMAT, "LH", &id));
	TRY(numbering_add(c, "SX", "CT", "year", FORMAT, "LH", &id));
	TRY(numbering_add(c, "SX", "HD", "year", FORMAT, "LH", &id));
	TRY(numbering_add(c, "SX", "QĐ,KH,TB,BC", "year", FORMAT, "LH", &id));
	TRY(numbering_add(c, "SX", "CV", "year",
			  "{n}-{kind}/{issuer}-{drafter}", "LH", &id));
	for (size_t i = 0; i < COUNT(regions); i++)
		TRY(numbering_add(c, regions[i].unit, KINDS, "year", FORMAT,
				  regions[i].abbr, &id));
	return OK;
}

/* A document that is being made, with its file. */
struct making {
	const struct demo_document *d;
	struct file_in file;
};

static enum err make_one(struct ctx *c, void *arg)
{
	const struct making *m = arg;
	const struct demo_document *d = m->d;
	struct document_new in = {
		.unit = d->unit,
		.kind = d->kind,
		.subject = d->subject,
		.signer = d->signer,
		.capacity = d->capacity,
		.urgency = d->urgency,
		.number = d->number,
		.issuer_name = d->from,
		.drafter = d->drafter,
		.note = d->note,
		.file = &m->file,
		.files = d->text != NULL,
		.carries_out = &d->carries_out,
		.carried = d->carries_out != NULL,
	};
	struct document_added made;

	TRY(on_day(c, d->on));
	in.day = c->today;
	if (d->due)
		in.due.set = day_parse(d->due, &in.due.value);
	if (!d->from)
		return document_register(c, &in, &made);
	demo_day(c, c->today + 2);
	return document_add(c, &in, &made);
}

enum err demo_documents(struct ctx *c)
{
	TRY(run_unit(c, DB_WRITE, make_rules, NULL));
	for (size_t i = 0; i < COUNT(documents); i++) {
		struct making m = {&documents[i], {0}};

		if (m.d->text)
			TRY(attachment_check(
				c, "toan-van.txt",
				(struct blob){m.d->text, strlen(m.d->text)},
				&m.file));
		TRY(run_unit(c, DB_WRITE, make_one, &m));
	}
	return OK;
}

/* The number of an own document of which only its subject was wrong. */
static enum err correct(struct ctx *c)
{
	const struct document_fix fix = {
		.subject = "Kế hoạch chuyển đổi số các hợp tác xã Khu vực "
			   "Đồng Bằng Bắc",
	};
	struct document d;

	TRY(on_day(c, "2026-09-14"));
	TRY(document_ref(c, "01-KH/ĐBB", &d));
	return document_correct(c, d.id, &fix,
				"Trích yếu ghi thiếu tên khu vực");
}

static enum err replace(struct ctx *c)
{
	struct document_new in = {
		.unit = "SX",
		.kind = "HD",
		.subject = "Hướng dẫn kê khai tài sản chung của hợp tác xã "
			   "(thay thế Hướng dẫn " DEMO_REPLACED ")",
		.signer = "Lê Quang Đạo",
		.capacity = "Phó Trưởng ban Thường trực",
	};
	struct document_added made;
	struct document d;
	int64_t unused;

	TRY(on_day(c, "2026-09-21"));
	in.day = c->today;
	TRY(document_ref(c, DEMO_REPLACED, &d));
	TRY(document_register(c, &in, &made));
	return document_replace(c, d.id, made.id,
				"Mẫu kê khai có thêm tài sản số", &unused);
}

static enum err withdraw(struct ctx *c)
{
	struct document_new in = {
		.unit = "SX",
		.kind = "CV",
		.subject = "V/v mời họp giao ban tháng 10",
		.drafter = "VP",
	};
	struct document_added made;

	TRY(on_day(c, "2026-10-02"));
	in.day = c->today;
	TRY(document_register(c, &in, &made));
	return document_withdraw(c, made.id,
				 "Cuộc họp được báo qua lịch công "
				 "tác, không phát hành công văn");
}

static enum err make_later(struct ctx *c, void *unused)
{
	(void)unused;
	TRY(correct(c));
	TRY(replace(c));
	return withdraw(c);
}

enum err demo_documents_later(struct ctx *c)
{
	return run_unit(c, DB_WRITE, make_later, NULL);
}
