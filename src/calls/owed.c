/* owed.c - says to the people of a unit what it owes. */
#include "calls/owed.h"

#include "access/contact.h"
#include "base/day.h"
#include "base/show.h"
#include "org/zone.h"

#include <string.h>

/* What all assignments of a call share, as text. */
struct call_words {
	int64_t call;
	const char *title[2];	 /* vi, en */
	const char *news[2];	 /* the same; "" */
	const char *head, *tail; /* of the page's path, around the unit */
};

/* A batch in the making. What was found last is mostly wanted again. */
struct owed {
	struct ctx *c;
	enum owed_say say;
	const char *from, *words;
	struct call_words call;
	int64_t due, day, today; /* day: of that instant, where its unit is */
	int64_t row;		 /* whose notice `text` is */
	struct notice_text text;
	struct contact *people; /* of the units of all rows */
	size_t found;
	struct post *post;
};

static const char *const kinds[] = {
	[OWED_NEW] = "issued",	  [OWED_CHANGED] = "changed",
	[OWED_NEWS] = "recalled", [OWED_DUE] = "reminder",
	[OWED_HAND] = "reminder",
};

static const char *const langs[] = {"vi", "en"};

static enum err find_path(struct owed *o, const struct call_topic *t)
{
	const char *path, *mark;

	TRY(call_path(o->c, "@", t, &path));
	mark = strchr(path, '@');
	o->call.head = mark ? arena_copy(o->c->mem, path, (size_t)(mark - path))
			    : path;
	o->call.tail = mark ? mark + 1 : NULL;
	return OK;
}

static enum err find_call(struct owed *o, const struct owed_row *r)
{
	const struct call_topic t = {r->what, r->form, r->period, r->about,
				     r->call};
	const struct call_kind *kind;
	const char *own = o->c->lang;
	enum err e = OK;

	if (o->call.call == r->call)
		return OK;
	TRY(call_kind_of(t.what, &kind));
	for (size_t i = 0; i < COUNT(langs) && e == OK; i++) {
		o->c->lang = langs[i];
		o->call.news[i] = "";
		e = kind->title(o->c, &t, &o->call.title[i]);
		if (e == OK && o->say == OWED_NEWS && kind->news)
			e = kind->news(o->c, &t, &o->call.news[i]);
	}
	o->c->lang = own;
	TRY(e);
	o->call.call = r->call;
	return find_path(o, &t);
}

/* One instant is the end of one day, wherever it is one. */
static enum err find_day(struct owed *o, const struct owed_row *r)
{
	const char *zone;

	if (o->due == r->due)
		return OK;
	TRY(zone_of(o->c, r->unit, o->c->today, &zone));
	o->due = r->due;
	o->day = tz_day(zone, r->due - 1);
	o->today = tz_day(zone, o->c->now);
	return OK;
}

static const char *say_new(struct owed *o, const struct owed_row *r,
			   const char *title, const char *day)
{
	struct arena *mem = o->c->mem;

	if (r->from_)
		return arena_printf(mem,
				    tr(o->c, N_("%s takes over from %s: %s, "
						"due on %s.")),
				    r->name, r->from_, title, day);
	if (r->role == RELAYS)
		return arena_printf(mem,
				    tr(o->c, N_("%s asks %s to pass on: %s, "
						"due on %s.")),
				    r->issuer, r->name, title, day);
	return arena_printf(mem, tr(o->c, N_("%s asks %s: %s, due on %s.")),
			    r->issuer, r->name, title, day);
}

static const char *say_changed(struct owed *o, const struct owed_row *r,
			       const char *title, const char *day)
{
	struct arena *mem = o->c->mem;

	if (!strcmp(r->state, state_name(WAIVED)))
		return arena_printf(mem,
				    tr(o->c, N_("%s need not answer: %s.")),
				    r->name, title);
	if (!strcmp(r->state, state_name(WITHDRAWN)))
		return arena_printf(mem,
				    tr(o->c, N_("%s is no longer asked of "
						"%s.")),
				    title, r->name);
	return arena_printf(mem, tr(o->c, N_("%s of %s is now due on %s.")),
			    title, r->name, day);
}

static const char *say_due(struct owed *o, const struct owed_row *r,
			   const char *title, const char *day)
{
	int64_t left = o->day - o->today;
	const char *fmt;

	if (left == 0)
		return arena_printf(o->c->mem,
				    tr(o->c, N_("%s of %s is due today, %s.")),
				    title, r->name, day);
	fmt = left > 0 ? trn(o->c, N_("%s of %s is due on %s, in %lld day."),
			     N_("%s of %s is due on %s, in %lld days."), left)
		       : trn(o->c, N_("%s of %s was due on %s, %lld day ago."),
			     N_("%s of %s was due on %s, %lld days ago."),
			     -left);
	return arena_printf(o->c->mem, fmt, title, r->name, day,
			    (long long)(left > 0 ? left : -left));
}

