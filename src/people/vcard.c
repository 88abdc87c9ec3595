/* vcard.c - reads and writes vCards. */
#include "people/vcard.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FOLD 75 /* bytes of a line at most, when written */

/* One line of content: folds taken out. */
struct line {
	int64_t at;	   /* number of its first line */
	const char *name;  /* without group */
	const char *param; /* as they stand: ";TYPE=home;PREF=1" */
	char *value;
};

struct reading {
	struct ctx *c;
	const char *s, *end;
	int64_t line; /* of s */
	struct vcards *out;
	size_t cap;
	struct vcard *card;	/* that is open; NULL: none */
	bool version;		/* its version was told */
	int name_is;		/* 2: of FN, 1: of N */
	int email_is, phone_is; /* PREF of what was taken, 101: none given */
};

bool vcard_is(struct blob file)
{
	const char *s = file.data;
	size_t n = file.size;

	if (n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3)) {
		s += 3;
		n -= 3;
	}
	while (n && strchr(" \t\r\n", *s) && *s) {
		s++;
		n--;
	}
	return n >= 11 && !strncasecmp(s, "BEGIN:VCARD", 11);
}

/* One physical line, without its end. */
static size_t physical(const struct reading *r, const char *s,
		       const char **next)
{
	const char *nl = memchr(s, '\n', (size_t)(r->end - s));
	const char *stop = nl ? nl : r->end;

	*next = nl ? nl + 1 : r->end;
	while (stop > s && stop[-1] == '\r')
		stop--;
	return (size_t)(stop - s);
}

/* The next line that holds anything, its folds taken out; false: none. */
static bool unfold(struct reading *r, struct buf *b, int64_t *at)
{
	const char *next;
	size_t n = 0;

	while (r->s < r->end && n == 0) {
		n = physical(r, r->s, &next);
		*at = r->line++;
		if (n)
			buf_add(b, r->s, n);
		r->s = next;
	}
	while (n && r->s < r->end && (*r->s == ' ' || *r->s == '\t')) {
		size_t more = physical(r, r->s, &next);

		buf_add(b, r->s + 1, more ? more - 1 : 0);
		r->line++;
		r->s = next;
	}
	return n > 0;
}

/* Where the value begins: the first colon outside of quotes. */
static char *colon(char *s)
{
	bool quoted = false;

	for (; *s; s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (*s == ':' && !quoted)
			return s;
	}
	return NULL;
}

static bool split(struct reading *r, char *s, struct line *l)
{
	char *value = colon(s), *param, *dot;

	if (!value) {
		fault(r->c, l->at, 0, NULL,
		      N_("This is no line of a vCard: a name, a colon and a "
			 "value."));
		return false;
	}
	*value = '\0';
	l->value = value + 1;
	param = strchr(s, ';');
	l->param = param ? arena_text(r->c->mem, param) : "";
	if (param)
		*param = '\0';
	dot = strrchr(s, '.');
	l->name = dot ? dot + 1 : s;
	return true;
}

/* The value of a parameter, as "PREF"; NULL: none. Of a bare word of
 * version 2.1 the word. */
static const char *param_of(const struct line *l, const char *name,
			    struct arena *mem)
{
	size_t n = strlen(name);

	for (const char *p = l->param; *p == ';'; p += 1 + strcspn(p + 1, ";"))
		if (!strncasecmp(p + 1, name, n) && p[1 + n] == '=')
			return arena_copy(mem, p + 2 + n,
					  strcspn(p + 2 + n, ";"));
	return NULL;
}

/* 1 is the most preferred, 101 what nothing is said of. */
static int preference(const struct line *l, struct arena *mem)
{
	const char *pref = param_of(l, "PREF", mem);
	const char *type = param_of(l, "TYPE", mem);
	long n = pref ? strtol(pref, NULL, 10) : 0;

	if (n >= 1 && n <= 100)
		return (int)n;
	return type && strcasestr(type, "pref") ? 1 : 101;
}

/* Takes the escapes of text values off; up to `stop`, where it stands
 * unescaped. Returns what follows it, or the end. */
static char *plain(char *s, char stop)
{
	char *to = s;

	while (*s && *s != stop) {
		if (*s == '\\' && s[1]) {
			s++;
			*to++ = *s == 'n' || *s == 'N' ? ' ' : *s;
			s++;
		} else {
			*to++ = *s++;
		}
	}
	s += *s != '\0';
	*to = '\0';
	return s;
}

