"""figures.py - the model's forms, returns and figures. Every figure is
counted again from the list of accepted returns; nothing is kept."""
from decimal import Decimal
from fractions import Fraction
import decimal

import days
from calls import Desk
from tree import Refused

decimal.getcontext().prec = 200
I64 = range(-2**63, 2**63)


class Indicator:
    def __init__(self, code, type, scale, tree, time, of):
        self.code, self.type, self.scale = code, type, scale
        self.tree, self.time, self.of = tree, time, of

    def same(self, other):
        return (self.type, self.scale, self.tree, self.time, self.of) == \
            (other.type, other.scale, other.tree, other.time, other.of)


class Version:
    def __init__(self, first, answers, indicators, required):
        self.first, self.answers = first, answers  # first None: any period
        self.indicators = indicators  # in the file's order
        self.required = required      # codes


class Form:
    def __init__(self, code, kind):
        self.code, self.kind = code, kind  # kind of its base period
        self.versions = []

    def version(self, period):
        """The version for a base period, or None."""
        for v in reversed(self.versions):
            if v.first is None or v.first <= period:
                return v
        return None

    def indicator(self, code):
        for i in self.all_indicators():
            if i.code == code:
                return i
        return None

    def all_indicators(self):
        """Of all versions, each once."""
        found = {}
        for v in self.versions:
            for i in v.indicators:
                found.setdefault(i.code, i)
        return list(found.values())

    def asked_in(self, periods):
        """What the version of the last period asks, then what only earlier
        ones asked, the later the sooner."""
        found = {}
        for p in reversed(periods):
            v = self.version(p)
            for i in v.indicators if v else []:
                found.setdefault(i.code, i)
        return list(found.values())

    def add(self, version):
        """A later version: a code keeps its meaning for ever."""
        for i in version.indicators:
            old = self.indicator(i.code)
            if old and not old.same(i):
                raise Refused(f"{i.code} changes its meaning")
        if self.versions and version.first is None:
            version.first = self.versions[-1].first
        self.versions.append(version)


class Return:
    """What stands of one (form, unit, period)."""

    def __init__(self):
        self.version = 0        # last one given
        self.accepted = None    # values by indicator code
        self.accepted_version = 0
        self.submitted = None
        self.newest = {}        # values of that last version


def shown(value, scale):
    """An exact decimal text of a whole number scaled by ten to `scale`."""
    return format(Decimal(value).scaleb(-scale), "f")


def half_even(fraction, places):
    """The text of a fraction rounded half to even at so many places."""
    scaled = fraction * 10**places
    return shown(round(scaled), places)


