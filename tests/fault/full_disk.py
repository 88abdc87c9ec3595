"""full_disk.py - on a disk that fills up, every act that does not fit says
so with exit code 9 and changes nothing; after space was freed it goes
through."""
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from fault import FULL, KIND, PASSWORD, Cluster, Store, check, free_port, skip, units

ROOM = 6 << 20  # bytes of the small disk

if "--mounted" not in sys.argv:
    namespace = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    here = ["sh", "-c", f'mount -t tmpfs -o size={ROOM} tierwork "$TMPDIR/small" && exec "$@"', "sh", sys.executable, *sys.argv,
            "--mounted", *(["--as-root"] if os.geteuid() == 0 else [])]
    with Store(kind="sqlite") as work:
        os.environ["TMPDIR"] = work.folder
        os.mkdir(os.path.join(work.folder, "small"))
        can = subprocess.run(namespace + ["true"], capture_output=True, check=False)
        if can.returncode:
            skip("a small disk cannot be mounted here")
        code = subprocess.run(namespace + here, check=False).returncode
    sys.exit(code)

SMALL = os.path.join(os.environ["TMPDIR"], "small")


def filler(free):
    """Leaves so many bytes on the small disk."""
    path = os.path.join(SMALL, "filler")
    if os.path.exists(path):
        os.unlink(path)
    disk = os.statvfs(SMALL)
    with open(path, "wb") as f:
        f.write(bytes(max(0, disk.f_bavail * disk.f_bsize - free)))


def imports():
    with Store(folder=SMALL, kind="sqlite") as s:
        s.run("init").must(0)
        s.run("unit", "import", s.file("a.csv", units("A", 500))).must(0)
        have, refused = s.count(), 0
        more = s.file("b.csv", units("B", 3000))
        # SQLite needs 32 KiB beside the file to open it at all
        filler(0)
        s.run("unit", "list", "--count").must(FULL, "Free space")
        for free in range(70_000, 700_000, 100_000):
            filler(free)
            done = s.run("unit", "import", more)
            if done.code == 0:
                break
            done.must(FULL, "disk is full", "Free space")
            refused += 1
            check(s.count() == have, f"{s.count()} units after a full disk, {have} before")
        check(refused > 1, "the disk never filled up")
        filler(ROOM)
        if done.code:
            s.run("unit", "import", more).must(0)
        check(s.count() == have + 3001, "the import does not go through afterwards")
        s.whole()

        # a settings change needs next to nothing, yet not nothing
        filler(0)
        done = s.run("setting", "set", "title", "Đầy")
        check(done.code in (0, FULL), "setting set", done.err)
        filler(70_000)
        check(s.count() == have + 3001, "reading on a full disk")
        filler(100_000)
        s.run("backup", os.path.join(SMALL, "b.db")).must(FULL, "b.db")
        s.run("copy", s.url, os.path.join(SMALL, "c.db")).must(FULL)
        left = [name for name in os.listdir(SMALL) if name.startswith(("b.db", "c.db"))]
        check(not left, f"left behind: {left}")
        s.run("init").must(4)
        other = Store(folder=os.path.join(os.environ["TMPDIR"]), kind="sqlite")
        filler(0)
        other.url = os.path.join(SMALL, "new.db")
        other.run("init").must(FULL)
        check(not os.path.exists(other.url), "an empty store is left behind")
        filler(ROOM)
        s.whole()


def sign_in(address):
    """The status of signing in: it writes a session."""
    kept = urllib.request.HTTPCookieProcessor()

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *unused):
            return None

    browser = urllib.request.build_opener(kept, Stay)
    page = browser.open(f"http://{address}/signin", timeout=60).read().decode()
    token = re.search(r'name="csrf" value="([^"]*)"', page)[1]
    form = urllib.parse.urlencode({"csrf": token, "login": "linh", "password": PASSWORD}).encode()
    try:
        return browser.open(f"http://{address}/signin", form, timeout=60).status
    except urllib.error.HTTPError as e:
        return e.code


def pages():
    """A server goes on when there is room again."""
    address = f"127.0.0.1:{free_port()}"
    with Store(folder=SMALL, kind="sqlite") as s:
        s.url = os.path.join(SMALL, "served.db")
        filler(ROOM)
        s.run("init", "--admin", "linh").must(0)
        p = s.start("serve", "--listen", address)
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://{address}/healthz", timeout=60)
                    break
                except OSError:
                    time.sleep(0.1)
            filler(0)
            for _ in range(3):
                status = sign_in(address)
                check(status == 507, f"signing in on a full disk gives {status}")
            filler(ROOM)
            status = sign_in(address)
            check(status == 303, f"signing in when there is room again gives {status}")
        finally:
            p.terminate()
            out, err = p.communicate(timeout=60)
        check(p.returncode == 0, f"serve ends with {p.returncode}", out, err)
        s.whole()


def output():
    """What is printed may not fit either."""
    with Store(kind="sqlite") as s:
        s.run("init").must(0)
        s.run("unit", "import", s.file("a.csv", units("A", 5000))).must(0)
        with open("/dev/full", "w", encoding="utf-8") as full:
            p = s.start("unit", "export")
            p.communicate()
            done = subprocess.run(p.args, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        check(done.returncode == FULL, "output to a full disk", done.stderr)
        check("output" in done.stderr, "output to a full disk", done.stderr)


def server():
    """The same where PostgreSQL keeps its tables."""
    if "--as-root" not in sys.argv:
        skip("only root can give PostgreSQL a small disk")
    filler(ROOM)
    os.chmod(os.environ["TMPDIR"], 0o755)
    place = os.path.join(SMALL, "tables")
    os.mkdir(place)
    shutil.chown(place, "postgres")
    with Cluster() as cluster, Store(kind="postgresql", server=cluster.url) as s:
        s.psql(f"CREATE TABLESPACE small LOCATION '{place}'")
        s.run("init").must(0)
        s.run("unit", "import", s.file("a.csv", units("A", 500))).must(0)
        for table in ("unit", "unit_fact", "journal"):
            s.psql(f"ALTER TABLE {table} SET TABLESPACE small")
        have, refused = s.count(), 0
        more = s.file("b.csv", units("B", 9000))
        for free in range(0, 5_000_000, 400_000):
            filler(free)
            done = s.run("unit", "import", more)
            if done.code == 0:
                break
            done.must(FULL, "disk is full", "Free space")
            refused += 1
            check(s.count() == have, f"{s.count()} units after a full disk, {have} before")
        check(refused > 1, "the disk never filled up")
        check(done.code == 0, "the import does not go through afterwards")
        check(s.count() == have + 9001, "half an import")
        s.whole()


if KIND == "sqlite":
    imports()
    pages()
    output()
else:
    server()
print("ok", KIND)
