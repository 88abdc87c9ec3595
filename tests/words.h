/* words.h - the text side of scenarios: words, names, here documents. */
#ifndef WORDS_H
#define WORDS_H

#include <stdio.h>

#define PAIRS 64

struct pair {
	char *name, *value;
};

/* printf into fresh memory. Nothing is ever freed: a scenario is short. */
char *text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Everything until the end of `fd`, which is closed. */
char *drain(int fd);

/* The value of `name`, letters of either case alike, or NULL. */
const char *pair_get(const struct pair *table, const char *name);
void pair_set(struct pair *table, const char *name, const char *value);

/* Cuts the next word off; "a b" in double quotes is one word, also behind
 * k=. NULL at the end. */
char *word(char **rest);

/* Fills in {name}; what is no known name stays, as in {"code": 1}. */
char *fill(const struct pair *let, const char *s);

/* Makes \n, \t and \\ what they stand for, in place. */
char *unescape(char *s);

/* For a line that closes with <<END: the line with the lines of `in` up to
 * END in its place. `*line` counts them. */
char *heredoc(char *rest, FILE *in, int *line);

#endif
