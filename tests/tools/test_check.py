#!/usr/bin/env python3
"""Plants one fault after the other in a small good tree: check.py finds each."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "tools/check.py"

GOOD = {
    "meson.build": "subdir('src')\n",
    "src/meson.build": "files('base/text.c', 'core/journal_acts.c', 'org/unit.c', 'org/unit.sql', 'web/routes.c', 'cli/commands.c')\n",
    "src/base/text.c": "/* text.c - words. */\n#include \"base/text.h\"\n\nint text_size(void)\n{\n\treturn 1;\n}\n",
    "src/base/text.h": "/* text.h - words. */\nint text_size(void);\n",
    "src/org/unit.h": "/* unit.h - units. */\nint unit_get(void);\n",
    "src/org/unit.c": "/* unit.c - units. */\n#include \"org/unit.h\"\n\n#include \"base/text.h\"\n\n"
                      "int unit_get(void)\n{\n\tsql_unit_get();\n\tjournal_add(c, \"unit.get\", \"\", 0);\n\treturn fail(N_(\"No unit %s \"\n\t\t\"in %lld.\"));\n}\n",
    "src/core/journal_acts.c": "/* journal_acts.c - acts. */\n\t{\"unit.get\", \"unit\"},\n",
    "src/org/unit.sql": "-- unit.sql - units.\n-- name: unit_get\n-- takes:\n-- gives: nothing\nSELECT 1;\n",
    "src/web/routes.c": "/* routes.c - routes. */\n\t{GET, \"/units/{code}\", page_unit},\n",
    "src/cli/commands.c": "/* commands.c - commands. */\n\t{\"unit show\", \"CODE\"},\n",
    "po/vi.po": 'msgid ""\nmsgstr ""\n\nmsgid "No unit %s in %lld."\nmsgstr "Năm %2$lld không có đơn vị %1$s."\n',
    "tests/meson.build": "files('unit.scn')\n",
    "tests/unit.scn": "# Units are shown.\nget /units/HN?at=2025-07-01\nrun --json unit show HN\n",
    "package-lock.json": "{}\n",
}

FAULTS = [
    # file, what stands there, what is put in its place, what must be said
    ("src/org/unit.c", "base/text.h", "calls/call.h", "src/org may not include of src/calls"),
    ("src/base/text.c", "base/text.h", "org/unit.h", "src/base/text.c:2: src/base may not include of src/org"),
    ("src/org/unit.c", "base/text.h", "web/page.h", "src/org may not include of src/web"),
    ("src/org/unit.c", "base/text.h", "gen/sql_returns.h", "src/org may not include of src/returns"),
    ("src/org/unit.c", "base/text.h", "gen/static.h", "src/org may not include of src/web"),
    ("src/cli/commands.c", "commands. */\n", "commands. */\n#include \"web/page.h\"\n", "src/cli may not include of src/web"),
    ("src/base/text.c", "\treturn 1;\n", "\treturn 1;\n" * 600, "split it by noun"),
    ("src/base/text.c", "\treturn 1;\n", "\treturn 1;\n" * 61, "a function of 61 lines"),
    ("src/base/text.c", "return 1", "return strcpy(a, b)", "strcpy() is not called here"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get();\n\tmalloc(1);", "src/org/unit.c:9: malloc() is not called here"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get(time(NULL));", "time() is not called here"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get();\n\tgoto out;", "no goto"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get((double)1);", "ever a float"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get(\"SELECT 1\");", "SQL stands in"),
    ("src/org/unit.h", "int unit_get", "typedef struct unit unit;\nint unit_get", "not typedef'd"),
    ("src/base/text.h", "/* text.h - words. */\n", "", "the first line begins: /* text.h - "),
    ("tests/unit.scn", "# Units are shown.\n", "", "the first line says"),
    ("tests/meson.build", "unit.scn", "other.scn", "tests/unit.scn:1: no meson.build lists it"),
    ("src/org/unit.c", "sql_unit_get();", "", "statement unit_get is used nowhere"),
    ("src/org/unit.c", "sql_unit_get();", "/* sql_unit_get(); */", "statement unit_get is used nowhere"),
    ("tests/unit.scn", "unit show", "unit list", "no scenario runs: tierwork unit show"),
    ("tests/unit.scn", "get /units/HN?", "get /units/HN/figures?", "no scenario asks: GET /units/{code}"),
    ("tests/unit.scn", "get /units", "post /units", "no scenario asks: GET /units/{code}"),
    ("src/web/routes.c", '"/units/{code}"', '"/api/units/{code}"', "takes and gives is not in api.c"),
    ("src/org/unit.c", "in %lld.", "on %lld.", "stale, said nowhere"),
    ("src/org/unit.c", "in %lld.", "on %lld.", "src/org/unit.c:10: not in po/vi.po"),
    ("po/vi.po", "Năm %2$lld không có đơn vị %1$s.", "", "untranslated"),
    ("po/vi.po", "%2$lld", "%2$d", "other placeholders"),
    ("src/org/unit.c", "sql_unit_get();", "sql_unit_get();\n\tjournal_add(c, \"unit.lose\", \"\", 0);",
     "src/org/unit.c:9: src/core/journal_acts.c has no row for what is journalled: unit.lose"),
    ("src/org/unit.c", "\"unit.get\"", "\"\"", "src/core/journal_acts.c:2: nothing journals unit.get"),
    ("package-lock.json", "{}", '{"resolved": ""}', "a lock file names no host"),
]


def check(files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        r = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
    return r.returncode, r.stdout + r.stderr


class Check(unittest.TestCase):
    def test_good(self):
        code, said = check(GOOD)
        self.assertEqual(code, 0, said)

    def test_faults(self):
        for name, old, new, want in FAULTS:
            with self.subTest(file=name, new=new[:40], want=want):
                self.assertIn(old, GOOD[name])
                code, said = check(GOOD | {name: GOOD[name].replace(old, new)})
                self.assertEqual(code, 1)
                self.assertIn(want, said)


if __name__ == "__main__":
    unittest.main()
