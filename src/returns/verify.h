/* verify.h - recomputes what is kept, and names the first difference. */
#ifndef RETURNS_VERIFY_H
#define RETURNS_VERIFY_H

#include "core/ctx.h"

/**
 * Reads every lane and seal of the journal again, counts the units of the
 * tree, and recomputes every roll-up from the accepted returns on the tree of
 * its period, how far calls are from their assignments, who belongs where and
 * how many they are, and the hash of every file.
 *
 * *view: {"entries","lanes","seals","returns","rollups","coverage","files",
 * "members"}: how many were compared.
 *
 * ERR_DENIED    the account does not see every unit
 * ERR_CONFLICT  something differs; c->why names the first of it
 */
enum err verify(struct ctx *c, struct val **view) MUST;

#endif
