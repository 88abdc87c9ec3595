/* vector.c - packs and unpacks returns and roll-ups. */
#include "returns/vector.h"

#include <string.h>

#define FORMAT 1

struct in {
	const uint8_t *s, *end;
	bool bad;
};

static uint8_t *put(uint8_t *s, uint64_t u)
{
	while (u >= 0x80) {
		*s++ = (uint8_t)(u | 0x80);
		u >>= 7;
	}
	*s++ = (uint8_t)u;
	return s;
}

static uint64_t zigzag(int64_t i)
{
	return ((uint64_t)i << 1) ^ (uint64_t)(i >> 63);
}

static int64_t unzigzag(uint64_t u)
{
	return (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
}

static uint64_t get_long(struct in *in)
{
	uint64_t u = 0;

	for (int shift = 0; shift < 64 && in->s < in->end; shift += 7) {
		uint8_t b = *in->s++;

		if (shift == 63 && b > 1)
			break;
		u |= (uint64_t)(b & 0x7f) << shift;
		if (b < 0x80)
			return u;
	}
	in->bad = true;
	return 0;
}

static inline uint64_t get(struct in *in)
{
	if (in->s < in->end && *in->s < 0x80)
		return *in->s++;
	return get_long(in);
}

/* Reads the head; the presence bits stand at *bits. */
static int32_t open_vector(struct in *in, struct blob b, const uint8_t **bits)
{
	uint64_t n;

	*in = (struct in){b.data, (const uint8_t *)b.data + b.size, false};
	if (b.size == 0 || *in->s++ != FORMAT)
		in->bad = true;
	n = in->bad ? 0 : get(in);
	if (n > SLOTS_MAX || (size_t)(in->end - in->s) < (n + 7) / 8)
		in->bad = true;
	if (in->bad)
		return 0;
	*bits = in->s;
	in->s += (n + 7) / 8;
	return (int32_t)n;
}

static bool bit(const uint8_t *bits, int32_t i)
{
	return bits[i / 8] >> (i % 8) & 1;
}

/* Room for the worst case: a byte, the count, the bits, numbers of ten
 * bytes each. */
static uint8_t *begin(struct arena *mem, int32_t n, int32_t numbers,
		      uint8_t **bits, uint8_t **s)
{
	size_t room = 4 + (size_t)(n + 7) / 8 + (size_t)numbers * 10;
	uint8_t *p = arena_alloc(mem, room);

	*p = FORMAT;
	*bits = put(p + 1, (uint64_t)n);
	*s = *bits + (n + 7) / 8;
	return p;
}

struct values *values_new(struct arena *mem, int32_t n)
{
	struct values *v = arena_alloc(mem, sizeof(*v));

	v->n = n;
	v->given = arena_array(mem, (size_t)n, sizeof(*v->given));
	v->v = arena_array(mem, (size_t)n, sizeof(*v->v));
	return v;
}

struct blob values_pack(struct arena *mem, const struct values *v)
{
	uint8_t *bits, *s, *p = begin(mem, v->n, v->n, &bits, &s);

	for (int32_t i = 0; i < v->n; i++) {
		if (!v->given[i])
			continue;
		bits[i / 8] |= (uint8_t)(1 << (i % 8));
		s = put(s, zigzag(v->v[i]));
	}
	return (struct blob){p, (size_t)(s - p)};
}

bool values_unpack(struct blob b, struct values *v)
{
	const uint8_t *bits = NULL;
	struct in in;
	int32_t n = open_vector(&in, b, &bits);

	if (in.bad || n > v->n)
		return false;
	memset(v->given, 0, (size_t)v->n * sizeof(*v->given));
	for (int32_t i = 0; i < n; i++) {
		if (!bit(bits, i))
			continue;
		v->given[i] = true;
		v->v[i] = unzigzag(get(&in));
	}
	return !in.bad && in.s == in.end;
}

void values_tally(const struct values *v, const enum rule *tree,
		  struct tally *t)
{
	for (int32_t i = 0; i < v->n; i++)
		if (v->given[i])
			tally_add(tree[i], &t[i], (struct tally){1, v->v[i]});
}

bool values_add(struct blob b, const enum rule *tree, struct tally *t,
		int32_t n)
{
	const uint8_t *bits = NULL;
	struct in in;
	int32_t have = open_vector(&in, b, &bits);

	if (in.bad || have > n)
		return false;
	for (int32_t i = 0; i < have; i++)
		if (bit(bits, i))
			tally_add(tree[i], &t[i],
				  (struct tally){1, unzigzag(get(&in))});
	return !in.bad && in.s == in.end;
}

bool tallies_pack(struct arena *mem, const struct tally *t, int32_t n,
		  struct blob *out, int32_t *bad)
{
	uint8_t *bits, *s, *p = begin(mem, n, 2 * n, &bits, &s);

	for (int32_t i = 0; i < n; i++) {
		if (t[i].count == 0)
			continue;
		if (t[i].v < INT64_MIN || t[i].v > INT64_MAX) {
			*bad = i;
			return false;
		}
		bits[i / 8] |= (uint8_t)(1 << (i % 8));
		s = put(s, (uint64_t)t[i].count);
		s = put(s, zigzag((int64_t)t[i].v));
	}
	*out = (struct blob){p, (size_t)(s - p)};
	return true;
}

bool tallies_add(struct blob b, const enum rule *tree, struct tally *t,
		 int32_t n)
{
	const uint8_t *bits = NULL;
	struct in in;
	int32_t have = open_vector(&in, b, &bits);

	if (in.bad || have > n)
		return false;
	for (int32_t i = 0; i < have; i++) {
		struct tally more;

		if (!bit(bits, i))
			continue;
		more.count = (int64_t)get(&in);
		more.v = unzigzag(get(&in));
		tally_add(tree[i], &t[i], more);
	}
	return !in.bad && in.s == in.end;
}
