"""look.py - questions to the program and to the model, and how their answers
are held against each other. A question is a tuple, so that it can be asked
again of a shorter history."""
import days
from acts import share_text
from calls import day_end


class Difference(Exception):
    def __init__(self, why, query=None):
        super().__init__(why)
        self.query = query

    def title(self):
        """What makes two differences the same one."""
        return str(self).splitlines()[0]


def tree_words(at):
    if at is None:
        return []
    return ["--tree", "today" if at == "today" else days.iso(at)]


def ask(program, act, what, unit, at, **about):
    """The same question to the server, where one runs, or by a command. A
    server's today is not that of a history."""
    if program.server and at != "today":
        if at is not None:
            about["tree"] = days.iso(at)
        path = "figures" if what == "figure" else what
        return program.get(f"/units/{unit}/{path}", about)
    words = [what, "--unit", unit]
    for name, value in about.items():
        words += ["--" + name, value]
    return program.json(words + tree_words(at), now=act_now(act))


def as_day(at, act):
    return act["today"] if at == "today" else at


def same(found, wanted, where, query):
    if found != wanted:
        raise Difference(f"{where}\n  program: {found}\n  model:   {wanted}",
                         query)


def row_text(row):
    return " ".join(f"{k}={row.get(k)}" for k in (
        "indicator", "value", "num", "den", "units", "missing", "divisible")
        if k not in ("num", "den") or row.get(k) is not None)


def same_figures(found, wanted, where, query):
    if "exit" in found:
        raise Difference(f"{where}: {found}", query)
    for key in ("expected", "accepted", "periods"):
        same(found.get(key), wanted.get(key), f"{where}: {key}", query)
    rows = {r["indicator"]: r for r in found["figures"]}
    same(list(rows), [r["indicator"] for r in wanted["figures"]],
         f"{where}: indicators", query)
    for row in wanted["figures"]:
        same(row_text(rows[row["indicator"]]), row_text(row), where, query)


def figure(s, q, program, act):
    _, unit, form, period, at = q
    found = ask(program, act, "figure", unit, at, form=form,
                period=days.period_text(period), by="children")
    where = f"figure {unit} {form} {days.period_text(period)} " + \
        " ".join(tree_words(at))
    at = as_day(at, act)
    same_figures(found, s.book.figure(form, period, unit, at), where, q)
    day = days.last_day(period) if at is None else at
    children = {c["unit"]: c for c in found["children"]}
    same(sorted(children), sorted(s.tree.children(unit, day)),
         f"{where}: children", q)
    for code, child in children.items():
        same_figures(child, s.book.figure(form, period, code, at),
                     f"{where}, child {code}", q)


def nowhere(s, q, program, act):
    """A unit that may not be in the tree."""
    _, unit, form, period, at = q
    day = as_day(at, act)
    ends = [days.last_day(p) for p in days.base_periods(
        period, s.book.forms[form].kind)] if at is None else [day]
    found = ask(program, act, "figure", unit, at, form=form,
                period=days.period_text(period))
    where = f"figure {unit} {form} {days.period_text(period)} " + \
        " ".join(tree_words(at))
    if not any(s.tree.alive(unit, end) for end in ends):
        same(found.get("exit"), 6, where, q)
    else:
        same_figures(found, s.book.figure(form, period, unit, day), where, q)


def missing(s, q, program, act):
    _, unit, form, period = q
    found = ask(program, act, "missing", unit, None, form=form,
                period=days.period_text(period))
    where = f"missing {unit} {form} {days.period_text(period)}"
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    same(sorted(m["unit"] for m in found["missing"]),
         s.book.missing(form, period, unit), where, q)
    asked = s.book.desk.asked(form, period)
    for m in found["missing"] if s.book.desk.called(form, period) else ():
        part = asked[m["unit"]]
        same((m["state"], m["late"]),
             (part.state, part.owing() and
              day_end(part.due) <= act_instant(act)),
             f"{where}, {m['unit']}", q)


