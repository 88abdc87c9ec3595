#!/usr/bin/env python3
"""The database goes away while pages are served: they say so, and go on by themselves when it is back.

away.py TIERWORK    needs TIERWORK_TEST_PG; stands between the server and PostgreSQL and cuts the line
"""
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

TIERWORK, PG = sys.argv[1], os.environ.get("TIERWORK_TEST_PG")
if not PG:
    print("no TIERWORK_TEST_PG")
    sys.exit(77)
failures = []


def check(what, ok, got=""):
    print(("ok   " if ok else "FAIL ") + what + ("" if ok else f": {got!r}"), flush=True)
    if not ok:
        failures.append(what)


class Line:
    """Hands bytes on to the real server, until it is cut."""

    def __init__(self, to):
        self.to, self.up, self.open = to, True, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            a, _ = self.listener.accept()
            if not self.up:
                a.close()
                continue
            b = socket.create_connection(self.to)
            self.open += [a, b]
            for x, y in ((a, b), (b, a)):
                threading.Thread(target=self.copy, args=(x, y), daemon=True).start()

    @staticmethod
    def copy(a, b):
        try:
            while data := a.recv(65536):
                b.sendall(data)
        except OSError:
            pass
        for s in (a, b):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.up = False
        for s in self.open:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.open = []


def ask(port, path):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    c.request("GET", path, headers={"Accept-Language": "en"})
    r = c.getresponse()
    r.text = r.read().decode()
    c.close()
    return r


def story(port, line):
    check("pages are answered", ask(port, "/signin").status == 200)
    check("health is good", ask(port, "/healthz").status == 200)
    line.cut()
    for _ in range(12):  # every worker finds out for itself
        r = ask(port, "/signin")
        if r.status != 503:
            break
    check("without the database pages say so",
          r.status == 503 and "The database does not answer" in r.text and r.headers["Retry-After"], r.status)
    r = ask(port, "/api/nothing")
    check("what needs no database is answered", r.status == 404, r.status)
    r = ask(port, "/healthz")
    check("health is bad", r.status == 503 and '"unavailable"' in r.text, r.text)
    line.up = True
    began = time.monotonic()
    while ask(port, "/signin").status != 200 and time.monotonic() - began < 20:
        time.sleep(0.2)
    check("it goes on when the database is back", time.monotonic() - began < 20)
    got = {ask(port, "/signin").status for _ in range(20)}
    check("every worker does", got == {200}, got)
    check("health is good again", ask(port, "/healthz").status == 200)


def main():
    url = urllib.parse.urlsplit(PG)
    name = f"away_{os.getpid()}"
    line = Line((url.hostname, url.port or 5432))

    def sql(text):
        subprocess.run(["psql", "-q", PG, "-c", text], check=True)
    sql(f"CREATE DATABASE {name}")
    store = urllib.parse.urlunsplit(url._replace(netloc=f"{url.username}@127.0.0.1:{line.port}", path="/" + name))
    env = dict(os.environ, TIERWORK_STORE=store)
    subprocess.run([TIERWORK, "init"], env=env, check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryFile() as log:
        p = subprocess.Popen([TIERWORK, "serve", "--listen", "127.0.0.1:0"], env=env, stdout=subprocess.PIPE, stderr=log)
        try:
            story(int(re.search(rb":(\d+)$", p.stdout.readline().strip())[1]), line)
            p.send_signal(signal.SIGTERM)
            check("the stop is in good order", p.wait(30) == 0)
        finally:
            p.kill()
            p.wait()
            if failures:
                log.seek(0)
                print(log.read().decode()[-3000:])
            sql(f"DROP DATABASE {name} WITH (FORCE)")
    sys.exit(len(failures) > 0)


main()
