/* entry_rows.c - the rows of a return: what is asked, what was typed, last
 * period's value, and what is to be said of it. */
#include "web/pages/entry.h"

#include <inttypes.h>
#include <string.h>

/* ---- what is said below a cell ---- */

struct look {
	const char *state, *icon, *lead;
};

static const struct look to_mend = {"late", "late", N_("To mend.")};
static const struct look to_explain = {"soon", "ask", N_("To explain.")};
static const struct look explained = {"accepted", "accepted", N_("Explained.")};
static const struct look unusual = {"soon", "ask", N_("Unusual.")};
static const struct look sent_back = {"returned", "returned", N_("Sent back.")};
static const struct look otherwise = {"soon", "ask",
				      N_("Somebody else typed otherwise.")};

struct says {
	struct val *list;
	const char *code; /* of the indicator */
	struct buf ids;	  /* of the messages, for the input */
	bool wrong;
};

/* A list that is there only where it has something. */
static const struct val *list_of(const struct val *v, const char *key)
{
	const struct val *list = v ? val_get(v, key) : NULL;

	return list && list->kind == VAL_LIST ? list->first : NULL;
}

static struct val *say(const struct entry *e, struct says *s,
		       const struct look *look, const char *why)
{
	struct ctx *c = e->q->c;
	struct val *v = val_map(c->mem);
	const char *id = arena_printf(c->mem, "m-%s-%zu", s->code, s->ids.len);

	buf_printf(&s->ids, "%s%s", s->ids.len ? " " : "", id);
	map_s(v, "id", id);
	map_s(v, "state", look->state);
	map_s(v, "icon", look->icon);
	map_s(v, "lead", tr(c, look->lead));
	map_s(v, "why", why);
	s->wrong = s->wrong || look == &to_mend;
	list_v(s->list, v);
	return v;
}

/* What has no place for a reason. */
static void say_only(const struct entry *e, struct says *s,
		     const struct look *look, const char *why, bool live)
{
	struct val *v;

	if (!why || !*why)
		return;
	v = say(e, s, look, why);
	map_b(v, "live", live);
	map_s(v, "rule", NULL);
}

static const char *sent(const struct entry *e, const char *kind,
			const char *code, const char *saved)
{
	const char *name = arena_printf(e->q->c->mem, "%s%s", kind, code);
	const char *s = e->sent ? fields_get(e->sent, name) : NULL;

	return s ? s : saved;
}

const char *entry_reason(const struct entry *e, const char *rule)
{
	const char *saved = "";

	for (const struct val *w = list_of(e->view, "whys"); w; w = w->next)
		if (!strcmp(val_text(w, "rule"), rule))
			saved = val_text(w, "why");
	return sent(e, "w.", rule, saved);
}

bool entry_found(const struct entry *e, const char *rule)
{
	for (const struct val *f = list_of(e->view, "findings"); f; f = f->next)
		if (!strcmp(rule, arena_printf(e->q->c->mem, "%" PRId64,
					       val_int(f, "rule"))))
			return true;
	return false;
}

/* Of rules that name this indicator first. */
static void say_findings(const struct entry *e, struct says *s)
{
	for (const struct val *f = list_of(e->view, "findings"); f;
	     f = f->next) {
		bool error = !strcmp(val_text(f, "level"), "error");
		const struct val *first = list_of(f, "fields");
		const char *rule = arena_printf(e->q->c->mem, "%" PRId64,
						val_int(f, "rule"));
		struct val *v;

		if (!first || strcmp(first->s, s->code))
			continue;
		v = say(e, s,
			error				    ? &to_mend
			: val_true(val_get(f, "explained")) ? &explained
							    : &to_explain,
			val_text(f, "say"));
		map_b(v, "live", true);
		map_s(v, "rule", error ? NULL : rule);
		map_s(v, "reason", entry_reason(e, rule));
	}
}

static bool said(const struct says *s, const char *why)
{
	for (const struct val *v = s->list->first; v; v = v->next)
		if (!strcmp(val_text(v, "why"), why))
			return true;
	return false;
}

