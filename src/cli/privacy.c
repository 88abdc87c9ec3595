/* privacy.c - commands about what the store knows of people. */
#include "people/privacy.h"
#include "cli/cli.h"

struct privacy {
	struct subject who;
	const char *reason;
	struct val *view;
};

static struct privacy privacy_of(struct cli *k)
{
	return (struct privacy){
		.who = {cli_opt(k, "account"), cli_opt(k, "person")},
		.reason = cli_opt(k, "reason") ? cli_opt(k, "reason") : "",
	};
}

enum err cmd_privacy_fields(struct cli *k)
{
	struct val *list = personal_fields_view(k->c);

	if (k->json) {
		cli_json(k, list);
		return OK;
	}
	for (const struct val *v = list->first; v; v = v->next)
		printf("%s\t%s\n\t%s\n\t%s\n\t%s\n", val_text(v, "column"),
		       val_text(v, "label"), val_text(v, "why"),
		       val_text(v, "seen_by"), val_text(v, "kept"));
	return OK;
}

static enum err own(struct ctx *c, void *arg)
{
	struct privacy *p = arg;

	return privacy_own(c, &p->who, &p->view);
}

/* Always JSON: it is to be taken elsewhere. */
enum err cmd_privacy_export(struct cli *k)
{
	struct privacy p = privacy_of(k);

	TRY(run_unit(k->c, DB_READ, own, &p));
	cli_json(k, p.view);
	return OK;
}

static enum err erase(struct ctx *c, void *arg)
{
	struct privacy *p = arg;

	return privacy_erase(c, &p->who, p->reason, &p->view);
}

enum err cmd_privacy_erase(struct cli *k)
{
	struct privacy p = privacy_of(k);

	TRY(cli_unit(k, DB_WRITE, erase, &p));
	if (k->json) {
		cli_json(k, p.view);
		return OK;
	}
	for (const struct val *v = val_get(p.view, "erased")->first; v;
	     v = v->next)
		printf(tr(k->c, N_("erased: %s (%lld)\n")),
		       val_text(v, "label"), (long long)val_int(v, "count"));
	for (const struct val *v = val_get(p.view, "stays")->first; v;
	     v = v->next)
		printf(tr(k->c, N_("stays: %s. %s\n")), val_text(v, "what"),
		       val_text(v, "why"));
	return OK;
}
