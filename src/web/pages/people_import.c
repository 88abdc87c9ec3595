/* people_import.c - many people from a file: first what would become of each
 * row, then the real run; and who was found twice. */
#include "people/person.h"
#include "people/person_import.h"
#include "web/pages/call_form.h"
#include "web/pages/words.h"

#include <sodium.h>
#include <string.h>

#define SHOWN 500		/* rows of a dry run */
#define KEPT  ((size_t)1 << 20) /* bytes of a file that the page itself keeps  \
				 */

struct importing {
	struct req *q;
	struct person_import ask;
	struct val *report;
};

static enum err import(struct ctx *c, void *arg)
{
	struct importing *w = arg;

	return person_import(c, &w->ask, &w->report);
}

/* The file that was chosen, or the one that the page before kept. */
static enum err read_file(struct importing *w)
{
	struct req *q = w->q;
	const char *kept = form(q, "kept", "");
	size_t size = strlen(kept), n;
	unsigned char *bytes = arena_alloc(q->c->mem, size + 1);

	w->ask.unit = form(q, "unit", NULL);
	w->ask.alike = *form(q, "alike", "") != '\0';
	if (q->files.n > 0 && q->files.at[0].content.size > 0) {
		w->ask.file = q->files.at[0].content;
		return OK;
	}
	if (!*kept || sodium_base642bin(bytes, size + 1, kept, size, NULL, &n,
					NULL, sodium_base64_VARIANT_ORIGINAL))
		return fail(q->c, ERR_INVALID, "file",
			    N_("No file was chosen."));
	w->ask.file = (struct blob){bytes, n};
	return OK;
}

static void keep(struct importing *w, struct val *v)
{
	struct arena *mem = w->q->c->mem;
	size_t n = w->ask.file.size, room;
	char *text;

	map_b(v, "large", n > KEPT);
	if (n == 0 || n > KEPT) {
		map_s(v, "kept", "");
		return;
	}
	room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
	text = arena_alloc(mem, room);
	sodium_bin2base64(text, room, w->ask.file.data, n,
			  sodium_base64_VARIANT_ORIGINAL);
	map_s(v, "kept", text);
}

static void fates(struct importing *w, struct val *v)
{
	struct req *q = w->q;
	const struct val *rows = val_get(w->report, "rows");
	struct val *list = val_list(q->c->mem), *next;
	struct buf dropped = {.mem = q->c->mem};
	int64_t n = 0;

	for (struct val *r = rows->first; r && n < SHOWN; r = next, n++) {
		const char *alike = val_text(r, "alike");
		bool line = *alike >= '0' && *alike <= '9';

		next = r->next;
		r->next = NULL;
		map_iso_shown(q, r, "from_shown", val_get(r, "from"));
		map_b(r, "is_new", *alike == '\0');
		map_s(r, "alike_line", line ? alike : NULL);
		map_s(r, "alike_code", *alike && !line ? alike : NULL);
		list_v(list, r);
	}
	map_v(v, "rows", list);
	map_n(q, v, "added", val_int(w->report, "added"));
	map_n(q, v, "left_out", val_int(w->report, "left_out"));
	map_b(v, "some_left_out", val_int(w->report, "left_out") > 0);
	map_b(v, "cut", n == SHOWN);
	for (const struct val *d = val_get(w->report, "dropped")->first; d;
	     d = d->next)
		buf_printf(&dropped, "%s%s (%lld)", dropped.len ? ", " : "",
			   val_text(d, "field"), (long long)val_int(d, "n"));
	map_s(v, "dropped", dropped.s);
}

static enum err show_import(struct importing *w, struct reply *p, int status,
			    const char *trouble)
{
	struct req *q = w->q;
	struct val *v = val_map(q->c->mem), *faults;

	faults = faults_view(q->c);
	map_s(v, "title", tr(q->c, N_("Add people from a file")));
	map_s(v, "trouble", trouble);
	map_v(v, "faults", faults);
	map_b(v, "some_faults", faults->first != NULL);
	map_s(v, "unit", call_chosen(q, "unit", ""));
	map_b(v, "alike", *call_chosen(q, "alike", "") != '\0');
	map_b(v, "fated", w->report != NULL);
	if (w->report)
		fates(w, v);
	keep(w, v);
	p->status = status;
	return page(q, p, "people/import", v);
}

