"""acts.py - the acts of a history: what each does to the model, and the
command that does it to the program. An act is a small dict, so that a history
can be kept, cut down and played again."""
import copy
import csv
import io
import json

import acts_calls
import days
from figures import (Book, Form, Indicator, Return, Version, shown)
from tree import Refused, TreeLog


class State:
    """The model after some acts."""

    def __init__(self):
        self.log, self.book = TreeLog(), None
        self.book = Book(self.log.build())
        self.ids = {}      # key of a reorganise act -> the program's ID
        self.numbers = {}  # key of a call -> the program's number
        self.undone = set()

    @property
    def tree(self):
        return self.book.tree

    def with_tree(self, act):
        """A copy whose tree has gone through one more act; the returns are
        shared until somebody changes them."""
        new = copy.copy(self)
        new.log = self.log.with_act(act)
        new.book = self.book.copy()
        self.tree.memo.clear()
        new.book.tree = copy.deepcopy(self.tree)
        apply_act(new.book.tree, act)
        return new

    def with_returns(self):
        new = copy.copy(self)
        new.book = self.book.copy()
        new.book.returns = dict(self.book.returns)
        new.book.desk = self.book.desk.copy()
        return new

    def with_calls(self):
        new = copy.copy(self)
        new.book = self.book.copy()
        new.book.desk = self.book.desk.copy()
        return new

    def follow(self, day):
        """Open calls go along with a tree that changed from a day on."""
        self.book.desk = self.book.desk.copy()
        self.book.desk.follow(self.tree, day, self.book.stands)


def apply_act(tree, act):
    act = copy.deepcopy(act)
    if act[0] == "import":
        tree.import_units(act[1], act[2])
    elif act[0] == "reorganise":
        tree.reorganise(act[2], act[3], act[1])
    else:
        tree.give_shares(act[2], act[1])


def csv_text(columns, rows):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(columns)
    w.writerows(rows)
    return out.getvalue()


def share_text(share):
    return "" if share is None else f"{share.numerator}/{share.denominator}"


def today(act):
    return act["today"]


# Each kind of act: model(state, act) gives the new state or raises Refused;
# command(state, act) gives (words, {file: text}).

def import_model(s, a):
    new = s.with_tree(("import", a["rows"], today(a)))
    new.follow(min(new.tree.units[r["code"]].since for r in a["rows"]))
    return new


def import_command(s, a):
    rows = [[r["code"], r["name"], r["kind"], r["parent"] or "",
             "" if r["from"] is None else days.iso(r["from"]),
             "" if r["until"] is None else days.iso(r["until"])]
            for r in a["rows"]]
    return ["unit", "import", "units.csv"], {"units.csv": csv_text(
        ["code", "name", "kind", "parent", "from", "until"], rows)}


def reorganise_model(s, a):
    new = s.with_tree(("reorganise", a["key"], a["ops"], a["on"]))
    for o in a["ops"]:
        if o["op"] in ("merge", "split", "close") and \
                s.book.holds_returns(o["code"], a["on"]):
            raise Refused(f"{o['code']} has returns")
    new.follow(a["on"])
    if new.book.overflows():
        raise Refused("overflow")
    return new


def reorganise_command(s, a):
    rows = [[o["op"], o["code"], o["name"] or "", o["kind"] or "",
             o["parent"] or "", o["into"] or "", share_text(o["share"])]
            for o in a["ops"]]
    return ["reorganise", "ops.csv", "--on", days.iso(a["on"]),
            "--decision", "No. " + str(a["key"])], {"ops.csv": csv_text(
                ["op", "code", "name", "kind", "parent", "into", "share"],
                rows)}


def touched(ops):
    return {o["code"] for o in ops}


def undo_model(s, a):
    act = s.log.find(a["key"])
    if act is None or a["key"] in s.undone:
        raise Refused("not there or taken back already", (3, 4, 6))
    for later in s.log.after(a["key"]):
        if touched(later[2]) & touched(act[2]):
            raise Refused("a later one touches the same units", (4,))
    new = copy.copy(s)
    new.log = s.log.without(a["key"])
    new.undone = s.undone | {a["key"]}
    new.book = s.book.copy()
    new.book.tree = new.log.build()
    for (_, unit, _), r in s.book.returns.items():
        if unit not in new.tree.units:
            raise Refused("a unit it created has returns", (4,))
    new.follow(act[3])
    if new.book.overflows():
        raise Refused("overflow")
    return new


def undo_command(s, a):
    return ["reorganise", "undo", str(s.ids.get(a["key"], 999999))], {}


