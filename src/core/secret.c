/* secret.c - seals and opens what the store keeps secret
 * (XChaCha20-Poly1305 of libsodium). */
#include "core/secret.h"

#include "base/random.h"
#include "base/text.h"
#include "core/journal.h"
#include "core/setting.h"
#include "gen/sql_core.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEY_BYTES   32
#define KEY_TEXT    (2 * KEY_BYTES) /* in hex */
#define PLAIN_MOST  4096
#define FORMAT	    1 /* the first byte: */
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define HEAD_BYTES  (1 + NONCE_BYTES)
#define TAG_BYTES   crypto_aead_xchacha20poly1305_ietf_ABYTES

struct key {
	unsigned char byte[KEY_BYTES];
};

/* ---- the file ---- */

enum file_state { FILE_NONE, FILE_AWAY, FILE_OTHER, FILE_READ };

static enum file_state read_key(const char *path, struct key *key,
				const char **why)
{
	FILE *f = fopen(path, "rb");
	char text[KEY_TEXT + 2];
	size_t n, bytes;

	if (!f) {
		*why = strerror(errno);
		return FILE_AWAY;
	}
	n = fread(text, 1, sizeof(text), f);
	fclose(f);
	if (n == KEY_TEXT + 1 && text[KEY_TEXT] == '\n')
		n--;
	if (n != KEY_TEXT || sodium_hex2bin(key->byte, KEY_BYTES, text, n, NULL,
					    &bytes, NULL) != 0)
		return FILE_OTHER;
	sodium_memzero(text, sizeof(text));
	return bytes == KEY_BYTES ? FILE_READ : FILE_OTHER;
}

/* Of the process: read once, constant from then on. */
static struct {
	enum file_state state;
	char path[1024];
	const char *why;
	struct key key;
} file;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void read_file(void)
{
	const char *path = getenv("TIERWORK_KEY_FILE");
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	if (path && *path)
		snprintf(file.path, sizeof(file.path), "%s", path);
	else if (folder && *folder)
		snprintf(file.path, sizeof(file.path), "%s/tierwork-key",
			 folder);
	else
		return;
	if ((!path || !*path) && access(file.path, F_OK) != 0)
		return; /* systemd gave other credentials only */
	file.state = read_key(file.path, &file.key, &file.why);
}

static enum err file_trouble(struct ctx *c, enum err code, const char *path,
			     enum file_state state, const char *why)
{
	switch (state) {
	case FILE_NONE:
		return fail(c, code, NULL,
			    N_("The secrets in this store are sealed by a key "
			       "file. Say where it is: "
			       "TIERWORK_KEY_FILE=FILE"));
	case FILE_AWAY:
		return fail(c, code, NULL,
			    N_("The key file %s cannot be read: %s"), path,
			    why);
	case FILE_OTHER:
		return fail(c, code, NULL,
			    N_("%s is no key file: 64 digits of hexadecimal. "
			       "Make one with: tierwork key make FILE"),
			    path);
	case FILE_READ: break;
	}
	return OK;
}

/* ---- the key in use ---- */

#define IN_STORE "store " /* and the key */
#define IN_FILE	 "file "  /* and what the file's key is known by */

static const char *known_by(struct arena *mem, const struct key *key)
{
	static const unsigned char what[] = "tierwork key";
	unsigned char h[16];

	crypto_generichash(h, sizeof(h), what, sizeof(what) - 1, key->byte,
			   KEY_BYTES);
	return text_hex(mem, h, sizeof(h));
}

static const char *kept(struct arena *mem, const struct key *key, bool in_file)
{
	return in_file ? arena_printf(mem, IN_FILE "%s", known_by(mem, key))
		       : arena_printf(mem, IN_STORE "%s",
				      text_hex(mem, key->byte, KEY_BYTES));
}

