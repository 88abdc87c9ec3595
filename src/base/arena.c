/* arena.c - memory that lives as long as one unit of work. */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

#define CHUNK 65536 /* bytes; one page view usually fits in one chunk */
#define SPARES                                                                 \
	64 /* chunks kept for the next unit of work: what goes back            \
	    * to the system comes again page by page, at a price */

struct chunk {
	struct chunk *next;
	size_t used, size;
	_Alignas(16) char data[];
};

struct arena {
	struct chunk *top;
	struct chunk *spare;
	int spares;
};

static void out_of_memory(void)
{
	fputs("tierwork: out of memory\n", stderr);
	abort();
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *c = malloc(sizeof(*c) + size);

	if (!c)
		out_of_memory();
	c->size = size;
	POISON(c->data, size);
	return c;
}

static void chunk_free(struct chunk *c)
{
	UNPOISON(c->data, c->size);
	free(c);
}

/* Puts a chunk with room for `size` bytes on top. */
static void push(struct arena *a, size_t size)
{
	struct chunk *c = a->spare;

	if (size <= CHUNK && c) {
		a->spare = c->next;
		a->spares--;
	} else {
		c = chunk_new(size > CHUNK ? size : CHUNK);
	}
	c->used = 0;
	c->next = a->top;
	a->top = c;
}

static void pop(struct arena *a)
{
	struct chunk *old = a->top;

	a->top = old->next;
	if (old->size != CHUNK || a->spares == SPARES) {
		chunk_free(old);
		return;
	}
	POISON(old->data, old->size);
	old->next = a->spare;
	a->spare = old;
	a->spares++;
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		out_of_memory();
	push(a, CHUNK);
	return a;
}

void arena_reset(struct arena *a)
{
	while (a->top->next)
		pop(a);
	POISON(a->top->data, a->top->size);
	a->top->used = 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	while (a->top)
		pop(a);
	while (a->spare) {
		struct chunk *old = a->spare;

		a->spare = old->next;
		chunk_free(old);
	}
	free(a);
}

struct arena_mark arena_mark(struct arena *a)
{
	return (struct arena_mark){a->top, a->top->used};
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
	while (a->top != m.chunk) {
		assert(a->top->next);
		pop(a);
	}
	POISON(a->top->data + m.used, a->top->used - m.used);
	a->top->used = m.used;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t need = (size + 15) & ~(size_t)15;
	void *p;

	if (need < size)
		out_of_memory();
	if (a->top->size - a->top->used < need)
		push(a, need);
	p = a->top->data + a->top->used;
	a->top->used += need;
	UNPOISON(p, need);
	memset(p, 0, need);
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		out_of_memory();
	return arena_alloc(a, total);
}

char *arena_copy(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	if (len)
		memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *arena_text(struct arena *a, const char *s)
{
	return s ? arena_copy(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		out_of_memory();
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

static void buf_room(struct buf *b, size_t len)
{
	size_t cap;
	char *p;

	if (b->len + len + 1 <= b->cap)
		return;
	cap = (b->len + len + 1) * 2;
	p = arena_alloc(b->mem, cap);
	if (b->len)
		memcpy(p, b->s, b->len);
	b->s = p;
	b->cap = cap;
}

void buf_add(struct buf *b, const char *s, size_t len)
{
	buf_room(b, len);
	if (len)
		memcpy(b->s + b->len, s, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	buf_room(b, (size_t)n);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
	va_end(again);
	b->len += (size_t)n;
}

void buf_html(struct buf *b, const char *s)
{
	for (;;) {
		size_t n = strcspn(s, "&<>\"'");

		buf_add(b, s, n);
		s += n;
		switch (*s++) {
		case '\0': return;
		case '&': buf_str(b, "&amp;"); break;
		case '<': buf_str(b, "&lt;"); break;
		case '>': buf_str(b, "&gt;"); break;
		case '"': buf_str(b, "&quot;"); break;
		default: buf_str(b, "&#39;"); break;
		}
	}
}
