/* figure_show.c - figures as people read them, and how they changed. */
#include "returns/figure.h"

bool figure_fraction(const struct figure_ask *a, int32_t slot)
{
	const struct indicator *in = &a->form->slot[slot];

	return in->type == TYPE_RATIO || in->tree == RULE_MEAN ||
	       (in->time == RULE_MEAN && a->first != a->last);
}

bool figure_number(const struct figure_ask *a, int32_t slot,
		   const struct figure *f, int128 *n, int *scale)
{
	const struct indicator *in = &a->form->slot[slot];

	*n = 0;
	*scale = in->scale + (figure_fraction(a, slot) ? 2 : 0);
	if (f->value.given)
		*n = decimal_div(f->value.num, f->value.den,
				 in->type == TYPE_RATIO
					 ? ratio_scale(a->form, in)
					 : *scale - in->scale);
	return f->value.given;
}

const char *figure_shown(struct ctx *c, const struct figure_ask *a,
			 int32_t slot, const struct figure *f)
{
	int128 n;
	int scale;

	if (figure_number(a, slot, f, &n, &scale))
		return decimal_show(c->mem, n, scale, c->lang);
	return f->divisible ? "–" : "∤";
}

static const char *why_not(struct ctx *c, const struct figure *now,
			   const struct figure *then)
{
	if (now->missing) /* how many gave stands beside it anyway */
		return tr(c, N_("not comparable yet"));
	if (then->missing)
		return arena_printf(c->mem,
				    tr(c, N_("not comparable: only %lld of "
					     "%lld units then")),
				    (long long)then->units,
				    (long long)(then->units + then->missing));
	return arena_printf(c->mem,
			    tr(c, N_("not comparable: %lld units, %lld then")),
			    (long long)now->units, (long long)then->units);
}

static const char *sign(struct ctx *c, int128 n, int scale)
{
	return arena_printf(c->mem, "%s%s", n > 0 ? "+" : "",
			    decimal_show(c->mem, n, scale, c->lang));
}

const char *figure_change(struct ctx *c, const struct figure_ask *a,
			  int32_t slot, const struct figure *now,
			  const struct figure *then, const char **why)
{
	int128 n, old, more;
	int scale;

	*why = NULL;
	if (!figure_number(a, slot, now, &n, &scale) ||
	    !figure_number(a, slot, then, &old, &scale))
		return NULL;
	if (now->missing || then->missing || now->units != then->units) {
		*why = why_not(c, now, then);
		return NULL;
	}
	/* both fit in 64 bits and two decimals more */
	more = n - old;
	if (old == 0 || figure_fraction(a, slot))
		return sign(c, more, scale);
	return arena_printf(
		c->mem, "%s (%s%%)", sign(c, more, scale),
		sign(c, decimal_div(more * 100, old < 0 ? -old : old, 1), 1));
}
