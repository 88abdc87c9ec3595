/* attachment.h - files that people add to what they hand in, kept in the
 * database in parts.
 *
 * It knows nothing of who may do what: an area asks that of its owner before
 * it calls. `place` says of what kind the owner is ("return"), so that every
 * area can use it. */
#ifndef CORE_ATTACHMENT_H
#define CORE_ATTACHMENT_H

#include "core/file.h"

#define ATTACHMENT_MAX	 (50ll << 20)  /* bytes; setting attachment-max */
#define ATTACHMENT_TOTAL (200ll << 20) /* bytes of one owner's draft */
#define ATTACHMENT_MOST	 50	       /* of one owner's draft */
#define ATTACHMENT_HASH	 32

/* A file that was looked at, and is not kept yet. */
struct file_in {
	const char *name;
	const struct file_kind *kind;
	struct blob content;
	unsigned char hash[ATTACHMENT_HASH];
};

struct attachment {
	int64_t id;
	const char *place;
	int64_t owner, version; /* 0: of the draft */
	int64_t file;
	const char *name, *type;
	int64_t size;
	const void *hash; /* ATTACHMENT_HASH bytes */
	int64_t at;
	const char *login; /* who added it; NULL: the operator */
};

/**
 * Looks at a file from outside: size, kind, name, hash. Slow: call it
 * outside of a transaction; `content` must last until attachment_add().
 *
 * ERR_INVALID  larger than the setting attachment-max; else as file_kind()
 * else as scan_file(), by the setting clamd
 */
enum err attachment_check(struct ctx *c, const char *name, struct blob content,
			  struct file_in *out) MUST;

/**
 * Keeps it with the owner's draft (version 0). Needs DB_WRITE; journalled.
 *
 * ERR_CONFLICT  the draft holds as many files, or as many bytes, as it may
 */
enum err attachment_add(struct ctx *c, const char *place, int64_t owner,
			const struct file_in *file, int64_t *id) MUST;

/* ERR_MISSING: there is none. */
enum err attachment_get(struct ctx *c, int64_t id, struct attachment *out) MUST;

/* Gives the bytes part after part; what a part was is gone after. `fn`'s
 * error ends it. ERR_BROKEN: it is not what it was when it came. */
typedef enum err (*attachment_fn)(void *arg, const void *bytes, size_t n);
enum err attachment_read(struct ctx *c, const struct attachment *a,
			 attachment_fn fn, void *arg) MUST;

/* The same of a file by its number (attachment.file). ERR_MISSING: there is
 * none; ERR_BROKEN, without c->why: it is not what it was when it came. */
enum err file_read(struct ctx *c, int64_t file, attachment_fn fn,
		   void *arg) MUST;

/* Reads every file again. ERR_CONFLICT, and c->why naming the first that is
 * not what it was when it came. *n: files read. */
enum err files_verify(struct ctx *c, int64_t *n) MUST;

/* Those of a version, in the order in which they came. */
enum err attachment_list(struct ctx *c, const char *place, int64_t owner,
			 int64_t version, struct attachment **out,
			 size_t *n) MUST;

/* [{"id","name","type","size","at","by"}] of a version. */
enum err attachment_view(struct ctx *c, const char *place, int64_t owner,
			 int64_t version, struct val **view) MUST;

/* Takes one out of the draft; its file goes when no version has it. Needs
 * DB_WRITE; journalled. ERR_CONFLICT: it is not the draft's. */
enum err attachment_drop(struct ctx *c, const struct attachment *a) MUST;

/* The draft becomes version `to`, which gets what the draft holds: files are
 * shared, and the draft is empty. Or the other way round (`from` to 0): a
 * draft is made from a version, which keeps its own. */
enum err attachment_hand_in(struct ctx *c, const char *place, int64_t owner,
			    int64_t to) MUST;
enum err attachment_take_back(struct ctx *c, const char *place, int64_t owner,
			      int64_t from) MUST;

#endif
