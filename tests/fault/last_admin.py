"""last_admin.py - two administrators of the whole store are taken away at
once: one stays, whoever was faster."""
import json

from fault import CONFLICT, Store, check, ends

ROUNDS = 8


def left(s):
    held = json.loads(s.run("--json", "role", "list").must(0).out)
    return [r["login"] for r in held if r["role"] == "administrator" and r["state"] == "now" and r["until"] is None]


def main():
    with Store() as s:
        s.run("init", "--title", "A", "--admin", "an").must(0)
        s.run("account", "add", "binh", "--role", "administrator").must(0)
        for _ in range(ROUNDS):
            codes, said = ends(s.start("role", "end", "an", "administrator"), s.start("role", "end", "binh", "administrator"))
            check(codes == [0, CONFLICT], f"both administrators at once: {codes}", said)
            check("Nobody else administers the whole store" in said, "the other is not told why", said)
            check(len(left(s)) == 1, f"administrators left: {left(s)}")
            # shortening it is taking it away, too
            codes, said = ends(*(s.start("role", "give", who, "administrator", "--until", "2099-01-01") for who in left(s)))
            check(codes == [CONFLICT], f"an end for the last: {codes}", said)
            for who in ("an", "binh"):
                s.run("role", "give", who, "administrator").must(0)
        s.whole()


main()
