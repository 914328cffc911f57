"""The commands of `scripts/kb.py`, one module each: `add_arguments(parser)`, `run(options) -> int`.

A command returns 0 when all is fine and 1 when the content has problems; it raises `Mistake` for
what the person at the keyboard can mend, which ends with 2. What a command is for goes to standard
output, everything else that it has to say to standard error.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The folder of the repository."""


class Mistake(Exception):
    """A wrong use of a command, or a machine that cannot do it; the text says so in Chinese."""
