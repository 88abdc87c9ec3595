#!/usr/bin/env python3
"""Every column of the store that tells something of a person has its reason in docs/privacy.md, and none is about
what somebody thinks, believes, says or how somebody behaves.

test_privacy.py TIERWORK
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import gen_sql  # noqa: E402

# Records of the work: who did it stands in them by number; what they say is about the work.
WORK = {
    "accepted": "a return", "answer_text": "a return", "assignment": "a call", "attachment": "a file of a return",
    "body": "a body", "body_change": "a decision", "call": "a call", "draft": "a return", "draft_cell": "a return",
    "file": "a file of a return", "file_part": "a file of a return", "reminder": "a call", "remark": "a return",
    "reorganisation": "a decision", "response": "a return", "seal": "the journal", "standing": "a call",
    "book_entry": "the register", "document": "the register", "document_change": "the register",
    "numbering": "the register", "exchange": "the register", "relation": "the register", "reply": "a call", "finding": "a programme",
    "task": "a programme", "task_word": "a programme", "visit": "a programme",
}
# Columns of personal tables that say nothing of anybody by themselves, or stand in the row of another
# (the address of a session with its browser, the subject of a mail with its body).
TECHNICAL = {
    "account.key", "person.key", "person.folded", "person.sort", "session.token", "session.old", "session.from_",
    "half_signin.token", "half_signin.what", "half_signin.secret", "half_signin.next", "link_once.hash",
    "api_token.hash", "api_token.acts", "feed.hash", "feed.without", "identity.issuer", "notice.kind", "notice.link", "notice.vi", "notice.words",
    "notice_wish.kind", "mail.address", "mail.subject", "mail.token", "mail.state", "mail.why", "role_grant.area",
    "journal.act", "journal.object", "journal.detail", "journal.hash",
}
# Words of what Tierwork keeps of nobody.
NEVER = re.compile(r"opinion|belief|religio|faith|politic|ethnic|race_|health|mood|behav|speech|sentiment|attitude|"
                   r"loyal|reputation|rating|social|surveil|follower|post_text|gender|birth|marital|family")


def people_tables(migrations):
    """Tables that name an account or a person, but for those of WORK."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in migrations)
    made = re.findall(r"^CREATE TABLE (\w+) \(\n(.*?)\n\)", text, re.M | re.S)
    named = {name for name, body in made if name in ("account", "person") or
             re.search(r"REFERENCES (account|person)\b|^\t(account|person)\b", body, re.M)}
    return named - set(WORK)


def main():
    migrations = sorted((ROOT / "migrations").glob("*.sql"))
    found = gen_sql.tables(migrations)
    told = {f["column"] for f in json.loads(subprocess.run([sys.argv[1], "--json", "privacy", "fields"], check=True,
                                                           capture_output=True).stdout)}
    wrong = []
    for table in sorted(people_tables(migrations) & set(found)):
        columns = found[table][0]
        for column, kind in columns.items():
            name = f"{table}.{column}"
            if kind in ("TEXT", "@BLOB@") and name not in told | TECHNICAL:
                wrong.append(f"{name} has no reason in src/people/privacy_fields.c")
    every = {f"{t}.{c}" for t, (columns, *_) in found.items() for c in columns}
    wrong += [f"{name} is no column" for name in sorted((told | TECHNICAL) - every)]
    wrong += [f"{name}: nothing of the kind is kept of anybody" for name in sorted(every) if NEVER.search(name)]
    print(f"{len(every)} columns, {len(told)} of them personal")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
