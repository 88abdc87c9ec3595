#!/usr/bin/env python3
"""Verifies what `tierwork journal export` wrote, knowing nothing of the program but docs/journal.md.

journal.py FILE [SEAL]   SEAL: hash of a printed seal, which must be among those of the file
"""
import hashlib
import json
import sys

NOTHING = bytes(32)


def fields(*values):
    """The hash of these fields, each after its length; None is a field of length 0."""
    h = hashlib.blake2b(digest_size=32)
    for v in values:
        if v is None:
            v = b""
        elif isinstance(v, int):
            v = v.to_bytes(8, "big", signed=True)
        elif isinstance(v, str):
            v = v.encode()
        h.update(len(v).to_bytes(4, "big") + v)
    return h.digest()


def entry_hash(e, before):
    if e["format"] == 1:
        return fields(before, e["lane"], e["seq"], e["at"], e["account"], e["act"], e["object"], e["detail"])
    return fields("tierwork journal 2", before, e["lane"], e["seq"], e["at"], e["account"], e["seat"], e["behalf"],
                  int(e["work"]), e["act"], e["object"], e["detail"])


def seal_hash(s, before):
    return fields("tierwork seal 1", before, s["seal"], s["at"], s["account"], s["heads"])


class Broken(Exception):
    """What is wrong, and where."""


def must(held, why):
    if not held:
        raise Broken(why)


class Checker:
    """Takes the lines of an export one after the other."""

    def __init__(self):
        self.lane = {}  # lane: place, hash, format of the entry before
        self.place = {}  # (lane, place): hash, of every entry
        self.begun = {}  # lane: place before the first entry of the file
        self.seals, self.last, self.entries, self.told = [], NOTHING, 0, {}

    def take_start(self, r):
        self.lane[r["start"]] = (r["seq"], bytes.fromhex(r["hash"]), 0)
        self.begun[r["start"]] = r["seq"]

    def take_entry(self, e):
        where = f"entry {e['seq']} of lane {e['lane']}"
        seq, before, form = self.lane.get(e["lane"], (0, NOTHING, 0))
        must(e["seq"] == seq + 1, f"entry {seq + 1} of lane {e['lane']} is missing")
        must(e["format"] in (1, 2) and e["format"] >= form, f"{where} has the format {e['format']}")
        must(e["format"] == 2 or (e["seat"], e["behalf"], e["work"]) == (None, None, "0"),
             f"{where} says more than its hash")
        must(entry_hash(e, before).hex() == e["hash"], f"{where} was changed or moved")
        self.lane[e["lane"]] = (e["seq"], bytes.fromhex(e["hash"]), e["format"])
        self.place[e["lane"], e["seq"]] = e["hash"]
        self.entries += 1
        if e["act"] == "journal.seal":
            self.told[int(e["object"])] = json.loads(e["detail"])["hash"]

    def take_head(self, r):
        must(self.lane.get(r["head"], (0, NOTHING))[:2] == (r["seq"], bytes.fromhex(r["hash"])),
             f"the head of lane {r['head']} does not stand at its last entry")

    def take_seal(self, s):
        must(s["seal"] == len(self.seals) + 1, f"seal {len(self.seals) + 1} is missing")
        must(seal_hash(s, self.last).hex() == s["hash"], f"seal {s['seal']} was changed")
        self.last = bytes.fromhex(s["hash"])
        self.seals.append(s["hash"])
        for line in s["heads"].splitlines():
            lane, seq, digest = line.split()
            if int(seq) > self.begun.get(int(lane), 0):
                must(self.place.get((int(lane), int(seq))) == digest,
                     f"entry {seq} of lane {lane} is not the one that seal {s['seal']} binds")

    def end(self):
        for number, digest in sorted(self.told.items()):
            must(number <= len(self.seals) and self.seals[number - 1] == digest, f"seal {number} is not the one made")


def check(lines, printed=None):
    c = Checker()
    for line in lines:
        r = json.loads(line)
        kind = next(k for k in ("start", "head", "seal", "entry") if k in r)
        getattr(c, "take_" + kind)(r if kind != "entry" else r["entry"])
    c.end()
    must(printed is None or printed.replace(" ", "") in c.seals, "the printed seal is not in this journal")
    return c


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as f:
            c = check(f, *sys.argv[2:3])
    except Broken as why:
        sys.exit(f"broken: {why}")
    print(f"whole: {c.entries} entries in {len(c.lane)} lanes, {len(c.seals)} seals")


if __name__ == "__main__":
    main()
