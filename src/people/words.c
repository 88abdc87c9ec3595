/* words.c - sorts and folds the names of people. */
#include "people/words.h"

#include <string.h>

/* Two ways to write one sound: "Hoà" and "Hòa". At the end of a word, and not
 * in "quý". */
/* clang-format off */
static const struct {
	const char *from, *to;
} tones[] = {
	{"oà", "òa"}, {"OÀ", "ÒA"}, {"oá", "óa"}, {"OÁ", "ÓA"},
	{"oả", "ỏa"}, {"OẢ", "ỎA"}, {"oã", "õa"}, {"OÃ", "ÕA"},
	{"oạ", "ọa"}, {"OẠ", "ỌA"}, {"oè", "òe"}, {"OÈ", "ÒE"},
	{"oé", "óe"}, {"OÉ", "ÓE"}, {"oẻ", "ỏe"}, {"OẺ", "ỎE"},
	{"oẽ", "õe"}, {"OẼ", "ÕE"}, {"oẹ", "ọe"}, {"OẸ", "ỌE"},
	{"uỳ", "ùy"}, {"UỲ", "ÙY"}, {"uý", "úy"}, {"UÝ", "ÚY"},
	{"uỷ", "ủy"}, {"UỶ", "ỦY"}, {"uỹ", "ũy"}, {"UỸ", "ŨY"},
	{"uỵ", "ụy"}, {"UỴ", "ỤY"},
};
/* clang-format on */

/* One of the two ways for all; never longer. */
static const char *one_way(struct arena *mem, const char *name)
{
	char *s = arena_text(mem, name);

	for (size_t i = 0; i < COUNT(tones); i++) {
		size_t n = strlen(tones[i].from), to = strlen(tones[i].to);

		for (char *at = s; (at = strstr(at, tones[i].from)); at += to) {
			bool ends = at[n] == ' ' || at[n] == '\0';

			if (!ends || (at > s && strchr("qQ", at[-1])))
				continue;
			memcpy(at, tones[i].to, to);
			memmove(at + to, at + n, strlen(at + n) + 1);
		}
	}
	return s;
}

/* No ICU key holds a zero byte: what lies before it sorts first. */
static void add_key(struct buf *b, const char *s, size_t n)
{
	struct sort_key k = text_sort_key(b->mem, arena_copy(b->mem, s, n));

	buf_add(b, k.data, k.size);
	buf_add(b, "", 1);
}

struct blob name_sort_key(struct arena *mem, const char *name)
{
	const char *s = one_way(mem, text_tidy(mem, name));
	const char *last = strrchr(s, ' ');
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
