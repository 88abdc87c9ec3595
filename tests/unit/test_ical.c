/* test_ical.c - calendars as they leave: lines, folds, escapes. */
#include "core/ical.h"

#include "base/day.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *mem;

static int setup(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* What the event gives, whole and unfolded; each line is looked at. */
static const char *written(const struct ical_event *e, const char **unfolded)
{
	struct buf b = {.mem = mem}, plain = {.mem = mem};

	ical_begin(&b, "Sông Xanh", "vi", 1);
	ical_event(&b, e);
	ical_end(&b);
	for (const char *s = b.s, *end; *s; s = end + 2) {
		size_t bad;

		end = strstr(s, "\r\n");
		assert_non_null(end);
		assert_in_range(end - s, 1, ICAL_LINE);
		assert_true(utf8_valid(s, (size_t)(end - s), &bad));
		assert_null(memchr(s, '\n', (size_t)(end - s)));
		if (*s == ' ') {
			plain.len -= 1;
			buf_add(&plain, s + 1, (size_t)(end - s - 1));
		} else {
			buf_add(&plain, s, (size_t)(end - s));
		}
		buf_str(&plain, "\n");
	}
	*unfolded = plain.s;
	return b.s;
}

static void test_event(void **state)
{
	const char *plain;
	const struct ical_event e = {
		.uid = "assignment-12-00ff@tierwork",
		.day = day_of(2026, 12, 31),
		.changed = 1767225600,
		.sequence = 7,
		.summary = "Báo cáo tháng 12; hạn, cuối \\ năm",
		.description = "Dòng một\r\nDòng hai\x01",
		.category = "Báo cáo",
		.url = "https://tw.example/entry/A?form=M&period=2026-12",
	};
	const char *s = written(&e, &plain);

	(void)state;
	assert_ptr_equal(strstr(s, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), s);
	assert_non_null(strstr(plain, "\nMETHOD:PUBLISH\n"));
	assert_non_null(strstr(plain, "\nX-WR-CALNAME:Sông Xanh\n"));
	assert_non_null(
		strstr(plain, "\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\n"));
	assert_non_null(strstr(plain, "\nUID:assignment-12-00ff@tierwork\n"));
	assert_non_null(strstr(plain, "\nDTSTAMP:20260101T000000Z\n"));
	assert_non_null(strstr(plain, "\nSEQUENCE:7\n"));
	assert_non_null(strstr(plain, "\nDTSTART;VALUE=DATE:20261231\n"));
	assert_non_null(strstr(plain, "\nDTEND;VALUE=DATE:20270101\n"));
	assert_non_null(strstr(
		plain, "\nSUMMARY:Báo cáo tháng 12\\; hạn\\, cuối \\\\ năm\n"));
	assert_non_null(strstr(plain, "\nDESCRIPTION:Dòng một\\nDòng hai\n"));
	assert_non_null(strstr(plain,
			       "\nURL:https://tw.example/entry/A?form=M&period="
			       "2026-12\n"));
	assert_non_null(strstr(plain, "\nEND:VEVENT\nEND:VCALENDAR\n"));
}

/* A fold at every byte of letters of one to four bytes. */
static void test_folds(void **state)
{
	static const char *const letters[] = {"a", "đ", "ệ",
					      "e\xcc\xa3\xcc\x82", "𠀀"};

	(void)state;
	for (size_t i = 0; i < COUNT(letters); i++) {
		for (int before = 0; before < 80; before++) {
			struct buf text = {.mem = mem}, want = {.mem = mem};
			struct ical_event e = {.uid = "u"};
			const char *plain;

			for (int k = 0; k < before; k++)
				buf_str(&text, "x");
			for (int k = 0; k < 90; k++)
				buf_str(&text, letters[i]);
			e.summary = text.s;
			written(&e, &plain);
			buf_printf(&want, "\nSUMMARY:%s\n", text.s);
			assert_non_null(strstr(plain, want.s));
		}
	}
}

static void test_nothing_needless(void **state)
{
	const struct ical_event e = {.uid = "u", .summary = "x", .url = ""};
	const char *plain;

	(void)state;
	written(&e, &plain);
	assert_null(strstr(plain, "DESCRIPTION"));
	assert_null(strstr(plain, "CATEGORIES"));
	assert_null(strstr(plain, "URL"));
}

/* Nothing that a person writes can begin a line of its own. */
static void test_no_line_of_their_own(void **state)
{
	const struct ical_event e = {
		.uid = "u",
		.summary = "x\r\nATTENDEE:mailto:a@b.example",
		.url = "https://tw.example/\r\nATTENDEE:mailto:a@b.example",
	};
	const char *plain;

	(void)state;
	written(&e, &plain);
	assert_null(strstr(plain, "\nATTENDEE"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_folds),
		cmocka_unit_test(test_nothing_needless),
		cmocka_unit_test(test_no_line_of_their_own),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
