#!/usr/bin/env python3
"""history.py - plays a random history against the program and against a
naive model, and says where the two first differ.

  history.py --bin tierwork [--store FILE|URL] [--seed N] [--steps K]
             [--every N] [--sample N] [--no-shrink]

A history is made by its seed alone. On a difference it prints the seed, the
step, the shortest list of acts that still shows it, and the commands."""
import argparse
import json
import os
import random
import sys
import time
from collections import Counter

import days
from acts import ACTS, State
from chance import Chance
from look import Difference, everything, look, some
from program import Program
from tree import Refused

START = days.day("2024-01-10")


def instant(day, hour):
    return f"{days.iso(day)}T{hour:02}:30:00Z"


def civil(act):
    """The civil day of an act in Asia/Ho_Chi_Minh."""
    return act["day"] + (act["hour"] >= 17)


def predict(state, act):
    """The state after the act, or what it is refused with."""
    try:
        return ACTS[act["act"]][0](state, act), None
    except Refused as refused:
        return None, refused


def play(state, act, program):
    """Does one act on both; the state after it."""
    new, refused = predict(state, act)
    words, files = ACTS[act["act"]][1](state, act)
    ask = ["--json"] if act["act"] == "reorganise" else []
    now = instant(act["day"], act["hour"])
    rehearsed = None
    if act.get("rehearse"):
        rehearsed, _, _ = program.run(ask + words + ["--dry-run"], files, now)
    code, out, err = program.run(ask + words, files, now)
    if rehearsed not in (None, code):
        raise Difference(f"exit {code}, but --dry-run said {rehearsed}")
    if refused and code not in refused.codes:
        raise Difference(f"exit {code}, but it must be refused "
                         f"({refused}) with {refused.codes}\n{err}")
    if not refused and code:
        raise Difference(f"exit {code}, but it must be done\n{err}")
    if refused:
        return state
    if act["act"] == "reorganise":
        new.ids = {**new.ids, act["key"]: json.loads(out)["id"]}
    if act["act"] == "issue":
        new.numbers = {**new.numbers, act["key"]: int(out)}
    return new


def begin(options):
    program = Program(options.bin, options.store)
    code, _, err = program.run(["init", "--admin", "judge"],
                               now=instant(START, 1))
    if code:
        raise Difference(f"init: exit {code}\n{err}")
    if options.serve:
        program.serve("judge")
    return program


def verify(program, act):
    code, out, err = program.run(["verify"], now=instant(
        act["day"], act["hour"]))
    if code:
        raise Difference(f"verify: exit {code}\n{out}{err}", "verify")


class History:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.chance = Chance(self.random, START, options.weight)
        self.done = []
        self.step = 0
        self.asked = 0
        self.tally = Counter()  # (act, "done" or "refused")

    def next_act(self, state, day):
        """Mostly an act that the model thinks sound."""
        for _ in range(12):
            act = self.chance.propose(state, day)
            if act is None:
                continue
            self.stamp(act, day)
            new, _ = predict(state, act)
            if new or self.random.random() < 0.08:
                return act
        return None

    def stamp(self, act, day):
        act["day"], act["hour"] = day, self.random.randint(0, 23)
        act["today"] = civil(act)
        if act["act"] in ("import", "form", "return", "reorganise", "issue"):
            act["rehearse"] = self.random.random() < 0.1
        if act["act"] in ("reorganise", "issue"):
            act["key"] = len(self.done) + 1

    def run(self, program):
        state, day = State(), START
        for act in self.chance.first():
            self.stamp(act, day)
            self.done.append(act)
            state = play(state, act, program)
        pace = min(4.0, 1200 / self.options.steps)
        for self.step in range(1, self.options.steps + 1):
            day = START + int(self.step * pace)
            act = self.next_act(state, day)
            if act is None:
                continue
            self.done.append(act)
            was, state = state, play(state, act, program)
            self.tally[act["act"], "refused" if state is was else "done"] += 1
            for query in some(self.random, state, self.options.sample, act):
                self.asked += 1
                look(state, query, program, act)
            if self.step % self.options.every == 0:
                verify(program, act)
        verify(program, self.done[-1])
        for query in everything(state, self.random, self.done[-1],
                                self.options.most):
            self.asked += 1
            look(state, query, program, self.done[-1])
        return state


