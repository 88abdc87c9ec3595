/* expected.c - who is expected to give a return. */
#include "returns/expected.h"

void expected_put(struct node_row *row, int64_t asked, int64_t unasked,
		  struct opt_int owing, struct opt_int assigned)
{
	row->missing = asked - (row->accepted.value - unasked);
	if (!owing.set)
		return;
	row->missing = owing.value;
	row->assigned = (struct opt_int){true, assigned.value};
}

bool expected_itself(const struct form *f, const struct node_row *row)
{
	if (row->assigned.set)
		return row->assigned.value;
	return form_answered_by(f, row->kind.value);
}

int64_t expected_of(const struct form *f, const struct node_row *row)
{
	return row->missing + row->accepted.value +
	       (row->own.data || expected_itself(f, row));
}
