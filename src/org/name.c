/* name.c - what a code and a name must be like. */
#include "org/name.h"

#include "base/text.h"

#include <sodium.h>

#define NAME_MAX_LENGTH 300 /* characters */

const char *code_trouble(const char *code)
{
	if (!*code)
		return N_("The code is missing.");
	if (!code_valid(code))
		return N_("A code is 1 to 64 letters (without marks), digits "
			  "or - _ . and no blanks.");
	return NULL;
}

const char *name_trouble(const char *name)
{
	if (!*name)
		return N_("The name is missing.");
	if (utf8_length(name) > NAME_MAX_LENGTH)
		return N_("The name has more than 300 characters.");
	return NULL;
}

const char *digest_text(struct arena *mem, struct blob file)
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, file.data, file.size);
	return text_hex(mem, hash, sizeof(hash));
}
