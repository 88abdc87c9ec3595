/* account_view.c - accounts as they are shown: in a list, and one by one. */
#include "access/manage.h"

#include "access/account.h"
#include "access/sight.h"
#include "base/day.h"
#include "base/text.h"
#include "gen/sql_access.h"

#include <string.h>

static void map_instant(struct val *v, const char *key, struct opt_int at)
{
	char iso[21];

	map_s(v, key,
	      at.set ? arena_text(v->mem, instant_iso(at.value, iso)) : NULL);
}

static void map_last_day(struct val *v, const char *key, int64_t day)
{
	char iso[11];

	map_s(v, key,
	      day == DAY_MAX ? NULL : arena_text(v->mem, day_iso(day, iso)));
}

static const char *state_of(const struct ctx *c, const struct account_shown *a)
{
	if (a->closed.set)
		return "closed";
	if (a->ends < c->now)
		return "over";
	if (!a->password && !a->ldap && !a->signed_in.set)
		return "invited";
	return "open";
}

static struct val *right_view(struct ctx *c, const struct account_right *r)
{
	bool english = !strcmp(c->lang, "en");
	const char *label = r->role;
	struct val *v = val_map(c->mem);
	char day[11];

	for (size_t i = 0; i < roles_count; i++)
		if (!strcmp(roles[i].name, r->role))
			label = tr(c, roles[i].label);
	map_s(v, "role", r->role);
	map_s(v, "role_label", label);
	map_s(v, "area", r->area);
	map_s(v, "unit", r->unit);
	map_s(v, "unit_name", r->name);
	map_s(v, "since",
	      r->since ? arena_text(c->mem, day_iso(r->since, day)) : NULL);
	map_last_day(v, "until", r->until);
	map_s(v, "seat", english ? r->seat_en : r->seat);
	map_s(v, "body", r->body);
	return v;
}

static enum err add_rights(struct ctx *c, struct val *v, int64_t account,
			   const struct sight *s)
{
	struct val *list = val_list(c->mem);
	struct account_right *r;
	size_t n;

	TRY(sql_account_rights(c, account, s->all, c->account, c->today,
			       s->powers, &r, &n));
	for (size_t i = 0; i < n; i++)
		list_v(list, right_view(c, &r[i]));
	map_v(v, "roles", list);
	return OK;
}

static enum err shown_view(struct ctx *c, const struct account_shown *a,
			   const struct sight *s, struct val **out)
{
	struct val *v = val_map(c->mem);
	struct opt_int created = {true, a->created};
	struct opt_int ends = {a->ends != ACCOUNT_FOREVER, a->ends};

	map_i(v, "account", a->id);
	map_s(v, "login", a->login);
	map_s(v, "person", a->person);
	map_s(v, "name", a->name && *a->name ? a->name : NULL);
	map_s(v, "email", a->email);
	map_s(v, "lang", a->lang);
	map_instant(v, "created", created);
	map_instant(v, "until", ends);
	map_s(v, "state", state_of(c, a));
	map_instant(v, "signed_in", a->signed_in);
	map_b(v, "has_password", a->password);
	map_b(v, "second_factor", a->factor);
	map_b(v, "directory", a->ldap);
	*out = v;
	return add_rights(c, v, a->id, s);
}

static const char *like(struct arena *mem, const char *words)
{
	struct buf b = {.mem = mem};

	buf_str(&b, "%");
	for (const char *s = words; *s; s++)
		buf_printf(&b, strchr("%_\\", *s) ? "\\%c" : "%c", *s);
	buf_str(&b, "%");
	return *words ? b.s : "";
}

enum err account_list(struct ctx *c, const struct account_filter *f,
		      struct val **view)
{
	struct val *v = val_map(c->mem), *list = val_list(c->mem), *one;
	const char *folded = text_fold(c->mem, f->words);
	struct account_shown *a;
	struct sight s;
	bool any;
	size_t n;

	TRY(may_anywhere(c, ACT_AUDIT, &any));
	if (!any)
		return may_all(c, ACT_AUDIT);
	TRY(sight_get(c, ACT_AUDIT, &s));
	TRY(sql_account_page(c, folded, like(c->mem, folded), f->unit, f->state,
			     f->after, f->limit + 1, c->now, s.all, c->account,
			     c->today, s.powers, &a, &n));
	for (size_t i = 0; i < n && (int64_t)i < f->limit; i++) {
		TRY(shown_view(c, &a[i], &s, &one));
		list_v(list, one);
	}
	map_v(v, "accounts", list);
	map_b(v, "has_more", (int64_t)n > f->limit);
	map_s(v, "next", (int64_t)n > f->limit ? a[f->limit - 1].login : NULL);
	*view = v;
	return OK;
}

enum err account_show(struct ctx *c, int64_t account, struct val **view)
{
	struct account_shown a;
	struct sight s;

	TRY(account_may(c, ACT_AUDIT, account));
	TRY(sight_get(c, ACT_AUDIT, &s));
	TRY(sql_account_shown_get(c, account, &a));
	TRY(shown_view(c, &a, &s, view));
	map_b(*view, "may_keep", account_may(c, ACT_ACCOUNT, account) == OK);
	ctx_forget(c);
	return OK;
}
