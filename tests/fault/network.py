#!/usr/bin/env python3
"""What a server meets on the open network: each gets its status, and nobody else notices.

network.py TIERWORK    makes a store in a temporary folder, serves it, and ends it
"""
import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

TIERWORK = sys.argv[1]
PASSWORD = "Lúa xanh 2026"
failures = []


def check(what, ok, got=""):
    print(("ok   " if ok else "FAIL ") + what + ("" if ok else f": {got!r}"), flush=True)
    if not ok:
        failures.append(what)


class Server:
    def __init__(self, folder, *settings):
        self.env = dict(os.environ, TIERWORK_STORE=str(folder / "store.db"), TIERWORK_PASSWORD=PASSWORD)
        self.run("init", "--admin", "an")
        for name, value in settings:
            self.run("setting", "set", name, value)
        self.log = open(folder / "log", "wb")
        self.start()

    def run(self, *words):
        subprocess.run([TIERWORK, *words], env=self.env, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        self.process = subprocess.Popen([TIERWORK, "serve", "--listen", "127.0.0.1:0"], env=self.env,
                                        stdout=subprocess.PIPE, stderr=self.log)
        self.port = int(re.search(rb":(\d+)$", self.process.stdout.readline().strip())[1])

    def connect(self, timeout=40):
        s = socket.create_connection(("127.0.0.1", self.port), timeout)
        s.settimeout(timeout)
        return s

    def raw(self, data, timeout=40):
        """Sends bytes; gives back all that comes until the other side is silent or gone."""
        s = self.connect(timeout)
        got = b""
        try:
            s.sendall(data)
            while b"\r\n\r\n" not in got:
                more = s.recv(65536)
                if not more:
                    break
                got += more
        except OSError:
            pass
        s.close()
        return got

    def status(self, data):
        m = re.match(rb"HTTP/1\.[01] (\d+)", self.raw(data))
        return int(m[1]) if m else 0

    def get(self, path, method="GET", body=None, headers={}):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        c.request(method, path, body, headers)
        r = c.getresponse()
        r.text = r.read().decode()
        c.close()
        return r

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(30)


def malformed(s):
    host = b"Host: a\r\n"
    for what, data, want in [
        ("no HTTP at all is refused", b"hello\r\n\r\n", (400, 0)),
        ("HTTP/9 is refused", b"GET / HTTP/9.9\r\n" + host + b"\r\n", (400, 505, 0)),
        ("a header without a colon is refused", b"GET /signin HTTP/1.1\r\n" + host + b"broken\r\n\r\n", (400, 0)),
        ("a negative length is refused", b"POST /signin HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n", (400, 0)),
        ("a length beside chunks is refused", b"POST /signin HTTP/1.1\r\n" + host + b"Content-Length: 4\r\n"
         b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", (400,)),
        ("two lengths are refused",
         b"POST /signin HTTP/1.1\r\n" + host + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\na=bc", (400,)),
        ("no Host is refused", b"GET /signin HTTP/1.1\r\n\r\n", (400,)),
        ("a whole address is no path", b"GET http://a/ HTTP/1.1\r\n" + host + b"\r\n", (400, 404)),
        ("PUT is not allowed", b"PUT /signin HTTP/1.1\r\n" + host + b"Content-Length: 0\r\n\r\n", (405,)),
        ("TRACE is not allowed", b"TRACE / HTTP/1.1\r\n" + host + b"\r\n", (405,)),
        ("a head of 100 kB is too large", b"GET / HTTP/1.1\r\n" + host + b"A: " + b"a" * 100000 + b"\r\n\r\n", (431,)),
        ("5,000 headers are too many", b"GET / HTTP/1.1\r\n" + host + b"A: a\r\n" * 5000 + b"\r\n", (431,)),
        ("an address of 100 kB is too long", b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + host + b"\r\n", (414, 431)),
        ("a body of 2 MB is too large", b"POST /signin HTTP/1.1\r\n" + host + b"Content-Length: 2000000\r\n\r\n", (413,)),
        ("a body of 10^30 bytes is too large",
         b"POST /signin HTTP/1.1\r\n" + host + b"Content-Length: 1" + b"0" * 30 + b"\r\n\r\n", (400, 413)),
        ("chunks of 2 MB are too large", b"POST /signin HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\n"
         + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 32 + b"0\r\n\r\n", (413,)),
        ("broken chunks are refused",
         b"POST /signin HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", (400, 0)),
    ]:
        got = s.status(data)
        check(what, got in want, got)
    check("and pages are answered still", s.get("/signin").status == 200)


def good_manners(s):
    r = s.get("/signin", "HEAD")
    check("HEAD has the length and no body", r.status == 200 and int(r.headers["Content-Length"]) > 500 and not r.text)
    c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=10)
    for _ in range(3):
        c.request("GET", "/healthz")
        r = c.getresponse()
        r.read()
    check("one connection takes many requests", r.status == 200)
    c.close()
    page = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"
    got = s.raw(page + b"Connection: close\r\n\r\n")
    check("a reply ends as asked", b"200 OK" in got and b"close" in got.lower(), got[:200])


def proxy(s):
    head = {"X-Forwarded-For": "10.9.9.9, 192.0.2.7", "X-Forwarded-Proto": "https"}
    r = s.get("/signin", headers=head)
    check("behind the proxy cookies are for https alone",
          "__Host-tierwork-form=" in r.headers["Set-Cookie"] and "; Secure" in r.headers["Set-Cookie"],
          r.headers["Set-Cookie"])
    check("and browsers are told to keep to it", "max-age" in (r.headers["Strict-Transport-Security"] or ""))
    check("metrics are not shown through the proxy", s.get("/metrics", headers=head).status == 404)
    r = s.get("/signin")
    check("without it they are not", "Secure" not in r.headers["Set-Cookie"], r.headers["Set-Cookie"])
    check("nor is https asked for where there is none", r.headers["Strict-Transport-Security"] is None)
    check("no other site may read a page", not any(n.startswith("Access-Control") for n in r.headers))
    evil = s.get("/nothing", headers={"Host": "evil.example"})
    check("the host that a request names is used for nothing", "evil" not in evil.text + str(evil.headers))
    forged = s.get("/signin", headers={"X-Forwarded-For": "x\" st=200 account=1, 1.2.3.4\" a=\"b"})
    check("an address that is none is not written down", forged.status == 200)
    for path in ("/link/kAlHbEDu", "/link/kAlHbEDu/", "/%6cink/kAlHbEDu", "//link/kAlHbEDu?x=kAlHbEDu", "/api/link/kAlHbEDu"):
        s.get(path)
    check("metrics are shown on this machine", s.get("/metrics").status == 200)


def slow_clients(s):
    """500 connections that dribble a head do not keep anybody out, and are hung up on."""
    slow = [s.connect() for _ in range(500)]
    began, ended = time.monotonic(), None
    for c in slow:
        c.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        c.settimeout(0)
    worst = 0
    while time.monotonic() - began < 25 and ended is None:
        at = time.monotonic()
        status = s.get("/signin").status
        worst = max(worst, time.monotonic() - at)
        if status != 200:
            break
        open_ones = 0
        for c in slow:
            try:
                c.send(b"A: a\r\n")
                open_ones += c.recv(1) != b""
            except BlockingIOError:
                open_ones += 1
            except OSError:
                pass
        if not open_ones:
            ended = time.monotonic() - began
        time.sleep(0.5)
    for c in slow:
        c.close()
    check("pages are answered beside slow clients", worst < 5, worst)
    check("slow clients are hung up on", ended is not None and ended < 20, ended)


def slow_body(s):
    """A body that never comes ends the connection; nothing is answered for it."""
    c = s.connect()
    c.sendall(b"POST /signin HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\na=")
    began = time.monotonic()
    try:
        while time.monotonic() - began < 40 and c.recv(100):
            pass
    except OSError:
        pass
    check("a body that does not come is not waited for", time.monotonic() - began < 35, time.monotonic() - began)


def ends_in_order(s):
    """Told to stop, it answers what was asked (a sign-in takes a while), and takes nothing new."""
    page = s.get("/signin")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    csrf = re.search('name="csrf" value="([^"]+)"', page.text)[1]
    body = f"csrf={csrf}&login=an&password=L%C3%BAa+xanh+2026"
    asked = [http.client.HTTPConnection("127.0.0.1", s.port, timeout=60) for _ in range(24)]
    for c in asked:
        c.request("POST", "/signin", body, {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
    time.sleep(0.5)
    got = []

    def read_all():
        for c in asked:
            try:
                got.append(c.getresponse().status)
            except (OSError, http.client.HTTPException) as e:
                got.append(e)
    reader = threading.Thread(target=read_all)
    reader.start()
    code = s.stop()
    reader.join()
    check("what was asked before the stop is answered", got == [303] * 24, got)
    check("the stop is in good order", code == 0, code)
    try:
        s.connect().close()
        check("nobody listens any more", False)
    except OSError:
        check("nobody listens any more", True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        s = Server(pathlib.Path(folder), ("trusted-proxy", "127.0.0.1"))
        try:
            malformed(s)
            good_manners(s)
            proxy(s)
            body = threading.Thread(target=slow_body, args=[s])
            body.start()
            slow_clients(s)
            body.join()
            ends_in_order(s)
        finally:
            s.process.kill()
            log = (pathlib.Path(folder) / "log").read_bytes()
        check("the log says who asked, and why one was refused",
              b" from=192.0.2.7 " in log and b" refused=missing" in log and b" from=? " in log)
        check("and nothing of a link that is good once", b"path=/link/{secret} " in log and b"kAlHbEDu" not in log)
        check("every line of it is a line of ours",
              all(re.match(rb"(t=\S+ )?unit=\w+ [ -~\x80-\xff]*$", line) for line in log.splitlines()), log[-2000:])
        check("the log has one line a request, and no secret",
              b"unit=http" in log and PASSWORD.encode() not in log and b"csrf=" not in log)
    sys.exit(len(failures) > 0)


main()