def coverage(s, q, program, act):
    """How far a call is at a unit and at each child, and who is asked."""
    _, key, unit = q
    call = s.book.desk.calls[key]
    found = program.json(["coverage", "--call", str(s.numbers[key]), "--unit",
                          unit, "--by", "children"], now=act_now(act))
    where = f"coverage of {s.numbers[key]} at {unit}"
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    now = act_instant(act)
    wanted = {u: call.coverage(s.tree, u, now)
              for u in [unit] + s.tree.children(unit, call.day)}
    kids = {c["unit"]: c for c in found["children"]}
    for u, want in wanted.items():
        got = found if u == unit else kids.pop(u, None)
        if got is None:
            if sum(want["counts"].values()):
                raise Difference(f"{where}: no child {u}", q)
            continue
        same({k: got[k] for k in want}, want, f"{where}: {u}", q)
    same(sorted(kids), [], f"{where}: more children", q)


def states(s, q, program, act):
    """Each unit's own part of a call."""
    _, key = q
    call = s.book.desk.calls[key]
    found = program.json(["call", "show", str(s.numbers[key])],
                         now=act_now(act))
    where = f"call show {s.numbers[key]}"
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    same(found["state"], "open" if call.open else "withdrawn", where, q)
    same(sorted((p["unit"], p["role"], p["state"], p["checker"], p["due"])
                for p in found["assignments"]),
         sorted((p.unit, p.role, p.state, p.checker,
                 instant_text(day_end(p.due)))
                for p in call.parts.values()), where, q)


def lineage(s, q, program, act):
    _, unit, form, period, code, at = q
    found = ask(program, act, "lineage", unit, at, form=form,
                indicator=code, period=days.period_text(period))
    where = f"lineage {unit} {form} {days.period_text(period)} {code} " + \
        " ".join(tree_words(at))
    at = as_day(at, act)
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    ind = s.book.forms[form].indicator(code)
    wanted = [(u, p, v, None if n is None else int(n), share_text(share))
              for u, p, v, n, share in s.book.lineage(form, period, unit, ind,
                                                      at)]
    rows = [(r["unit"], r["period"], r["version"],
             None if r["value"] is None else
             int(r["value"].replace(".", "")), share_of(r))
            for r in found["returns"]]
    same(sorted(map(str, rows)), sorted(map(str, wanted)), where, q)


def share_of(row):
    if row["share"] is None:
        return ""
    return row["share"] if "/" in row["share"] else row["share"] + "/1"


def series(s, q, program, act):
    _, unit, form, code, first, last, at = q
    found = ask(program, act, "series", unit, at, form=form, indicator=code,
                to=days.period_text(last), **{"from": days.period_text(first)})
    where = f"series {unit} {form} {code} " + " ".join(tree_words(at))
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    at = as_day(at, act)
    points = {p["period"]: p for p in found["points"]}
    for period in days.periods_between(first, last):
        view = s.book.figure(form, period, unit, at)
        rows = [r for r in view["figures"] if r["indicator"] == code]
        point = points.get(days.period_text(period))
        if not rows:
            continue
        if point is None:
            raise Difference(f"{where}: no point {period}", q)
        wanted = {**rows[0], "expected": view["expected"]}
        for key in ("value", "units", "expected", "missing", "divisible"):
            same(point.get(key), wanted.get(key),
                 f"{where} {point['period']}: {key}", q)


def units(s, q, program, act):
    """The whole tree of a day."""
    _, day = q
    found = program.json(["unit", "list", "--at", days.iso(day)],
                         now=act_now(act))
    where = f"unit list --at {days.iso(day)}"
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    rows = {}
    for u in found:
        rows[u["code"]] = (u["name"], u["kind"], u["parent"])
    wanted = {}
    for code in s.tree.living(day):
        f = s.tree.fact(code, day)
        wanted[code] = (f.name, f.kind, f.parent)
    same(sorted(rows.items()), sorted(wanted.items()), where, q)


def show(s, q, program, act):
    """One unit's life and its successors."""
    _, unit = q
    found = program.json(["unit", "show", unit], now=act_now(act))
    where = f"unit show {unit}"
    if "exit" in found:
        raise Difference(f"{where}: {found}", q)
    u = s.tree.units[unit]
    same([(h["from"], h["name"], h["kind"], h["parent"])
          for h in found["history"]],
         merged_facts(u), f"{where}: history", q)
    for key, links in (("predecessors", s.tree.links_in(unit)),
                       ("successors", s.tree.links_out(unit))):
        same(sorted((l["code"], l["on"]) for l in found[key]),
             sorted((l.unit if key == "predecessors" else l.into,
                     days.iso(l.day)) for l in links), f"{where}: {key}", q)


