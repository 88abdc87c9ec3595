/* attachment.c - files in the database, part by part. */
#include "core/attachment.h"

#include "base/day.h"
#include "core/journal.h"
#include "core/scan.h"
#include "core/setting.h"
#include "gen/sql_core.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PART (128 << 10) /* bytes */

struct taken {
	const char *most, *scanner; /* settings */
};

static enum err ask_taken(struct ctx *c, void *arg)
{
	struct taken *t = arg;

	TRY(setting_get(c, "attachment-max", UPLOAD_DEFAULT, &t->most));
	return setting_get(c, "clamd", "", &t->scanner);
}

enum err attachment_check(struct ctx *c, const char *name, struct blob content,
			  struct file_in *out)
{
	struct taken setting;
	int64_t most;

	TRY(run_unit(c, DB_READ, ask_taken, &setting));
	most = strtoll(setting.most, NULL, 10) << 20;
	if ((int64_t)content.size > most)
		return fail(c, ERR_INVALID, "file",
			    N_("The file is too large: at most %lld MB."),
			    (long long)(most >> 20));
	TRY(file_kind(c, content, &out->kind));
	TRY(scan_file(c, setting.scanner, content));
	out->name = file_name(c->mem, name, out->kind);
	out->content = content;
	crypto_generichash(out->hash, sizeof(out->hash), content.data,
			   content.size, NULL, 0);
	return OK;
}

static enum err keep_parts(struct ctx *c, int64_t file, struct blob content)
{
	const char *s = content.data;

	for (size_t at = 0; at < content.size; at += PART) {
		struct arena_mark m = arena_mark(c->mem);
		size_t n = content.size - at;

		n = n < PART ? n : PART;
		TRY(sql_file_part_add(c, file, (int64_t)(at / PART),
				      (struct blob){s + at, n}));
		arena_rewind(c->mem, m);
	}
	return OK;
}

static enum err tell(struct ctx *c, const char *act, const char *place,
		     int64_t owner, const char *name, int64_t size)
{
	struct val *v = val_map(c->mem);

	map_s(v, "place", place);
	map_s(v, "name", name);
	map_i(v, "size", size);
	return journal_add(c, act, arena_printf(c->mem, "%" PRId64, owner), v);
}

enum err attachment_add(struct ctx *c, const char *place, int64_t owner,
			const struct file_in *file, int64_t *id)
{
	struct blob hash = {file->hash, sizeof(file->hash)};
	struct attachment_sizes had = {0};
	struct attachment_id made;
	struct file_id kept;
	int64_t size = (int64_t)file->content.size;

	TRY(sql_attachment_sizes(c, place, owner, 0, &had));
	if (had.n >= ATTACHMENT_MOST)
		return fail(c, ERR_CONFLICT, "file",
			    N_("There are %d files here already; take one "
			       "away first."),
			    ATTACHMENT_MOST);
	if (had.bytes + size > ATTACHMENT_TOTAL)
		return fail(c, ERR_CONFLICT, "file",
			    N_("With this file there would be more than %lld "
			       "MB here; take one away first."),
			    ATTACHMENT_TOTAL >> 20);
	TRY(sql_file_add(c, file->kind->type, size, hash, &kept));
	TRY(keep_parts(c, kept.id, file->content));
	TRY(sql_attachment_add(c, place, owner, kept.id, file->name, c->now,
			       c->account, &made));
	*id = made.id;
	return tell(c, "attachment.add", place, owner, file->name, size);
}

static struct attachment from_row(const struct attachment_row *r)
{
	return (struct attachment){.id = r->id,
				   .place = r->place,
				   .owner = r->owner,
				   .version = r->version,
				   .file = r->file,
				   .name = r->name,
				   .type = r->type,
				   .size = r->size,
				   .hash = r->hash.data,
				   .at = r->at,
				   .login = r->login};
}

enum err attachment_get(struct ctx *c, int64_t id, struct attachment *out)
{
	struct attachment_row r;
	enum err e = sql_attachment_get(c, id, &r);

	if (e == ERR_MISSING)
		return fail(c, e, NULL, N_("There is no such file."));
	TRY(e);
	*out = from_row(&r);
	return OK;
}

