/* mime.c - writes a mail as it travels. */
#include "core/mime.h"

#include "base/day.h"

#include <sodium.h>
#include <string.h>

#define WORD_BYTES 39 /* 52 of base64: 73 after "Subject: " in its frame */
#define LINE_BYTES 57 /* 76 of base64 */

static void base64(struct buf *out, const char *s, size_t n)
{
	char to[4 * ((LINE_BYTES + 2) / 3) + 1];

	sodium_bin2base64(to, sizeof(to), (const unsigned char *)s, n,
			  sodium_base64_VARIANT_ORIGINAL);
	buf_str(out, to);
}

/* As many bytes of `s`, `most` at the most, as are whole characters. */
static size_t whole(const char *s, size_t most)
{
	size_t n = strnlen(s, most + 1);

	if (n <= most)
		return n;
	n = most;
	while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return n ? n : most;
}

/* Text of a header (RFC 2047). It is always encoded: then there is nothing
 * in it that could mean something. */
static void words(struct buf *out, const char *s)
{
	do {
		size_t n = whole(s, WORD_BYTES);

		buf_str(out, "=?UTF-8?B?");
		base64(out, s, n);
		s += n;
		buf_str(out, *s ? "?=\r\n " : "?=");
	} while (*s);
}

static void date(struct buf *out, int64_t at)
{
	static const char *const days[] = {"Thu", "Fri", "Sat", "Sun",
					   "Mon", "Tue", "Wed"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
					     "May", "Jun", "Jul", "Aug",
					     "Sep", "Oct", "Nov", "Dec"};
	int64_t day = at / 86400, s = at % 86400, year, month, mday;

	day_civil(day, &year, &month, &mday);
	buf_printf(out, "Date: %s, %lld %s %lld %02lld:%02lld:%02lld +0000\r\n",
		   days[day % 7], (long long)mday, months[month - 1],
		   (long long)year, (long long)(s / 3600),
		   (long long)(s / 60 % 60), (long long)(s % 60));
}

/* Lines of the text end in CRLF. */
static void body(struct buf *out, struct arena *mem, const char *s)
{
	struct buf text = {.mem = mem};

	buf_str(&text, "");
	for (; *s; s++)
		buf_add(&text, *s == '\n' ? "\r\n" : s, *s == '\n' ? 2 : 1);
	for (size_t i = 0; i < text.len; i += LINE_BYTES) {
		size_t left = text.len - i;

		base64(out, text.s + i, left < LINE_BYTES ? left : LINE_BYTES);
		buf_str(out, "\r\n");
	}
}

void mime_write(const struct mime *m, struct buf *out)
{
	const char *host = strchr(m->from, '@');

	date(out, m->at);
	buf_str(out, "From: ");
	words(out, m->name);
	buf_printf(out, "\r\n <%s>\r\nTo: <%s>\r\nSubject: ", m->from, m->to);
	words(out, m->subject);
	buf_printf(out, "\r\nMessage-ID: <%s%s>\r\n", m->token,
		   host ? host : "@localhost");
	if (*m->settings)
		buf_printf(out, "List-Unsubscribe: <%s>\r\n", m->settings);
	buf_str(out, "Auto-Submitted: auto-generated\r\n"
		     "MIME-Version: 1.0\r\n"
		     "Content-Type: text/plain; charset=utf-8\r\n"
		     "Content-Transfer-Encoding: base64\r\n\r\n");
	body(out, out->mem, m->body);
}
