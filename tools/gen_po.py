#!/usr/bin/env python3
"""Turns po/vi.po into a sorted C table.

gen_po.py OUT_DIR VI_PO   writes OUT_DIR/po.h and po.c
"""
import ast
import pathlib
import re
import sys


def entries(text):
    """(msgid, msgstr) of every translated entry; a plural has one form in Vietnamese."""
    for block in re.split(r"\n\s*\n", text):
        if "#, fuzzy" in block or "#~" in block:
            continue
        found, key = {}, None
        for line in block.splitlines():
            m = re.match(r'(msgid_plural|msgid|msgstr(?:\[0\])?) (".*")$', line)
            if m:
                key = "msgstr" if m[1].startswith("msgstr") else m[1]
                found[key] = ast.literal_eval(m[2])
            elif line.startswith('"') and key:
                found[key] += ast.literal_eval(line)
        if found.get("msgid") and found.get("msgstr"):
            yield found["msgid"], found["msgstr"]


def c_text(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main():
    out, po = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rows = sorted(dict(entries(po.read_text(encoding="utf-8"))).items(), key=lambda r: r[0].encode())
    made = "/* Made by tools/gen_po.py from po/vi.po. Do not edit. */\n"
    (out / "po.h").write_text(made + "#ifndef GEN_PO_H\n#define GEN_PO_H\n#include <stddef.h>\n"
                              "struct po_row {\n\tconst char *en, *vi;\n};\n"
                              "extern const struct po_row po_vi[]; /* sorted by en */\n"
                              "extern const size_t po_vi_count;\n#endif\n")
    (out / "po.c").write_text(made + '#include "gen/po.h"\nconst struct po_row po_vi[] = {\n'
                              + "".join(f"\t{{{c_text(e)}, {c_text(v)}}},\n" for e, v in rows)
                              + f"\t{{NULL, NULL}},\n}};\nconst size_t po_vi_count = {len(rows)};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
