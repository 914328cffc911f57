"""Numbers as bits, and bits as letters that a script can carry.

`client/postings.js` reads all of them.
"""

import base64
from collections.abc import Iterable
from functools import cache

_LONGEST = 12
"""Ones of a rice code before it is written out."""
_SMALL = 4
"""Ordinals from here are written out."""


@cache
def gamma(number: int) -> str:
    """Return a number from 1, after as many zeros as it has digits beyond its first (Elias).

    >>> gamma(1), gamma(5)
    ('1', '00101')
    """
    digits = format(number, "b")
    return "0" * (len(digits) - 1) + digits


@cache
def ordinal(number: int) -> str:
    """Return a number that is small nearly always: ones and a zero.

    >>> ordinal(0), ordinal(2)
    ('0', '110')
    """
    if number < _SMALL:
        return "1" * number + "0"
    return "1" * _SMALL + gamma(number - _SMALL + 1)


@cache
def _rice(number: int, width: int) -> str:
    high, low = number >> width, number & ((1 << width) - 1)
    head = "1" * high + "0" if high < _LONGEST else "1" * _LONGEST + gamma(high - _LONGEST + 1)
    return head + (format(low, f"0{width}b") if width else "")


def gaps(rising: Iterable[int], many: int, below: int) -> list[str]:
    """Return each of `many` rising numbers under `below` as what is left out since the last.

    The codes are those of Rice, whose parameter follows the gaps: sections on one matter stand
    together.
    """
    mean, before = 4 * below // (many + 1), 0
    codes = []
    for number in rising:
        gap = number - before
        before = number + 1
        quarter = mean >> 2
        codes.append(_rice(gap, quarter.bit_length() - 1 if quarter else 0))
        mean += gap - quarter
    return codes


def signs(bits: Iterable[str]) -> str:
    """Return bits, one after another, as base 64 without its padding."""
    joined = "".join(bits)
    joined += "1" * (-len(joined) % 8)
    packed = int(joined, 2).to_bytes(len(joined) // 8, "big")
    return base64.b64encode(packed).decode("ascii").rstrip("=")
