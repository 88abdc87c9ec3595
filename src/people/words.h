/* words.h - names of people: how they sort, and how they are found. */
#ifndef PEOPLE_WORDS_H
#define PEOPLE_WORDS_H

#include "base/text.h"
#include "db/db.h"

/**
 * Sorts by bytes as Vietnamese sorts names: by the given name, which is the
 * last word; then by the family name, the first; then by those between.
 */
struct blob name_sort_key(struct arena *mem, const char *name);

/* " nguyen van an": the words without marks, each with a blank before it. */
const char *name_folded(struct arena *mem, const char *name);

/* Words that are searched, as LIKE finds them in name_folded(): each at the
 * beginning of a word of the name. Words beyond are left out. */
#define NAME_WORDS 5
void name_patterns(struct arena *mem, const char *find,
		   const char *pattern[NAME_WORDS]);

#endif
