/* test_symbol.c - holds symbols to the cases of symbols.tsv; their keys, the
 * formats they are made of, and the kinds that a store begins with. */
#include "store.h"

#include "register/kind.h"
#include "register/symbol.h"

#include <assert.h>

#define LINE_LONGEST 1000
#define COLUMNS	     10
#define CASES_LEAST  200

static const char *cases;

/* The columns of a line; of what is no symbol there are two. */
static size_t split(char *line, const char **column)
{
	size_t n = 0;

	while (line && n < COLUMNS) {
		column[n++] = line;
		line = strchr(line, '\t');
		if (line)
			*line++ = '\0';
	}
	return n;
}

static void add(struct buf *b, const char *s)
{
	buf_printf(b, "\t%s", s && *s ? s : "·");
}

/* What is read, as the file has it. */
static const char *shown(struct arena *mem, const char *text)
{
	struct buf b = {.mem = mem}, names = {.mem = mem};
	struct symbol s;
	const struct val *v;

	if (!symbol_parse(mem, text, &s))
		return arena_printf(mem, "%s\tnothing", text);
	v = symbol_view(mem, &s);
	buf_str(&b, text);
	add(&b,
	    s.numbered ? arena_printf(mem, "%lld", (long long)s.number) : NULL);
	add(&b, s.suffix);
	add(&b, s.kind);
	add(&b, s.issuer);
	add(&b, s.drafter);
	add(&b, s.year ? arena_printf(mem, "%d", s.year) : NULL);
	add(&b, val_text(v, "style"));
	for (size_t i = 0; i < s.names_n; i++)
		buf_printf(&names, "%s%s", i ? "/" : "", s.names[i]);
	add(&b, names.s);
	add(&b, s.left);
	return b.s;
}

static void reads_the_cases(void **state)
{
	char line[LINE_LONGEST];
	FILE *f = fopen(cases, "r");
	size_t n = 0, wrong = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		const char *column[COLUMNS], *want, *is;

		if (!strncmp(line, "# ", 2))
			continue;
		line[strcspn(line, "\n")] = '\0';
		want = arena_text(*state, line);
		assert_true(split(line, column) >= 2);
		is = shown(*state, column[0]);
		if (strcmp(is, want) != 0) {
			print_error("want %s\n  is %s\n", want, is);
			wrong++;
		}
		n++;
	}
	fclose(f);
	assert_int_equal(wrong, 0);
	assert_true(n >= CASES_LEAST);
}

static void same_key_for_one_symbol(void **state)
{
	static const char *const same[][6] = {
		{"15-qd-bnv", "15/QĐ-BNV", "15/QĐ-BNV ngày 12/3/2024",
		 "Số: 0015 /QĐ – BNV", "quyết định số 15/qd-bnv",
		 "１５／ＱĐ－ＢＮＶ"},
		{"858-cv-duk", "858CV/ĐUK", "858-CV/ĐUK", "858 - cv/đuk",
		 "Công văn 858-CV/ĐUK.", "0858-CV/ĐUK"},
		{"12a-qd-ubnd", "12a/QĐ-UBND", "12A/QĐ-UBND", "12a/ QĐ-UBND",
		 "Số 12a/QÐ-UBND", "(12a/QĐ-UBND)"},
		{"15-qd-dang-uy", "15-QĐ/Đảng ủy", "15-QĐ/Đảng uỷ",
		 "15-QĐ/ĐẢNG ỦY", "15-QĐ/Đảng ủy", "số 15-QĐ/Đảng uỷ"},
		{"45-2019-qh14", "45/2019/QH14", "Luật số 45/2019/QH14",
		 "luật 45/2019/qh14", "Số: 45/2019/QH14", "45 / 2019 / QH14"},
		{"nghi-dinh-30", "Nghị định 30", "nghị định số 30",
		 "Nghị định 030", "nghi dinh 30", "Nghị định số: 30."},
		{"khong-so", "không số", "Không số", "KHÔNG SỐ", "không  số ",
		 "(không số)"},
		{"", "", " ", "…", "/", "-"},
	};

	for (size_t i = 0; i < COUNT(same); i++)
		for (size_t k = 0; k < COUNT(same[i]); k++)
			assert_string_equal(symbol_key(*state, same[i][k]),
					    same[i][0]);
}

