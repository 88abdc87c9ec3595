/* test_routes.c - what holds of every row of routes[]. */
#include "unit.h"

#include "web/signin.h"

#include <string.h>

/* Proof may have run out while somebody filled a form in: what was sent is
 * carried along, or it is lost. */
static void keeps_forms(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];

		if (r->method != POST || r->access != PROVED ||
		    !strncmp(r->path, "/api/", 5))
			continue;
		if (!signin_keeps(r->path))
			fail_msg("%s: not among kept_places[]", r->path);
		n++;
	}
	assert_true(n > 5);
	assert_true(signin_keeps("/accounts"));
	assert_true(signin_keeps("/accounts?x=1"));
	assert_true(signin_keeps("/settings/email"));
	assert_false(signin_keeps("/settingsx"));
	assert_false(signin_keeps("/"));
	assert_false(signin_keeps(""));
	assert_false(signin_keeps("//settings/"));
}

/* What a program may ask is an address of the API that a session has. */
static void bars_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];

		if (r->access == PROVED || r->access == SETTING_UP ||
		    !strncmp(r->path, "/api/session", 12) ||
		    !strncmp(r->path, "/api/accounts", 13) ||
		    !strncmp(r->path, "/api/settings", 13))
			assert_true(route_for_people(r));
		if (!strcmp(r->path, "/api/units/{code}"))
			assert_false(route_for_people(r));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_forms),
		cmocka_unit_test(bars_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
