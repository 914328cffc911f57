"""Numbers that Word sets by itself: 第一条 that stands in no text of the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as etree

from kb.numerals import to_chinese

_PLACE = re.compile(r"%([1-9])")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_NONE = {"none", "bullet"}
_GAPS = {"nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level of a list look."""

    start: int
    format: str
    text: str
    """With `%1` for the number of the first level: 第%1条."""
    gap: str
    legal: bool
    """Whether all levels are shown in digits."""
    restart: int
    """The deepest level, from 1, after which it begins anew; articles often run on over chapters."""


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one Word file, in reading order."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """The levels of each list style (`abstractNum`)."""
    _lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    """The list style of each list, with the numbers from which it begins anew."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, part: etree.Element | None) -> "Numbering":
        """Return the lists that `word/numbering.xml` defines."""
        numbering = cls()
        for style in () if part is None else part.iter("abstractNum"):
            levels = {int(level.get("ilvl", "0")): _level(level) for level in style.iter("lvl")}
            numbering._levels[style.get("abstractNumId", "")] = levels
        for entry in () if part is None else part.iter("num"):
            overrides = {
                int(override.get("ilvl", "0")): int(_value(override, "startOverride", "1"))
                for override in entry.iter("lvlOverride")
                if override.find("startOverride") is not None
            }
            style_id = _value(entry, "abstractNumId", "")
            numbering._lists[entry.get("numId", "")] = (style_id, overrides)
        return numbering

    def is_bullet(self, list_id: str, depth: int) -> bool:
        """Return whether a level of a list shows a mark in place of a number."""
        level = self._levels.get(self._lists.get(list_id, ("", {}))[0], {}).get(depth)
        return level is not None and level.format == "bullet"

    def feed(self, list_id: str, depth: int) -> str:
        """Return the number of the next paragraph of a list, with the gap after it."""
        style_id, overrides = self._lists.get(list_id, ("", {}))
        levels = self._levels.get(style_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(style_id, {})
        if depth in overrides and (list_id, depth) not in self._begun:
            counts[depth] = overrides[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((list_id, depth))
        for below in [n for n in counts if n > depth and depth < levels[n].restart]:
            del counts[below]
        if level.format in _NONE:
            return ""

        def number(place: re.Match[str]) -> str:
            above = int(place[1]) - 1
            shown = levels.get(above, level)
            count = counts.get(above, shown.start)
            return str(count) if level.legal else _written(count, shown.format)

        return _PLACE.sub(number, level.text) + level.gap


def _level(element: etree.Element) -> Level:
    return Level(
        start=int(_value(element, "start", "1")),
        format=_value(element, "numFmt", "decimal"),
        text=_value(element, "lvlText", ""),
        gap=_GAPS.get(_value(element, "suff", "tab"), "\u3000"),
        legal=element.find("isLgl") is not None,
        restart=int(_value(element, "lvlRestart", "9")),
    )


def _value(element: etree.Element, name: str, otherwise: str) -> str:
    inner = element.find(name)
    return otherwise if inner is None else inner.get("val", otherwise)


def _written(number: int, form: str) -> str:
    """Return `number` in the form that Word calls `form`; digits for one that rules do not use."""
    if form in _CHINESE:
        return to_chinese(number)
    if form in {"upperLetter", "lowerLetter"} and 1 <= number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in {"upperRoman", "lowerRoman"}:
        roman = "".join(_roman(number))
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return str(number)


def _roman(number: int) -> Iterator[str]:
    signs = {
        1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL",
        10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
    }  # fmt: skip
    for value, sign in signs.items():
        yield sign * (number // value)
        number %= value