/* GET /people/import */
enum err page_people_import(struct req *q, struct reply *p)
{
	struct importing w = {.q = q};

	return show_import(&w, p, 200, NULL);
}

/* POST /people/import: a dry run, unless "go" is sent */
enum err post_people_import(struct req *q, struct reply *p)
{
	struct importing w = {.q = q};
	bool go = *form(q, "go", "") != '\0';
	enum err e = read_file(&w);

	if (e == OK)
		e = go ? run_unit(q->c, DB_WRITE, import, &w)
		       : run_dry(q->c, import, &w);
	if (call_shown_again(q, e)) {
		w.report = NULL;
		w.ask.file = (struct blob){0};
		return show_import(&w, p, err_status(e), q->c->why);
	}
	TRY(e);
	if (!go)
		return show_import(&w, p, 200, NULL);
	return see_other(q, p, "%s%s", w.ask.unit ? "/people?unit=" : "/people",
			 w.ask.unit ? w.ask.unit : "");
}

/* POST /api/people/import: {"file": text, "unit", "alike", "dry"} */
enum err api_people_import(struct req *q, struct reply *p)
{
	const char *file = form(q, "file", "");
	struct importing w = {.q = q};

	w.ask = (struct person_import){
		.file = {file, strlen(file)},
		.unit = form(q, "unit", NULL),
		.alike = *form(q, "alike", "") != '\0',
	};
	if (*form(q, "dry", ""))
		TRY(run_dry(q->c, import, &w));
	else
		TRY(run_unit(q->c, DB_WRITE, import, &w));
	return json(q, p, w.report);
}

/* ---- found twice ---- */

static enum err show_merge(struct req *q, struct reply *p, const char *with,
			   int status, const char *trouble)
{
	struct ctx *c = q->c;
	struct val *v = val_map(c->mem), *sides = val_list(c->mem), *side;
	const char *code[2] = {q->code, with};

	for (int i = 0; i < 2; i++) {
		TRY(person_view(c, code[i], c->today, &side));
		map_s(side, "other", code[1 - i]);
		for (struct val *m = val_get(side, "history")->first; m;
		     m = m->next) {
			map_iso_shown(q, m, "from_shown", val_get(m, "from"));
			map_iso_shown(q, m, "until_shown", val_get(m, "until"));
		}
		list_v(sides, side);
	}
	map_s(v, "title", tr(c, N_("One person or two?")));
	map_s(v, "trouble", trouble);
	map_v(v, "sides", sides);
	p->status = status;
	return page(q, p, "people/merge", v);
}

/* GET /people/{code}/merge?with=CODE */
enum err page_person_merge(struct req *q, struct reply *p)
{
	return show_merge(q, p, query(q, "with", ""), 200, NULL);
}

static enum err merge(struct ctx *c, void *arg)
{
	const struct req *q = arg;

	return person_merge(c, q->code, form(q, "into", ""));
}

/* POST /people/{code}/merge and /api/people/{code}/merge */
enum err post_person_merge(struct req *q, struct reply *p)
{
	const char *into = form(q, "into", ""), *why;
	enum err e = run_unit(q->c, DB_WRITE, merge, q);

	why = q->c->why;
	if (!q->api && e == ERR_CONFLICT)
		return show_merge(q, p, into, err_status(e), why);
	TRY(e);
	return see_other(q, p, "/people/%s", into);
}

/* GET /people/duplicates and /api/people/duplicates */
enum err page_people_twins(struct req *q, struct reply *p)
{
	struct val *v = val_map(q->c->mem), *list;

	TRY(person_twins(q->c, &list));
	if (q->api)
		return json(q, p, list);
	map_s(v, "title", tr(q->c, N_("Probably the same person")));
	map_b(v, "some", list->first != NULL);
	for (struct val *pair = list->first; pair; pair = pair->next) {
		map_s(pair, "code_a", val_text(val_get(pair, "a"), "code"));
		map_s(pair, "code_b", val_text(val_get(pair, "b"), "code"));
	}
	map_v(v, "pairs", list);
	return page(q, p, "people/twins", v);
}
