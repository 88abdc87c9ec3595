/* privacy.c - pages of what the store knows of somebody. */
#include "people/privacy.h"

#include "core/journal.h"
#include "web/pages/words.h"

#include <string.h>

/* Oneself, or the person of the address. */
static struct subject subject_of(const struct req *q)
{
	return (struct subject){NULL, q->code};
}

#define SHOWN 10 /* rows of one kind on the page; the file has all */

static void add_when(struct req *q, struct val *row)
{
	if (val_get(row, "at")->kind == VAL_TEXT)
		map_instant_shown(q, row, "when", val_text(row, "at"));
	else
		map_s(row, "when", NULL);
	map_iso_shown(q, row, "since_shown", val_get(row, "since"));
	map_iso_shown(q, row, "until_shown", val_get(row, "until"));
	map_b(row, "held",
	      val_get(row, "since")->kind == VAL_TEXT ||
		      val_get(row, "until")->kind == VAL_TEXT);
}

/* The newest ones, and how many more there are. */
static void add_rows(struct req *q, struct val *known)
{
	struct val *shown = val_list(q->c->mem), *next;
	int64_t n = 0;

	for (struct val *r = val_get(known, "rows")->first; r; r = next) {
		next = r->next;
		if (n++ >= SHOWN)
			continue;
		add_when(q, r);
		r->next = NULL;
		list_v(shown, r);
	}
	map_v(known, "shown", shown);
	if (n > SHOWN)
		map_n(q, known, "more", n - SHOWN);
	else
		map_s(known, "more", NULL);
}

/* What is done with each, beside it. */
static void add_reason(const struct val *fields, struct val *known)
{
	for (const struct val *f = fields->first; f; f = f->next)
		if (!strcmp(val_text(f, "column"), val_text(known, "column"))) {
			map_s(known, "why", val_text(f, "why"));
			map_s(known, "seen_by", val_text(f, "seen_by"));
			map_s(known, "kept", val_text(f, "kept"));
		}
}

/* The newest of one's own acts, in words. */
static enum err add_acts(struct req *q, struct val *v)
{
	struct journal_query own = {.account = q->login, .most = SHOWN};
	struct val *acts = val_list(q->c->mem);

	if (!q->code)
		TRY(journal_list(q->c, &own, &acts));
	for (struct val *a = acts->first; a; a = a->next)
		map_instant_shown(q, a, "at_shown", val_text(a, "at"));
	map_v(v, "acts", acts);
	return OK;
}

static enum err show_known(struct req *q, struct reply *p, const char *trouble)
{
	struct subject who = subject_of(q);
	struct val *v;

	TRY(privacy_own(q->c, &who, &v));
	TRY(add_acts(q, v));
	for (struct val *k = val_get(v, "known")->first; k; k = k->next) {
		add_reason(val_get(v, "fields"), k);
		map_b(k, "is_acts",
		      !strcmp(val_text(k, "column"), "journal.account"));
		add_rows(q, k);
	}
	map_s(v, "title",
	      q->code ? arena_printf(q->c->mem,
				     tr(q->c, N_("What is known of %s")),
				     q->code)
		      : tr(q->c, N_("What is known of you")));
	map_s(v, "person", q->code);
	map_s(v, "trouble", trouble);
	map_b(v, "erased", !strcmp(query(q, "done", ""), "erased"));
	return page(q, p, "people/privacy", v);
}

/* GET /settings/data, /people/{code}/data */
enum err page_known(struct req *q, struct reply *p)
{
	return show_known(q, p, NULL);
}

/* GET /settings/data.json, /people/{code}/data.json */
enum err page_known_file(struct req *q, struct reply *p)
{
	struct subject who = subject_of(q);
	struct val *v;

	TRY(privacy_own(q->c, &who, &v));
	val_json(v, &p->body);
	return keep_file(q, p, "application/json",
			 arena_printf(q->c->mem, "%s.json",
				      q->code ? q->code : q->login));
}

/* POST /settings/erase: whoever means it writes the own login. */
enum err post_erase_own(struct req *q, struct reply *p)
{
	struct subject who = {0};
	struct val *unused;

	if (strcmp(form(q, "confirm", ""), q->login)) {
		p->status = 422;
		return show_known(q, p,
				  tr(q->c, N_("To erase your account, write "
					      "your login into the field.")));
	}
	TRY(privacy_erase(q->c, &who, "", &unused));
	reply_cookie(q, p, COOKIE_SESSION, "", -1);
	reply_header(q, p, "Clear-Site-Data", "\"cache\", \"storage\"");
	return see_other(q, p, "/signin");
}

/* POST /people/{code}/erase */
enum err post_erase_person(struct req *q, struct reply *p)
{
	struct subject who = subject_of(q);
	struct val *v;

	TRY(privacy_erase(q->c, &who, form(q, "reason", ""), &v));
	map_s(v, "title",
	      arena_printf(q->c->mem, tr(q->c, N_("%s was erased")), q->code));
	return page(q, p, "people/erased", v);
}
