/* assignment.c - one addressed unit's copy of a call. */
#include "calls/assignment.h"

#include "calls/key.h"
#include "gen/sql_calls.h"

static enum err read_row(const struct assignment_row *row,
			 struct assignment *out)
{
	*out = (struct assignment){
		.id = row->id,
		.call = row->call,
		.unit = row->unit,
		.role = row->role ? RELAYS : ANSWERS,
		.key = row->key,
		.due = row->due,
		.checker = row->checker,
		.day = row->day,
		.base = row->form ? key_of(row->form, 0, row->period) : 0,
		.note = row->note,
	};
	return state_read(row->state, &out->state) ? OK : ERR_BROKEN;
}

enum err assignment_of_key(struct ctx *c, int64_t key, struct assignment *out)
{
	struct assignment_row row;

	TRY(sql_assignment_of_key(c, key, &row));
	return read_row(&row, out);
}
