/* membership.h - writes who belongs where, and how many they are at each
 * tier: the one way to change the table membership. */
#ifndef PEOPLE_MEMBERSHIP_H
#define PEOPLE_MEMBERSHIP_H

#include "gen/sql_people.h"
#include "org/roll.h"
#include "people/stay.h"

/* Stays that go and stays that come, in one act. */
struct memberships {
	struct ctx *c;
	const struct tree *tree;
	struct roll roll; /* what the counts gain and lose by it */
	struct member_row *put;
	struct member_id *drop;
	size_t puts, drops, put_cap, drop_cap;
	int64_t *ended_by; /* by unit: the reorganisation; 0: not asked yet */
};

/* Holds the tree, and alone the memberships, until the transaction ends.
 * Needs DB_WRITE. */
enum err memberships_begin(struct ctx *c, struct memberships *m) MUST;

/* The same for who has the lock of the tree: `tree` is that to go by. */
enum err memberships_begin_on(struct ctx *c, const struct tree *tree,
			      struct memberships *m) MUST;

/* A row goes. */
void memberships_drop(struct memberships *m, const struct membership *row);

/* A stay comes, in as many rows as the tree makes of it. *rows: how many;
 * with none it cannot be kept, and nothing happens. */
enum err memberships_add(struct memberships *m, const struct stay *s,
			 size_t *rows) MUST;

/* Writes it all. */
enum err memberships_end(struct memberships *m) MUST;

/* The stays of a person that was said, by time: rows of one stay become one
 * again. */
struct stay *stays_of(struct arena *mem, const struct membership *row, size_t n,
		      size_t *stays);

#endif
