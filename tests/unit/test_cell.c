/* test_cell.c - what people type into a form. */
#include "returns/cell.h"

#include "unit.h"

#include <string.h>

/* n0 count, n1 amount of 1 decimal, n2 yes/no, n3 choice of n4 and n5, n6
 * text of 2 to 4 words, n7 = n0 + n1. */
enum { COUNT_, AMOUNT_, YESNO_, CHOICE_, OWN_, BOUGHT_, TEXT_, SUM_, SLOTS_ };

static void make_form(struct arena *mem, struct form *f)
{
	static const enum indicator_type type[] = {
		TYPE_COUNT, TYPE_AMOUNT, TYPE_YESNO, TYPE_CHOICE,
		TYPE_YESNO, TYPE_YESNO,	 TYPE_TEXT,  TYPE_AMOUNT};
	static const char *const code[] = {"n",	    "a",	"y", "c",
					   "c.own", "c.bought", "t", "s"};
	static int32_t items[] = {OWN_, BOUGHT_}, parts[] = {COUNT_, AMOUNT_};
	static int32_t total[] = {SUM_};

	*f = (struct form){.code = "F", .slots = SLOTS_, .n = SLOTS_};
	f->slot = arena_array(mem, SLOTS_, sizeof(*f->slot));
	f->order = arena_array(mem, SLOTS_, sizeof(*f->order));
	for (int32_t i = 0; i < SLOTS_; i++) {
		f->order[i] = i;
		f->slot[i] = (struct indicator){.code = code[i],
						.type = type[i],
						.parent = -1,
						.asked = true};
		f->slot[i].title[LANG_EN] = code[i];
	}
	f->slot[AMOUNT_].scale = f->slot[SUM_].scale = 1;
	f->slot[OWN_].parent = f->slot[BOUGHT_].parent = CHOICE_;
	f->slot[OWN_].title[LANG_VI] = "Tự làm";
	f->slot[CHOICE_].part = items;
	f->slot[SUM_].part = parts;
	f->slot[CHOICE_].parts = f->slot[SUM_].parts = 2;
	f->slot[TEXT_].words_min = 2;
	f->slot[TEXT_].words_max = 4;
	f->total = total;
	f->totals = 1;
}

static void reads_cells(void **state)
{
	static const struct {
		int32_t slot;
		const char *typed;
		bool ok, given;
		int64_t v;
		const char *again; /* cell_typed() */
	} rows[] = {
		{COUNT_, "12", true, true, 12, "12"},
		{COUNT_, " 1,120 ", true, true, 1120, "1,120"},
		{COUNT_, " \t", true, false, 0, ""},
		{COUNT_, "-1", false, false, 0, NULL},
		{COUNT_, "=1+1", false, false, 0, NULL},
		{COUNT_, "1.5", false, false, 0, NULL},
		{AMOUNT_, "1.5", true, true, 15, "1.5"},
		{AMOUNT_, "-1.5", true, true, -15, "−1.5"},
		{YESNO_, "Có", true, true, 1, "1"},
		{YESNO_, "KHÔNG", true, true, 0, "0"},
		{YESNO_, "X", true, true, 1, "1"},
		{YESNO_, "2", false, false, 0, NULL},
		{CHOICE_, "bought", true, true, 1, "bought"},
		{CHOICE_, "tu làm", true, true, 1, "own"},
		{CHOICE_, "c.own", true, true, 1, "own"},
		{CHOICE_, "lent", false, false, 0, NULL},
		{TEXT_, "hai từ", true, true, 2, "hai từ"},
		{TEXT_, "một - ", false, false, 0, NULL},
		{TEXT_, "một hai ba bốn năm", false, false, 0, NULL},
	};
	struct ctx c = {.mem = *state, .lang = "en"};
	struct form f;

	make_form(*state, &f);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct filled *to = filled_new(*state, &f);
		struct cell_in in = {rows[i].slot, rows[i].typed, NUMBERS_EN, 2,
				     3};
		int64_t before = c.fault_count;

		assert_int_equal(cell_read(&c, &f, &in, to), rows[i].ok);
		assert_int_equal(c.fault_count - before, !rows[i].ok);
		assert_int_equal(to->v->given[rows[i].slot], rows[i].given);
		if (!rows[i].ok)
			continue;
		assert_int_equal(to->v->v[rows[i].slot], rows[i].v);
		assert_string_equal(cell_typed(*state, &f, rows[i].slot, to->v,
					       to->text[rows[i].slot],
					       NUMBERS_EN),
				    rows[i].again);
	}
}

