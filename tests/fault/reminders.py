"""reminders.py - two servers, one of them killed in the middle of reminding
thousands of units: each is reminded once, by one notice and one mail; after a
stop of all of them only the latest reminder that was missed is sent."""
import signal

from fault import KIND, Store, check, units
from post import instant, until

N = 4000
MOMENT = 1772841600  # 2026-03-07T00:00:00Z, 07:00 in Hà Nội, three days before it is due
FORM = """{"code": "M", "title": "Monthly return", "period": "month", "first": "2025-01", "answers": "commune",
 "indicators": [{"code": "n", "title": "N", "type": "count"}]}"""


def make(s):
    """A reporter with a mail address at each of N units, and a call to all."""
    s.run("init", "--admin", "an").must(0)
    s.run("unit", "import", s.file("u.csv", units("T", N))).must(0)
    s.run("form", "import", s.file("f.json", FORM)).must(0)
    for name, value in (("smtp-url", "smtp://127.0.0.1:1"), ("mail-from", "t@example.org"), ("tick", "1")):
        s.run("setting", "set", name, value).must(0)
    s.sql("INSERT INTO account (login, lang, created, until, email) SELECT 'r' || id, 'vi', 0, 253402300799, "
          "'r' || id || '@example.org' FROM unit WHERE code LIKE 'T-%'")
    s.sql("INSERT INTO role_grant (account, role, unit, until) SELECT a.id, 'reporter', u.id, 2932896 FROM unit u "
          "JOIN account a ON a.login = 'r' || u.id")
    s.run("--now", "2026-03-01T01:00:00Z", "call", "issue", "--form", "M", "--period", "2026-02", "--to", "commune",
          "--under", "T", "--due", "2026-03-10").must(0)


def count(s, what, where="1 = 1"):
    return int(s.sql(f"SELECT COUNT(*) FROM {what} WHERE {where}"))


def once(s, kind, times):
    """Each was told so many times, by notice and by mail."""
    check(count(s, "notice", f"kind = '{kind}'") == times * N, f"{kind}: {count(s, 'notice')} notices")
    twice = s.sql(f"SELECT account, COUNT(*) FROM notice WHERE kind = '{kind}' GROUP BY account HAVING COUNT(*) <> {times}")
    check(not twice, f"{kind}: not each {times} times", twice[:500])


def serve(s, at):
    p = s.start("--now", instant(at), "serve", "--listen", "127.0.0.1:0")
    check(p.stdout.readline().startswith("ready"), "no server")
    return p


def killed(s):
    """Both servers, one after the other, in the middle of it."""
    servers = [serve(s, MOMENT - 4), serve(s, MOMENT - 4)]
    try:
        until("all are told", lambda: count(s, "assignment", "told = 0") == 0, 60)
        once(s, "issued", 1)
        until("reminding begins", lambda: count(s, "reminder") > 0, 150)  # looked for once a minute
        servers[0].send_signal(signal.SIGKILL)
        servers[0].communicate()
        done = count(s, "reminder")
        servers[1].send_signal(signal.SIGKILL)
        servers[1].communicate()
        servers = [serve(s, MOMENT + 60)]
        until("it goes on", lambda: count(s, "reminder") == N, 150)
        once(s, "reminder", 1)
        check(count(s, "mail") == 2 * N, f"{count(s, 'mail')} mails")
        return done
    finally:
        for p in servers:
            p.send_signal(signal.SIGTERM)
            p.communicate(timeout=60)


with Store() as store:
    make(store)
    at = killed(store)
    print(f"killed after {at} of {N}")
    # nothing ran until ten days after the due day
    done = store.run("--now", instant(MOMENT + 13 * 86400), "tick").must(0)
    check(f"reminders\t{N}\n" in done.out, "not the latest reminder alone", done.out)
    once(store, "reminder", 2)
    done = store.run("--now", instant(MOMENT + 13 * 86400 + 60), "tick").must(0)
    check("reminders\t0\n" in done.out, "reminded again", done.out)
    store.whole()
print("ok", KIND)
