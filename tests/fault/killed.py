"""killed.py - kill -9 in the middle of an import, of a reorganisation, of a
copy and of a backup: each is there whole or not at all, and goes through
when it is run again."""
import os
import time

from fault import CONFLICT, KIND, MISSING, Store, check, kill_after, timed, units

N = 1500
STEPS = 5  # how many moments, from the start to beyond the end


def moments(seconds):
    return [seconds * (i + 0.5) / STEPS for i in range(STEPS + 1)]


def no_other_session(store):
    """PostgreSQL may still be at what the killed client had sent."""
    if store.kind != "sqlite":
        while store.sql("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
                        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'") != "0":
            time.sleep(0.05)


def imports():
    with Store() as s:
        s.run("init").must(0)
        took = timed(lambda: s.run("unit", "import", s.file("warm.csv", units("W", N))).must(0))
        have, killed = s.count(), 0
        for i, moment in enumerate(moments(took)):
            path = s.file("more.csv", units(f"P{i}", N))
            killed += kill_after(s.start("unit", "import", path), moment)
            no_other_session(s)
            now = s.count()
            check(now in (have, have + N + 1), f"half an import: {now} units, {have} before")
            s.run("unit", "import", path).must(0 if now == have else 3)
            have += N + 1
            check(s.count() == have, "the import does not go through afterwards")
        check(killed > 0, "nothing was killed")
        s.whole()


def reorganisations():
    with Store() as s:
        s.run("init").must(0)
        s.run("unit", "import", s.file("old.csv", units("TOP", N))).must(0)

        def ops(to):
            return "op,code,name\n" + "".join(f"rename,TOP-{i},{to} {i}\n" for i in range(N))

        def names():
            """The names of all, without their numbers."""
            out = s.run("unit", "list", "--under", "TOP").must(0).out
            return {line.split("\t")[2].rpartition(" ")[0] for line in out.splitlines()}

        def words(day):
            return ("reorganise", os.path.join(s.folder, "ops.csv"), "--on", day, "--decision", "01/QĐ")

        s.file("ops.csv", ops("Đầu"))
        took = timed(lambda: s.run(*words("2021-01-01")).must(0))
        was, killed = {"Đầu"}, 0
        for i, moment in enumerate(moments(took)):
            new = {f"Lần {i}"}
            s.file("ops.csv", ops(f"Lần {i}"))
            killed += kill_after(s.start(*words(f"2021-02-{i + 1:02}")), moment)
            no_other_session(s)
            now = names()
            check(now in (was, new), f"half a reorganisation: {now}")
            if now == was:
                s.run(*words(f"2021-02-{i + 1:02}")).must(0)
            check(names() == new, "the reorganisation does not go through afterwards")
            was = new
        check(killed > 0, "nothing was killed")
        s.whole()


def copies():
    with Store(kind="sqlite") as s:
        s.run("init").must(0)
        s.run("unit", "import", s.file("old.csv", units("TOP", 2 * N))).must(0)
        with Store() as warm:
            took = timed(lambda: s.run("copy", s.url, warm.url).must(0))
        killed = 0
        for moment in moments(took):
            with Store() as to:
                killed += kill_after(s.start("copy", s.url, to.url), moment)
                no_other_session(to)
                have = to.run("unit", "list", "--count")
                if have.code == 0:
                    check(int(have.out) == 2 * N + 1, f"half a copy: {have.out}")
                    s.run("copy", s.url, to.url).must(CONFLICT)
                else:
                    have.must(MISSING)
                    s.run("copy", s.url, to.url).must(0)
                check(to.count() == 2 * N + 1, "the copy does not go through afterwards")
                to.whole()
        check(killed > 0, "nothing was killed")


def backups():
    with Store() as s:
        s.run("init").must(0)
        s.run("unit", "import", s.file("old.csv", units("TOP", 2 * N))).must(0)
        took = timed(lambda: s.run("backup", "warm.db").must(0))
        killed = 0
        for i, moment in enumerate(moments(took)):
            name = os.path.join(s.folder, f"b{i}.db")
            killed += kill_after(s.start("backup", name), moment)
            no_other_session(s)
            if not os.path.exists(name):
                s.run("backup", name).must(0)
            with Store(kind="sqlite") as r:
                r.run("restore", name).must(0)
                check(r.count() == 2 * N + 1, "half a backup")
                r.whole()
        check(killed > 0, "nothing was killed")


imports()
reorganisations()
copies()
backups()
print("ok", KIND)
