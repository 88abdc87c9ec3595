/* qr.c - a text as a QR code. */
#include "web/qr.h"

#include <qrencode.h>

#define EDGE 4

/* One stroke for each run of dark modules. */
static void draw_row(struct buf *b, const unsigned char *row, int width, int y)
{
	for (int x = 0, from; x < width; x++) {
		if (!(row[x] & 1))
			continue;
		for (from = x; x < width && row[x] & 1;)
			x++;
		buf_printf(b, "M%d %dh%dv1H%dz", from + EDGE, y + EDGE,
			   x - from, from + EDGE);
	}
}

struct val *qr_view(struct arena *mem, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct val *v = val_map(mem);
	struct buf b = {.mem = mem};

	if (!code)
		return NULL;
	for (int y = 0; y < code->width; y++)
		draw_row(&b, code->data + y * code->width, code->width, y);
	map_i(v, "size", code->width + 2 * EDGE);
	map_s(v, "path", b.s);
	QRcode_free(code);
	return v;
}
