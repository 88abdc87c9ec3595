/* arena.h - memory that lives as long as one unit of work. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/err.h"

#include <stdarg.h>

/* Never returns NULL: the process ends when memory does. Nothing in it is
 * freed alone. What it gives is zeroed and aligned to 16 bytes. */
struct arena;
struct arena *arena_new(void);
void arena_reset(struct arena *a);
void arena_free(struct arena *a); /* NULL is fine */
void *arena_alloc(struct arena *a, size_t size) MUST;
/* n things of `size` bytes; ends the process when n * size overflows. */
void *arena_array(struct arena *a, size_t n, size_t size) MUST;
/* `len` bytes and a NUL after them. */
char *arena_copy(struct arena *a, const char *s, size_t len) MUST;
/* A NUL-terminated copy; NULL stays NULL. */
char *arena_text(struct arena *a, const char *s) MUST;
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3) MUST;
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) MUST;

/* A mark to roll back to: what was taken after it is gone. */
struct arena_mark {
	void *chunk;
	size_t used;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/* Growing text in an arena. */
struct buf {
	struct arena *mem;
	char *s; /* always ends in NUL once something was added */
	size_t len, cap;
};
void buf_add(struct buf *b, const char *s, size_t len);
void buf_str(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_html(struct buf *b, const char *s); /* escapes & < > " ' */

#endif
