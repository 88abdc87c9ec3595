#!/usr/bin/env python3
"""What files on their way in and out may meet: they are never whole in memory, whoever is slow holds up
nobody, a full disk keeps nothing, and the bytes that go out are those that came in.

upload.py TIERWORK    makes a store in a temporary folder, serves it, and ends it
"""
import hashlib
import http.client
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import xlsx  # noqa: E402

TIERWORK = os.path.abspath(sys.argv[1])
PASSWORD = "Lúa xanh 2026"
MARK = "----upload"
PATH = "/entry/A/attachments?form=M&period=2026-01"
SANITIZED = b"libasan" in subprocess.run(["ldd", TIERWORK], stdout=subprocess.PIPE, check=True).stdout
OTHERS = [f"b{i}" for i in range(8)]
failures = []

UNITS = "code,name,kind,parent,from,until\nT,Top,federation,,2020-01-01,\nA,An,branch,T,,\n"
FORM = ('{"code": "M", "title": "M", "period": "month", "answers": "branch",'
        ' "indicators": [{"code": "n", "title": "N", "type": "count"}]}')


def check(what, ok, got=""):
    print(("ok   " if ok else "FAIL ") + what + ("" if ok else f": {got!r}"), flush=True)
    if not ok:
        failures.append(what)


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.env = dict(os.environ, TIERWORK_STORE=str(folder / "store.db"), TIERWORK_PASSWORD=PASSWORD,
                        TMPDIR=str(folder / "tmp"))
        (folder / "tmp").mkdir()
        (folder / "units.csv").write_text(UNITS)
        (folder / "form.json").write_text(FORM)
        self.run("init")
        self.run("unit", "import", str(folder / "units.csv"))
        self.run("form", "import", str(folder / "form.json"))
        for login in ("an", *OTHERS):
            self.run("account", "add", login, "--role", "reporter", "--unit", "A")
        self.process = None

    def run(self, *words):
        subprocess.run([TIERWORK, *words], env=self.env, check=True, stdout=subprocess.DEVNULL)

    def start(self, *before):
        self.process = subprocess.Popen([*before, TIERWORK, "serve", "--listen", "127.0.0.1:0"], env=self.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        restore_signals=False)  # SIGXFSZ: a write beyond --fsize only fails
        self.port = int(re.search(rb":(\d+)$", self.process.stdout.readline().strip())[1])
        self.sign_in("an")

    def sign_in(self, login):
        self.jar, self.csrf = {}, ""
        self.ask("GET", "/signin")
        self.ask("POST", "/signin", f"login={login}&password={PASSWORD.replace(' ', '+')}&csrf={self.csrf}".encode(),
                 "application/x-www-form-urlencoded")
        self.ask("GET", "/settings")

    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        check("the server ends in order", self.process.wait(30) == 0)

    def ask(self, method, path, body=None, kind=None):
        web = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie()}
        if kind:
            headers["Content-Type"] = kind
        web.request(method, path, body, headers)
        reply = web.getresponse()
        data = reply.read()
        for name, value in reply.getheaders():
            if name == "Set-Cookie":
                crumb, _, value = value.partition(";")[0].partition("=")
                self.jar[crumb] = value
        token = re.search(rb'name="csrf" value="([^"]*)"', data)
        self.csrf = token[1].decode() if token else self.csrf
        return reply.status, data

    def upload(self, content):
        return self.ask("POST", PATH, self.body(content), f"multipart/form-data; boundary={MARK}")

    def body(self, content, name="a.pdf"):
        return (f'--{MARK}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{self.csrf}\r\n--{MARK}\r\n'
                'Content-Disposition: form-data; name="file"; filename="' + name + '"\r\n\r\n').encode() + content + (
                    f"\r\n--{MARK}--\r\n".encode())

    def memory(self):
        """What the server holds for itself, in MB: not what the kernel keeps of files."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024

    def dribble(self, upto):
        """A file that never comes to its end."""
        s = socket.create_connection(("127.0.0.1", self.port), 30)
        body = self.body(b"%PDF-1.4\n" + bytes(1 << 20))
        s.sendall(f"POST {PATH} HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie()}\r\nContent-Length: {len(body)}\r\n"
                  f"Content-Type: multipart/form-data; boundary={MARK}\r\n\r\n".encode() + body[:upto])
        return s


def large(s):
    content = b"%PDF-1.4\n" + random.Random(7).randbytes((50 << 20) - 9)
    before = s.memory()
    began = time.monotonic()
    status, _ = s.upload(content)
    took = time.monotonic() - began
    check("50 MB come in", status == 303, status)
    after = s.memory()
    for _ in range(2):
        s.upload(content)
    print(f"     {took:.1f} s; {before:.1f} MB before, {after:.1f} after, {s.memory():.1f} after three")
    # SQLite's writer keeps up to 64 MB of pages, of whatever it wrote last
    check("memory does not grow with each", SANITIZED or s.memory() - before < 85)
    status, data = s.ask("GET", "/attachments/1")
    check("and go out the same",
          status == 200 and hashlib.sha256(data).digest() == hashlib.sha256(content).digest(), status)
    check("nothing stays in the temporary folder", not list((s.folder / "tmp").iterdir()))


def bombs(s):
    """What unpacks to much, in place of a return's workbook: said in words, and little room taken."""
    before = s.memory()
    for name in ("blanks", "text", "texts", "wide", "deep", "doctype", "parts"):
        path = s.folder / "bomb.xlsx"
        xlsx.BAD[name](path)
        began = time.monotonic()
        status, data = s.ask("POST", PATH.replace("attachments", "file"), s.body(path.read_bytes(), "a.xlsx"),
                             f"multipart/form-data; boundary={MARK}")
        took = time.monotonic() - began
        words = any(w.encode() in data for w in ("Tệp bảng tính", "The spreadsheet file"))
        check(f"{name} is refused in words", status == 422 and words and took < 10, (status, took))
    print(f"     {before:.1f} MB before, {s.memory():.1f} after")
    check("and takes little room", SANITIZED or s.memory() - before < 150)