static const char *say_in(struct owed *o, const struct owed_row *r, int lang)
{
	struct ctx *c = o->c;
	const char *own = c->lang, *title = o->call.title[lang], *text = "";
	const char *day;

	c->lang = langs[lang];
	day = show_day(c->mem, o->day, c->lang);
	switch (o->say) {
	case OWED_NEW: text = say_new(o, r, title, day); break;
	case OWED_CHANGED: text = say_changed(o, r, title, day); break;
	case OWED_NEWS: text = o->call.news[lang]; break;
	case OWED_DUE: text = say_due(o, r, title, day); break;
	case OWED_HAND:
		text = arena_printf(c->mem, tr(c, N_("%s reminds on %s: %s")),
				    o->from,
				    show_day(c->mem, c->today, c->lang),
				    say_due(o, r, title, day));
		break;
	}
	c->lang = own;
	return text;
}

/* Where the unit answers; one that passes on looks at the call. */
static const char *link_of(const struct owed *o, const struct owed_row *r)
{
	struct arena *mem = o->c->mem;

	if (r->role == RELAYS)
		return arena_printf(mem, "/calls/%lld?unit=%s",
				    (long long)r->call, r->code);
	if (!o->call.tail)
		return o->call.head;
	return arena_printf(mem, "%s%s%s", o->call.head, r->code, o->call.tail);
}

static enum err find_text(struct owed *o, const struct owed_row *r)
{
	if (o->row == r->id)
		return OK;
	TRY(find_call(o, r));
	TRY(find_day(o, r));
	o->row = r->id;
	o->text = (struct notice_text){
		.link = link_of(o, r),
		.vi = say_in(o, r, 0),
		.en = say_in(o, r, 1),
		.words = o->say == OWED_NEW	  ? r->note
			 : o->say == OWED_CHANGED ? r->why
						  : o->words,
	};
	return OK;
}

/* Of the units of all rows, with how each wishes to be told of this. */
static enum err find_people(struct owed *o, const struct owed_row *row,
			    size_t rows)
{
	const char **codes = arena_array(o->c->mem, rows, sizeof(*codes));

	for (size_t i = 0; i < rows; i++)
		codes[i] = row[i].people;
	return contact_list(o->c, codes, rows, kinds[o->say], &o->people,
			    &o->found);
}

/* Whether somebody is of a row before this one, of the same assignment. */
static bool is_told(const struct owed *o, const struct owed_row *row, size_t i,
		    int64_t account)
{
	for (size_t k = i; k-- > 0 && row[k].id == row[i].id;) {
		const struct contact *who;
		size_t n;

		who = contact_of(o->people, o->found, row[k].people, &n);
		for (size_t j = 0; j < n; j++)
			if (who[j].account == account)
				return true;
	}
	return false;
}

static enum err tell_people(struct owed *o, const struct owed_row *row,
			    size_t i, int64_t *told)
{
	const struct contact *who;
	size_t n;

	*told = 0;
	who = contact_of(o->people, o->found, row[i].people, &n);
	for (size_t k = 0; k < n; k++) {
		if ((o->say == OWED_HAND && who[k].account == o->c->account) ||
		    is_told(o, row, i, who[k].account))
			continue;
		TRY(find_text(o, &row[i]));
		post_add(o->post,
			 &(struct notice_to){who[k].account, who[k].lang,
					     who[k].email, who[k].how},
			 &o->text);
		++*told;
	}
	return OK;
}

enum err owed_tell(struct ctx *c, enum owed_say say, const char *from,
		   const char *words, const struct owed_row *row, size_t rows,
		   int64_t *units, int64_t *n)
{
	struct owed o = {.c = c, .say = say, .from = from, .words = words};
	int64_t last = 0, told;
	size_t most = 0;

	TRY(find_people(&o, row, rows));
	for (size_t i = 0; i < rows; i++) {
		size_t some;

		contact_of(o.people, o.found, row[i].people, &some);
		most += some;
	}
	TRY(post_begin(c, kinds[say], most, &o.post));
	for (size_t i = 0; i < rows; i++) {
		TRY(tell_people(&o, row, i, &told));
		*units += told && row[i].id != last;
		*n += told;
		last = told ? row[i].id : last;
	}
	return post_end(o.post);
}
