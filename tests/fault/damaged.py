"""damaged.py - files that were cut short or overwritten are found, named,
and never taken for a store."""
import os

from fault import BROKEN, INVALID, KIND, Store, check, units


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

    # a changed entry of the journal is named
    s.sql("UPDATE journal SET object = 'x' WHERE seq = 1")
    done = s.run("verify")
    check(done.code not in (0, BROKEN), "verify", done.err)
    check("entry 1 of lane" in done.err, "verify names no entry", done.err)
print("ok", KIND)
