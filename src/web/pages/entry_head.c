/* entry_head.c - what the pages of entry and check share: which return it
 * is, its state, and what of it was changed. */
#include "web/pages/entry.h"

#include "base/day.h"
#include "base/show.h"

#include <inttypes.h>
#include <string.h>

#define PERIODS_BACK 12

enum err entry_find(struct req *q, struct ctx *c, enum act act,
		    struct place *at)
{
	return place_find(c, q->code, query(q, "form", ""),
			  query(q, "period", ""), act, at);
}

const char *entry_at(const struct entry *e, const char *door)
{
	char period[12];

	return arena_printf(e->q->c->mem, "/%s/%s?form=%s&period=%s", door,
			    e->at.code, e->at.form->code,
			    period_text(e->at.period, period));
}

/* This period and those before it, of the form's own kind. */
static struct val *periods(const struct entry *e)
{
	struct ctx *c = e->q->c;
	struct val *list = val_list(c->mem);

	for (int64_t p = e->at.period; p > e->at.period - PERIODS_BACK; p--) {
		struct val *v = val_map(c->mem);
		char text[12];

		if (!period_valid(p) || p < e->at.form->first)
			break;
		map_s(v, "item", arena_text(c->mem, period_text(p, text)));
		map_s(v, "item_title", show_period(c->mem, p, c->lang));
		map_b(v, "current", p == e->at.period);
		list_v(list, v);
	}
	return list;
}

bool entry_may(const struct entry *e, const char *what)
{
	const struct val *v = val_get(val_get(e->view, "may"), what);

	return v && val_true(v);
}

static void put_due(const struct entry *e, struct val *v)
{
	struct ctx *c = e->q->c;
	bool late = val_true(val_get(e->view, "late"));
	bool owed = e->at.called && (1u << e->at.a.state & STATES_OWED);

	map_s(v, "due",
	      owed ? arena_printf(
			     c->mem,
			     tr(c, late ? N_("late: it was due %s")
					: N_("due %s")),
			     show_day(c->mem,
				      tz_day(e->q->timezone, e->at.a.due - 1),
				      c->lang))
		   : NULL);
	map_s(v, "due_state", late ? "late" : "soon");
}

static struct val *files(const struct entry *e)
{
	struct ctx *c = e->q->c;
	struct val *list = val_list(c->mem);

	for (const struct val *a = val_get(e->view, "attachments")->first; a;
	     a = a->next) {
		struct val *v = val_map(c->mem);
		const char *by = val_text(a, "by");

		map_i(v, "id", val_int(a, "id"));
		map_s(v, "name", val_text(a, "name"));
		map_s(v, "size_shown", size_shown(c, val_int(a, "size")));
		map_s(v, "by_shown", *by ? by : tr(c, N_("the operator")));
		list_v(list, v);
	}
	return list;
}

void entry_head(const struct entry *e, struct val *v)
{
	struct ctx *c = e->q->c;
	const struct form *f = e->at.form;
	const char *period = show_period(c->mem, e->at.period, c->lang);
	const char *label = val_text(e->view, "state_label");
	char word[12];

	map_s(v, "title",
	      arena_printf(c->mem, "%s, %s", form_text(c, f->title), period));
	map_s(v, "unit_code", e->at.code);
	map_s(v, "unit_name", e->at.name);
	map_s(v, "form", f->code);
	map_s(v, "form_title", form_text(c, f->title));
	map_s(v, "period", arena_text(c->mem, period_text(e->at.period, word)));
	map_s(v, "period_first", show_first(c->mem, period));
	map_s(v, "before_first",
	      show_first(c->mem, period_before(e->q, e->at.period)));
	map_v(v, "periods", periods(e));
	map_s(v, "meta",
	      arena_printf(c->mem, "%s · %s", f->code,
			   *label ? label : tr(c, N_("nothing handed in"))));
	put_due(e, v);
	map_v(v, "attachments", files(e));
	map_b(v, "files", val_get(e->view, "attachments")->first != NULL);
	map_b(v, "may_save", entry_may(e, "save"));
	map_b(v, "versions", val_get(e->view, "versions")->first != NULL);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo): a person's own page is held against
 * itself, nobody gains by a collision. */
static uint64_t hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

static void put_hash(struct buf *b, const char *name, const char *value)
{
	if (*value)
		buf_printf(b, "%s=%016" PRIx64 " ", name, hash(value));
}

const char *entry_was(const struct entry *e)
{
	struct arena *mem = e->q->c->mem;
	struct buf b = {.mem = mem};

	buf_str(&b, "");
	for (const struct val *i = val_get(e->view, "indicators")->first; i;
	     i = i->next)
		put_hash(&b, arena_printf(mem, "c.%s", val_text(i, "code")),
			 val_text(i, "typed"));
	for (const struct val *w = val_get(e->view, "whys")->first; w;
	     w = w->next)
		put_hash(&b, arena_printf(mem, "w.%s", val_text(w, "rule")),
			 val_text(w, "why"));
	put_hash(&b, "note", val_text(e->view, "note"));
	return b.s;
}

bool entry_unchanged(struct req *q, const char *name, const char *value)
{
	const char *was = fields_get(&q->form, "was");
	size_t n = strlen(name);

	if (!was)
		return false; /* it is not our page's */
	for (const char *s = was; *s; s += strcspn(s, " "), s += *s == ' ') {
		if (strncmp(s, name, n) || s[n] != '=')
			continue;
		return !strncmp(
			s + n + 1,
			arena_printf(q->c->mem, "%016" PRIx64, hash(value)),
			16);
	}
	return *value == '\0';
}
