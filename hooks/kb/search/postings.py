"""Where every pair of neighbouring letters stands, packed into bits.

The pairs are of characters, not of words, so what is found never hangs on how a segmenter would
cut. A posting says in which block a pair stands and, for each place there, the how-manieth of its
kind in the block its first and its second letter are: two pairs are neighbours exactly if the
second letter of one and the first of the other are the same. These ordinals are mostly 0 and cost
half of what positions do.

A list is a run of bits, read by `client/postings.js`:

    gamma(n)                  number of blocks
    n times:
        gap                   blocks left out since the last, see `bits.gaps`
        0                     one place, both letters the first of their kind in the block
        10 ordinals           one place
        11 unary(places - 2) then for each place: 0 if both are zero, else 1 ordinals
    ordinals                  of the first and second letter; from the second place on, how many
                              were left out since the last place
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kb.search.bits import gamma, gaps, ordinal
from kb.search.normal import runs

_MOST = 0xFFFF
"""Higher ordinals are no longer told apart."""


@dataclass(frozen=True, slots=True)
class PagePairs:
    """The pairs of a page: all that finding them in its texts gives, whatever the other pages."""

    pairs: tuple[str, ...]
    counts: Sequence[int]
    """In how many blocks each pair stands."""
    blocks: Sequence[int]
    """Those blocks, pair after pair, counted from 0 within the page."""
    codes: tuple[str, ...]
    """The bits of the places in each of those blocks."""


@dataclass(slots=True)
class _List:
    """The postings of one pair while they are gathered."""

    blocks: "array[int]" = field(default_factory=lambda: array("I"))
    codes: list[str] = field(default_factory=list)


def find_pairs(texts: Iterable[str]) -> PagePairs:
    """Return where the pairs stand in the `texts` of a page, which are in normal form."""
    found: defaultdict[str, _List] = defaultdict(_List)
    for block, text in enumerate(texts):
        for pair, places in _places(text).items():
            own = found[pair]
            own.blocks.append(block)
            own.codes.append(_code(places) if len(places) > 1 else _alone(places[0]))
    return PagePairs(
        tuple(found),
        array("I", (len(one.codes) for one in found.values())),
        array("I", (block for one in found.values() for block in one.blocks)),
        tuple(code for one in found.values() for code in one.codes),
    )


def _places(text: str) -> dict[str, list[int]]:
    """Return for each pair its places in a block, `ordinal << 16 | ordinal`, in rising order."""
    places: dict[str, list[int]] = {}
    seen: dict[str, int] = {}
    for run in runs(text):
        before = run[0]
        first = seen[before] = min(seen.get(before, -1) + 1, _MOST)
        for sign in run[1:]:
            second = seen[sign] = min(seen.get(sign, -1) + 1, _MOST)
            place = first << 16 | second
            pair = before + sign
            if pair in places:
                places[pair].append(place)
            else:
                places[pair] = [place]
            before, first = sign, second
    return places


def pack_pairs(pages: Iterable[tuple[int, PagePairs]], blocks: int) -> Mapping[str, str]:
    """Return the list of every pair as bits, in the order of pairs.

    Each of the `pages` comes with the number of its first block, in rising order; `blocks` is the
    number of all.
    """
    found: defaultdict[str, _List] = defaultdict(_List)
    for first, page in pages:
        at = 0
        for pair, count in zip(page.pairs, page.counts, strict=True):
            own = found[pair]
            own.blocks.extend(first + block for block in page.blocks[at : at + count])
            own.codes.extend(page.codes[at : at + count])
            at += count
    return {pair: _pack(found[pair], blocks) for pair in sorted(found)}


def _pack(postings: _List, blocks: int) -> str:
    many = len(postings.codes)
    bits = [gamma(many)]
    for gap, code in zip(gaps(postings.blocks, many, blocks), postings.codes, strict=True):
        bits += (gap, code)
    return "".join(bits)


@cache
def _alone(place: int) -> str:
    return f"10{_both(place >> 16, place & _MOST)[1:]}" if place else "0"


def _code(places: Sequence[int]) -> str:
    codes = ["11", "1" * (len(places) - 2), "0"]
    last_first = last_second = -1
    for place in places:
        first, second = place >> 16, place & _MOST
        codes.append(_both(max(0, first - last_first - 1), max(0, second - last_second - 1)))
        last_first, last_second = first, second
    return "".join(codes)


@cache
def _both(first: int, second: int) -> str:
    return f"1{ordinal(first)}{ordinal(second)}" if first or second else "0"
