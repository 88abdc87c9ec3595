"""Holds docs/security.md and dist/ against what is there.

test_security.py ROOT BUILD [ASVS.csv]

Every requirement of ASVS 5.0, levels 1 and 2, has one row; every file, function and test that a row names exists;
the limits and components that the page lists are those of the code; the proxy lets files through where the routes
take them; scripts make no text into a page's elements.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
REQUIREMENTS = 253  # of levels 1 and 2
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (met|n/a|open) \| (.+?) \| (.+?) \|$", re.M)
SCORE = 1.5  # of systemd-analyze, less is better


def text_of(name):
    path = ROOT / name
    if path.is_dir():
        return "\n".join(p.read_text(encoding="utf-8") for p in sorted(path.rglob("*.[chjs]*")))
    return path.read_text(encoding="utf-8") if path.is_file() else None


def anchors():
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", PAGE, re.M)}


def where_faults(number, where):
    """Functions are those of the file that was named last before them."""
    text = None
    for path, function, anchor in re.findall(r"`([\w.-]+(?:/[\w.-]+)*)`|\b(\w+)\(\)|\]\(#([\w-]+)\)", where):
        if path and ("/" in path or "." in path or path == "dev"):
            text = text_of(path)
            if text is None:
                yield f"{number}: there is no {path}"
        if function and text is not None and function not in ("system", "popen", "eval") \
                and not re.search(rf"\b{function}\(", text):
            yield f"{number}: {function}() is not in the file named before it"
        if anchor and anchor not in anchors():
            yield f"{number}: there is no heading #{anchor}"


def check_rows(tests, wanted):
    rows, seen = ROW.findall(PAGE), {}
    for number, _, status, where, proof in rows:
        if number in seen:
            yield f"{number} stands twice"
        seen[number] = status
        named = re.findall(r"`([^`]+)`", proof)
        if status == "met" and not named:
            yield f"{number}: no test is named"
        if status == "open":
            continue
        yield from (f"{number}: there is no test {t!r}" for t in named if t not in tests)
        yield from where_faults(number, where)
    if wanted:
        yield from (f"{n} has no row" for n in sorted(wanted - set(seen)))
        yield from (f"{n} is no requirement of levels 1 and 2" for n in sorted(set(seen) - wanted))
    if len(seen) != REQUIREMENTS:
        yield f"{len(seen)} rows, not {REQUIREMENTS}"
    for status, words in (("met", "are met"), ("n/a", "do not apply"), ("open", "are open")):
        said = re.search(rf"\*\*(\d+)\*\* {words}", PAGE)
        n = sum(s == status for s in seen.values())
        if int(said[1] if said else 0) != n:
            yield f"the page does not say that {n} of the rows are {status}"


def check_limits():
    """| what | `NAME` of `file` | value |: the value that the code has."""
    rows = re.findall(r"^\| .+? \| `(\w+)` in `([\w/.]+)` \| (.+?) \|", PAGE, re.M)
    if len(rows) < 10:
        yield "there is no table of limits"
    for name, path, said in rows:
        m = re.search(rf"#\s*define {name}\s+(.+?)\s*(/\*.*)?$", text_of(path) or "", re.M)
        if not m:
            yield f"{name} is not in {path}"
            continue
        value = eval(re.sub(r"(?<=\d)(LL|L)\b", "", m[1], flags=re.I), {})  # pylint: disable=eval-used
        number = re.sub(r"[ ,]", "", re.match(r"[\d, ]+", said)[0])
        unit = said.split()[1] if len(said.split()) > 1 else ""
        factor = {"MB": 1 << 20, "kB": 1 << 10, "GB": 1 << 30, "minutes": 60, "hours": 3600, "days": 86400}.get(unit, 1)
        if int(number) * factor != value:
            yield f"{name} is {value}, not {said}"


def check_components():
    listed = set(re.findall(r"^\| `([^`]+)` \|", PAGE.split("\n## Components")[1].split("\n## ")[0], re.M))
    build = (ROOT / "meson.build").read_text(encoding="utf-8")
    used = set(re.findall(r"dependency\('([\w.-]+)'", build)) - {"threads"}
    used |= set(re.findall(r'^#define \w+ "/usr/bin/(\w+)"', (ROOT / "src/core/extract.c").read_text(encoding="utf-8"), re.M))
    npm = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    used |= {p.removeprefix("node_modules/") for p, v in lock.items() if p and not v.get("dev")}
    assert set(npm) <= used
    yield from (f"component {n} is not listed" for n in sorted(used - listed))
    yield from (f"component {n} is no longer used" for n in sorted(listed - used))


def check_proxy():
    conf = (ROOT / "dist/nginx.conf").read_text(encoding="utf-8")
    files = re.compile(re.search(r'location ~ "(\S+)" \{', conf)[1])
    routes = (ROOT / "src/web/routes.c").read_text(encoding="utf-8")
    for method, path, work in re.findall(r'\{(GET|POST),\s*"([^"]+)",\s*\w+,\s*(\w+),', routes):
        address = re.sub(r"\{\w+\}", "A1", path)
        if method == "POST" and (work == "FILES") != bool(files.search(address)):
            yield f"dist/nginx.conf: files to {path}"
    for word in ("ssl_protocols TLSv1.2 TLSv1.3;", "proxy_set_header X-Forwarded-For $remote_addr;", "limit_conn ",
                 "limit_req ", "server_tokens off;", "includeSubDomains"):
        if word not in conf:
            yield f"dist/nginx.conf lacks {word}"


def check_unit():
    unit = ROOT / "dist/tierwork.service"
    for word in ("User=tierwork", "LoadCredential=", "MemoryMax=", "TasksMax=", "LimitNOFILE=", "LimitCORE=0"):
        if word not in unit.read_text(encoding="utf-8"):
            yield f"dist/tierwork.service lacks {word}"
    try:
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True,
                              check=False)
    except FileNotFoundError:
        return
    score = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    if score and float(score[1]) > SCORE:
        yield f"dist/tierwork.service: exposure {score[1]}"


def check_scripts():
    bad = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|srcdoc)\b|= \{\};")
    for path in sorted((ROOT / "src/web/static").glob("*.js")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if m := bad.search(line):
                yield f"{path.name}:{n}: {m[0]}"
    for path in sorted((ROOT / "src/web/templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", text):
            yield f"{path.name}: script or style within the page"
        for tag in re.findall(r"<input[^>]*name=\"[^\"]*password[^\"]*\"[^>]*>", text):
            if 'type="password"' not in tag or "autocomplete=" not in tag:
                yield f"{path.name}: {tag}"


def check_findings():
    """Of the scanners: each that is explained names its reason."""
    table = PAGE.split("\n## What the scanners found")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (wapiti|sqlmap|slowhttptest) \| `([^`]+)` \| (.+) \|$", table, re.M)
    yield from (f"{tool} {what}: no reason" for tool, what, why in rows if len(why) < 20)


def main():
    tests = {t["name"] for t in json.loads((BUILD / "meson-info/intro-tests.json").read_text(encoding="utf-8"))}
    wanted = None
    if len(sys.argv) > 3 and pathlib.Path(sys.argv[3]).exists():
        with open(sys.argv[3], encoding="utf-8", newline="") as f:
            wanted = {r["req_id"].removeprefix("V") for r in csv.DictReader(f) if r["L"] in ("1", "2")}
    faults = [*check_rows(tests, wanted), *check_limits(), *check_components(), *check_proxy(), *check_unit(),
              *check_scripts(), *check_findings()]
    print("\n".join(faults))
    print(f"{len(ROW.findall(PAGE))} rows, {len(faults)} faults{'' if wanted else '; the list of requirements is not here'}")
    sys.exit(len(faults) > 0)


main()
