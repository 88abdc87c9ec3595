/* row.h - rows of documents, as the statements of this area give them. */
#ifndef REGISTER_ROW_H
#define REGISTER_ROW_H

#include "gen/sql_register.h"
#include "register/document.h"

struct document document_of_row(const struct document_row *r);

#endif
