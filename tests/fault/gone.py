"""gone.py - a PostgreSQL that goes away: before a command, in the middle of
one, and under a server, which goes on when it is back."""
import time
import urllib.error
import urllib.request

from fault import UNAVAILABLE, Cluster, Store, check, fail, free_port, timed, units

N = 4000


def commands(cluster):
    with Store(kind="postgresql", server=cluster.url) as s:
        s.run("init").must(0)
        more = s.file("a.csv", units("A", N))
        took = timed(lambda: s.run("unit", "import", more).must(0))
        have, cut = s.count(), 0
        for i in range(4):
            more = s.file("b.csv", units(f"B{i}", N))
            p = s.start("unit", "import", more)
            time.sleep(took * (i + 0.5) / 4)
            cluster.stop()
            out, err = p.communicate(timeout=120)
            if p.returncode:
                check(p.returncode == UNAVAILABLE, f"exit {p.returncode}", out, err)
                check("Check" in err or "runs" in err, "no remedy", err)
                cut += 1
            s.run("unit", "list").must(UNAVAILABLE, "127.0.0.1")
            cluster.start()
            now = s.count()
            # cut in the commit itself it is there whole, though told otherwise
            check(now == have + N + 1 or (p.returncode and now == have), f"half an import: {now} units, {have} before")
            s.run("unit", "import", more).must(0 if now == have else 3)
            have += N + 1
        check(cut > 0, "nothing was cut")
        s.whole()


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as r:
            return r.status
    except urllib.error.HTTPError as e:
        return e.code
    except OSError:
        return 0


def until(status, url):
    for _ in range(100):
        if get(url) == status:
            return
        time.sleep(0.1)
    fail(f"{url} gives {get(url)}, not {status}")


def server(cluster):
    with Store(kind="postgresql", server=cluster.url) as s:
        s.run("init").must(0)
        address = f"127.0.0.1:{free_port()}"
        p = s.start("serve", "--listen", address)
        try:
            for path in ("healthz", "signin"):
                until(200, f"http://{address}/{path}")
            for how in ("immediate", "fast"):
                cluster.stop(how)
                for path in ("healthz", "signin"):
                    until(503, f"http://{address}/{path}")
                cluster.start()
                for path in ("healthz", "signin"):
                    until(200, f"http://{address}/{path}")
        finally:
            p.terminate()
            out, err = p.communicate(timeout=60)
        check(p.returncode == 0, f"serve ends with {p.returncode}", out, err)


with Cluster() as c:
    commands(c)
    server(c)
print("ok")
