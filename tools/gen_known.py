#!/usr/bin/env python3
"""Makes the table of passwords that are known to everybody who guesses.

gen_known.py OUT_DIR PASSWORDS_JSON
writes OUT_DIR/known.h, known.c and known.S (which takes the bytes in).

The list is that of @zxcvbn-ts/language-common (MIT): passwords of many
break-ins, the most common first, in lower case. The program only asks whether
one is in it: so the table holds the first 6 bytes of the BLAKE2b hash (16
bytes) of each, sorted. A password that is not in the list is taken for one
that is once in some 5,000 million times.
"""
import hashlib
import json
import pathlib
import sys

SIZE = 6
LEAST = 8     # PASSWORD_LEAST of src/access/password.h
WANTED = 3000  # of those that would be long enough otherwise
MADE = "/* Made by tools/gen_known.py from a list of passwords in node_modules. Do not edit. */\n"


def main():
    out, source = (pathlib.Path(a) for a in sys.argv[1:])
    words = set(json.loads(source.read_text(encoding="utf-8")))
    long = sum(len(w) >= LEAST for w in words)
    if long < WANTED:
        sys.exit(f"{source}: only {long} passwords of {LEAST} characters and more; at least {WANTED} are wanted")
    table = sorted({hashlib.blake2b(w.encode(), digest_size=16).digest()[:SIZE] for w in words})
    path = out / "known.bin"
    path.write_bytes(b"".join(table))
    (out / "known.h").write_text(MADE + f"""#ifndef GEN_KNOWN_H
#define GEN_KNOWN_H
#include <stddef.h>
#define KNOWN_SIZE {SIZE} /* bytes of each */
#define KNOWN_LONG {long} /* how many of them have {LEAST} characters and more */
extern const unsigned char known_table[]; /* sorted */
extern const size_t known_count;
#endif
""")
    (out / "known.c").write_text(MADE + f'#include "gen/known.h"\nconst size_t known_count = {len(table)};\n')
    (out / "known.S").write_text(f'{MADE}\t.section .rodata\n\t.global known_table\nknown_table:\n'
                                 f'\t.incbin "{path.resolve()}"\n\t.section .note.GNU-stack,"",%progbits\n')


if __name__ == "__main__":
    main()
