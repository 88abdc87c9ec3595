"""register.py - sixteen clients take numbers of one series at once, and of
the book of what came; some are killed in the middle: from 1 on there is
neither gap nor collision."""
import json
import random
import threading

from fault import KIND, Store, check, kill_after, timed

CLIENTS = 16
EACH = 3
KILLS = 8
UNITS = "code,name,kind,parent,from,until\nA,Hội A,province,,2020-01-01,\n"


def register(kind, subject):
    return ("document", "register", "--unit", "A", "--kind", kind, "--date", "2026-03-01", "--subject", subject)


def arrive(i):
    return ("document", "add", "--unit", "A", "--issuer-name", "Sở Nông nghiệp", "--number", f"{i}/SNN", "--kind", "CV",
            "--date", "2026-03-01", "--subject", "Đến")


def book(s, which):
    pages, after = [], ()
    while True:
        page = json.loads(s.run("book", "list", "--unit", "A", "--book", which, "--json", *after).must(0).out)
        pages += page["documents"]
        if not page["next"]:
            return pages
        after = ("--after", page["next"])


def numbers(s):
    """By how many the series and the book have come to, both without gaps."""
    out = [d["number"] for d in book(s, "out")]
    came = [d["n"] for d in book(s, "in")]
    for what, list_ in (("series", out), ("arrivals", came)):
        check(sorted(list_) == list(range(1, len(list_) + 1)), f"{what}: a gap or a collision", str(sorted(list_)))
    return len(out), len(came)


def at_once(s):
    said = []

    def client(i):
        for k in range(EACH):
            done = s.run(*register("QĐ" if (i + k) % 2 else "TB", f"Việc {i}.{k}")).must(0)
            said.append(done.out.strip())
        s.run(*arrive(i + 1)).must(0)

    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    check(numbers(s) == (CLIENTS * EACH, CLIENTS), f"not all were registered: {numbers(s)}")
    check(len(set(said)) == CLIENTS * EACH, "the same symbol was given twice", *sorted(said))


def killed(s):
    chance = random.Random(7)
    took = timed(lambda: s.run(*register("QĐ", "Đo")).must(0))
    have, came = numbers(s)
    for i in range(KILLS):
        beside = [s.start(*register("TB", f"Bên {i}.{k}")) for k in range(2)]
        kill_after(s.start(*register("QĐ", f"Giết {i}")), took * chance.uniform(0.3, 1.2))
        for p in beside:
            check(p.wait(timeout=120) == 0, "who registers beside it fails", p.stderr.read())
        now, same = numbers(s)
        check(have + 2 <= now <= have + 3 and same == came, f"{now} documents, {have} before")
        have = now


with Store() as store:
    store.run("init").must(0)
    store.run("unit", "import", store.file("u.csv", UNITS)).must(0)
    store.run("numbering", "add", "--unit", "A", "--kinds", "QĐ,TB", "--per", "year", "--format", "{n:02}-{kind}/{issuer}").must(0)
    at_once(store)
    killed(store)
    store.whole()
print("ok", KIND)
