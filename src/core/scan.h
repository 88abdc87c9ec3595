/* scan.h - asks a virus scanner about a file: clamd, of ClamAV. */
#ifndef CORE_SCAN_H
#define CORE_SCAN_H

#include "core/ctx.h"

/**
 * Whether the scanner that listens on this socket (a path; "": there is
 * none, and all is well) finds nothing in these bytes. Slow, 30 s at most for
 * each step: call it outside of a transaction.
 *
 * ERR_INVALID      it found something; the message says what
 * ERR_UNAVAILABLE  it does not answer: what nobody looked at is not taken
 */
enum err scan_file(struct ctx *c, const char *path, struct blob content) MUST;

#endif
