#!/usr/bin/env python3
"""steps.py - runs steps.c on SQLite in memory, or in a database of its own.

steps.py BIN sqlite|postgresql SEED STEPS
"""
import os
import subprocess
import sys

from program import Program


def main():
    binary, kind, seed, steps = sys.argv[1:5]
    if kind == "sqlite":
        return subprocess.run([binary, ":memory:", seed, steps], check=False).returncode
    server = os.environ.get("TIERWORK_TEST_PG")
    if not server:
        print("skipped: TIERWORK_TEST_PG names no server")
        return 77
    program = Program(binary, server)
    try:
        return subprocess.run([binary, program.store, seed, steps], check=False).returncode
    finally:
        program.close()


if __name__ == "__main__":
    sys.exit(main())
