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
from dataclasses import dataclass
from functools import cache
from itertools import chain

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


def find_pairs(texts: Iterable[str]) -> PagePairs:
    """Return where the pairs stand in the `texts` of a page, which are in normal form."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for block, text in enumerate(texts):
        alone, several = _places(text)
        for pair, place in alone.items():
            blocks[pair].append(block)
            codes[pair].append(_code(several[pair]) if pair in several else _alone(place))
    return PagePairs(
        tuple(blocks),
        array("I", map(len, blocks.values())),
        array("I", chain.from_iterable(blocks.values())),
        tuple(chain.from_iterable(codes.values())),
    )


def _places(text: str) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Return for each pair its first place in a block, `ordinal << 16 | ordinal`.

    And for those that stand there more than once all places, in rising order.
    """
    alone: dict[str, int] = {}
    several: dict[str, list[int]] = {}
    seen: dict[str, int] = {}
    for run in runs(text):
        before = run[0]
        first = seen[before] = seen.get(before, -1) + 1
        for sign in run[1:]:
            second = seen[sign] = seen.get(sign, -1) + 1
            place = min(first, _MOST) << 16 | min(second, _MOST)
            pair = before + sign
            if pair not in alone:
                alone[pair] = place
            elif pair in several:
                several[pair].append(place)
            else:
                several[pair] = [alone[pair], place]
            before, first = sign, second
    return alone, several


def pack_pairs(pages: Iterable[tuple[int, PagePairs]]) -> Mapping[str, str]:
    """Return the list of every pair as bits, in the order of pairs.

    Each of the `pages` comes with how many blocks it has, in reading order.
    """
    first = 0
    places: defaultdict[str, list[int]] = defaultdict(list)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for blocks, page in pages:
        numbers = [first + block for block in page.blocks]
        at = 0
        for pair, count in zip(page.pairs, page.counts, strict=True):
            if count == 1:
                places[pair].append(numbers[at])
                codes[pair].append(page.codes[at])
            else:
                places[pair] += numbers[at : at + count]
                codes[pair] += page.codes[at : at + count]
            at += count
        first += blocks
    return {pair: _pack(places[pair], codes[pair], first) for pair in sorted(places)}


def _pack(places: Sequence[int], codes: Sequence[str], blocks: int) -> str:
    many = len(codes)
    both = zip(gaps(places, many, blocks), codes, strict=True)
    return gamma(many) + "".join(chain.from_iterable(both))


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
