#!/usr/bin/env python3
"""Holds the source to the rules a machine can check (HACKING.md says why).

check.py [ROOT]   prints file:line: what is wrong; exit 1 when anything is
"""
import ast
import pathlib
import re
import sys

FILE_LINES, FUNCTION_LINES = 600, 60

LAYERS = ["base", "db", "core", "AREA", "DOOR"]
# An area includes areas of an earlier row only. Access comes first: every act
# on the tree asks may(), and may() needs no more of the tree than its tables.
AREAS = [["access"], ["org"], ["people"], ["calls"], ["returns", "register"], ["programme", "events", "contests"],
         ["awards", "bulletin", "reports"], ["desk", "interop"]]
DOORS = ["web", "cli"]
# What a generated header is part of; gen/sql_AREA.h is the area's own.
GENERATED = {"sql.h": "db", "po.h": "core", "static.h": "web", "tmpl.h": "web",
             "known.h": "access"}
ALLOWED = {("src/cli/serve.c", "web/server.h")}

# What may not be called (or included), and where it may all the same.
MEMORY = ["src/base/", "src/db/", "src/web/server.c"]
CLOCK = ["src/cli/main.c", "src/web/server.c"]
CALLS = {
    "strcpy strcat sprintf vsprintf strtok atoi atol atof gets system popen alloca setjmp longjmp rand random": [],
    "malloc calloc realloc free strdup strndup asprintf": MEMORY,
    "time localtime localtime_r gmtime gmtime_r gettimeofday clock_gettime": CLOCK,
}
TEXTS = [  # (pattern, where it may stand, why not elsewhere)
    (r"#include <microhttpd\.h>", ["src/web/server.c"], "libmicrohttpd is named in web/server.c only"),
    (r"#include <(sqlite3|libpq-fe)\.h>", ["src/db/"], "a database's library is named in db/ only"),
    (r"^typedef (?:struct|enum)\b(?!.*\(\*)", [], "structs and enums are not typedef'd"),
    (r"^#\s*if.*(SQLITE|POSTGRES|PG_|LIBPQ)", [], "no #ifdef on a backend"),
    (r"\bgoto\b", ["src/base/", "src/db/", "src/cli/"], "no goto in the areas, core and web"),
    (r"\b(double|float)\b", ["src/web/", "src/cli/", "src/base/day.c"], "nothing that is counted is ever a float"),
    (r"\bTODO\b|\bFIXME\b|\bXXX\b", [], "no unfinished work without an issue"),
]
SQL = re.compile(r'"\s*(SELECT\s|INSERT INTO\s|DELETE FROM\s|UPDATE \w+ SET\s)')

STRING = r'"(?:[^"\\\n]|\\.)*"'
MESSAGE = re.compile(rf"\bN_\(\s*((?:{STRING}\s*)+)\)")
COUNTED = re.compile(rf"\btrn\(\s*\w+(?:->\w+)*,\s*((?:{STRING}\s*)+),\s*((?:{STRING}\s*)+),")
CONVERSION = re.compile(r"%(?:\d+\$)?[-+ #0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z]|%%")


