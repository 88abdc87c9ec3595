/* test_mime.c - mails as they travel: short lines of ASCII, whatever was
 * written. tests/fault/mail.py reads them with another program. */
#include "unit.h"

#include "core/mail.h"
#include "core/mime.h"
#include "core/smtp.h"

#include <string.h>

static const char *written(struct arena *mem, const char *subject,
			   const char *body)
{
	struct mime m = {.from = "tierwork@example.org",
			 .to = "linh@example.org",
			 .name = "Liên đoàn",
			 .subject = subject,
			 .body = body,
			 .token = "0123",
			 .settings = "",
			 .at = 1772326800};
	struct buf b = {.mem = mem};

	mime_write(&m, &b);
	return b.s;
}

static void lines_are_short_ascii(void **state)
{
	char long_text[4001] = "";
	const char *s;

	for (int i = 0; i < 1000; i++)
		strcat(long_text, i % 3 ? "đ" : "ẹ");
	s = written(*state, long_text, long_text);
	for (const char *line = s; *line;) {
		size_t n = strcspn(line, "\r\n");

		assert_true(n <= 76);
		assert_memory_equal(line + n, "\r\n", 2);
		for (size_t i = 0; i < n; i++)
			assert_true(line[i] >= ' ' && line[i] <= '~');
		line += n + 2;
	}
}

/* No character is cut by the end of an encoded word: each word stands for
 * itself. "đ" is two bytes, 39 of a word hold 19 of them. */
static void words_hold_whole_characters(void **state)
{
	const char *s = written(*state, "đđđđđđđđđđđđđđđđđđđđ", "");

	assert_non_null(strstr(s, "?=\r\n =?UTF-8?B?xJE=?=\r\n"));
}

static void names_day_and_time(void **state)
{
	const char *s = written(*state, "", "");

	assert_non_null(strstr(s, "Date: Sun, 1 Mar 2026 01:00:00 +0000\r\n"));
	assert_non_null(strstr(s, "Subject: =?UTF-8?B?"
				  "?=\r\n"));
	assert_null(strstr(s, "List-Unsubscribe"));
}

static void addresses(void **state)
{
	static const char *const good[] = {"a@b", "linh.tran+x@example.org",
					   "o'neill@example.co"};
	static const char *const bad[] = {
		"",	   "a",	       "@b",	 "a@",	      "a@b@c",
		"a b@c",   "a@b\r\nc", "<a@b>",	 "a@b>",      "\"a\"@b",
		"a..b@c",  "a@.c",     "a@c.",	 "đ@example", "a@b,c@d",
		"a@b;c@d", "a@b(c)",   "a@[::1]"};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(mail_address_valid(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(mail_address_valid(bad[i]));
}

static void servers(void **state)
{
	static const char *const good[] = {"smtp://127.0.0.1:25",
					   "smtps://mail.example",
					   "starttls://[::1]:587"};
	static const char *const bad[] = {"",
					  "smtp://",
					  "mail.example",
					  "smtp://a:",
					  "smtp://a:x",
					  "smtp://a:70000",
					  "smtp://a/b",
					  "smtp://u:p@a",
					  "smtp://a\r\n",
					  "http://a",
					  "smtp://[::1",
					  "smtp://[]",
					  "file:///etc/",
					  "starttls://a?b=c",
					  "smtp://a:25 "};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(smtp_url_valid(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(smtp_url_valid(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(lines_are_short_ascii),
		IN_ARENA(words_hold_whole_characters),
		IN_ARENA(names_day_and_time),
		IN_ARENA(addresses),
		IN_ARENA(servers),
	};

	return cmocka_run_group_tests_name("mime", tests, NULL, NULL);
}