/* The key of the file, if it is the one that the store remembers. */
static enum err file_key(struct ctx *c, const char *known, struct key *key)
{
	if (file.state != FILE_READ)
		return file_trouble(c, ERR_BROKEN, file.path, file.state,
				    file.why);
	if (strcmp(known, known_by(c->mem, &file.key)))
		return fail(c, ERR_BROKEN, NULL,
			    N_("The key file %s is not the one that the "
			       "secrets in this store were sealed by."),
			    file.path);
	*key = file.key;
	return OK;
}

static enum err store_key(struct ctx *c, const char *hex, struct key *key)
{
	size_t n;

	if (sodium_hex2bin(key->byte, KEY_BYTES, hex, strlen(hex), NULL, &n,
			   NULL) != 0 ||
	    n != KEY_BYTES)
		return fail(c, ERR_BROKEN, NULL,
			    N_("The key kept in this store is damaged."));
	return OK;
}

/* *there: some secret was sealed before. */
static enum err key_in_use(struct ctx *c, struct key *key, bool *there,
			   bool *in_file)
{
	const char *row;

	pthread_once(&once, read_file);
	TRY(setting_get(c, "secret-key", "", &row));
	*there = *row != '\0';
	*in_file = !strncmp(row, IN_FILE, strlen(IN_FILE));
	if (!*there)
		return OK;
	if (*in_file)
		return file_key(c, row + strlen(IN_FILE), key);
	return store_key(c, row + strlen(IN_STORE), key);
}

/* Makes sure there is one. Another may be faster: so it is read again. */
static enum err key_to_seal(struct ctx *c, struct key *key)
{
	bool there, in_file;

	TRY(key_in_use(c, key, &there, &in_file));
	if (there)
		return OK;
	if (file.state == FILE_AWAY || file.state == FILE_OTHER)
		return file_trouble(c, ERR_BROKEN, file.path, file.state,
				    file.why);
	if (file.state == FILE_READ)
		*key = file.key;
	else
		random_bytes(key->byte, KEY_BYTES);
	TRY(sql_secret_key_add(c, kept(c->mem, key, file.state == FILE_READ)));
	return key_in_use(c, key, &there, &in_file);
}

enum err secret_check(struct ctx *c, bool *unused)
{
	struct key key;
	bool there, in_file;

	TRY(key_in_use(c, &key, &there, &in_file));
	if (file.state == FILE_AWAY || file.state == FILE_OTHER)
		return file_trouble(c, ERR_BROKEN, file.path, file.state,
				    file.why);
	*unused = file.state == FILE_READ && there && !in_file;
	return OK;
}

/* ---- sealing ---- */

static struct blob seal(struct arena *mem, const struct key *key,
			const char *as, struct blob plain)
{
	unsigned char *to =
		arena_alloc(mem, HEAD_BYTES + plain.size + TAG_BYTES);
	unsigned long long n;

	to[0] = FORMAT;
	random_bytes(to + 1, NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		to + HEAD_BYTES, &n, plain.data, plain.size,
		(const unsigned char *)as, strlen(as), NULL, to + 1, key->byte);
	return (struct blob){to, HEAD_BYTES + (size_t)n};
}

static bool opened(struct arena *mem, const struct key *key, const char *as,
		   struct blob sealed, struct blob *plain)
{
	const unsigned char *from = sealed.data;
	unsigned char *to;
	unsigned long long n;

	if (sealed.size < HEAD_BYTES + TAG_BYTES || from[0] != FORMAT)
		return false;
	to = arena_alloc(mem, sealed.size);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    to, &n, NULL, from + HEAD_BYTES, sealed.size - HEAD_BYTES,
		    (const unsigned char *)as, strlen(as), from + 1,
		    key->byte) != 0)
		return false;
	to[n] = '\0';
	*plain = (struct blob){to, (size_t)n};
	return true;
}

static const char *sealed_as(struct arena *mem, const char *what, int64_t id)
{
	return arena_printf(mem, "%s/%lld", what, (long long)id);
}

enum err secret_seal(struct ctx *c, const char *what, int64_t id,
		     struct blob plain, struct blob *sealed)
{
	struct key key;