static void say_theirs(const struct entry *e, struct says *s)
{
	struct ctx *c = e->q->c;

	for (const struct val *m = e->conflicts ? e->conflicts->first : NULL; m;
	     m = m->next)
		if (!strcmp(val_text(m, "as"), "cell") &&
		    !strcmp(val_text(m, "code"), s->code))
			say_only(e, s, &otherwise,
				 arena_printf(
					 c->mem,
					 tr(c,
					    N_("%s typed: %s. Save again to "
					       "keep yours, or type theirs.")),
					 val_text(m, "by"),
					 *val_text(m, "theirs")
						 ? val_text(m, "theirs")
						 : "–"),
				 false);
}

static void say_all(const struct entry *e, const struct val *in, struct says *s)
{
	say_only(e, s, &sent_back, val_text(in, "remark"), false);
	say_only(e, s, &to_mend, val_text(in, "fault"), true);
	say_findings(e, s);
	for (const struct val *f = e->faults ? e->faults->first : NULL; f;
	     f = f->next)
		if (!strcmp(val_text(f, "field"), s->code) &&
		    !said(s, val_text(f, "why")))
			say_only(e, s, &to_mend, val_text(f, "why"), true);
	say_theirs(e, s);
	for (const struct val *o = list_of(e->view, "outliers"); o; o = o->next)
		if (!strcmp(val_text(o, "code"), s->code))
			say_only(e, s, &unusual, val_text(o, "say"), false);
}

/* ---- one row ---- */

static void option(struct val *list, const char *item, const char *title,
		   const char *now)
{
	struct val *v = val_map(list->mem);

	map_s(v, "item", item);
	map_s(v, "item_title", title);
	map_b(v, "chosen", !strcmp(item, now));
	list_v(list, v);
}

static struct val *options(const struct entry *e, const struct indicator *in,
			   const char *now)
{
	struct ctx *c = e->q->c;
	struct val *list = val_list(c->mem);

	if (in->type == TYPE_YESNO) {
		option(list, "1", tr(c, N_("Yes")), now);
		option(list, "0", tr(c, N_("No")), now);
	}
	for (int32_t i = 0; in->type == TYPE_CHOICE && i < in->parts; i++) {
		const struct indicator *p = &e->at.form->slot[in->part[i]];

		if (p->asked)
			option(list, p->code + strlen(in->code) + 1,
			       form_text(c, p->title), now);
	}
	return list;
}

/* "A1.u15 A1.o60": what an output adds up. */
static const char *sum_of(const struct entry *e, const struct indicator *in)
{
	struct buf b = {.mem = e->q->c->mem};

	buf_str(&b, "");
	for (int32_t i = 0; i < in->parts; i++)
		if (e->at.form->slot[in->part[i]].asked)
			buf_printf(&b, "%s%s", b.len ? " " : "",
				   e->at.form->slot[in->part[i]].code);
	return b.s;
}

static const char *words_of(const struct ctx *c, const struct indicator *in)
{
	if (in->words_min && in->words_max)
		return arena_printf(
			c->mem, tr(c, N_("words; from %lld to %lld")),
			(long long)in->words_min, (long long)in->words_max);
	if (in->words_max)
		return arena_printf(c->mem, tr(c, N_("words; at most %lld")),
				    (long long)in->words_max);
	if (in->words_min)
		return arena_printf(c->mem, tr(c, N_("words; at least %lld")),
				    (long long)in->words_min);
	return tr(c, N_("words"));
}

/* Of which kind, and what scripts need to know. */
static void put_kind(const struct entry *e, const struct indicator *in,
		     struct val *v)
{
	const struct form *f = e->at.form;
	bool total = indicator_totals(in) || in->type == TYPE_RATIO;
	bool select = in->type == TYPE_YESNO || in->type == TYPE_CHOICE;

	map_b(v, "text", in->type == TYPE_TEXT);
	map_b(v, "total", total);
	map_b(v, "select", select);
	map_b(v, "choice", in->type == TYPE_CHOICE);
	map_b(v, "number", !total && !select && in->type != TYPE_TEXT);
	map_b(v, "whole", in->type == TYPE_COUNT);
	map_i(v, "scale", in->type == TYPE_RATIO ? in->scale + 2 : in->scale);
	map_s(v, "sum", indicator_totals(in) ? sum_of(e, in) : NULL);
	map_s(v, "ratio",
	      in->type == TYPE_RATIO ? arena_printf(e->q->c->mem, "%s %s",
						    f->slot[in->of[0]].code,
						    f->slot[in->of[1]].code)
				     : NULL);
	map_s(v, "words_of", words_of(e->q->c, in));
}

