/* journal.c - commands about the journal. */
#include "core/journal.h"

#include "cli/cli.h"

static struct val *act_view(const struct ctx *c, const struct journal_act *a)
{
	struct val *v = val_map(c->mem);

	map_s(v, "act", a->act);
	map_s(v, "kind", a->kind);
	map_s(v, "holds", a->holds);
	map_s(v, "says", tr(c, a->says));
	return v;
}

enum err cmd_journal_acts(struct cli *k)
{
	struct val *list = val_list(k->c->mem);

	for (size_t i = 0; i < journal_acts_count; i++)
		list_v(list, act_view(k->c, &journal_acts[i]));
	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s\t%s\t%s\n", val_text(v, "act"), val_text(v, "kind"),
		       val_text(v, "says"));
	return OK;
}