	assert(plain.size <= PLAIN_MOST);
	TRY(key_to_seal(c, &key));
	*sealed = seal(c->mem, &key, sealed_as(c->mem, what, id), plain);
	sodium_memzero(&key, sizeof(key));
	return OK;
}

static enum err open_by(struct ctx *c, const struct key *key, const char *what,
			int64_t id, struct blob sealed, struct blob *plain)
{
	if (opened(c->mem, key, sealed_as(c->mem, what, id), sealed, plain))
		return OK;
	return fail(c, ERR_BROKEN, NULL,
		    N_("What is sealed in the store as %s cannot be opened: "
		       "it was changed outside of the program. Set it anew."),
		    what);
}

enum err secret_open(struct ctx *c, const char *what, int64_t id,
		     struct blob sealed, struct blob *plain)
{
	struct key key = {{0}};
	bool there, in_file;
	enum err e;

	TRY(key_in_use(c, &key, &there, &in_file));
	e = open_by(c, &key, what, id, sealed, plain);
	sodium_memzero(&key, sizeof(key));
	return e;
}

const char *secret_key_make(struct arena *mem)
{
	unsigned char raw[KEY_BYTES];

	random_bytes(raw, sizeof(raw));
	return arena_printf(mem, "%s\n", text_hex(mem, raw, sizeof(raw)));
}

/* ---- another key ---- */

static enum err move_accounts(struct ctx *c, const struct key *from,
			      const struct key *to, int64_t *moved)
{
	struct secret_totp *row;
	size_t n;

	TRY(sql_secret_totp_all(c, &row, &n));
	for (size_t i = 0; i < n; i++, ++*moved) {
		int64_t id = row[i].account;
		struct blob plain;

		TRY(open_by(c, from, "totp", id, row[i].totp, &plain));
		TRY(sql_secret_totp_put(c, id,
					seal(c->mem, to,
					     sealed_as(c->mem, "totp", id),
					     plain)));
	}
	return OK;
}

static enum err move_settings(struct ctx *c, const struct key *from,
			      const struct key *to, int64_t *moved)
{
	const char *name;

	for (size_t i = 0; (name = setting_secret_name(i)); i++) {
		struct blob sealed, plain;
		const char *value;
		bool is_sealed;

		TRY(setting_get(c, name, "", &value));
		if (!*value)
			continue;
		TRY(setting_unwrap(c, value, &is_sealed, &sealed));
		if (is_sealed)
			TRY(open_by(c, from, name, 0, sealed, &plain));
		else
			plain = sealed;
		sealed = seal(c->mem, to, sealed_as(c->mem, name, 0), plain);
		TRY(setting_set(c, name, setting_wrap(c->mem, sealed)));
		++*moved;
	}
	return OK;
}

static enum err move_all(struct ctx *c, const struct key *to, bool to_file,
			 int64_t *n)
{
	struct key from = {{0}};
	bool there, in_file;
	struct val *detail = val_map(c->mem);

	TRY(key_in_use(c, &from, &there, &in_file));
	TRY(move_accounts(c, &from, to, n));
	TRY(move_settings(c, &from, to, n));
	TRY(setting_set(c, "secret-key", kept(c->mem, to, to_file)));
	sodium_memzero(&from, sizeof(from));
	map_s(detail, "before", !there ? NULL : in_file ? "file" : "store");
	map_s(detail, "after", to_file ? "file" : "store");
	map_i(detail, "count", *n);
	return journal_add(c, "key.move", "", detail);
}

enum err secret_move(struct ctx *c, const char *path, int64_t *n)
{
	struct key to;
	const char *why = NULL;
	enum file_state state = FILE_READ;
	enum err e;

	*n = 0;
	if (path)
		state = read_key(path, &to, &why);
	else
		random_bytes(to.byte, KEY_BYTES);
	TRY(file_trouble(c, ERR_INVALID, path, state, why));
	e = move_all(c, &to, path != NULL, n);
	sodium_memzero(&to, sizeof(to));
	return e;
}
