/* document_change.h - what becomes of a document after it was issued. */
#ifndef REGISTER_DOCUMENT_CHANGE_H
#define REGISTER_DOCUMENT_CHANGE_H

#include "register/document.h"

/* What people read of "recalled" and the like, marked N_(). */
const char *document_change_label(const char *what);

/* {field: text} of the column `before`; empty where nothing stands in it. */
struct val *document_change_fields(struct ctx *c, const char *before);

#endif
