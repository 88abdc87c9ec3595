"""at_once.py - two acts that do not go together, started at once: just one
is done, the other says why it was not."""
import os
import sqlite3

from fault import BUSY, CONFLICT, INVALID, KIND, Store, check, ends, units

ROUNDS = 3
N = 300


def inits():
    for _ in range(ROUNDS):
        with Store() as s:
            codes, said = ends(s.start("init", "--title", "A"), s.start("init", "--title", "B"))
            check(codes == [0, CONFLICT], f"two inits: {codes}", said)
            s.whole()


def imports(s):
    for i in range(ROUNDS):
        have = s.count()
        path = s.file(f"u{i}.csv", units(f"I{i}", N))
        codes, said = ends(s.start("unit", "import", path), s.start("unit", "import", path))
        check(codes in ([0, INVALID], [0, CONFLICT]), f"the same import twice: {codes}", said)
        check(s.count() == have + N + 1, "not one import")


def reorganisations(s):
    for i in range(ROUNDS):
        s.run("unit", "import", s.file("r.csv", units(f"R{i}", 3))).must(0)
        # two fates of one unit
        one = s.file("one.csv", f"op,code,into\nmerge,R{i}-0,R{i}-1\n")
        two = s.file("two.csv", f"op,code,into\nmerge,R{i}-0,R{i}-2\n")
        words = ("--on", "2022-01-01", "--decision", "02/QĐ")
        codes, said = ends(s.start("reorganise", one, *words), s.start("reorganise", two, *words))
        check(codes in ([0, INVALID], [0, CONFLICT]), f"two fates at once: {codes}", said)
        check(f"R{i}-0" in said, "the other does not name the unit", said)
        # a cycle that neither makes alone
        one = s.file("one.csv", f"op,code,parent\nmove,R{i}-1,R{i}-2\n")
        two = s.file("two.csv", f"op,code,parent\nmove,R{i}-2,R{i}-1\n")
        words = ("--on", "2023-01-01", "--decision", "03/QĐ")
        codes, said = ends(s.start("reorganise", one, *words), s.start("reorganise", two, *words))
        check(codes in ([0, INVALID], [0, CONFLICT]), f"a cycle by two: {codes}", said)


def bodies(s):
    """Founded twice; re-formed by two decisions for one day."""
    s.run("unit", "import", s.file("c.csv", units("C", 1))).must(0)
    s.run("person", "import", s.file("p.csv", "code,name,unit\n" + "".join(f"P{i},Người {i},C\n" for i in range(4)))).must(0)
    found = ("--unit", "C", "--kind", "committee", "--name", "Ban", "--on", "2021-01-01")
    lineup = s.file("l.csv", "seat,person\nhead,P0\nmember,P1\n")
    for i in range(ROUNDS):
        words = ("body", "create", lineup, "--code", f"B{i}", "--decision", "01/QĐ", *found)
        codes, said = ends(s.start(*words), s.start(*words))
        check(codes == [0, CONFLICT], f"founded twice: {codes}", said)
        one = s.file("one.csv", "seat,person\nhead,P1\nmember,P2\n")
        two = s.file("two.csv", "seat,person\nhead,P2\nmember,P3\nmember,P0\n")
        words = ("--on", "2022-01-01", "--decision")
        codes, said = ends(s.start("body", "reform", f"B{i}", one, *words, "02/QĐ"),
                           s.start("body", "reform", f"B{i}", two, *words, "03/QĐ"))
        check(codes == [0, CONFLICT], f"re-formed by two: {codes}", said)
        check("was re-formed on 2022-01-01 by 0" in said, "the second is not told by what", said)
        rows = s.run("seat", "list", "--body", f"B{i}").must(0).out.splitlines()
        check(len(rows) in (2, 3) and sum("\thead\t" in r for r in rows) == 1, "half of each line-up", *rows)
        check(len({r.split("\t")[-1] for r in rows}) == 1, "two decisions in one line-up", *rows)


def backups(s):
    """Of a store that is written to: each is of one instant."""
    have = s.count()
    for i in range(ROUNDS):
        writer = s.start("unit", "import", s.file(f"b{i}.csv", units(f"B{i}", N)))
        s.run("backup", f"b{i}.db").must(0)
        codes, said = ends(writer)
        check(codes == [0], f"an import beside a backup: {codes}", said)
        with Store(kind="sqlite") as r:
            r.run("restore", os.path.join(s.folder, f"b{i}.db")).must(0)
            check(r.count() in (have, have + N + 1), f"half an import in a backup: {r.count()}")
            r.whole()
        have += N + 1


def waits(s):
    """A writer that does not end in time."""
    if KIND != "sqlite":
        return
    db = sqlite3.connect(s.url, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    p = s.start("setting", "set", "title", "Chờ")
    s.run("setting", "get", "title").must(0)  # reading goes on
    codes, said = ends(p)
    check(codes == [BUSY] and "run it again" in said, f"behind a writer: {codes}", said)
    db.execute("ROLLBACK")
    db.close()
    s.run("setting", "set", "title", "Chờ").must(0)


inits()
with Store() as store:
    store.run("init").must(0)
    imports(store)
    reorganisations(store)
    bodies(store)
    backups(store)
    waits(store)
    store.whole()
print("ok", KIND)
