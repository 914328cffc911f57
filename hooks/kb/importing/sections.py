"""The headings of an official text: editions, chapters, sections, annexes, and their levels."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.headings import DIVISIONS
from kb.importing.blocks import Block, Kind
from kb.numerals import NUMERAL, parse_numeral

_DIVISION = re.compile(
    rf"第[ \u3000]*(?P<number>{NUMERAL})[ \u3000]*(?P<unit>分编|编|章|节)(?P<gap>[ \u3000]*)(?P<title>.*)"
)
_MENTION = re.compile(r"[、，。；：）》”至到和或及与的等中之所规第]")
_SENTENCE = re.compile(r"[，。；？！]")
_NAMED = {"序言": "preface", "前言": "preface", "附则": "supplementary", "总则": "general"}
_ANNEX = re.compile(
    rf"附(?P<kind>件|录|表|图)?[ \u3000]*(?P<number>{NUMERAL})?(?:[ \u3000]*[：:．.、]|[ \u3000]+|$).*"
)
_ANNEX_KINDS = {"件": "annex", "录": "appendix", "表": "table", "图": "figure", None: "annex"}
ANNEXES = tuple(sorted(set(_ANNEX_KINDS.values())))
"""What the addresses of annexes begin with."""
_COUNTED = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})[ \u3000]*、(?P<title>.+)")
_LONGEST = 50
_RANKS = ("附", *DIVISIONS, "、")
"""What headings count by, from the widest."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as the page has it; `anchor` is empty where its role gives it an address."""

    text: str
    level: int
    anchor: str


@dataclass(slots=True)
class Sections:
    """Tells headings from paragraphs; fed with the blocks below the title in reading order."""

    counted: bool
    """Whether 一、…… opens a heading also where the file does not mark it as one."""
    inside: bool = False
    """Whether an annex has begun: numbers there are not those of the text."""
    _open: list[str] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Sections":
        """Return the state before the first of `blocks`.

        Where every 一、…… of a text is short and no sentence, these are its headings.
        """
        found = [block.text for block in blocks if _COUNTED.fullmatch(block.text)]
        return cls(counted=len(found) > 1 and all(map(_is_short, found)))

    def feed(self, block: Block, begun: bool) -> Section | None:
        """Return the heading that `block` is, or None; `begun` says whether an article stands above.

        What is annexed to a mere notice is the text itself: its numbers are the page's.
        """
        if block.kind is Kind.ROW:
            return None
        text = block.text
        marked = block.kind is Kind.HEADING and len(text) <= 2 * _LONGEST
        tight = re.sub(r"[ \u3000]", "", text)
        if found := is_division(text, marked=marked):
            return self._division(found)
        if tight in _NAMED and (marked or tight != "总则"):
            return self._section(tight, "", _NAMED[tight])
        if (found := _ANNEX.fullmatch(text)) and (marked or _is_short(text)):
            self.inside = begun
            number = f"-{parse_numeral(found['number'])}" if found["number"] else ""
            return self._section(text, "附", f"{_ANNEX_KINDS[found['kind']]}{number}")
        counted = _COUNTED.fullmatch(text)
        if counted and (marked or (self.counted and not self.inside)):
            return self._section(text, "、", f"s-{parse_numeral(counted['number'])}")
        return self._section(text, "", "part") if marked else None

    def _division(self, found: re.Match[str]) -> Section:
        unit, number = found["unit"], parse_numeral(found["number"])
        title = _spread(found["title"].strip())
        label = f"第{found['number']}{unit}"
        if self.inside:  # a blank that makes no division of it: it is one of the annex
            text = f"{label}\u00a0{title}" if title else f"{label}\u00a0"
            return self._section(text, unit, f"annex-{DIVISIONS[unit]}-{number}")
        return Section(f"{label}\u3000{title}" if title else label, self._level(unit), "")

    def _section(self, text: str, unit: str, anchor: str) -> Section:
        """Return a heading with an address of its own; the second of a name gets a number."""
        self._used[anchor] += 1
        count = self._used[anchor]
        unique = anchor if count == 1 else f"{anchor}-n{count}"
        return Section(_spread(text), self._level(unit), unique)

    def _level(self, unit: str) -> int:
        """Return the level below what is open: never one that leaves out another."""
        rank = _RANKS.index(unit) if unit else 0
        self._open = [other for other in self._open if _RANKS.index(other) < rank] if unit else []
        if unit:
            self._open.append(unit)
        return min(1 + max(len(self._open), 1), 5)


def _is_short(text: str) -> bool:
    """Return whether a line may be a heading: it is short and no sentence."""
    return len(text) <= _LONGEST and not _SENTENCE.search(text)


def is_division(text: str, *, marked: bool = False) -> re.Match[str] | None:
    """Return the match of 第一章 总则 and the like; None for a paragraph that mentions a chapter."""
    found = _DIVISION.fullmatch(text)
    if found is None or marked:
        return found
    mentioned = not found["gap"] and _MENTION.match(found["title"])
    return None if mentioned or not _is_short(text) else found


def _spread(title: str) -> str:
    """Return a title without the blanks between single signs: 总　则 is 总则."""
    words = re.split(r"[ \u3000]+", title)
    return "".join(words) if all(len(word) == 1 for word in words) else title
