/* template.c - the workbook of a return, to be filled in offline. */
#include "returns/template.h"

#include "returns/answer.h"
#include "web/web.h"

struct asked {
	struct req *q;
	struct place at;
	struct val *view;
};

static enum err look(struct ctx *c, void *arg)
{
	struct asked *a = arg;

	TRY(place_find(c, a->q->code, query(a->q, "form", ""),
		       query(a->q, "period", ""), ACT_READ, &a->at));
	return answer_view(c, &a->at, 0, &a->view);
}

/* GET /entry/{code}/template.xlsx?form=&period= */
enum err page_template(struct req *q, struct reply *p)
{
	struct asked a = {.q = q};

	TRY(run_unit(q->c, DB_READ, look, &a));
	TRY(template_make(q->c, a.view, &p->body));
	return keep_file(q, p, XLSX_TYPE,
			 arena_printf(q->c->mem, "%s-%s-%s.xlsx", a.at.code,
				      a.at.form->code,
				      val_text(a.view, "period")));
}
