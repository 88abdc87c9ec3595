/* test_expr.c - holds expressions to the cases of expr_cases.json. */
#include "returns/expr.h"

#include "unit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *cases;

static const char *text(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* The indicators of the file, by name; their slots are their places. */
static bool find(const void *arg, const char *code, struct expr_name *to)
{
	json_t *names = json_object_get(cases, "names"), *v;
	const char *key;
	int32_t slot = 0;

	(void)arg;
	json_object_foreach(names, key, v)
	{
		json_t *of = json_object_get(v, "of");

		*to = (struct expr_name){.slot = slot++};
		if (strcmp(key, code))
			continue;
		to->type = of				? EXPR_IS_RATIO
			   : json_object_get(v, "text") ? EXPR_IS_TEXT
							: EXPR_IS_NUMBER;
		to->scale =
			(int)json_integer_value(json_object_get(v, "scale"));
		for (size_t k = 0; of && k < 2; k++)
			to->of[k] = json_string_value(json_array_get(of, k));
		return true;
	}
	return false;
}

static struct values *values_of(struct arena *mem, const json_t *o)
{
	struct values *v = values_new(
		mem,
		(int32_t)json_object_size(json_object_get(cases, "names")));
	struct expr_name name;
	const char *code;
	json_t *number;

	if (!o)
		return NULL;
	json_object_foreach((json_t *)o, code, number)
	{
		assert_true(find(NULL, code, &name));
		v->given[name.slot] = true;
		assert_int_equal(decimal_parse(json_string_value(number),
					       NUMBERS_PLAIN, name.scale,
					       &v->v[name.slot]),
				 DECIMAL_OK);
	}
	return v;
}

static const char *result_text(struct arena *mem, const struct expr *e,
			       const struct values *now,
			       const struct values *last)
{
	static const char *const words[] = {
		[EXPR_FALSE] = "false",
		[EXPR_TRUE] = "true",
		[EXPR_UNKNOWN] = "unknown",
		[EXPR_TOO_LARGE] = "too large",
	};
	struct fraction f;
	enum expr_result is;

	if (e->kind == EXPR_CONDITION)
		return words[expr_test(mem, e, now, last)];
	is = expr_number(mem, e, now, last, &f);
	if (is != EXPR_TRUE)
		return words[is];
	return arena_printf(mem, "%s/%s", decimal_text(mem, f.num, 0),
			    decimal_text(mem, f.den, 0));
}

static enum expr_kind kind_of(const json_t *o)
{
	return text(o, "kind") ? EXPR_NUMBER : EXPR_CONDITION;
}

static void one_try(struct arena *mem, const struct expr *e, const json_t *o)
{
	struct values *now = values_of(mem, json_object_get(o, "now"));
	struct values *last = values_of(mem, json_object_get(o, "last"));
	const char *is = result_text(mem, e, now, last), *lang;
	json_t *shown;

	if (strcmp(is, text(o, "is")))
		fail_msg("%s with %s: %s", e->text, json_dumps(o, 0), is);
	json_object_foreach(json_object_get(o, "show"), lang, shown)
		assert_string_equal(expr_show(mem, e, now, last, lang),
				    json_string_value(shown));
}

static const char *steps_text(struct arena *mem, const struct expr *e)
{
	struct buf b = {.mem = mem};

	val_json(expr_view(mem, e), &b);
	return b.s;
}

static void gives_what_it_should(void **state)
{
	json_t *o, *t;
	size_t i, k;

	json_array_foreach(json_object_get(cases, "cases"), i, o)
	{
		struct expr_fault fault;
		char *steps;
		struct expr *e = expr_parse(*state, text(o, "expr"), kind_of(o),
					    find, NULL, &fault);

		if (!e)
			fail_msg("%s: %zu %s", text(o, "expr"), fault.at,
				 fault.why);
		steps = json_dumps(json_object_get(o, "steps"),
				   JSON_COMPACT | JSON_ENCODE_ANY);
		if (strcmp(steps_text(*state, e), steps))
			fail_msg("%s: %s", e->text, steps_text(*state, e));
		free(steps);
		json_array_foreach(json_object_get(o, "try"), k, t)
			one_try(*state, e, t);
	}
	assert_true(i > 50);
}

/* The message takes its arguments as printf does, by number or not. */
static const char *say(struct arena *mem, const struct expr_fault *f)
{
	char to[300];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(to, sizeof(to), f->why, (int)f->at, f->what);
#pragma GCC diagnostic pop
	return arena_text(mem, to);
}

static void says_where_it_is_wrong(void **state)
{
	struct expr_fault fault;
	json_t *o;
	size_t i;

	json_array_foreach(json_object_get(cases, "wrong"), i, o)
	{
		if (expr_parse(*state, text(o, "expr"), kind_of(o), find, NULL,
			       &fault))
			fail_msg("taken: %s", text(o, "expr"));
		assert_string_equal(say(*state, &fault), text(o, "why"));
		assert_int_equal(fault.at,
				 json_integer_value(json_object_get(o, "at")));
	}
	assert_true(i > 40);
}

/* `n` times `open`, then `core`, then `n` times `close`. */
static const char *nested(struct arena *mem, int n, const char *open,
			  const char *core, const char *close)
{
	struct buf b = {.mem = mem};

	for (int i = 0; i < n; i++)
		buf_str(&b, open);
	buf_str(&b, core);
	for (int i = 0; i < n; i++)
		buf_str(&b, close);
	return b.s;
}

static bool taken(struct arena *mem, const char *s, const char *why)
{
	struct expr_fault fault;
	struct expr *e = expr_parse(mem, s, EXPR_CONDITION, find, NULL, &fault);

	if (!e)
		assert_non_null(strstr(say(mem, &fault), why));
	return e;
}

static void has_limits(void **state)
{
	struct arena *mem = *state;
	const int n = EXPR_DEPTH_MAX;

	assert_true(taken(mem, nested(mem, n, "(", "a = b", ")"), ""));
	assert_false(taken(mem, nested(mem, n + 1, "(", "a = b", ")"),
			   "within each other"));
	assert_true(taken(mem, nested(mem, n, "not ", "a = b", ""), ""));
	assert_false(taken(mem, nested(mem, n + 1, "not ", "a = b", ""),
			   "within each other"));
	assert_false(taken(mem, nested(mem, n + 1, "-", "a = b", ""),
			   "within each other"));
	assert_false(taken(mem, nested(mem, n + 1, "sum(", "a", ") = b"),
			   "within each other"));
	/* a long one is no deep one */
	assert_true(taken(mem, nested(mem, 400, "a+", "b = a", ""), ""));
	assert_true(taken(
		mem, nested(mem, EXPR_LENGTH_MAX - 5, " ", "a = b", ""), ""));
	assert_false(taken(mem,
			   nested(mem, EXPR_LENGTH_MAX - 4, " ", "a = b", ""),
			   "longer than 1000"));
}

static void keeps_each_name_once(void **state)
{
	struct expr_fault fault;
	struct expr *e = expr_parse(*state, "b + last(a) = a + change(r) * b",
				    EXPR_CONDITION, find, NULL, &fault);

	assert_non_null(e);
	assert_int_equal(e->names, 3);
	assert_string_equal(e->name[0].code, "b");
	assert_string_equal(e->name[1].code, "a");
	assert_string_equal(e->name[2].code, "x");
	assert_true(e->needs_last);
	e = expr_parse(*state, "a = b", EXPR_CONDITION, find, NULL, &fault);
	assert_false(e->needs_last);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(gives_what_it_should),
		IN_ARENA(says_where_it_is_wrong),
		IN_ARENA(has_limits),
		IN_ARENA(keeps_each_name_once),
	};

	int failed;

	cases = json_load_file(argc > 1 ? argv[1] : "expr_cases.json",
			       JSON_REJECT_DUPLICATES, NULL);
	if (!cases)
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	json_decref(cases);
	return failed;
}
