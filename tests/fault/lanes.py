"""lanes.py - many act at once through two servers on one store: no entry is
lost or forked, lanes grow as they are needed, and the seals hold them."""
import http.client
import re
import threading
import time
import urllib.parse

from fault import KIND, PASSWORD, Store, check

PEOPLE, ACTS = 16, 12
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


class Browser:
    """One person, signed in."""

    def __init__(self, address, login):
        self.net = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=60)
        self.cookies = {}
        self.post("/signin", self.get("/signin"), login=login, password=PASSWORD)

    def ask(self, how, path, body=None):
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        self.net.request(how, path, body, head)
        r = self.net.getresponse()
        for key, value in r.getheaders():
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        return r.status, r.read().decode()

    def get(self, path):
        status, page = self.ask("GET", path)
        check(status == 200, f"GET {path}: {status}", page[-500:])
        return TOKEN.search(page)[1]

    def post(self, path, token, **fields):
        status, page = self.ask("POST", path, urllib.parse.urlencode({"csrf": token, **fields}))
        check(status == 303, f"POST {path}: {status}", page[-500:])


def act(browser):
    token = browser.get("/settings")
    for i in range(ACTS):
        browser.post("/settings/language", token, lang=("vi", "en")[i % 2])


with Store() as s:
    s.run("init").must(0)
    s.run("unit", "import", s.file("u.csv", "code,name,kind,parent,from,until\nVN,VN,country,,2020-01-01,\n")).must(0)
    for n in range(PEOPLE):
        s.run("account", "add", f"p{n}", "--role", "reporter", "--unit", "VN").must(0)
    before = int(s.sql("SELECT COUNT(*) FROM journal"))
    servers = [s.start("serve", "--listen", "127.0.0.1:0") for _ in range(2)]
    addresses = [p.stdout.readline().split()[1] for p in servers]
    people = [Browser(addresses[n % 2], f"p{n}") for n in range(PEOPLE)]
    threads = [threading.Thread(target=act, args=(b,)) for b in people]
    began = time.monotonic()
    for t in threads:
        t.start()
    s.run("journal", "seal").must(0)
    for t in threads:
        t.join()
    took = time.monotonic() - began
    s.run("journal", "seal").must(0)
    for p in servers:
        p.terminate()
        p.communicate(timeout=60)
    made = int(s.sql("SELECT COUNT(*) FROM journal WHERE act = 'account.lang'"))
    lanes = int(s.sql("SELECT COUNT(*) FROM journal_lane"))
    check(made == PEOPLE * ACTS, f"{made} entries of {PEOPLE * ACTS} acts")
    check(lanes == 1 if KIND == "sqlite" else 1 <= lanes <= 16, f"{lanes} lanes")
    s.whole()
    print("ok", KIND, f"{made} acts in {took:.1f} s through two servers, {lanes} lanes")
