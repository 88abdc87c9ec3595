#!/usr/bin/env python3
"""Checks src/web/templates/AREA/*.html and turns them into tables of tokens.

gen_html.py OUT_DIR TEMPLATES_DIR   writes OUT_DIR/tmpl.h and tmpl.c
gen_html.py --check FILE...         only checks, one file after the other

Templates are mustache cut down to

    {{name}}          a value, escaped; in an address, percent-encoded;
                      href="{{..href}}" is a whole path of ours
    {{.}}             the item itself, in a list of texts
    {{#name}} {{/name}}   for each item of a list; once where it is true
    {{^name}} {{/name}}   where it is false, null or empty
    {{>area/part}}    another template
    {{_ "Message."}}  in the reader's language; {name} in it is a value

There is no way to write a value unescaped. What is not listed below is
refused: elements, attributes, and where a tag may stand.
"""
import pathlib
import re
import sys

TAGS = set("""html head title meta link script body main header footer nav section article aside div span
a p h1 h2 h3 h4 ul ol li dl dt dd b i u s em strong small code pre br hr abbr time sub sup
table caption thead tbody tfoot tr th td col colgroup
form fieldset legend label input select option optgroup datalist textarea button output details summary figure figcaption
svg g defs symbol use path rect line circle polyline polygon text tspan desc pattern""".split())
VOID = {"meta", "link", "br", "hr", "input", "col"}
# attributes whose value may hold a {{tag}}
PLAIN = set("""alt class colspan content datetime for headers id label lang max maxlength min minlength name placeholder
rowspan step title value x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d points viewBox transform""".split())
# the same, but the value must begin with a fixed /word, # or ?
LINK = {"action", "formaction", "href", "src", "data-hx-get", "data-hx-post"}
# the same, but with a fixed url(#
PAINT = {"fill"}
FIXED = set("""accept accept-charset autocapitalize autocomplete charset cols crossorigin dominant-baseline enctype
enterkeyhint form hreflang inputmode list method pattern patternTransform patternUnits preserveAspectRatio rel role rows
scope size span spellcheck stroke stroke-width tabindex target text-anchor type""".split())
BOOL = set("autofocus checked defer disabled hidden multiple novalidate open readonly required reversed selected".split())
# of htmx only what needs no script in the page: no on:*, no vals, no js:
HX = set("""data-hx-boost data-hx-confirm data-hx-include data-hx-indicator data-hx-push-url data-hx-replace-url
data-hx-select data-hx-swap data-hx-swap-oob data-hx-sync data-hx-target data-hx-trigger""".split())
HX_PLAIN = {"data-hx-confirm", "data-hx-select", "data-hx-target"}
SHELL = ("shell/head", "shell/foot")  # the two halves of one page

TAG = re.compile(r'([#^/]?)([a-z][a-z0-9_]*)|(>)([a-z]+/[a-z_]+)|_ "([^"]+)"|(\.)')
ATTR = re.compile(r'([A-Za-z][\w:.-]*)(="|)')
BASE = "\0"  # stands for STATIC_BASE until C is written
ENTITY = re.compile(r"&(?:[a-zA-Z]+|#\d+);")
START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


class Refused(Exception):
    pass


