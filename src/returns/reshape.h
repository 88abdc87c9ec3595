/* reshape.h - what a change of the tree does to figures: roll-ups of past
 * periods follow a reorganisation that reaches back to them. */
#ifndef RETURNS_RESHAPE_H
#define RETURNS_RESHAPE_H

#include "org/reorganise.h"

/* What org/ asks and tells the areas above it. Nobody may cease who has
 * answered for a period that ends later; roll-ups of periods that end on
 * or after the day are made to fit the new tree. */
extern const struct reorganise_hooks reshape_hooks;

#endif
