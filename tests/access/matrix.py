"""matrix.py - walks every route and every command as every role at three
places of the tree, and holds what happens against the written matrix.

matrix.py TIERWORK sqlite|postgresql [--show]

--show prints what happens instead of comparing it.
"""
import http.client
import json
import os
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "fault"))
from fault import KIND, PASSWORD, TIERWORK, Store, check, fail  # noqa: E402

NOW = "2026-11-12T03:00:00Z"
SHOW = "--show" in sys.argv
# not allowed; not there; refused for what was sent: the last is as good as done, unless `!` is wanted
BY_STATUS, BY_EXIT = {401: "-", 403: "-", 404: "?", 422: "!"}, {5: "-", 6: "?", 3: "!"}


class Matrix:
    """The file: roles, places, acts, and a row for each route and command."""

    def __init__(self, path):
        self.acts, self.rows = {}, {}
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] in ("roles", "places"):
                setattr(self, words[0], words[1:])
            elif words[0] == "act":
                check(len(words) == 2 + len(self.roles), f"line {n}: not one cell for each role")
                self.acts[words[1]] = "".join(words[2:])
            else:
                self.add(n, line)

    def add(self, n, line):
        """METHOD PATTERN | ACT | SAMPLE, or run COMMAND | ACT | SAMPLE"""
        parts = [p.strip() for p in line.split("|", 2)]
        check(len(parts) == 3 and parts[1] in self.acts, f"line {n}: no row with an act of the list: {line}")
        check(parts[0] not in self.rows, f"line {n}: {parts[0]} stands there twice")
        self.rows[parts[0]] = parts[1], parts[2]

    def accounts(self):
        return [f"{role}-{place}" for role in self.roles for place in self.places]


