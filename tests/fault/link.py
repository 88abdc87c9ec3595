"""link.py - one link for a new password, used by two at once: one of them
gets the account, the other is told that the link was used."""
import http.client
import re
import signal
import threading
import urllib.parse

from fault import Store, check

ROUNDS = 6
WORDS = ["ruộng bậc thang mưa", "thuyền nan ngược dòng"]


class Server:
    def __init__(self, store):
        self.process = store.start("serve", "--listen", "127.0.0.1:0")
        self.port = int(self.process.stdout.readline().strip().rpartition(":")[2])

    def ask(self, path, fields=None, cookie=""):
        """Status, text and cookie of the answer."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = None if fields is None else urllib.parse.urlencode(fields)
        head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        c.request("GET" if body is None else "POST", path, body, head)
        r = c.getresponse()
        text = r.read().decode()
        c.close()
        return r.status, text, (r.getheader("Set-Cookie") or "").partition(";")[0]

    def form(self, path):
        """The token and the cookie that a form of this page is sent with."""
        status, text, cookie = self.ask(path)
        check(status == 200, f"{path}: {status}", text)
        return re.search(r'name="csrf" value="([^"]*)"', text)[1], cookie

    def sign_in(self, password):
        csrf, cookie = self.form("/signin")
        return self.ask("/signin", {"csrf": csrf, "login": "an", "password": password}, cookie)[0] == 303

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)
        check(self.process.returncode == 0, f"the server ends with {self.process.returncode}")


def use_at_once(server, link):
    """What each of two browsers is answered."""
    forms = [server.form(link) for _ in WORDS]
    answers = [None] * len(WORDS)
    start = threading.Barrier(len(WORDS))

    def use(i):
        csrf, cookie = forms[i]
        start.wait()
        answers[i] = server.ask(link, {"csrf": csrf, "new": WORDS[i], "again": WORDS[i]}, cookie)[:2]

    both = [threading.Thread(target=use, args=(i,)) for i in range(len(WORDS))]
    for t in both:
        t.start()
    for t in both:
        t.join()
    return answers


def main():
    with Store() as s:
        s.run("init", "--title", "A", "--admin", "root").must(0)
        s.run("account", "add", "an", "--role", "reporter").must(0)
        server = Server(s)
        for _ in range(ROUNDS):
            made = s.run("account", "reset", "an").must(0).out
            link = re.search(r"/link/[\w-]{43}", made)[0]
            answers = use_at_once(server, link)
            statuses = [a[0] for a in answers]
            check(sorted(statuses) == [303, 410], f"one link, two at once: {statuses}", *(a[1] for a in answers))
            won = statuses.index(303)
            check(server.sign_in(WORDS[won]), "who was first cannot sign in")
            check(not server.sign_in(WORDS[1 - won]), "who came second can sign in")
        server.end()
        used = int(s.sql("SELECT count(*) FROM link_once WHERE used_at IS NOT NULL"))
        check(used == ROUNDS, f"links used: {used}")
        s.whole()


main()
