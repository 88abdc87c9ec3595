"""test_model.py - the model itself, against cases worked out by hand."""
import unittest
from fractions import Fraction

from calls import Call
from days import base_periods, day, iso, last_day, period, period_text
from figures import (Book, Form, Indicator, Return, Version, half_even,
                     largest_remainder, shown)
from tree import Refused, TreeLog

JULY = day("2025-07-01")


def row(code, kind, parent, since=None, until=None):
    return {"code": code, "name": code.lower(), "kind": kind,
            "parent": parent, "from": since, "until": until}


def op(what, code, **more):
    return {"op": what, "code": code, "name": None, "kind": None,
            "parent": None, "into": None, "share": None, **more}


def country(*acts):
    """VN > P1 (A, B, C), P2 (E, F), since 2020; then the acts."""
    rows = [row("VN", "country", None, day("2020-01-01")),
            row("P1", "province", "VN"), row("P2", "province", "VN")]
    rows += [row(c, "commune", "P1") for c in "ABC"]
    rows += [row(c, "commune", "P2") for c in "EF"]
    log = TreeLog()
    log.acts.append(("import", rows, 0))
    for n, (ops, when) in enumerate(acts):
        log.acts.append(("reorganise", n + 1, ops, when))
    return log


def book(log, rule="sum", time=None, scale=0, **given):
    """One form M of one indicator x, values by unit for 2025-01 (or by
    unit_month)."""
    b = Book(log.build())
    f = b.forms["M"] = Form("M", "month")
    f.add(Version(None, {"commune"}, [Indicator(
        "x", "amount", scale, rule, time or rule, None)], set()))
    for key, value in given.items():
        unit, _, month = key.partition("_")
        r = b.returns["M", unit, period(f"2025-{month or '01'}")] = Return()
        r.version = r.accepted_version = 1
        r.accepted = {"x": value}
    return b


def at(b, unit, when=None, over="2025-01"):
    return b.figure("M", period(over), unit,
                    None if when is None else day(when))


def value(b, unit, when=None, over="2025-01"):
    f = at(b, unit, when, over)["figures"][0]
    return f["value"] if f["divisible"] else "?"


class Numbers(unittest.TestCase):
    def test_rounding(self):
        self.assertEqual(shown(336, 2), "3.36")
        self.assertEqual(shown(-5, 9), "-0.000000005")
        self.assertEqual(half_even(Fraction(1, 8), 2), "0.12")
        self.assertEqual(half_even(Fraction(3, 8), 2), "0.38")
        self.assertEqual(half_even(Fraction(-1, 8), 2), "-0.12")

    def test_largest_remainder(self):
        third = Fraction(1, 3)
        self.assertEqual(largest_remainder(10, [third] * 3), [4, 3, 3])
        self.assertEqual(largest_remainder(11, [third] * 3), [4, 4, 3])
        self.assertEqual(largest_remainder(
            7, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]), [3, 2, 2])
        self.assertEqual(largest_remainder(
            1, [Fraction(2, 5), Fraction(3, 5)]), [0, 1])

    def test_periods(self):
        for text in ("2026", "2026-H2", "2026-Q3", "2026-12"):
            self.assertEqual(period_text(period(text)), text)
        self.assertEqual(iso(last_day(period("2024-Q1"))), "2024-03-31")
        self.assertEqual([period_text(p) for p in base_periods(
            period("2026-Q2"), "month")], ["2026-04", "2026-05", "2026-06"])
        self.assertIsNone(base_periods(period("2026-01"), "quarter"))


