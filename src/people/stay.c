/* stay.c - walks a stay through the tree. */
#include "people/stay.h"

/* Fills `to`, where given; returns how many. */
static size_t walk(const struct tree *t, const struct stay *s,
		   struct stay_piece *to)
{
	int32_t u = tree_by_id(t, s->unit), from = -1;
	int64_t day = s->since;
	size_t n = 0;

	while (u >= 0) {
		const struct tree_unit *x = &t->unit[u];
		bool goes_on = s->ends > x->until;

		if (day < x->since)
			return 0;
		if (day <= x->until) {
			if (to)
				to[n] = (struct stay_piece){
					u, day, goes_on ? x->until : s->ends,
					from, goes_on && x->outs != 1};
			n++;
			day = x->until + 1;
		}
		if (!goes_on || x->outs != 1)
			break;
		from = u;
		u = t->link[x->out].into;
	}
	return n;
}

void stay_pieces(struct arena *mem, const struct tree *t, const struct stay *s,
		 struct stay_piece **out, size_t *n)
{
	*n = walk(t, s, NULL);
	*out = arena_array(mem, *n, sizeof(**out));
	(void)walk(t, s, *out);
}
