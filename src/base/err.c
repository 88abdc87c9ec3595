/* err.c - the one table of errors: names and HTTP statuses. */
#include "base/err.h"

static const struct {
	const char *name;
	int status;
} errs[] = {
	[OK] = {"ok", 200},
	[ERR_BROKEN] = {"broken", 500},
	[ERR_USAGE] = {"usage", 400},
	[ERR_INVALID] = {"invalid", 422},
	[ERR_CONFLICT] = {"conflict", 409},
	[ERR_DENIED] = {"denied", 403},
	[ERR_MISSING] = {"missing", 404},
	[ERR_BUSY] = {"busy", 503},
	[ERR_UNAVAILABLE] = {"unavailable", 503},
	[ERR_FULL] = {"full", 507},
	[ERR_SCHEMA] = {"schema", 503},
};

int err_status(enum err e)
{
	return errs[e].status;
}

const char *err_name(enum err e)
{
	return errs[e].name;
}
