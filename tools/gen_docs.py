#!/usr/bin/env python3
"""Makes the lists of docs/cli.md, docs/api.md, docs/states.md, docs/journal.md, docs/privacy.md and
docs/roles.md from the program's own tables.

gen_docs.py TIERWORK           writes what follows the line MADE in each
gen_docs.py TIERWORK --check   fails where a page is out of date
"""
import json
import pathlib
import subprocess
import sys

import gen_sql

MADE = "<!-- made by tools/gen_docs.py; what follows is not edited by hand -->\n"
DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"


def ask(program, *command):
    return json.loads(subprocess.run([program, "--json", *command], check=True, capture_output=True).stdout)


def cli(program):
    for c in ask(program, "help"):
        yield f"\n### tierwork {c['command']}\n\n    tierwork {' '.join(filter(None, (c['command'], c['usage'])))}\n\n{c['does']}.\n"


def api(program):
    yield "\n| | address | for | what |\n|---|---|---|---|\n"
    for r in ask(program, "routes"):
        yield f"| {r['method']} | `{r['path']}` | {r['access']} | {r['does']} |\n"


def states(program):
    table = ask(program, "states")
    yield "\n| state | |\n|---|---|\n"
    for s in table["states"]:
        yield f"| `{s['state']}` | {s['means']} |\n"
    yield "\n| step | from | to | who | reason | |\n|---|---|---|---|---|---|\n"
    for s in table["steps"]:
        start = s["from"] + (f"; stays {s['stays']}" if s["stays"] else "")
        yield (f"| `{s['step']}` | {start} | {s['to']} | who may {s['may']} at the {s['at']} | "
               f"{'yes' if s['reason'] else ''} | {s['does']} |\n")


def journal(program):
    yield "\n| not journalled | why |\n|---|---|\n"
    for table, why in gen_sql.EXEMPT.items():
        yield f"| `{table}` | {why} |\n"
    yield "\n| act | object | detail | in words |\n|---|---|---|---|\n"
    for a in ask(program, "journal", "acts"):
        yield f"| `{a['act']}` | {a['kind']} | {a['holds']} | {a['says']} |\n"


def privacy(program):
    yield "\n| field | what | why | who sees it | how long |\n|---|---|---|---|---|\n"
    for f in ask(program, "privacy", "fields"):
        yield f"| `{f['column']}` | {f['label']} | {f['why']} | {f['seen_by']} | {f['kept']} |\n"


def roles(program):
    table = ask(program, "role", "table")
    names = [r["role"] for r in table["roles"]]
    yield "\n## Acts and roles\n\n| act | what | areas | " + " | ".join(names) + " |\n"
    yield "|---|---|---|" + "---|" * len(names) + "\n"
    for a in table["acts"]:
        marks = ["yes" if a["act"] in r["acts"] else "" for r in table["roles"]]
        where = ", ".join(a["areas"]) + ("; the whole store only" if a["store"] else "")
        yield f"| `{a['act']}` | {a['means']} | {where} | {' | '.join(marks)} |\n"


def main():
    old = []
    for name, made in (("cli.md", cli), ("api.md", api), ("states.md", states), ("journal.md", journal), ("privacy.md", privacy),
                       ("roles.md", roles)):
        page = DOCS / name
        was = page.read_text(encoding="utf-8")
        now = was[: was.index(MADE)] + MADE + "".join(made(sys.argv[1]))
        if now != was and "--check" in sys.argv:
            old.append(name)
        elif now != was:
            page.write_text(now, encoding="utf-8")
    if old:
        sys.exit(f"out of date: {' '.join(old)}; run: python3 tools/gen_docs.py {sys.argv[1]}")


if __name__ == "__main__":
    main()
