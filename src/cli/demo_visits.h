/* demo_visits.h - the inspection programme of the demonstration store, and a
 * year that was closed. */
#ifndef CLI_DEMO_VISITS_H
#define CLI_DEMO_VISITS_H

#include "core/ctx.h"

/* Programmes of two regions for 2025, closed in December; in 2026 two visits,
 * one concluded with follow-ups, one to come. For run_unit(). */
enum err demo_visits(struct ctx *c, void *unused) MUST;

#endif
