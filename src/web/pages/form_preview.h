/* form_preview.h - a form as those see it who fill it in. */
#ifndef WEB_PAGES_FORM_PREVIEW_H
#define WEB_PAGES_FORM_PREVIEW_H

#include "returns/form_read.h"
#include "web/web.h"

/* What the template returns/form_preview shows: line by line. Empty where
 * the file was not read. */
struct val *form_preview(struct req *q, const struct form_file *f);

#endif
