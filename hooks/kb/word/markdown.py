"""The text of a page in a Word file: paragraphs, lists, boxes to tick and tables."""

import re
from collections.abc import Sequence

from kb.search.plain import cells, inline, is_table_rule
from kb.word.paper import BOX, WIDTH, Paper

_NARROW = 14
_ITEM = re.compile(r"[-*+][ \t]+(?P<box>\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)][ \t]+")
_HEADING = re.compile(r"(?P<marks>#{2,6})[ \t]+")


def write_lines(paper: Paper, lines: Sequence[str]) -> None:
    """Write the Markdown `lines`, in which every paragraph and item stands on one line."""
    table: list[list[str]] = []
    for line in (*lines, ""):
        words = line.strip()
        if words.startswith("|"):
            if not is_table_rule(words):
                table.append(cells(words))
            continue
        if table:
            full = [[*row, *[""] * len(table[0])][: len(table[0])] for row in table]
            paper.table(full[0], full[1:], widths(full))
            table = []
        if found := _HEADING.match(words):
            paper.heading(inline(words[found.end() :]), len(found["marks"]) - 1)
        elif found := _ITEM.match(words):
            paper.line(
                ("" if not found["box"] else BOX) + inline(words[found.end() :]), indent=True
            )
        elif found := _NUMBER.match(words):
            paper.line(f"{found['number']}. {inline(words[found.end() :])}", indent=True)
        elif words:
            paper.line(inline(words), indent=True)


def widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of the columns in millimetres, by the longest words in each.

    >>> widths([["顺序", "要点"], ["1", "报应到、实到、请假、回避人数，达到规定人数才开会"]])
    [22, 134]
    """
    longest = [min(28, max(4, *map(len, column))) for column in zip(*rows, strict=True)]
    room = WIDTH - _NARROW * len(longest)
    made = [_NARROW + room * length // sum(longest) for length in longest]
    made[-1] += WIDTH - sum(made)
    return made
