/* task_api.c - tasks for programs. */
#include "programme/workload.h"
#include "web/pages/task_form.h"

#include <string.h>

/* GET /api/tasks */
enum err api_tasks(struct req *q, struct reply *p)
{
	struct task_ask ask;
	struct val *v;

	TRY(task_query(q, &ask));
	TRY(task_list(q->c, &ask, &v));
	return json(q, p, v);
}

/* GET /api/tasks/{id} */
enum err api_task(struct req *q, struct reply *p)
{
	struct val *v;

	TRY(task_view(q->c, q->id, &v));
	return json(q, p, v);
}

/* POST /api/tasks */
enum err api_task_new(struct req *q, struct reply *p)
{
	struct task_new task;
	int64_t id;

	TRY(task_form_new(q, &task));
	TRY(task_add(q->c, &task, &id));
	return see_other(q, p, "/tasks/%lld", (long long)id);
}

static enum err edit(struct req *q)
{
	struct task_given given;
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	TRY(task_form_given(q, &given));
	return task_edit(q->c, q->id, base, &given,
			 *form(q, "later", "") != '\0');
}

static enum err report(struct req *q)
{
	struct task_word word;
	const char *unit = form(q, "unit", NULL);
	int64_t version;

	TRY(task_form_word(q, &word));
	if (unit)
		return task_unit_report(q->c, q->id, unit, &word, &version);
	return task_report(q->c, q->id, &word, &version);
}

static enum err drop(struct req *q)
{
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	return task_drop(q->c, q->id, base, form(q, "reason", ""));
}

static enum err reopen(struct req *q)
{
	int64_t base;

	TRY(task_form_number(q, "base", 0, &base));
	return task_reopen(q->c, q->id, base, form(q, "reason", ""));
}

static enum err accept(struct req *q)
{
	int64_t n;

	return task_unit_accept(q->c, q->id, form(q, "unit", NULL), &n);
}

static enum err send_back(struct req *q)
{
	return task_unit_send_back(q->c, q->id, form(q, "unit", ""),
				   form(q, "reason", ""));
}

static const struct {
	const char *name; /* the last word of the address */
	enum err (*run)(struct req *q);
} acts[] = {
	{"edit", edit},	    {"report", report}, {"drop", drop},
	{"reopen", reopen}, {"accept", accept}, {"send-back", send_back},
};

/* POST /api/tasks/{id}/ACT */
enum err api_task_act(struct req *q, struct reply *p)
{
	const char *name = strrchr(q->path, '/') + 1;
	size_t i = 0;

	while (i + 1 < COUNT(acts) && strcmp(acts[i].name, name))
		i++;
	TRY(acts[i].run(q));
	return see_other(q, p, "/tasks/%lld", (long long)q->id);
}

/* GET /api/workload?unit=&year=&by= */
enum err api_workload(struct req *q, struct reply *p)
{
	struct val *v;
	int64_t year;

	TRY(query_int(q, "year", 0, 0, YEAR_MAX, &year));
	TRY(workload_view(q->c, query(q, "unit", ""), year,
			  query(q, "by", "unit"), &v));
	return json(q, p, v);
}
