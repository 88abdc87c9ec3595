"""post.py - what the tests of mail and chores share: a mail server that
keeps what it gets, and mails put into the outbox behind the program's back."""
import base64
import email
import email.header
import email.policy
import json
import os
import subprocess
import time

from fault import Store, check, fail, free_port, skip

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which has its aiosmtpd
NOW = 1772326800  # 2026-03-01T01:00:00Z
if not os.path.exists("/usr/bin/aiosmtpd"):
    skip("python3-aiosmtpd is not installed")


def instant(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Sink:
    """The mail server; its port stays the same when it starts again."""

    def __init__(self, folder):
        self.path, self.port, self.process = os.path.join(folder, "sink.jsonl"), free_port(), None

    def start(self, *tls):
        self.process = subprocess.Popen([SYSTEM_PYTHON, os.path.join(HERE, "sink.py"), self.path, str(self.port), *tls],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        check(self.process.stdout.readline().strip() == str(self.port), "the mail server does not start")
        return self

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process.stdout.close()
            self.process = None

    def mails(self):
        """What came in, as messages, with `rcpt` as the envelope said."""
        found = []
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as f:
                for line in f:
                    kept = json.loads(line)
                    m = email.message_from_string(kept["raw"], policy=email.policy.default)
                    m.rcpt = kept["to"]
                    found.append(m)
        return found

    def addresses(self):
        return sorted(m.rcpt[0] for m in self.mails())


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Office(Store):
    """A store whose mail goes to a sink."""

    def __init__(self, **how):
        super().__init__(**how)
        self.sink = Sink(self.folder)
        self.run("init", "--admin", "an", "--title", "Liên đoàn Đông").must(0)
        for name, value in (("smtp-url", f"smtp://127.0.0.1:{self.sink.port}"), ("mail-from", "tierwork@example.org"),
                            ("base-url", "https://work.example")):
            self.run("setting", "set", name, value).must(0)

    def write(self, address, subject="Nhắc việc", body="Đến hạn.\n", at=NOW):
        """A mail for the outbox, as an act leaves it there."""
        token = base64.b16encode(os.urandom(16)).decode().lower()
        self.sql("INSERT INTO mail (address, subject, body, token, state, tries, next_at, why, at) VALUES ("
                 f"{quoted(address)}, {quoted(subject)}, {quoted(body)}, '{token}', 'queued', 0, {at}, '', {at})")
        return token

    def tick(self, seconds=NOW):
        return self.run("--now", instant(seconds), "tick").must(0)

    def states(self):
        return dict(line.split("|") for line in
                    self.sql("SELECT state, COUNT(*) FROM mail GROUP BY state").splitlines())

    def close(self):
        self.sink.stop()
        super().close()


def until(what, held, seconds=20):
    """Waits for it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if held():
            return
        time.sleep(0.1)
    fail(f"not within {seconds} s: {what}")
