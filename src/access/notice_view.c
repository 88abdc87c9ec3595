/* notice_view.c - what one was told, and how one wishes to be told. */
#include "access/notice.h"

#include "base/day.h"
#include "core/journal.h"
#include "gen/sql_access.h"

#include <string.h>

#define PAGE 100

static const struct notice_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < notice_kinds_count; i++)
		if (!strcmp(notice_kinds[i].name, name))
			return &notice_kinds[i];
	return NULL;
}

static struct val *notice_val(struct ctx *c, const struct notice_row *n)
{
	const struct notice_kind *kind = find_kind(n->kind);
	struct val *v = val_map(c->mem);
	char at[21];

	map_i(v, "id", n->id);
	map_s(v, "kind", n->kind);
	map_s(v, "kind_label", kind ? tr(c, kind->label) : n->kind);
	map_s(v, "text", strcmp(c->lang, "en") ? n->vi : n->en);
	map_s(v, "words", *n->words ? n->words : NULL);
	map_s(v, "link", n->link);
	map_s(v, "at", arena_text(c->mem, instant_iso(n->at, at)));
	map_b(v, "seen", n->seen);
	return v;
}

enum err notice_list(struct ctx *c, int64_t account, int64_t offset,
		     struct val **view)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem);
	struct notice_count unseen;
	struct notice_row *row;
	int64_t newest = 0;
	size_t n;

	if (account && account != c->account)
		TRY(may_all(c, ACT_ACCOUNT));
	if (!account)
		account = c->account;
	TRY(sql_notice_unseen(c, account, &unseen));
	TRY(sql_notice_list(c, account, offset, &row, &n));
	for (size_t i = 0; i < n && i < PAGE; i++) {
		list_v(list, notice_val(c, &row[i]));
		if (row[i].id > newest)
			newest = row[i].id;
	}
	map_i(v, "unseen", unseen.n);
	map_v(v, "notices", list);
	map_i(v, "newest", newest);
	map_b(v, "has_more", n > PAGE);
	map_i(v, "next", offset + PAGE);
	*view = v;
	return OK;
}

enum err notice_open(struct ctx *c, int64_t id, const char **link)
{
	struct notice_link found;
	enum err e = sql_notice_link(c, id, c->account, &found);

	if (e == ERR_MISSING)
		return fail(c, e, NULL, N_("There is no such notice."));
	TRY(e);
	*link = found.link;
	return sql_notice_see(c, id, c->account, c->now);
}

enum err notice_seen(struct ctx *c, int64_t upto)
{
	return sql_notice_see_all(c, c->account, upto ? upto : INT64_MAX,
				  c->now);
}

static const char *const labels[TELLS] = {
	[TELL_OFF] = N_("Not at all"),
	[TELL_NOTICE] = N_("In Tierwork"),
	[TELL_DIGEST] = N_("In Tierwork and in one mail a day"),
	[TELL_ONCE] = N_("In Tierwork and by mail at once"),
};

static struct val *wish_val(struct ctx *c, const struct notice_kind *kind,
			    const char *how)
{
	struct val *v = val_map(c->mem), *ways = val_list(c->mem);

	map_s(v, "kind", kind->name);
	map_s(v, "label", tr(c, kind->label));
	map_s(v, "how", how);
	map_s(v, "default", tell_name(kind->tell));
	for (int t = 0; t < TELLS; t++) {
		struct val *w = val_map(c->mem);

		map_s(w, "how", tell_name((enum tell)t));
		map_s(w, "label", tr(c, labels[t]));
		map_b(w, "current", !strcmp(how, tell_name((enum tell)t)));
		list_v(ways, w);
	}
	map_v(v, "ways", ways);
	return v;
}

/* How this account is told of a kind; NULL: there is no such kind. */
static const char *told(const char *kind, const struct notice_wish *wish,
			size_t n)
{
	const struct notice_kind *k = find_kind(kind);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(wish[i].kind, kind))
			return wish[i].how;
	return k ? tell_name(k->tell) : NULL;
}

enum err notice_wishes(struct ctx *c, struct val **view)
{
	struct notice_wish *wish;
	size_t n;

	TRY(sql_notice_wishes(c, c->account, &wish, &n));
	*view = val_list(c->mem);
	for (size_t i = 0; i < notice_kinds_count; i++) {
		const struct notice_kind *kind = &notice_kinds[i];

		if (kind->tell != TELL_ALWAYS)
			list_v(*view,
			       wish_val(c, kind, told(kind->name, wish, n)));
	}
	return OK;
}

static enum err put_wish(struct ctx *c, const char *kind, const char *how)
{
	struct val *v = val_map(c->mem);
	struct notice_wish *wish;
	size_t n;

	TRY(sql_notice_wishes(c, c->account, &wish, &n));
	if (!strcmp(told(kind, wish, n), how))
		return OK;
	TRY(sql_notice_wish_put(c, c->account, kind, how));
	map_s(v, "kind", kind);
	map_s(v, "before", told(kind, wish, n));
	map_s(v, "after", how);
	return journal_add(c, "account.wish",
			   arena_printf(c->mem, "%lld", (long long)c->account),
			   v);
}

enum err notice_wish(struct ctx *c, const char *kind, const char *how)
{
	const struct notice_kind *k = find_kind(kind);

	for (int t = 0; k && k->tell != TELL_ALWAYS && t < TELLS; t++)
		if (!strcmp(how, tell_name((enum tell)t)))
			return put_wish(c, kind, how);
	return fail(c, ERR_INVALID, "how",
		    N_("There is no such notice, or no such way to be told."));
}
