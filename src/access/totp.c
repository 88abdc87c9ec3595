/* totp.c - codes of a second factor by the time. */
#include "access/totp.h"

#include <assert.h>
#include <ctype.h>
#include <liboath/oath.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init(void)
{
	int rc = oath_init();

	assert(rc == OATH_OK);
}

void totp_code(struct blob secret, int64_t step, char code[TOTP_DIGITS + 1])
{
	int rc;

	pthread_once(&once, init);
	rc = oath_hotp_generate(secret.data, secret.size, (uint64_t)step,
				TOTP_DIGITS, false,
				OATH_HOTP_DYNAMIC_TRUNCATION, code);
	assert(rc == OATH_OK);
}

/* The digits alone; false: there are not six of them, or something else. */
static bool digits_of(const char *typed, char to[TOTP_DIGITS])
{
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || n == TOTP_DIGITS)
			return false;
		to[n++] = *typed;
	}
	return n == TOTP_DIGITS;
}

bool totp_match(struct blob secret, int64_t now, int64_t after,
		const char *typed, int64_t *step)
{
	char want[TOTP_DIGITS], code[TOTP_DIGITS + 1];
	int64_t here = now / TOTP_PERIOD;
	bool found = false;

	if (!digits_of(typed, want))
		return false;
	for (int64_t s = here - 1; s <= here + 1; s++) {
		totp_code(secret, s, code);
		if (sodium_memcmp(code, want, TOTP_DIGITS) == 0 && s > after) {
			*step = s;
			found = true;
		}
	}
	return found;
}

static void base32(struct buf *b, struct blob secret, bool grouped)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const unsigned char *s = secret.data;
	unsigned bits = 0, held = 0, n = 0;

	for (size_t i = 0; i < secret.size; i++) {
		held = held << 8 | s[i];
		for (bits += 8; bits >= 5; bits -= 5) {
			if (grouped && n && n % 4 == 0)
				buf_str(b, " ");
			buf_add(b, &letters[held >> (bits - 5) & 31], 1);
			n++;
		}
		held &= (1u << bits) - 1;
	}
	if (bits)
		buf_add(b, &letters[held << (5 - bits) & 31], 1);
}

const char *totp_text(struct arena *mem, struct blob secret)
{
	struct buf b = {.mem = mem};

	base32(&b, secret, true);
	return b.s;
}

static void escape(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b,
			   isalnum((unsigned char)s[i]) || strchr("-._~", s[i])
				   ? "%c"
				   : "%%%02X",
			   (unsigned char)s[i]);
}

/* Bytes of the first 40 characters. */
static size_t short_of(const char *s)
{
	size_t n = 0;

	for (int i = 0; i < 40 && s[n]; i++)
		for (n++; ((unsigned char)s[n] & 0xC0) == 0x80;)
			n++;
	return n;
}

const char *totp_uri(struct arena *mem, const char *issuer, const char *account,
		     struct blob secret)
{
	struct buf b = {.mem = mem};
	size_t n = short_of(issuer);

	buf_str(&b, "otpauth://totp/");
	escape(&b, issuer, n);
	buf_str(&b, ":");
	escape(&b, account, strlen(account));
	buf_str(&b, "?secret=");
	base32(&b, secret, false);
	buf_str(&b, "&issuer=");
	escape(&b, issuer, n);
	return b.s;
}
