"""calls.py - the model's calls: whom each asks, and how far each of them is.
Coverage is counted again from the list of who is asked; nothing is kept."""
import days
from tree import Refused

STATES = ("delivered", "acknowledged", "submitted", "sent-back", "accepted",
          "waived", "withdrawn")
OWED = ("delivered", "acknowledged", "sent-back")
LIVE = OWED + ("submitted", "accepted")
ANSWERS, RELAYS = "answers", "relays"

# step: (states it leads on from, those of them that it leaves, the new one)
STEPS = {
    "acknowledge": (("delivered",), (), "acknowledged"),
    "submit": (LIVE, ("accepted",), "submitted"),
    "send-back": (("submitted", "accepted"), ("accepted",), "sent-back"),
    "accept": (LIVE, (), "accepted"),
    "void": (("accepted",), (), "sent-back"),
    "waive": (OWED + ("submitted",), (), "waived"),
    "resume": (("waived",), (), "delivered"),
    "withdraw": (LIVE + ("waived",), (), "withdrawn"),
}


def refuse(why, *codes):
    raise Refused(why, codes or (3, 4, 6))


def day_end(day):
    """The instant at which a day ends in Asia/Ho_Chi_Minh."""
    return (day + 1) * 86400 - 7 * 3600


class Part:
    """What one unit has of a call."""

    def __init__(self, unit, role, due, checker):
        self.unit, self.role, self.due, self.checker = unit, role, due, checker
        self.state = "delivered"
        self.gone = None  # its state before it left the tree addressed
        self.passed = False  # of a relay: on to the tier below

    def step(self, step):
        since, stays, to = STEPS[step]
        if self.state not in since:
            refuse(f"{self.unit}: {step} from {self.state}", 4)
        if self.state not in stays:
            self.state = to

    def owing(self):
        return self.state in OWED


class Call:
    def __init__(self, form, period, kind, under, stepwise, due):
        self.form, self.period, self.kind = form, period, kind
        self.under, self.stepwise, self.due = under, stepwise, due
        self.day = days.last_day(period)
        self.open = True
        self.parts = {}  # (unit, role) -> Part

    def add(self, unit, role, due, checker):
        part = self.parts[unit, role] = Part(unit, role, due, checker)
        return part

    def part(self, unit):
        """Its answer, or else what it passes on."""
        found = self.parts.get((unit, ANSWERS)) or \
            self.parts.get((unit, RELAYS))
        return found or refuse(f"{unit} is not asked", 6)

    def relay(self, unit):
        return self.parts.get((unit, RELAYS)) or refuse("no relay", 6)

    # Whom it addresses.

    def addressed(self, tree):
        return {u for u in tree.below(self.under, self.day)
                if tree.fact(u, self.day).kind == self.kind}

    def tier(self, tree, unit):
        """(unit, role) of the tier directly below a unit."""
        asked = self.addressed(tree)
        for u in tree.children(unit, self.day):
            if u in asked:
                yield u, ANSWERS
            if (tree.below(u, self.day) - {u}) & asked:
                yield u, RELAYS

    def first(self, tree):
        asked = self.addressed(tree)
        if not self.stepwise:
            return [(u, ANSWERS) for u in asked]
        own = [(self.under, ANSWERS)] if self.under in asked else []
        return own + list(self.tier(tree, self.under))

    # Where the tree has changed since.

    def wanted(self, tree):
        """(unit, role) -> checker of all who are to have a part."""
        if not tree.alive(self.under, self.day):
            return self.heirs(tree)
        found = {where: self.under for where in self.first(tree)}
        if not self.stepwise:
            return found
        reached = list(found)
        for unit, role in reached:
            if role == RELAYS and self.passed(tree, unit):
                for where in self.tier(tree, unit):
                    found[where] = unit
                    reached.append(where)
        return found

    def before(self, tree, unit, role):
        """The parts that a unit took over by the call's day."""
        found = [self.parts.get((l.unit, role)) for l in tree.links_in(unit)
                 if l.day <= self.day]
        return [p for p in found if p and (p.state != "withdrawn" or p.gone)]

    def passed(self, tree, unit):
        own = self.parts.get((unit, RELAYS))
        return bool(own and own.passed) or any(
            p.passed for p in self.before(tree, unit, RELAYS))

    def heirs(self, tree):
        """What was addressed is gone: who was asked, or took over."""
        found = {}
        for (unit, role), p in self.parts.items():
            if p.state == "withdrawn" and not p.gone:
                continue
            if tree.alive(unit, self.day):
                found[unit, role] = p.checker
                continue
            for l in tree.links_out(unit):
                if tree.alive(l.into, self.day) and (
                        role == RELAYS or
                        tree.fact(l.into, self.day).kind == self.kind):
                    found[l.into, role] = p.checker
        return found

    def inherit(self, part, tree):
        before = self.before(tree, part.unit, part.role)
        if not before:
            return
        part.due = max(p.due for p in before)
        part.passed = any(p.passed for p in before)
        if any((p.gone or p.state) not in ("delivered", "waived")
               for p in before):
            part.state = "acknowledged"

    # How far it is.

    def within(self, tree, unit):
        below = tree.below(unit, self.day)
        return [p for p in self.parts.values() if p.unit in below]

    def coverage(self, tree, unit, now, soon=3):
        parts = self.within(tree, unit)
        owing = [day_end(p.due) for p in parts if p.owing()]
        return {
            "counts": {s: sum(p.state == s for p in parts) for s in STATES},
            "late": sum(end <= now for end in owing),
            "due_soon": sum(now < end <= now + soon * 86400 for end in owing),
        }


