"""redmine.py - a private Redmine of Debian's packages in a folder of its own, on loopback, for bench/documents.

Nothing of it is outside that folder: the program is copied there, with its own database, keys and logs. What is set
differs from Debian's defaults only in Redmine's favour: see CONFIG and start().
"""
import http.cookiejar
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = pathlib.Path("/usr/share/redmine")
DATABASE = """production:
  adapter: sqlite3
  database: {dir}/redmine.sqlite
  timeout: 10000
"""
# No line of the log per request, and what is kept between requests kept in memory rather than in files.
CONFIG = """config.log_level = :warn
config.cache_store = :memory_store
"""


def missing():
    """What must be installed for it, or None."""
    if not SOURCE.is_dir():
        return "Redmine is not installed here: apt-get install redmine redmine-sqlite puma"
    for program in ("puma", "rake", "ruby", "sqlite3"):
        if not shutil.which(program):
            return f"{program} is not installed here"
    return None


class Redmine:
    def __init__(self, folder, port, password):
        self.dir, self.port, self.password = folder, port, password
        self.app = folder / "app"
        self.base = f"http://127.0.0.1:{port}"
        self.env = {**os.environ, "REDMINE_INSTANCE": "bench", "RAILS_ENV": "production", "REDMINE_LANG": "en",
                    "MALLOC_ARENA_MAX": "2"}
        self.process = self.key = None
        self.facts = {}

    def _run(self, *command, **env):
        done = subprocess.run(command, cwd=self.app, env={**self.env, **env}, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=open(self.dir / "setup.log", "a"), check=True)
        return done.stdout

    def make(self, tasks):
        """A fresh one with so many tasks in one project."""
        shutil.rmtree(self.dir, ignore_errors=True)
        shutil.copytree(SOURCE, self.app, ignore=lambda d, names: ["instances"] if d == str(SOURCE) else [])
        instance = self.app / "instances" / "bench"
        for part in ("config", "log", "tmp", "files"):
            (instance / part).mkdir(parents=True)
        database = DATABASE.format(dir=self.dir)
        (instance / "config" / "database.yml").write_text(database)
        (instance / "config" / "secret_key.txt").write_text(secrets.token_hex(64))
        (self.app / "config" / "database.yml").write_text(database)
        (self.app / "config" / "additional_environment.rb").write_text(CONFIG)
        gems = self.app / "Gemfile"
        gems.write_text(gems.read_text().replace("/usr/share/redmine/{config", f"{self.app}/{{config"))
        self._run("rake", "db:migrate")
        # as Tierwork's store: readers do not wait for who writes, and each commit is on the disk (synchronous FULL)
        self._run("sqlite3", str(self.dir / "redmine.sqlite"), "PRAGMA journal_mode = WAL")
        self._run("rake", "redmine:load_default_data")
        out = self._run("bin/rails", "runner", str(HERE / "redmine.rb"), TASKS=str(tasks), PASSWORD=self.password)
        for line in out.splitlines():
            name, _, value = line.partition(" ")
            if name.startswith("redmine."):
                self.facts[name[8:]] = value
        self.key, self.person = self.facts.pop("key"), int(self.facts.pop("person"))
        self.facts["puma"] = self._run("puma", "--version").split()[-1]

    def start(self):
        """One process with five threads: Ruby runs one of them at a time, and a second process would double the
        memory and help nobody who asks alone. MALLOC_ARENA_MAX keeps the memory of threads down. Without YJIT: that
        of Ruby 3.1 took 8 % less time for the list, more for what is made, and 290 MB more memory."""
        self.process = subprocess.Popen(
            ["puma", "-e", "production", "-w", "0", "-t", "5:5", "-b", f"tcp://127.0.0.1:{self.port}"], cwd=self.app,
            env=self.env, stdin=subprocess.DEVNULL, stdout=open(self.dir / "puma.log", "w"),
            stderr=subprocess.STDOUT)
        for _ in range(600):
            time.sleep(0.1)
            try:
                urllib.request.urlopen(self.base + "/login", timeout=10).read()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
        raise RuntimeError(f"puma does not answer; see {self.dir}/puma.log")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def cookie(self):
        """Signs in as a browser does; the Cookie header from then on."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        form = browser.open(self.base + "/login").read().decode()
        token = re.search(r'name="authenticity_token" value="([^"]+)"', form)[1]
        browser.open(self.base + "/login", urllib.parse.urlencode(
            {"authenticity_token": token, "username": "admin", "password": self.password}).encode())
        return "; ".join(f"{c.name}={c.value}" for c in jar)
