/* journal_words.h - an entry in words. */
#ifndef CORE_JOURNAL_WORDS_H
#define CORE_JOURNAL_WORDS_H

#include "core/ctx.h"

struct journal_entry;
struct journal_act;

/* What was done; entries of before have words of now. NULL: nothing that
 * this program knows. */
const struct journal_act *journal_act_of(const struct journal_entry *e);

/* "lan, as Head of Ban A, standing in for hoa"; the operator; the server. */
const char *journal_who(const struct ctx *c, const struct journal_entry *e);

/* The whole sentence. */
const char *journal_says(const struct ctx *c, const struct journal_entry *e);

#endif
