"""cascade.py - two clients answer one copy of a document at once, and answer
while it is replaced or recalled; some are killed in the middle: what was said
stands whole, and who came too late is told of the change."""
import json
import random

from fault import CONFLICT, KIND, Store, check, ends, kill_after, timed

N = 6
ROUNDS = 3
UNITS = "code,name,kind,parent,from,until\nA,Hội A,province,,2020-01-01,\n" + "".join(
    f"A-{i},Xã {i},commune,A,,\n" for i in range(N))
DUE = ("--due", "2099-12-31")


def add(s, subject):
    return s.run("document", "register", "--unit", "A", "--kind", "CT", "--date", "2026-03-01",
                 "--subject", subject).must(0).out.strip()


def ask(s, symbol):
    s.run("cascade", "issue", "--document", symbol, "--to", "commune", "--under", "A", "--expect", "carry-out",
          *DUE).must(0)


def answer(symbol, unit, words, *more):
    return ("cascade", "answer", "--document", symbol, "--unit", unit, "--words", words, *more)


def copy(s, symbol, unit):
    return json.loads(s.run("cascade", "show", "--document", symbol, "--unit", unit, "--json").must(0).out)


def said(s, symbol, unit):
    """What a unit said, in order: (words, names of the evidence); the run of
    versions has no gap, and no file hangs beside it."""
    c = copy(s, symbol, unit)
    check([o["version"] for o in c["story"]] == list(range(1, len(c["story"]) + 1)), f"{unit}: versions", str(c["story"]))
    check(not c["files"], f"{unit}: a file that no answer has", str(c["files"]))
    return [(o["words"], [f["name"] for f in o["files"]]) for o in c["story"] if o["words"]]


def evidence(s, name):
    return s.file(name, f"Biên bản {name}\n")


def together(s):
    """Two of one unit: both are kept where nothing is final; `done` twice is
    accepted once at most."""
    symbol = add(s, "Cùng lúc")
    ask(s, symbol)
    for i in range(ROUNDS):
        unit = f"A-{i}"
        words = [answer(symbol, unit, w, "--evidence", evidence(s, f"{w}{i}.txt")) for w in ("Một", "Hai")]
        codes, errors = ends(*(s.start(*w) for w in words))
        check(codes == [0, 0], f"two answers at once: {codes}", errors)
        check(sorted(said(s, symbol, unit)) == sorted((w, [f"{w}{i}.txt"]) for w in ("Một", "Hai")),
              "not both are kept, each with its file", str(said(s, symbol, unit)))
        s.run(*answer(symbol, unit, "Xong", "--done")).must(0)
        codes, errors = ends(*(s.start("cascade", "accept", "--document", symbol, "--unit", unit) for _ in "ab"))
        check(codes == [0, CONFLICT], f"accepted by two: {codes}", errors)
        check(copy(s, symbol, unit)["assignment_state"] == "accepted", "not accepted")


def killed(s):
    """An answer whose client dies is there with its file, or not at all."""
    symbol = add(s, "Giết")
    ask(s, symbol)
    chance = random.Random(5)
    took = timed(lambda: s.run(*answer(symbol, "A-0", "Đo", "--evidence", evidence(s, "do.txt"))).must(0))
    for i in range(ROUNDS * 2):
        have = said(s, symbol, "A-0")
        name = f"g{i}.txt"
        beside = s.start(*answer(symbol, "A-1", f"Bên {i}"))
        kill_after(s.start(*answer(symbol, "A-0", f"Giết {i}", "--evidence", evidence(s, name))),
                   took * chance.uniform(0.3, 1.2))
        codes, errors = ends(beside)
        check(codes == [0], "who answers beside it fails", errors)
        check(said(s, symbol, "A-0") in (have, have + [(f"Giết {i}", [name])]), "half an answer")
    check([w for w, _ in said(s, symbol, "A-1")] == [f"Bên {i}" for i in range(ROUNDS * 2)], "an answer beside is lost")


def change(s, what, symbol):
    if what == "recall":
        return ("document", "recall", symbol, "--reason", "Ban hành nhầm")
    return ("document", "replace", symbol, "--by", add(s, "Thay thế"), "--reason", "Thay thế",
            "--carry-on")


def changed(s, what):
    """Every unit answers while the document goes: an answer came before and
    is kept, or is refused and says what became of the document."""
    symbol = add(s, f"Bị {what}")
    ask(s, symbol)
    words = change(s, what, symbol)
    answers = [s.start(*answer(symbol, f"A-{i}", f"Lời {i}", "--evidence", evidence(s, f"c{i}.txt"))) for i in range(N // 2)]
    changing = s.start(*words)
    answers += [s.start(*answer(symbol, f"A-{i}", f"Lời {i}", "--evidence", evidence(s, f"c{i}.txt"))) for i in range(N // 2, N)]
    codes, errors = ends(changing)
    check(codes == [0], f"{what} beside answers: {codes}", errors)
    for i, p in enumerate(answers):
        error = p.communicate(timeout=240)[1]
        check(p.returncode in (0, CONFLICT), f"an answer beside {what}: {p.returncode}", error)
        check(p.returncode == 0 or symbol in error, "the refusal does not name the document", error)
        kept = [(f"Lời {i}", [f"c{i}.txt"])] if p.returncode == 0 else []
        check(whole(s, symbol, f"A-{i}", kept), f"A-{i}: lost or half", error)
    check(all(gone(s, symbol, f"A-{i}") for i in range(N)), f"still asked after {what}")
    s.run(*answer(symbol, "A-0", "Muộn")).must(CONFLICT, symbol)


def gone(s, symbol, unit):
    c = copy(s, symbol, unit)
    return c["assignment_state"] == "withdrawn" or c["call_state"] == "withdrawn"


def whole(s, symbol, unit, kept):
    return said(s, symbol, unit) == kept


def change_killed(s, what):
    """A change that is killed is made of the document and of all its copies,
    or of none."""
    chance = random.Random(len(what))
    took = 0.1
    for i in range(ROUNDS):
        symbol = add(s, f"Giết {what} {i}")
        ask(s, symbol)
        words = change(s, what, symbol)
        beside = s.start(*answer(symbol, "A-0", "Bên"))
        kill_after(s.start(*words), took * chance.uniform(0.2, 1.0))
        codes, errors = ends(beside)
        check(codes in ([0], [CONFLICT]), f"an answer beside a killed {what}: {codes}", errors)
        fates = {gone(s, symbol, f"A-{k}") for k in range(N)}
        check(len(fates) == 1, f"half of a {what}")
        late = s.run(*answer(symbol, "A-1", "Sau"))
        check(late.code == (CONFLICT if True in fates else 0), f"the copies and the document differ: {late.code}", late.err)
        if True not in fates:
            took = timed(lambda w=words: s.run(*w).must(0))


with Store() as store:
    store.run("init").must(0)
    store.run("unit", "import", store.file("u.csv", UNITS)).must(0)
    together(store)
    killed(store)
    for change_ in ("recall", "replace"):
        changed(store, change_)
        change_killed(store, change_)
    store.whole()
print("ok", KIND)
