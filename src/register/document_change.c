/* document_change.c - what becomes of a document after it was issued. */
#include "register/document_change.h"

#include <jansson.h>
#include <string.h>

static const struct {
	const char *what, *label;
} labels[] = {
	{"corrected", N_("corrected")}, {"withdrawn", N_("number withdrawn")},
	{"recalled", N_("recalled")},	{"replaced", N_("replaced")},
	{"revoked", N_("revoked")},
};

const char *document_change_label(const char *what)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (!strcmp(labels[i].what, what))
			return labels[i].label;
	return what;
}

struct val *document_change_fields(struct ctx *c, const char *before)
{
	json_t *j = *before ? json_loads(before, 0, NULL) : NULL;
	struct val *v = val_map(c->mem);
	const char *key;
	json_t *was;

	json_object_foreach(j, key, was)
		map_s(v, arena_text(c->mem, key),
		      arena_text(c->mem, json_string_value(was)));
	json_decref(j);
	return v;
}