class Desk:
    """All calls. A copy shares what nobody changes: change() first."""

    def __init__(self):
        self.calls = {}  # key of the act that issued it -> Call

    def copy(self):
        new = Desk()
        new.calls = {key: self._copy(c) for key, c in self.calls.items()}
        return new

    @staticmethod
    def _copy(call):
        new = object.__new__(Call)
        new.__dict__ = dict(call.__dict__)
        new.parts = {}
        for where, part in call.parts.items():
            new.parts[where] = p = object.__new__(Part)
            p.__dict__ = dict(part.__dict__)
        return new

    def open(self, key):
        call = self.calls.get(key)
        if call is None:
            refuse("no such call", 3, 6, 2)
        if not call.open:
            refuse("the call is withdrawn", 4)
        return call

    def called(self, form, period):
        return any(c.open and (c.form, c.period) == (form, period)
                   for c in self.calls.values())

    def asking(self, form, unit, period):
        """The part that asks for a return: the only one not withdrawn."""
        for c in self.calls.values():
            p = c.parts.get((unit, ANSWERS))
            if (c.form, c.period) == (form, period) and p and \
                    p.state != "withdrawn":
                return p
        return None

    def asked(self, form, period):
        """Unit -> part, less waived and withdrawn ones."""
        return {p.unit: p for c in self.calls.values()
                if (c.form, c.period) == (form, period)
                for p in c.parts.values()
                if p.role == ANSWERS and p.state in LIVE}

    def was_asked(self, form, unit, period):
        return any((c.form, c.period) == (form, period) and
                   (unit, ANSWERS) in c.parts for c in self.calls.values())

    def step(self, form, unit, period, step):
        """Of an act on a return, where anybody asked for it."""
        part = self.asking(form, unit, period)
        if part:
            part.step(step)

    def moves(self, form, units, period, step):
        """Of an import: those whose state allows it."""
        for u in units:
            part = self.asking(form, u, period)
            if part and part.state in STEPS[step][0]:
                part.step(step)

    # Acts.

    def issue(self, key, call, tree, given):
        """given(form, unit, period): "accepted", "submitted" or None."""
        asked = call.first(tree)
        if not asked:
            refuse("nobody is addressed", 3)
        self.send(call, asked, call.due, call.under, given)
        self.calls[key] = call

    def send(self, call, asked, due, checker, given):
        for unit, role in asked:
            if role == ANSWERS and self.asking(call.form, unit, call.period):
                refuse(f"{unit} is asked already", 4)
        for unit, role in asked:
            self.begin(call, call.add(unit, role, due, checker), given)

    @staticmethod
    def begin(call, part, given):
        """What a unit gave before it was asked shows at once."""
        state = given(call.form, part.unit, call.period)
        if part.role == ANSWERS and part.state in OWED[:2] and state:
            part.state = state

    def pass_on(self, call, unit, due, tree, given, today):
        relay = call.relay(unit)
        if not relay.owing():
            refuse("not now", 4)
        due = relay.due if due is None else due
        if due > relay.due or due < today:
            refuse("due too late or over", 3)
        asked = [a for a in call.tier(tree, unit) if a not in call.parts]
        if not asked:
            refuse("nobody is left", 4)
        self.send(call, asked, due, unit, given)
        relay.passed = True
        if relay.state == "delivered":
            relay.step("acknowledge")

    @staticmethod
    def send_up(call, unit, tree, incomplete):
        relay = call.relay(unit)
        if relay.state == "accepted":
            refuse("accepted already", 4)
        below = [p for p in call.within(tree, unit) if p.unit != unit]
        if not incomplete:
            if not below:
                refuse("not passed on", 4)
            if any(p.owing() or p.state == "submitted" for p in below):
                refuse("not complete", 4)
        relay.step("submit")

    # The tree changes.

    def follow(self, tree, day, given):
        """Brings open calls in line with a tree that changed from a day."""
        calls = [c for c in self.calls.values() if c.day >= day]
        for c in calls:
            for where in [w for w in c.parts if w[0] not in tree.units]:
                del c.parts[where]
        calls = [(c, c.wanted(tree)) for c in calls if c.open]
        for c, wanted in calls:
            for where, p in c.parts.items():
                if where not in wanted and \
                        p.state not in ("accepted", "withdrawn"):
                    p.gone, p.state = p.state, "withdrawn"
        for c, wanted in calls:
            for where in sorted(wanted):
                self.come(c, tree, where, wanted[where], given)

    def come(self, call, tree, where, checker, given):
        unit, role = where
        part = call.parts.get(where)
        asked = role == ANSWERS and \
            self.asking(call.form, unit, call.period)
        if asked and asked is not part:
            return  # another call asks
        if part is None:
            part = call.add(unit, role, call.due, checker)
            call.inherit(part, tree)
            self.begin(call, part, given)
        elif part.gone:
            part.state, part.gone = part.gone, None
            self.begin(call, part, given)
        if part.state != "withdrawn":
            part.checker = checker