static void gives_every_item(void **state)
{
	struct ctx c = {.mem = *state, .lang = "vi"};
	struct cell_in in = {CHOICE_, "own", NUMBERS_VI, 0, 0};
	struct filled *to;
	struct form f;

	make_form(*state, &f);
	to = filled_new(*state, &f);
	assert_true(cell_read(&c, &f, &in, to));
	assert_true(to->v->given[OWN_] && to->v->given[BOUGHT_]);
	assert_int_equal(to->v->v[OWN_], 1);
	assert_int_equal(to->v->v[BOUGHT_], 0);
	assert_string_equal(cell_shown(&c, &f, CHOICE_, to->v, NULL), "Tự làm");
	assert_false(cell_asked(&f, OWN_));
	assert_true(cell_asked(&f, CHOICE_));
}

static void adds_totals(void **state)
{
	static const struct {
		const char *n, *a, *s;
		int faults;
		bool given;
		int64_t sum;
	} rows[] = {
		{"2", "1.5", "", 0, true, 35},
		{"2", "", "", 0, true, 20},
		{"", "", "", 0, false, 0},
		{"", "", "7", 0, true, 70},
		{"2", "1.5", "3.5", 0, true, 35},
		{"2", "1.5", "3.6", 1, true, 35},
		{"x", "1.5", "", 1, false, 0},
		{"922337203685477580", "1.0", "", 1, false, 0},
	};
	struct form f;

	make_form(*state, &f);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ctx c = {.mem = *state, .lang = "en"};
		struct filled *to = filled_new(*state, &f);
		struct cell_in in[] = {{COUNT_, rows[i].n, NUMBERS_EN, 0, 0},
				       {AMOUNT_, rows[i].a, NUMBERS_EN, 0, 0},
				       {SUM_, rows[i].s, NUMBERS_EN, 0, 0}};

		for (size_t k = 0; k < COUNT(in); k++)
			(void)!cell_read(&c, &f, &in[k], to);
		filled_total(&c, &f, 0, to);
		assert_int_equal(c.fault_count, rows[i].faults);
		assert_int_equal(to->v->given[SUM_], rows[i].given);
		if (rows[i].given)
			assert_int_equal(to->v->v[SUM_], rows[i].sum);
	}
}

static void wants_what_is_required(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct cell_in wrong = {COUNT_, "x", NUMBERS_EN, 0, 0};
	struct filled *to;
	struct form f;

	make_form(*state, &f);
	f.slot[COUNT_].required = f.slot[TEXT_].required = true;
	to = filled_new(*state, &f);
	assert_false(cell_read(&c, &f, &wrong, to));
	filled_require(&c, &f, 0, to);
	assert_int_equal(c.fault_count, 2);
	assert_string_equal(c.last_fault->field, "t");
}

static void counts_words(void **state)
{
	(void)state;
	assert_int_equal(cell_words(""), 0);
	assert_int_equal(cell_words(" - … !"), 0);
	assert_int_equal(cell_words("Hợp tác xã, năm 2026"), 5);
	assert_int_equal(cell_words("một\n\nhai\u00a0ba"), 3);
	assert_int_equal(cell_words("(a-b) “c”"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(reads_cells),	IN_ARENA(gives_every_item),
		IN_ARENA(adds_totals),	IN_ARENA(wants_what_is_required),
		IN_ARENA(counts_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