class Reported(unittest.TestCase):
    def test_sum_counts_given_and_missing(self):
        b = book(country(), A=5, B=None, E=7)
        f = at(b, "VN")
        self.assertEqual((f["expected"], f["accepted"]), (5, 3))
        self.assertEqual(f["figures"][0], {
            "indicator": "x", "units": 2, "missing": 3, "divisible": True,
            "value": "12"})
        self.assertEqual(value(b, "P1"), "5")
        self.assertEqual(value(b, "C"), None)
        self.assertEqual(b.missing("M", period("2025-01"), "P1"), ["C"])

    def test_other_rules(self):
        given = {"A": 4, "B": 1, "E": 2}
        self.assertEqual(value(book(country(), "min", **given), "VN"), "1")
        self.assertEqual(value(book(country(), "max", **given), "VN"), "4")
        self.assertEqual(value(book(country(), "none", **given), "VN"), None)
        self.assertEqual(value(book(country(), "none", **given), "A"), "4")
        mean = at(book(country(), "mean", **given), "VN")["figures"][0]
        self.assertEqual((mean["value"], mean["num"], mean["den"]),
                         ("2.33", "7", "3"))

    def test_later_reorganisation_leaves_the_past(self):
        b = book(country(([op("move", "A", parent="P2")], JULY)), A=1, B=2)
        self.assertEqual(value(b, "P1"), "3")
        self.assertEqual(value(b, "P1", "2025-07-01"), "2")
        self.assertEqual(value(b, "P2", "2025-07-01"), "1")
        self.assertEqual(value(b, "P2", "2025-06-30"), None)

    def test_backdated_move(self):
        b = book(country(([op("move", "A", parent="P2")],
                          day("2025-01-31"))), A=1, B=2)
        self.assertEqual(value(b, "P1"), "2")

    def test_ranges(self):
        given = {"A_01": 5, "A_02": 7, "B_01": 1}
        self.assertEqual(value(book(country(), **given), "P1",
                               over="2025-Q1"), "13")
        last = book(country(), "sum", "last", **given)
        self.assertEqual(value(last, "P1", over="2025-Q1"), "8")
        f = at(last, "P1", over="2025-Q1")
        self.assertEqual((f["expected"], f["accepted"]), (9, 3))
        self.assertEqual(f["periods"], {"given": 2, "of": 3})
        self.assertEqual(f["figures"][0]["missing"], 1)

    def test_last_inherits_from_merged(self):
        log = country(([op("create", "N", name="n", kind="commune",
                           parent="P1"), op("merge", "A", into="N"),
                        op("merge", "B", into="N")], day("2025-03-01")))
        b = book(log, "sum", "last", A_01=5, B_02=7, B_01=9, C_01=1)
        self.assertEqual(value(b, "N", over="2025-Q1"), "12")
        self.assertEqual(value(b, "P1", over="2025-Q1"), "13")