/* N: family; given; additional; prefixes; suffixes. In the order in which
 * Vietnamese names are said. */
static const char *name_of_parts(struct arena *mem, char *value)
{
	char *family = value, *given = plain(family, ';'), *middle, *rest;

	middle = plain(given, ';');
	rest = plain(middle, ';');
	(void)rest;
	return text_tidy(mem,
			 arena_printf(mem, "%s %s %s", family, middle, given));
}

static void drop(struct reading *r, const char *field)
{
	struct arena *mem = r->c->mem;
	char *name = text_tidy(mem, field);
	struct val *v;

	for (char *s = name; *s; s++)
		if (*s >= 'a' && *s <= 'z')
			*s -= 'a' - 'A';
	for (v = r->out->dropped->first; v; v = v->next) {
		if (strcmp(val_text(v, "field"), name))
			continue;
		v->last->i++;
		return;
	}
	v = val_map(mem);
	map_s(v, "field", name);
	map_i(v, "n", 1);
	list_v(r->out->dropped, v);
}

static void begin(struct reading *r, const struct line *l)
{
	struct vcards *out = r->out;

	if (r->card)
		fault(r->c, l->at, 0, NULL,
		      N_("A vCard begins within another, which began on line "
			 "%lld and has no end."),
		      (long long)r->card->line);
	if (out->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 16;
		struct vcard *more = arena_array(r->c->mem, cap, sizeof(*more));

		for (size_t i = 0; i < out->n; i++)
			more[i] = out->card[i];
		out->card = more;
		r->cap = cap;
	}
	r->card = &out->card[out->n++];
	*r->card = (struct vcard){l->at, l->at, l->at, l->at, "", "", "", ""};
	r->version = false;
	r->name_is = 0;
	r->email_is = r->phone_is = 102;
}

static void end(struct reading *r, const struct line *l)
{
	if (!r->version)
		fault(r->c, r->card->line, 0, NULL,
		      N_("The vCard does not say its version; 3.0 and 4.0 are "
			 "read."));
	else if (!*r->card->name)
		fault(r->c, r->card->line, 0, "name",
		      N_("The vCard has no name (FN or N)."));
	(void)l;
	r->card = NULL;
}

static void version(struct reading *r, const struct line *l)
{
	r->version = true;
	if (strcmp(l->value, "3.0") && strcmp(l->value, "4.0"))
		fault(r->c, l->at, 0, NULL,
		      N_("A vCard of version %s; 3.0 and 4.0 are read. Save "
			 "it as one of these."),
		      text_tidy(r->c->mem, l->value));
}

static void take_name(struct reading *r, struct line *l, int rank)
{
	struct arena *mem = r->c->mem;
	const char *name;

	if (rank == 2) {
		(void)plain(l->value, '\0');
		name = text_tidy(mem, l->value);
	} else {
		name = name_of_parts(mem, l->value);
	}
	if (!*name || rank <= r->name_is)
		return;
	r->name_is = rank;
	r->card->name = name;
	r->card->name_line = l->at;
}

/* The most preferred of several; the others are dropped. */
static void take_best(struct reading *r, struct line *l, int *rank,
		      const char **to, int64_t *line)
{
	int pref = preference(l, r->c->mem);

	(void)plain(l->value, '\0');
	if (*rank < 102)
		drop(r, l->name);
	if (pref >= *rank)
		return;
	*rank = pref;
	*line = l->at;
	*to = text_tidy(r->c->mem,
			!strncasecmp(l->value, "tel:", 4) ||
					!strncasecmp(l->value, "mailto:", 7)
				? strchr(l->value, ':') + 1
				: l->value);
}

/* The unit's code: the last part of ORG that says anything, for it names
 * the organisation first and what is below it after. */
static void take_org(struct reading *r, struct line *l)
{
	for (char *part = l->value, *next; *part; part = next) {
		next = plain(part, ';');
		if (*text_tidy(r->c->mem, part))
			r->card->org = text_tidy(r->c->mem, part);
	}
}

static bool is(const struct line *l, const char *name)
{
	return !strcasecmp(l->name, name);
}