def shares_model(s, a):
    if s.log.find(a["key"]) is None:
        raise Refused("no such reorganisation", (3, 4, 6))
    return s.with_tree(("shares", a["key"], a["rows"]))


def shares_command(s, a):
    return ["reorganise", "shares", str(s.ids.get(a["key"], 999999)),
            "shares.csv"], {"shares.csv": csv_text(
                ["code", "into", "share"],
                [[c, i, share_text(n)] for c, i, n in a["rows"]])}


def indicator_of(i):
    tree = i.get("tree")
    return Indicator(i["code"], i["type"], i.get("scale", 0), tree,
                     i.get("time", tree), i.get("of"))


def form_model(s, a):
    f = a["form"]
    new = copy.copy(s)
    new.book = s.book.copy()
    new.book.forms = copy.deepcopy(s.book.forms)
    form = new.book.forms.setdefault(f["code"], Form(f["code"], f["period"]))
    if form.kind != f["period"]:
        raise Refused("another kind of period")
    first = f.get("first")
    form.add(Version(days.period(first) if first else None,
                     set(f["answers"]),
                     [indicator_of(i) for i in f["indicators"]],
                     {i["code"] for i in f["indicators"]
                      if i.get("required")}))
    return new


def form_command(s, a):
    return ["form", "import", "form.json"], {
        "form.json": json.dumps(a["form"])}


def check_row(s, a, form, version, unit, cells):
    day = days.last_day(a["period"])
    fact = s.tree.fact(unit, day)
    if fact is None:
        raise Refused(f"{unit}: not alive", (3, 4, 6))
    if fact.kind not in version.answers:
        raise Refused(f"{unit}: does not answer")
    part = s.book.desk.asking(a["form"], unit, a["period"])
    if part and part.state == "waived":
        raise Refused(f"{unit} need not answer")
    given = dict(zip(a["columns"], cells))
    for code in version.required:
        if given.get(code) is None:
            raise Refused(f"{unit}: {code} is required")
    for code, v in given.items():
        if v is not None and not -2**63 <= v < 2**63:
            raise Refused("too large")
    return given


def sound_rows(s, a, form, version):
    """The rows that are taken: all, or with --partial those without fault."""
    taken, seen = [], set()
    for unit, cells in a["rows"]:
        try:
            if unit in seen:
                raise Refused("a unit twice")
            seen.add(unit)
            taken.append((unit, check_row(s, a, form, version, unit, cells)))
        except Refused:
            if not a["partial"]:
                raise
    return taken


def return_model(s, a):
    form = s.book.forms.get(a["form"])
    if form is None:
        raise Refused("no such form", (6,))
    if form.kind != a["period"][0]:
        raise Refused("another kind of period")
    version = form.version(a["period"])
    if version is None:
        raise Refused("before the form's first")
    known = {i.code for i in version.indicators if i.type != "ratio"}
    if not set(a["columns"]) <= known:
        raise Refused("no such indicator")
    new = s.with_returns()
    taken = sound_rows(s, a, form, version)
    if not taken:
        raise Refused("no row is sound", (0, 3))
    for unit, given in taken:
        key = (a["form"], unit, a["period"])
        r = copy.copy(new.book.returns.get(key) or Return())
        new.book.returns[key] = r
        r.version += 1
        if a["accept"]:
            r.accepted, r.accepted_version = given, r.version
            r.submitted = None
        else:
            r.submitted = given
        r.newest = given
    new.book.desk.moves(a["form"], [unit for unit, _ in taken], a["period"],
                        "accept" if a["accept"] else "submit")
    if a["accept"] and new.book.overflows():
        raise Refused("overflow")
    return new


def return_command(s, a):
    form = s.book.forms.get(a["form"])
    rows = []
    for unit, cells in a["rows"]:
        row = [unit]
        for code, v in zip(a["columns"], cells):
            ind = form and form.indicator(code)
            row.append("" if v is None else
                       shown(v, ind.scale if ind else 0))
        rows.append(row)
    words = ["return", "import", "returns.csv", "--form", a["form"],
             "--period", days.period_text(a["period"])]
    words += ["--accept"] * a["accept"] + ["--partial"] * a["partial"]
    return words, {
        "returns.csv": csv_text(["unit"] + a["columns"], rows)}


ACTS = {
    "import": (import_model, import_command),
    "reorganise": (reorganise_model, reorganise_command),
    "undo": (undo_model, undo_command),
    "shares": (shares_model, shares_command),
    "form": (form_model, form_command),
    "return": (return_model, return_command),
    **acts_calls.ACTS,
}
