/* task_remind.c - reminds people of tasks that fall due, or are late. */
#include "programme/task_remind.h"

#include "access/notice.h"
#include "base/show.h"
#include "core/setting.h"
#include "gen/sql_programme.h"
#include "programme/holder.h"

#include <inttypes.h>
#include <stdlib.h>

#define BATCH 200 /* tasks in one transaction */
#define RULES 8
#define AFTER 14 /* days for which the last rule still holds */

/* A rule holds for what is due in (low, high]. */
struct rule {
	int64_t days, low, high; /* days after the due day; days */
};

struct reminding {
	struct rule rule[RULES];
	size_t n;
	bool any;
	int64_t people;
};

static enum err read_rules(struct ctx *c, struct reminding *w)
{
	const char *s;

	*w = (struct reminding){0};
	TRY(setting_get(c, "reminders", REMINDERS_DEFAULT, &s));
	while (*s && w->n < RULES) {
		char *end;

		w->rule[w->n++].days = strtol(s, &end, 10);
		s = end + (*end == ',');
	}
	for (size_t i = 0; i < w->n; i++) {
		struct rule *r = &w->rule[i];
		int64_t next = i + 1 < w->n ? r[1].days : r->days + AFTER;

		r->high = c->today - r->days;
		r->low = c->today - next;
	}
	return OK;
}

static enum err look(struct ctx *c, void *arg)
{
	struct reminding *w = arg;
	struct task_due *t;
	size_t n;

	TRY(read_rules(c, w));
	for (size_t i = 0; i < w->n && !w->any; i++) {
		const struct rule *r = &w->rule[i];

		TRY(sql_task_due(c, r->days, r->low, r->high, 1, &t, &n));
		w->any = n > 0;
	}
	return OK;
}

struct saying {
	const struct task_due *task;
	bool late;
};

static enum err say(struct ctx *c, void *arg, const char **text)
{
	const struct saying *s = arg;

	*text = arena_printf(c->mem,
			     tr(c, s->late ? N_("Your task is late: %s, due %s")
					   : N_("Your task falls due: %s, "
						"%s")),
			     s->task->subject,
			     show_day(c->mem, s->task->due, c->lang));
	return OK;
}

/* Those who lead; where nobody does, all who have it. */
static enum err tell(struct ctx *c, const struct task_due *t, int64_t *people)
{
	struct saying s = {t, t->due < c->today};
	const struct notice what = {
		.kind = "task",
		.link = arena_printf(c->mem, "/tasks/%" PRId64, t->id),
		.say = say,
		.arg = &s,
		.words = "",
	};
	struct holder *h;
	size_t n;

	TRY(holders_of(c, t->id, &h, &n));
	for (size_t i = 0; i < n; i++) {
		struct holder_account *a;
		size_t found;

		if (!h[i].person || (h[0].leads && !h[i].leads))
			continue;
		TRY(sql_holder_accounts(c, h[i].person, c->now, &a, &found));
		for (size_t k = 0; k < found; k++, ++*people)
			TRY(notice_account(c, &what, a[k].account));
	}
	return OK;
}

static enum err remind(struct ctx *c, void *arg)
{
	struct reminding *w = arg;

	TRY(read_rules(c, w));
	for (size_t i = 0; i < w->n && !w->any; i++) {
		const struct rule *r = &w->rule[i];
		struct task_due *t;
		size_t n;

		TRY(sql_task_due(c, r->days, r->low, r->high, BATCH, &t, &n));
		for (size_t k = 0; k < n; k++) {
			TRY(sql_task_reminded(c, t[k].id, r->days, t[k].due));
			TRY(tell(c, &t[k], &w->people));
		}
		w->any = n > 0;
	}
	return OK;
}

enum err task_remind(struct ctx *c, struct turn *t)
{
	struct reminding w;

	TRY(run_unit(c, DB_READ, look, &w));
	if (!w.any)
		return OK;
	TRY(run_unit(c, DB_WRITE, remind, &w));
	t->done += w.people;
	t->more = w.any;
	return OK;
}
