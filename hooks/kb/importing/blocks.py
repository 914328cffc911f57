"""A text as plain blocks, whatever file it came from: what every reader gives."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from kb.problem import Code, Problem

UNKNOWN = "〓"
"""Printed in place of a sign that the file names but does not have: the printers' turned type."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]")
_BLANK = re.compile("[\t-\r\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f]")


class Kind(Enum):
    """What a block is in its file."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a row of a table."""

    kind: Kind
    text: str
    """Clean words on one line; a row has those of its cells in `cells`."""
    line: int
    """Where it stands: the line of a text file, the paragraph of a Word file, from 1."""
    cells: tuple[str, ...] = ()
    first: bool = False
    """Whether a row opens its table."""
    bullet: bool = False
    """Whether a paragraph stands in a list without numbers."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in a file."""

    path: str
    """The file as people know it, for problems."""
    name: str
    """The file's name without its ending."""
    blocks: tuple[Block, ...]
    remarks: tuple[Problem, ...] = ()
    """What was left out or is unsure: the text can be used, but a person should compare."""


def clean(text: str) -> str:
    """Return `text` as it can stand on a page: one kind of blank, no invisible signs.

    A sign of a private font has no meaning outside it; `UNKNOWN` stands in its place.
    """
    return _UNKNOWN.sub(UNKNOWN, _BLANK.sub(" ", _INVISIBLE.sub("", text))).strip()


def paragraph(text: str, line: int, kind: Kind = Kind.PARAGRAPH) -> Block | None:
    """Return the block of that text, or None where nothing can be seen."""
    words = clean(text)
    return Block(kind, words, line) if words else None


def row(cells: list[str], line: int, *, first: bool) -> Block | None:
    """Return a row of a table, or None where all of it is empty."""
    words = tuple(" ".join(clean(cell).split()) for cell in cells)
    return Block(Kind.ROW, "\u3000".join(words), line, words, first) if any(words) else None


def remark(path: str, line: int, message: str, hint: str = "") -> Problem:
    """Return something that a person should look at, although the text can be used."""
    return Problem(path, line, 1, Code.COMPARE, message, hint)


def unknown_signs(path: str, blocks: tuple[Block, ...]) -> tuple[Problem, ...]:
    """Return the remark about signs that could not be read, at the first of them."""
    found = [block for block in blocks if UNKNOWN in block.text]
    if not found:
        return ()
    count = sum(block.text.count(UNKNOWN) for block in found)
    message = f"有 {count} 个字辨认不出，页面上用“{UNKNOWN}”代替"
    return (remark(path, found[0].line, message, "对照原件，在生成的页面里改成原字"),)
