/* workload.c - who has how much to do, by unit and by person. */
#include "programme/workload.h"
#include "web/pages/programme.h"
#include "web/pages/words.h"

#include <string.h>

/* GET /programme/{code}/workload?year=&by= */
enum err page_workload(struct req *q, struct reply *p)
{
	const char *by = query(q, "by", "person");
	struct programme of;
	struct val *v;

	TRY(programme_asked(q, ACT_FOLLOW, &of));
	TRY(workload_view(q->c, q->code, of.year, by, &v));
	TRY(programme_head(q, &of, "workload", v));
	map_b(v, "by_person", !strcmp(by, "person"));
	map_b(v, "some", val_get(v, "rows")->first != NULL);
	return page(q, p, "programme/workload", v);
}
