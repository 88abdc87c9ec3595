/* key.c - commands about the key that secrets in a store are sealed by. */
#include "access/role.h"
#include "cli/cli.h"
#include "core/secret.h"

#include <string.h>
#include <sys/stat.h>

enum err cmd_key_make(struct cli *k)
{
	const char *text = secret_key_make(k->c->mem);
	mode_t before = umask(077);
	enum err e = cli_write(k, k->arg[0], (struct blob){text, strlen(text)});

	umask(before);
	return e;
}

struct move {
	const char *path;
	int64_t n;
};

static enum err move(struct ctx *c, void *arg)
{
	struct move *m = arg;

	TRY(may_all(c, ACT_OPERATE));
	return secret_move(c, m->path, &m->n);
}

enum err cmd_key_move(struct cli *k)
{
	struct move m = {.path = k->args ? k->arg[0] : NULL};

	TRY(run_unit(k->c, DB_WRITE, move, &m));
	printf(trn(k->c, N_("%lld secret sealed again\n"),
		   N_("%lld secrets sealed again\n"), m.n),
	       (long long)m.n);
	return OK;
}
