"""Long text on several slides: lines are measured, not guessed, so that none runs out of its slide.

All lengths are in hundredths of the width of a slide of 16:9, which is 100 wide and 56.25 high:
slides.css and the PowerPoint file use the same sizes. docs/assets/training/chosen.js measures what
a reader has chosen with the numbers of this module.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from kb.training.outline import Block, Line, LineKind, Outline, Part, PartKind, blocks
from kb.views.frame import Link
from kb.views.linked import Runs

HEIGHT = 39.5
"""Room for lines below the title and above the stamp."""
COVER = 24.0
SOURCES = 26.0
"""The same on a cover, and above the address with its QR code."""
_NARROW = 0.62
"""How wide a letter or digit is, where a Chinese character is 1."""
_LONGEST = 200
"""Characters of a paragraph above which it may be cut at the end of a sentence."""
_ENDS = re.compile(r"(?<=[。；！？])(?![”’）])|(?<=[。；！？][”’）])")
_PAUSES = re.compile(r"(?<=[，、：])")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a kind of line is set."""

    size: float
    """Of a character."""
    wide: float
    """Of the line, less two characters: no line begins with a comma or a closing mark."""
    high: float
    below: float


MEASURES = {
    LineKind.TEXT: Measure(2.5, 82.5, 3.9, 1.1),
    LineKind.ITEM: Measure(2.5, 79.0, 3.9, 0.9),
    LineKind.NUMBER: Measure(2.5, 79.0, 3.9, 1.3),
    LineKind.HEAD: Measure(2.5, 82.5, 3.9, 0.4),
    LineKind.AGAIN: Measure(2.5, 82.5, 3.9, 0.4),
    LineKind.NOTE: Measure(1.8, 84.0, 2.9, 0.8),
    LineKind.ROW: Measure(2.1, 27.7, 3.3, 1.7),
}
BESIDE = 47.0
"""How wide the second column of a row is."""
TABLE_HEAD = 4.6


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on one slide."""

    part: str
    """The title of the part that it belongs to."""
    title: str
    """The same, with its number where there are several."""
    kind: PartKind
    lines: tuple[Line, ...]
    head: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The lines, those of one table together."""
        return blocks(self.lines)


def slides(outline: Outline) -> tuple[Slide, ...]:
    """Return the slides of an outline, in order."""
    return tuple(slide for part in outline.parts for slide in part_slides(part))


def part_slides(part: Part) -> Iterator[Slide]:
    """Yield the slides of a part: as few as hold it, about equally full; the first has the notes."""
    lines = [piece for line in part.lines for piece in cut(line)]
    room = {PartKind.COVER: COVER, PartKind.SOURCES: SOURCES}.get(part.kind, HEIGHT)
    if any(line.kind is LineKind.HEAD for line in lines):
        again = MEASURES[LineKind.HEAD]
        room -= again.high + again.below
    groups = _even(lines, part, room)
    for number, group in enumerate(groups, 1):
        title = f"{part.title}（{number}/{len(groups)}）" if len(groups) > 1 else part.title
        notes = part.notes if number == 1 else ()
        head = _open_head(groups[: number - 1])
        if head and group[0].kind is not LineKind.HEAD:
            group.insert(0, head)
        yield Slide(part.title, title, part.kind, tuple(group), part.head, notes)


def _open_head(groups: Sequence[Sequence[Line]]) -> Line | None:
    """Return the head whose lines may go on after `groups`, to be set once more; None without one."""
    heads = [line for group in groups for line in group if line.kind is LineKind.HEAD]
    return replace(heads[-1], kind=LineKind.AGAIN) if heads else None


def cut(line: Line) -> Iterator[Line]:
    """Yield `line` in pieces that fit on a slide, cut at the ends of sentences."""
    if len(line.text) <= _LONGEST or line.beside:
        yield line
        return
    pieces: list[list[Link]] = [[]]
    length = 0
    for run in _sentences(line.runs):
        if length and length + len(run.text) > _LONGEST:
            pieces.append([])
            length = 0
        pieces[-1].append(run)
        length += len(run.text)
    for piece in pieces:
        yield replace(line, runs=tuple(piece))


def _sentences(runs: Runs) -> Iterator[Link]:
    for run in runs:
        if run.url:
            yield run
        else:
            for text in _ENDS.split(run.text):
                shorter = _PAUSES.split(text) if len(text) > _LONGEST else [text]
                yield from (Link(one) for one in shorter if one)


def _even(lines: Sequence[Line], part: Part, room: float) -> list[list[Line]]:
    """Return groups of lines that fit into `room`, as few as possible, then as equal as possible."""
    best = _fill(lines, part, room)
    tighter = room - 1
    while len(best) > 1 and tighter > 0:
        groups = _fill(lines, part, tighter)
        if len(groups) > len(best):
            break
        best, tighter = groups, tighter - 1
    return best


def _fill(lines: Sequence[Line], part: Part, room: float) -> list[list[Line]]:
    """Return groups of lines, each as full as may be; what names others stays with the first."""
    groups: list[list[Line]] = [[]]
    for unit in _units(lines):
        taken = height(groups[-1], part)
        if groups[-1] and taken + height(unit, part) > room:
            groups.append([])
        groups[-1] += unit
    return groups


def _units(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that must not be parted: a head, its note and a line; an answer and its basis."""
    unit: list[Line] = []
    for line in lines:
        if unit and not _goes_on(unit, line):
            yield unit
            unit = []
        unit.append(line)
    if unit:
        yield unit


def _goes_on(unit: Sequence[Line], following: Line) -> bool:
    """Return whether a line belongs to those before it."""
    last = unit[-1].kind
    if last is LineKind.NUMBER:
        return following.kind is LineKind.NOTE
    headed = last is LineKind.NOTE and unit[0].kind is LineKind.HEAD
    return headed or last is LineKind.HEAD


def height(lines: Sequence[Line], part: Part) -> float:
    """Return how high `lines` are set; the first row of a table brings its head."""
    rows = any(line.kind is LineKind.ROW for line in lines)
    return sum(map(line_height, lines)) + (TABLE_HEAD if rows and part.head else 0)


def line_height(line: Line) -> float:
    """Return how high a line is set, with the space below it."""
    measure = MEASURES[line.kind]
    count = _rows(line.text, measure.size, measure.wide)
    if line.kind is LineKind.ROW:
        entries = ("".join(run.text for run in entry) for entry in line.entries)
        count = max(count, sum(_rows(entry, measure.size, BESIDE) for entry in entries))
    return count * measure.high + measure.below


def _rows(text: str, size: float, wide: float) -> int:
    return max(1, ceil(width(text) * size / wide))


def width(text: str) -> float:
    """Return how wide `text` is in Chinese characters.

    >>> width("第3条")
    2.62
    """
    wide = sum(unicodedata.east_asian_width(one) in "WFA" for one in text)
    return round(wide + (len(text) - wide) * _NARROW, 2)
