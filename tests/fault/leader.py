"""leader.py - two servers on one store: one of them leads and does each thing
once; when it is killed the other takes over, and nothing is lost or done
twice; a lease left behind by a clock that was wrong holds nobody up."""
import re
import signal
import time
import urllib.request

from fault import KIND, check
from post import Office, until

N = 60


class Server:
    """One of the servers."""

    def __init__(self, office):
        self.process = office.start("serve", "--listen", "127.0.0.1:0")
        self.address = self.process.stdout.readline().split()[1]

    def metric(self, name):
        with urllib.request.urlopen(self.address + "/metrics", timeout=30) as r:
            return int(re.search(rf"^{re.escape(name)} (\d+)$", r.read().decode(), re.M)[1])

    def leads(self):
        return self.metric("tierwork_leads") == 1

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.communicate(timeout=60)
        if how == signal.SIGTERM:
            check(self.process.returncode == 0, f"the server ends with {self.process.returncode}")


def write(s, name):
    now = int(time.time())
    for i in range(N):
        s.write(f"{name}{i}@example.org", at=now)


def once(s, *names):
    """All mails of these names came, each once."""
    want = sorted(f"{name}{i}@example.org" for name in names for i in range(N))
    until(f"all of {names}", lambda: len(s.sink.mails()) >= len(want), 30)
    time.sleep(2.5)  # in which a second copy would come
    check(s.sink.addresses() == want, "lost, or sent twice")


def holder(s):
    return s.sql("SELECT holder FROM lease")


def story(s):
    s.run("setting", "set", "tick", "1").must(0)
    servers = [Server(s), Server(s)]
    try:
        until("one leads", lambda: sum(x.leads() for x in servers) == 1)
        write(s, "a")
        once(s, "a")
        check(sum(x.leads() for x in servers) == 1, "not one leads")
        check(sum(x.metric('tierwork_chore_done_total{chore="outbox"}') for x in servers) == N, "metrics")

        leader = next(x for x in servers if x.leads())
        other = next(x for x in servers if x is not leader)
        write(s, "b")
        leader.end(signal.SIGKILL)
        servers.remove(leader)
        until("the other leads", other.leads, 10)
        # what the killed one had in hand is free when its time is over
        s.sql("UPDATE mail SET next_at = 0 WHERE state = 'sending' AND address LIKE 'b%'")
        until("nothing waits", lambda: set(s.states()) == {"sent"}, 30)
        sent = [a for a in s.sink.addresses() if a.startswith("b")]
        check(len(set(sent)) == N and len(sent) <= N + 1, f"{len(sent)} of {N} came, more than one of them twice")

        # a clock that was a year ahead left this behind
        s.sql(f"UPDATE lease SET holder = 'x', until = {int(time.time()) + 366 * 86400}")
        until("it leads all the same", lambda: holder(s) not in ("", "x"), 10)
        # one with a clock that is right binds
        s.sql(f"UPDATE lease SET holder = 'y', until = {int(time.time()) + 4}")
        until("it does not lead", lambda: not other.leads(), 10)
        until("it leads again", other.leads, 15)
        servers.append(Server(s))
        other.end()
        servers.remove(other)
        until("a new one leads at once", servers[0].leads, 4)
    finally:
        for x in servers:
            x.end()
    check(holder(s) == "", "the lease is not given up in the end")


with Office() as office:
    office.sink.start()
    story(office)
    office.whole()
print("ok", KIND)
