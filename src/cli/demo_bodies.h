/* demo_bodies.h - the bodies of the demonstration store. */
#ifndef CLI_DEMO_BODIES_H
#define CLI_DEMO_BODIES_H

#include "core/ctx.h"

/* Those of the federation and of two regions, with what became of them: the
 * committee SX-BCH was re-formed on 22 October 2018 and in 2021. Needs
 * demo_people(). */
enum err demo_bodies(struct ctx *c) MUST;

/* A jury, founded for this year's contest. */
enum err demo_bodies_later(struct ctx *c) MUST;

#endif
