"""crossing.py - a filled store goes to PostgreSQL and back: every value is
the same, and both go on from there."""
import json

from fault import Store, check, units


def tables(done):
    done.must(0)
    return {t["table"]: (t["rows"], t["digest"]) for t in json.loads(done.out)}


with Store(kind="sqlite") as s, Store(kind="postgresql") as p, Store(kind="sqlite") as back:
    s.run("init", "--admin", "linh", "--title", "Liên đoàn “Đông”").must(0)
    s.run("unit", "import", s.file("a.csv", units("A", 500))).must(0)
    s.run("reorganise", s.file("r.csv", "op,code,into,share\nsplit,A-1,A-2,1/3\nsplit,A-1,A-3,2/3\n"), "--on",
          "2022-01-01", "--decision", "01/QĐ").must(0)
    forth = tables(s.run("--json", "copy", s.url, p.url))
    again = tables(s.run("--json", "copy", p.url, back.url))
    check(forth == again, "the digests differ", str(forth), str(again))
    check(forth["unit"][0] == 501, "units", str(forth))
    for store in (s, p, back):
        store.whole()
    for words in (["unit", "list"], ["unit", "export"], ["reorganise", "list"], ["account", "list"]):
        said = {store.run(*words).must(0).out for store in (s, p, back)}
        check(len(said) == 1, " ".join(words), *said)
    # new rows get new ids on each
    for store in (p, back):
        store.run("unit", "import", store.file("b.csv", units("B", 10))).must(0)
        store.run("account", "add", "minh", "--role", "auditor", "--unit", "B").must(0)
        store.whole()
print("ok")
