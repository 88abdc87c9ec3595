#!/usr/bin/env python3
"""Sets wapiti, sqlmap and slowhttptest on the demonstration store, in a network of its own that has nothing but
loopback, signed in as a member (the least role) and as a secretary (an ordinary one).

scan.py TIERWORK [wapiti] [sqlmap] [slow]    all of them, where none is named

Whatever is found above "info" must stand, with its reason, in the table of docs/security.md; else it fails.
"""
import csv
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "ba-chuyen-do-sang"  # of every account of the demonstration
NOW = "2026-11-12T03:00:00Z"    # on which its story ends
ROLES = {"member": "thanhvien", "secretary": "cuasong"}
COOKIE = "__Host-tierwork"
WAPITI_S, MODULE_S, SQLMAP_S, SLOW_S = 30, 20, 200, 25
MODULES = ("backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,"
           "shellshock,sql,xss")
CONNECTIONS, SECOND = 1000, 1.0
# What the addresses of the API take, where the demonstration has such a thing.
CODES = {"bodies": "SX-04-BCH", "people": "P6", "forms": "HTX-01", "entry": "SX-04-01", "check": "SX-04-01"}
SAMPLES = {"unit": "SX-04", "to": "cooperative", "under": "SX-04", "form": "HTX-01", "id": "1", "q": "song",
           "period": "2026-10", "at": "2026-11-01", "from": "0", "due": "2026-12-01", "call": "1", "rev": "0"}
APART = ("/signout", "/signin", "/sessions", "/settings/security", "/link/")


def alone():
    """Starts again in a network without a way out."""
    if os.environ.get("TIERWORK_ALONE"):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        with socket.socket() as s:
            s.settimeout(2)
            assert s.connect_ex(("192.0.2.1", 80)) != 0, "there is a way out"
        return
    os.environ["TIERWORK_ALONE"] = "1"
    os.execvp("unshare", ["unshare", "-rn", sys.executable, *sys.argv])


class Server:
    """The real program on a fresh demonstration store, as behind a proxy that speaks https."""

    def __init__(self, program, folder):
        self.program, self.folder = shutil.copy(program, folder / "tierwork"), folder
        self.env = dict(os.environ, TIERWORK_STORE=str(folder / "demo.db"), TIERWORK_PASSWORD=PASSWORD)
        self.run("demo")
        self.run("account", "add", ROLES["member"], "--role", "member", "--unit", "SX-04-10")
        self.run("setting", "set", "base-url", "https://127.0.0.1")
        self.routes = json.loads(self.run("--json", "routes"))
        self.start()

    def run(self, *words):
        return subprocess.run([self.program, "--now", NOW, *words], env=self.env, check=True, stdout=subprocess.PIPE,
                              text=True).stdout

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen([self.program, "--now", NOW, "serve", "--listen", "127.0.0.1:0"],
                                        env=self.env, stdout=subprocess.PIPE, stderr=self.log)
        self.port = int(re.search(rb":(\d+)$", self.process.stdout.readline().strip())[1])
        self.base = f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            raise SystemExit("the server did not end in order")
        self.log.close()

    def ask(self, path, body=None, cookies=""):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        c.request("POST" if body else "GET", path, body, {"Cookie": cookies, **kind})
        r = c.getresponse()
        text = r.read().decode()
        set_ = dict(v.split(";")[0].split("=", 1) for n, v in r.getheaders() if n == "Set-Cookie")
        c.close()
        return r.status, text, set_

    def status(self, method, path):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        c.request(method, path)
        status = c.getresponse().status
        c.close()
        return status

    def sign_in(self, login):
        """(Cookie header, token of its forms)"""
        _, page, form = self.ask("/signin")
        token = re.search('name="csrf" value="([^"]+)"', page)[1]
        sent = urllib.parse.urlencode({"login": login, "password": PASSWORD, "csrf": token})
        status, _, got = self.ask("/signin", sent, f"{COOKIE}-form={form[COOKIE + '-form']}")
        assert status == 303 and COOKIE in got, f"{login} cannot sign in: {status}"
        cookies = f"{COOKIE}={got[COOKIE]}"
        return cookies, json.loads(self.ask("/api/session", cookies=cookies)[1])["csrf"]

    def pattern(self, path):
        for r in self.routes:
            if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(r["path"])), path):
                return r["path"]
        return path


