/* extract.c - chooses who reads a file, and says how that went. */
#include "core/extract.h"

#include "base/text.h"
#include "core/child.h"
#include "core/office_text.h"
#include "core/spool.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PDFTOTEXT "/usr/bin/pdftotext"
#define CPU_S	  10
#define WALL_S	  20
#define TEXT_MOST (1 << 20)   /* bytes */
#define UNPACKED  (64 << 20)  /* bytes */
#define EXITS	  10	      /* a part_err as exit code begins there */

/* A sanitizer's maps are larger than any machine. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MEMORY 0
#endif
#endif
#ifndef MEMORY
#define MEMORY (512 << 20)
#endif

static const char other[] =
	N_("There is no text in files of this kind that could be read.");
static const char empty[] =
	N_("There is no text in the file; it may be a picture of one.");
static const char damaged[] = N_("The file is damaged.");
static const char locked[] = N_("The file is locked with a password.");

static struct extract fails(const char *why)
{
	return (struct extract){EXTRACT_FAILED, why, ""};
}

static struct extract none(const char *why)
{
	return (struct extract){EXTRACT_NONE, why, ""};
}

/* ---- the child's side ---- */

/* UTF-16, as "Unicode text" is saved by some editors, to UTF-8. */
static const char *from_utf16(struct arena *mem, const unsigned char *s,
			      size_t size, bool big)
{
	struct buf b = {.mem = mem};

	for (size_t i = 2; i + 1 < size; i += 2) {
		unsigned u = big ? s[i] << 8 | s[i + 1] : s[i + 1] << 8 | s[i];
		const char c[] = {(char)(0xe0 | u >> 12),
				  (char)(0x80 | (u >> 6 & 0x3f)),
				  (char)(0x80 | (u & 0x3f))};
		const char two[] = {(char)(0xc0 | u >> 6), c[2]};
		const char one = (char)u;

		if (u >= 0x800)
			buf_add(&b, c, sizeof(c));
		else if (u >= 0x80)
			buf_add(&b, two, sizeof(two));
		else if (u)
			buf_add(&b, &one, 1);
	}
	buf_add(&b, "", 0);
	return b.s;
}

static const char *plain(struct arena *mem, struct blob file)
{
	const unsigned char *s = file.data;
	size_t n = file.size < TEXT_MOST ? file.size : TEXT_MOST;

	if (n >= 2 && s[0] == 0xff && s[1] == 0xfe)
		return from_utf16(mem, s, n, false);
	if (n >= 2 && s[0] == 0xfe && s[1] == 0xff)
		return from_utf16(mem, s, n, true);
	return arena_copy(mem, file.data, n);
}

int extract_inside(const char *type)
{
	struct arena *mem = arena_new();
	enum part_err e = PART_OK;
	struct blob file = {0};
	const char *text = "";
	struct stat is;

	if (fstat(STDIN_FILENO, &is) == 0)
		file = spool_map(STDIN_FILENO, (size_t)is.st_size);
	if (!file.data)
		e = PART_MISSING;
	else if (office_is(type))
		e = office_text(mem, type, file, UNPACKED, TEXT_MOST, &text);
	else
		text = plain(mem, file);
	if (e == PART_OK && !spool_write(STDOUT_FILENO, text, strlen(text)))
		e = PART_MISSING;
	/* without what runs at an end: a sanitizer looks around there, which
	 * is not allowed here */
	_exit(e == PART_OK ? 0 : EXITS + (int)e);
}

/* ---- the parent's ---- */

static struct extract found(struct ctx *c, const struct child_result *r,
			    size_t most)
{
	const char *words = text_words(c->mem, r->out.data, most);

	if (!*words)
		return none(empty);
	return (struct extract){EXTRACT_READ, "", words};
}

/* Of a child that exited with an error. */
static struct extract exited(const struct child_result *r, bool pdf)
{
	static const char *const why[] = {
		[PART_MISSING] = damaged,
		[PART_BROKEN] = damaged,
		[PART_LOCKED] = locked,
		[PART_LARGE] = N_("The file unpacks to more than is read."),
		[PART_STRANGE] = N_("The file holds what no office program "
				    "writes."),
	};

	if (pdf && (r->code == 3 || strstr(r->said, "ncorrect password")))
		return none(locked);
	if (!pdf && r->code == EXITS + PART_LOCKED)
		return none(locked);
	if (!pdf && r->code > EXITS && r->code < EXITS + (int)COUNT(why))
		return fails(why[r->code - EXITS]);
	return fails(damaged);
}

static struct extract ended(struct ctx *c, const struct child_result *r,
			    bool pdf, size_t most)
{
	switch (r->end) {
	case CHILD_ENDED: return r->code ? exited(r, pdf) : found(c, r, most);
	case CHILD_LARGE: return found(c, r, most);
	case CHILD_ABSENT:
		return fails(pdf ? N_("The program pdftotext (package "
				      "poppler-utils) cannot be run.")
				 : N_("The program cannot run itself."));
	case CHILD_CRASHED:
		return fails(N_("The file broke the program that read it, "
				"which did no harm."));
	case CHILD_LATE: return fails(N_("Reading the file took too long."));
	case CHILD_STOPPED: break;
	}
	return none("");
}

enum err extract_words(struct ctx *c, const char *type, int file, size_t most,
		       const atomic_bool *stop, struct extract *out)
{
	const char *const pdftotext[] = {
		"pdftotext", "-enc", "UTF-8", "-nopgbrk", "-", "-", NULL};
	const char *const self[] = {"tierwork", EXTRACT_INSIDE, type, NULL};
	bool pdf = !strcmp(type, "application/pdf");
	struct child child = {.program = pdf ? PDFTOTEXT : CHILD_SELF,
			      .word = pdf ? pdftotext : self,
			      .in = file,
			      .cpu_s = CPU_S,
			      .wall_s = WALL_S,
			      .memory = pdf ? 512 << 20 : MEMORY,
			      .out = TEXT_MOST,
			      .stop = stop};
	struct child_result r;

	if (!pdf && !office_is(type) && strcmp(type, "text/plain") &&
	    strcmp(type, "text/csv")) {
		*out = none(other);
		return OK;
	}
	TRY(child_run(c->mem, &child, &r));
	if (r.end == CHILD_STOPPED)
		return ERR_UNAVAILABLE;
	*out = ended(c, &r, pdf, most);
	return OK;
}
