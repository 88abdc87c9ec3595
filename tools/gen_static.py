#!/usr/bin/env python3
"""Embeds the files that pages load: one stylesheet, htmx, pictures.

gen_static.py OUT_DIR PICO_CSS HTMX_JS FILE...
writes OUT_DIR/static.h, static.c and static.S (which takes the bytes in).

Pico and tierwork.css become one stylesheet. All addresses lie under
/static/HASH/, HASH being of all the content: they may be kept for ever, and
a stylesheet names its pictures relative to itself.
"""
import gzip
import hashlib
import pathlib
import sys

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
MADE = "/* Made by tools/gen_static.py from src/web/static and node_modules. Do not edit. */\n"


def without_map(text):
    """A source map is not served: naming it costs each open inspector a 404."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("//# sourceMappingURL="))


def contents(pico, htmx, files):
    found = {p.name: p.read_bytes() for p in files}
    found["tierwork.css"] = pico.read_bytes() + b"\n" + found["tierwork.css"]
    found["htmx.js"] = without_map(htmx.read_text(encoding="utf-8")).encode()
    return dict(sorted(found.items()))


def main():
    out, pico, htmx, *files = (pathlib.Path(a) for a in sys.argv[1:])
    found = contents(pico, htmx, files)
    base = "/static/" + hashlib.sha256(b"".join(n.encode() + d for n, d in found.items())).hexdigest()[:12]
    rows, asm, externs = "", MADE + "\t.section .rodata\n", ""
    for i, (name, data) in enumerate(found.items()):
        for kind, content in (("plain", data), ("gzip", gzip.compress(data, 9, mtime=0))):
            path = out / f"static-{name}.{kind}"
            path.write_bytes(content)
            asm += f'\t.global static_{kind}_{i}\nstatic_{kind}_{i}:\n\t.incbin "{path.resolve()}"\n'
            externs += f"extern const unsigned char static_{kind}_{i}[{len(content)}];\n"
        rows += (f'\t{{"{base}/{name}", "{TYPES[pathlib.Path(name).suffix]}",\n\t '
                 f'static_plain_{i}, sizeof(static_plain_{i}), static_gzip_{i}, sizeof(static_gzip_{i}),\n\t '
                 f'"{hashlib.sha256(data).hexdigest()[:16]}"}},\n')
    (out / "static.h").write_text(MADE + f"""#ifndef GEN_STATIC_H
#define GEN_STATIC_H
#include <stddef.h>
#define STATIC_BASE "{base}" /* what every path begins with */
struct static_file {{
	const char *path, *type;
	const unsigned char *data;
	size_t size;
	const unsigned char *gzip; /* the same, compressed */
	size_t gzip_size;
	const char *hash; /* of the content, for ETag */
}};
extern const struct static_file static_files[]; /* by path */
extern const size_t static_files_count;
#endif
""")
    (out / "static.c").write_text(MADE + f'#include "gen/static.h"\n{externs}'
                                  f"const struct static_file static_files[] = {{\n{rows}}};\n"
                                  f"const size_t static_files_count = {len(found)};\n")
    (out / "static.S").write_text(asm + '\t.section .note.GNU-stack,"",%progbits\n')


if __name__ == "__main__":
    main()
