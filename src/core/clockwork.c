/* clockwork.c - runs what Tierwork does by itself. */
#include "core/clockwork.h"

#include "core/setting.h"

static enum err know_today(struct ctx *c, void *unused)
{
	(void)unused;
	return setting_today(c);
}

enum err chore_turn(struct ctx *c, const struct chore *chore, struct turn *t)
{
	TRY(run_unit(c, DB_READ, know_today, NULL));
	return chore->run(c, t);
}

static enum err run_whole(struct ctx *c, const struct chore *chore,
			  int64_t *done)
{
	struct turn t = {.more = true};

	while (t.more) {
		struct arena_mark start = arena_mark(c->mem);

		t.more = false;
		TRY(chore_turn(c, chore, &t));
		*done = t.done;
		arena_rewind(c->mem, start);
	}
	return OK;
}

enum err chores_run(struct ctx *c, struct val **view)
{
	const char *why = NULL;
	enum err first = OK;

	*view = val_list(c->mem);
	for (size_t i = 0; i < chores_count; i++) {
		struct val *v = val_map(c->mem);
		int64_t done = 0;
		enum err e = run_whole(c, &chores[i], &done);

		if (e != OK && first == OK) {
			first = e;
			why = c->why ? c->why : err_name(e);
			why = arena_printf(c->mem, "%s: %s", chores[i].name,
					   why);
		}
		map_s(v, "chore", chores[i].name);
		map_i(v, "done", done);
		map_s(v, "does", tr(c, chores[i].does));
		list_v(*view, v);
	}
	c->why = why;
	return first;
}
