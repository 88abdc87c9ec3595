"""reading.py - kill -9 of a server in the middle of reading a file: the child
ends with it, nothing is lost, and the next server goes on with that file and
the others; what was read is found in copies too."""
import json
import os
import signal
import subprocess
import sys
import time

from fault import KIND, PASSWORD, TIERWORK, Store, check, free_port, skip

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import documents  # noqa: E402

UNITS = "code,name,kind,parent,from,until\nT,Top,federation,,2020-01-01,\n"
PATIENCE = 120  # s


def children(pid):
    """Of all threads of a process."""
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
            found += map(int, f.read().split())
    return found


def until(what, asked):
    for _ in range(PATIENCE * 10):
        got = asked()
        if got:
            return got
        time.sleep(0.1)
    return check(False, f"{what}: not in {PATIENCE} s")


def serve(s):
    return subprocess.Popen([TIERWORK, "--store", s.url, "serve", "--listen", f"127.0.0.1:{free_port()}"],
                            cwd=s.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, env={**os.environ, "TIERWORK_PASSWORD": PASSWORD})


def is_gone(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
            return f.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def states(s):
    rows = json.loads(s.run("document", "unread", "--none", "--json").must(0).out)
    return {r["document"]: r["state"] for r in rows}


def found(s):
    return len(json.loads(s.run("document", "find", "chu doc duoc", "--json").must(0).out)["documents"])


def killed(s):
    """In the middle of the first file; the child goes with its server."""
    server = serve(s)
    try:
        child = until("a child that reads", lambda: children(server.pid))[0]
        time.sleep(1)
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
    until("the end of the child", lambda: is_gone(child))
    check(states(s) == {1: "waiting", 2: "waiting"}, f"after the kill: {states(s)}")
    s.whole()


def goes_on(s):
    """Past the file that nobody can read; and one that is told to end does not wait for its child."""
    server = serve(s)
    try:
        until("the second document", lambda: found(s) == 1)
        check(states(s) == {1: "failed"}, f"in the end: {states(s)}")
        s.run("document", "unread", "--again").must(0)
        until("a child that reads", lambda: children(server.pid))
        began = time.monotonic()
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=PATIENCE)
    check(code == 0 and time.monotonic() - began < 15, f"exit {code}, or it waited for the child")
    check(states(s) == {1: "waiting"}, f"after the end: {states(s)}")
    s.whole()


def copied(s):
    """What was found is found in a copy of the other kind, and in a copy of that."""
    with Store(kind="sqlite") as other, Store() as back:
        s.run("copy", s.url, other.url).must(0)
        check(found(other) == 1, "nothing is found in the copy")
        s.run("copy", other.url, back.url).must(0)
        check(found(back) == 1, "nothing is found in the copy of the copy")


if not os.path.exists("/usr/bin/pdftotext"):
    skip("pdftotext is not installed")
with Store() as store:
    store.run("init").must(0)
    store.run("unit", "import", store.file("units.csv", UNITS)).must(0)
    store.run("setting", "set", "tick", "1").must(0)
    store.run("setting", "set", "read-files", "no").must(0)
    slow, good = os.path.join(store.folder, "slow.pdf"), os.path.join(store.folder, "good.pdf")
    documents.pdf_slow(slow)
    documents.pdf(good, "Chữ đọc được")
    for n, path in enumerate((slow, good), 1):
        store.run("document", "add", "--unit", "T", "--kind", "QĐ", "--date", "2026-05-01", "--number", f"{n}/QĐ-T",
                  "--subject", f"Văn bản {n}", "--file", path).must(0)
    store.run("setting", "set", "read-files", "yes").must(0)
    killed(store)
    goes_on(store)
    copied(store)
print("ok", KIND)
