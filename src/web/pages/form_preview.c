/* form_preview.c - a form as those see it who fill it in. */
#include "web/pages/form_preview.h"

#include <string.h>

static struct val *choices(struct req *q, const struct form_file *f,
			   const struct indicator *in)
{
	struct val *list = val_list(q->c->mem);

	for (int32_t k = 0; k < in->parts; k++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "item", form_text(q->c, f->item[in->part[k]].title));
		list_v(list, v);
	}
	return list;
}

static const char *words_asked(struct req *q, const struct indicator *in)
{
	struct ctx *c = q->c;

	if (in->words_min && in->words_max)
		return arena_printf(c->mem, tr(c, N_("%lld to %lld words")),
				    (long long)in->words_min,
				    (long long)in->words_max);
	if (in->words_min)
		return arena_printf(c->mem, tr(c, N_("at least %lld words")),
				    (long long)in->words_min);
	if (in->words_max)
		return arena_printf(c->mem, tr(c, N_("at most %lld words")),
				    (long long)in->words_max);
	return NULL;
}

static struct val *line(struct req *q, const struct form_file *f, int32_t i)
{
	const struct indicator *in = &f->item[i];
	struct val *v = val_map(q->c->mem);
	bool total = indicator_totals(in) || in->type == TYPE_RATIO;

	map_s(v, "ask_code", in->code);
	map_s(v, "ask", form_text(q->c, in->title));
	map_s(v, "ask_unit", form_text(q->c, in->unit));
	map_s(v, "ask_help", form_text(q->c, in->help));
	map_s(v, "ask_words", words_asked(q, in));
	map_b(v, "ask_required", in->required);
	map_b(v, "item", in->parent >= 0);
	map_b(v, "total", total);
	map_b(v, "number",
	      !total && (in->type == TYPE_COUNT || in->type == TYPE_AMOUNT));
	map_b(v, "yesno", in->type == TYPE_YESNO);
	map_b(v, "chosen", in->type == TYPE_CHOICE);
	map_b(v, "long_text", in->type == TYPE_TEXT);
	map_v(v, "choices",
	      in->type == TYPE_CHOICE ? choices(q, f, in)
				      : val_list(q->c->mem));
	return v;
}

struct val *form_preview(struct req *q, const struct form_file *f)
{
	struct val *list = val_list(q->c->mem);
	const char *above = "";

	for (int32_t i = 0; i < f->n; i++) {
		const struct indicator *in = &f->item[i];
		const char *group = form_text(q->c, in->group);
		struct val *v;

		if (!in->code || (in->parent >= 0 &&
				  f->item[in->parent].type == TYPE_CHOICE))
			continue;
		group = group ? group : "";
		v = line(q, f, i);
		map_s(v, "ask_group",
		      *group && strcmp(group, above) ? group : NULL);
		above = group;
		list_v(list, v);
	}
	return list;
}
