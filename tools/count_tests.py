#!/usr/bin/env python3
"""Says how many tests of a Meson run passed, failed and were skipped.

count_tests.py TESTLOG_JSON   exit 1 when one failed or none ran
"""
import collections
import json
import sys

KINDS = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        tests = [json.loads(line) for line in f]
    n = collections.Counter(KINDS.get(t["result"], "failed") for t in tests)
    for t in tests:
        if KINDS.get(t["result"]) == "skipped":
            why = [line for line in t.get("stdout", "").splitlines() if line.startswith("SKIP")]
            print(why[0] if why else f"SKIP {t['name']}")
    print(f"{n['passed']} passed, {n['failed']} failed" + (f", {n['skipped']} skipped" if n["skipped"] else ""))
    sys.exit(n["failed"] > 0 or n["passed"] == 0)


if __name__ == "__main__":
    main()
