/* test_form_edit.c - a form's file as rows, and back. */
#include "returns/form_edit.h"

#include "returns/form_read.h"
#include "unit.h"

#include <jansson.h>
#include <string.h>

static const char whole[] =
	"{\"code\":\"T\",\"title\":{\"vi\":\"Biểu\",\"en\":\"Table\"},"
	"\"period\":\"week\",\"first\":\"2026-W05\","
	"\"answers\":[\"branch\",\"club\"],"
	"\"lists\":{\"age\":[{\"code\":\"u15\",\"title\":\"Under 15\"},"
	"{\"code\":\"o15\",\"title\":{\"vi\":\"Từ 15\",\"en\":\"15+\"}}]},"
	"\"indicators\":[{\"code\":\"A1\",\"group\":\"A\",\"title\":\"A\","
	"\"type\":\"count\",\"by\":\"age\",\"time\":\"last\"},"
	"{\"code\":\"C0\",\"group\":{\"vi\":\"B\",\"en\":\"b\"},"
	"\"title\":{\"en\":\"Sum\"},\"help\":\"H\",\"type\":\"amount\","
	"\"scale\":2,\"unit\":{\"vi\":\"đồng\",\"en\":\"dong\"},"
	"\"sum\":[\"A1\",\"C1\"],\"required\":true},"
	"{\"code\":\"C1\",\"title\":\"C\",\"type\":\"amount\","
	"\"tree\":\"mean\"},"
	"{\"code\":\"D\",\"title\":\"D\",\"type\":\"choice\",\"choices\":["
	"{\"code\":\"x\",\"title\":\"X\"},"
	"{\"code\":\"y\",\"title\":{\"en\":\"Y\"}}]},"
	"{\"code\":\"F\",\"title\":\"F\",\"type\":\"text\","
	"\"words\":{\"min\":1,\"max\":200}},"
	"{\"code\":\"R\",\"title\":\"R\",\"type\":\"ratio\","
	"\"of\":[\"A1.u15\",\"A1\"]}],"
	"\"rules\":[{\"if\":\"A1 > 0\",\"check\":\"C1 <= C0\","
	"\"level\":\"warning\",\"say\":{\"vi\":\"Sai\",\"en\":\"No\"}},"
	"{\"check\":\"A1 < 9\"}]}";

static struct blob blob(const char *s)
{
	return (struct blob){s, strlen(s)};
}

static void comes_back_the_same(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct form_edit *e = form_edit_new(*state);
	json_t *was = json_loads(whole, 0, NULL), *is;
	struct form_file file;
	const char *again;

	assert_int_equal(form_read(&c, blob(whole), &file), OK);
	assert_true(form_edit_read(*state, blob(whole), e));
	assert_int_equal(e->rows, 9); /* three headings: A, b, none */
	assert_string_equal(e->row[0].type, "heading");
	assert_string_equal(e->row[4].type, "heading");
	assert_string_equal(e->row[4].vi, "");
	assert_string_equal(e->lists,
			    "[age]\nu15 | Under 15\no15 | Từ 15 | 15+\n");
	assert_int_equal(form_edit_place(e, 0), 1);
	assert_int_equal(form_edit_place(e, 5), 8);
	again = form_edit_file(*state, e);
	is = json_loads(again, 0, NULL);
	if (!json_equal(was, is))
		fail_msg("%s", again);
	json_decref(was);
	json_decref(is);
}

static void moves_rows(void **state)
{
	struct form_edit *e = form_edit_new(*state);

	assert_true(form_edit_add(e, 0));
	e->row[0].code = "a";
	assert_true(form_edit_add(e, 1));
	e->row[1].code = "b";
	form_edit_up(e, 1);
	assert_string_equal(e->row[0].code, "b");
	form_edit_up(e, 0);
	form_edit_down(e, 1);
	assert_string_equal(e->row[0].code, "b");
	form_edit_down(e, 0);
	assert_string_equal(e->row[0].code, "a");
	assert_true(form_edit_add(e, 1));
	assert_string_equal(e->row[1].code, "");
	form_edit_remove(e, 0);
	assert_int_equal(e->rows, 2);
	assert_string_equal(e->row[1].code, "b");
	assert_string_equal(e->row[2].code, "");
	while (e->rows < EDIT_ROWS)
		assert_true(form_edit_add(e, e->rows));
	assert_false(form_edit_add(e, 0));
}

/* What is wrong is not mended in silence: form_read() says it. */
static void keeps_what_is_wrong(void **state)
{
	struct ctx c = {.mem = *state, .lang = "en"};
	struct form_edit *e = form_edit_new(*state);
	struct form_file file;
	const char *s;

	e->code = "T";
	e->vi = "T";
	e->period = "month";
	e->answers = "branch";
	e->lists = "stray | Stray\n[age]\n";
	e->rows = 3;
	e->row[0].code = "a";
	e->row[0].vi = e->row[0].en = "A";
	e->row[0].type = "amount";
	e->row[0].scale = "99999999999999999999";
	e->row[2].code = "b";
	e->row[2].type = "count";
	s = form_edit_file(*state, e);
	assert_non_null(strstr(s, "99999999999999999999"));
	assert_null(strstr(s, "\"title\": \"\""));
	assert_int_equal(form_read(&c, blob(s), &file), ERR_INVALID);
	assert_int_equal(form_edit_place(e, 1), 2);
}

static void has_too_many_rows(void **state)
{
	struct form_edit *e = form_edit_new(*state);
	struct buf b = {.mem = *state};

	buf_str(&b, "{\"indicators\":[");
	for (int i = 0; i < EDIT_ROWS; i++)
		buf_printf(&b, "%s{\"code\":\"i%d\"}", i ? "," : "", i);
	buf_str(&b, "]}");
	assert_false(form_edit_read(*state, blob(b.s), e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(comes_back_the_same),
		IN_ARENA(moves_rows),
		IN_ARENA(keeps_what_is_wrong),
		IN_ARENA(has_too_many_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