def fails(acts, wanted, options):
    """Whether the acts alone still show the same difference, at the last of
    them or at its question."""
    program = None
    at = -1
    try:
        program = begin(options)
        state = State()
        for at, act in enumerate(acts):
            state = play(state, act, program)
        ask(state, wanted.query, program, acts[-1])
        return False
    except Difference as found:
        return at == len(acts) - 1 and found.title() == wanted.title()
    except (KeyError, ValueError, TypeError, AttributeError):
        return False  # the rest makes no sense without what was left out
    finally:
        if program:
            program.close()


def ask(state, query, program, act):
    if query == "verify":
        verify(program, act)
    elif query:
        look(state, query, program, act)


def shrink(acts, wanted, options):
    """Leaves out acts, then rows of acts, while it still fails."""
    until = time.monotonic() + options.patience
    size = max(1, len(acts) // 2)
    while size:
        i = len(acts) - 1 - size
        while i >= -size + 1 and time.monotonic() < until:
            left = acts[:max(i, 0)] + acts[max(i, 0) + size:] \
                if i >= 0 else acts[i + size:]
            if left and left[-1] is acts[-1] and fails(left, wanted, options):
                acts = left
            i -= size
        size //= 2
    for at in range(len(acts)):
        for field in ("rows", "ops"):
            rows = acts[at].get(field, [])
            for row in list(rows):
                if time.monotonic() > until:
                    return acts
                fewer = [r for r in acts[at][field] if r is not row]
                left = acts[:at] + [{**acts[at], field: fewer}] + \
                    acts[at + 1:]
                if fewer and fails(left, wanted, options):
                    acts = left
    return acts


def tell(history, difference, options):
    print(f"\nDIFFERENCE seed {options.seed} step {history.step} "
          f"of {options.steps}\n{difference}")
    acts = history.done
    if not options.no_shrink:
        acts = shrink(acts, difference, options)
    program = begin(options)
    state = State()
    try:
        for act in acts:
            state = play(state, act, program)
        ask(state, difference.query, program, acts[-1])
        print("(the shortest story does not show it)")
    except Difference as d:
        print(f"\n{len(acts)} acts are enough:\n{d}")
    tell_story(program.script(), options)
    if difference.query and difference.query != "verify":
        print(f"# asked: {difference.query}")
    program.close()


def tell_story(script, options):
    """A short one at once, a long one in a file."""
    if script.count("\n") < 200:
        print(script)
        return
    name = f"history-{options.seed}.sh"
    with open(name, "w", encoding="utf-8") as f:
        f.write(script)
    print(f"the commands: {os.path.abspath(name)}")


def weight(text):
    name, _, n = text.partition("=")
    return name, int(n)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--bin", default="tierwork")
    p.add_argument("--store", help="a file, an address of PostgreSQL in "
                   "which a database is made, or postgresql: the server "
                   "that TIERWORK_TEST_PG names")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--steps", type=int, default=200)
    p.add_argument("--every", type=int, default=25,
                   help="verify after so many steps")
    p.add_argument("--sample", type=int, default=2,
                   help="questions after each step")
    p.add_argument("--most", type=int, default=600,
                   help="questions at the end")
    p.add_argument("--serve", action="store_true",
                   help="put questions to the server")
    p.add_argument("--no-shrink", action="store_true")
    p.add_argument("--patience", type=float, default=120,
                   help="seconds to look for a shorter story")
    p.add_argument("--weight", action="append", default=[],
                   metavar="ACT=N", type=weight,
                   help="how often an act of a kind is proposed")
    options = p.parse_args()
    if options.store == "postgresql":
        options.store = os.environ.get("TIERWORK_TEST_PG")
        if not options.store:
            print("skipped: TIERWORK_TEST_PG names no server")
            return 77
    history = History(options)
    program = begin(options)
    began = time.monotonic()
    try:
        history.run(program)
    except Difference as difference:
        tell(history, difference, options)
        return 1
    finally:
        program.close()
    print(f"seed {options.seed}: {len(history.done)} acts, {history.asked} "
          f"answers compared, {time.monotonic() - began:.1f} s")
    print(", ".join(f"{act} {n} {how}" for (act, how), n in
                    sorted(history.tally.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
