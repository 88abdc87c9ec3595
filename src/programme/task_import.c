/* task_import.c - adds tasks from a file of Redmine's. */
#include "programme/task_import.h"

#include "access/sight.h"
#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_programme.h"
#include "org/view.h"
#include "people/words.h"
#include "programme/fields.h"

#include <string.h>

struct row {
	const struct redmine_issue *of;
	int64_t start, due, group;
	const char *detail;
	const struct named *holder; /* NULL: nobody, or nobody known */
	bool alike;		    /* it is probably there */
	struct row *next;	    /* of the same hash */
};

/* Somebody whom the file names. */
struct named {
	const char *name, *code;
	int64_t person; /* id; 0: none of that name, or several */
	struct named *next;
};

struct import {
	struct ctx *c;
	const struct task_import *ask;
	struct programme p;
	struct redmine file;
	struct row *row;
	struct row **by_subject; /* hash; size a power of two */
	size_t mask;
	struct named *named;
	int64_t added;
};

static size_t hash(const char *s, int64_t due)
{
	size_t h = 14695981039346656037u ^ (size_t)due;

	while (*s)
		h = (h ^ (unsigned char)*s++) * 1099511628211u;
	return h;
}

static bool same(const struct row *r, const char *subject, int64_t due)
{
	return r->due == due && !strcmp(r->of->subject, subject);
}

static enum err find_name(struct import *m, const char *name,
			  struct named **out)
{
	struct ctx *c = m->c;
	struct named *d = m->named;
	struct task_named *found;
	struct sight s;
	size_t n;

	while (d && strcmp(d->name, name))
		d = d->next;
	*out = d;
	if (d)
		return OK;
	TRY(sight_get(c, ACT_KNOW, &s));
	TRY(sql_task_named(c, m->p.unit, name_sort_key(c->mem, name), name,
			   s.all, c->account, c->today, s.powers, &found, &n));
	d = arena_alloc(c->mem, sizeof(*d));
	*d = (struct named){.name = name, .next = m->named};
	if (n == 1) {
		d->person = found[0].id;
		d->code = found[0].code;
	}
	*out = m->named = d;
	return OK;
}

static enum err set_holder(struct import *m, struct row *r)
{
	const char *name = r->of->assignee;
	struct named *d;

	r->detail = r->of->description;
	if (!*name)
		return OK;
	TRY(find_name(m, name, &d));
	if (d->person)
		r->holder = d;
	else
		r->detail = arena_printf(
			m->c->mem, "%s%s%s", r->detail,
			*r->detail ? "\n\n" : "",
			arena_printf(m->c->mem, tr(m->c, N_("Assigned to: %s")),
				     name));
	return OK;
}

static void set_days(struct import *m, struct row *r)
{
	const struct redmine_issue *i = r->of;

	r->due = i->due.set ? i->due.value : day_of(m->p.year, 12, 31);
	r->start = i->start.set	    ? i->start.value
		   : i->created.set ? i->created.value
				    : r->due;
	if (!i->start.set && r->start > r->due)
		r->start = r->due;
	if (r->start > r->due)
		fault(m->c, i->line, i->due_column, "Due date",
		      N_("A task cannot be due before it begins."));
}

static void check_subject(struct import *m, const struct redmine_issue *i)
{
	if (!*i->subject)
		fault(m->c, i->line, 0, "Subject",
		      N_("What is to be done? A task needs a subject."));
	if (utf8_length(i->subject) > SUBJECT_MOST)
		fault(m->c, i->line, 0, "Subject",
		      N_("The subject is too long: at most %d characters; "
			 "write more into the detail."),
		      SUBJECT_MOST);
}

static void check_text(struct import *m, const struct redmine_issue *i,
		       const char *column, const char *text)
{
	if (utf8_length(text) > TEXT_MOST)
		fault(m->c, i->line, 0, column,
		      N_("This is too long: at most %d characters."),
		      TEXT_MOST);
}

static void index_row(struct import *m, struct row *r)
{
	struct row **at =
		&m->by_subject[hash(r->of->subject, r->due) & m->mask];

	for (const struct row *o = *at; o && !r->alike; o = o->next)
		r->alike = same(o, r->of->subject, r->due);
	r->next = *at;
	*at = r;
}