class Gate(http.server.ThreadingHTTPServer):
    """Stands between a tool and the server: adds the session, begins another where it was ended, keeps the tool from
    what would end it at once, and notes which routes were reached."""
    daemon_threads = True

    def __init__(self, server, login):
        super().__init__(("127.0.0.1", 0), Passing)
        self.server, self.login, self.reached, self.lock = server, login, {}, threading.Lock()
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.renew(None)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # the tool hung up

    def renew(self, old):
        with self.lock:
            if old is None or old == self.session:
                self.session = self.server.sign_in(self.login)
            return self.session

    def pass_on(self, method, path, headers, body):
        cookies, csrf = session = self.session
        sent = {n: v for n, v in headers.items() if n.lower() not in ("cookie", "host", "connection", "content-length")}
        if "X-CSRF-Token" in sent:
            sent["X-CSRF-Token"] = csrf
        c = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        c.request(method, path, body, {**sent, "Cookie": cookies})
        r = c.getresponse()
        # the number of the request is all in which two answers to the same may differ
        data = re.sub(rb'("request":")[0-9a-f]{16}"', rb'\g<1>0000000000000000"', r.read())
        c.close()
        for value in r.headers.get_all("Set-Cookie") or []:
            if value.startswith(COOKIE + "="):  # it moved
                with self.lock:
                    self.session = (value.split(";")[0], csrf)
        if r.status == 401 or "/signin" in r.headers.get("Location", ""):
            self.renew(session)
        return r, data

    def note(self, method, path, status):
        key = f"{'POST' if method == 'POST' else 'GET'} {self.server.pattern(urllib.parse.unquote(path.split('?')[0]))}"
        with self.lock:
            self.reached.setdefault(key, set()).add(status)

    def report(self, what):
        known = {f"{r['method']} {r['path']}" for r in self.server.routes if not r["path"].startswith(APART)}
        done = {k for k, statuses in self.reached.items() if k in known and statuses & {200, 303}}
        print(f"   {what}: {len(known & set(self.reached))} of {len(known)} routes reached, "
              f"{len(done)} of them let in", flush=True)


class Passing(http.server.BaseHTTPRequestHandler):
    """One request through the gate."""
    protocol_version = "HTTP/1.1"

    def any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.split("?")[0]
        if path.startswith(APART) or path.startswith(tuple("/api" + a for a in APART)):
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        r, data = self.server.pass_on(self.command, self.path, self.headers, body or None)
        self.server.note(self.command, self.path, r.status)
        self.send_response_only(r.status, r.reason)
        for n, v in r.getheaders():
            if n.lower() not in ("connection", "content-length"):
                self.send_header(n, v)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_TRACE = any  # noqa: N815

    def log_message(self, *unused):
        pass


def run_tool(what, words, seconds, folder):
    """Ends it when its time is over, however it sees that itself."""
    began = time.monotonic()
    with open(folder / f"{what}.txt", "wb") as out:
        p = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                             env=dict(os.environ, HOME=str(folder)), start_new_session=True)
        try:
            p.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGINT)
            try:
                p.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(p.pid, signal.SIGKILL)
                p.wait()
    print(f"   {what}: {time.monotonic() - began:.0f} s", flush=True)


def wapiti(server, role, folder):
    gate = Gate(server, ROLES[role])
    report = folder / f"wapiti-{role}.json"
    words = ["wapiti", "-u", f"{gate.base}/", "--scope", "folder", "-m", MODULES, "-f", "json", "-o", str(report), "--max-scan-time", str(WAPITI_S), "--max-attack-time", str(MODULE_S),
             "--max-links-per-page", "60", "--max-files-per-dir", "12", "--max-parameters", "40", "-d", "5",
             "--flush-session", "--store-session", str(folder / f"session-{role}"),
             "--store-config", str(folder / "config"), "--no-bugreport", "-v", "1"]
    for r in server.routes:
        if r["method"] == "GET" and "{" not in r["path"] and not r["path"].startswith(APART):
            words += ["-s", gate.base + r["path"]]
    run_tool(f"wapiti-{role}", words, WAPITI_S + 16 * MODULE_S + 60, folder)
    gate.shutdown()
    if not report.exists():
        return [("wapiti", "no report")]
    found = json.loads(report.read_text(encoding="utf-8"))
    gate.report(f"wapiti as {role}")
    rows = []
    for kind in ("vulnerabilities", "anomalies"):
        for category, items in found[kind].items():
            for f in items:
                target = urllib.parse.urlsplit(f["path"]).path or "/"
                # it takes any answer but 401 and 403 for a way in
                if category == "Htaccess Bypass" and server.status(f["method"], target) == 405:
                    continue
                path = server.pattern(target)
                what = f.get("parameter") or ("" if "Forgery" in category else f["info"][:60])
                rows.append(("wapiti", f"{category}: {f['method']} {path} {what}".strip()))
    return rows


