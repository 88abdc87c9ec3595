"""hostile.py - documents that are made to eat the machine or to read its files
end the child that reads them, soon and in little room: each is kept with the
reason, nothing of it is found, and what comes after is read."""
import json
import os
import re
import subprocess
import sys

from fault import KIND, TIERWORK, Store, check, skip, timed

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import documents  # noqa: E402

SECONDS = 120  # 20 s of the child, on a machine that is busy
DAMAGED, LARGE, STRANGE = "damaged", "unpacks to more", "no office program writes"
WANT = {  # ending, state, what of the reason (a pattern)
    "bomb": (".docx", "failed", LARGE),
    "laughs": (".docx", "failed", STRANGE),
    "external": (".docx", "failed", STRANGE),
    "cut": (".docx", "failed", DAMAGED),
    "pdf_cut": (".pdf", "failed", DAMAGED),
    "pdf_garbage": (".pdf", "failed", DAMAGED),
    "pdf_loop": (".pdf", "", ""),
    "pdf_objects_bomb": (".pdf", "", ""),
    # which limit it meets first, of time or of memory, is the machine's
    "pdf_slow": (".pdf", "failed", "took too long|broke the program"),
    "pdf_locked": (".pdf", "none", "password"),
}
UNITS = "code,name,kind,parent,from,until\nT,Top,federation,,2020-01-01,\n"


def memory_of_children(pid):
    """MB that the processes under this one use at most, as far as it can be seen."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
        pids = f.read().split()
    most = 0
    for child in pids:
        try:
            with open(f"/proc/{child}/status", encoding="ascii", errors="replace") as f:
                most = max([most] + [int(line.split()[1]) >> 10 for line in f if line.startswith("VmHWM:")])
        except OSError:
            pass
    return most


def watched(s, *words):
    """Runs it to its end; the most that a child of it used."""
    p, most = s.start(*words), 0
    while True:
        try:
            out, err = p.communicate(timeout=0.1)
            check(p.returncode == 0, f"{' '.join(words)}: {p.returncode}", out, err)
            return most
        except subprocess.TimeoutExpired:
            try:
                most = max(most, memory_of_children(p.pid))
            except OSError:
                pass


def add(s, n, path):
    return ("document", "add", "--unit", "T", "--kind", "QĐ", "--date", "2026-05-01", "--number", f"{n}/QĐ-T",
            "--subject", f"Văn bản {n}", "--file", path)


if not os.path.exists("/usr/bin/pdftotext"):
    skip("pdftotext is not installed")
sanitized = b"libasan" in subprocess.run(["ldd", TIERWORK], stdout=subprocess.PIPE, check=True).stdout
with Store() as s:
    s.run("init").must(0)
    s.run("unit", "import", s.file("units.csv", UNITS)).must(0)
    for n, (name, (ending, state, why)) in enumerate(WANT.items(), 1):
        path, most = os.path.join(s.folder, name + ending), []
        documents.BAD[name](path)
        took = timed(lambda n=n, path=path, most=most: most.append(watched(s, *add(s, n, path))))
        rows = json.loads(s.run("document", "unread", "--none", "--json").must(0).out)
        row = next((r for r in rows if r["document"] == n), {"state": "read", "why": ""})
        print(f"{name}: {os.path.getsize(path) >> 10} kB, {took:.1f} s, {most[0]} MB: {row['state']} {row['why']}")
        check(row["state"] in (state or row["state"]) and re.search(why, row["why"]), f"{name}: wanted {state} {why}")
        check(row["state"] != "waiting" and took < SECONDS, f"{name} took {took:.1f} s")
        check(sanitized or most[0] < 520, f"{name} took {most[0]} MB")
    good = os.path.join(s.folder, "good.pdf")
    documents.pdf(good, "Chữ đọc được")
    s.run(*add(s, 99, good)).must(0)
    for words, found in (("chu doc duoc", 1), ("root", 0), ("ha ha", 0), ("van ban", len(WANT) + 1)):
        view = json.loads(s.run("document", "find", words, "--json").must(0).out)
        check(len(view["documents"]) == found, f"{words}: {len(view['documents'])} found, not {found}")
    s.whole()
print("ok", KIND)
