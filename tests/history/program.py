"""program.py - the real program: runs commands in a folder of its own, asks
its server, and keeps the commands as a script that plays the history again."""
import http.cookiejar
import json
import os
import re
import shlex
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

PASSWORD = "a-password-for-histories"


class Program:
    def __init__(self, binary, store):
        self.binary = os.path.abspath(binary)
        self.home = tempfile.mkdtemp(prefix="tierwork-history-")
        self.own_database = self.server = None
        self.store = store or os.path.join(self.home, "store.db")
        if store and store.startswith("postgres"):
            self._database(store)
        self.story = []

    def _database(self, base):
        """A database of its own on the server of the address."""
        name = os.path.basename(self.home).replace("-", "_").lower()
        self.base, self.own_database = base, name
        self._psql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        head, question, options = base.partition("?")
        self.store = head.rpartition("/")[0] + "/" + name + question + options

    def _psql(self, sql):
        subprocess.run(["psql", "-q", "-d", self.base, "-c", sql],
                       check=True, stdout=subprocess.DEVNULL)

    def close(self):
        if self.server:
            self.server.close()
        if self.own_database:
            self._psql(f'DROP DATABASE "{self.own_database}" WITH (FORCE)')
        for name in os.listdir(self.home):
            os.unlink(os.path.join(self.home, name))
        os.rmdir(self.home)

    def run(self, words, files=(), now=None, keep=True):
        """(exit code, standard output, standard error)."""
        for name, text in dict(files).items():
            with open(os.path.join(self.home, name), "w",
                      encoding="utf-8") as f:
                f.write(text)
        if now:
            words = ["--now", now] + words
        if keep:
            self.story.append((words, dict(files)))
        done = subprocess.run(
            [self.binary, "--store", self.store] + words, cwd=self.home,
            env={**os.environ, "TIERWORK_PASSWORD": PASSWORD},
            capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def json(self, words, now=None):
        """The view of a command, or {"exit", "error"}."""
        code, out, err = self.run(["--json"] + words, now=now, keep=False)
        if code:
            return {"exit": code, "error": err.strip()}
        return json.loads(out)

    def serve(self, login):
        self.server = Server(self, login)

    def get(self, path, query):
        """The same from the server; what is missing is exit 6."""
        return self.server.get("/api" + path + "?" +
                               urllib.parse.urlencode(query))

    def script(self):
        """The commands so far, for sh."""
        lines = ["set -u", f"export TIERWORK_PASSWORD={PASSWORD}",
                 'T="${TIERWORK:-tierwork} --store ${STORE:-story.db}"']
        for words, files in self.story:
            for name, text in files.items():
                lines.append(f"cat > {name} <<'EOF'\n{text.rstrip()}\nEOF")
            lines.append("$T " + shlex.join(words))
        return "\n".join(lines) + "\n"


class Server:
    """Runs beside the commands that change the store under it."""

    def __init__(self, program, login):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = os.path.join(program.home, "server.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program.binary, "--store", program.store, "serve",
                 "--listen", f"127.0.0.1:{port}"], stdout=log, stderr=log)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self._sign_in(login)

    def _sign_in(self, login):
        for _ in range(300):
            try:
                page = self._read("/signin")
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        csrf = re.search(r'name="csrf" value="([^"]*)"', page).group(1)
        self._read("/signin", urllib.parse.urlencode(
            {"csrf": csrf, "login": login, "password": PASSWORD}).encode())

    def _read(self, path, body=None):
        with self.opener.open(self.url + path, body, timeout=60) as reply:
            return reply.read().decode()

    def get(self, path):
        try:
            return json.loads(self._read(path))
        except urllib.error.HTTPError as error:
            with error:
                why = error.read().decode()
            return {"exit": 6 if error.code == 404 else error.code,
                    "error": why}

    def close(self):
        """It must end in order; a sanitizer may say otherwise."""
        self.process.terminate()
        code = self.process.wait(timeout=60)
        if code:
            with open(self.log, encoding="utf-8", errors="replace") as f:
                raise RuntimeError(f"the server ended with {code}:\n" +
                                   f.read()[-4000:])
