/* cascade_part.h - what the views of a cascade share. */
#ifndef REGISTER_CASCADE_PART_H
#define REGISTER_CASCADE_PART_H

#include "org/unit.h"
#include "register/cascade.h"

/* document_brief() with document_add_changes(). */
enum err cascade_head(struct ctx *c, const struct document *d,
		      struct val **out) MUST;

/* What is said of a call beside its document: "call","call_state",
 * "call_reason","call_issuer","call_issuer_name","expect","expect_label",
 * "relay","call_note","call_due","issued_at". */
void cascade_map_call(struct ctx *c, const struct call *k, struct val *to);

/* {"delivered": n, ...} */
void cascade_map_counts(struct val *to, const char *key, const int64_t *n);

/* The calls about a document that are in sight, the first one first.
 * ERR_MISSING  there is none */
enum err cascade_calls(struct ctx *c, const struct document *d,
		       struct call **out, size_t *n) MUST;

/* The unit asked for (code); NULL: who issued the first call, or the own unit
 * where that is not in sight. */
enum err cascade_unit(struct ctx *c, const struct call *first, const char *unit,
		      struct unit *out) MUST;

#endif