/* Gives the parts to `fn`. *same: they are what came. */
static enum err read_file(struct ctx *c, const struct file_row *f,
			  attachment_fn fn, void *arg, bool *same)
{
	unsigned char hash[ATTACHMENT_HASH];
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, sizeof(hash));
	for (int64_t n = 0; n * PART < f->size; n++) {
		struct arena_mark m = arena_mark(c->mem);
		struct file_bytes part;
		enum err e = sql_file_part_get(c, f->id, n, &part);

		if (e == ERR_MISSING)
			break;
		TRY(e);
		crypto_generichash_update(&h, part.bytes.data, part.bytes.size);
		TRY(fn(arg, part.bytes.data, part.bytes.size));
		arena_rewind(c->mem, m);
	}
	crypto_generichash_final(&h, hash, sizeof(hash));
	*same = f->hash.size == sizeof(hash) &&
		!memcmp(hash, f->hash.data, sizeof(hash));
	return OK;
}

enum err attachment_read(struct ctx *c, const struct attachment *a,
			 attachment_fn fn, void *arg)
{
	const struct file_row f = {
		a->file, a->size, {a->hash, ATTACHMENT_HASH}};
	bool same;

	TRY(read_file(c, &f, fn, arg, &same));
	if (same)
		return OK;
	return fail(c, ERR_BROKEN, NULL,
		    N_("The file %s is not what it was when it came."),
		    a->name);
}

enum err file_read(struct ctx *c, int64_t file, attachment_fn fn, void *arg)
{
	struct file_row f;
	bool same;

	TRY(sql_file_get(c, file, &f));
	TRY(read_file(c, &f, fn, arg, &same));
	return same ? OK : ERR_BROKEN;
}

static enum err pass_over(void *arg, const void *bytes, size_t n)
{
	(void)arg, (void)bytes, (void)n;
	return OK;
}

enum err files_verify(struct ctx *c, int64_t *n)
{
	struct file_row *f;
	size_t files;

	TRY(sql_file_list(c, &f, &files));
	*n = (int64_t)files;
	for (size_t i = 0; i < files; i++) {
		bool same;

		TRY(read_file(c, &f[i], pass_over, NULL, &same));
		if (!same)
			return fail(c, ERR_CONFLICT, NULL,
				    N_("File %lld is not what it was when it "
				       "came."),
				    (long long)f[i].id);
	}
	return OK;
}

enum err attachment_list(struct ctx *c, const char *place, int64_t owner,
			 int64_t version, struct attachment **out, size_t *n)
{
	struct attachment_row *r;

	TRY(sql_attachment_list(c, place, owner, version, &r, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = from_row(&r[i]);
	return OK;
}

enum err attachment_view(struct ctx *c, const char *place, int64_t owner,
			 int64_t version, struct val **view)
{
	struct attachment *a;
	size_t n;

	*view = val_list(c->mem);
	TRY(attachment_list(c, place, owner, version, &a, &n));
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);
		char at[21];

		map_i(v, "id", a[i].id);
		map_s(v, "name", a[i].name);
		map_s(v, "type", a[i].type);
		map_i(v, "size", a[i].size);
		map_s(v, "at", arena_text(c->mem, instant_iso(a[i].at, at)));
		map_s(v, "by", a[i].login);
		list_v(*view, v);
	}
	return OK;
}

enum err attachment_drop(struct ctx *c, const struct attachment *a)
{
	if (a->version != 0)
		return fail(c, ERR_CONFLICT, NULL,
			    N_("The file %s was handed in, and stays."),
			    a->name);
	TRY(sql_attachment_drop(c, a->id));
	TRY(sql_file_drop_unused(c, a->file));
	return tell(c, "attachment.drop", a->place, a->owner, a->name, a->size);
}

enum err attachment_hand_in(struct ctx *c, const char *place, int64_t owner,
			    int64_t to)
{
	int64_t unused;

	TRY(sql_attachment_copy(c, place, owner, 0, to, &unused));
	return sql_attachment_drop_all(c, place, owner, 0);
}

enum err attachment_take_back(struct ctx *c, const char *place, int64_t owner,
			      int64_t from)
{
	struct attachment_sizes had;
	int64_t unused;

	TRY(sql_attachment_sizes(c, place, owner, 0, &had));
	return had.n ? OK
		     : sql_attachment_copy(c, place, owner, from, 0, &unused);
}