class Template:
    """Reads one file from front to back; `tokens` are what tmpl.c plays."""

    def __init__(self, path, text):
        self.path, self.text, self.at = path, text, 0
        self.state, self.attr, self.seen = "text", "", ""
        self.place = self.count = 0  # of the element or value: a section ends where it began
        self.open, self.sections, self.tokens, self.literal = [], [], [], ""

    def die(self, why):
        raise Refused(f"{self.path}:{self.text.count(chr(10), 0, self.at) + 1}: {why}")

    def keep(self, s):
        self.literal += s
        self.at += len(s)

    def token(self, op, text=""):
        if self.literal:
            self.tokens.append(["TEXT", self.literal])
            self.literal = ""
        self.tokens.append([op, text])

    def read(self):
        while self.at < len(self.text):
            if self.text.startswith("{{", self.at):
                self.tag()
            else:
                getattr(self, "in_" + self.state)()
        if self.state != "text":
            self.die("ends inside a tag")
        if self.sections:
            self.die(f"{{{{#{self.sections[-1][0]}}}}} is not closed")
        if self.literal:
            self.tokens.append(["TEXT", self.literal])
        return self

    # {{...}}

    def tag(self):
        end = self.text.find("}}", self.at)
        m = TAG.fullmatch(self.text[self.at + 2:max(end, 0)])
        if not m:
            self.die("no tag is written so: " + self.text[self.at:self.at + 24].split("\n")[0])
        sign, name, _, part, message, dot = m.groups()
        if sign:
            self.section(sign, name)
        elif part:
            if self.state != "text":
                self.die("a part inside an element")
            self.token("PART", part)
        else:
            if name and self.whole_path(name, end):
                self.token("PATH", name)
                self.seen = "/path"
                self.at = end + 2
                return
            self.value_allowed()
            if message and self.attr in LINK and self.state == "value":
                self.die("a message in an address")
            link = self.state == "value" and self.attr in LINK
            self.token("SAY" if message else "LINK" if link else "PUT", message or name or dot)
        self.at = end + 2

    def whole_path(self, name, end):
        """href="{{…href}}": all of an address, which is checked to lie here when the page is made."""
        return (self.state == "value" and self.attr == "href" and not self.seen
                and re.fullmatch(r"(\w+_)?href", name) and self.text[end + 2 : end + 3] == '"')

    def value_allowed(self):
        """A value may stand in text or in the quoted value of a listed attribute."""
        if self.state == "tag":
            self.die("a value outside of quotes")
        if self.state == "text":
            return
        a = self.attr
        if a in LINK:
            if not re.match(r"/\w|[#?]", self.seen):
                self.die(f"{a}= must begin with a fixed /word, # or ?")
        elif a in PAINT:
            if not self.seen.startswith("url(#"):
                self.die(f"{a}= must begin with a fixed url(#")
        elif not (a in PLAIN or a in HX_PLAIN or a.startswith("aria-") or (a.startswith("data-") and a not in HX)):
            self.die(f"a value inside {a}=")

    def number(self):
        self.count += 1
        return self.count

    def here(self):
        return (self.state, self.place if self.state != "text" else 0)

    def section(self, sign, name):
        if sign != "/":
            if self.state == "value":
                self.value_allowed()
            self.token("EACH" if sign == "#" else "NONE", name)
            self.sections.append((name, self.here(), len(self.open), len(self.tokens) - 1))
            return
        if not self.sections or self.sections[-1][0] != name:
            self.die(f"{{{{/{name}}}}} closes nothing")
        _, here, depth, at = self.sections.pop()
        if here != self.here():
            self.die(f"{{{{/{name}}}}} stands elsewhere than its beginning")
        if depth != len(self.open):
            self.die(f"{{{{#{name}}}}} opens or closes an element")
        self.token("END")
        self.tokens[at].append(len(self.tokens) - 1)

    # HTML

    def in_text(self):
        c = self.text[self.at]
        if c == "&":
            self.keep(self.entity())
        elif c != "<":
            self.keep(c)
        elif self.at == 0 and self.text.startswith("<!DOCTYPE html>\n"):
            self.keep("<!DOCTYPE html>")
        else:
            self.element()

    def entity(self):
        m = ENTITY.match(self.text, self.at)
        if not m:
            self.die("stray & (write &amp;)")
        return m[0]

    def element(self):
        m = START.match(self.text, self.at)
        if not m:
            self.die("stray < (write &lt;)")
        if m[2] not in TAGS:
            self.die(f"no element <{m[2]}>")
        if m[2] == "script" and not re.compile(r'<script src="/static/[\w.-]+" (?:defer|type="module")></script>|</script>').match(
                self.text, self.at):
            self.die("a script in the page")
        self.keep(m[0])
        self.state, self.name, self.closing, self.given = "tag", m[2], bool(m[1]), set()
        self.place = self.inside = self.number()

    def in_tag(self):
        c = self.text[self.at]
        if c.isspace():
            return self.keep(c)
        if c == ">" or self.text.startswith("/>", self.at):
            return self.end_tag(self.text[self.at:self.at + 2] if c == "/" else ">")
        m = ATTR.match(self.text, self.at)
        if not m:
            self.die("an attribute is not written so")
        a = m[1]
        if self.closing:
            self.die("an attribute in a closing tag")
        if not self.text[self.at - 1].isspace():
            self.die("no blank before an attribute")
        if m[2] == "" and a not in BOOL:
            self.die(f"no value, or no quotes: {a}")
        self.known(a)
        self.keep(m[0])
        if m[2]:
            self.state, self.attr, self.seen = "value", a, ""
            self.place = self.number()

    def known(self, a):
        if a.startswith("data-hx-"):
            ok = a in HX | LINK
        else:
            ok = a in PLAIN | LINK | FIXED | BOOL | PAINT or re.fullmatch(r"(aria|data)-[a-z-]+", a)
        if not ok:
            self.die(f"no attribute {a}=")
        if not self.sections or self.sections[-1][1][0] == "text":
            if a in self.given:
                self.die(f"{a}= is given twice")
            self.given.add(a)

    def in_value(self):
        c = self.text[self.at]
        if c == '"':
            if self.attr in LINK and not re.match(r"/\w|/$|[#?]", self.seen):
                self.die(f"{self.attr}= must begin with a fixed /word, # or ?")
            if self.attr == "method" and self.seen not in ("get", "post"):
                self.die("method= is get or post")
            self.state, self.place = "tag", self.inside
        elif c == "<":
            self.die("stray < (write &lt;)")
        elif c == "&":
            c = self.entity()
        self.seen += c
        self.keep(c)
        if self.attr in LINK and re.fullmatch(r"/static/[\w.-]+", self.seen) and re.match(
                r'["#]', self.text[self.at:]):
            self.static()

    def static(self):
        """The address of a static file carries a hash: it may be kept for ever."""
        self.literal = self.literal[:-len(self.seen)] + BASE + self.seen[len("/static"):]

    def end_tag(self, how):
        if self.closing:
            if not self.open or self.open[-1] != self.name:
                self.die(f"</{self.name}> closes nothing")
            self.open.pop()
        elif how == ">" and self.name not in VOID:
            self.open.append(self.name)
        self.keep(how)
        self.state = "text"


