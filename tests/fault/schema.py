"""schema.py - a store of another version is refused at every door, with the
command to run; a migration that fails leaves the store as it was."""
import os

from fault import BROKEN, CONFLICT, KIND, SCHEMA, Store, check

DOORS = [["unit", "list"], ["setting", "list"], ["setting", "set", "title", "x"], ["verify"], ["backup", "b.db"],
         ["serve", "--listen", "127.0.0.1:0"]]


def refused(s, *texts):
    for words in DOORS:
        s.run(*words).must(SCHEMA, *texts)
    s.run("copy", s.url, "c.db").must(SCHEMA, *texts)
    for name in ("b.db", "c.db"):
        check(not os.path.exists(os.path.join(s.folder, name)), f"{name} is left behind")


with Store() as s:
    s.run("init").must(0)

    s.sql("INSERT INTO schema_change (n, name, hash, at) VALUES (9000, '9000_later', 'x', 0)")
    refused(s, "newer", "9000_later")
    s.run("migrate").must(SCHEMA, "newer", "9000_later")
    s.sql("DELETE FROM schema_change WHERE n = 9000")
    s.run("unit", "list").must(0)

    hash_was = s.sql("SELECT hash FROM schema_change WHERE n = 1")
    s.sql("UPDATE schema_change SET hash = 'x' WHERE n = 1")
    refused(s, "0001_init")
    s.run("migrate").must(SCHEMA, "0001_init")
    s.sql(f"UPDATE schema_change SET hash = '{hash_was}' WHERE n = 1")

    # of an older program: what is missing cannot be applied twice
    had = s.sql("SELECT n, name, hash, at FROM schema_change ORDER BY n").splitlines()
    s.sql("DELETE FROM schema_change")
    refused(s, "tierwork migrate", "0001_init")
    s.run("migrate").must(BROKEN)
    if KIND == "sqlite":
        aside = s.url + ".before-0001"
        check(os.path.exists(aside), "no copy was made aside")
        s.run("migrate").must(CONFLICT, "before-0001")
    for n, name, hash_of, at in (row.split("|") for row in had):
        s.sql(f"INSERT INTO schema_change (n, name, hash, at) VALUES ({n}, '{name}', '{hash_of}', {at})")
    s.run("unit", "list").must(0)
    s.whole()
print("ok", KIND)
