"""fault.py - what the fault tests share: a store of its own on either
database, the real program on it, and what must hold after any accident."""
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

TIERWORK = os.path.abspath(sys.argv[1])
KIND = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
SERVER = os.environ.get("TIERWORK_TEST_PG", "")
PASSWORD = "a good pass phrase"

# exit codes, as enum err
BROKEN, USAGE, INVALID, CONFLICT = 1, 2, 3, 4
MISSING, BUSY, UNAVAILABLE, FULL, SCHEMA = 6, 7, 8, 9, 10


def skip(why):
    print("SKIP", why)
    sys.exit(77)


def fail(what, *more):
    print("FAIL", what, *more, sep="\n")
    sys.exit(1)


def check(held, what, *more):
    if not held:
        fail(what, *more)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ends(*processes):
    """Exit codes in order, and all errors."""
    said = [p.communicate(timeout=240)[1] for p in processes]
    return sorted(p.returncode for p in processes), "\n".join(said)


class Done:
    """How a command ended."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    def must(self, code, *texts):
        """Ended with this exit code, its error naming each text."""
        if self.code != code or any(t not in self.err for t in texts):
            fail(f"{' '.join(self.words)}: exit {self.code}, not {code}, or none of {texts}",
                 self.out[-2000:], self.err[-2000:])
        return self


class Store:
    """A store in a folder, or a database, of its own."""

    def __init__(self, folder=None, kind=KIND, server=SERVER):
        self.own = folder is None
        self.folder = folder or tempfile.mkdtemp(prefix="tierwork-fault-")
        self.kind, self.server, self.database = kind, server, None
        if kind == "sqlite":
            self.url = os.path.join(self.folder, "store.db")
            return
        if not server:
            skip("TIERWORK_TEST_PG names no server")
        self.database = os.path.basename(self.folder).replace("-", "_").lower()
        self.psql(f"CREATE DATABASE {self.database}", server)
        self.url = at_database(server, self.database)

    def psql(self, sql, url=None):
        done = subprocess.run(["psql", "-qAt", "-d", url or self.url, "-c", sql], capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL)
        check(done.returncode == 0, sql, done.stderr)
        return done.stdout.strip()

    def sql(self, text):
        """Runs SQL behind the program's back."""
        if self.kind != "sqlite":
            return self.psql(text)
        with sqlite3.connect(self.url) as db:
            rows = db.execute(text).fetchall()
        db.close()
        return "\n".join("|".join(map(str, r)) for r in rows)

    def start(self, *words):
        """The command, not waited for."""
        return subprocess.Popen([TIERWORK, "--store", self.url, *words], cwd=self.folder, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={**os.environ, "TIERWORK_PASSWORD": PASSWORD})

    def run(self, *words, timeout=240):
        p = self.start(*words)
        out, err = p.communicate(timeout=timeout)
        return Done(words, p.returncode, out, err)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def count(self):
        done = self.run("unit", "list", "--count")
        done.must(0)
        return int(done.out)

    def whole(self):
        """What must hold after any accident."""
        self.run("verify").must(0)
        if self.kind == "sqlite":
            check(self.sql("PRAGMA integrity_check") == "ok", "integrity_check")
            check(not self.sql("PRAGMA foreign_key_check"), "foreign_key_check")

    def close(self):
        if self.database:
            self.psql(f"DROP DATABASE {self.database} WITH (FORCE)", self.server)
        if self.own:
            shutil.rmtree(self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class Cluster:
    """A private PostgreSQL that a test may stop and start."""

    BIN = "/usr/lib/postgresql/15/bin"

    def __init__(self):
        if not os.path.exists(self.BIN):
            skip("PostgreSQL 15 is not installed")
        self.folder = tempfile.mkdtemp(prefix="tierwork-cluster-")
        os.chmod(self.folder, 0o755)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.data = os.path.join(self.folder, "data")
        self.port = free_port()
        self.url = f"postgresql://tierwork@127.0.0.1:{self.port}/postgres"
        self._postgres("initdb", "-U", "tierwork", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as f:
            f.write(f"listen_addresses = '127.0.0.1'\nport = {self.port}\n"
                    f"unix_socket_directories = '{self.folder}'\nfsync = off\n")
        self.start()

    def _postgres(self, program, *words):
        # initdb and postgres refuse root
        who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*who, os.path.join(self.BIN, program), "-D", self.data, *words], cwd="/",
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        check(done.returncode == 0, program, done.stderr)

    def start(self):
        self._postgres("pg_ctl", "-w", "-l", os.path.join(self.folder, "log"), "start")

    def stop(self, how="immediate"):
        self._postgres("pg_ctl", "-w", "-m", how, "stop")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.stop()
        shutil.rmtree(self.folder)


def at_database(server, name):
    head, question, options = server.partition("?")
    scheme, _, rest = head.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{name}{question}{options}"


def units(prefix, n, top=""):
    """A file of one unit and n below it; below `top` where given."""
    rows = ["code,name,kind,parent,from,until", f"{prefix},Tỉnh {prefix},province,{top},{'' if top else '2020-01-01'},"]
    rows += [f"{prefix}-{i},Xã {prefix} {i},commune,{prefix},," for i in range(n)]
    return "\n".join(rows) + "\n"


def kill_after(process, seconds):
    """Ends it as a power cut would; whether it was still running."""
    try:
        process.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def timed(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began
