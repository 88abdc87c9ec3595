/* val.c - building and reading views, writing them as JSON. */
#include "base/val.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static struct val *val_new(struct arena *mem, enum val_kind kind)
{
	struct val *v = arena_alloc(mem, sizeof(*v));

	v->kind = kind;
	v->mem = mem;
	return v;
}

struct val *val_map(struct arena *mem)
{
	return val_new(mem, VAL_MAP);
}

struct val *val_list(struct arena *mem)
{
	return val_new(mem, VAL_LIST);
}

static void append(struct val *to, struct val *v)
{
	assert(!v->next);
	if (to->last)
		to->last->next = v;
	else
		to->first = v;
	to->last = v;
}

void map_v(struct val *map, const char *key, struct val *v)
{
	assert(map->kind == VAL_MAP && !val_get(map, key));
	v->key = key;
	append(map, v);
}

void list_v(struct val *list, struct val *v)
{
	assert(list->kind == VAL_LIST);
	append(list, v);
}

void map_i(struct val *map, const char *key, int64_t i)
{
	struct val *v = val_new(map->mem, VAL_INT);

	v->i = i;
	map_v(map, key, v);
}

void map_b(struct val *map, const char *key, bool b)
{
	struct val *v = val_new(map->mem, VAL_BOOL);

	v->i = b;
	map_v(map, key, v);
}

void map_s(struct val *map, const char *key, const char *s)
{
	struct val *v = val_new(map->mem, s ? VAL_TEXT : VAL_NULL);

	v->s = s;
	map_v(map, key, v);
}

void list_i(struct val *list, int64_t i)
{
	struct val *v = val_new(list->mem, VAL_INT);

	v->i = i;
	list_v(list, v);
}

void list_s(struct val *list, const char *s)
{
	struct val *v = val_new(list->mem, VAL_TEXT);

	v->s = s;
	list_v(list, v);
}

const struct val *val_get(const struct val *map, const char *key)
{
	for (const struct val *v = map->first; v; v = v->next)
		if (v->key && *v->key == *key && !strcmp(v->key, key))
			return v;
	return NULL;
}

const char *val_text(const struct val *map, const char *key)
{
	const struct val *v = val_get(map, key);

	return v && v->kind == VAL_TEXT ? v->s : "";
}

int64_t val_int(const struct val *map, const char *key)
{
	const struct val *v = val_get(map, key);

	return v && v->kind == VAL_INT ? v->i : 0;
}

bool val_true(const struct val *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VAL_NULL: return false;
	case VAL_BOOL:
	case VAL_INT: return v->i != 0;
	case VAL_TEXT: return v->s[0] != '\0';
	case VAL_LIST: return v->first != NULL;
	case VAL_MAP: return true;
	}
	return false;
}

/* What goes through as it is goes in one piece. */
static void json_text(const char *s, struct buf *out)
{
	const char *from = s;

	buf_str(out, "\"");
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, from, (size_t)(s - from));
		from = s + 1;
		if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else
			buf_printf(out, "\\%c", c);
	}
	buf_add(out, from, (size_t)(s - from));
	buf_str(out, "\"");
}

void val_json(const struct val *v, struct buf *out)
{
	const char *open = v->kind == VAL_MAP ? "{" : "[";
	const char *shut = v->kind == VAL_MAP ? "}" : "]";

	switch (v->kind) {
	case VAL_NULL: buf_str(out, "null"); return;
	case VAL_BOOL: buf_str(out, v->i ? "true" : "false"); return;
	case VAL_INT: buf_printf(out, "%" PRId64, v->i); return;
	case VAL_TEXT: json_text(v->s, out); return;
	case VAL_LIST:
	case VAL_MAP: break;
	}
	buf_str(out, open);
	for (const struct val *m = v->first; m; m = m->next) {
		if (m != v->first)
			buf_str(out, ",");
		if (v->kind == VAL_MAP) {
			json_text(m->key, out);
			buf_str(out, ":");
		}
		val_json(m, out);
	}
	buf_str(out, shut);
}
