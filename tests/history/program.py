"""program.py - the real program: runs commands in a folder of its own and
keeps them as a script that plays the history again."""
import json
import os
import shlex
import subprocess
import tempfile


class Program:
    def __init__(self, binary, store):
        self.binary = os.path.abspath(binary)
        self.home = tempfile.mkdtemp(prefix="tierwork-history-")
        self.own_database = None
        self.store = store or os.path.join(self.home, "store.db")
        if store and store.startswith("postgres"):
            self._database(store)
        self.story = []

    def _database(self, base):
        """A database of its own on the server of the address."""
        name = os.path.basename(self.home).replace("-", "_")
        self.base, self.own_database = base, name.lower()
        self._psql(f'CREATE DATABASE "{self.own_database}"')
        head, question, options = base.partition("?")
        scheme, _, rest = head.partition("://")
        host = rest.partition("/")[0]
        self.store = f"{scheme}://{host}/{self.own_database}" + \
            question + options

    def _psql(self, sql):
        subprocess.run(["psql", "-q", "-d", self.base, "-c", sql],
                       check=True, stdout=subprocess.DEVNULL)

    def close(self):
        if self.own_database:
            self._psql(f'DROP DATABASE "{self.own_database}"')
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
            capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def json(self, words, now=None):
        """The view of a command that must do, or (code, error)."""
        code, out, err = self.run(["--json"] + words, now=now, keep=False)
        if code:
            return {"exit": code, "error": err.strip()}
        return json.loads(out)

    def script(self):
        """The commands so far, for sh."""
        lines = ["set -u", 'T="${TIERWORK:-tierwork} --store '
                 '${STORE:-story.db}"']
        for words, files in self.story:
            for name, text in files.items():
                lines.append(f"cat > {name} <<'EOF'\n{text.rstrip()}\nEOF")
            lines.append("$T " + shlex.join(words))
        return "\n".join(lines) + "\n"
