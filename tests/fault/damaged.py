"""damaged.py - files that were cut short or overwritten are found, named,
and never taken for a store."""
import os

from fault import BROKEN, CONFLICT, INVALID, KIND, Store, check, units

FORM = """{"code": "M", "title": "Monthly", "period": "month", "answers": "commune",
 "indicators": [{"code": "n", "title": "N", "type": "count"}]}"""
MOVED = "UPDATE coverage SET accepted = accepted %s 1, submitted = submitted %s 1"


def damage(path, at, text):
    with open(path, "r+b") as f:
        f.seek(at)
        f.write(text)


with Store() as s:
    s.run("init").must(0)
    s.run("unit", "import", s.file("a.csv", units("A", 2000))).must(0)
    s.run("backup", "b.db").must(0)
    good = open(os.path.join(s.folder, "b.db"), "rb").read()

    def copy(name, text):
        path = os.path.join(s.folder, name)
        with open(path, "wb") as f:
            f.write(text)
        return path

    cut = copy("cut.db", good[:len(good) // 2])
    torn = copy("torn.db", good)
    for page in range(8, len(good) // 4096, 7):
        damage(torn, page * 4096, b"\0" * 4096)
    other = copy("other.db", b"SQLite format 4" + good[15:])
    for path, code in ((cut, BROKEN), (torn, BROKEN), (other, INVALID)):
        with Store(kind="sqlite") as r:
            done = r.run("restore", path)
            check(done.code == code, f"restore {path}: exit {done.code}", done.err)
            check(not os.path.exists(r.url), f"a store was made of {path}")
    s.run("restore", "b.db").must(4)

    # so is what is asked and counted otherwise than it is
    s.run("form", "import", s.file("f.json", FORM)).must(0)
    s.run("return", "import", s.file("r.csv", "unit,n\nA-1,5\n"), "--form", "M", "--period", "2026-01",
          "--accept").must(0)
    s.run("call", "issue", "--form", "M", "--period", "2026-01", "--to", "commune", "--under", "A", "--due",
          "2099-01-01").must(0)
    s.whole()
    for do, undo, word in (
            ("UPDATE coverage SET delivered = delivered - 1", "UPDATE coverage SET delivered = delivered + 1", "Call 1"),
            ("UPDATE assignment SET due = due + 1 WHERE id = 7", "UPDATE assignment SET due = due - 1 WHERE id = 7",
             "Call 1"),
            (f"UPDATE assignment SET state = 'submitted' WHERE state = 'accepted'; {MOVED % ('-', '+')}",
             f"UPDATE assignment SET state = 'accepted' WHERE state = 'submitted'; {MOVED % ('+', '-')}", "A-1")):
        s.sql(do)
        s.run("verify").must(CONFLICT, word)
        s.sql(undo)
        s.whole()

    # a changed entry of the journal is named
    s.sql("UPDATE journal SET object = 'x' WHERE seq = 1")
    done = s.run("verify")
    check(done.code not in (0, BROKEN), "verify", done.err)
    check("entry 1 of lane" in done.err, "verify names no entry", done.err)
print("ok", KIND)
