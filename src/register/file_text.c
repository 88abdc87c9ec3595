/* file_text.c - file after file: out of the store, through a reader, and its
 * words into the store, in a transaction of its own. */
#include "register/file_text.h"

#include "access/role.h"
#include "core/attachment.h"
#include "core/extract.h"
#include "core/journal.h"
#include "core/setting.h"
#include "core/spool.h"
#include "gen/sql_register.h"
#include "register/document_text.h"

#include <string.h>
#include <unistd.h>

#define A_RUN 100 /* files, before a server looks at its other chores */

struct look {
	int64_t document; /* whose files; 0: of all */
	bool found;	  /* there is one that waits */
	struct file_waiting file;
	int to; /* its bytes */
	struct extract text;
};

static const char *const states[] = {[EXTRACT_READ] = "read",
				     [EXTRACT_NONE] = "none",
				     [EXTRACT_FAILED] = "failed"};

static enum err next(struct ctx *c, void *arg)
{
	struct look *l = arg;
	const char *wanted;
	enum err e;

	TRY(setting_get(c, "read-files", READ_FILES_DEFAULT, &wanted));
	if (strcmp(wanted, "yes"))
		return OK;
	e = l->document ? sql_file_text_next_of(c, l->document, &l->file)
			: sql_file_text_next(c, &l->file);
	l->found = e == OK;
	return e == ERR_MISSING ? OK : e;
}

static enum err spool_part(void *arg, const void *bytes, size_t n)
{
	const struct look *l = arg;

	return spool_write(l->to, bytes, n) ? OK : ERR_FULL;
}

/* A unit of work may be run again: from the beginning of the spool. */
static enum err bring(struct ctx *c, void *arg)
{
	struct look *l = arg;

	if (ftruncate(l->to, 0) || lseek(l->to, 0, SEEK_SET))
		return ERR_FULL;
	return file_read(c, l->file.file, spool_part, l);
}

static enum err keep(struct ctx *c, void *arg)
{
	const struct look *l = arg;
	struct file_owner *of;
	int64_t changed;
	size_t n;

	TRY(sql_file_text_put(c, l->file.file, states[l->text.state],
			      l->text.why, l->text.words, &changed));
	if (!changed)
		return OK;
	TRY(sql_file_text_owners(c, l->file.file, &of, &n));
	for (size_t i = 0; i < n; i++)
		TRY(document_text_refresh(c, of[i].document));
	return OK;
}

static enum err look_into(struct ctx *c, struct look *l,
			  const atomic_bool *stop)
{
	enum err e;

	l->to = spool_open();
	if (l->to < 0)
		return fail(c, ERR_FULL, NULL,
			    N_("There is no room for a file that is to be "
			       "read; TMPDIR says where it goes."));
	e = run_unit(c, DB_READ, bring, l);
	if (e == OK)
		e = extract_words(c, l->file.type, l->to, FILE_WORDS, stop,
				  &l->text);
	close(l->to);
	if (e == ERR_MISSING)
		return OK; /* it was taken away meanwhile */
	if (e == ERR_BROKEN) {
		l->text = (struct extract){
			EXTRACT_FAILED,
			N_("The file in the store is not what it was when it "
			   "came; see: tierwork verify"),
			""};
		e = OK;
	}
	TRY(e);
	return run_unit(c, DB_WRITE, keep, l);
}

enum err file_text_read(struct ctx *c, int64_t document)
{
	bool more = true;

	while (more) {
		struct look l = {.document = document};

		TRY(run_unit(c, DB_READ, next, &l));
		if (l.found)
			TRY(look_into(c, &l, NULL));
		more = l.found;
	}
	return OK;
}

enum err file_text_chore(struct ctx *c, struct turn *t)
{
	struct look l = {0};
	enum err e;

	TRY(run_unit(c, DB_READ, next, &l));
	if (!l.found)
		return OK;
	e = look_into(c, &l, t->stop);
	if (e != OK && t->stop && atomic_load(t->stop))
		return OK; /* it waits for the next server */
	TRY(e);
	t->done++;
	t->more = !t->stop || t->done % A_RUN;
	return OK;
}

enum err file_text_unread(struct ctx *c, bool none, struct val **view)
{
	struct file_unread *row;
	size_t n;

	TRY(may_all(c, ACT_OPERATE));
	TRY(sql_file_text_unread(c, none, &row, &n));
	*view = val_list(c->mem);
	for (size_t i = 0; i < n; i++) {
		struct val *v = val_map(c->mem);

		map_i(v, "document", row[i].document);
		map_s(v, "symbol", row[i].symbol);
		map_i(v, "attachment", row[i].attachment);
		map_s(v, "name", row[i].name);
		map_s(v, "type", row[i].type);
		map_s(v, "state", row[i].state);
		map_s(v, "why", tr(c, row[i].why));
		list_v(*view, v);
	}
	return OK;
}

enum err file_text_again(struct ctx *c, int64_t *n)
{
	TRY(may_all(c, ACT_OPERATE));
	return sql_file_text_again(c, n);
}
