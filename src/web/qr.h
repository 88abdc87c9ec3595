/* qr.h - a text as a QR code, drawn by one path of SVG. */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "base/val.h"

/* {"size","path"}: the side in modules, with the white edge of four that a
 * reader needs, and the dark modules. NULL: the text is longer than a code
 * holds (2,331 bytes). */
struct val *qr_view(struct arena *mem, const char *text);

#endif
