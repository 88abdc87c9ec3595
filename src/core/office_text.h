/* office_text.h - the text of documents, sheets and slides of Office and
 * OpenDocument: no layout, no figures of cells. */
#ifndef CORE_OFFICE_TEXT_H
#define CORE_OFFICE_TEXT_H

#include "core/part.h"

/* Whether files of this type (core/file.h) are read here. */
bool office_is(const char *type) MUST;

/**
 * The text of a file from outside that office_is(), paragraphs as lines, at
 * most about `most` bytes, after which it is read no further. At most
 * `unpacked` bytes are unpacked on the way.
 */
enum part_err office_text(struct arena *mem, const char *type, struct blob file,
			  size_t unpacked, size_t most, const char **text) MUST;

#endif