def slow(s):
    held = [s.dribble(5000) for _ in range(4)]
    time.sleep(0.5)
    check("beyond four at once an account is told to wait", s.upload(b"%PDF-1.4\nshort")[0] == 429)
    s.sign_in(OTHERS[0])
    began = time.monotonic()
    status, _ = s.upload(b"%PDF-1.4\nshort")
    check("others come in while four dribble", status == 303 and time.monotonic() - began < 5, status)
    for login in OTHERS[1:]:
        s.sign_in(login)
        held += [s.dribble(100) for _ in range(4)]
    time.sleep(0.5)
    s.sign_in(OTHERS[0])
    check("beyond 32 at once all are told to wait", s.upload(b"%PDF-1.4\nshort")[0] == 503)
    for one in held:
        one.close()
    time.sleep(0.5)
    check("and comes in when they are gone", s.upload(b"%PDF-1.4\nshort")[0] == 303)


class Scanner(threading.Thread):
    """Answers as clamd does; whatever holds the word EVIL it knows."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        self.asked = 0

    def run(self):
        while True:
            try:
                c, _ = self.listener.accept()
            except OSError:
                return
            f = c.makefile("rwb")
            if f.read(10) != b"zINSTREAM\0":
                continue
            content = b""
            while size := int.from_bytes(f.read(4), "big"):
                content += f.read(size)
            self.asked += 1
            f.write(b"stream: Evil.Test FOUND\0" if b"EVIL" in content else b"stream: OK\0")
            f.flush()
            f.close()
            c.close()


def scanned(s):
    path = str(s.folder / "clamd")
    s.run("setting", "set", "clamd", path)
    check("without its scanner no file is taken", s.upload(b"%PDF-1.4\nshort")[0] == 503)
    scanner = Scanner(path)
    scanner.start()
    check("what the scanner finds clean is taken", s.upload(b"%PDF-1.4\n" + bytes(3 << 20))[0] == 303)
    status, data = s.upload(b"%PDF-1.4\n" + bytes(3 << 20) + b"EVIL")
    check("what it knows is refused, by its name", status == 422 and b"Evil.Test" in data, status)
    check("it looked at both", scanner.asked == 2, scanner.asked)
    scanner.listener.close()
    s.run("setting", "set", "clamd", "")
    check("where there is none, files are taken", s.upload(b"%PDF-1.4\nshort")[0] == 303)


def damaged(s):
    with sqlite3.connect(s.folder / "store.db") as db:
        db.execute("UPDATE file_part SET bytes = X'25504446' WHERE file = 1")
    db.close()
    done = subprocess.run([TIERWORK, "verify"], env=s.env, stderr=subprocess.PIPE, check=False)
    check("verify names a file that was changed",
          done.returncode == 4 and b"File 1 is not what it was when it came." in done.stderr, done.stderr)


def full(s):
    # as if the disk of the temporary folder were full at 8 MB
    status, data = s.upload(b"%PDF-1.4\n" + bytes(20 << 20))
    check("a disk that is full is said", status == 507, status)
    check("in words", "đã đầy".encode() in data or b"disk of the server is full" in data, data[-400:])
    check("a small file still comes in", s.upload(b"%PDF-1.4\nshort")[0] == 303)


with tempfile.TemporaryDirectory(prefix="tierwork-upload-") as name:
    s = Server(pathlib.Path(name))
    s.start()
    bombs(s)
    large(s)
    slow(s)
    scanned(s)
    s.stop()
    (pathlib.Path(name) / "full").mkdir()
    s = Server(pathlib.Path(name) / "full")
    s.start("prlimit", f"--fsize={8 << 20}", "--")
    full(s)
    s.stop()
    s.run("verify")
    damaged(s)
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
