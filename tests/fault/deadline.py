"""deadline.py - the evening of a due day: all units hand in and are accepted
over HTTP, 8 at once, while the server is killed in the middle and started
again. Nothing is refused, nothing acknowledged is lost, and the figures equal
a recount. bench/deadline is the same with 2,000 units, and measures it."""
import datetime
import json
import os
import subprocess
import sys

from fault import KIND, TIERWORK, Store, check

PROGRAM = os.path.abspath(sys.argv[3])
UNITS = int(sys.argv[4]) if len(sys.argv) > 4 else 200
PERIOD = "2026-01"


def units():
    rows = ["code,name,kind,parent,from,until", "TOP,Top,country,,2020-01-01,"]
    rows += [f"P{i},Province {i},province,TOP,," for i in range(4)]
    rows += [f"D{i},District {i},district,P{i % 4},," for i in range(12)]
    rows += [f"C{i},Commune {i},commune,D{i % 12},," for i in range(UNITS)]
    return "\n".join(rows) + "\n"


def form():
    return json.dumps({"code": "DUE", "title": "Due", "period": "month", "answers": "commune", "indicators": [
        {"code": f"i{i:02}", "title": "I", "type": "count"} for i in range(20)]})


with Store() as s:
    due = datetime.date.today() + datetime.timedelta(days=7)
    s.run("init").must(0)
    s.run("unit", "import", s.file("units.csv", units())).must(0)
    s.run("form", "import", s.file("form.json", form())).must(0)
    s.run("call", "issue", "--form", "DUE", "--period", PERIOD, "--to", "commune", "--under", "TOP", "--due",
          due.isoformat()).must(0)
    done = subprocess.run([PROGRAM, KIND, TIERWORK, s.url, "TOP", "DUE", PERIOD, "8"], capture_output=True, text=True,
                          check=False, timeout=300)
    check(done.returncode == 0, f"exit {done.returncode}", done.stdout, done.stderr[-4000:])
    said = dict(line.split() for line in done.stdout.splitlines())
    check(float(said[f"{KIND}.deadline.broken"]) > 0, "the server was not missed: nothing was proved", done.stdout)
    counts = json.loads(s.run("--json", "coverage", "--call", "1").must(0).out)["counts"]
    check(counts["accepted"] == UNITS, f"coverage: {counts}")
    s.whole()
    print(done.stdout, end="")
print("ok", KIND)
