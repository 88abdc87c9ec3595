"""Runs what the pages of docs/ show, and compares what it prints.

test_docs.py TIERWORK DOCS

In a fenced block "console" each line after "$ " is run by sh, in one fresh
folder a page, and must print what follows it; a line "…" stands for any
lines. A block that bears a file's name writes that file.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$", re.M | re.S)


def agrees(shown, printed):
    pattern = "".join("(.*\n)*" if line == "…" else re.escape(line) + "\n" for line in shown.splitlines())
    return re.fullmatch(pattern, printed) is not None


def run_console(text, env, folder):
    """(command, what the page shows, what it printed) of each that differs."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        done = subprocess.run(command, shell=True, cwd=folder, env=env, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if not agrees(shown, done.stdout):
            yield command, shown, done.stdout


def run_page(page, program):
    env = {"PATH": f"{program.parent}:{os.environ['PATH']}", "TIERWORK_PASSWORD": "a good password",
           "TIERWORK_LANG": "vi" if page.name.endswith(".vi.md") else "en", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if kind == "console":
                yield from run_console(text, env, folder)
            elif "." in kind:
                pathlib.Path(folder, kind).write_text(text, encoding="utf-8")


def main():
    program, wrong, ran = pathlib.Path(sys.argv[1]).resolve(), 0, 0
    for page in sorted(pathlib.Path(sys.argv[2]).glob("*.md")):
        for command, shown, printed in run_page(page, program):
            print(f"docs/{page.name}: $ {command}\n-- shown:\n{shown}-- printed:\n{printed}")
            wrong += 1
        ran += page.read_text(encoding="utf-8").count("\n$ ")
    print(f"{ran} commands run, {wrong} differ")
    sys.exit(wrong > 0 or ran == 0)


if __name__ == "__main__":
    main()
