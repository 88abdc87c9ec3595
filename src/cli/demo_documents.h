/* demo_documents.h - the documents of the demonstration store. */
#ifndef CLI_DEMO_DOCUMENTS_H
#define CLI_DEMO_DOCUMENTS_H

#include "core/ctx.h"

/* What the federation asks everybody to carry out, and the letter on
 * accounts that another replaced; by their symbols. */
#define DEMO_DIRECTIVE "01-CT/LH"
#define DEMO_REPLACED  "03-HD/LH"

/* January to September 2026: the federation's resolution and directive, the
 * plans of regions and co-operatives that carry it out, letters that came and
 * went. Not in a transaction. */
enum err demo_documents(struct ctx *c) MUST;

/* Autumn 2026: one corrected, one replaced, one number withdrawn. */
enum err demo_documents_later(struct ctx *c) MUST;

#endif
