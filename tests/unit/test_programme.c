/* test_programme.c - tasks that come again; what Redmine exports, read. */
#include "unit.h"

#include "base/day.h"
#include "base/text.h"
#include "programme/redmine.h"
#include "programme/repeat.h"

#include <string.h>

static void repeating(void **state)
{
	static const struct {
		const char *every;
		int64_t n;
		const char *from, *to;
	} want[] = {
		{"week", 1, "2026-12-28", "2027-01-04"},
		{"week", 9, "2026-01-01", "2026-03-05"},
		{"month", 1, "2026-01-31", "2026-02-28"},
		{"month", 2, "2026-01-31", "2026-03-31"},
		{"month", 1, "2028-01-30", "2028-02-29"},
		{"month", 12, "2026-12-15", "2027-12-15"},
		{"quarter", 1, "2026-11-30", "2027-02-28"},
		{"quarter", 3, "2026-03-31", "2026-12-31"},
		{"year", 1, "2028-02-29", "2029-02-28"},
		{"year", 4, "2024-02-29", "2028-02-29"},
	};
	char text[11];
	int64_t day;

	(void)state;
	assert_null(repeat_find("day"));
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(day_parse(want[i].from, &day));
		assert_string_equal(
			day_iso(repeat_day(repeat_find(want[i].every), day,
					   want[i].n),
				text),
			want[i].to);
	}
}

static void days(void **state)
{
	static const struct {
		const char *text;
		enum day_order order;
		const char *is; /* NULL: none */
		enum day_order told;
	} want[] = {
		{"2026-12-31", DAYS_TOLD_BY_FILE, "2026-12-31", 0},
		{"31/12/2026", DAYS_TOLD_BY_FILE, "2026-12-31", DAYS_DAY_FIRST},
		{"12/31/2026", DAYS_TOLD_BY_FILE, "2026-12-31",
		 DAYS_MONTH_FIRST},
		{"31.12.2026", DAYS_DAY_FIRST, "2026-12-31", DAYS_DAY_FIRST},
		{"1-2-2026", DAYS_DAY_FIRST, "2026-02-01", 0},
		{"1-2-2026", DAYS_MONTH_FIRST, "2026-01-02", 0},
		{"31/12/2026", DAYS_MONTH_FIRST, NULL, DAYS_DAY_FIRST},
		{"31 Dec 2026", DAYS_TOLD_BY_FILE, "2026-12-31", 0},
		{"Dec 31, 2026", DAYS_TOLD_BY_FILE, "2026-12-31", 0},
		{"December 31, 2026", DAYS_TOLD_BY_FILE, "2026-12-31", 0},
		{"31 September 2026", DAYS_TOLD_BY_FILE, NULL, 0},
		{"12/31/2026 10:30 AM", DAYS_MONTH_FIRST, "2026-12-31",
		 DAYS_MONTH_FIRST},
		{"2028-02-29", DAYS_TOLD_BY_FILE, "2028-02-29", 0},
		{"2026-02-29", DAYS_TOLD_BY_FILE, NULL, 0},
		{"2100-02-29", DAYS_TOLD_BY_FILE, NULL, 0},
		{"2026-13-01", DAYS_TOLD_BY_FILE, NULL, 0},
		{"0000-01-01", DAYS_TOLD_BY_FILE, NULL, 0},
		{"31/12/26", DAYS_DAY_FIRST, NULL, 0},
		{"99999999999999999999/1/2026", DAYS_DAY_FIRST, NULL, 0},
		{"2026-12", DAYS_TOLD_BY_FILE, NULL, 0},
		{"Xyz 1, 2026", DAYS_TOLD_BY_FILE, NULL, 0},
		{"Jan Feb 2026", DAYS_TOLD_BY_FILE, NULL, 0},
		{"", DAYS_TOLD_BY_FILE, NULL, 0},
		{"2026-12-31x", DAYS_TOLD_BY_FILE, NULL, 0},
	};
	enum day_order told;
	char text[11];
	int64_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		bool is = redmine_day(want[i].text, want[i].order, &day, &told);

		if (is != (want[i].is != NULL))
			fail_msg("%s: %d", want[i].text, is);
		assert_int_equal(told, want[i].told);
		if (is)
			assert_string_equal(day_iso(day, text), want[i].is);
	}
}

