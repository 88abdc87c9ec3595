/* bar.c - the bar of states. */
#include "web/bar.h"

#include "calls/state.h"

#include <stdio.h>
#include <string.h>

/* From left to right; what is late and still owed comes last. */
static const struct {
	enum state state;
	const char *class, *pattern; /* one of them */
} parts[] = {
	{ACCEPTED, "accepted", NULL},	{SUBMITTED, "submitted", NULL},
	{SENT_BACK, NULL, "returned"},	{ACKNOWLEDGED, NULL, "acknowledged"},
	{DELIVERED, "delivered", NULL}, {WAIVED, NULL, "waived"},
};

struct drawing {
	struct req *q;
	struct val *list;
	struct buf label;
	int64_t of, done;
};

/* In hundredths of a percent, so that parts meet. */
static const char *percent(struct drawing *d, int64_t n)
{
	int64_t p = n * 10000 / d->of;

	return arena_printf(d->q->c->mem, "%lld.%02lld%%", (long long)(p / 100),
			    (long long)(p % 100));
}

static void add_part(struct drawing *d, int64_t n, const char *class,
		     const char *pattern, const char *words)
{
	struct val *v;

	if (n <= 0)
		return;
	v = val_map(d->q->c->mem);
	map_s(v, "x", percent(d, d->done));
	map_s(v, "width", percent(d, n));
	map_s(v, "class", class);
	map_s(v, "pattern", pattern);
	list_v(d->list, v);
	d->done += n;
	buf_printf(&d->label, "%s%lld %s", d->label.len ? ", " : "",
		   (long long)n, words);
}

static int64_t late_in(const struct val *late_of, enum state s)
{
	return late_of ? val_int(late_of, state_name(s)) : 0;
}

void map_bar(struct req *q, struct val *v, const struct val *counts,
	     const struct val *late_of, bool big)
{
	struct ctx *c = q->c;
	struct drawing d = {.q = q, .list = val_list(c->mem)};
	struct val *bar = val_map(c->mem);
	int64_t late = 0;

	d.label.mem = c->mem;
	buf_str(&d.label, "");
	for (size_t i = 0; i < COUNT(parts); i++)
		d.of += val_int(counts, state_name(parts[i].state));
	for (size_t i = 0; i < COUNT(parts) && d.of; i++) {
		enum state s = parts[i].state;

		late += late_in(late_of, s);
		add_part(&d,
			 val_int(counts, state_name(s)) - late_in(late_of, s),
			 parts[i].class, parts[i].pattern,
			 tr(c, state_label(s)));
	}
	if (d.of)
		add_part(&d, late, NULL, "late", tr(c, N_("Late")));
	map_s(bar, "label", d.label.len ? d.label.s : tr(c, N_("Nobody")));
	map_b(bar, "big", big);
	map_v(bar, "parts", d.list);
	map_v(v, "bar", bar);
}
