/* memo.h - things read from a store that cannot change while their key is
 * the same: a version of a form, a generation of the tree. Each connection
 * keeps its own, so nothing is shared between threads and nothing can
 * disagree with the data: the key is read in the transaction that asks. */
#ifndef DB_MEMO_H
#define DB_MEMO_H

#include "db/db.h"

/* What is known by a key. `what` must be the same constant text in all
 * calls for one kind of thing. */
struct memo_key {
	const char *what;
	int64_t a, b, c;
};

/* The thing kept under the key, or NULL. It stays where it is at least
 * until the connection's next transaction begins. */
void *memo_find(struct db *db, struct memo_key key);

/* Keeps a thing that was made in memory of its own (arena_new()). */
void memo_keep(struct db *db, struct memo_key key, void *thing,
	       struct arena *memory);

/* db/ calls these: a transaction begins; one is taken back, and what was
 * kept in it may never have been; the connection ends. */
void memo_begin(struct db *db);
void memo_undo(struct db *db);
void memo_free(struct db *db);

#endif
