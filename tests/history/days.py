"""days.py - days and periods of the model: a day is a whole number (days
since 1970), a period is (kind, number of that kind since year 0)."""
import datetime

FOREVER = 2932896  # 9999-12-31: "no end" in every until
EPOCH = datetime.date(1970, 1, 1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def day(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def iso(number):
    return (EPOCH + datetime.timedelta(days=number)).isoformat()


def period(text):
    """"2026", "2026-H1", "2026-Q1" or "2026-01" as (kind, number)."""
    year, _, rest = text.partition("-")
    if not rest:
        return ("year", int(year))
    if rest[0] == "H":
        return ("half", int(year) * 2 + int(rest[1:]) - 1)
    if rest[0] == "Q":
        return ("quarter", int(year) * 4 + int(rest[1:]) - 1)
    return ("month", int(year) * 12 + int(rest) - 1)


def period_text(p):
    kind, number = p
    per_year = 12 // MONTHS[kind]
    year, part = divmod(number, per_year)
    return {"year": f"{year:04}", "half": f"{year:04}-H{part + 1}",
            "quarter": f"{year:04}-Q{part + 1}",
            "month": f"{year:04}-{part + 1:02}"}[kind]


def _month_first(month):
    return (datetime.date(month // 12, month % 12 + 1, 1) - EPOCH).days


def first_day(p):
    return _month_first(p[1] * MONTHS[p[0]])


def last_day(p):
    return _month_first((p[1] + 1) * MONTHS[p[0]]) - 1


def base_periods(p, kind):
    """The periods of `kind` that make up p, or None where they do not."""
    if MONTHS[kind] > MONTHS[p[0]]:
        return None
    n = MONTHS[p[0]] // MONTHS[kind]
    return [(kind, p[1] * n + i) for i in range(n)]


def periods_between(first, last):
    return [(first[0], n) for n in range(first[1], last[1] + 1)]


def period_at(kind, number):
    """The period of `kind` that holds a day."""
    d = EPOCH + datetime.timedelta(days=number)
    return (kind, (d.year * 12 + d.month - 1) // MONTHS[kind])
