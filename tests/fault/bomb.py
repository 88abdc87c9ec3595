"""bomb.py - workbooks that are made to eat the machine are refused in words,
soon and in little room, and nothing of them is kept."""
import os
import resource
import subprocess
import sys

from fault import INVALID, KIND, TIERWORK, Store, check, timed

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import xlsx  # noqa: E402

SANITIZED = b"libasan" in subprocess.run(["ldd", TIERWORK], stdout=subprocess.PIPE, check=True).stdout
SECONDS, MB = 20, 320  # generous: sanitizers take their share


def padded(path):
    """50 MB on the disk: a bomb with noise stored beside it."""
    xlsx.BAD["blanks"](path)
    import zipfile
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as z:
        z.writestr("noise", os.urandom((50 << 20) - os.path.getsize(path) - 4096))


def try_one(s, name, make, *commands):
    path = os.path.join(s.folder, name + ".xlsx")
    make(path)
    for words in commands:
        results = []
        took = timed(lambda words=words: results.append(s.run(*words, path, timeout=60)))
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{name}, {' '.join(words[:2])}: {os.path.getsize(path) / 1e6:.1f} MB, {took:.2f} s, at most {most:.0f} MB")
        results[0].must(INVALID, "The spreadsheet file", "nothing was changed")
        check(took < SECONDS, f"{name} took {took:.1f} s")
        check(SANITIZED or most < MB, f"{name} took {most:.0f} MB")
    os.unlink(path)


UNITS = "code,name,kind,parent,from,until\nT,Top,federation,,2020-01-01,\nA,An,branch,T,,\n"
FORM = ('{"code": "M", "title": "M", "period": "month", "answers": "branch",'
        ' "indicators": [{"code": "n", "title": "N", "type": "count"}]}')

IMPORT = ("unit", "import")
SUBMIT = ("return", "submit", "--unit", "A", "--form", "M", "--period", "2026-01")

with Store() as s:
    s.run("init").must(0)
    s.run("unit", "import", s.file("units.csv", UNITS)).must(0)
    s.run("form", "import", s.file("form.json", FORM)).must(0)
    for name, make in {**xlsx.BAD, "padded": padded}.items():
        try_one(s, name, make, SUBMIT, IMPORT)
    check(s.count() == 2, "units came into being")
print("ok", KIND)