def requests(gate):
    """Each address of the API that takes anything, as sqlmap reads a log."""
    doc = json.loads(gate.server.ask("/api/openapi")[1])
    for path, methods in doc["paths"].items():
        if path.startswith(tuple("/api" + a for a in APART)):
            continue
        for method, op in methods.items():
            query = [p["name"] for p in op.get("parameters", []) if p["in"] == "query"]
            fields = {}
            for kind in op.get("requestBody", {}).get("content", {}).values():
                fields |= kind["schema"].get("properties", {})
            if not query and not fields and "{" not in path:
                continue
            # codes in the path are set upon, too: * marks them
            code = CODES.get(path.split("/")[2], SAMPLES["unit"])
            at = re.sub(r"\{(\w+)\}", lambda m, code=code: (SAMPLES["id"] if m[1] == "id" else code) + "*", path)
            if query:
                at += "?" + urllib.parse.urlencode({n: SAMPLES.get(n, "1") for n in query})
            body = urllib.parse.urlencode({n: SAMPLES.get(n, "1") for n in fields})
            lines = [f"{method.upper()} {at} HTTP/1.1", f"Host: {gate.base[7:]}"]
            if method == "post":
                lines += ["X-CSRF-Token: -", "Content-Type: application/x-www-form-urlencoded",
                          f"Content-Length: {len(body)}", "", body]
            yield "\n".join(lines)


def sqlmap(server, role, folder):
    gate = Gate(server, ROLES[role])
    line, log, n = "=" * 54, folder / f"sqlmap-{role}.log", 0
    with open(log, "w", encoding="utf-8") as f:
        for text in requests(gate):
            f.write(f"{line}\n10:00:00  {gate.base}  [127.0.0.1]\n{line}\n{text}\n\n\n{line}\n\n\n\n")
            n += 1
    out = folder / f"sqlmap-{role}"
    run_tool(f"sqlmap-{role}", ["sqlmap", "--ignore-stdin", "-l", str(log), "--batch", "--disable-coloring", "--output-dir", str(out),
                                "--results-file", str(folder / f"sqlmap-{role}.csv"), "--dbms", "SQLite",
                                "--technique", "BEUQ", "--skip", "User-Agent,Referer,Host,X-CSRF-Token",
                                "--timeout", "10", "--retries", "0", "--flush-session", "--skip-waf",
                                "--drop-set-cookie"], SQLMAP_S, folder)
    gate.shutdown()
    gate.report(f"sqlmap as {role}")
    said = (folder / f"sqlmap-{role}.txt").read_text(errors="replace")
    looked = len(re.findall(r"testing URL|testing connection to the target URL", said))
    print(f"   sqlmap as {role}: {n} addresses, {looked} set upon")
    rows = [] if looked >= n * 9 // 10 else [("sqlmap", f"only {looked} of {n} addresses were set upon")]
    results = folder / f"sqlmap-{role}.csv"
    if results.exists():
        with open(results, encoding="utf-8", newline="") as f:
            for r in csv.DictReader(f):
                if r.get("Technique(s)") and "false positive" not in r.get("Note(s)", ""):  # it tried again itself
                    path = server.pattern(urllib.parse.urlsplit(r["Target URL"]).path.replace("*", ""))
                    rows.append(("sqlmap", f"{path} {r['Parameter']} {r['Technique(s)']}"))
    return rows