def squeeze(text):
    """Indentation is for the author, not for the wire."""
    return text if re.search(r"<(pre|textarea)\b", text) else re.sub(r"\n[ \t]+", "\n", text)


def check(path, text):
    t = Template(path, text).read()
    if t.open:
        t.die(f"<{t.open[-1]}> is not closed")
    return t


def read_all(root):
    found = {}
    for path in sorted(root.glob("*/*.html")):
        found[f"{path.parent.name}/{path.stem}"] = (path, squeeze(path.read_text(encoding="utf-8")))
    halves = [found[n] for n in SHELL if n in found]
    if halves:
        check(halves[0][0], "".join(text for _, text in halves))
    out = {}
    for name, (path, text) in found.items():
        if name == "shell/foot":  # has been read as the end of the head
            t = Template(path, text)
            t.open = Template(*halves[0]).read().open
            out[name] = t.read()
        elif name == "shell/head":
            out[name] = Template(path, text).read()
        else:
            out[name] = check(path, text)
    for name, t in out.items():
        for token in t.tokens:
            if token[0] == "PART" and token[1] not in out:
                t.at = 0
                t.die(f"there is no part {token[1]}")
    return dict(sorted(out.items()))


def c_text(s):
    s = s.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("??", '?""?')
    return f'"{s}"'.replace(BASE, '" STATIC_BASE "')


MADE = "/* Made by tools/gen_html.py from src/web/templates. Do not edit. */\n"


def write(out, found):
    (out / "tmpl.h").write_text(MADE + """#ifndef GEN_TMPL_H
#define GEN_TMPL_H
#include <stddef.h>
enum tmpl_op {
	TMPL_TEXT,   /* as it stands */
	TMPL_PUT,    /* a value */
	TMPL_LINK,   /* a value in an address */
	TMPL_PATH,   /* a whole address: a path of ours */
	TMPL_SAY,    /* a message */
	TMPL_PART,   /* another template */
	TMPL_EACH,   /* up to the token `end` */
	TMPL_NONE,
	TMPL_END,    /* of a section, or of the template */
};
struct tmpl;
struct tmpl_token {
	enum tmpl_op op;
	unsigned end;
	const char *text;
	size_t size;
	const struct tmpl *part;
};
struct tmpl {
	const char *name;
	const struct tmpl_token *token;
};
extern const struct tmpl tmpl_table[]; /* by name */
extern const size_t tmpl_count;
#endif
""")
    names = list(found)
    parts = [MADE, '#include "gen/tmpl.h"\n#include "gen/static.h"\n'
             "#define T(s) s, sizeof(s) - 1\n"]
    for i, name in enumerate(names):
        rows = []
        for op, text, *end in found[name].tokens + [["END", ""]]:
            part = f", &tmpl_table[{names.index(text)}]" if op == "PART" else ", NULL"
            rows.append(f"\t{{TMPL_{op}, {end[0] if end else 0}, T({c_text(text)}){part}}},\n")
        parts.append(f"static const struct tmpl_token token_{i}[] = {{ /* {name} */\n{''.join(rows)}}};\n")
    parts.append("const struct tmpl tmpl_table[] = {\n"
                 + "".join(f'\t{{"{n}", token_{i}}},\n' for i, n in enumerate(names))
                 + f"}};\nconst size_t tmpl_count = {len(names)};\n")
    (out / "tmpl.c").write_text("".join(parts), encoding="utf-8")


def main():
    try:
        if sys.argv[1] == "--check":
            for path in sys.argv[2:]:
                check(path, pathlib.Path(path).read_text(encoding="utf-8"))
        else:
            write(pathlib.Path(sys.argv[1]), read_all(pathlib.Path(sys.argv[2])))
    except Refused as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
