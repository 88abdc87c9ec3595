/* test_people.c - the order of Vietnamese names, how they are found, and
 * where a stay leads. */
#include "unit.h"

#include "base/day.h"
#include "org/draft.h"
#include "people/stay.h"
#include "people/words.h"

#include <string.h>

static int order(struct arena *mem, const char *a, const char *b)
{
	struct blob x = name_sort_key(mem, a), y = name_sort_key(mem, b);
	size_t n = x.size < y.size ? x.size : y.size;
	int by = memcmp(x.data, y.data, n);

	return by ? by : (x.size > y.size) - (x.size < y.size);
}

/* By given name, then family name, then those between; a ă â, d đ, the tones
 * ngang, huyền, hỏi, ngã, sắc, nặng. */
static void test_order(void **state)
{
	static const char *const names[] = {
		"Lê An",      "Nguyễn Thị An", "Nguyễn Văn An",	 "Trần An",
		"Lê Thị Ánh", "Phạm Ân",       "Trần Văn Ẩn",	 "Vũ Dũng",
		"Cao Duy",    "An Đào",	       "Bùi Thị Đào",	 "Hoàng Đạt",
		"Đỗ Hoa",     "Lê Hòa",	       "Mai Thị Hoả",	 "Lê Hoạ",
		"Trần Quý",   "Sương",	       "Bế Sương",	 "Lê Thuý",
		"Tạ Quốc Út", "Hồ Uyên",       "Nguyễn Thị Ước", "Trần Ý",
	};

	for (size_t i = 1; i < COUNT(names); i++)
		if (order(*state, names[i - 1], names[i]) >= 0)
			fail_msg("%s comes before %s", names[i], names[i - 1]);
	assert_true(order(*state, "Lê Hòa", "Lê Hoà") == 0);
	assert_true(order(*state, "LÊ THUÝ AN", "LÊ THÚY AN") == 0);
	/* blanks, and decomposed letters */
	assert_true(order(*state, "Y  Ngọc Nhi", "Y Ngọc Nhi") == 0);
	assert_true(order(*state, "Nguye\u0302\u0303n An", "Nguyễn An") == 0);
}

/* As LIKE does it, for the patterns that are made. */
static bool found(struct arena *mem, const char *name, const char *find)
{
	const char *folded = name_folded(mem, name);
	const char *pattern[NAME_WORDS];

	name_patterns(mem, find, pattern);
	for (int i = 0; i < NAME_WORDS; i++) {
		const char *p = pattern[i];
		char *word;

		if (!strcmp(p, "%"))
			continue;
		word = arena_copy(mem, p + 1, strlen(p) - 2);
		if (!strstr(folded, word))
			return false;
	}
	return true;
}

static void test_find(void **state)
{
	assert_true(found(*state, "Nguyễn Văn An", "nguyen van an"));
	assert_true(found(*state, "Nguyễn Văn An", "An Nguyễn"));
	assert_true(found(*state, "Nguyễn Văn An", "an  NGUYE"));
	assert_true(found(*state, "Nguyễn Văn An", "Nguye\u0302\u0303n"));
	assert_true(found(*state, "Đỗ Ẩn", "do an"));
	assert_true(found(*state, "Đỗ Ẩn", ""));
	assert_false(found(*state, "Nguyễn Văn Lan", "an"));
	assert_false(found(*state, "Nguyễn Văn An", "an binh"));
	assert_string_equal(name_folded(*state, ""), "");
}

static const struct tree empty;

/* a until day 99; it went into b, which went into c on day 200; d was
 * divided on day 100. */
static const struct tree *some_tree(struct arena *mem)
{
	static const char *const code[] = {"top", "a", "b", "c", "d"};
	static const int64_t until[] = {DAY_MAX, 99, 199, DAY_MAX, 99};
	struct draft *d = draft_new(mem, &empty);

	(void)draft_kind(d, "k");
	for (int32_t i = 0; i < 5; i++) {
		(void)draft_add(d, code[i],
				(struct tree_fact){0, until[i], i ? 0 : -1, 0,
						   code[i]});
		d->unit[i].id = i + 1;
	}
	draft_link(d, (struct tree_link){1, 2, 100, 1, 1});
	draft_link(d, (struct tree_link){2, 3, 200, 1, 1});
	draft_link(d, (struct tree_link){4, 2, 100, 0, 0});
	draft_link(d, (struct tree_link){4, 3, 100, 0, 0});
	return draft_tree(d);
}

static size_t pieces(struct arena *mem, int64_t unit, int64_t since,
		     int64_t ends, struct stay_piece **p)
{
	struct stay s = {1, unit, since, ends};
	size_t n;

	stay_pieces(mem, some_tree(mem), &s, p, &n);
	return n;
}

static void test_stay(void **state)
{
	struct stay_piece *p;

	assert_int_equal(pieces(*state, 2, 10, DAY_MAX, &p), 3);
	assert_int_equal(p[0].until, 99);
	assert_int_equal(p[0].from, -1);
	assert_int_equal(p[1].unit, 2);
	assert_int_equal(p[1].from, 1);
	assert_int_equal(p[1].until, 199);
	assert_int_equal(p[2].unit, 3);
	assert_int_equal(p[2].until, DAY_MAX);
	assert_false(p[2].cut);
	assert_int_equal(pieces(*state, 2, 10, 150, &p), 2);
	assert_int_equal(p[1].until, 150);
	assert_int_equal(pieces(*state, 2, 10, 99, &p), 1);
	/* said of a day after it was gone */
	assert_int_equal(pieces(*state, 2, 250, DAY_MAX, &p), 1);
	assert_int_equal(p[0].unit, 3);
	assert_int_equal(p[0].since, 250);
	/* divided: cut off; or nothing at all */
	assert_int_equal(pieces(*state, 5, 10, DAY_MAX, &p), 1);
	assert_true(p[0].cut);
	assert_int_equal(pieces(*state, 5, 100, DAY_MAX, &p), 0);
	assert_int_equal(pieces(*state, 9, 100, DAY_MAX, &p), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(test_order),
		IN_ARENA(test_find),
		IN_ARENA(test_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