class Prober(threading.Thread):
    """A normal request, again and again, each on a connection of its own."""

    def __init__(self, server):
        super().__init__()
        self.server, self.stop, self.worst, self.n, self.failed = server, False, 0.0, 0, 0

    def run(self):
        while not self.stop:
            began = time.monotonic()
            try:
                self.failed += self.server.ask("/signin")[0] != 200
            except OSError:
                self.failed += 1
            self.worst = max(self.worst, time.monotonic() - began)
            self.n += 1
            time.sleep(0.1)


def slow(server, folder):
    rows = []
    url = f"{server.base}/signin"
    big = f"{server.base}/static/tierwork.css"
    for what, words in (("heads", ["-H", "-u", url, "-i", "5", "-x", "24"]),
                        ("bodies", ["-B", "-u", url, "-i", "5", "-s", "8192", "-x", "10"]),
                        ("replies", ["-X", "-u", big, "-k", "3", "-n", "5", "-z", "32", "-w", "512", "-y", "1024"])):
        prober = Prober(server)
        prober.start()
        run_tool(f"slow {what}", ["slowhttptest", "-c", str(CONNECTIONS), "-r", "250", "-l", str(SLOW_S), "-p", "3",
                                  *words], SLOW_S + 30, folder)
        prober.stop = True
        prober.join()
        said = re.sub(r"\x1b\[[0-9;]*m", "", (folder / f"slow {what}.txt").read_text(errors="replace"))
        most = max([int(n) for n in re.findall(r"connected:\s+(\d+)", said)] or [0])
        print(f"   slow {what}: {most} at once, {prober.n} requests beside them, the longest {prober.worst:.3f} s")
        if prober.failed or prober.worst > SECOND:
            rows.append(("slowhttptest", f"{what}: {prober.failed} failed, {prober.worst:.2f} s"))
        if "NO" in re.findall(r"service available:\s+(YES|NO)", said):
            rows.append(("slowhttptest", f"{what}: not available"))
        if most < CONNECTIONS // 2:
            rows.append(("slowhttptest", f"{what}: only {most} connections"))
    return rows


def components():
    """Libraries that are linked, and have an update waiting, by what this machine knows."""
    done = subprocess.run(["apt-get", "-s", "-qq", "upgrade"], capture_output=True, text=True, check=False)
    waiting = re.findall(r"^Inst (\S+) \[(\S+)\] \((\S+)", done.stdout, re.M)
    linked = subprocess.run(["ldd", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    names = {pathlib.Path(p).name for p in re.findall(r"=> (\S+)", linked)}
    owners = subprocess.run(["dpkg-query", "-S", *(f"*/{n}" for n in names)], capture_output=True, text=True, check=False)
    packages = {line.split(":")[0] for line in owners.stdout.splitlines()}
    late = [f"{n} {was} -> {new}" for n, was, new in waiting if n in packages]
    print(f"   {len(packages)} packages are linked, {len(late)} have an update waiting{': ' if late else ''}{', '.join(late)}")


def explained():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| (wapiti|sqlmap|slowhttptest) \| `([^`]+)` \|", page, re.M))


def scan(wanted, folder):
    server, rows = Server(sys.argv[1], folder), []
    try:
        for role in ROLES:
            if "wapiti" in wanted:
                rows += wapiti(server, role, folder)
            if "sqlmap" in wanted:
                rows += sqlmap(server, role, folder)
        if "slow" in wanted:
            rows += slow(server, folder)
        server.run("verify")
        server.stop()
    finally:
        server.process.kill()
    log = (folder / "log").read_text(errors="replace")
    rows += [("wapiti", f"the log: {line}") for line in log.splitlines() if re.search(r" st=5| err=", line)]
    return rows


def main():
    alone()
    wanted = sys.argv[2:] or ["wapiti", "sqlmap", "slow"]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tierwork-scan-"))
    began = time.monotonic()
    components()
    found = sorted(set(scan(wanted, folder)))
    known = explained()
    new = [f for f in found if f not in known]
    for tool, what in found:
        print(f"   {'NEW      ' if (tool, what) in new else 'explained'} {tool} | {what}")
    print(f"{len(found)} findings above info, {len(new)} not explained, {time.monotonic() - began:.0f} s")
    if new:
        print(f"what the tools said is in {folder}")
    else:
        shutil.rmtree(folder)
    sys.exit(len(new) > 0)


main()
