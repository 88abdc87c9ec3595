"""xlsx.py - makes workbooks as spreadsheets write them, and such as nobody
should: `xlsx.py table FILE.xlsx < FILE.csv`, `xlsx.py NAME FILE.xlsx`, and fills
one of ours: `xlsx.py fill FROM.xlsx TO.xlsx CODE=VALUE...`.

In a table a cell that begins with = is a formula, one that is a number a
number, any other a shared text."""
import csv
import io
import re
import sys
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(*rows):
    body = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{to}"/>'
                   for i, (kind, to) in enumerate(rows, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


def parts(sheet, strings=""):
    """A workbook's parts; `sheet` and `strings` are XML."""
    return {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                           '<sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"),
                                                ("sharedStrings", "/xl/sharedStrings.xml")),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }


def write(path, all_parts, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", how) as z:
        for name, text in all_parts.items():
            z.writestr(name, text)


def column(i):
    return (column(i // 26 - 1) if i >= 26 else "") + chr(65 + i % 26)


def cell(text, place, strings):
    if text.startswith("="):
        return f'<c r="{place}"><f>{escape(text[1:])}</f><v>1</v></c>'
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def table(path, rows):
    strings, out = {}, io.StringIO()
    for y, row in enumerate(rows, 1):
        out.write(f'<row r="{y}">')
        out.writelines(cell(text, f"{column(x)}{y}", strings) for x, text in enumerate(row) if text)
        out.write("</row>")
    write(path, parts(out.getvalue(), "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)))


def fill(path, to, values):
    """Types into column D beside the codes of column A, as somebody would."""
    with zipfile.ZipFile(path) as z:
        all_parts = {name: z.read(name) for name in z.namelist()}
    ns = {"m": MAIN}
    strings = ["".join(t.text or "" for t in si.iter(f"{{{MAIN}}}t"))
               for si in ElementTree.fromstring(all_parts[STRINGS]).findall("m:si", ns)]
    sheet = ElementTree.fromstring(all_parts[SHEET])
    for row in sheet.iter(f"{{{MAIN}}}row"):
        cells = {c.get("r").rstrip("0123456789"): c for c in row.findall("m:c", ns)}
        first = cells.get("A")
        code = strings[int(first.find("m:v", ns).text)] if first is not None and first.get("t") == "s" else None
        if code not in values:
            continue
        c, text = cells["D"], values[code]
        for old in list(c):
            c.remove(old)
        c.attrib.pop("t", None)
        if text.startswith("="):
            ElementTree.SubElement(c, f"{{{MAIN}}}f").text = text[1:]
        if text.startswith("=") or re.fullmatch(r"-?\d+(\.\d+)?", text):
            ElementTree.SubElement(c, f"{{{MAIN}}}v").text = text.lstrip("=")
        else:
            c.set("t", "inlineStr")
            ElementTree.SubElement(ElementTree.SubElement(c, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = text
    all_parts[SHEET] = ElementTree.tostring(sheet)
    write(to, all_parts)


def large(path, name, begin, piece, times, end):
    """A part of `piece` so many times: much, made of little."""
    rest = parts("")
    rest.pop(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for other, text in rest.items():
            z.writestr(other, text)
        with z.open(name, "w", force_zip64=True) as f:
            f.write(begin)
            for _ in range(times):
                f.write(piece)
            f.write(end)


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROWS = b"<worksheet><sheetData>"


def doctype(path):
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    p = parts("")
    p[SHEET] = (f'<!DOCTYPE w [<!ENTITY l0 "lol">{lol}]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
                "<t>&l9;</t></is></c></row></sheetData></worksheet>")
    write(path, p)


# What a name asks for: each must be refused, in words, soon, in little room.
BAD = {
    # half a GB of blanks, in half a MB
    "blanks": lambda p: large(p, SHEET, ROWS, b" " * (1 << 20), 512, b"</sheetData></worksheet>"),
    "cells": lambda p: large(p, SHEET, ROWS + b"<row>", b"<c><v>1</v></c>" * 65536, 256, b"</row>"),
    "wide": lambda p: large(p, SHEET, ROWS, b"".join(b'<row><c r="XFD%d"><v>1</v></c></row>' % i
                                                     for i in range(1, 4097)), 1, b"</sheetData></worksheet>"),
    "rows": lambda p: large(p, SHEET, ROWS, b"<row/>" * 65536, 256, b"</sheetData></worksheet>"),
    "text": lambda p: large(p, STRINGS, b"<sst><si><t>", b"x" * (1 << 20), 128, b"</t></si></sst>"),
    "texts": lambda p: large(p, STRINGS, b"<sst>", b"<si/>" * 65536, 256, b"</sst>"),
    "attributes": lambda p: large(p, SHEET, b"<worksheet ", b'a="" ' * 65536, 64, b"/>"),
    "names": lambda p: large(p, SHEET, b"<worksheet>", b"<a" * 65536, 512, b"/>"),
    "deep": lambda p: large(p, SHEET, b"", b"<a>" * 65536, 64, b""),
    "doctype": doctype,
    "parts": lambda p: write(p, {**parts(""), **{f"{i}": "" for i in range(50000)}}, zipfile.ZIP_STORED),
}


def main():
    kind, path = sys.argv[1:3]
    if kind == "fill":
        fill(path, sys.argv[3], dict(pair.split("=", 1) for pair in sys.argv[4:]))
    elif kind == "table":
        table(path, csv.reader(sys.stdin))
    else:
        BAD[kind](path)


if __name__ == "__main__":
    main()
