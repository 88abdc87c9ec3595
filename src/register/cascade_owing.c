/* cascade_owing.c - who is behind a number of a cascade, and whom to ask
 * there. */
#include "register/cascade_part.h"

#include "access/contact.h"
#include "calls/remind.h"
#include "calls/view.h"

#include <string.h>

/* Which assignments a list holds. */
struct filter {
	unsigned states;
	bool late;
};

static enum err read_filter(struct ctx *c, const char *name, struct filter *f)
{
	enum state s;

	*f = (struct filter){.states = STATES_OWED};
	if (!name || !strcmp(name, "owed"))
		return OK;
	f->late = !strcmp(name, "late");
	if (f->late)
		return OK;
	if (!strcmp(name, "done")) {
		f->states = 1u << SUBMITTED | 1u << ACCEPTED;
		return OK;
	}
	if (!state_read(name, &s))
		return fail(c, ERR_INVALID, "state",
			    N_("There is no state \"%s\": it is owed, late or "
			       "done, or one of those that \"tierwork "
			       "states\" lists."),
			    name);
	f->states = 1u << s;
	return OK;
}

static int64_t wanted(const struct filter *f, const struct val *cover)
{
	const struct val *counts = val_get(cover, "counts");
	int64_t n = 0;

	if (f->late)
		return val_int(cover, "late");
	for (int i = 0; i < STATES; i++)
		if (f->states & 1u << i)
			n += val_int(counts, state_name((enum state)i));
	return n;
}

/* Moves what one list holds to the end of another, saying of which call. */
static int64_t move(struct val *from, struct val *to, int64_t call)
{
	int64_t n = 0;

	for (struct val *v = from->first, *next; v; v = next) {
		next = v->next;
		v->next = NULL;
		map_i(v, "call", call);
		list_v(to, v);
		n++;
	}
	return n;
}

static enum err add_contacts(struct ctx *c, struct val *list, size_t n)
{
	const char **codes = arena_array(c->mem, n, sizeof(*codes));
	struct contact *who;
	size_t found, at = 0;

	for (const struct val *v = list->first; v; v = v->next)
		codes[at++] = val_text(v, "unit");
	TRY(contact_list(c, codes, n, "", &who, &found));
	for (struct val *v = list->first; v; v = v->next) {
		struct buf b = {.mem = c->mem};
		const struct contact *of =
			contact_of(who, found, val_text(v, "unit"), &n);

		buf_str(&b, "");
		for (size_t i = 0; i < n; i++)
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   of[i].email ? of[i].email : of[i].login);
		map_s(v, "contact", b.s);
	}
	return OK;
}

static enum err add_reminded(struct ctx *c, struct val *list, size_t n)
{
	int64_t *id = arena_array(c->mem, n, sizeof(*id));
	struct remind_last *last;
	size_t found, at = 0;

	for (const struct val *v = list->first; v; v = v->next)
		id[at++] = val_int(v, "assignment");
	TRY(remind_last(c, id, n, &last, &found));
	for (struct val *v = list->first; v; v = v->next) {
		const struct remind_last *of = NULL;

		for (size_t i = 0; i < found && !of; i++)
			if (last[i].assignment == val_int(v, "assignment"))
				of = &last[i];
		map_i(v, "reminded", of ? of->n : 0);
		if (of)
			map_instant(v, "reminded_at", of->at);
		else
			map_s(v, "reminded_at", NULL);
	}
	return OK;
}

enum err cascade_owing(struct ctx *c, const char *document,
		       const struct cascade_owing_ask *ask, struct val **view)
{
	struct val *list = val_list(c->mem), *some, *cover;
	int64_t total = 0, skip = ask->offset, left = ask->limit;
	struct filter f;
	struct document d;
	struct call *k;
	struct unit u;
	size_t n;

	TRY(read_filter(c, ask->state, &f));
	TRY(document_ref(c, document, &d));
	TRY(cascade_calls(c, &d, &k, &n));
	TRY(cascade_unit(c, &k[0], ask->unit, &u));
	TRY(cascade_head(c, &d, view));
	for (size_t i = 0; i < n; i++) {
		int64_t here;

		TRY(coverage_view(c, k[i].id, u.code, false, &cover));
		here = wanted(&f, cover);
		total += here;
		if (skip < here && left > 0) {
			TRY(coverage_owing(c, k[i].id, u.code, f.states, f.late,
					   skip, left, &some));
			left -= move(some, list, k[i].id);
		}
		skip = skip > here ? skip - here : 0;
	}
	n = (size_t)(ask->limit - left);
	TRY(add_contacts(c, list, n));
	TRY(add_reminded(c, list, n));
	map_s(*view, "unit", u.code);
	map_s(*view, "name", u.name);
	map_i(*view, "total", total);
	map_v(*view, "units", list);
	return OK;
}
