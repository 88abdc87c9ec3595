/* vector.h - the packed form of a return and of a roll-up. Private to
 * returns/; the same bytes on both databases, so that copying and
 * verifying are comparisons.
 *
 * Both begin with a version byte (1) and the number of slots, then one
 * presence bit a slot. A return then has one number for each present slot,
 * a roll-up two: how many gave it, and its sum or extreme. Numbers are
 * LEB128, the signed ones zigzag first, so that small ones take a byte. */
#ifndef RETURNS_VECTOR_H
#define RETURNS_VECTOR_H

#include "db/db.h"
#include "returns/rule.h"

#define SLOTS_MAX 2000

/* What one unit gave, by slot. */
struct values {
	int32_t n;
	bool *given;
	int64_t *v;
};

struct values *values_new(struct arena *mem, int32_t n);
struct blob values_pack(struct arena *mem, const struct values *v);

/* Unpacks to `v`, whose n may be larger (the form has grown) or smaller
 * than what was packed (then false, as for anything else malformed). */
bool values_unpack(struct blob b, struct values *v) MUST;

/* Adds what one unit gave to the tallies of its slots. */
void values_tally(const struct values *v, const enum rule *tree,
		  struct tally *t);

/* The same from its packed form, without unpacking it first, to t[0..n-1];
 * false: malformed. */
bool values_add(struct blob b, const enum rule *tree, struct tally *t,
		int32_t n) MUST;

/* Packs n tallies; false when a sum does not fit in 64 bits, and *bad is
 * its slot. */
bool tallies_pack(struct arena *mem, const struct tally *t, int32_t n,
		  struct blob *out, int32_t *bad) MUST;

/* Adds what was packed to t[0..n-1] by the rules; false: malformed. */
bool tallies_add(struct blob b, const enum rule *tree, struct tally *t,
		 int32_t n) MUST;

#endif
