/* fuzz_vector.c - packed bytes are refused, or read and packed the same. */
#include "returns/vector.h"

#include "fuzz.h"

#define SLOTS 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct values *v = values_new(mem, SLOTS);
	struct values *again = values_new(mem, SLOTS);
	struct tally t[SLOTS] = {{0}};
	enum rule rule[SLOTS];
	bool read;

	for (int i = 0; i < SLOTS; i++)
		rule[i] = (enum rule)(i % (RULE_MAX + 1));
	if (values_unpack((struct blob){data, size}, v)) {
		read = values_unpack(values_pack(mem, v), again);
		assert(read);
		for (int i = 0; i < SLOTS; i++)
			assert(v->given[i] == again->given[i] &&
			       (!v->given[i] || v->v[i] == again->v[i]));
	}
	read = tallies_add((struct blob){data, size}, rule, t, SLOTS);
	(void)read;
	arena_free(mem);
	return 0;
}
