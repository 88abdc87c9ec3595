/* migrate.h - brings a store to the schema of this program. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

enum schema_state {
	SCHEMA_SAME,  /* just the migrations of this program */
	SCHEMA_NONE,  /* an empty database */
	SCHEMA_ALIEN, /* tables, but no store of Tierwork */
	SCHEMA_OLDER, /* `tierwork migrate` brings it up */
	SCHEMA_NEWER, /* has migrations that this program does not know */
	SCHEMA_OTHER, /* a migration was another one then: other history */
};

/* How the store stands to this program; *migration is the first one that
 * differs, or "". db->error says both in words, for logs. */
enum err migrate_state(struct db *db, struct arena *mem,
		       enum schema_state *state, const char **migration) MUST;

/**
 * Applies what is missing, each migration in one transaction, recorded with
 * its hash and the instant `now`. *applied: how many.
 *
 * An existing SQLite file is first copied to FILE.before-NNNN, NNNN being
 * the first migration it lacks; where that copy is already there, it is
 * left and nothing is applied.
 *
 * ERR_MISSING   there is no store in the database
 * ERR_SCHEMA    the store is newer, or an applied migration was changed
 * ERR_CONFLICT  FILE.before-NNNN exists
 */
enum err migrate_apply(struct db *db, struct arena *mem, int64_t now,
		       int64_t *applied) MUST;

/* Makes the tables of a new store, within the caller's DB_WRITE: a stricter
 * one would not see what another made while it waited.
 * ERR_CONFLICT  the database is not empty */
enum err migrate_fill(struct db *db, struct arena *mem, int64_t now) MUST;

#endif
