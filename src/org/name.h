/* name.h - what a code and a name must be like; the digest of a file. */
#ifndef ORG_NAME_H
#define ORG_NAME_H

#include "db/db.h"

/* NULL when it may be a code (of a unit or a kind), or a tidy name; else
 * why not, marked N_(). */
const char *code_trouble(const char *code);
const char *name_trouble(const char *name);

/* SHA-256 of a file in hex, as sha256sum(1) prints it: for the journal. */
const char *digest_text(struct arena *mem, struct blob file);

#endif