class Restated(unittest.TestCase):
    def split(self, *shares, parent="P1"):
        ops = [op("create", n, name=n, kind="commune",
                  parent="P1" if n == "N1" else parent)
               for n in ("N1", "N2")]
        ops += [op("split", "A", into=n, share=s)
                for n, s in zip(("N1", "N2"), shares)]
        return ops, JULY

    def test_merge(self):
        log = country(([op("merge", "A", into="B")], JULY))
        b = book(log, A=1, B=2)
        self.assertEqual(value(b, "B"), "2")
        self.assertEqual(value(b, "B", "2025-07-01"), "3")
        f = at(b, "B", "2025-07-01")
        self.assertEqual((f["expected"], f["accepted"]), (2, 2))

    def test_unknown_share_below_a_common_unit(self):
        b = book(country(self.split(None, None)), A=9, B=1)
        for unit in ("N1", "N2"):
            self.assertEqual(value(b, unit, "2025-07-01"), "?")
        self.assertEqual(value(b, "P1", "2025-07-01"), "10")
        f = at(b, "N1", "2025-07-01")
        self.assertEqual((f["accepted"], f["figures"][0]["units"]), (1, 1))

    def test_unknown_share_over_two_provinces(self):
        b = book(country(self.split(None, None, parent="P2")), A=9, B=1, E=3)
        self.assertEqual([value(b, u, "2025-07-01") for u in
                          ("P1", "P2", "N2", "B", "VN")],
                         ["?", "?", "?", "1", "13"])

    def test_known_shares_round_to_the_whole(self):
        shares = Fraction(1, 3), Fraction(2, 3)
        b = book(country(self.split(*shares)), A=10)
        self.assertEqual(value(b, "N1", "2025-07-01"), "3")
        self.assertEqual(value(b, "N2", "2025-07-01"), "7")
        self.assertEqual(value(b, "VN", "2025-07-01"), "10")

    def test_known_shares_only_for_sums(self):
        shares = Fraction(1, 3), Fraction(2, 3)
        b = book(country(self.split(*shares)), "max", A=10, B=4)
        self.assertEqual(value(b, "N1", "2025-07-01"), "?")
        self.assertEqual(value(b, "P1", "2025-07-01"), "10")

    def test_split_then_merged_again_is_whole(self):
        again = [op("create", "Z", name="z", kind="commune", parent="P2"),
                 op("merge", "N1", into="Z"), op("merge", "N2", into="Z")]
        b = book(country(self.split(None, None),
                         (again, day("2025-09-01"))), A=9)
        self.assertEqual(value(b, "Z", "2025-09-01"), "9")
        self.assertEqual(value(b, "P2", "2025-08-31"), None)

    def test_closed_without_successor(self):
        log = country(([op("close", "A"), op("close", "B"), op("close", "C"),
                        op("merge", "P1", into="P2")], JULY))
        b = book(log, A=1, B=2, E=4)
        self.assertEqual(value(b, "P2", "2025-07-01"), "7")
        self.assertEqual(value(b, "E", "2025-07-01"), "4")

    def test_backwards(self):
        log = country(([op("create", "N", name="n", kind="commune",
                           parent="P2"), op("merge", "A", into="N"),
                        op("merge", "B", into="N"),
                        op("create", "M", name="m", kind="commune",
                           parent="P2")], JULY))
        b = book(log, N_08=10, M_08=3, E_08=1)
        self.assertEqual([value(b, u, "2025-06-30", "2025-08") for u in
                          ("A", "B", "C", "P1", "P2", "E", "VN")],
                         ["?", "?", None, "10", "4", "1", "14"])

    def test_backwards_with_one_taken_in_later(self):
        log = country(([op("create", "N", name="n", kind="commune",
                           parent="P2")], JULY),
                      ([op("merge", "A", into="N"),
                        op("merge", "B", into="C")], day("2025-08-01")))
        b = book(log, N_08=10, C_08=5)
        self.assertEqual([value(b, u, "2025-06-30", "2025-08") for u in
                          ("A", "B", "C", "P1", "P2", "VN")],
                         ["?", "?", "?", "?", "?", "15"])

    def test_lineage_adds_up(self):
        shares = Fraction(2, 5), Fraction(3, 5)
        b = book(country(self.split(*shares)), A=7, B=1)
        ind = b.forms["M"].indicator("x")
        self.assertEqual(
            b.lineage("M", period("2025-01"), "N1", ind, JULY),
            [("A", "2025-01", 1, 3, Fraction(2, 5))])
        self.assertEqual([r[3] for r in b.lineage(
            "M", period("2025-01"), "VN", ind, JULY)], [7, 1])


