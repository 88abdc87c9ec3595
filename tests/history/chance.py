"""chance.py - proposes the next act of a random history: mostly sound ones,
now and then one that must be refused."""
from fractions import Fraction

import days
from chance_calls import CallChance

KINDS = ["nation", "province", "district", "commune"]
SHARES = [[Fraction(1, 2)] * 2, [Fraction(1, 3), Fraction(2, 3)],
          [Fraction(2, 5), Fraction(3, 5)], [Fraction(1, 3)] * 3,
          [Fraction(1, 7), Fraction(2, 7), Fraction(4, 7)],
          [Fraction(999, 1000), Fraction(1, 1000)]]
MOST_UNITS = 45
WEIGHTS = {"return": 40, "reorganise": 24, "import": 4, "undo": 4,
           "shares": 4, "version": 2, "overflow": 1, "call": 60}  # of the acts


def op(what, code, **more):
    return {"op": what, "code": code, "name": None, "kind": None,
            "parent": None, "into": None, "share": None, **more}


class Chance(CallChance):
    def __init__(self, random, start, weights=()):
        self.r, self.start = random, start
        self.weights = {**WEIGHTS, **dict(weights)}
        self.codes = 0

    def code(self, letter):
        self.codes += 1
        return f"{letter}{self.codes}"

    # First acts: a tree and three forms.

    def first(self):
        since = self.start - 500
        rows = [self.row("TOP", "nation", None, since)]
        for p in range(3):
            province = self.code("p")
            rows.append(self.row(province, "province", "TOP"))
            for d in range(self.r.randint(1, 2)):
                district = self.code("d")
                rows.append(self.row(district, "district", province))
                for _ in range(self.r.randint(1, 4)):
                    rows.append(self.row(self.code("c"), "commune",
                                         district))
        self.r.shuffle(rows)
        yield {"act": "import", "rows": rows}
        for code, kind in (("M", "month"), ("Q", "quarter"), ("Y", "year")):
            yield {"act": "form", "form": self.form(code, kind)}

    def row(self, code, kind, parent, since=None, until=None):
        return {"code": code, "name": f"Unit {code}", "kind": kind,
                "parent": parent, "from": since, "until": until}

    def form(self, code, kind):
        inds = [{"code": "people", "type": "count", "tree": "sum",
                 "time": self.r.choice(["sum", "last", "mean", "max"])},
                {"code": "money", "type": "amount", "scale": 2,
                 "tree": "sum"}]
        for tree in ("mean", "min", "max", "none"):
            if self.r.random() < 0.8:
                inds.append(self.indicator(tree, tree))
        inds.append({"code": "each", "type": "ratio", "scale": 1,
                     "of": ["money", "people"]})
        for i in inds:
            i["title"] = {"vi": i["code"], "en": i["code"]}
        answers = self.r.sample(KINDS[1:], self.r.randint(1, 2))
        form = {"code": code, "title": {"vi": code, "en": code},
                "period": kind, "answers": sorted(set(answers) | {"commune"}),
                "indicators": inds}
        return form

    def indicator(self, code, tree):
        i = {"code": code, "type": "amount", "scale": self.r.randint(0, 4),
             "tree": tree}
        times = {"sum": ["sum", "mean", "min", "max", "last", "none"],
                 "mean": ["mean", "last", "min", "max", "none"],
                 "none": ["none", "last", "sum"]}
        if self.r.random() < 0.5:
            i["time"] = self.r.choice(times.get(tree, ["min", "max", "last",
                                                       "sum", "mean"]))
        i["title"] = {"vi": code, "en": code}
        return i

    # The next act.

    def propose(self, s, now):
        what = self.r.choices(list(self.weights), self.weights.values())[0]
        return getattr(self, "propose_" + what)(s, now)

    def propose_import(self, s, now):
        rows, living = [], s.tree.living(now) or list(s.tree.units)
        if len(living) > MOST_UNITS:
            return None
        for _ in range(self.r.randint(1, 3)):
            parent = self.r.choice(living + [r["code"] for r in rows])
            if self.r.random() < 0.03:
                parent = None
            since = until = None
            if self.r.random() < 0.6:
                since = now + self.r.randint(-400, 60)
            if self.r.random() < 0.2:
                until = now + self.r.randint(-100, 300)
            code = self.code("c") if self.r.random() < 0.97 else \
                self.r.choice(list(s.tree.units))
            rows.append(self.row(code, self.r.choice(KINDS[1:]), parent,
                                 since, until))
        self.r.shuffle(rows)
        return {"act": "import", "rows": rows}

    # Reorganisations.

    def propose_reorganise(self, s, now):
        on = now + self.r.choice([self.r.randint(-450, 0),
                                  self.r.randint(-40, 40),
                                  self.r.randint(0, 120)])
        if self.r.random() < 0.4:  # many decisions are for the same day
            on = days.first_day(days.period_at("quarter", on))
        living = [u for u in s.tree.living(on) if u != "TOP"]
        if not living:
            return None
        ops = []
        crowded = len(living) > MOST_UNITS
        for _ in range(self.r.choice([1, 1, 1, 2, 2, 3, 5])):
            what = self.r.choice(
                ["merge", "merge", "close"] if crowded else
                ["create", "rename", "retype", "move", "move", "merge",
                 "merge", "split", "split", "close"])
            unit = self.pick(s, living, what, on)
            ops += getattr(self, "op_" + what)(s, unit, living, ops, on)
        self.r.shuffle(ops)
        return {"act": "reorganise", "ops": ops, "on": on}

    def pick(self, s, living, what, on):
        if what not in ("merge", "split", "close") or self.r.random() < 0.1:
            return self.r.choice(living)
        free = [u for u in living if not s.book.holds_returns(u, on)]
        return self.r.choice(free or living)

    def created(self, ops):
        return [o["code"] for o in ops if o["op"] == "create"]

    def op_create(self, s, unit, living, ops, on):
        parent = self.r.choice([unit, "TOP"] + self.created(ops))
        if self.r.random() < 0.02:
            parent = None
        kind = self.r.choice(KINDS[1:]) if self.r.random() < 0.95 else \
            self.code("kind")
        return [op("create", self.code("n"), name="New", kind=kind,
                   parent=parent)]

    def op_rename(self, s, unit, living, ops, on):
        return [op("rename", unit, name=f"Renamed {self.code('r')}")]

    def op_retype(self, s, unit, living, ops, on):
        return [op("retype", unit, kind=self.r.choice(KINDS[1:]))]

    def op_move(self, s, unit, living, ops, on):
        return [op("move", unit, parent=self.r.choice(
            living + ["TOP"] + self.created(ops)))]

    def orphans(self, s, unit, to, ops, on):
        """Moves what is below a unit that ceases."""
        done = {o["code"] for o in ops}
        if self.r.random() < 0.05:
            return []
        return [op("move", c, parent=to) for c in s.tree.children(unit, on)
                if c not in done]

    def op_merge(self, s, unit, living, ops, on):
        into = self.r.choice(living + self.created(ops))
        more = []
        if self.r.random() < 0.4:
            more = self.op_create(s, self.r.choice(living), living, ops, on)
            into = more[0]["code"]
        more.append(op("merge", unit, into=into))
        return more + self.orphans(s, unit, into, ops + more, on)

    def op_split(self, s, unit, living, ops, on):
        shares = self.r.choice(SHARES)
        if self.r.random() < 0.4:
            shares = [None] * len(shares)
        if self.r.random() < 0.05:
            shares = [None] + list(shares[1:])
        if self.r.random() < 0.05:
            shares = [Fraction(1)]
        more, parts = [], []
        for _ in shares:
            if self.r.random() < 0.7:
                where = self.r.choice(living) if self.r.random() < 0.4 else \
                    s.tree.fact(unit, on).parent or "TOP"
                more.append(op("create", self.code("n"), name="Part",
                               kind=s.tree.fact(unit, on).kind,
                               parent=where))
                parts.append(more[-1]["code"])
            else:
                parts.append(self.r.choice(living))
        more += [op("split", unit, into=p, share=n)
                 for p, n in zip(parts, shares)]
        return more + self.orphans(s, unit, parts[0], ops + more, on)

    def op_close(self, s, unit, living, ops, on):
        above = s.tree.fact(unit, on).parent or "TOP"
        return [op("close", unit)] + self.orphans(s, unit, above, ops, on)

    def keys(self, s):
        return [a[1] for a in s.log.acts if a[0] == "reorganise"]

    def propose_undo(self, s, now):
        keys = self.keys(s)
        if not keys:
            return None
        key = keys[-1] if self.r.random() < 0.5 else self.r.choice(keys)
        if self.r.random() < 0.05 and s.undone:
            key = self.r.choice(sorted(s.undone))
        return {"act": "undo", "key": key}

    def propose_shares(self, s, now):
        splits = {}
        for l in s.tree.links:
            if l.share is None or self.r.random() < 0.02:
                splits.setdefault((l.act, l.unit), []).append(l.into)
        if not splits:
            return None
        (key, unit), parts = self.r.choice(sorted(splits.items()))
        left, rows = Fraction(1), []
        for i, into in enumerate(parts):
            share = left if i == len(parts) - 1 else \
                left * Fraction(self.r.randint(1, 9), 10)
            left -= share
            rows.append((unit, into, share))
        if self.r.random() < 0.05:
            rows = rows[1:]
        self.r.shuffle(rows)
        return {"act": "shares", "key": key, "rows": rows}

    # Forms and returns.

    def propose_version(self, s, now):
        if sum(len(f.versions) for f in s.book.forms.values()) > 12:
            return None
        f = self.r.choice(list(s.book.forms.values()))
        v = f.versions[-1]
        inds = [{"code": i.code, "type": i.type, "scale": i.scale,
                 "tree": i.tree, "time": i.time, "of": i.of,
                 "title": {"vi": i.code, "en": i.code}}
                for i in v.indicators]
        for i in inds:
            for name in [n for n in i if i[n] is None]:
                del i[name]
        for i in self.r.sample(inds, len(inds)):
            used = any(i["code"] in x.get("of", []) for x in inds)
            if not used and self.r.random() < 0.2 and len(inds) > 3:
                inds.remove(i)
        if self.r.random() < 0.6:
            inds.append(self.indicator(self.code("x"), self.r.choice(
                ["sum", "mean", "min", "max"])))
        if self.r.random() < 0.1:
            inds[0]["scale"] = inds[0].get("scale", 0) + 1
        kinds = sorted({f.kind for u in s.tree.units.values()
                        for f in u.facts})
        answers = sorted(set(self.r.sample(kinds, 1)) | {"commune"})
        form = {"code": f.code, "title": {"vi": f.code, "en": f.code},
                "period": f.kind, "answers": answers, "indicators": inds}
        if self.r.random() < 0.8:
            first = days.period_at(f.kind, now + self.r.randint(-200, 60))
            form["first"] = days.period_text(first)
        return {"act": "form", "form": form}

    def period(self, form, now):
        back = self.r.choice([20, 100, 200, 450])
        return days.period_at(form.kind, now - self.r.randint(-20, back))

    def propose_return(self, s, now):
        form = self.r.choice(list(s.book.forms.values()))
        period = self.period(form, now)
        if self.r.random() < 0.01:
            period = days.period_at("half", now)
        version = form.version(period)
        units = sorted(s.book.answering(form.code, period)) \
            if version else sorted(s.tree.units)
        if not units:
            return None
        units = self.r.sample(units, min(len(units), self.r.choice(
            [1, 1, 2, 5, 10, 40])))
        if self.r.random() < 0.08:
            units[0] = self.r.choice(sorted(s.tree.units) + ["nowhere"])
        codes = [i.code for i in (version or form.versions[-1]).indicators
                 if i.type != "ratio"]
        columns = codes if self.r.random() < 0.7 else self.r.sample(
            codes, self.r.randint(1, len(codes)))
        if self.r.random() < 0.01:
            columns = columns + ["unheard"]
        rows = [(u, [self.cell(form, c) for c in columns]) for u in units]
        return {"act": "return", "form": form.code, "period": period,
                "columns": columns, "rows": rows,
                "accept": self.r.random() < 0.85,
                "partial": self.r.random() < 0.3}

    def cell(self, form, code):
        if self.r.random() < 0.2:
            return None
        least = 0 if code == "people" else -3
        return self.r.choice([
            self.r.randint(least, 9), self.r.randint(least * 300, 999),
            self.r.randint(least * 10**8, 10**9)])

    def propose_overflow(self, s, now):
        a = self.propose_return(s, now)
        if a and "money" in a["columns"]:
            at = a["columns"].index("money")
            for _, cells in a["rows"]:
                cells[at] = self.r.choice([5 * 10**18, 2**63 - 1, -2**63,
                                           -4 * 10**18, 3 * 10**18])
        return a
