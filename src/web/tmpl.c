/* tmpl.c - plays the tokens that tools/gen_html.py made of the templates.
 * There is no way to write a value unescaped: where a tag may stand was
 * checked when the program was built. */
#include "web/tmpl.h"

#include "gen/tmpl.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 24 /* lists and parts within each other */

struct scope {
	struct ctx *c;
	struct buf *out;
	const struct val *at[DEPTH]; /* innermost last */
	int depth;		     /* how many of `at` */
	int parts;		     /* templates within each other */
};

static enum err play(struct scope *s, const struct tmpl_token *t,
		     const struct tmpl_token *token);

static enum err trouble(struct scope *s, const char *what, const char *name)
{
	return fail(s->c, ERR_BROKEN, NULL, "template: %s: %s", what, name);
}

static const struct val *lookup(const struct scope *s, const char *name,
				size_t size)
{
	if (size == 1 && *name == '.')
		return s->at[s->depth - 1];
	for (int i = s->depth - 1; i >= 0; i--) {
		const struct val *v =
			s->at[i]->kind == VAL_MAP ? s->at[i]->first : NULL;

		for (; v; v = v->next)
			if (!strncmp(v->key, name, size) && !v->key[size])
				return v;
	}
	return NULL;
}

/* What addresses may hold as it stands: RFC 3986's unreserved signs, and
 * the slash of a path within a query. */
static void put_link(struct buf *b, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~/";

	for (;;) {
		size_t n = strspn(s, plain);

		buf_add(b, s, n);
		s += n;
		if (!*s)
			return;
		buf_printf(b, "%%%02X", (unsigned char)*s++);
	}
}

static enum err put(struct scope *s, const char *name, size_t size, bool link)
{
	const struct val *v = lookup(s, name, size);

	if (!v)
		return trouble(s, "no such name", name);
	switch (v->kind) {
	case VAL_INT: buf_printf(s->out, "%" PRId64, v->i); return OK;
	case VAL_TEXT:
		if (link)
			put_link(s->out, v->s);
		else
			buf_html(s->out, v->s);
		return OK;
	case VAL_NULL: return OK;
	case VAL_BOOL:
	case VAL_LIST:
	case VAL_MAP: break;
	}
	return trouble(s, "no text", name);
}

/* A whole address: a path of ours, whoever made it. */
static enum err put_path(struct scope *s, const char *name, size_t size)
{
	const struct val *v = lookup(s, name, size);

	if (!v)
		return trouble(s, "no such name", name);
	if (v->kind != VAL_TEXT || v->s[0] != '/' ||
	    !isalnum((unsigned char)v->s[1]))
		return trouble(s, "no path of ours", name);
	buf_html(s->out, v->s);
	return OK;
}

/* A message in the reader's language, with the values of its {names}. */
static enum err say(struct scope *s, const char *msg)
{
	const char *text = tr(s->c, msg), *open;

	while ((open = strchr(text, '{'))) {
		size_t n = strcspn(open + 1, "}");

		buf_html(s->out,
			 arena_copy(s->c->mem, text, (size_t)(open - text)));
		TRY(put(s, open + 1, n, false));
		text = open + n + (open[n + 1] ? 2 : 1);
	}
	buf_html(s->out, text);
	return OK;
}

static enum err each(struct scope *s, const struct tmpl_token *t,
		     const struct tmpl_token *token)
{
	const struct val *v = lookup(s, t->text, t->size);
	enum err e = OK;

	if (!v)
		return trouble(s, "no such name", t->text);
	if (v->kind != VAL_LIST && v->kind != VAL_MAP)
		return val_true(v) ? play(s, t + 1, token) : OK;
	if (s->depth == DEPTH)
		return trouble(s, "too deep", t->text);
	s->depth++;
	if (v->kind == VAL_MAP) {
		s->at[s->depth - 1] = v;
		e = play(s, t + 1, token);
	} else {
		for (v = v->first; v && e == OK; v = v->next) {
			s->at[s->depth - 1] = v;
			e = play(s, t + 1, token);
		}
	}
	s->depth--;
	return e;
}

static enum err none(struct scope *s, const struct tmpl_token *t,
		     const struct tmpl_token *token)
{
	const struct val *v = lookup(s, t->text, t->size);

	if (!v)
		return trouble(s, "no such name", t->text);
	return val_true(v) ? OK : play(s, t + 1, token);
}

static enum err part(struct scope *s, const struct tmpl *tmpl)
{
	enum err e;

	if (s->parts == DEPTH)
		return trouble(s, "too deep", tmpl->name);
	s->parts++;
	e = play(s, tmpl->token, tmpl->token);
	s->parts--;
	return e;
}

/* Plays from `t` to the end of its section; `token` is the template's
 * first, from which `end` counts. */
static enum err play(struct scope *s, const struct tmpl_token *t,
		     const struct tmpl_token *token)
{
	for (; t->op != TMPL_END; t++) {
		switch (t->op) {
		case TMPL_TEXT: buf_add(s->out, t->text, t->size); break;
		case TMPL_PUT: TRY(put(s, t->text, t->size, false)); break;
		case TMPL_LINK: TRY(put(s, t->text, t->size, true)); break;
		case TMPL_PATH: TRY(put_path(s, t->text, t->size)); break;
		case TMPL_SAY: TRY(say(s, t->text)); break;
		case TMPL_PART: TRY(part(s, t->part)); break;
		case TMPL_EACH:
			TRY(each(s, t, token));
			t = token + t->end;
			break;
		case TMPL_NONE:
			TRY(none(s, t, token));
			t = token + t->end;
			break;
		case TMPL_END: break;
		}
	}
	return OK;
}

static int compare(const void *name, const void *tmpl)
{
	return strcmp(name, ((const struct tmpl *)tmpl)->name);
}

enum err tmpl_render(struct ctx *c, const char *name, const struct val *shell,
		     const struct val *v, struct buf *out)
{
	struct scope s = {.c = c, .out = out};
	const struct tmpl *t = bsearch(name, tmpl_table, tmpl_count,
				       sizeof(*tmpl_table), compare);

	if (!t)
		return trouble(&s, "no such template", name);
	if (shell)
		s.at[s.depth++] = shell;
	s.at[s.depth++] = v;
	return part(&s, t);
}