class Calls(unittest.TestCase):
    def issue(self, b, under="VN", stepwise=False, key=1):
        call = Call("M", period("2025-01"), "commune", under, stepwise,
                    day("2025-02-10"))
        b.desk.issue(key, call, b.tree, b.stands)
        return call

    def test_expected_are_who_is_asked_and_who_gave(self):
        b = book(country(), A=1, E=2)
        call = self.issue(b, "P2")
        f = at(b, "VN")
        self.assertEqual((f["expected"], f["accepted"]), (3, 2))
        self.assertEqual(b.missing("M", period("2025-01"), "VN"), ["F"])
        call.part("F").step("waive")
        self.assertEqual(at(b, "VN")["expected"], 2)
        call.open = False
        self.assertEqual(at(b, "VN")["expected"], 5)

    def test_coverage(self):
        b = book(country(), A=1)
        call = self.issue(b)
        b.desk.step("M", "B", period("2025-01"), "submit")
        now = (day("2025-02-10") + 1) * 86400 - 7 * 3600
        view = call.coverage(b.tree, "P1", now)
        self.assertEqual((view["counts"]["accepted"],
                          view["counts"]["submitted"],
                          view["counts"]["delivered"], view["late"]),
                         (1, 1, 1, 1))
        self.assertEqual(call.coverage(b.tree, "P1", now - 1)["due_soon"], 1)

    def test_asked_twice(self):
        b = book(country())
        self.issue(b, "P1")
        with self.assertRaises(Refused):
            self.issue(b, "VN", key=2)
        self.issue(b, "P2", key=3)

    def test_stepwise(self):
        b = book(country())
        call = self.issue(b, stepwise=True)
        self.assertEqual(sorted(call.parts),
                         [("P1", "relays"), ("P2", "relays")])
        self.assertEqual(at(b, "VN")["expected"], 0)
        b.desk.pass_on(call, "P2", None, b.tree, b.stands, 0)
        self.assertEqual(call.part("P2").state, "acknowledged")
        self.assertEqual(call.parts["E", "answers"].checker, "P2")
        self.assertEqual(at(b, "VN")["expected"], 2)
        with self.assertRaises(Refused):
            b.desk.send_up(call, "P2", b.tree, False)
        b.desk.send_up(call, "P2", b.tree, True)

    def test_successors_take_over(self):
        acts = [op("create", "N", name="n", kind="commune", parent="P2"),
                op("merge", "A", into="N"), op("move", "B", parent="P2")]
        b = book(country())
        call, other = self.issue(b, "P2"), self.issue(b, "P1", key=2)
        other.part("A").step("acknowledge")
        other.part("A").due += 5
        b.tree = country((acts, day("2025-01-20"))).build()
        b.desk.follow(b.tree, day("2025-01-20"), b.stands)
        self.assertEqual([other.part(u).state for u in "ABC"],
                         ["withdrawn", "withdrawn", "delivered"])
        self.assertEqual([call.part(u).state for u in "BEFN"],
                         ["delivered"] * 4)
        b.tree = country().build()
        b.desk.follow(b.tree, day("2025-01-20"), b.stands)
        self.assertEqual([other.part(u).state for u in "ABC"],
                         ["acknowledged", "delivered", "delivered"])
        self.assertEqual(sorted(u for u, _ in call.parts), ["B", "E", "F"])
        self.assertEqual(call.part("B").state, "withdrawn")


class Acts(unittest.TestCase):
    def refused(self, *ops):
        with self.assertRaises(Refused):
            country((list(ops), JULY)).build()

    def test_refused(self):
        self.refused(op("close", "P1"))
        self.refused(op("move", "P1", parent="A"))
        self.refused(op("merge", "A", into="A"))
        self.refused(op("merge", "A", into="B"), op("close", "B"))
        self.refused(op("merge", "A", into="B"), op("close", "A"))
        self.refused(op("rename", "A", name="a"), op("rename", "A", name="b"))
        self.refused(op("create", "B", name="b", kind="k", parent="VN"))
        self.refused(op("create", "X", name="b", kind="k", parent="A"),
                     op("close", "A"))
        half = Fraction(1, 2)
        self.refused(op("split", "A", into="B", share=half),
                     op("split", "A", into="C", share=None))
        self.refused(op("split", "A", into="B", share=half),
                     op("split", "A", into="C", share=half / 2))

    def test_undo_forgets(self):
        log = country(([op("move", "A", parent="P2")], JULY),
                      ([op("merge", "A", into="E")], day("2025-08-01")))
        tree = log.without(1).build()
        self.assertEqual(tree.fact("A", JULY).parent, "P1")
        self.assertFalse(tree.alive("A", day("2025-08-01")))


if __name__ == "__main__":
    unittest.main()
