"""tree.py - the model's tree of units through time. Naive on purpose: the
tree is always rebuilt from the list of the acts that made it, so that taking
a reorganisation back is forgetting it."""
import copy
from fractions import Fraction

from days import FOREVER


class Refused(Exception):
    """The program must refuse this act and change nothing."""

    def __init__(self, why, codes=(3, 4)):
        super().__init__(why)
        self.codes = codes


class Fact:
    """What holds of a unit from one day to another."""

    def __init__(self, since, until, parent, kind, name):
        self.since, self.until = since, until
        self.parent, self.kind, self.name = parent, kind, name


class Unit:
    def __init__(self, code, fact):
        self.code, self.facts = code, [fact]

    @property
    def since(self):
        return self.facts[0].since

    @property
    def until(self):
        return self.facts[-1].until


class Link:
    def __init__(self, unit, into, day, share, act):
        self.unit, self.into, self.day = unit, into, day
        self.share, self.act = share, act  # share None: unknown


class Tree:
    def __init__(self):
        self.units, self.links = {}, []
        self.changed = []  # (unit, day, act): what reorganisations did
        self.memo = {}     # answers, until the next act

    # Reading.

    def fact(self, code, day):
        u = self.units.get(code)
        for f in u.facts if u else ():
            if f.since <= day <= f.until:
                return f
        return None

    def alive(self, code, day):
        return self.fact(code, day) is not None

    def living(self, day):
        return [code for code in self.units if self.alive(code, day)]

    def path(self, code, day):
        """From the unit up to the top."""
        return self.once(("path", code, day), self._path, code, day)

    def _path(self, code, day):
        path = []
        while code is not None:
            if code in path:
                raise Refused("cycle")
            path.append(code)
            f = self.fact(code, day)
            if f is None:
                raise Refused("orphan")
            code = f.parent
        return path

    def children(self, code, day):
        return self.once(("children", day), self._children, day).get(code,
                                                                     [])

    def _children(self, day):
        found = {}
        for c in self.living(day):
            found.setdefault(self.fact(c, day).parent, []).append(c)
        return found

    def below(self, code, day):
        """The unit and all under it."""
        return self.once(("below", code, day), self._below, code, day)

    def _below(self, code, day):
        if not self.alive(code, day):
            return set()
        found = [code]
        for c in found:
            found.extend(self.children(c, day))
        return set(found)

    def once(self, key, function, *arguments):
        """Asked again before the next act, the answer is the same."""
        if key not in self.memo:
            self.memo[key] = function(*arguments)
        return self.memo[key]

    def links_out(self, code):
        return [l for l in self.links if l.unit == code]

    def links_in(self, code):
        return [l for l in self.links if l.into == code]

    def breaks(self):
        days = {f.since for u in self.units.values() for f in u.facts}
        days |= {u.until + 1 for u in self.units.values()
                 if u.until < FOREVER}
        return sorted(days)

    def check(self):
        """No orphan on any day, no cycle, no unit that never lives, nobody
        who takes over when it is not there."""
        for l in self.links:
            if not self.alive(l.into, l.day):
                raise Refused(f"{l.unit}: {l.into} is gone before")
        for u in self.units.values():
            for f in u.facts:
                if f.since > f.until:
                    raise Refused(f"{u.code}: ends before it begins")
                if f.parent is None:
                    continue
                p = self.units.get(f.parent)
                if p is None or p.since > f.since or p.until < f.until:
                    raise Refused(f"{u.code}: orphan under {f.parent}")
        for day in self.breaks():
            for code in self.living(day):
                self.path(code, day)

    # Acts.

    def import_units(self, rows, today):
        """rows: dicts of code, name, kind, parent, from, until; days are
        numbers, None where empty."""
        by_code = {r["code"]: r for r in rows}
        if len(by_code) != len(rows):
            raise Refused("a code twice")

        def since(code, seen=()):
            if code in seen:
                raise Refused("cycle")
            if code in by_code:
                r = by_code[code]
                if r["from"] is not None:
                    return r["from"]
                if r["parent"] is None:
                    return today
                return since(r["parent"], seen + (code,))
            if code not in self.units:
                raise Refused("no such parent")
            return self.units[code].since

        for r in rows:
            if r["code"] in self.units:
                raise Refused(f"{r['code']} exists")
            if not (r["code"] and r["name"] and r["kind"]):
                raise Refused("something is empty")
        sinces = {r["code"]: since(r["code"]) for r in rows}
        for r in rows:
            until = FOREVER if r["until"] is None else r["until"]
            self.units[r["code"]] = Unit(r["code"], Fact(
                sinces[r["code"]], until, r["parent"], r["kind"], r["name"]))
        self.memo.clear()
        self.check()

    def reorganise(self, ops, day, act):
        """ops: dicts of op, code, name, kind, parent, into, share."""
        fates = {}
        for o in ops:
            fates.setdefault(o["code"], []).append(o)
        for code, rows in fates.items():
            self._one_fate(code, rows)
        for code, rows in fates.items():
            if rows[0]["op"] == "create":
                self._create(rows[0], day)
        for code, rows in fates.items():
            if rows[0]["op"] in ("rename", "retype", "move"):
                self._change(code, rows, day)
        for code, rows in fates.items():
            if rows[0]["op"] in ("merge", "split", "close"):
                self._cease(code, rows, day, fates, act)
        self.changed += [(code, day, act) for code in fates]
        self.memo.clear()
        self.check()

    @staticmethod
    def _one_fate(code, rows):
        names = [o["op"] for o in rows]
        if set(names) <= {"rename", "retype", "move"}:
            if len(set(names)) < len(names):
                raise Refused(f"{code}: changed twice")
        elif set(names) != {"split"} and len(names) > 1:
            raise Refused(f"{code}: two fates")

    def _create(self, o, day):
        if o["code"] in self.units:
            raise Refused(f"{o['code']} exists")
        if not (o["name"] and o["kind"]):
            raise Refused("something is empty")
        self.units[o["code"]] = Unit(o["code"], Fact(
            day, FOREVER, o["parent"], o["kind"], o["name"]))

    def _known(self, code, day):
        u = self.units.get(code)
        if u is None or not u.since <= day <= u.until:
            raise Refused(f"{code}: not there on that day", (3, 4, 6))
        for unit, when, _ in self.changed:
            if unit == code and when > day:
                raise Refused(f"{code}: changed later")
        return u

    def _change(self, code, rows, day):
        u = self._known(code, day)
        last = u.facts[-1]
        if last.since < day:
            u.facts.append(Fact(day, last.until, last.parent, last.kind,
                                last.name))
            last.until = day - 1
        now = u.facts[-1]
        for o in rows:
            if o["op"] == "rename":
                now.name = o["name"]
            elif o["op"] == "retype":
                now.kind = o["kind"]
            else:
                now.parent = o["parent"]

    def _cease(self, code, rows, day, fates, act):
        u = self._known(code, day)
        if u.since >= day:
            raise Refused(f"{code}: begins on that day")
        if u.facts[-1].since >= day:
            raise Refused(f"{code}: changed on that day")
        u.facts[-1].until = day - 1
        if rows[0]["op"] == "close":
            return
        shares = [o["share"] for o in rows]
        if len(rows) == 1 and shares[0] is None:
            shares = [Fraction(1)]
        if None in shares and set(shares) != {None}:
            raise Refused(f"{code}: some shares given and some not")
        if None not in shares and (sum(shares) != 1 or min(shares) <= 0):
            raise Refused(f"{code}: shares do not add up to 1")
        if len({o["into"] for o in rows}) < len(rows):
            raise Refused(f"{code}: a part twice")
        for o, share in zip(rows, shares):
            fate = fates.get(o["into"], [{"op": ""}])[0]["op"]
            if fate in ("merge", "split", "close") or \
                    o["into"] == code or not self.alive(o["into"], day):
                raise Refused(f"{code}: {o['into']} is not there")
            self.links.append(Link(code, o["into"], day, share, act))

    def give_shares(self, rows, act):
        """rows: (code, into, share). Supplies missing shares only."""
        if not rows:
            raise Refused("no rows")
        splits = {}
        for code, into, share in rows:
            if into in splits.setdefault(code, {}):
                raise Refused("a part twice")
            splits[code][into] = share
        for code, parts in splits.items():
            links = [l for l in self.links_out(code) if l.act == act]
            if {l.into for l in links} != set(parts) or not links:
                raise Refused(f"{code}: not its parts", (3, 4, 6))
            if any(l.share is not None for l in links):
                raise Refused(f"{code}: has shares")
            if sum(parts.values()) != 1 or min(parts.values()) <= 0:
                raise Refused(f"{code}: shares do not add up to 1")
            for l in links:
                l.share = parts[l.into]


class TreeLog:
    """The acts that made the tree, in the order they were registered."""

    def __init__(self):
        self.acts = []  # ("import", rows, today), ("reorganise", id, ops,
        #                 day), ("shares", id, rows)

    def build(self):
        tree = Tree()
        for act in copy.deepcopy(self.acts):
            if act[0] == "import":
                tree.import_units(act[1], act[2])
            elif act[0] == "reorganise":
                tree.reorganise(act[2], act[3], act[1])
            else:
                tree.give_shares(act[2], act[1])
        return tree

    def with_act(self, act):
        log = TreeLog()
        log.acts = self.acts + [act]
        return log

    def without(self, act_id):
        log = TreeLog()
        log.acts = [a for a in self.acts
                    if a[0] == "import" or a[1] != act_id]
        return log

    def find(self, act_id):
        for a in self.acts:
            if a[0] == "reorganise" and a[1] == act_id:
                return a
        return None

    def after(self, act_id):
        """Reorganisations registered after this one and still standing."""
        found = False
        rest = []
        for a in self.acts:
            if a[0] == "reorganise":
                if found:
                    rest.append(a)
                found = found or a[1] == act_id
        return rest
