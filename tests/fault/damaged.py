"""damaged.py - files that were cut short or overwritten are found, named,
and never taken for a store; the journal tells of every way to tamper with
it, also of one that is whole in itself."""
import os
import pathlib
import sys

from fault import BROKEN, CONFLICT, INVALID, KIND, Store, check, units

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import journal  # noqa: E402


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


NAMES = ("id", "lane", "seq", "at", "account", "act", "object", "detail", "format", "seat", "behalf", "work")
NUMBERS = {"id", "lane", "seq", "at", "account", "format", "seat", "behalf", "work"}


def entries(s):
    """All entries in order, as this test reads them."""
    rows = s.sql("SELECT " + ", ".join(f"COALESCE(CAST({n} AS TEXT), '')" for n in NAMES) + " FROM journal ORDER BY lane, seq")
    out = []
    for row in rows.splitlines():
        e = dict(zip(NAMES, row.split("|")))
        out.append({k: (int(v) if v else None) if k in NUMBERS else v for k, v in e.items()})
    return out


def hexes(s, digest):
    return f"x'{digest.hex()}'" if s.kind == "sqlite" else f"'\\x{digest.hex()}'"


def rewrite(s):
    """Makes every lane whole again, as somebody would who writes to the database."""
    at = {}
    for e in entries(s):
        seq, before = at.get(e["lane"], (0, journal.NOTHING))
        e["seq"], digest = seq + 1, journal.entry_hash({**e, "seq": seq + 1}, before)
        s.sql(f"UPDATE journal SET seq = {e['seq']}, hash = {hexes(s, digest)} WHERE id = {e['id']}")
        at[e["lane"]] = (e["seq"], digest)
    for lane, (seq, digest) in at.items():
        s.sql(f"UPDATE journal_lane SET seq = {seq}, hash = {hexes(s, digest)} WHERE lane = {lane}")


def swap(s):
    for sql in ("UPDATE journal SET seq = 99 WHERE seq = 3", "UPDATE journal SET seq = 3 WHERE seq = 4",
                "UPDATE journal SET seq = 4 WHERE seq = 99"):
        s.sql(sql)


def insert(s):
    names = ", ".join(n for n in (*NAMES, "hash") if n not in ("id", "seq"))
    s.sql(f"INSERT INTO journal (id, seq, {names}) SELECT 999, 9, {names} FROM journal WHERE seq = 7")


def forge(s):
    s.sql("UPDATE journal SET object = 'colour' WHERE seq = 3")
    rewrite(s)


def drop(s):
    s.sql("DELETE FROM journal WHERE seq = 3")
    rewrite(s)


def cut(s):
    s.sql("DELETE FROM journal WHERE seq > 4")
    rewrite(s)


def run(*texts):
    return lambda s: [s.sql(t) for t in texts]


def seal_anew(s):
    """Forges an entry, the lane, and then the seal that binds it."""
    forge(s)
    in_hex = "hex(hash)" if s.kind == "sqlite" else "encode(hash, 'hex')"
    at, heads = s.sql("SELECT at, heads FROM seal WHERE id = 1").split("|")[0], ""
    for lane, seq in ((e["lane"], e["seq"]) for e in entries(s) if e["seq"] == 5):
        digest = s.sql(f"SELECT {in_hex} FROM journal WHERE lane = {lane} AND seq = {seq}").lower()
        heads += f"{lane} {seq} {digest}\n"
    digest = journal.seal_hash({"seal": 1, "at": int(at), "account": None, "heads": heads}, journal.NOTHING)
    s.sql(f"UPDATE seal SET heads = '{heads}', hash = {hexes(s, digest)} WHERE id = 1")


# eight entries in one lane: the sixth tells of the seal that binds five, the last of a second one
TAMPERED = (
    (run("UPDATE journal SET object = 'x' WHERE seq = 3"), "entry 3 of lane 0 was changed or moved"),
    (run("UPDATE journal SET seat = 1 WHERE seq = 3"), "entry 3 of lane 0 was changed or moved"),
    (run("DELETE FROM journal WHERE seq = 4"), "entry 4 of lane 0 is missing"),
    (run("DELETE FROM journal WHERE seq >= 7"), "entry 7 of lane 0 is missing"),
    (swap, "entry 3 of lane 0 was changed or moved"),
    (insert, "entry 9 of lane 0 was changed or moved"),
    (forge, "lane 0 was written anew; entry 5 is not the one that seal 1 of"),
    (drop, "lane 0 was written anew; entry 5 is not the one that seal 1 of"),
    (cut, "lane 0 was written anew; entry 5 is not the one that seal 1 of"),
    (run("UPDATE seal SET at = at + 1 WHERE id = 1"), "seal 1 was changed or moved"),
    (run("DELETE FROM seal WHERE id = 1"), "seal 1 is missing"),
    (run("DELETE FROM seal WHERE id = 2"), "seal 2 is not the one that entry 8 of lane 0 tells of"),
    (seal_anew, "seal 2 was changed or moved"),
)

for tamper, why in TAMPERED:
    with Store() as s:
        s.run("init").must(0)
        for n in range(4):
            s.run("setting", "set", "title", f"T{n}").must(0)
        s.run("journal", "seal").must(0)
        s.run("setting", "set", "title", "T5").must(0)
        s.run("journal", "seal").must(0)
        s.run("verify").must(0)
        tamper(s)
        done = s.run("verify")
        check(done.code == CONFLICT, f"{why}: exit {done.code}", done.out, done.err)
        check(why in done.err, f"verify does not say: {why}", done.err)
print("ok", KIND)
