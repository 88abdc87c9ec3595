/* demo_data.h - the federation of the demonstration store: invented. */
#ifndef CLI_DEMO_DATA_H
#define CLI_DEMO_DATA_H

#include <stdbool.h>

#define DEMO_REGIONS 9
#define DEMO_COOPS   12 /* at most, in one region */

struct demo_region {
	const char *name;
	const char *coop[DEMO_COOPS]; /* without "HTX"; NULL after the last */
};

extern const struct demo_region demo_regions[DEMO_REGIONS];

/* The two forms, as form_import() reads them. */
extern const char demo_monthly[], demo_yearly[];

/* The reorganisation of 1 August 2026, as reorganise_apply() reads it,
 * without the teams that move. */
extern const char demo_reorganisation[];

struct demo_account {
	const char *login, *role;
	const char *unit; /* NULL: the whole store; without a role the code of
			   * its person, whose seat gives it one */
	const char *lang;
	bool late;	 /* of a unit that came with the reorganisation */
	const char *who; /* for the list that `demo` prints */
};

extern const struct demo_account demo_accounts[];
extern const int demo_accounts_count;

#endif
