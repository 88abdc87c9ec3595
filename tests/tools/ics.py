#!/usr/bin/python3
"""Reads a calendar with Debian's python3-icalendar and says what is in it, as one JSON list: what another program
makes of what Tierwork writes.

ics.py FILE
"""
import json
import sys

try:
    import icalendar
except ImportError:
    sys.exit("python3-icalendar is not installed")

data = open(sys.argv[1], "rb").read()
for line in data.split(b"\r\n"):
    if len(line) > 75 or b"\n" in line:
        sys.exit(f"a line is not of the format: {line!r}")
    line.decode()
calendar = icalendar.Calendar.from_ical(data)
if [str(e) for e in getattr(calendar, "errors", [])]:
    sys.exit(f"not understood: {calendar.errors}")
events = []
for e in calendar.walk("VEVENT"):
    category = e.get("CATEGORIES")
    events.append({
        "uid": str(e["UID"]), "on": e.decoded("DTSTART").isoformat(),
        "until": e.decoded("DTEND").isoformat(), "changed": e.decoded("DTSTAMP").isoformat(),
        "sequence": int(e["SEQUENCE"]), "summary": str(e["SUMMARY"]),
        "description": str(e.get("DESCRIPTION", "")), "url": str(e.get("URL", "")),
        "category": category.to_ical().decode() if category else "",
    })
print(json.dumps({"name": str(calendar["X-WR-CALNAME"]), "method": str(calendar["METHOD"]),
                  "events": events}, ensure_ascii=False, indent=1))