def merged_facts(u):
    """What is said again is no new entry of a history."""
    found = []
    for f in u.facts:
        now = (f.name, f.kind, f.parent)
        if not found or found[-1][1:] != now:
            found.append((days.iso(f.since), *now))
    return found


LOOKS = {"figure": figure, "missing": missing, "lineage": lineage,
         "coverage": coverage, "states": states,
         "series": series, "nowhere": nowhere, "units": units, "show": show}


def look(s, q, program, act):
    LOOKS[q[0]](s, q, program, act)


def act_now(act):
    return f"{days.iso(act['day'])}T{act['hour']:02}:30:00Z"


def act_instant(act):
    return act["day"] * 86400 + act["hour"] * 3600 + 1800


def instant_text(at):
    return f"{days.iso(at // 86400)}T{at % 86400 // 3600:02}:" \
        f"{at % 3600 // 60:02}:{at % 60:02}Z"


# Which questions.

def spans(s):
    """(form, period) of every base period with returns, and the ranges
    around them."""
    found = set()
    for form, period in {(f, p) for f, _, p in s.book.returns} | {
            (c.form, c.period) for c in s.book.desk.calls.values()}:
        found.add((form, period))
        for kind in days.MONTHS:
            if days.MONTHS[kind] > days.MONTHS[period[0]]:
                found.add((form, days.period_at(kind,
                                                days.last_day(period))))
    return sorted(f for f in found if asked(s, *f))


def asked(s, form, period):
    """Whether the form has a version for all of it."""
    f = s.book.forms[form]
    return all(f.version(p) for p in days.base_periods(period, f.kind))


def trees(random, s, act):
    breaks = s.tree.breaks()
    return random.choice([None, None, "today",
                          random.choice(breaks) + random.randint(-1, 1)])


def question(random, s, act):
    known = spans(s)
    if s.numbers and random.random() < 0.3:
        return about_call(random, s)
    if random.random() < 0.1 or not known:
        return ("units", random.choice(s.tree.breaks()) +
                random.randint(-1, 1))
    if random.random() < 0.05:
        return ("show", random.choice(sorted(s.tree.units)))
    form, period = random.choice(known)
    at = trees(random, s, act)
    day = days.last_day(period) if at is None else as_day(at, act)
    if random.random() < 0.03:
        return ("nowhere", random.choice(sorted(s.tree.units)), form, period,
                at)
    alive = sorted(s.tree.living(day))
    if not alive:
        return None
    inner = [u for u in alive if s.tree.children(u, day)]
    unit = random.choice((inner if random.random() < 0.7 else alive) or
                         alive)
    f = s.book.forms[form]
    code = random.choice(f.version(days.base_periods(
        period, f.kind)[-1]).indicators).code
    what = random.random()
    if what < 0.1 and period[0] == f.kind and at is None:
        return ("missing", unit, form, period)
    if what < 0.25 and (period[0] == f.kind or
                        f.indicator(code).time != "last"):
        if f.indicator(code).type != "ratio":
            return ("lineage", unit, form, period, code, at)
    if what < 0.3 and period[0] == f.kind and at is not None:
        first = (f.kind, period[1] - random.randint(0, 5))
        if asked(s, form, first):
            return ("series", unit, form, code, first, period, at)
    return ("figure", unit, form, period, at)


def about_call(random, s):
    key = random.choice(sorted(s.numbers))
    if random.random() < 0.4:
        return ("states", key)
    call = s.book.desk.calls[key]
    return ("coverage", key, random.choice(sorted(s.tree.living(call.day))))


def some(random, s, n, act):
    for _ in range(n):
        q = question(random, s, act)
        if q:
            yield q


def everything(s, random, act, most):
    """Each inner unit, form, period and tree (at most so many)."""
    found = []
    for form, period in spans(s):
        for at in (None, "today", s.tree.breaks()[0], s.tree.breaks()[-1]):
            day = days.last_day(period) if at is None else as_day(at, act)
            for unit in s.tree.living(day):
                if s.tree.children(unit, day):
                    found.append(("figure", unit, form, period, at))
    for key, call in s.book.desk.calls.items():
        found.append(("states", key))
        found += [("coverage", key, u) for u in s.tree.living(call.day)
                  if s.tree.children(u, call.day)]
    random.shuffle(found)
    return found[:most]
