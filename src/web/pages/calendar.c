/* calendar.c - due dates in calendar programs: their addresses, and what is
 * read there. */
#include "desk/calendar.h"
#include "access/feed.h"
#include "base/text.h"
#include "web/pages/words.h"

#include <sodium.h>
#include <string.h>

#define ETAG_BYTES 16

/* ---- the addresses ---- */

static const char *label_of(const struct ctx *c, const char *kind)
{
	for (size_t i = 0; i < feed_kinds_count; i++)
		if (!strcmp(feed_kinds[i].name, kind))
			return tr(c, feed_kinds[i].label);
	return kind;
}

static void dress(struct req *q, struct val *list)
{
	for (struct val *f = list->first; f; f = f->next) {
		struct buf out = {.mem = q->c->mem};

		for (struct val *k = val_get(f, "without")->first; k;
		     k = k->next)
			buf_printf(&out, "%s%s", out.len ? "; " : "",
				   label_of(q->c, k->s));
		map_s(f, "without_shown", out.len ? out.s : "–");
		map_instant_shown(q, f, "made_shown", val_text(f, "made"));
		if (*val_text(f, "read"))
			map_instant_shown(q, f, "read_shown",
					  val_text(f, "read"));
		else
			map_s(f, "read_shown", tr(q->c, N_("never")));
		map_b(f, "good", !strcmp(val_text(f, "state"), "good"));
	}
}

/* What the form offers. */
static struct val *kinds_offered(struct req *q)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < feed_kinds_count; i++) {
		struct val *v = val_map(q->c->mem);

		map_s(v, "kind", feed_kinds[i].name);
		map_s(v, "label", tr(q->c, feed_kinds[i].label));
		list_v(list, v);
	}
	return list;
}

/* GET /settings/calendar and /api/settings/calendar */
enum err page_calendars(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;

	TRY(feed_list(q->c, q->c->account, &list));
	if (q->api)
		return json(q, p, list);
	dress(q, list);
	map_v(v, "calendars", list);
	map_b(v, "some", list->first != NULL);
	map_v(v, "kinds", kinds_offered(q));
	map_s(v, "done",
	      strcmp(query(q, "done", ""), "ended")
		      ? NULL
		      : tr(q->c, N_("The address of the calendar has ended.")));
	map_s(v, "title", tr(q->c, N_("Due dates in your calendar")));
	return page(q, p, "desk/calendars", v);
}

/* Those whose box was left empty: "task,return". */
static const char *left_out(struct req *q)
{
	struct buf b = {.mem = q->c->mem};

	buf_str(&b, "");
	for (size_t i = 0; i < feed_kinds_count; i++) {
		bool shown = false;

		for (size_t k = 0; k < q->form.n; k++)
			shown |= !strcmp(q->form.at[k].name, "kind") &&
				 !strcmp(q->form.at[k].value,
					 feed_kinds[i].name);
		if (!shown)
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   feed_kinds[i].name);
	}
	return b.s;
}

/* POST /settings/calendar */
enum err post_calendar(struct req *q, struct reply *p)
{
	struct feed_new what = {.account = q->c->account,
				.name = form(q, "name", ""),
				.without = left_out(q)};
	struct val *v = val_map(q->c->mem);
	const char *address;
	int64_t id;

	TRY(feed_make(q->c, &what, &id, &address));
	map_s(v, "title", tr(q->c, N_("The address of your calendar")));
	map_s(v, "name", what.name);
	map_s(v, "address", address);
	map_b(v, "bare", *address == '/');
	return page(q, p, "desk/calendar_made", v);
}

/* POST /settings/calendar/{id}/end */
enum err post_calendar_end(struct req *q, struct reply *p)
{
	TRY(feed_end(q->c, q->id));
	return see_other(q, p, "/settings/calendar?done=ended");
}

/* ---- what is read there ---- */

struct reading {
	const char *secret;
	struct feed feed;
	struct buf text;
};

static enum err read_calendar(struct ctx *c, void *arg)
{
	struct reading *r = arg;

	r->text = (struct buf){.mem = c->mem};
	return calendar_read(c, r->secret, &r->feed, &r->text);
}

static enum err note_read(struct ctx *c, void *arg)
{
	const struct reading *r = arg;

	return feed_used(c, r->feed.id);
}

static const char *etag_of(struct arena *mem, const struct buf *text)
{
	unsigned char hash[ETAG_BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text->s,
			   text->len, NULL, 0);
	return arena_printf(mem, "\"%s\"", text_hex(mem, hash, sizeof(hash)));
}

/* GET /ics/{secret} */
enum err page_ics(struct req *q, struct reply *p)
{
	struct reading r = {.secret = q->secret};
	const char *etag;

	TRY(run_unit(q->c, DB_READ, read_calendar, &r));
	/* no reason to fail, where the store cannot be written to just now */
	if (r.feed.stale && run_unit(q->c, DB_WRITE, note_read, &r) != OK)
		ctx_forget(q->c);
	etag = etag_of(q->c->mem, &r.text);
	reply_header(q, p, "ETag", etag);
	reply_header(q, p, "Cache-Control", "private, no-cache");
	reply_header(q, p, "Content-Disposition",
		     "inline; filename=\"tierwork.ics\"");
	if (q->etag && strstr(q->etag, etag)) {
		p->status = 304;
		return OK;
	}
	p->type = "text/calendar; charset=utf-8";
	p->body = r.text;
	return OK;
}
