"""Headings, and the parts of a page that stand below them: steps, items of a year, terms.

A heading has the address that its role or its writer gives it; never a counter, never the wording.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from kb.kinds import Kind
from kb.numerals import NUMERAL, parse_numeral

STEP_FIELDS = ("谁来做", "做什么", "形成", "时限", "依据", "易错")
STEP = re.compile(rf"第(?P<number>{NUMERAL})步[ \u3000]+(?P<title>\S.*)")
FIELD = re.compile(r"(?P<name>[^：\s]{1,8})：(?P<text>.*)", re.DOTALL)
TARGET = re.compile(r"(?<![\w/({])#((?:done|problem|plan|term)-[a-z0-9-]+)")
DIVISION = re.compile(rf"第(?P<number>{NUMERAL})(?P<unit>分编|编|章|节)(?=[ \u3000]|$)")
DIVISIONS = {"编": "part", "分编": "subpart", "章": "ch", "节": "sec"}
"""The divisions of a rule, from the widest, and what their addresses begin with."""
_HEADING = re.compile(r"#{1,6}")
_EXPLICIT_ID = re.compile(r"\{:?\s*#(?P<id>[a-z0-9-]+)\s*\}$")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*[\w#.+-]*[ \t]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is None where neither its role nor its writer gives it an address."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Field:
    """A line 「- 名称：内容」 of a step or an item."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with an address and what stands below it: a step, an item of a year, a term."""

    id: str
    title: str
    line: int
    level: int
    text: str
    """The words below the heading that are not fields."""
    fields: tuple[Field, ...]

    def field(self, name: str) -> str:
        """Return the content of the field `name`, or the empty string."""
        return next((field.text for field in self.fields if field.name == name), "")


def targets(text: str) -> tuple[str, ...]:
    """Return the addresses within the page that a field names.

    >>> targets("#problem-yanjiu、#problem-zuofeng（编者推断）")
    ('problem-yanjiu', 'problem-zuofeng')
    """
    return tuple(TARGET.findall(text))


@dataclass(slots=True)
class HeadingIds:
    """Gives headings their addresses by their role; fed in reading order.

    >>> ids = HeadingIds(Kind.RULE)
    >>> ids.feed("第二章　责任内容", None)
    'ch-2'
    """

    kind: Kind
    _trail: dict[str, str] = field(default_factory=dict)

    def feed(self, text: str, explicit: str | None) -> str | None:
        """Return the address of the heading `text`; `explicit` is the one that its writer gave."""
        if explicit:
            return explicit
        if self.kind is Kind.RULE and (found := DIVISION.match(text)):
            return self._division(found["unit"], parse_numeral(found["number"]))
        if self.kind is Kind.PROCEDURE and (found := STEP.match(text)):
            return f"step-{parse_numeral(found['number'])}"
        return self.kind.sections.get(text)

    def _division(self, unit: str, number: int) -> str:
        units = list(DIVISIONS)
        above = [u for u in units[: units.index(unit)] if u in self._trail]
        for below in units[units.index(unit) :]:
            self._trail.pop(below, None)
        self._trail[unit] = f"{DIVISIONS[unit]}-{number}"
        return "-".join([*(self._trail[u] for u in above), self._trail[unit]])


def mask_fences(body: str) -> list[str]:
    """Return the lines of `body`, those of fenced code blocks emptied.

    A fence that is not closed, or is indented, is text: what Markdown might show must be seen.
    """
    lines, fence, start = body.split("\n"), "", 0
    for number, line in enumerate(lines):
        if fence and line.rstrip(" \t") == fence:
            lines[start : number + 1] = [""] * (number + 1 - start)
            fence = ""
        elif not fence and (found := _FENCE.match(line)):
            fence, start = found["fence"], number
    return lines


def find_headings(lines: Iterable[str], kind: Kind) -> tuple[Heading, ...]:
    """Return the headings of a page; lines are counted from 1."""
    ids = HeadingIds(kind)
    headings = []
    for number, line in enumerate(lines, 1):
        if found := _HEADING.match(line):
            text = line[found.end() :].rstrip("#").strip()
            explicit = _EXPLICIT_ID.search(text)
            text = text[: explicit.start()].rstrip() if explicit else text
            address = ids.feed(text, explicit["id"] if explicit else None)
            headings.append(Heading(found.end(), text, address, number))
    return tuple(headings)


def find_parts(
    lines: list[str], headings: tuple[Heading, ...], prefixes: tuple[str, ...]
) -> tuple[Part, ...]:
    """Return what stands below each heading whose address begins with one of `prefixes`."""
    parts = []
    for heading, following in zip_longest(headings, headings[1:]):
        if heading.id and heading.id.startswith(prefixes):
            end = following.line - 1 if following else len(lines)
            text, fields = [], []
            for number in range(heading.line + 1, end + 1):
                line = lines[number - 1].strip()
                found = FIELD.match(line[2:]) if line.startswith("- ") else None
                if found:
                    fields.append(Field(found["name"], found["text"].strip(), number))
                elif line:
                    text.append(line)
            parts.append(
                Part(
                    heading.id,
                    heading.text,
                    heading.line,
                    heading.level,
                    "\n".join(text),
                    tuple(fields),
                )
            )
    return tuple(parts)
