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
        self.source = None  # whose part it took over

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
        calls = [c for c in self.calls.values() if c.open and c.day >= day]
        for c in calls:
            for where in [w for w in c.parts if w[0] not in tree.units]:
                del c.parts[where]
            self.leave(c, tree)
        for c in calls:
            self.come(c, tree, given)

    @staticmethod
    def leave(call, tree):
        asked = call.addressed(tree)
        for p in call.parts.values():
            if p.role == ANSWERS and p.unit not in asked and \
                    p.state not in ("accepted", "withdrawn"):
                p.gone, p.state = p.state, "withdrawn"

    def come(self, call, tree, given):
        for unit, role in sorted(call.first(tree)):
            old = call.parts.get((unit, role))
            if old and (old.state != "withdrawn" or not old.gone):
                continue
            if self.asking(call.form, unit, call.period):
                continue  # another call asks
            if old:
                old.state, old.gone = old.gone, None
                self.begin(call, old, given)
            else:
                self.inherit(call, tree, unit, given)

    def inherit(self, call, tree, unit, given):
        before = [call.parts[l.unit, ANSWERS] for l in tree.links_in(unit)
                  if l.day <= call.day and (l.unit, ANSWERS) in call.parts]
        part = call.add(unit, ANSWERS, call.due, call.under)
        if before:
            part.due = max(p.due for p in before)
            part.source = before[0].unit
            if any(p.gone == "acknowledged" for p in before):
                part.state = "acknowledged"
        self.begin(call, part, given)
