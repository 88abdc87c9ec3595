/* words.c - the text side of scenarios: words, names, here documents. */
#include "words.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *text(const char *fmt, ...)
{
	char *s = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		abort();
	va_end(ap);
	return s;
}

char *drain(int fd)
{
	char block[65536], *s = NULL;
	size_t size;
	FILE *f = open_memstream(&s, &size);
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) > 0)
		fwrite(block, 1, (size_t)n, f);
	close(fd);
	fclose(f);
	return s;
}

static size_t pair_at(const struct pair *table, const char *name)
{
	size_t i = 0;

	while (table[i].name && strcasecmp(table[i].name, name))
		i++;
	return i;
}

const char *pair_get(const struct pair *table, const char *name)
{
	return table[pair_at(table, name)].value;
}

void pair_set(struct pair *table, const char *name, const char *value)
{
	size_t i = pair_at(table, name);

	if (i == PAIRS - 1)
		abort(); /* the last row marks the end */
	table[i] = (struct pair){text("%s", name), text("%s", value)};
}

char *word(char **rest)
{
	char *s = *rest + strspn(*rest, " "), *to = s, *from = s;
	bool quoted = false, last;

	if (!*s)
		return NULL;
	for (; *from && (quoted || *from != ' '); from++) {
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	last = !*from;
	*to = '\0';
	*rest = from + !last;
	return s;
}

char *fill(const struct pair *let, const char *s)
{
	char *out, name[32];
	size_t size;
	FILE *f = open_memstream(&out, &size);

	while (*s) {
		const char *value = NULL;
		int n = 0;

		if (sscanf(s, "{%31[a-z_]}%n", name, &n) == 1 && n)
			value = pair_get(let, name);
		if (value)
			fputs(value, f);
		else
			fputc(*s, f);
		s += value ? n : 1;
	}
	fclose(f);
	return out;
}

char *unescape(char *s)
{
	char *to = s;

	for (const char *from = s; *from; from++) {
		const char *at = *from == '\\' && from[1]
					 ? strchr("n\nt\t\\\\", from[1])
					 : NULL;

		*to++ = at ? at[1] : *from;
		from += at != NULL;
	}
	*to = '\0';
	return s;
}

char *heredoc(char *rest, FILE *in, int *line)
{
	char *at = strstr(rest, "<<"), *got = NULL, *out;
	size_t size = 0;
	FILE *f;

	if (!at || at[2 + strspn(at + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
		return rest;
	f = open_memstream(&out, &size);
	fprintf(f, "%.*s", (int)(at - rest), rest);
	for (size_t cap = 0; getline(&got, &cap, in) >= 0;) {
		(*line)++;
		if (!strcmp(text("%.*s", (int)strcspn(got, "\n"), got), at + 2))
			break;
		fputs(got, f);
	}
	fclose(f);
	return out;
}
