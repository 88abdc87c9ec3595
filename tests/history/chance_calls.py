"""chance_calls.py - proposes acts on calls and on single returns."""
import days

# of the acts on calls
WEIGHTS = {"submit": 24, "accept": 16, "send-back": 6, "correct": 8,
           "void": 6, "issue": 14, "waive": 5, "resume": 3, "acknowledge": 6,
           "extend": 4, "withdraw": 2, "pass-on": 8, "send-up": 4, "take": 3,
           "give-back": 2}
MOST_OPEN = 8


class CallChance:
    """Of a Chance, whose period(), cell() and r it uses."""

    def propose_call(self, s, now):
        what = self.r.choices(list(WEIGHTS), WEIGHTS.values())[0]
        if what in ("submit", "correct", "accept", "send-back", "void"):
            return self.one_return(what, s, now)
        if what == "issue":
            return self.issue(s, now)
        calls = s.book.desk.calls
        live = [k for k in calls if calls[k].open] or list(calls)
        if not live:
            return None
        key = self.r.choice(live if self.r.random() < 0.95 else list(calls))
        return self.on_call(what, s, key, now)

    def issue(self, s, now):
        open_ = [c for c in s.book.desk.calls.values() if c.open]
        if len(open_) > MOST_OPEN:
            key = self.r.choice([k for k, c in s.book.desk.calls.items()
                                 if c.open])
            return {"act": "withdraw", "call": key}
        form = self.r.choice(list(s.book.forms.values()))
        period = self.period(form, now)
        version = form.version(period)
        day = days.last_day(period)
        units = [u for u in s.tree.living(day) if s.tree.children(u, day)]
        if not units or not version:
            return None
        kinds = sorted(version.answers)
        if self.r.random() < 0.03:
            kinds = ["nation"]
        return {"act": "issue", "form": form.code, "period": period,
                "kind": self.r.choice(kinds),
                "under": self.r.choice(sorted(units) + ["TOP"] * 3),
                "due": now + self.r.randint(-1, 40),
                "stepwise": self.r.random() < 0.35}

    def on_call(self, what, s, key, now):
        parts = list(s.book.desk.calls[key].parts.values())
        act = {"act": what, "call": key}
        wanted = {"resume": ("waived",), "take": ("submitted",),
                  "give-back": ("submitted",)}.get(what)
        if what in ("pass-on", "send-up", "take", "give-back"):
            parts = [p for p in parts if p.role == "relays"]
        if wanted and self.r.random() < 0.9:
            parts = [p for p in parts if p.state in wanted]
        if not parts:
            return None
        act["unit"] = self.r.choice(sorted(p.unit for p in parts))
        if self.r.random() < 0.03:
            act["unit"] = self.r.choice(sorted(s.tree.units))
        if what in ("extend", "withdraw"):
            self.whole_or_part(act, s)
        if what == "extend":
            act["due"] = now + self.r.randint(-1, 60)
        if what == "pass-on":
            act["due"] = self.r.choice([None, now + self.r.randint(0, 30)])
        if what == "send-up":
            act["incomplete"] = self.r.random() < 0.4
        return act

    def whole_or_part(self, act, s):
        day = s.book.desk.calls[act["call"]].day
        if self.r.random() < 0.4:
            del act["unit"]
        elif self.r.random() < 0.6:
            act["unit"] = self.r.choice(sorted(s.tree.living(day)))

    def one_return(self, what, s, now):
        """Mostly of somebody who was asked, and stands where it may be."""
        found = self.places(what, s)
        if found and self.r.random() < 0.9:
            form, unit, period = self.r.choice(found)
        else:
            f = self.r.choice(list(s.book.forms.values()))
            form, period = f.code, self.period(f, now)
            unit = self.r.choice(sorted(s.tree.units))
        act = {"act": what, "form": form, "unit": unit, "period": period}
        if what in ("submit", "correct"):
            return self.with_values(act, s)
        return act

    def places(self, what, s):
        book = s.book
        if what == "accept" or what == "send-back":
            return sorted(k for k, r in book.returns.items()
                          if r.submitted is not None)
        if what == "void":
            return sorted(k for k, r in book.returns.items()
                          if r.accepted is not None)
        if what == "correct":
            return sorted(book.returns)
        return sorted({(c.form, p.unit, c.period)
                       for c in book.desk.calls.values() if c.open
                       for p in c.parts.values()
                       if p.role == "answers" and p.state != "withdrawn"})

    def with_values(self, act, s):
        form = s.book.forms[act["form"]]
        version = form.version(act["period"])
        if version is None:
            return None
        codes = [i.code for i in version.indicators if i.type != "ratio"]
        some = codes if self.r.random() < 0.6 else self.r.sample(
            codes, self.r.randint(1, len(codes)))
        act["values"] = [(c, self.cell(form, c)) for c in some]
        return act
