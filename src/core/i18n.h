/* i18n.h - messages in the reader's language, from po/ at build time.
 *
 * Not gettext's runtime: that takes the language from the process, and
 * stays English where the system has no vi_VN locale. */
#ifndef CORE_I18N_H
#define CORE_I18N_H

#include <stdint.h>

/* The message in `lang`, or the message itself. */
const char *i18n_text(const char *lang, const char *msg);

/* The plural form for n: Vietnamese has one, English two. */
const char *i18n_plural(const char *lang, const char *one, const char *many,
			int64_t n);

#endif
