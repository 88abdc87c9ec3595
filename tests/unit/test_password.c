/* test_password.c - which passwords are refused, and why. */
#include "unit.h"

#include "access/password.h"
#include "gen/known.h"

#include <sodium.h>
#include <string.h>

#define KNOWN "tried first"
#define OURS  "only words that anybody here would try"
#define SIZE  "at least 8 and at most 256"

static struct ctx c = {.lang = "en"};
static struct password_words words;

static int setup(void **state)
{
	(void)state;
	c.mem = arena_new();
	words.n = 0;
	password_word(c.mem, &words, "Liên hiệp Hợp tác xã Sông Xanh");
	password_word(c.mem, &words, "nguyen.thi.linh");
	password_word(c.mem, &words, "HTX Đồng Tâm");
	password_word(c.mem, &words, "SX-03-02");
	return sodium_init() < 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(c.mem);
	return 0;
}

static void refused(const char *password, const char *why)
{
	ctx_forget(&c);
	if (password_check(&c, &words, password) != ERR_INVALID)
		fail_msg("taken: %s", password);
	assert_string_equal(c.field, "password");
	if (!strstr(c.why, why))
		fail_msg("%s: %s", password, c.why);
	if (strlen(password) > 8) /* it is not said again */
		assert_null(strstr(c.why, password));
}

static void taken(const char *password)
{
	ctx_forget(&c);
	if (password_check(&c, &words, password) != OK)
		fail_msg("%s: %s", password, c.why);
}

static void counts_characters(void **state)
{
	char long_one[PASSWORD_MOST * 3 + 1];

	(void)state;
	refused("", SIZE);
	refused("bảy chữ", SIZE);
	taken("tám chữữ");
	refused("u\xCC\x9B\xCC\x83u\xCC\x9B\xCC\x83", SIZE); /* two, not six */
	refused("not UTF-8 \xff\xfe", "UTF-8");
	for (int i = 0; i < PASSWORD_MOST; i++)
		memcpy(long_one + 3 * i, i % 2 ? "ữ" : "ế", 3);
	long_one[PASSWORD_MOST * 3] = '\0';
	taken(long_one + 3);
	taken(long_one);
	refused(arena_printf(c.mem, "%sa", long_one), SIZE);
	/* no kinds of characters are asked for */
	taken("correct horse battery staple");
	taken("        x        y        z");
}

static void knows_break_ins(void **state)
{
	static const char *const all[] = {
		"password",	   "PassWord",	   "p@ssw0rd",
		"P@$$w0rd!",	   "12345678",	   "qwertyuiop",
		"dragon2026",	   "2024Dragon!!", "iloveyou1",
		"i l o v e y o u", "íloveyou",	   "trustno1",
		"Sunsh1ne99",	   "matkhau123",   "11111111",
		"zzzzzzzzzzzzzzz", "19051990",	   "1990-05-19",
		"19/05/1990",	   "05.19.1990",   "!!!!!!!!!!",
		"Baseb@ll2025",	   "1qaz2wsx",	   "anhyeuem",
	};

	(void)state;
	assert_true(KNOWN_LONG >= 3000);
	assert_true(known_count >= KNOWN_LONG);
	for (size_t i = 0; i < COUNT(all); i++)
		refused(all[i], KNOWN);
	taken("dragon rượt theo mây");
	taken("99051990x71"); /* no date */
}

static void knows_words_of_here(void **state)
{
	static const char *const all[] = {
		"Tierwork2026",	  "tierwork!!!",      "Mật khẩu 2026-11",
		"song-xanh-2026", "SôngXanhSôngXanh", "hà nội việt nam",
		"linh.nguyen.99", "nguyenthilinh",    "ĐồngTâm@2025",
		"SX-03-02-2026",  "h0p-t4c-x4-2026",  "admin_linh_01",
		"htxdongtam",	  "xanh xanh ab",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		refused(all[i], OURS);
	taken("sông xanh chảy mãi");
	taken("Lúa xanh 2026");
	taken("xanh xanh abe");
	words.n = 0;
	taken("song-xanh-2026");
	for (int i = 0; i < 300; i++)
		password_word(c.mem, &words,
			      arena_printf(c.mem, "word%c%c", 'a' + i % 26,
					   'a' + i / 26));
	assert_int_equal(words.n, COUNT(words.word));
}

static void keeps_what_was_typed(void **state)
{
	const char *one, *two;

	(void)state;
	assert_int_equal(password_hash(&c, &words, "tierwork", &one),
			 ERR_INVALID);
	assert_int_equal(password_hash(&c, &words, "ruộng bậc thang", &one),
			 OK);
	assert_int_equal(password_hash(&c, &words, "ruộng bậc thang", &two),
			 OK);
	assert_string_not_equal(one, two);
	assert_non_null(strstr(one, "$argon2id$v=19$m=65536,t=2,p=1$"));
	assert_true(password_verify(c.mem, one, "ruộng bậc thang"));
	/* a keyboard that writes marks apart */
	assert_true(password_verify(c.mem, one,
				    "ruo\xCC\xA3\xCC\x82ng "
				    "ba\xCC\xA3\xCC\x82"
				    "c thang"));
	assert_false(password_verify(c.mem, one, "ruong bac thang"));
	assert_false(password_verify(c.mem, one, "ruộng bậc thang "));
	assert_false(password_verify(c.mem, one, "Ruộng bậc thang"));
	assert_false(password_verify(c.mem, NULL, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counts_characters, setup,
						teardown),
		cmocka_unit_test_setup_teardown(knows_break_ins, setup,
						teardown),
		cmocka_unit_test_setup_teardown(knows_words_of_here, setup,
						teardown),
		cmocka_unit_test_setup_teardown(keeps_what_was_typed, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
