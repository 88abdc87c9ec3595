"""door.py - a server on a store, and browsers that sign in there."""
import http.cookiejar
import re
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from fault import PASSWORD, check, free_port
from post import until


class Door:
    """`tierwork serve` on a store; closed, it must have ended well."""

    def __init__(self, store, *before):
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = store.start(*before, "serve", "--listen", f"127.0.0.1:{self.port}")
        until("the server to answer", self._answers)

    def _answers(self):
        try:
            return urllib.request.urlopen(f"{self.base}/healthz", timeout=5).status == 200
        except OSError:
            return False

    def __enter__(self):
        return self

    def __exit__(self, kind, *unused):
        self.process.send_signal(signal.SIGTERM)
        try:
            _, self.log = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        if kind:
            print("the server said:", self.log[-3000:], sep="\n")
        check(self.process.returncode == 0, "the server ended badly", self.log[-3000:])


class Browser:
    """Keeps cookies, follows redirects, sends the token of its last page."""

    def __init__(self, door):
        self.door, self.page, self.status, self.at = door, "", 0, ""
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def _open(self, path, data=None):
        request = urllib.request.Request(urllib.parse.urljoin(self.door.base, path), data, {"Accept-Language": "en"})
        try:
            r = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as e:
            r = e
        with r:
            self.status, self.at, self.page = r.status, r.url, r.read().decode()
        return self

    def get(self, path):
        return self._open(path)

    def post(self, path, **fields):
        token = re.search(r'name="csrf" value="([^"]*)"', self.page)
        fields = {"csrf": token[1] if token else "", **fields}
        return self._open(path, urllib.parse.urlencode(fields).encode())

    def sign_in(self, login, password=PASSWORD):
        self.get("/signin")
        return self.post("/signin", login=login, password=password)

    @property
    def is_in(self):
        return 'action="/signout"' in self.page
