/* val.h - the view: what a page, the JSON API and `--json` all show. */
#ifndef BASE_VAL_H
#define BASE_VAL_H

#include "base/arena.h"

enum val_kind { VAL_NULL, VAL_BOOL, VAL_INT, VAL_TEXT, VAL_LIST, VAL_MAP };

struct val {
	enum val_kind kind;
	const char *key;		 /* set when the value is in a map */
	int64_t i;			 /* VAL_BOOL, VAL_INT */
	const char *s;			 /* VAL_TEXT */
	struct val *first, *last, *next; /* members, in the order added */
	struct arena *mem;
};

struct val *val_map(struct arena *mem);
struct val *val_list(struct arena *mem);
void map_i(struct val *map, const char *key, int64_t i);
void map_b(struct val *map, const char *key, bool b);
void map_s(struct val *map, const char *key, const char *s); /* NULL: null */
void map_v(struct val *map, const char *key, struct val *v);
void list_v(struct val *list, struct val *v);
void list_i(struct val *list, int64_t i);
void list_s(struct val *list, const char *s);
const struct val *val_get(const struct val *map, const char *key);
/* A member's text, or its number; "" or 0 where it is null or absent. */
const char *val_text(const struct val *map, const char *key);
int64_t val_int(const struct val *map, const char *key);
/* Not null, false, 0, empty or absent (NULL). */
bool val_true(const struct val *v);
void val_json(const struct val *v, struct buf *out);

#endif
