#!/usr/bin/env python3
"""Clients that dribble: heads, bodies and replies that never come to an end, and more connections than there is room
for. Whoever asks in earnest is answered within a second all the while, and memory stays where the limits say.

slow.py TIERWORK    makes a store in a temporary folder, serves it, and ends it
"""
import http.client
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time

TIERWORK = os.path.abspath(sys.argv[1])
SANITIZED = b"san.so" in subprocess.run(["ldd", TIERWORK], stdout=subprocess.PIPE, check=True).stdout
SECOND = 10 if SANITIZED else 1  # s; instrumented code is slow
MANY, ROOM = 300, 4000           # connections; from the second on the server makes room
STRANGER, OTHER = "127.0.0.2", "127.0.0.3"
failures = []


def check(what, ok, got=""):
    print(("ok   " if ok else "FAIL ") + what + ("" if ok else f": {got!r}"), flush=True)
    if not ok:
        failures.append(what)


class Server:
    def __init__(self, folder):
        env = dict(os.environ, TIERWORK_STORE=str(folder / "store.db"), TIERWORK_PASSWORD="Lúa xanh 2026")
        subprocess.run([TIERWORK, "init", "--admin", "an"], env=env, check=True, stdout=subprocess.DEVNULL)
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen([TIERWORK, "serve", "--listen", "127.0.0.1:0"], env=env,
                                        stdout=subprocess.PIPE, stderr=self.log)
        self.port = int(re.search(rb":(\d+)$", self.process.stdout.readline().strip())[1])
        self.kept = self.connection()  # somebody's who came before all others

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(OTHER, 0))

    def dribble(self, what, small=False):
        s = socket.socket()
        if small:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        s.bind((STRANGER, 0))
        s.connect(("127.0.0.1", self.port))
        s.settimeout(5)
        try:
            s.sendall(what)
        except OSError:
            pass  # hung up on already
        s.setblocking(False)
        return s

    def worst(self, times=10):
        """The longest of some requests in turn, each by somebody new, and one by who was there before."""
        took = []
        for i in range(times):
            c = self.kept if i == 0 else self.connection()
            began = time.monotonic()
            c.request("GET", "/signin")
            status = c.getresponse().read() and 200
            took.append(time.monotonic() - began)
            if status != 200:
                return 99
            if i:
                c.close()
            time.sleep(0.05)
        return max(took)

    def metric(self, name):
        c = self.connection()
        c.request("GET", "/metrics")
        text = c.getresponse().read().decode()
        c.close()
        return int(re.search(rf"^{name} (\d+)$", text, re.M)[1])

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def over(s):
    """Whether the other side hung up."""
    try:
        while True:
            if not s.recv(65536):
                return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def answered_beside(server, what, held):
    worst = server.worst()
    check(f"{len(held)} {what}: others are answered within a second", worst < server.limit, worst)


def gone_after(what, held, seconds):
    began = time.monotonic()
    while time.monotonic() - began < seconds and not all(over(s) for s in held):
        time.sleep(0.5)
    left = sum(not over(s) for s in held)
    check(f"{what}: are hung up on", left == 0, left)
    for s in held:
        s.close()


def heads(server):
    held = [server.dribble(b"GET /signin HTTP/1.1\r\nHost: a\r\nX-A: b\r\n") for _ in range(MANY)]
    answered_beside(server, "heads that do not end", held)
    gone_after("heads that do not end", held, 15)


def bodies(server):
    """A little less than a megabyte each, and never the rest: together more than may be held."""
    head = b"POST /signin HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n"
    held = [server.dribble(head + b"a" * 1048000) for _ in range(MANY)]
    answered_beside(server, "bodies that do not end", held)
    limit = 256 + 150
    check("their memory is limited", SANITIZED or server.memory() < limit, server.memory())
    check("those beyond it were hung up on", any(over(s) for s in held))
    for s in held:
        s.close()


def replies(server):
    ask = b"GET /static/tierwork.js HTTP/1.1\r\nHost: a\r\n\r\nGET /api/openapi HTTP/1.1\r\nHost: a\r\n\r\n" * 4
    held = [server.dribble(ask, small=True) for _ in range(MANY)]
    began = time.monotonic()
    while server.metric("tierwork_queue_length") and time.monotonic() - began < 20:
        time.sleep(0.2)  # they are made first
    answered_beside(server, "replies that are not taken", held)
    check("what they hold is limited", server.metric("tierwork_connections_held_bytes") <= 256 << 20)
    for s in held:
        s.close()


def crowd(server):
    """More than there is room for, all from one address: they drive out each other."""
    before = server.metric("tierwork_connections_dropped_total")
    held = [server.dribble(b"GET / HTTP/1.1\r\n") for _ in range(ROOM + 300)]
    answered_beside(server, "connections from one address", held)
    check("no more are kept than there is room for", server.metric("tierwork_connections") <= ROOM + 96)
    check("room was made at their own cost",
          server.metric("tierwork_connections_dropped_total") - before >= 250)
    check("and who was there before was not hung up on", server.kept.sock is not None and not over_kept(server))
    for s in held:
        s.close()


def over_kept(server):
    try:
        server.kept.request("GET", "/healthz")
        return server.kept.getresponse().read() == b""
    except (OSError, http.client.HTTPException):
        return True


def main():
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files[1] < 2 * ROOM + 1000:
        print("SKIP fewer files may be open than connections are made")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder))  # which raises its own limit
        resource.setrlimit(resource.RLIMIT_NOFILE, (ROOM + 1000, files[1]))
        try:
            # a machine that is busy otherwise answers late without them, too
            server.limit = max(SECOND, 10 * server.worst(30))
            print(f"     at most {server.limit:.1f} s")
            for what in (heads, bodies, replies, crowd):
                what(server)
            server.process.terminate()
            check("it ends in order", server.process.wait(30) == 0)
        finally:
            server.process.kill()
    sys.exit(len(failures) > 0)


main()
