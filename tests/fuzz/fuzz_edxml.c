/* fuzz_edxml.c - any bytes as a packet: what is taken has what a packet must
 * have, within its lengths, and is the same once written and read again. */
#include "base/day.h"
#include "base/text.h"
#include "fuzz.h"
#include "register/edxml.h"

static enum err collect(void *arg, const void *bytes, size_t n)
{
	buf_add(arg, bytes, n);
	return OK;
}

static void check_text(const char *s, size_t most)
{
	assert(!s || (*s && utf8_valid(s, strlen(s), NULL) &&
		      utf8_length(s) <= most));
}

static void check(const struct edxml *p)
{
	assert(p->from.id || p->from.name);
	check_text(p->from.name, EDXML_NAME);
	check_text(p->number, EDXML_NUMBER);
	check_text(p->notation, EDXML_NOTATION);
	check_text(p->subject, EDXML_SUBJECT);
	assert(p->tos <= EDXML_MOST && p->files <= EDXML_MOST);
	for (size_t i = 0; i < p->files; i++)
		assert(p->file[i].name && p->file[i].content.size > 0 &&
		       p->file[i].content.data);
	if (p->what == EDXML_STATUS)
		assert(p->status && p->responses == 1);
	else if (p->business != EDXML_RECALL)
		assert(p->subject && p->day >= DAY_MIN && p->day <= DAY_MAX);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Needs what a writer must know and a reader need not. */
static void write_again(struct arena *mem, struct edxml *p)
{
	struct ctx c = {.mem = mem, .lang = "en"};
	struct buf b = {.mem = mem};
	struct edxml q;

	for (size_t i = 0; i < p->files; i++) {
		p->file[i].id = arena_printf(mem, "f%zu", i);
		p->file[i].type = "application/pdf";
	}
	if (edxml_write(&c, p, collect, &b) != OK)
		return;
	assert(edxml_read(&c, (struct blob){b.s, b.len}, &q) == OK);
	assert(q.what == p->what && q.tos == (p->what ? 0 : p->tos));
	assert(same(q.subject, p->what ? NULL : p->subject));
	assert(q.day == (p->what ? EDXML_NONE : p->day));
	assert(q.files == p->files);
	for (size_t i = 0; i < p->files; i++)
		assert(q.file[i].content.size == p->file[i].content.size);
	edxml_close(&q);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct ctx c = {.mem = mem, .lang = "en"};
	struct edxml p;

	if (edxml_read(&c, (struct blob){data, size}, &p) != OK) {
		assert(c.why);
	} else {
		check(&p);
		write_again(mem, &p);
	}
	edxml_close(&p);
	arena_free(mem);
	return 0;
}
