/* proof.c - checks a password where it is kept. */
#include "access/proof.h"

#include "access/account.h"
#include "access/directory.h"
#include "access/password.h"

struct kept {
	const char *login;
	struct account_secret secret;
	struct directory directory;
};

static enum err find(struct ctx *c, void *arg)
{
	struct kept *k = arg;

	TRY(account_secret(c, k->login, &k->secret));
	return k->secret.ldap ? directory_read(c, &k->directory) : OK;
}

static enum proof_result ask(struct ctx *c, const struct kept *k,
			     const char *password, const char **why)
{
	switch (directory_ask(c, &k->directory, k->login, password, why)) {
	case DIRECTORY_RIGHT: return PROOF_RIGHT;
	case DIRECTORY_WRONG: return PROOF_WRONG;
	case DIRECTORY_AWAY: break;
	}
	return PROOF_AWAY;
}

enum err proof_password(struct ctx *c, const char *login, const char *password,
			struct proved *out)
{
	struct kept k = {.login = login};
	bool same;

	*out = (struct proved){.proof = PROOF_WRONG, .method = "password"};
	TRY(run_unit(c, DB_READ, find, &k));
	/* Also for a directory's: time does not tell whose they are. */
	same = password_verify(c->mem, k.secret.hash, password);
	if (k.secret.ldap) {
		out->method = "ldap";
		out->proof = ask(c, &k, password, &out->why);
	} else if (same) {
		out->proof = PROOF_RIGHT;
	}
	if (out->proof == PROOF_RIGHT)
		out->account = k.secret.id;
	return OK;
}

const char *proof_away(const struct ctx *c)
{
	return tr(c, N_("The directory that keeps this password cannot be "
			"asked just now. Nothing was counted against you; try "
			"again in a minute."));
}
