/* copy.c - copies a store table by table, with a digest of every value. */
#include "core/copy.h"

#include "base/text.h"
#include "db/migrate.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

#define DIGEST_SIZE 32
#define TOLD_EVERY  100000

/* One reading of one table; with `to`, its rows are written there. */
struct pass {
	const struct copy *copy;
	const struct table *table;
	struct db *to;
	struct arena *mem; /* of the rows that wait, up to DB_BULK */
	struct cell *waiting;
	size_t n;
	int64_t rows;
	crypto_generichash_state hash;
};

/* A sign for the kind, then the value, or its size and bytes. */
static void hash_cell(crypto_generichash_state *h, const struct cell *c)
{
	unsigned char head[9] = {(unsigned char)c->kind};
	uint64_t n = htobe64(c->kind == CELL_INT ? (uint64_t)c->i : c->size);

	memcpy(head + 1, &n, sizeof(n));
	crypto_generichash_update(h, head, sizeof(head));
	if (c->kind == CELL_TEXT || c->kind == CELL_BLOB)
		crypto_generichash_update(h, (const void *)c->s, c->size);
}

static enum err write_waiting(struct pass *p)
{
	size_t n = p->n;

	p->n = 0;
	if (n == 0)
		return OK;
	TRY(db_bulk(p->to, p->mem, p->table->write, p->waiting, n));
	arena_reset(p->mem);
	p->waiting = arena_array(p->mem, DB_BULK * p->table->cols,
				 sizeof(*p->waiting));
	return OK;
}

static void keep(struct pass *p, const struct cell *row)
{
	struct cell *to = p->waiting + p->n++ * p->table->cols;

	for (size_t i = 0; i < p->table->cols; i++) {
		to[i] = row[i];
		if (row[i].s)
			to[i].s = arena_copy(p->mem, row[i].s, row[i].size);
	}
}

static enum err take_row(void *arg, const struct cell *row)
{
	struct pass *p = arg;

	for (size_t i = 0; i < p->table->cols; i++)
		hash_cell(&p->hash, &row[i]);
	if (++p->rows % TOLD_EVERY == 0 && p->copy->told)
		p->copy->told(p->copy->told_arg, p->table->name, p->rows);
	if (!p->to)
		return OK;
	keep(p, row);
	return p->n == DB_BULK ? write_waiting(p) : OK;
}

/* Reads a table of `db` to the end. */
static enum err read_table(struct pass *p, struct db *db,
			   unsigned char digest[DIGEST_SIZE])
{
	enum err e;

	p->mem = arena_new();
	p->waiting = arena_array(p->mem, DB_BULK * p->table->cols,
				 sizeof(*p->waiting));
	crypto_generichash_init(&p->hash, NULL, 0, DIGEST_SIZE);
	e = db_each(db, p->mem, p->table->read, NULL, 0, take_row, p);
	if (e == OK && p->to)
		e = write_waiting(p);
	crypto_generichash_final(&p->hash, digest, DIGEST_SIZE);
	arena_free(p->mem);
	return e;
}

static enum err run(struct ctx *c, enum sql_id id)
{
	struct rows unused;

	return db_query(c->db, c->mem, id, NULL, 0, &unused);
}

static enum err copy_table(struct ctx *c, struct copy *copy,
			   const struct table *t)
{
	struct pass out = {.copy = copy, .table = t, .to = c->db};
	struct pass in = {.copy = copy, .table = t};
	unsigned char was[DIGEST_SIZE], is[DIGEST_SIZE];
	struct val *v = val_map(c->mem);
	enum err e;

	copy->from->error[0] = '\0';
	e = read_table(&out, copy->from, was);
	if (e != OK && copy->from->error[0])
		memcpy(c->db->error, copy->from->error, sizeof(c->db->error));
	TRY(e);
	TRY(run(c, t->ids));
	TRY(read_table(&in, c->db, is));
	if (in.rows != out.rows || memcmp(was, is, DIGEST_SIZE))
		return fail(c, ERR_BROKEN, NULL,
			    N_("The copy of table %s differs from what was "
			       "read; nothing was kept."),
			    t->name);
	if (copy->told)
		copy->told(copy->told_arg, t->name, out.rows);
	map_s(v, "table", t->name);
	map_i(v, "rows", out.rows);
	map_s(v, "digest", text_hex(c->mem, is, DIGEST_SIZE));
	list_v(copy->tables, v);
	return OK;
}

enum err store_copy(struct ctx *c, void *arg)
{
	struct copy *copy = arg;
	enum err e = migrate_fill(c->db, c->mem, c->now);

	if (e == ERR_CONFLICT)
		return fail(c, e, NULL,
			    N_("There is a store or something else in the "
			       "target already; nothing was changed."));
	TRY(e);
	copy->tables = val_list(c->mem);
	/* what the migrations put there; last made, first emptied */
	for (size_t i = all_tables_count; i-- > 0;)
		TRY(run(c, all_tables[i].empty));
	for (size_t i = 0; i < all_tables_count; i++)
		TRY(copy_table(c, copy, &all_tables[i]));
	return OK;
}
