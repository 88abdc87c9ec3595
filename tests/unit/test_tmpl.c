/* test_tmpl.c - templates: every value escaped, every name there. */
#include "store.h"

#include "gen/tmpl.h"
#include "web/tmpl.h"

static int setup(void **state)
{
	struct ctx *c = calloc(1, sizeof(*c));

	c->mem = arena_new();
	c->lang = "en";
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	struct ctx *c = *state;

	arena_free(c->mem);
	free(c);
	return 0;
}

/* What the shell of every page needs, nobody being signed in. */
static struct val *shell_of(struct ctx *c, const char *here)
{
	struct val *v = val_map(c->mem);

	map_s(v, "app_lang", c->lang);
	map_b(v, "app_english", false);
	map_s(v, "app_title", "A & B");
	map_s(v, "app_login", NULL);
	map_s(v, "app_csrf", "");
	map_s(v, "app_here", here);
	map_s(v, "app_version", "0");
	return v;
}

static struct val *error_of(struct ctx *c, const char *why)
{
	struct val *v = val_map(c->mem), *faults = val_list(c->mem);

	for (int i = 1; i <= 2; i++) {
		struct val *f = val_map(c->mem);

		map_i(f, "line", i - 1);
		map_s(f, "field", i == 1 ? NULL : "name");
		map_s(f, "why", i == 1 ? "first" : "second");
		list_v(faults, f);
	}
	map_s(v, "title", "Sorry");
	map_s(v, "why", why);
	map_v(v, "faults", faults);
	map_s(v, "request", "<12>");
	return v;
}

static const char *render(struct ctx *c, struct val *shell, struct val *v)
{
	struct buf b = {.mem = c->mem};

	assert_int_equal(tmpl_render(c, "shell/error", shell, v, &b), OK);
	return b.s;
}

static void escapes_every_value(void **state)
{
	struct ctx *c = *state;
	const char *s = render(c, shell_of(c, "/a?b=\"<c>\"&d='"),
			       error_of(c, "<script>alert('x')</script>\"&"));

	assert_non_null(strstr(s, "<p>&lt;script&gt;alert(&#39;x&#39;)"
				  "&lt;/script&gt;&quot;&amp;</p>"));
	assert_non_null(strstr(s, "<title>Sorry · A &amp; B</title>"));
	assert_non_null(strstr(s, "next=/a%3Fb%3D%22%3Cc%3E%22%26d%3D%27\""));
}

static void fills_messages(void **state)
{
	struct ctx *c = *state;
	const char *s;

	s = render(c, shell_of(c, "/"), error_of(c, ""));
	assert_non_null(strstr(s, "Number of this request: &lt;12&gt;</p>"));
	c->lang = "vi";
	s = render(c, shell_of(c, "/"), error_of(c, ""));
	assert_non_null(strstr(s, "Số của yêu cầu này: &lt;12&gt;</p>"));
}

static void plays_sections(void **state)
{
	struct ctx *c = *state;
	const char *s = render(c, shell_of(c, "/"), error_of(c, ""));

	/* the item's own `why`, not the page's; line 0 is no line */
	assert_non_null(strstr(s, "<p>first</p>"));
	assert_non_null(strstr(s, "<p>line 1 <b>name</b>: second</p>"));
	assert_non_null(strstr(s, "<body class=\"bare\">"));
	assert_null(strstr(s, "Sign out"));
}

static void misses_no_name(void **state)
{
	struct ctx *c = *state;
	struct buf b = {.mem = c->mem};
	struct val *v = val_map(c->mem);

	map_s(v, "title", "Sorry");
	assert_int_equal(tmpl_render(c, "shell/error", shell_of(c, "/"), v, &b),
			 ERR_BROKEN);
	assert_non_null(strstr(c->why, "no such name: why"));
	assert_int_equal(tmpl_render(c, "shell/nothing", NULL, v, &b),
			 ERR_BROKEN);
	assert_non_null(strstr(c->why, "no such template: shell/nothing"));
	map_v(v, "why", val_list(c->mem));
	map_v(v, "faults", val_list(c->mem));
	map_s(v, "request", "");
	assert_int_equal(tmpl_render(c, "shell/error", shell_of(c, "/"), v, &b),
			 ERR_BROKEN);
	assert_non_null(strstr(c->why, "no text: why"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(escapes_every_value, setup,
						teardown),
		cmocka_unit_test_setup_teardown(fills_messages, setup,
						teardown),
		cmocka_unit_test_setup_teardown(plays_sections, setup,
						teardown),
		cmocka_unit_test_setup_teardown(misses_no_name, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
