/* reorganise_shares.c - supplies shares that were unknown. */
#include "org/reorganise.h"

#include "access/role.h"
#include "core/journal.h"
#include "core/sheet.h"
#include "gen/sql_org.h"
#include "org/draft.h"
#include "org/name.h"
#include "org/op.h"
#include "org/store.h"
#include "org/view.h"

enum { CODE, INTO, SHARE };

static const struct column columns[] = {
	[CODE] = {"code", true},
	[INTO] = {"into", true},
	[SHARE] = {"share", true},
};

struct supply {
	struct ctx *c;
	struct sheet sheet;
	const struct tree *before;
	struct draft *draft;
	struct reorganisation_row it;
	int64_t *line;	/* by link of the draft: that gives its share */
	int32_t *named; /* units that ceased, as the file first names them */
	bool *is_named; /* by unit */
	size_t units, shares;
	struct op_share *put;
};

static void bad_cell(struct supply *s, const struct csv_row *r, int col,
		     const char *why)
{
	fault(s->c, r->line, sheet_column(&s->sheet, col), columns[col].name,
	      "%s", tr(s->c, why));
}

/* The link of a row, where it is one of this reorganisation; else -1. */
static int32_t find_link(const struct supply *s, const char *code,
			 const char *into)
{
	const struct tree *t = s->before;
	int32_t from = tree_find(t, code), to = tree_find(t, into);

	for (int32_t i = 0; from >= 0 && i < t->unit[from].outs; i++) {
		int32_t k = t->unit[from].out + i;

		if (t->link[k].into == to)
			return k;
	}
	return -1;
}

static enum err take_row(struct supply *s, const struct csv_row *r)
{
	const char *code = sheet_cell(&s->sheet, r, CODE);
	const char *into = sheet_cell(&s->sheet, r, INTO);
	int32_t k = find_link(s, code, into);
	struct tree_link *link = k < 0 ? NULL : &s->draft->link[k];
	struct share share;
	enum err e = OK;

	if (link)
		e = may(s->c, ACT_ORGANISE, s->before->unit[link->from].id);
	if (e != OK && e != ERR_MISSING)
		return e;
	if (e == ERR_MISSING || !link || link->day != s->it.day) {
		fault(s->c, r->line, 0, NULL,
		      N_("%s into %s is no part of this reorganisation."), code,
		      into);
	} else if (s->line[k]) {
		fault(s->c, r->line, 0, NULL,
		      N_("Line %lld gives this share already."),
		      (long long)s->line[k]);
	} else if (link->den) {
		bad_cell(s, r, SHARE, N_("This share is known already."));
	} else if (!share_parse(sheet_cell(&s->sheet, r, SHARE), &share)) {
		bad_cell(s, r, SHARE,
			 N_("A share is above 0 and at most 1, as 3/5, 0.6 "
			    "or 60%."));
	} else {
		s->line[k] = r->line;
		link->num = share.num;
		link->den = share.den;
		s->put[s->shares++] = (struct op_share){s->it.id, code, into,
							share.num, share.den};
		if (!s->is_named[link->from])
			s->named[s->units++] = link->from;
		s->is_named[link->from] = true;
	}
	return OK;
}

/* All parts of every unit named, and together the whole. */
static void check_whole(struct supply *s, int32_t from)
{
	const struct tree_unit *u = &s->before->unit[from];
	struct share *share =
		arena_array(s->c->mem, (size_t)u->outs, sizeof(*share));
	int64_t line = 0;
	const char *fmt;

	for (int32_t i = 0; i < u->outs; i++) {
		const struct tree_link *k = &s->draft->link[u->out + i];

		share[i] = (struct share){k->num, k->den};
		if (s->line[u->out + i])
			line = s->line[u->out + i];
	}
	if (!shares_whole(share, (size_t)u->outs, &fmt))
		fault(s->c, line, sheet_column(&s->sheet, SHARE), "share", fmt,
		      u->code);
}

static enum err read_file(struct supply *s, struct blob file)
{
	struct arena *mem = s->c->mem;
	const struct csv *csv = &s->sheet.csv;

	TRY(sheet_read(s->c, file, columns, COUNT(columns), &s->sheet));
	if (csv->n == 0)
		fault(s->c, 0, 0, NULL, N_("The file has a head but no rows."));
	s->line = arena_array(mem, (size_t)s->before->links, sizeof(*s->line));
	s->named = arena_array(mem, csv->n, sizeof(*s->named));
	s->is_named =
		arena_array(mem, (size_t)s->before->n, sizeof(*s->is_named));
	s->put = arena_array(mem, csv->n, sizeof(*s->put));
	for (size_t i = 0; i < csv->n; i++)
		TRY(take_row(s, &csv->row[i]));
	for (size_t i = 0; i < s->units; i++)
		check_whole(s, s->named[i]);
	return faults_end(s->c);
}

static enum err find_it(struct supply *s, int64_t id)
{
	enum err e = sql_reorganisation_one(s->c, id, &s->it);

	if (e == ERR_MISSING)
		return fail(s->c, e, "id",
			    N_("There is no reorganisation %lld."),
			    (long long)id);
	TRY(e);
	if (s->it.undone)
		return fail(s->c, ERR_CONFLICT, "id",
			    N_("Reorganisation %lld is undone already."),
			    (long long)id);
	return OK;
}

enum err reorganise_shares(struct ctx *c, int64_t id, struct blob file,
			   const struct reorganise_hooks *hooks,
			   struct val **report)
{
	struct supply s = {.c = c};
	struct val *v = val_map(c->mem), *detail = val_map(c->mem);
	struct tree *before, *after;

	TRY(tree_lock(c));
	TRY(find_it(&s, id));
	TRY(tree_load(c, &before));
	s.before = before;
	s.draft = draft_new(c->mem, before);
	TRY(read_file(&s, file));
	after = draft_tree(s.draft);
	TRY(tree_store(c, before, after, id));
	TRY(sql_op_share(c, s.put, s.shares));
	if (hooks && hooks->after)
		TRY(hooks->after(c, before, after, s.it.day));
	map_i(v, "id", id);
	map_day(v, "on", s.it.day);
	map_i(v, "shares", (int64_t)s.shares);
	*report = v;
	map_i(detail, "shares", (int64_t)s.shares);
	map_s(detail, "sha256", digest_text(c->mem, file));
	return journal_add(c, "reorganise.shares",
			   arena_printf(c->mem, "%lld", (long long)id), detail);
}