static void other_key_for_another_symbol(void **state)
{
	static const char *const other[] = {
		"15/QĐ-BNV",	"150/QĐ-BNV",	   "1/5/QĐ-BNV",
		"15a/QĐ-BNV",	"15bis/QĐ-BNV",	   "15/QĐ-BNVA",
		"15/QĐ-BN-V",	"15/QC-BNV",	   "15/BNV",
		"15/BNV-QĐ",	"15/2020/QĐ-BNV",  "15/2021/QĐ-BNV",
		"15/QĐ-BNV-VP", "Nghị định số 15", "Nghị quyết số 15",
		"15",		"15/QyĐ-BNV",	   "15/QĐ-BNV2",
		"15/QĐ-GD&ĐT",	"15/QĐ-GDĐT",	   "115/QĐ-BNV",
	};

	for (size_t i = 0; i < COUNT(other); i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(symbol_key(*state, other[i]),
						symbol_key(*state, other[k]));
}

static void refuses_formats(void **state)
{
	static const char *const wrong[] = {
		"",
		"{kind}/{issuer}",
		"{n}-{n}/{kind}",
		"{m}/{kind}",
		"{n:0}/{kind}",
		"{n:1}/{kind}",
		"{n:10}/{kind}",
		"{n:01}/{kind}",
		"{N}/{kind}",
		"{ n }/{kind}",
		"{n}/{kind}}",
		"{n}/{kind",
		"{n}/{{kind}}",
		"{}/{n}",
		"}{n}{",
		"{n}{year}",
		"{year}{n}/{kind}",
		"1{n}/{kind}",
		"{n}0/{kind}",
		" {n}/{kind}",
		"{n}\n/{kind}",
		"{n}\xff",
		"{n}/ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE",
	};
	struct symbol_fault fault;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		fault = (struct symbol_fault){0};
		if (symbol_format_check(*state, wrong[i], &fault))
			fail_msg("taken: %s", wrong[i]);
		assert_non_null(strstr(fault.why, "%s"));
		assert_non_null(fault.what);
	}
	assert_false(symbol_format_check(*state, "{n}/{kim}-X", &fault));
	assert_string_equal(fault.what, "{kim}");
}