class Site:
    """The store as the matrix finds it, and a server on it; made again when something was changed."""

    def __init__(self, matrix):
        self.matrix, self.store, self.server = matrix, Store(), None
        self.seen, self.cookies, self.csrf = set(), {}, {}
        self.fill()
        self.start()
        for who in matrix.accounts():
            self.sign_in(who)
        self.upload()
        self.stop()
        self.keep()

    def run(self, *words):
        return self.store.run("--now", NOW, *words)

    def fill(self):
        """Plays matrix.sh: objects at the unit A, accounts above, at and beside it."""
        env = {"STORE": self.store.url, "TIERWORK": TIERWORK, "NOW": NOW, "TIERWORK_PASSWORD": PASSWORD}
        env["ACCOUNTS"] = " ".join(self.matrix.accounts())
        done = subprocess.run(["sh", "-eu", HERE / "matrix.sh"], cwd=self.store.folder, env={**os.environ, **env},
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        check(done.returncode == 0, "matrix.sh", done.stdout[-2000:], done.stderr[-2000:])
        self.store.sql("INSERT INTO mail (address, subject, body, token, state, tries, next_at, why, at) VALUES "
                       "('a@song-xanh.example', 'S', 'B', 't', 'failed', 7, 0, 'refused', 0)")

    # ---- made again ----

    def keep(self):
        if self.store.kind == "sqlite":
            shutil.copy(self.store.url, self.store.url + ".kept")
        else:
            self.store.psql(f"CREATE DATABASE {self.store.database}_kept TEMPLATE {self.store.database}", self.store.server)
        self.entries = self.journal()

    def again(self):
        serving = self.server is not None
        self.stop()
        if self.store.kind == "sqlite":
            for end in ("-wal", "-shm"):
                pathlib.Path(self.store.url + end).unlink(missing_ok=True)
            shutil.copy(self.store.url + ".kept", self.store.url)
        else:
            self.store.psql(f"DROP DATABASE {self.store.database} WITH (FORCE)", self.store.server)
            self.store.psql(f"CREATE DATABASE {self.store.database} TEMPLATE {self.store.database}_kept", self.store.server)
        if serving:
            self.start()

    def close(self):
        self.stop()
        if self.store.kind != "sqlite":
            self.store.psql(f"DROP DATABASE {self.store.database}_kept WITH (FORCE)", self.store.server)
        self.store.close()

    def journal(self):
        return int(self.store.sql("SELECT count(*) FROM journal"))

    # ---- the server ----

    def start(self):
        self.server = subprocess.Popen([TIERWORK, "--store", self.store.url, "--now", NOW, "serve", "--listen", "127.0.0.1:0"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=self.store.folder)
        line = self.server.stdout.readline()
        check(line.startswith("ready "), "the server does not start", line)
        self.port = int(line.strip().rpartition(":")[2])

    def stop(self):
        if self.server:
            self.server.terminate()
            check(self.server.wait(30) == 0, "the server did not end well")
            self.server = None

    def ask(self, method, target, body=None, headers=()):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request(method, target, body, dict(headers))
        answer = link.getresponse()
        text = answer.read().decode("utf-8", "replace")
        link.close()
        return answer, text

    def sign_in(self, who):
        answer, text = self.ask("GET", "/signin")
        jar = [c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie") or ()]
        token = re.search(r'name="csrf" value="([^"]*)"', text)[1]
        self.style = re.search(r'rel="stylesheet" href="([^"]*)"', text)[1]
        body = urllib.parse.urlencode({"csrf": token, "login": who, "password": PASSWORD})
        answer, text = self.ask("POST", "/signin", body, {"Cookie": "; ".join(jar), "Content-Type": "application/x-www-form-urlencoded"})
        check(answer.status == 303, f"{who} cannot sign in", text)
        self.cookies[who] = "; ".join(c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie") if "Max-Age=0" not in c)
        _, text = self.ask("GET", "/api/session", headers={"Cookie": self.cookies[who]})
        self.csrf[who] = json.loads(text)["csrf"]

    def upload(self):
        """A file beside the return that A is writing."""
        answer, text = self.send("reporter-at", "POST", "/entry/A/attachments?form=F&period=2026-02", "file=@note.txt")
        check(answer.status < 400, "the file is not taken", answer.status, text)

    def send(self, who, method, target, fields=""):
        """A request as the page sends it; of `nobody` without a cookie."""
        headers, body = {}, None
        if who != "nobody":
            headers["Cookie"] = self.cookies[who]
        if method == "POST":
            pairs = [f.partition("=")[::2] for f in shlex.split(fields)] + [("csrf", self.csrf.get(who, ""))]
            if any(v.startswith("@") for _, v in pairs):
                headers["Content-Type"] = "multipart/form-data; boundary=edge"
                body = "".join(f'--edge\r\nContent-Disposition: form-data; name="{k}"'
                               + (f'; filename="{v[1:]}"\r\n\r\nOne line.\n' if v.startswith("@") else f"\r\n\r\n{v}")
                               + "\r\n" for k, v in pairs) + "--edge--\r\n"
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urllib.parse.urlencode(pairs)
        return self.ask(method, target, body and body.encode(), headers)

    # ---- one answer ----

    def route(self, row, sample, who):
        method = row.split()[0]
        target, _, fields = sample.replace("{style}", self.style).partition(" ")
        answer, text = self.send(who, method, target, fields)
        where = answer.headers.get("Location", "")
        check(answer.status < 500, f"{row} as {who}: {answer.status}", text[-1500:])
        check(who == "nobody" or not where.startswith("/signin/again"), f"{row} as {who}: asked to sign in again")
        if who == "nobody" and where.startswith("/signin"):
            return "-"
        return BY_STATUS.get(answer.status, "+")

    def command(self, _row, sample, who):
        done = self.run("--as", who, *shlex.split(sample))
        check(done.code not in (1, 2), f"{sample} as {who}: exit {done.code}", done.err)
        return BY_EXIT.get(done.code, "+")


def walk(site, row, act, sample):
    """What happens, as the matrix writes it. Who may not is tried first: that must change nothing. Who may
    is tried on the store as it was, should somebody before have changed it."""
    one = site.command if row.startswith("run ") else site.route
    wanted = dict(zip(site.matrix.accounts(), site.matrix.acts[act]))
    looks = row.startswith("GET")
    got, fresh = {}, True

    def ask(who):
        seen = one(row, sample, who)
        return "+" if seen == "!" and wanted[who] == "+" else seen

    for who in sorted(wanted, key=lambda w: wanted[w] == "+"):
        got[who] = ask(who)
        if got[who] != wanted[who] == "+" and not fresh:
            site.again()
            got[who] = ask(who)
        fresh = looks or got[who] != "+"
        if wanted[who] != "+" and not looks and site.journal() != site.entries and not SHOW:
            fail(f"{row} as {who}: changed something")
    if not row.startswith("run ") and not act.startswith("anyone") and one(row, sample, "nobody") != "-":
        fail(f"{row}: open to somebody who is not signed in")
    if not looks and "+" in got.values():
        site.again()
    return "".join(got[w] for w in wanted)


def cells(text):
    return " ".join(text[i:i + 3] for i in range(0, len(text), 3))


def names(kind):
    """Every route, or every command, of the program."""
    done = subprocess.run([TIERWORK, "--json", kind], capture_output=True, text=True, check=True)
    if kind == "routes":
        return {f'{r["method"]} {r["path"]}' for r in json.loads(done.stdout)}
    return {f'run {c["command"]}' for c in json.loads(done.stdout)}


def main():
    matrix = Matrix(HERE / "matrix.txt")
    there = names("routes") | names("help")
    lacking, stale = sorted(there - set(matrix.rows)), sorted(set(matrix.rows) - there)
    check(SHOW or not lacking, "not in tests/access/matrix.txt:", *lacking)
    check(SHOW or not stale, "in tests/access/matrix.txt, but not in the program:", *stale)
    site, wrong = Site(matrix), []
    try:
        site.start()
        for row, (act, sample) in matrix.rows.items():
            if row not in there:
                continue
            if row.startswith("run "):
                if KIND != "sqlite":
                    break  # the same functions answered on this database above
                site.stop()
            got = walk(site, row, act, sample)
            if got != matrix.acts[act]:
                wrong.append(f"{row}: {act}\n  matrix {cells(matrix.acts[act])}\n  is     {cells(got)}")
                print(wrong[-1], flush=True)
    finally:
        site.close()
    check(not wrong, f"{len(wrong)} rows differ from tests/access/matrix.txt ({' '.join(matrix.roles)})")
    print(f"{len(matrix.rows)} routes and commands, {len(matrix.accounts())} accounts")


if __name__ == "__main__":
    main()
