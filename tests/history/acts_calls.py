"""acts_calls.py - the acts on calls and on single returns: what each does to
the model, and the command that does it to the program."""
import copy

import days
from calls import Call, refuse
from figures import Return, shown


def number(s, a):
    return str(s.numbers.get(a["call"], 999999))


def where(a):
    return ["--form", a["form"], "--period", days.period_text(a["period"])]


def at_unit(a):
    return ["--unit", a["unit"]] if a.get("unit") else []


def known(s, unit):
    if unit not in s.tree.units:
        refuse(f"no unit {unit}", 6)


# Calls.

def issue_model(s, a):
    form = s.book.forms.get(a["form"])
    version = form and form.kind == a["period"][0] and \
        form.version(a["period"])
    day = days.last_day(a["period"])
    if not version or a["kind"] not in version.answers or \
            not s.tree.alive(a["under"], day) or a["due"] < a["today"]:
        refuse("nothing to ask, nobody to ask it, or too late")
    new = s.with_calls()
    new.book.desk.issue(a["key"], Call(
        a["form"], a["period"], a["kind"], a["under"], a["stepwise"],
        a["due"]), s.tree, s.book.stands)
    return new


def issue_command(s, a):
    return ["call", "issue", *where(a), "--to", a["kind"], "--under",
            a["under"], "--due", days.iso(a["due"]), "--relay",
            "stepwise" if a["stepwise"] else "direct"], {}


def changed(s, a):
    """A copy of the state, its call, and the parts that the act is about."""
    new = s.with_calls()
    call = new.book.desk.open(a["call"])
    if a.get("unit"):
        known(s, a["unit"])
        return new, call, call.within(s.tree, a["unit"])
    return new, call, list(call.parts.values())


def extend_model(s, a):
    new, call, parts = changed(s, a)
    parts = [p for p in parts if p.owing() or p.state == "submitted"]
    if a["due"] < a["today"]:
        refuse("the due day is over", 3)
    for p in parts:
        above = call.parts.get((p.checker, "relays"))
        if a.get("unit") and p.checker != call.under and above and \
                a["due"] > above.due:
            refuse("later than the tier above has itself", 3)
        p.due = a["due"]
    if not a.get("unit"):
        call.due = a["due"]
    return new


def extend_command(s, a):
    return ["call", "extend", number(s, a), "--due", days.iso(a["due"]),
            *at_unit(a)], {}


def withdraw_model(s, a):
    new, call, parts = changed(s, a)
    for p in parts:
        if p.state != "withdrawn":
            p.step("withdraw")
    if not a.get("unit"):
        call.open = False
    return new


def withdraw_command(s, a):
    return ["call", "withdraw", number(s, a), "--reason", "No need",
            *at_unit(a)], {}


def part_model(s, a):
    """waive, resume, acknowledge"""
    new, call, _ = changed(s, a)
    part = call.part(a["unit"])
    if a["act"] == "acknowledge" and part.state == "acknowledged":
        return new
    part.step(a["act"])
    if a["act"] == "resume":
        new.book.desk.begin(call, part, s.book.stands)
    return new


def part_command(s, a):
    reason = ["--reason", "So be it"] if a["act"] == "waive" else []
    return ["call", a["act"], number(s, a), *at_unit(a), *reason], {}


def pass_on_model(s, a):
    new, call, _ = changed(s, a)
    new.book.desk.pass_on(call, a["unit"], a["due"], s.tree, s.book.stands,
                          a["today"])
    return new


def pass_on_command(s, a):
    due = [] if a["due"] is None else ["--due", days.iso(a["due"])]
    return ["call", "pass-on", number(s, a), *at_unit(a), *due], {}


def send_up_model(s, a):
    new, call, _ = changed(s, a)
    new.book.desk.send_up(call, a["unit"], s.tree, a["incomplete"])
    return new


def send_up_command(s, a):
    return ["call", "send-up", number(s, a), *at_unit(a), "--note", "Here",
            *["--incomplete"] * a["incomplete"]], {}


def relay_model(s, a):
    """What the tier above says of what was sent up."""
    new, call, _ = changed(s, a)
    relay = call.relay(a["unit"])
    if relay.state != "submitted":
        refuse("not sent up", 4)
    relay.step("accept" if a["act"] == "take" else "send-back")
    return new


