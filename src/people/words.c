/* words.c - sorts and folds the names of people. */
#include "people/words.h"

#include <string.h>

/* No ICU key holds a zero byte: what lies before it sorts first. */
static void add_key(struct buf *b, const char *s, size_t n)
{
	struct sort_key k = text_sort_key(b->mem, arena_copy(b->mem, s, n));

	buf_add(b, k.data, k.size);
	buf_add(b, "", 1);
}

struct blob name_sort_key(struct arena *mem, const char *name)
{
	const char *s = text_tidy(mem, name), *last = strrchr(s, ' ');
	size_t family = last ? strcspn(s, " ") : 0;
	struct buf b = {.mem = mem};

	if (!last) {
		add_key(&b, s, strlen(s));
	} else {
		add_key(&b, last + 1, strlen(last + 1));
		add_key(&b, s, family);
		if (s + family < last)
			add_key(&b, s + family + 1,
				(size_t)(last - s) - family - 1);
	}
	return (struct blob){b.s, b.len};
}

const char *name_folded(struct arena *mem, const char *name)
{
	const char *s = text_fold(mem, name);

	return *s ? arena_printf(mem, " %s", s) : "";
}

static const char *pattern_of(struct arena *mem, const char *word, size_t n)
{
	struct buf b = {.mem = mem};

	buf_str(&b, "% ");
	for (size_t i = 0; i < n; i++) {
		if (strchr("%_\\", word[i]))
			buf_str(&b, "\\");
		buf_add(&b, word + i, 1);
	}
	buf_str(&b, "%");
	return b.s;
}

void name_patterns(struct arena *mem, const char *find,
		   const char *pattern[NAME_WORDS])
{
	const char *s = text_fold(mem, find);

	for (int i = 0; i < NAME_WORDS; i++) {
		size_t n = strcspn(s, " ");

		pattern[i] = n ? pattern_of(mem, s, n) : "%";
		s += n + (s[n] == ' ');
	}
}
