/* form_reader.c - reads properties of a form's file, with faults. */
#include "returns/form_reader.h"

#include "base/text.h"

#include <string.h>

#define TEXT_MAX 2000 /* code points of a title or a help */

static const char *const lang_keys[LANGS] = {
	[LANG_VI] = "vi", [LANG_EN] = "en"};

/* Whatever is not described may be a slip, so it is not passed over. */
void reader_known(struct reader *r, const json_t *o, const char *const *known,
		  size_t n)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)o, key, v)
	{
		size_t i = 0;

		while (i < n && strcmp(known[i], key))
			i++;
		if (i == n)
			fault(r->c, 0, 0, r->place,
			      N_("there is no property \"%s\" here"),
			      text_tidy(r->c->mem, key));
	}
}

const char *reader_path(const struct reader *r, const char *key)
{
	return *r->place ? arena_printf(r->c->mem, "%s.%s", r->place, key)
			 : key;
}

/* A text property; NULL, and a fault where `needed`, without it. */
const char *reader_text(struct reader *r, const json_t *o, const char *key,
			bool needed)
{
	const json_t *v = json_object_get(o, key);

	if (!v && !needed)
		return NULL;
	if (!json_is_string(v) || !*json_string_value(v)) {
		fault(r->c, 0, 0, reader_path(r, key), N_("must be a text"));
		return NULL;
	}
	if (utf8_length(json_string_value(v)) > TEXT_MAX) {
		fault(r->c, 0, 0, reader_path(r, key),
		      N_("longer than %d characters"), TEXT_MAX);
		return NULL;
	}
	return text_tidy(r->c->mem, json_string_value(v));
}

/* {"vi":…,"en":…}, or one text for both languages. */
void reader_texts(struct reader *r, const json_t *o, const char *key,
		  bool needed, const char *to[LANGS])
{
	const json_t *v = json_object_get(o, key);
	struct reader in = {r->c, reader_path(r, key)};

	if (!json_is_object(v)) {
		to[LANG_VI] = to[LANG_EN] = reader_text(r, o, key, needed);
		return;
	}
	for (int i = 0; i < LANGS; i++)
		to[i] = reader_text(&in, v, lang_keys[i], false);
	if (needed && !to[LANG_VI] && !to[LANG_EN])
		fault(r->c, 0, 0, reader_path(r, key),
		      N_("must have a text in \"vi\" or in \"en\""));
}

const char *reader_code(struct reader *r, const json_t *o, const char *key)
{
	const char *s = reader_text(r, o, key, true);

	if (s && !code_valid(s)) {
		fault(r->c, 0, 0, reader_path(r, key),
		      N_("not a code: 1 to 64 letters, digits, - _ ."));
		return NULL;
	}
	return s;
}
