/* demo_programme.h - the year's programme of the demonstration store. */
#ifndef CLI_DEMO_PROGRAMME_H
#define CLI_DEMO_PROGRAMME_H

#include "core/ctx.h"

/* The federation's programme of 2026, as it was made in January, and what was
 * reported until July. */
enum err demo_programme(struct ctx *c) MUST;

/* What came later: tasks given to regions, and how all went on until 12
 * November. For run_unit(). */
enum err demo_programme_later(struct ctx *c, void *unused) MUST;

#endif
