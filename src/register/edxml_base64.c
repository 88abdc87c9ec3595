/* edxml_base64.c - base64 as a stream, strictly. */
#include "register/edxml_base64.h"

#include "core/spool.h"

void edxml_base64_open(struct edxml_base64 *b)
{
	b->begins = b->total;
	b->size = b->n = 0;
	b->bits = 0;
	b->held = b->padding = 0;
	b->bad = false;
}

static int letter(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool flush(struct edxml_base64 *b)
{
	if (b->n == 0)
		return true;
	if (b->spool < 0)
		b->spool = spool_open();
	if (b->spool < 0 || !spool_write(b->spool, b->out, b->n))
		return false;
	b->n = 0;
	return true;
}

/* Four letters stand for three bytes, less one for each =. */
static void put(struct edxml_base64 *b)
{
	int bytes = 3 - b->padding;

	/* bits that no byte takes are zero in what a writer made */
	if (b->padding && b->bits & ((1u << (8 * b->padding)) - 1))
		b->bad = true;
	for (int i = 0; i < bytes; i++)
		b->out[b->n++] = (unsigned char)(b->bits >> (16 - 8 * i));
	b->size += (size_t)bytes;
	b->total += (size_t)bytes;
	b->held = 0;
	b->bits = 0;
}

static void take(struct edxml_base64 *b, char c)
{
	int value = letter(c);

	if (c == '=' && b->held >= 2 && b->padding < 2) {
		b->padding++;
		value = 0;
	} else if (value < 0 || b->padding) {
		b->bad = true;
		return;
	}
	b->bits = b->bits << 6 | (uint32_t)value;
	if (++b->held == 4)
		put(b);
}

enum edxml_base64_err edxml_base64_add(struct edxml_base64 *b, const char *s,
				       size_t n)
{
	for (size_t i = 0; i < n && !b->bad; i++) {
		if (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t')
			continue;
		take(b, s[i]);
		if (b->size > EDXML_FILE_MAX || b->total > EDXML_TOTAL)
			return BASE64_LARGE;
		if (b->n > sizeof(b->out) - 3 && !flush(b))
			return BASE64_FULL;
	}
	return BASE64_OK;
}

bool edxml_base64_close(struct edxml_base64 *b)
{
	return flush(b) && b->held == 0 && !b->bad;
}
