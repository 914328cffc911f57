"""The form in which texts are indexed and queries looked up: defined here once.

What Unicode defines (NFKC, small letters, what a letter is) the browser does by itself, the table
of traditional characters it gets as data; `tests/search/normal.yml` holds both sides to the same.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_TRADITIONAL = Path(__file__).with_name("traditional.txt")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"}
_SPACES = re.compile(" {2,}")
_IDLE_SPACES = re.compile(r"(?<![a-z0-9]) | (?![a-z0-9])")
LONE = "\ufffd"
"""Stands for half a character: a surrogate without its pair."""


def traditional() -> tuple[str, str]:
    """Return the traditional characters, and in the same order the simplified ones."""
    old, new = _TRADITIONAL.read_text("utf-8").split()
    return old, new


class _Fold(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __init__(self) -> None:
        super().__init__({10: "\n"})
        self._simplified = dict(zip(*traditional(), strict=True))

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = folded = self._fold(sign)
        return folded

    def _fold(self, sign: str) -> str:
        if sign.isspace():
            return " "
        if _INVISIBLE.match(sign):
            return ""
        if _DASH.match(sign):
            return "-"
        if 0xD800 <= ord(sign) <= 0xDFFF:
            return LONE
        small = unicodedata.normalize("NFKC", _QUOTES.get(sign, sign)).lower()
        return "".join(self._simplified.get(one, one) for one in small)


@cache
def _fold() -> _Fold:
    return _Fold()


def normal(text: str) -> str:
    """Return the normal form of `text`; its lines stay, spaces only between Latin words.

    >>> normal("《監察法》 第３３條　WTO  rules")
    '《监察法》第33条wto rules'
    """
    return _IDLE_SPACES.sub("", _SPACES.sub(" ", text.translate(_fold())))


def runs(text: str) -> list[str]:
    """Return the unbroken runs of letters and digits in a normal form.

    >>> runs("政务处分法，第33条")
    ['政务处分法', '第33条']
    """
    return text.translate(_letters()).split()


class _Letters(dict[int, str]):
    """Letters and digits stay, everything else becomes a space."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = kept = sign if unicodedata.category(sign)[0] in "LN" else " "
        return kept


@cache
def _letters() -> _Letters:
    return _Letters()