/* One that is there already. */
static enum err compare(void *arg, const struct task_known *t)
{
	struct import *m = arg;

	for (struct row *r = m->by_subject[hash(t->subject, t->due) & m->mask];
	     r; r = r->next)
		r->alike = r->alike || same(r, t->subject, t->due);
	return OK;
}

static enum err read_rows(struct import *m)
{
	struct ctx *c = m->c;
	size_t size = 64;

	while (size < m->file.n * 2)
		size *= 2;
	m->mask = size - 1;
	m->by_subject = arena_array(c->mem, size, sizeof(*m->by_subject));
	m->row = arena_array(c->mem, m->file.n, sizeof(*m->row));
	for (size_t i = 0; i < m->file.n; i++) {
		struct row *r = &m->row[i];

		r->of = &m->file.issue[i];
		check_subject(m, r->of);
		check_text(m, r->of, "Description", r->of->description);
		check_text(m, r->of, "Deliverable", r->of->result);
		check_text(m, r->of, "Conclusion", r->of->conclusion);
		set_days(m, r);
		TRY(set_holder(m, r));
		index_row(m, r);
	}
	TRY(sql_task_known(c, m->p.id, compare, m));
	return faults_end(c);
}

/* ---- writing ---- */

static enum err put_word(struct import *m, int64_t id,
			 const struct redmine_issue *i)
{
	struct task_version made;

	if (!i->progress && !strcmp(i->state, "open"))
		return OK;
	return sql_task_word_put(m->c, id, i->progress, i->state,
				 tr(m->c, N_("As it was in Redmine.")),
				 m->c->now, m->c->account, &made);
}

static enum err put_row(struct import *m, struct row *r)
{
	const struct redmine_issue *i = r->of;
	struct ctx *c = m->c;
	struct opt_int done = {!strcmp(i->state, "done"),
			       i->closed.set ? i->closed.value : m->p.today};
	struct task_id made;

	TRY(group_hold(c, &m->p, i->group, &r->group));
	TRY(sql_task_put(c, m->p.id, m->p.unit, r->group, i->subject,
			 task_words(c->mem, i->subject), r->detail, i->result,
			 r->start, r->due, i->progress, i->state, done, 0,
			 i->conclusion, 0, 0, "", 0, c->now, c->account,
			 &made));
	m->added++;
	if (r->holder)
		TRY(holders_put(c, &made.id, 1,
				&(struct holder){.person = r->holder->person,
						 .leads = true},
				1));
	return put_word(m, made.id, i);
}

static struct val *row_view(const struct import *m, const struct row *r)
{
	struct val *v = val_map(m->c->mem);

	map_i(v, "line", r->of->line);
	map_s(v, "subject", r->of->subject);
	map_day(v, "due", r->due);
	map_s(v, "state", r->of->state);
	map_s(v, "group", *r->of->group ? r->of->group : NULL);
	map_s(v, "holder", r->holder ? r->holder->code : NULL);
	map_s(v, "holder_name", *r->of->assignee ? r->of->assignee : NULL);
	map_s(v, "fate", r->alike && !m->ask->alike ? "alike" : "new");
	return v;
}

enum err task_import(struct ctx *c, const struct task_import *ask,
		     struct val **report)
{
	struct import m = {.c = c, .ask = ask};
	struct val *v = *report = val_map(c->mem), *list = val_list(c->mem);
	struct val *note = val_map(c->mem);

	TRY(programme_hold(c, ask->unit, ask->year, &m.p));
	TRY(redmine_read(c, ask->file, ask->order, &m.file));
	TRY(read_rows(&m));
	for (size_t i = 0; i < m.file.n; i++) {
		if (!m.row[i].alike || ask->alike)
			TRY(put_row(&m, &m.row[i]));
		list_v(list, row_view(&m, &m.row[i]));
	}
	map_i(v, "added", m.added);
	map_i(v, "left_out", (int64_t)m.file.n - m.added);
	map_v(v, "dropped", m.file.dropped);
	map_v(v, "rows", list);
	map_i(note, "year", m.p.year);
	map_i(note, "added", m.added);
	map_i(note, "left_out", (int64_t)m.file.n - m.added);
	return journal_add(c, "task.import", m.p.code, note);
}
