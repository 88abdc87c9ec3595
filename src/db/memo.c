/* memo.c - things read from a store, kept while their key is the same. */
#include "db/memo.h"

#include <stdlib.h>
#include <string.h>

#define KEPT_MAX 64 /* then all begins anew */

struct memo {
	struct memo *next;
	struct memo_key key;
	void *thing;
	struct arena *memory;
	bool sure; /* kept in a transaction that was not taken back */
	bool dead;
};

static void drop(struct memo *m)
{
	arena_free(m->memory);
	free(m);
}

void *memo_find(struct db *db, struct memo_key key)
{
	for (struct memo *m = db->memo; m; m = m->next)
		if (!m->dead && m->key.what == key.what && m->key.a == key.a &&
		    m->key.b == key.b && m->key.c == key.c)
			return m->thing;
	return NULL;
}

void memo_keep(struct db *db, struct memo_key key, void *thing,
	       struct arena *memory)
{
	struct memo *m = calloc(1, sizeof(*m));

	if (!m)
		abort();
	*m = (struct memo){db->memo, key, thing, memory, false, false};
	db->memo = m;
	db->memos++;
}

/* What the last transaction handed out is not needed any more, unless other
 * threads answer from it: a writer's connection keeps all it has. */
void memo_begin(struct db *db)
{
	struct memo **at = &db->memo;

	while (*at) {
		struct memo *m = *at;

		m->sure = true;
		if (!db->lends && (m->dead || db->memos > KEPT_MAX)) {
			*at = m->next;
			drop(m);
		} else {
			at = &m->next;
		}
	}
	if (!db->lends && db->memos > KEPT_MAX)
		db->memos = 0;
}

void memo_undo(struct db *db)
{
	for (struct memo *m = db->memo; m; m = m->next)
		if (!m->sure)
			m->dead = true;
}

void memo_free(struct db *db)
{
	while (db->memo) {
		struct memo *m = db->memo;

		db->memo = m->next;
		drop(m);
	}
}
