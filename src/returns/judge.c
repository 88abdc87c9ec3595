/* judge.c - holds a return to its form's rules, and to what its unit gave
 * before. */
#include "returns/judge.h"

#include "calls/key.h"
#include "gen/sql_returns.h"
#include "returns/form_rules.h"

int64_t judge_periods_before(int64_t period, int64_t n)
{
	int64_t first = period;

	while (n-- > 0 && period_valid(first - 1) &&
	       period_kind(first - 1) == period_kind(period))
		first--;
	return first;
}

enum err judge_last(struct ctx *c, const struct form *f, int64_t unit,
		    int64_t period, struct values **last)
{
	int64_t before = judge_periods_before(period, 1);
	struct accepted_row row;
	enum err e;

	*last = NULL;
	if (before == period)
		return OK;
	e = sql_accepted_get(c, key_of(f->id, unit, before), &row);
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	*last = values_new(c->mem, f->slots);
	return values_unpack(row.values_, *last) ? OK : ERR_BROKEN;
}

static bool holds(struct ctx *c, const struct form_rule *r,
		  const struct values *now, const struct values *last,
		  bool *too_large)
{
	enum expr_result is = EXPR_TRUE;

	*too_large = false;
	if (r->when)
		is = expr_test(c->mem, r->when, now, last);
	if (is == EXPR_TRUE)
		is = expr_test(c->mem, r->check, now, last);
	else if (is == EXPR_FALSE)
		is = EXPR_TRUE;
	*too_large = is == EXPR_TOO_LARGE;
	return is == EXPR_TRUE || is == EXPR_UNKNOWN;
}

static void add_finding(struct ctx *c, const struct form_rule *r,
			const struct values *now, const struct values *last,
			struct finding *to)
{
	to->warning = r->warning || to->too_large;
	to->say = to->too_large
			  ? arena_printf(c->mem,
					 tr(c, N_("Rule %d could not be "
						  "computed: the numbers in "
						  "it are too large")),
					 to->rule)
			  : form_rule_say(c, r, now, last);
	to->slots = r->check->names;
	to->slot = arena_array(c->mem, to->slots, sizeof(*to->slot));
	for (size_t i = 0; i < to->slots; i++)
		to->slot[i] = r->check->name[i].slot;
}

void judge_values(struct ctx *c, const struct form *f, const struct values *now,
		  const struct values *last, const char *const *why,
		  struct judgement *out)
{
	*out = (struct judgement){
		.finding =
			arena_array(c->mem, f->rules_n, sizeof(*out->finding))};
	for (int warnings = 0; warnings < 2; warnings++) {
		for (size_t i = 0; i < f->rules_n; i++) {
			struct finding *to = &out->finding[out->n];
			const struct form_rule *r = &f->rules[i];
			bool warning;

			*to = (struct finding){.rule = (int32_t)i + 1};
			if (holds(c, r, now, last, &to->too_large))
				continue;
			warning = r->warning || to->too_large;
			if (warning != (warnings == 1))
				continue;
			add_finding(c, r, now, last, to);
			to->explained = warning && why && why[i] && *why[i];
			out->n++;
			out->errors += !warning;
			out->unexplained += warning && !to->explained;
		}
	}
}

/* Whether any rule asks for the last period, to judge or to say. */
static bool needs_last(const struct form *f)
{
	for (size_t i = 0; i < f->rules_n; i++) {
		const struct form_rule *r = &f->rules[i];

		if (r->check->needs_last || (r->when && r->when->needs_last))
			return true;
		for (int k = 0; k < LANGS; k++)
			for (size_t p = 0; p < r->say[k].n; p++)
				if (r->say[k].part[p].value &&
				    r->say[k].part[p].value->needs_last)
					return true;
	}
	return false;
}

enum err judge(struct ctx *c, const struct form *f, int64_t unit,
	       int64_t period, const struct values *now, const char *const *why,
	       struct judgement *out)
{
	struct values *last = NULL;

	if (needs_last(f))
		TRY(judge_last(c, f, unit, period, &last));
	judge_values(c, f, now, last, why, out);
	return OK;
}

struct val *judgement_view(struct ctx *c, const struct form *f,
			   const struct judgement *j)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < j->n; i++) {
		const struct finding *from = &j->finding[i];
		struct val *v = val_map(c->mem), *fields = val_list(c->mem);

		for (size_t k = 0; k < from->slots; k++)
			list_s(fields, f->slot[from->slot[k]].code);
		map_i(v, "rule", from->rule);
		map_s(v, "level", from->warning ? "warning" : "error");
		map_b(v, "explained", from->explained);
		map_s(v, "say", from->say);
		map_v(v, "fields", fields);
		list_v(list, v);
	}
	return list;
}
