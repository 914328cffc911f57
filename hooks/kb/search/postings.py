"""Where every pair of neighbouring letters stands, packed into bits.

The pairs are of characters, not of words, so what is found never hangs on how a segmenter would
cut. A posting says in which block a pair stands and, for each place there, the how-manieth of its
kind in the block its first and its second letter are: two pairs are neighbours exactly if the
second letter of one and the first of the other are the same. These ordinals are mostly 0 and cost
half of what positions do.

A list is a run of bits, read by `client/postings.js`:

    gamma(n)                  number of blocks
    n times:
        rice(gap)             blocks left out since the last; the parameter follows the gaps
        0                     one place, both letters the first of their kind in the block
        10 ordinals           one place
        11 unary(places - 2) then for each place: 0 if both are zero, else 1 ordinals
    ordinals                  of the first and second letter; from the second place on, how many
                              were left out since the last place
"""

import base64
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kb.search.normal import runs

_LONGEST = 12
"""Ones of a rice code before it is written out."""
_SMALL = 4
"""Ordinals from here are written out."""
_MOST = 0xFFFF
"""Higher ordinals are no longer told apart."""
Postings = Mapping[str, "array[int]"]
"""For each pair its places, `block << 32 | ordinal << 16 | ordinal`, in rising order."""


def find_pairs(texts: Iterable[str]) -> Postings:
    """Return where the pairs stand in `texts`, which are in normal form and numbered from 0."""
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for block, text in enumerate(texts):
        base = block << 32
        seen: dict[str, int] = {}
        for run in runs(text):
            before = run[0]
            ordinal = seen[before] = min(seen.get(before, -1) + 1, _MOST)
            for sign in run[1:]:
                here = seen[sign] = min(seen.get(sign, -1) + 1, _MOST)
                found[before + sign].append(base | ordinal << 16 | here)
                before, ordinal = sign, here
    return found


def pack(places: Sequence[int], blocks: int) -> str:
    """Return the places of one pair as bits; `blocks` is the number of all blocks."""
    posted = list(_posted(places))
    bits = [_gamma(len(posted))]
    mean = 4 * blocks // (len(posted) + 1)
    last = -1
    for block, code in posted:
        gap = block - last - 1
        last = block
        width = max(0, (mean >> 2).bit_length() - 1)
        bits.append(_rice(gap, width))
        mean += gap - (mean >> 2)
        bits.append(code)
    return "".join(bits)


def _posted(places: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield each block with the code of the places in it."""
    at, size = 0, len(places)
    while at < size:
        block = places[at] >> 32
        end = at + 1
        while end < size and places[end] >> 32 == block:
            end += 1
        yield block, _occurrences(places, at, end)
        at = end


def _occurrences(places: Sequence[int], start: int, end: int) -> str:
    first, second = places[start] >> 16 & _MOST, places[start] & _MOST
    if end - start == 1:
        return f"10{_ordinal(first)}{_ordinal(second)}" if first or second else "0"
    codes = ["11", "1" * (end - start - 2), "0"]
    last_first = last_second = -1
    for place in places[start:end]:
        first, second = place >> 16 & _MOST, place & _MOST
        codes.append(_both(max(0, first - last_first - 1), max(0, second - last_second - 1)))
        last_first, last_second = first, second
    return "".join(codes)


@cache
def _both(first: int, second: int) -> str:
    return f"1{_ordinal(first)}{_ordinal(second)}" if first or second else "0"


@cache
def _ordinal(number: int) -> str:
    if number < _SMALL:
        return "1" * number + "0"
    return "1" * _SMALL + _gamma(number - _SMALL + 1)


@cache
def _rice(number: int, width: int) -> str:
    high, low = number >> width, number & ((1 << width) - 1)
    head = "1" * high + "0" if high < _LONGEST else "1" * _LONGEST + _gamma(high - _LONGEST + 1)
    return head + (format(low, f"0{width}b") if width else "")


@cache
def _gamma(number: int) -> str:
    """Return a number from 1, after as many zeros as it has digits beyond its first."""
    digits = format(number, "b")
    return "0" * (len(digits) - 1) + digits


def signs(lists: Iterable[str]) -> str:
    """Return lists, one after another, as base 64 without its padding."""
    bits = "".join(lists)
    bits += "1" * (-len(bits) % 8)
    packed = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return base64.b64encode(packed).decode("ascii").rstrip("=")