/* A part of a ratio as a number, now or of the last period. */
static bool part_of(const struct entry *e, int32_t slot, const char *when,
		    int64_t *n)
{
	const struct indicator *in = &e->at.form->slot[slot];

	for (const struct val *v = list_of(e->view, "indicators"); v;
	     v = v->next)
		if (!strcmp(val_text(v, "code"), in->code))
			return decimal_parse(val_text(v, when), NUMBERS_PLAIN,
					     in->scale, n) == DECIMAL_OK;
	return false;
}

/* What its two parts come to; "" where one is missing. */
static const char *ratio_shown(const struct entry *e,
			       const struct indicator *in, const char *when)
{
	struct ctx *c = e->q->c;
	int64_t a, b;
	int128 n;

	if (!part_of(e, in->of[0], when, &a) ||
	    !part_of(e, in->of[1], when, &b) || b == 0 ||
	    !decimal_ratio(a, b, ratio_scale(e->at.form, in), &n))
		return "";
	return decimal_show(c->mem, n, in->scale + 2, c->lang);
}

static void put_values(const struct entry *e, const struct indicator *in,
		       const struct val *from, struct val *v)
{
	bool total = val_true(val_get(v, "total"));
	bool ratio = in->type == TYPE_RATIO;
	const char *shown =
		ratio ? ratio_shown(e, in, "value") : val_text(from, "shown");
	const char *now =
		total ? shown
		      : sent(e, "c.", in->code, val_text(from, "typed"));

	map_s(v, "value", now);
	map_s(v, "shown", shown);
	map_v(v, "options", options(e, in, now));
	map_n(e->q, v, "words", in->type == TYPE_TEXT ? cell_words(now) : 0);
	map_s(v, "last",
	      ratio ? ratio_shown(e, in, "last")
		    : val_text(from, "last_shown"));
	map_s(v, "change", val_text(from, "change"));
}

static struct val *row(const struct entry *e, const struct indicator *in,
		       const struct val *from)
{
	struct ctx *c = e->q->c;
	struct val *v = val_map(c->mem);
	struct says s = {.list = val_list(c->mem),
			 .code = in->code,
			 .ids = {.mem = c->mem}};
	bool item = in->parent >= 0;

	say_all(e, from, &s);
	map_s(v, "code", in->code);
	map_b(v, "own", !item);
	map_s(v, "title", form_text(c, in->title));
	map_s(v, "label", form_text(c, in->unit));
	map_s(v, "help", form_text(c, in->help));
	map_b(v, "required", in->required);
	put_kind(e, in, v);
	put_values(e, in, from, v);
	map_s(v, "mark",
	      arena_printf(c->mem, "%s%s%s", item ? "item " : "",
			   val_true(val_get(v, "total")) ? "sum " : "",
			   s.list->first ? "ask" : ""));
	map_s(v, "why_back", sent(e, "r.", in->code, ""));
	map_s(v, "described", s.ids.len ? s.ids.s : NULL);
	map_b(v, "wrong", s.wrong);
	map_v(v, "says", s.list);
	return v;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

struct val *entry_groups(const struct entry *e)
{
	const struct form *f = e->at.form;
	struct ctx *c = e->q->c;
	struct val *groups = val_list(c->mem), *rows = NULL;
	const char *group = NULL;

	for (const struct val *from = list_of(e->view, "indicators"); from;
	     from = from->next) {
		int32_t slot = form_slot(f, val_text(from, "code"));
		const struct indicator *in = &f->slot[slot];
		const char *own = form_text(c, in->group);

		if (in->parent >= 0 && f->slot[in->parent].type == TYPE_CHOICE)
			continue; /* stands among its options */
		if (!rows || (in->parent < 0 && !same(own, group))) {
			struct val *v = val_map(c->mem);

			group = own;
			rows = val_list(c->mem);
			map_s(v, "group", group);
			map_v(v, "rows", rows);
			list_v(groups, v);
		}
		list_v(rows, row(e, in, from));
	}
	return groups;
}
