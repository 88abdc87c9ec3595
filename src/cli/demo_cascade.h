/* demo_cascade.h - who carries the directive of the demonstration store out,
 * and how far. */
#ifndef CLI_DEMO_CASCADE_H
#define CLI_DEMO_CASCADE_H

#include "core/ctx.h"

/* February to November 2026: the regions are asked for their own plans by the
 * directive; most have handed one in, two have none. After demo_documents(),
 * not in a transaction. */
enum err demo_cascade(struct ctx *c) MUST;

#endif
