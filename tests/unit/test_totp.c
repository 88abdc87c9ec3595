/* test_totp.c - codes of RFC 6238, when they are good, and how a secret is
 * given to a telephone. */
#include "unit.h"

#include "access/totp.h"

#include <string.h>

/* Appendix B of the RFC, the last six of its eight digits. */
static const struct blob secret = {"12345678901234567890", 20};
static const struct {
	int64_t at;
	const char *code;
} rfc[] = {
	{59, "287082"},		{1111111109, "081804"},
	{1111111111, "050471"}, {1234567890, "005924"},
	{2000000000, "279037"}, {INT64_C(20000000000), "353130"},
};

static void makes_codes(void **state)
{
	char code[TOTP_DIGITS + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(rfc); i++) {
		totp_code(secret, rfc[i].at / TOTP_PERIOD, code);
		assert_string_equal(code, rfc[i].code);
	}
}

static void takes_codes(void **state)
{
	int64_t now = 1234567890, here = now / TOTP_PERIOD, step = 0;
	char code[TOTP_DIGITS + 1];

	(void)state;
	assert_true(totp_match(secret, now, 0, "005924", &step));
	assert_int_equal(step, here);
	assert_true(totp_match(secret, now, 0, " 005 924 ", &step));
	for (int64_t d = -2; d <= 2; d++) { /* a step of clocks, no more */
		totp_code(secret, here + d, code);
		assert_int_equal(totp_match(secret, now, 0, code, &step),
				 d >= -1 && d <= 1);
	}
	/* each once, and none from before it */
	assert_false(totp_match(secret, now, here, "005924", &step));
	totp_code(secret, here + 1, code);
	assert_true(totp_match(secret, now, here, code, &step));
	assert_int_equal(step, here + 1);
	assert_false(totp_match(secret, now, here + 1, "005924", &step));

	assert_false(totp_match(secret, now, 0, "", &step));
	assert_false(totp_match(secret, now, 0, "00592", &step));
	assert_false(totp_match(secret, now, 0, "0059240", &step));
	assert_false(totp_match(secret, now, 0, "00592a", &step));
	assert_false(totp_match(secret, now, 0, "005925", &step));
}

static void writes_secrets(void **state)
{
	struct arena *mem = arena_new();
	const char *uri = totp_uri(mem, "Liên hiệp", "an", secret);

	(void)state;
	assert_string_equal(totp_text(mem, secret),
			    "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
	assert_string_equal(uri,
			    "otpauth://totp/Li%C3%AAn%20hi%E1%BB%87p:an?secret="
			    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer="
			    "Li%C3%AAn%20hi%E1%BB%87p");
	/* a long title ends with a whole character */
	uri = totp_uri(mem, "ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ",
		       "an", secret);
	assert_non_null(strstr(uri, "%E1%BB%99:an?"));
	assert_int_equal(strlen(strstr(uri, "&issuer=")), 8 + 40 * 9);
	arena_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_codes),
		cmocka_unit_test(takes_codes),
		cmocka_unit_test(writes_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