static void take(struct reading *r, struct line *l)
{
	const char *coding = param_of(l, "ENCODING", r->c->mem);

	if (strcasestr(l->param, "QUOTED-PRINTABLE")) {
		fault(r->c, l->at, 0, NULL,
		      N_("Quoted-printable text, as of version 2.1; save the "
			 "vCard as 3.0 or 4.0."));
	} else if (is(l, "FN")) {
		take_name(r, l, 2);
	} else if (is(l, "N")) {
		take_name(r, l, 1);
	} else if (coding) {
		drop(r, l->name); /* pictures, sounds, keys */
	} else if (is(l, "EMAIL")) {
		take_best(r, l, &r->email_is, &r->card->email,
			  &r->card->email_line);
	} else if (is(l, "TEL")) {
		take_best(r, l, &r->phone_is, &r->card->phone,
			  &r->card->phone_line);
	} else if (is(l, "ORG")) {
		take_org(r, l);
	} else if (!is(l, "PRODID") && !is(l, "REV") && !is(l, "UID") &&
		   !is(l, "KIND")) {
		drop(r, l->name);
	}
}

static void take_line(struct reading *r, char *s, int64_t at)
{
	struct line l = {.at = at};

	if (!split(r, s, &l))
		return;
	if (is(&l, "BEGIN") && !strcasecmp(l.value, "VCARD"))
		begin(r, &l);
	else if (!r->card)
		fault(r->c, at, 0, NULL,
		      N_("Text between vCards; each begins with "
			 "BEGIN:VCARD."));
	else if (is(&l, "END") && !strcasecmp(l.value, "VCARD"))
		end(r, &l);
	else if (is(&l, "VERSION"))
		version(r, &l);
	else
		take(r, &l);
}

enum err vcard_read(struct ctx *c, struct blob file, struct vcards *out)
{
	struct reading r = {.c = c, .s = file.data, .line = 1, .out = out};
	size_t bad = 0;

	*out = (struct vcards){.dropped = val_list(c->mem)};
	r.end = r.s + file.size;
	if (!utf8_valid(r.s, file.size, &bad)) {
		for (size_t i = 0; i < bad; i++)
			r.line += r.s[i] == '\n';
		fault(c, r.line, 0, NULL,
		      N_("Not UTF-8; save the vCards as UTF-8."));
		return faults_end(c);
	}
	if (file.size >= 3 && !memcmp(r.s, "\xef\xbb\xbf", 3))
		r.s += 3;
	while (r.s < r.end && out->n < VCARD_MOST) {
		struct buf b = {.mem = c->mem};
		int64_t at = 0;

		if (unfold(&r, &b, &at))
			take_line(&r, b.s, at);
	}
	if (r.s < r.end)
		fault(c, r.line, 0, NULL,
		      N_("More than %d vCards in one file; split it."),
		      VCARD_MOST);
	if (r.card)
		fault(c, r.card->line, 0, NULL,
		      N_("The vCard has no end: END:VCARD is missing."));
	return faults_end(c);
}

/* A value with its escapes; folded where the line would be too long. */
static void put(struct buf *b, const char *name, const char *value)
{
	struct buf line = {.mem = b->mem};
	size_t at = 0, n;

	buf_printf(&line, "%s:", name);
	for (; *value; value++) {
		if (strchr("\\,;", *value))
			buf_str(&line, "\\");
		buf_add(&line, value, 1);
	}
	while (at < line.len) {
		n = line.len - at;
		if (n > FOLD - 1)
			n = FOLD - 1;
		while (at + n < line.len && (line.s[at + n] & 0xc0) == 0x80)
			n--;
		buf_printf(b, "%s%.*s\r\n", at ? " " : "", (int)n, line.s + at);
		at += n;
	}
}

void vcard_write(struct buf *b, const struct vcard *card)
{
	const char *s = text_tidy(b->mem, card->name), *last = strrchr(s, ' ');
	size_t family = last ? strcspn(s, " ") : 0;
	struct buf parts = {.mem = b->mem};

	buf_str(b, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
	put(b, "FN", card->name);
	/* put() would escape what stands between the parts */
	buf_printf(&parts, "%.*s;%s;", (int)family, s, last ? last + 1 : s);
	if (last && s + family < last)
		buf_printf(&parts, "%.*s", (int)(last - s - (long)family - 1),
			   s + family + 1);
	if (!strpbrk(s, "\\,;") && parts.len < FOLD - 4)
		buf_printf(b, "N:%s;;\r\n", parts.s);
	if (*card->email)
		put(b, "EMAIL", card->email);
	if (*card->phone)
		put(b, "TEL", card->phone);
	if (*card->org)
		put(b, "ORG", card->org);
	buf_str(b, "END:VCARD\r\n");
}