class Tree:
    """The files of the project, read once, by their path from its root."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.text = {}
        for top in ("src", "tests", "tools", "bench", "migrations", "po"):
            for p in sorted((self.root / top).rglob("*")):
                if "node_modules" not in p.parts and p.suffix in (
                        ".c", ".h", ".sql", ".html", ".scn", ".py", ".po", ".mjs", ".build"):
                    self.text[p.relative_to(self.root).as_posix()] = p.read_text(encoding="utf-8")
                elif p.name == "meson.build":
                    self.text[p.relative_to(self.root).as_posix()] = p.read_text(encoding="utf-8")

    def files(self, top, *suffixes):
        return [(n, t) for n, t in self.text.items() if n.startswith(top) and n.endswith(suffixes)]


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def code_only(text):
    """C without comments and string contents, line by line the same."""
    def blank(m):
        s = m[0]
        return re.sub(r"[^\n]", " ", s) if s[0] == "/" else '"' + " " * (len(s) - 2) + '"'
    return re.sub(rf"/\*.*?\*/|//[^\n]*|{STRING}|'(?:[^'\\\n]|\\.)+'", blank, text, flags=re.S)


def layer(folder):
    """(layer, row of the area in it) of a folder under src/."""
    for row, areas in enumerate(AREAS):
        if folder in areas:
            return LAYERS.index("AREA"), row
    if folder in DOORS:
        return LAYERS.index("DOOR"), 0
    return (LAYERS.index(folder), 0) if folder in LAYERS else None


def check_layers(tree):
    for name, text in tree.files("src/", ".c", ".h"):
        own = name.split("/")[1]
        here = layer(own)
        if here is None:
            yield name, 1, f"src/{own} is no layer, area or door"
            continue
        for m in re.finditer(r'^#include "(\w+)/([\w/]+\.h)"', text, re.M):
            folder = m[1]
            if folder == "gen":
                folder = GENERATED.get(m[2]) or m[2].removeprefix("sql_").removesuffix(".h")
            there = layer(folder)
            if there is None:
                yield name, line_of(text, m.start()), f"includes of src/{folder}, which is no layer, area or door"
            elif folder != own and there >= here and (name, f"{m[1]}/{m[2]}") not in ALLOWED:
                yield name, line_of(text, m.start()), f"src/{own} may not include of src/{folder}"


def functions(text):
    """(line, size) of each function in C; the rows of a table in it do not count."""
    start = table = None
    size = 0
    for i, line in enumerate(text.split("\n"), 1):
        if line == "{":
            start, size = i, 0
        elif line.startswith("}") and start:
            yield start, size
            start = None
        elif re.match(r"\tstatic const .*= \{$|\t\} \w+\[\] = \{$", line):
            table = True
        elif line == "\t};":
            table = None
        elif not table:
            size += 1


def check_sizes(tree):
    for name, text in tree.text.items():
        n = text.count("\n")
        if n > FILE_LINES and not name.endswith((".po", ".scn")):
            yield name, n, f"{n} lines; split it by noun at {FILE_LINES}"
        if name.endswith((".c", ".h")):
            for start, size in functions(text):
                if size > FUNCTION_LINES:
                    yield name, start, f"a function of {size} lines; at most {FUNCTION_LINES}"
        elif name.endswith(".py"):
            for f in ast.walk(ast.parse(text)):
                if isinstance(f, ast.FunctionDef) and f.end_lineno - f.lineno > FUNCTION_LINES:
                    yield name, f.lineno, f"{f.name}: {f.end_lineno - f.lineno} lines; at most {FUNCTION_LINES}"


def allowed(name, places):
    return any(name == p or p.endswith("/") and name.startswith(p) for p in places)


def check_words(tree):
    for name, text in tree.files("src/", ".c", ".h"):
        code = code_only(text)
        for words, places in CALLS.items():
            if allowed(name, places):
                continue
            for m in re.finditer(rf"(?<![\w.>])({'|'.join(words.split())})\s*\(", code):
                yield name, line_of(code, m.start()), f"{m[1]}() is not called here"
        for pattern, places, why in TEXTS:
            if not allowed(name, places):
                for m in re.finditer(pattern, text if "TODO" in pattern or "#" in pattern else code, re.M):
                    yield name, line_of(text, m.start()), why
        if not name.startswith("src/db/"):
            for m in SQL.finditer(text):
                yield name, line_of(text, m.start()), "SQL stands in an area's .sql file"


def check_first_lines(tree):
    """The first line says what a file is for."""
    for name, text in tree.text.items():
        base = name.rsplit("/", 1)[1]
        first = text.split("\n", 1)[0]
        if name.endswith((".c", ".h")) and not first.startswith(f"/* {base} - "):
            yield name, 1, f"the first line begins: /* {base} - what it is for"
        elif name.endswith(".sql") and not first.startswith("-- ") or name.endswith(".scn") and not first.startswith("# "):
            yield name, 1, "the first line says what the file is for"
        elif name.endswith(".mjs") and not first.startswith(("// ", "/* ")):
            yield name, 1, "the first line says what the file is for"
        elif name.endswith(".py") and not ast.get_docstring(ast.parse(text)):
            yield name, 1, "a docstring says what the file is for"


def check_listed(tree):
    """What no meson.build lists is built and run by nobody."""
    for name, text in tree.text.items():
        if not name.endswith((".c", ".sql", ".html", ".scn")) or "/unsafe_" in name or name.startswith("bench/"):
            continue
        path, found = pathlib.PurePosixPath(name), False
        for folder in path.parents:
            build = tree.text.get(f"{folder}/meson.build", "") if str(folder) != "." else \
                (tree.root / "meson.build").read_text(encoding="utf-8")
            gen = (tree.root / "gen/meson.build")
            build += gen.read_text(encoding="utf-8") if str(folder) == "." and gen.exists() else ""
            short = path.relative_to(folder).as_posix()
            stem = re.sub(r"^(test|fuzz)_|\.c$", "", short)
            found = found or f"'{short}'" in build or f"/{short}'" in build or short != stem and f"'{stem}'" in build
        if not found:
            yield name, 1, "no meson.build lists it"


def statements(tree):
    for name, text in tree.files("src/", ".sql"):
        for m in re.finditer(r"^-- name: (\w+)(?: \((sqlite|pg)\))?", text, re.M):
            yield name, line_of(text, m.start()), m[1], m[2]


def check_statements(tree):
    code = "\n".join(code_only(t) for _, t in tree.files("src/", ".c"))
    for name, line, statement, only in statements(tree):
        if only != "pg" and not re.search(rf"\bsql_{statement}\b|\bSQL_{statement.upper()}\b", code):
            yield name, line, f"statement {statement} is used nowhere"


def check_commands(tree):
    tests = "\n".join(t for _, t in tree.files("tests/", ".scn"))
    for name, text in tree.files("src/cli/", "commands.c"):
        for m in re.finditer(r'^\t\{"([a-z -]+)",', text, re.M):
            words = m[1].replace(" ", r"\s+")
            if not re.search(rf"^(run|shell|serve)\b(?:.*[\s}}'])??{words}\b|^{words}$", tests, re.M):
                yield name, line_of(text, m.start()), f"no scenario runs: tierwork {m[1]}"


def check_routes(tree):
    asked = [("post" if m[1] == "upload" else m[1], m[2]) for _, t in tree.files("tests/", ".scn")
             for m in re.finditer(r"^(get|post|upload) ([^\s?]+)", t, re.M)]
    asked += [("get", "/signin"), ("post", "/signin"), ("get", "/settings")]  # of the verb `as`
    for name, text in tree.files("src/web/", "routes.c"):
        for m in re.finditer(r'^\t\{(GET|POST),\s*"([^"]+)"', text, re.M):
            path = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(m[2])))
            if not any(how.upper() == m[1] and path.fullmatch(p) for how, p in asked):
                yield name, line_of(text, m.start()), f"no scenario asks: {m[1]} {m[2]}"
    for name, text in tree.files("src/web/", "routes.c"):
        described = set(re.findall(r'\{(GET|POST), +"(/api/[^"]*)"', tree.text.get("src/web/api.c", "")))
        for m in re.finditer(r'\{(GET|POST), +"(/api/[^"]*)"', text):
            if m.groups() not in described:
                yield name, line_of(text, m.start()), f"what {m[1]} {m[2]} takes and gives is not in api.c"


def unquote(literals):
    return "".join(ast.literal_eval(s) for s in re.findall(STRING, literals))


def source_messages(tree):
    """{message: (file, line)} of everything marked for people."""
    found = {}
    for name, text in tree.files("src/", ".c", ".h"):
        for m in list(MESSAGE.finditer(text)) + list(COUNTED.finditer(text)):
            found.setdefault(unquote(m[1]), (name, line_of(text, m.start())))
    for name, text in tree.files("src/", ".html"):
        for m in re.finditer(rf"\{{\{{_\s*({STRING})\s*\}}\}}", text):
            found.setdefault(unquote(m[1]), (name, line_of(text, m.start())))
    return found


def po_entries(text):
    """(line, msgid, msgstr) of po/vi.po; of a plural the one Vietnamese form."""
    line = 1
    for block in re.split(r"\n[ \t]*\n", text):
        found, key = {}, None
        for row in block.split("\n"):
            m = re.match(rf"(msgid_plural|msgid|msgstr(?:\[0\])?) ({STRING})$", row)
            if m:
                key = m[1].replace("[0]", "")
                found[key] = ast.literal_eval(m[2])
            elif re.fullmatch(STRING, row) and key:
                found[key] += ast.literal_eval(row)
        for en in (found.get("msgid"), found.get("msgid_plural")):
            if en:
                yield line, en, "" if "#, fuzzy" in block else found.get("msgstr", "")
        line += block.count("\n") + 2


def conversions(s):
    """What stands in a message in place of something: %s, and in the journal's sentences {unit}."""
    return sorted(re.sub(r"\d+\$", "", c) for c in CONVERSION.findall(s) if c != "%%") + sorted(re.findall(r"\{\w+\}", s))


