"""older.py - a store of the first migration, with units, returns that count
and returns that wait, comes up to this program with nothing lost."""
import hashlib
import os
import pathlib
import sqlite3
import sys

from fault import KIND, SCHEMA, Store, check, skip

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tests"))
import gen_sql  # noqa: E402
import journal  # noqa: E402

if KIND != "sqlite":
    skip("the older store is made of a file")

UNITS = "code,name,kind,parent,from,until\nVN,Việt Nam,country,,2020-01-01,\nA,Xã A,commune,VN,,\nB,Xã B,commune,VN,,\n"
FORM = """{"code": "F", "title": "F", "period": "month", "answers": "commune",
 "indicators": [{"code": "a", "title": "A", "type": "count"}]}"""
FIRST = sorted((ROOT / "migrations").glob("*.sql"))[0]


def fill(s):
    s.run("init").must(0)
    s.run("unit", "import", s.file("u.csv", UNITS)).must(0)
    s.run("account", "add", "lan", "--role", "reporter", "--unit", "VN").must(0)
    s.run("form", "import", s.file("f.json", FORM)).must(0)
    s.run("return", "import", s.file("r.csv", "unit,a\nA,7\nB,8\n"), "--form", "F", "--period", "2026-01", "--accept").must(0)
    s.run("return", "import", s.file("r.csv", "unit,a\nB,9\n"), "--form", "F", "--period", "2026-01").must(0)


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def tables(db):
    return [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def shape(path):
    """What is in a store beside its rows."""
    with sqlite3.connect(path) as db:
        return sorted((kind, name, columns(db, name) if kind == "table" else None) for kind, name in
                      db.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))


def age_journal(db):
    """The entries as the first migration's program wrote them: format 1."""
    names = ("id", "lane", "seq", "at", "account", "act", "object", "detail")
    for row in db.execute(f"SELECT {', '.join(names)} FROM journal ORDER BY lane, seq").fetchall():
        e = dict(zip(names, row), format=1)
        before = db.execute("SELECT hash FROM journal WHERE lane = ? AND seq = ?", (e["lane"], e["seq"] - 1)).fetchone()
        digest = journal.entry_hash(e, before[0] if before else journal.NOTHING)
        db.execute("UPDATE journal SET hash = ? WHERE id = ?", (digest, e["id"]))
        db.execute("UPDATE journal_lane SET hash = ? WHERE lane = ?", (digest, e["lane"]))


def age(new, old):
    """Makes a store that knows the first migration only, with the rows of a new one."""
    with sqlite3.connect(old) as db:
        db.executescript(gen_sql.migration(FIRST, "sqlite"))
        db.execute("CREATE TABLE schema_change (n INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT")
        db.execute("ATTACH ? AS new", (new,))
        for t in tables(db):
            if t == "schema_change" or t.startswith("sqlite_"):
                continue
            cols = ", ".join(columns(db, t))
            db.execute(f"DELETE FROM main.{t}")
            db.execute(f"INSERT INTO main.{t} ({cols}) SELECT {cols} FROM new.{t}")
        age_journal(db)
        db.execute("INSERT INTO schema_change VALUES (1, ?, ?, 0)", (FIRST.stem, hashlib.sha256(FIRST.read_bytes()).hexdigest()))
        db.commit()


with Store() as s:
    fill(s)
    new, asked = s.url, [("unit", "export"), ("figure", "--unit", "VN", "--form", "F", "--period", "2026-01"),
                         ("account", "list"), ("--json", "return", "show", "--unit", "B", "--form", "F", "--period", "2026-01")]
    want = [s.run(*words).must(0).out for words in asked]
    s.url = os.path.join(s.folder, "older.db")
    age(new, s.url)
    s.run("unit", "list").must(SCHEMA, "tierwork migrate")
    s.run("migrate").must(0)
    s.whole()
    check([s.run(*words).must(0).out for words in asked] == want, "the migrated store answers otherwise")
    check(shape(s.url) == shape(new), "the migrated store has another shape", shape(s.url), shape(new))
    s.run("return", "accept", "--unit", "B", "--form", "F", "--period", "2026-01").must(0)
    s.whole()
    formats = s.sql("SELECT format, COUNT(*) FROM journal GROUP BY format ORDER BY format")
    check(len(formats.splitlines()) == 2, "entries of both formats", formats)

    # nobody writes an entry of today as one of before, which proves less
    s.run("setting", "set", "title", "T").must(0)
    with sqlite3.connect(s.url) as db:
        db.row_factory = sqlite3.Row
        e = dict(db.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone(), format=1)
        before = db.execute("SELECT hash FROM journal WHERE seq = ?", (e["seq"] - 1,)).fetchone()[0]
        digest = journal.entry_hash(e, before)
        db.execute("UPDATE journal SET format = 1, work = 0, hash = ? WHERE id = ?", (digest, e["id"]))
        db.execute("UPDATE journal_lane SET hash = ?", (digest,))
        db.commit()
    s.run("verify").must(4, f"entry {e['seq']} of lane 0 was changed or moved")
print("ok", KIND)
