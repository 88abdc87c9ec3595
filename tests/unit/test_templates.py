#!/usr/bin/env python3
"""Every unsafe template is refused, each for its own reason; safe ones are not.

test_templates.py TOOLS_DIR UNSAFE_DIR
"""
import pathlib
import sys

tools, unsafe = (pathlib.Path(a) for a in sys.argv[1:3])
sys.path.insert(0, str(tools))
import gen_html  # noqa: E402

SAFE = {
    '<p title="{{x}}">{{x}} {{_ "Message with {x}."}}</p>': ["PUT", "PUT", "SAY"],
    '<a href="/units/{{code}}?period={{period}}">a</a>': ["LINK", "LINK"],
    '<a href="{{call_href}}">a</a>': ["PATH"],
    '<option value="{{v}}"{{#on}} selected{{/on}}>a</option>': ["PUT", "EACH", "END"],
    '<p class="st{{#late}} late{{/late}}">a</p>': ["EACH", "END"],
    '{{#rows}}<p>{{.}}</p>{{/rows}}{{^rows}}<p>&nbsp;</p>{{/rows}}': ["EACH", "PUT", "END", "NONE", "END"],
    '<svg viewBox="0 0 1 1"><rect x="{{x}}%" width="{{w}}%" fill="url(#p-{{s}})"/></svg>': ["PUT", "PUT", "PUT"],
    '<svg aria-hidden="true"><use href="/static/sprite.svg#{{s}}"/></svg>': ["LINK"],
    '<tr data-hx-get="/units/{{code}}" data-hx-trigger="click"></tr>': ["LINK"],
}


def trouble(name, text):
    try:
        gen_html.check(name, text)
    except gen_html.Refused as why:
        return str(why)
    return ""


def main():
    failed = 0
    want = dict(line.split(": ", 1) for line in (unsafe / "reasons.txt").read_text().splitlines())
    files = {p.stem: p.read_text() for p in unsafe.glob("*.html")}
    if want.keys() != files.keys() or len(files) < 60:
        sys.exit(f"files and reasons differ: {sorted(want.keys() ^ files.keys())}")
    for name, text in sorted(files.items()):
        why = trouble(name, text)
        if want[name] not in why:
            failed += 1
            print(f"{name}: wanted '{want[name]}', got '{why or 'no refusal'}'")
    for text, ops in SAFE.items():
        got = [t[0] for t in gen_html.check("safe", text).tokens if t[0] != "TEXT"]
        if got != ops:
            failed += 1
            print(f"{text}: wanted {ops}, got {got}")
    print(f"{len(files)} unsafe forms refused, {len(SAFE)} safe ones read, {failed} wrong")
    sys.exit(failed > 0)


main()
