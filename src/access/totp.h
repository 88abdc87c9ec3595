/* totp.h - codes of a second factor by the time, as RFC 6238 has them: SHA-1,
 * six digits, another every 30 seconds; what every program for telephones
 * makes. Pure. */
#ifndef ACCESS_TOTP_H
#define ACCESS_TOTP_H

#include "db/db.h"

#define TOTP_SECRET 20 /* bytes: as long as the hash */
#define TOTP_DIGITS 6
#define TOTP_PERIOD 30 /* s */

/* The code of a step: of the 30 seconds that begin at step * 30. */
void totp_code(struct blob secret, int64_t step, char code[TOTP_DIGITS + 1]);

/**
 * Whether `typed` (blanks in it do not count) is the code of now, of the step
 * before or of the one after, and that step is later than `after`: each is
 * good once. *step: which. Takes as long for a wrong one as for a right one.
 */
bool totp_match(struct blob secret, int64_t now, int64_t after,
		const char *typed, int64_t *step) MUST;

/* The secret as people type it: base32 (RFC 4648), in groups of four. */
const char *totp_text(struct arena *mem, struct blob secret);

/* The same for programs, as a QR code holds it: otpauth://totp/... `issuer`
 * (cut to 40 characters) and `account` are any text. */
const char *totp_uri(struct arena *mem, const char *issuer, const char *account,
		     struct blob secret);

#endif