def check_messages(tree):
    wanted, seen = source_messages(tree), {}
    for line, en, vi in po_entries(tree.text["po/vi.po"]):
        if en in seen:
            yield "po/vi.po", line, f"stands in line {seen[en]} already: {en!r}"
        seen[en] = line
        if en not in wanted:
            yield "po/vi.po", line, f"stale, said nowhere: {en!r}"
        elif not vi:
            yield "po/vi.po", line, f"untranslated: {en!r}"
        elif conversions(en) != conversions(vi):
            yield "po/vi.po", line, f"other placeholders than {en!r}"
    for en, (name, line) in wanted.items():
        if en not in seen:
            yield name, line, f"not in po/vi.po: {en!r}"


def check_acts(tree):
    """Every act that is journalled has its words, and there are no words without an act."""
    table = "src/core/journal_acts.c"
    told = {m[1]: line_of(tree.text[table], m.start())
            for m in re.finditer(r'^\t\{"([a-z.-]+)",', tree.text.get(table, ""), re.M)}
    kinds = {act.split(".")[0] for act in told}
    columns = set(re.findall(r'^\t\{"(\w+\.\w+)",', tree.text.get("src/people/privacy_fields.c", ""), re.M))
    done = {}
    for name, text in tree.files("src/", ".c"):
        if name == table:
            continue
        for m in re.finditer(r'journal_add\(\s*c,\s*"([^"]+)"|"([a-z]+)\.[a-z-]+"', text):
            act = m[1] or m[0].strip('"')
            if m[1] or m[2] in kinds and act not in columns:
                done.setdefault(act, (name, line_of(text, m.start())))
    for act in sorted(set(done) - set(told)):
        yield *done[act], f"{table} has no row for what is journalled: {act}"
    for act in sorted(set(told) - set(done)):
        yield table, told[act], f"nothing journals {act}"


def check_lock(tree):
    for name in ("package-lock.json", "bench/package-lock.json"):
        path = tree.root / name
        if path.exists() and re.search(r'"resolved"|https?://', path.read_text(encoding="utf-8")):
            yield name, 1, "a lock file names no host: npm config omit-lockfile-registry-resolved=true"


CHECKS = [check_layers, check_sizes, check_words, check_first_lines, check_listed, check_statements,
          check_commands, check_routes, check_messages, check_acts, check_lock]


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    tree = Tree(root)
    found = [p for check in CHECKS for p in check(tree)]
    for name, line, why in found:
        print(f"{name}:{line}: {why}")
    twice = sum(only == "sqlite" for *_, only in statements(tree))
    print(f"{len(tree.text)} files, {sum(1 for _ in statements(tree)) - twice} statements ({twice} in two dialects), "
          f"{len(source_messages(tree))} messages: {len(found)} faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
