/* fuzz_op.c - any bytes as the file of a reorganisation: operations whose
 * cells keep the rules, or faults that say where. */
#include "fuzz.h"
#include "org/op.h"

static void check_op(const struct op *o)
{
	assert(o->code && *o->code && o->line > 1);
	assert(op_name(o->op));
	assert(o->share.den >= 0 && o->share.num >= 0 &&
	       o->share.num <= o->share.den);
	assert(!o->into == (o->op != OP_MERGE && o->op != OP_SPLIT));
	assert(!o->share.den || o->op == OP_SPLIT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctx c = {.mem = arena_new(), .lang = "en"};
	struct op *op;
	size_t n;

	if (op_read(&c, (struct blob){data, size}, &op, &n) == OK) {
		assert(n > 0 && !c.faults);
		for (size_t i = 0; i < n; i++)
			check_op(&op[i]);
	} else {
		assert(c.faults && c.fault_count > 0 && c.why);
		for (const struct fault *f = c.faults; f; f = f->next)
			assert(f->why && f->line >= 0);
	}
	arena_free(c.mem);
	return 0;
}