def relay_command(s, a):
    if a["act"] == "take":
        return ["call", "accept", number(s, a), *at_unit(a)], {}
    return ["call", "send-back", number(s, a), *at_unit(a), "--reason",
            "Look again"], {}


# One return.

def place(s, a, answers=False):
    """The form's version, where the unit is alive on the last day."""
    form = s.book.forms.get(a["form"])
    known(s, a["unit"])
    version = form and form.kind == a["period"][0] and \
        form.version(a["period"])
    fact = s.tree.fact(a["unit"], days.last_day(a["period"]))
    if not version or fact is None:
        refuse("no such return")
    if answers and fact.kind not in version.answers:
        refuse("its kind does not answer")
    return version


def may_answer(s, a):
    desk = s.book.desk
    part = desk.asking(a["form"], a["unit"], a["period"])
    if part and part.state == "waived":
        refuse("it need not answer", 4)
    if not part and desk.was_asked(a["form"], a["unit"], a["period"]):
        refuse("it is no longer asked", 4)


def return_of(new, a):
    key = a["form"], a["unit"], a["period"]
    r = new.book.returns[key] = copy.copy(new.book.returns.get(key) or
                                          Return())
    return r


def submit_model(s, a):
    version = place(s, a, True)
    may_answer(s, a)
    new = s.with_returns()
    r = return_of(new, a)
    given = dict(a["values"])
    known_codes = {i.code for i in version.indicators if i.type != "ratio"}
    if not set(given) <= known_codes:
        refuse("no such indicator")
    if a["act"] == "correct":
        if not r.version:
            refuse("nothing was handed in", 4)
        given = {**{c: v for c, v in r.newest.items() if c in known_codes},
                 **given}
    if any(given.get(c) is None for c in version.required):
        refuse("something is required")
    r.version += 1
    r.submitted = r.newest = given
    new.book.desk.step(a["form"], a["unit"], a["period"], "submit")
    return new


def submit_command(s, a):
    form = s.book.forms.get(a["form"])
    words = ["return", a["act"], "--unit", a["unit"], *where(a)]
    for code, v in a["values"]:
        ind = form and form.indicator(code)
        words += ["--set", f"{code}=" + (
            "" if v is None else shown(v, ind.scale if ind else 0))]
    return words, {}


def accept_model(s, a):
    place(s, a)
    new = s.with_returns()
    r = return_of(new, a)
    if r.submitted is None:
        refuse("nothing waits", 4)
    r.accepted, r.accepted_version = r.submitted, r.version
    r.submitted = None
    new.book.desk.step(a["form"], a["unit"], a["period"], "accept")
    if new.book.overflows():
        refuse("overflow", 3)
    return new


def send_back_model(s, a):
    place(s, a)
    new = s.with_returns()
    r = return_of(new, a)
    if r.submitted is None:
        refuse("nothing waits", 4)
    r.submitted = None
    new.book.desk.step(a["form"], a["unit"], a["period"], "send-back")
    return new


def void_model(s, a):
    place(s, a)
    new = s.with_returns()
    r = return_of(new, a)
    if r.accepted is None:
        refuse("nothing counts", 4)
    r.accepted = None
    new.book.desk.step(a["form"], a["unit"], a["period"], "void")
    if r.submitted is not None:
        new.book.desk.step(a["form"], a["unit"], a["period"], "submit")
    return new


def checked_command(s, a):
    reason = [] if a["act"] == "accept" else ["--reason", "Wrong"]
    return ["return", a["act"], "--unit", a["unit"], *where(a), *reason], {}


ACTS = {
    "issue": (issue_model, issue_command),
    "extend": (extend_model, extend_command),
    "withdraw": (withdraw_model, withdraw_command),
    "waive": (part_model, part_command),
    "resume": (part_model, part_command),
    "acknowledge": (part_model, part_command),
    "pass-on": (pass_on_model, pass_on_command),
    "send-up": (send_up_model, send_up_command),
    "take": (relay_model, relay_command),
    "give-back": (relay_model, relay_command),
    "submit": (submit_model, submit_command),
    "correct": (submit_model, submit_command),
    "accept": (accept_model, checked_command),
    "send-back": (send_back_model, checked_command),
    "void": (void_model, checked_command),
}
