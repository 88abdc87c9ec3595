"""documents.py - makes files as offices write them, and such as nobody should:
`documents.py NAME FILE [TEXT]`, with the names of MAKES and BAD below."""
import hashlib
import sys
import zipfile
import zlib
from xml.sax.saxutils import escape

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
WORD_END = "</w:body></w:document>"
TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
         'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
         'officedocument.wordprocessingml.document.main+xml"/></Types>')
PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def word(path, xml):
    """A file of Word whose text part is this XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES)
        z.writestr("word/document.xml", xml)


def docx(path, text):
    word(path, '<?xml version="1.0"?>' + WORD + "".join(
        f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines()) + WORD_END)


def odt(path, text):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        z.writestr("content.xml", '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                   'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>' + "".join(
                       f"<t:p>{escape(line)}</t:p>" for line in text.splitlines()) + "</o:text></o:body></o:document-content>")


def pdf_of(objects, trailer=""):
    """Objects 1, 2 ... and where each begins."""
    out, at = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n" % n + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1)
    for n in at:
        out += b"%010d 00000 n \n" % n
    out += f"trailer\n<</Size {len(at) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def stream(data, how=""):
    return f"<</Length {len(data)}{how}>>stream\n".encode() + data + b"\nendstream"


def pdf_objects(text):
    """A page of text in any letters: each is a code of its own, and a table says which."""
    letters = sorted(set(text.replace("\n", "")))
    code = {c: i for i, c in enumerate(letters, 1)}
    lines = "".join("<" + "".join(f"{code[c]:02x}" for c in line) + "> Tj 0 -14 Td\n" for line in text.splitlines())
    table = ("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
             f"{len(letters)} beginbfchar\n" + "".join(f"<{i:02x}> <{c.encode('utf-16-be').hex()}>\n"
                                                       for c, i in code.items()) + "endbfchar endcmap end")
    return ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream(zlib.compress(b"BT /F 12 Tf 20 700 Td\n" + lines.encode() + b"ET"), "/Filter/FlateDecode"),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R/FirstChar 1/LastChar "
            f"{len(letters)}/Widths[{'600 ' * len(letters)}]>>",
            stream(table.encode())]


def pdf(path, text):
    write(path, pdf_of(pdf_objects(text)))


def txt(path, text):
    write(path, text.encode())


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


# ---- what nobody should ----

def bomb(path):
    """600 MB of text in 600 kB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES)
        with z.open("word/document.xml", "w") as f:
            f.write(WORD.encode())
            for _ in range(600):
                f.write(b" " * (1 << 20))


def laughs(path):
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    word(path, f'<!DOCTYPE a [<!ENTITY l0 "ha">{entities}]>{WORD}<w:p><w:t>&l11;</w:t></w:p>{WORD_END}')


def external(path):
    word(path, f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{WORD}<w:p><w:t>&x;</w:t></w:p>{WORD_END}')


def cut(path):
    docx(path, "cut off\n" * 1000)
    with open(path, "rb") as f:
        write(path, f.read()[:-200])


def pdf_cut(path):
    write(path, pdf_of(pdf_objects("cut off"))[:60])


def pdf_garbage(path):
    write(path, b"%PDF-1.7\n" + b"xref\n0 99999999\n" + b"9999999999 00000 n \n" * 5000 +
          b"trailer<</Root 7 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n")


def pdf_loop(path):
    """Pages whose child is their parent."""
    o = pdf_objects("loop")
    o[1] = "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 99999999/Parent 2 0 R>>"
    write(path, pdf_of(o, "/Prev 0"))


def squeezed(part, megabytes):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(part * ((1 << 20) // len(part))) for _ in range(megabytes)) + packer.flush()


def pdf_slow(path):
    """2 GB of drawing in 4 MB: nobody has the time for it."""
    o = pdf_objects("slow")
    o[3] = stream(squeezed(b"1 2 m 3 4 l 5 w\n", 2000), "/Filter/FlateDecode")
    write(path, pdf_of(o))


def pdf_objects_bomb(path):
    """The page's content is one of a hundred million objects in a stream of 2 GB."""
    o = pdf_objects("objects")
    o[3] = stream(squeezed(b"4 0 5 9 6 18 7 9 ", 2000), "/Type/ObjStm/N 99999999/First 999999999/Filter/FlateDecode")
    o[2] = o[2].replace("/Contents 4 0 R", "/Contents 9 0 R")
    whole = pdf_of(o)
    table = whole.rindex(b"xref\n0")
    rows = [(0, 0, 65535)] + [(1, whole.index(b"%d 0 obj" % n), 0) for n in range(1, 7)] + [(1, table, 0)]
    rows += [(0, 0, 0), (2, 4, 0)]
    data = b"".join(bytes([kind]) + place.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, place, more in rows)
    write(path, whole[:table] + b"7 0 obj\n" + stream(data, "/Type/XRef/W[1 4 2]/Size 10/Root 1 0 R") +
          f"\nendobj\nstartxref\n{table}\n%%EOF\n".encode())


def rc4(key, data):
    s, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) % 256
        s[i], s[j] = s[j], s[i]
    i = j = 0
    for b in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(b ^ s[(s[i] + s[j]) % 256])
    return bytes(out)


def pdf_locked(path):
    user = (b"secret" + PAD)[:32]
    o = rc4(hashlib.md5(user).digest()[:5], user)
    key = hashlib.md5(user + o + b"\xfc\xff\xff\xff" + b"0123456789abcdef").digest()[:5]
    objects = pdf_objects("locked")
    objects.append(f"<</Filter/Standard/V 1/R 2/P -4/O<{o.hex()}>/U<{rc4(key, PAD).hex()}>>>")
    write(path, pdf_of(objects, f"/Encrypt {len(objects)} 0 R/ID[<{b'0123456789abcdef'.hex()}><00>]"))


def program(path):
    write(path, b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\xb8".ljust(60, b"\0") + b"\x80\0\0\0".ljust(68, b"\0") +
          b"PE\0\0\x4c\1\3\0".ljust(300, b"\0"))


def page(path):
    write(path, b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>")


MAKES = {"docx": docx, "odt": odt, "pdf": pdf, "txt": txt}
BAD = {"bomb": bomb, "laughs": laughs, "external": external, "cut": cut, "pdf_cut": pdf_cut,
       "pdf_garbage": pdf_garbage, "pdf_loop": pdf_loop, "pdf_slow": pdf_slow, "pdf_objects_bomb": pdf_objects_bomb,
       "pdf_locked": pdf_locked, "program": program, "page": page}

if __name__ == "__main__":
    if sys.argv[1] in MAKES:
        MAKES[sys.argv[1]](sys.argv[2], sys.argv[3])
    else:
        BAD[sys.argv[1]](sys.argv[2])
