/* call_kinds.c - every kind of call, on one screen. */
#include "calls/call.h"
#include "programme/plan.h"
#include "programme/task_call.h"
#include "register/cascade.h"
#include "returns/call_kind.h"

const struct call_kind *const call_kinds[] = {
	&return_call_kind,
	&task_call_kind,
	&document_call_kind,
	&plan_call_kind,
};

const size_t call_kinds_count = COUNT(call_kinds);
