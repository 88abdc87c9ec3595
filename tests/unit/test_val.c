/* test_val.c - views and their JSON. */
#include "base/val.h"

#include "unit.h"

#include <jansson.h>
#include <string.h>

static const char *json(const struct val *v)
{
	struct buf b = {.mem = v->mem};

	val_json(v, &b);
	return b.s;
}

static struct val *text(struct arena *mem, const char *s)
{
	struct val *map = val_map(mem);

	map_s(map, "s", s);
	return map;
}

static void writes_every_kind(void **state)
{
	struct val *map = val_map(*state), *list = val_list(*state);

	map_i(map, "least", INT64_MIN);
	map_i(map, "most", INT64_MAX);
	map_b(map, "yes", true);
	map_b(map, "no", false);
	map_s(map, "text", "Đông Hà");
	map_s(map, "none", NULL);
	map_v(map, "list", list);
	map_v(map, "map", val_map(*state));
	list_v(list, val_list(*state));
	list_v(list, text(*state, "x"));
	assert_string_equal(
		json(map),
		"{\"least\":-9223372036854775808,"
		"\"most\":9223372036854775807,\"yes\":true,\"no\":false,"
		"\"text\":\"Đông Hà\",\"none\":null,"
		"\"list\":[[],{\"s\":\"x\"}],\"map\":{}}");
}

static void escapes_text(void **state)
{
	assert_string_equal(json(text(*state, "a\"b\\c\n\t\x01\x1f\x7f/")),
			    "{\"s\":\"a\\\"b\\\\c\\u000a\\u0009\\u0001"
			    "\\u001f\x7f/\"}");
	assert_string_equal(json(text(*state, "")), "{\"s\":\"\"}");
}

/* Every byte of ASCII comes back from a parser that is not ours. */
static void other_parsers_read_it(void **state)
{
	char all[128];
	json_t *root;
	json_error_t error;

	for (int i = 1; i < 128; i++)
		all[i - 1] = (char)i;
	all[127] = '\0';
	root = json_loads(json(text(*state, all)), JSON_REJECT_DUPLICATES,
			  &error);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "s")), all);
	json_decref(root);
}

static void finds_members(void **state)
{
	struct val *map = val_map(*state);

	map_i(map, "a", 1);
	map_s(map, "b", "two");
	assert_int_equal(val_get(map, "a")->i, 1);
	assert_string_equal(val_get(map, "b")->s, "two");
	assert_null(val_get(map, "c"));
	assert_string_equal(val_text(map, "b"), "two");
	assert_string_equal(val_text(map, "a"), "");
	assert_string_equal(val_text(map, "c"), "");
	assert_int_equal(val_int(map, "a"), 1);
	assert_int_equal(val_int(map, "b"), 0);
	assert_int_equal(val_int(map, "c"), 0);
	assert_null(val_get(val_list(*state), "a"));
}

static void knows_what_is_true(void **state)
{
	struct val *map = val_map(*state), *list = val_list(*state);

	map_i(map, "zero", 0);
	map_i(map, "minus", -1);
	map_b(map, "no", false);
	map_b(map, "yes", true);
	map_s(map, "null", NULL);
	map_s(map, "empty", "");
	map_s(map, "text", "0");
	assert_false(val_true(val_get(map, "zero")));
	assert_true(val_true(val_get(map, "minus")));
	assert_false(val_true(val_get(map, "no")));
	assert_true(val_true(val_get(map, "yes")));
	assert_false(val_true(val_get(map, "null")));
	assert_false(val_true(val_get(map, "empty")));
	assert_true(val_true(val_get(map, "text")));
	assert_false(val_true(list));
	list_v(list, map);
	assert_true(val_true(list));
	assert_true(val_true(val_map(*state)));
}

static void keeps_long_lists_in_order(void **state)
{
	struct val *list = val_list(*state);
	int64_t want = 0;

	for (int i = 0; i < 100000; i++) {
		struct val *map = val_map(*state);

		map_i(map, "i", i);
		list_v(list, map);
	}
	for (const struct val *v = list->first; v; v = v->next)
		assert_int_equal(val_get(v, "i")->i, want++);
	assert_int_equal(want, 100000);
	assert_int_equal(strlen(json(list)), 1 + 6 * 100000 + 488890 + 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(writes_every_kind),
		IN_ARENA(escapes_text),
		IN_ARENA(other_parsers_read_it),
		IN_ARENA(finds_members),
		IN_ARENA(knows_what_is_true),
		IN_ARENA(keeps_long_lists_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