static void issues(void **state)
{
	const char *file = "\xef\xbb\xbf#;Chủ đề;Chủ đề;Phiên bản;Hết hạn;"
			   "Tiến độ;Trạng thái;Đã đóng;Mô tả\n"
			   "1;Một;Nhóm;V1;31-12-2026;40 %;Mới;;\"a\r\n\r\n"
			   "\r\nb\"\n"
			   "2;Hai;;V1;;100;Đang tiến hành;;\n"
			   "3;Ba;;;01-02-2026;90;Từ chối;;\n"
			   "4;Bốn;;;01-02-2026;90;Mới;02-02-2026 08:00;\n"
			   "5;Năm;;;;100;Từ chối;;\n";
	struct ctx c = {.mem = *state, .lang = "en"};
	struct redmine r;
	char text[11];

	assert_int_equal(redmine_read(&c, (struct blob){file, strlen(file)},
				      DAYS_TOLD_BY_FILE, &r),
			 OK);
	assert_int_equal(r.n, 5);
	assert_string_equal(r.issue[0].subject, "Một");
	assert_string_equal(r.issue[0].group, "Nhóm");
	assert_string_equal(r.issue[0].description, "a\n\nb");
	assert_string_equal(day_iso(r.issue[0].due.value, text), "2026-12-31");
	assert_int_equal(r.issue[0].progress, 40);
	assert_string_equal(r.issue[0].state, "open");
	assert_string_equal(r.issue[1].group, "V1");
	assert_false(r.issue[1].due.set);
	assert_string_equal(r.issue[1].state, "done");
	assert_string_equal(r.issue[2].state, "dropped");
	assert_string_equal(day_iso(r.issue[2].due.value, text), "2026-02-01");
	assert_string_equal(r.issue[3].state, "done");
	assert_int_equal(r.issue[3].progress, 100);
	assert_string_equal(r.issue[4].state, "dropped");
	assert_int_equal(r.issue[4].progress, 99);
	assert_string_equal(r.dropped->first->s, "#");
	assert_null(r.dropped->first->next);
}

static void faults(void **state)
{
	static const struct {
		const char *file;
		int64_t n, line, column;
	} want[] = {
		{"", 1, 1, 0},
		{"code,name\n1,2\n", 1, 1, 0},
		{"Subject\n", 1, 0, 0},
		{"Subject,Due date\na,01/02/2026\nb,03/04/2026\n", 1, 2, 2},
		{"Subject,Due date\na,31/12/2026\nb,12/31/2026\n", 1, 3, 2},
		{"Subject,% Done\na,101\nb,-1\nc,x\n", 3, 2, 2},
	};

	for (size_t i = 0; i < COUNT(want); i++) {
		struct ctx c = {.mem = *state, .lang = "en"};
		struct redmine r;

		assert_int_equal(
			redmine_read(&c,
				     (struct blob){want[i].file,
						   strlen(want[i].file)},
				     DAYS_TOLD_BY_FILE, &r),
			ERR_INVALID);
		assert_int_equal(c.fault_count, want[i].n);
		assert_int_equal(c.faults->line, want[i].line);
		assert_int_equal(c.faults->column, want[i].column);
	}
}

static void paragraphs(void **state)
{
	static const char *const want[][2] = {
		{"", ""},
		{"\n \r\n", ""},
		{" a  b \n c", "a b\nc"},
		{"a\r\n\r\n\r\n\nb\rc\n", "a\n\nb\nc"},
		{"u\xcc\x89y", "\xe1\xbb\xa7y"},
	};

	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(text_paragraphs(*state, want[i][0]),
				    want[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeating),
		cmocka_unit_test(days),
		IN_ARENA(issues),
		IN_ARENA(faults),
		IN_ARENA(paragraphs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
