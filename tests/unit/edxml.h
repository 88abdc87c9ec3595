/* edxml.h - reads packets in tests. */
#ifndef TESTS_EDXML_H
#define TESTS_EDXML_H

#include "register/edxml.h"

#include <stdlib.h>
#include <string.h>

static inline enum err read_it(struct ctx *c, struct arena *mem, const char *s,
			       size_t n, struct edxml *p)
{
	*c = (struct ctx){.mem = mem, .lang = "en"};
	return edxml_read(c, (struct blob){s, n}, p);
}

static inline enum err read_text(struct ctx *c, struct arena *mem,
				 const char *s, struct edxml *p)
{
	return read_it(c, mem, s, strlen(s), p);
}

/* All faults as one text. */
static inline const char *whys(struct ctx *c)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, c->why ? c->why : "");
	for (const struct fault *f = c->faults; f; f = f->next)
		buf_printf(&b, "\n%lld: %s", (long long)f->line, f->why);
	return b.s ? b.s : "";
}

static inline struct edxml taken(struct arena *mem, const char *s)
{
	struct ctx c;
	struct edxml p;

	if (read_text(&c, mem, s, &p) != OK)
		fail_msg("refused: %s\n%s", whys(&c), s);
	return p;
}

#endif
