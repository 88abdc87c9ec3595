/* demo_people.h - the people of the demonstration store. */
#ifndef CLI_DEMO_PEOPLE_H
#define CLI_DEMO_PEOPLE_H

#include "core/ctx.h"

/* Those who are there from the first: P1 to P40, of whom P39 is P35, found
 * twice. */
enum err demo_people(struct ctx *c) MUST;

/* After the reorganisation: some are placed anew, one leaves, one waits. */
enum err demo_people_later(struct ctx *c) MUST;

#endif
