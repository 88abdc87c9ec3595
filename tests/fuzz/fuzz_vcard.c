/* fuzz_vcard.c - any bytes as vCards: people with a name, or faults that say
 * where; what is written of them is read as the same again. */
#include "fuzz.h"
#include "people/vcard.h"

#include <string.h>

static void read_again(struct ctx *c, const struct vcards *was)
{
	struct buf b = {.mem = c->mem};
	struct vcards is;

	for (size_t i = 0; i < was->n; i++)
		vcard_write(&b, &was->card[i]);
	assert(vcard_read(c, (struct blob){b.s, b.len}, &is) == OK);
	assert(is.n == was->n && !is.dropped->first);
	for (size_t i = 0; i < is.n; i++) {
		assert(!strcmp(is.card[i].name, was->card[i].name));
		assert(!strcmp(is.card[i].org, was->card[i].org));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctx c = {.mem = arena_new(), .lang = "en"};
	struct blob file = {data, size};
	struct vcards v;

	if (vcard_is(file))
		assert(size >= strlen("BEGIN:VCARD"));
	if (vcard_read(&c, file, &v) == OK) {
		assert(!c.faults);
		for (size_t i = 0; i < v.n; i++)
			assert(*v.card[i].name && v.card[i].line > 0);
		if (v.n)
			read_again(&c, &v);
	} else {
		assert(c.faults && c.fault_count > 0 && c.why);
		for (const struct fault *f = c.faults; f; f = f->next)
			assert(f->why && f->line > 0);
	}
	arena_free(c.mem);
	return 0;
}
