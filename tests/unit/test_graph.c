/* test_graph.c - documents in columns, beside those they hang on. */
#include "web/graph.h"

#include "unit.h"

static struct val *node(struct arena *mem, struct val *list, int64_t document,
			int64_t depth)
{
	struct val *v = val_map(mem);

	map_i(v, "document", document);
	map_i(v, "depth", depth);
	list_v(list, v);
	return v;
}

static void edge(struct arena *mem, struct val *list, int64_t from, int64_t to)
{
	struct val *v = val_map(mem);

	map_i(v, "from", from);
	map_i(v, "to", to);
	map_s(v, "what", "carries-out");
	list_v(list, v);
}

static void stand_in_columns(void **state)
{
	struct arena *mem = *state;
	struct ctx c = {.mem = mem};
	struct val *nodes = val_list(mem), *edges = val_list(mem), *v;
	struct val *first = node(mem, nodes, 1, -1);
	struct val *left = node(mem, nodes, 2, 0);
	struct val *right = node(mem, nodes, 3, 0);
	struct val *last = node(mem, nodes, 4, 1);
	struct val *other = node(mem, nodes, 5, 1);

	edge(mem, edges, 2, 1);
	edge(mem, edges, 3, 1);
	edge(mem, edges, 4, 3);
	edge(mem, edges, 5, 2);
	edge(mem, edges, 5, 99); /* not in sight */
	v = graph_view(&c, nodes, edges);
	assert_non_null(v);
	assert_true(val_int(first, "x") < val_int(left, "x"));
	assert_true(val_int(left, "x") < val_int(last, "x"));
	assert_int_equal(val_int(left, "x"), val_int(right, "x"));
	assert_true(val_int(left, "y") < val_int(right, "y"));
	/* no lines cross: what hangs on the lower one stands lower */
	assert_true(val_int(other, "y") < val_int(last, "y"));
	assert_true(val_int(v, "width") > val_int(last, "x"));
	assert_true(val_int(v, "height") > val_int(last, "y"));
	assert_true(val_get(v, "lines")->last ==
		    val_get(v, "lines")->first->next->next->next);
}

static void too_few_or_too_many(void **state)
{
	struct arena *mem = *state;
	struct ctx c = {.mem = mem};
	struct val *nodes = val_list(mem), *edges = val_list(mem);

	node(mem, nodes, 1, 0);
	assert_null(graph_view(&c, nodes, edges));
	for (int i = 2; i <= GRAPH_BOXES + 1; i++)
		node(mem, nodes, i, 1);
	assert_null(graph_view(&c, nodes, edges));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(stand_in_columns),
		IN_ARENA(too_few_or_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