def largest_remainder(value, shares):
    """Whole parts of `value` by shares that add up to 1: each the floor of
    its exact part, what is left over one by one to the largest remainders,
    the first of equal ones first."""
    exact = [value * s for s in shares]
    parts = [e.numerator // e.denominator for e in exact]
    order = sorted(range(len(shares)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:value - sum(parts)]:
        parts[i] += 1
    return parts


class Mapping:
    """Where the return of a unit of one day counts on the tree of another:
    groups of (share, set of units); a set of several: not known which."""

    def __init__(self, tree, since, to):
        self.tree, self.since, self.to = tree, since, to

    def groups(self, code):
        return self.tree.once((code, self.since, self.to), self._groups,
                              code)

    def _groups(self, code):
        if self.since == self.to:
            found = [(Fraction(1), frozenset([code]))]
        elif self.since < self.to:
            found = self._forward(code, self.since)
        else:
            found = self._backward(code)
        merged = {}
        for share, units in found:
            if units:
                merged[units] = merged.get(units, 0) + share
        return sorted(((s, u) for u, s in merged.items()),
                      key=lambda g: sorted(g[1]))

    def _forward(self, code, day):
        """`code` is alive on `day`."""
        u = self.tree.units[code]
        if u.until >= self.to:
            return [(Fraction(1), frozenset([code]))]
        links = self.tree.links_out(code)
        if not links:
            parent = self.tree.fact(code, u.until).parent
            return [] if parent is None else self._forward(parent, u.until)
        next_day = u.until + 1
        if any(l.share is None for l in links):
            units = set()
            for l in links:
                for _, s in self._forward(l.into, next_day):
                    units |= s
            return [(Fraction(1), frozenset(units))]
        return [(l.share * share, units) for l in links
                for share, units in self._forward(l.into, next_day)]

    def _backward(self, code):
        units = frozenset(self._sources(code, self.since))
        return [(Fraction(1), units)]

    def _sources(self, code, day):
        """The units of day `to` from which `code` of `day` comes."""
        u = self.tree.units[code]
        links = [l for l in self.tree.links_in(code)
                 if self.to < l.day <= day]
        found = {code} if u.since <= self.to else set()
        for l in links:
            found |= self._sources(l.unit, l.day - 1)
        if u.since > self.to and all(l.day > u.since for l in links):
            parent = self.tree.fact(code, u.since).parent
            if parent is not None:
                found |= self._sources(parent, u.since)
        return found


class Agg:
    """What an indicator comes to at a unit: of one base period, or of
    several put together."""

    def __init__(self):
        self.value = None       # Fraction, in units of 10^-scale
        self.num = self.den = None  # of a mean: sum and count
        self.units = 0
        self.divisible = True


def combine(rule, values):
    if not values:
        return None
    return {"sum": sum, "min": min, "max": max}[rule](values)


class Book:
    def __init__(self, tree):
        self.tree = tree
        self.forms = {}
        self.returns = {}  # (form, unit, period) -> Return
        self.desk = Desk()
        self.memo = {}     # answers, until the next act

    def copy(self):
        new = Book(self.tree)
        new.forms, new.returns = self.forms, self.returns
        new.desk = self.desk
        return new

    # Questions about returns.

    def given(self, form, period):
        """Accepted returns of a base period: unit -> values."""
        if not self.memo:
            for (f, unit, p), r in self.returns.items():
                if r.accepted is not None:
                    self.memo.setdefault((f, p), {})[unit] = r.accepted
        return self.memo.get((form, period), {})

    def answering(self, form, period):
        """Whom open calls ask; without any the units whose kind answers,
        alive on the period's last day."""
        if self.desk.called(form, period):
            return set(self.desk.asked(form, period))
        return self.of_kinds(form, period)

    def of_kinds(self, form, period):
        version = self.forms[form].version(period)
        if version is None:
            return set()
        day = days.last_day(period)
        return {c for c in self.tree.living(day)
                if self.tree.fact(c, day).kind in version.answers}

    def stands(self, form, unit, period):
        """What a unit gave so far: "accepted", "submitted" or None."""
        r = self.returns.get((form, unit, period))
        if r is None:
            return None
        if r.accepted is not None:
            return "accepted"
        return None if r.submitted is None else "submitted"

    def holds_returns(self, unit, day):
        """Whether a return of the unit stands for a period that ends on or
        after the day."""
        return any(u == unit and days.last_day(p) >= day and
                   (r.accepted is not None or r.submitted is not None)
                   for (_, u, p), r in self.returns.items())

    def overflows(self):
        """Whether a sum of any unit's strict descendants needs more than
        64 bits."""
        for form, period in {(f, p) for f, _, p in self.returns}:
            for ind in self.forms[form].all_indicators():
                if ind.tree not in ("sum", "mean"):
                    continue
                values = {u: v[ind.code] for u, v in
                          self.given(form, period).items()
                          if v.get(ind.code) is not None}
                if sum(map(abs, values.values())) in I64:
                    continue  # no part of them can
                if self._overflow(values, days.last_day(period)):
                    return True
        return False

    def _overflow(self, values, day):
        sums = {}
        for unit, value in values.items():
            for above in self.tree.path(unit, day)[1:]:
                sums[above] = sums.get(above, 0) + value
        return any(s not in I64 for s in sums.values())

    # Figures.

    def base(self, form, period, unit, ind, at):
        """One indicator at a unit over one base period; `at`: the day whose
        tree is meant, None: as reported."""
        day = days.last_day(period)
        to = day if at is None else at
        values = {u: [v[ind.code]] for u, v in
                  self.given(form, period).items()
                  if v.get(ind.code) is not None}
        return self.over_tree(values, unit, ind, day, to)

    def over_tree(self, values, unit, ind, day, to):
        """Rolls up what units of `day` gave at a unit of the tree of `to`;
        of each a list, for what is inherited may be of several."""
        agg, parts, own = Agg(), [], []
        below = self.tree.below(unit, to)
        mapping = Mapping(self.tree, day, to)
        for giver in sorted(values):
            groups = mapping.groups(giver)
            if not any(units & below for _, units in groups):
                continue
            agg.units += 1
            if [units for _, units in groups] == [{unit}]:
                own += values[giver]
            whole = [sum(values[giver])] if ind.tree == "sum" else \
                values[giver]
            for value in whole:
                for part, exact in self.shares(groups, value, ind, below,
                                               unit, to):
                    if exact:
                        parts.append(part)
                    else:
                        agg.divisible = False
        if agg.divisible:
            self._close(agg, own if ind.tree == "none" else parts, ind)
        return agg

    def shares(self, groups, value, ind, below, unit, to):
        """The parts of one value that touch the unit: (part, exact)."""
        if ind.tree != "sum":
            groups = [(Fraction(1), frozenset().union(
                *(units for _, units in groups)))]
        found = []
        for (_, units), part in zip(groups, largest_remainder(
                value, [share for share, _ in groups])):
            if units & below:
                found.append((part, self.exact(units, unit, to)))
        return found

    def exact(self, units, unit, to):
        """Whether all of the units have the unit at or above their lowest
        common one."""
        common = None
        for u in units:
            path = self.tree.path(u, to)
            common = path if common is None else \
                [c for c in common if c in path]
        return bool(common) and unit in common

    @staticmethod
    def _close(agg, parts, ind):
        if not parts:
            return
        if ind.tree == "mean":
            agg.num, agg.den = sum(parts), len(parts)
            agg.value = Fraction(agg.num, agg.den)
        elif ind.tree == "none":
            agg.value = Fraction(parts[0]) if len(parts) == 1 else None
        else:
            agg.value = Fraction(combine(ind.tree, parts))

    # Over several base periods.

    def over_time(self, form, periods, unit, ind, at):
        if ind.time == "last":
            return self.last(form, periods, unit, ind, at)
        aggs = [self.base(form, p, unit, ind, at) for p in periods]
        if len(aggs) == 1:
            return aggs[0]
        agg = Agg()
        agg.units = sum(a.units for a in aggs)
        agg.divisible = all(a.divisible for a in aggs)
        had = [a for a in aggs if a.value is not None]
        if not agg.divisible or not had or ind.time == "none":
            return agg
        if ind.time == "mean":
            if ind.tree == "mean":
                agg.num = sum(a.num for a in had)
                agg.den = sum(a.den for a in had)
            else:
                agg.num = sum(a.value for a in had)
                agg.den = len(had)
            agg.value = Fraction(agg.num, agg.den)
            return agg
        agg.value = combine(ind.time, [a.value for a in had])
        if ind.tree == "mean":
            best = [a for a in had if a.value == agg.value][0]
            agg.num, agg.den = best.num, best.den
        return agg

    def last(self, form, periods, unit, ind, at):
        """Each unit's last given value, then over the tree."""
        end = days.last_day(periods[-1])
        values = {u: v for u, v in self.last_values(form, periods,
                                                    ind).items()
                  if v and self.tree.alive(u, end)}
        return self.over_tree(values, unit, ind, end,
                              end if at is None else at)

    def last_values(self, form, periods, ind):
        """What each unit last gave in the periods. A unit that began as a
        merger of whole units, and of nothing else, has what all of them
        last gave, where all did."""
        own = {}
        for p in periods:
            for u, v in self.given(form, p).items():
                if v.get(ind.code) is not None:
                    own[u] = [v[ind.code]]
        end = days.last_day(periods[-1])

        def value(u):
            if u in own:
                return own[u]
            links = [l for l in self.tree.links_in(u) if l.day <= end]
            if any(l.day != self.tree.units[u].since or
                   len(self.tree.links_out(l.unit)) > 1 for l in links):
                return []
            got = [value(l.unit) for l in links]
            return sum(got, []) if all(got) else []
        return {u: value(u) for u in self.tree.units}

    # What the program prints.

    def expected(self, form, periods, unit, at):
        """Unit-periods: (expected, accepted)."""
        expected = accepted = 0
        for p in periods:
            day = days.last_day(p)
            to = day if at is None else at
            below = self.tree.below(unit, to)
            mapping = Mapping(self.tree, day, to)
            given = self.given(form, p)
            for u in self.answering(form, p) | set(given):
                if any(s & below for _, s in mapping.groups(u)):
                    expected += 1
                    accepted += u in given
        return expected, accepted

    def asked(self, form, periods, unit, ind, at, expected):
        """Of `last`: units alive on the range's last day that are asked
        then, or gave in the range, or inherit."""
        if len(periods) == 1 or ind.time != "last":
            return expected
        end = days.last_day(periods[-1])
        to = end if at is None else at
        asked = self.answering(form, periods[-1])
        for p in periods:
            asked |= set(self.given(form, p))
        for i in self.forms[form].all_indicators():
            if i.time == "last":
                asked |= {u for u, v in self.last_values(form, periods,
                                                         i).items() if v}
        mapping, below = Mapping(self.tree, end, to), self.tree.below(unit, to)
        return sum(1 for u in asked if self.tree.alive(u, end) and
                   any(s & below for _, s in mapping.groups(u)))

    def figure(self, form, period, unit, at=None):
        """As `figure --json`; period is a base period or a range."""
        f = self.forms[form]
        periods = days.base_periods(period, f.kind)
        expected, accepted = self.expected(form, periods, unit, at)
        view = {"expected": expected, "accepted": accepted, "figures": []}
        if len(periods) > 1:
            view["periods"] = {
                "given": sum(1 for p in periods if self.expected(
                    form, [p], unit, at)[1]), "of": len(periods)}
        for ind in f.asked_in(periods):
            view["figures"].append(self.row(form, f, periods, unit, ind, at,
                                            expected))
        return view

    def row(self, form, f, periods, unit, ind, at, expected):
        if ind.type == "ratio":
            return self.ratio(form, f, periods, unit, ind, at, expected)
        agg = self.over_time(form, periods, unit, ind, at)
        expected = self.asked(form, periods, unit, ind, at, expected)
        row = {"indicator": ind.code, "units": agg.units,
               "missing": expected - agg.units, "divisible": agg.divisible}
        mean = ind.tree == "mean" or (len(periods) > 1 and ind.time == "mean")
        if mean:
            row["value"] = None if agg.value is None else \
                half_even(agg.value / 10**ind.scale, ind.scale + 2)
            row["num"] = None if agg.num is None else \
                shown(int(agg.num), ind.scale)
            row["den"] = None if agg.den is None else str(agg.den)
        else:
            row["value"] = None if agg.value is None else \
                shown(int(agg.value), ind.scale)
        return row

    def ratio(self, form, f, periods, unit, ind, at, expected):
        parts = [f.indicator(c) for c in ind.of]
        a, b = [self.over_time(form, periods, unit, i, at) for i in parts]
        row = {"indicator": ind.code, "units": min(a.units, b.units),
               "divisible": a.divisible and b.divisible, "value": None}
        fewer = parts[0] if a.units < b.units else parts[1]
        row["missing"] = self.asked(form, periods, unit, fewer, at,
                                    expected) - row["units"]
        if a.value is None or not b.value:
            return row
        row["num"], row["den"] = self.cross(a, b, parts)
        row["value"] = half_even(
            Fraction(a.value, 10**parts[0].scale) /
            Fraction(b.value, 10**parts[1].scale), ind.scale + 2)
        return row

    @staticmethod
    def cross(a, b, parts):
        """num and den; of a mean its count goes to the other side."""
        num = (a.value if a.den is None else a.num) * (b.den or 1)
        den = (b.value if b.den is None else b.num) * (a.den or 1)
        return shown(int(num), parts[0].scale), shown(int(den),
                                                      parts[1].scale)

    def missing(self, form, period, unit):
        """Codes of the units asked under a unit that gave nothing."""
        day = days.last_day(period)
        return sorted((self.answering(form, period) -
                       set(self.given(form, period))) &
                      self.tree.below(unit, day))

    def lineage(self, form, period, unit, ind, at=None):
        """(unit, period, version, value, share, part) of a figure."""
        rows = []
        for p in days.base_periods(period, self.forms[form].kind):
            day = days.last_day(p)
            to = day if at is None else at
            below = self.tree.below(unit, to)
            mapping = Mapping(self.tree, day, to)
            for u, values in sorted(self.given(form, p).items()):
                v = values.get(ind.code)
                groups = mapping.groups(u)
                if v is None or not any(s & below for _, s in groups):
                    continue
                if ind.tree == "none" and \
                        [units for _, units in groups] != [{unit}]:
                    continue
                got = self.shares(groups, v, ind, below, unit, to)
                exact = all(e for _, e in got)
                part = sum(n for n, _ in got) if exact else None
                share = None
                if exact:
                    share = sum((s for s, units in groups if units & below),
                                Fraction(0))
                    if ind.tree != "sum":
                        share = Fraction(1)
                rows.append((u, days.period_text(p),
                             self.returns[form, u, p].accepted_version,
                             part, share))
        return rows
