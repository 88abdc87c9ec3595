/* call_kind.h - calls for returns. */
#ifndef RETURNS_CALL_KIND_H
#define RETURNS_CALL_KIND_H

#include "calls/call.h"

extern const struct call_kind return_call_kind;

#endif