static void makes_symbols(void **state)
{
	static const struct {
		const char *format;
		struct symbol_parts p;
		const char *want;
	} rows[] = {
		{"{n:02}/{kind}-{issuer}",
		 {7, "QĐ", "UBND", NULL, NULL, 2026},
		 "07/QĐ-UBND"},
		{"{n:02}/{kind}-{issuer}",
		 {107, "QĐ", "UBND", NULL, NULL, 2026},
		 "107/QĐ-UBND"},
		{"{n}-{kind}/{issuer}-{drafter}",
		 {367, "QĐ", "TWĐTN", "VP", NULL, 2026},
		 "367-QĐ/TWĐTN-VP"},
		{"{n}-{kind}/{issuer}-{drafter}",
		 {367, "QĐ", "TWĐTN", "", NULL, 2026},
		 "367-QĐ/TWĐTN"},
		{"{n:04}/{year}/{kind}-{issuer}",
		 {30, "NĐ", "CP", NULL, NULL, 2020},
		 "0030/2020/NĐ-CP"},
		{"{n}/{issuer}-{drafter}",
		 {5, "CV", "BNV", "VP", NULL, 2026},
		 "5/BNV-VP"},
		{"{n}-{kind}/{term}/{issuer}",
		 {5, "NQ", "ĐU", NULL, "XXII", 2026},
		 "5-NQ/XXII/ĐU"},
		{"{kind} {n:03} {drafter}",
		 {5, "NQ", "ĐU", NULL, NULL, 2026},
		 "NQ 005"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct symbol_fault fault;

		assert_true(
			symbol_format_check(*state, rows[i].format, &fault));
		assert_string_equal(
			symbol_format(*state, rows[i].format, &rows[i].p),
			rows[i].want);
	}
	assert_true(symbol_fits(*state, "12345678901/QĐ-UBND"));
	assert_false(symbol_fits(*state, "123456789012/QĐ-UBND"));
	assert_true(symbol_fits(*state, "1/ĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐ"));
	assert_false(symbol_fits(*state, "1/ĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐ"));
}

/* What a format makes of some parts is read back as these parts, whatever
 * the kind. */
static void reads_what_it_makes(void **state)
{
	static const struct {
		const char *format;
		bool year, drafter;
		enum symbol_style style;
	} rows[] = {
		{"{n:02}/{kind}-{issuer}", false, false, SYMBOL_STATE},
		{"{n}/{kind}-{issuer}-{drafter}", false, true, SYMBOL_STATE},
		{"{n:03}-{kind}/{issuer}", false, false, SYMBOL_ORGANISATION},
		{"{n}-{kind}/{issuer}-{drafter}", false, true,
		 SYMBOL_ORGANISATION},
		{"{n:02}/{year}/{kind}-{issuer}", true, false, SYMBOL_LAW},
		{"Số: {n:05} /{kind}-{issuer}", false, false, SYMBOL_STATE},
	};
	static const int64_t numbers[] = {1, 9, 10, 99, 1000, 99999999999};

	for (size_t i = 0; i < COUNT(rows) * COUNT(numbers); i++)
		for (size_t k = 0; k < symbol_kinds_n; k++) {
			const struct symbol_kind *kind = &symbol_kinds[k];
			struct symbol_parts p = {numbers[i / COUNT(rows)],
						 kind->abbr,
						 "TWĐTN",
						 "VP",
						 NULL,
						 2026};
			const char *format = rows[i % COUNT(rows)].format;
			struct symbol s;
			const char *text = symbol_format(*state, format, &p);

			assert_true(symbol_parse(*state, text, &s));
			assert_true(s.numbered && s.number == p.n);
			assert_string_equal(s.kind, kind->abbr);
			assert_null(s.left);
			assert_int_equal(s.style, rows[i % COUNT(rows)].style);
			assert_int_equal(s.year, rows[i % COUNT(rows)].year
							 ? p.year
							 : 0);
			if (kind->joint && rows[i % COUNT(rows)].drafter)
				assert_string_equal(s.issuer, "TWĐTN-VP");
			else
				assert_string_equal(s.issuer, "TWĐTN");
			assert_int_equal(s.drafter != NULL,
					 rows[i % COUNT(rows)].drafter &&
						 !kind->joint);
		}
}

static enum err look_up_kinds(struct ctx *c, void *arg)
{
	struct document_kind *kinds;
	size_t n;

	(void)arg;
	TRY(document_kinds(c, &kinds, &n));
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		bool known = false;

		for (size_t k = 0; k < symbol_kinds_n; k++)
			known |= !strcmp(symbol_kinds[k].abbr, kinds[i].abbr) &&
				 !strcmp(symbol_kinds[k].name, kinds[i].vi);
		if (!known)
			fail_msg("%s %s", kinds[i].abbr, kinds[i].vi);
	}
	return OK;
}

/* Every kind a store begins with is known under its abbreviation. */
static void knows_the_kinds_of_a_store(void **state)
{
	struct ctx *c = test_store("sqlite::memory:");

	(void)state;
	assert_int_equal(run_unit(c, DB_READ, look_up_kinds, NULL), OK);
	test_close(c);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(reads_the_cases),
		IN_ARENA(same_key_for_one_symbol),
		IN_ARENA(other_key_for_another_symbol),
		IN_ARENA(refuses_formats),
		IN_ARENA(makes_symbols),
		IN_ARENA(reads_what_it_makes),
		cmocka_unit_test(knows_the_kinds_of_a_store),
	};

	assert(argc == 2);
	cases = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
