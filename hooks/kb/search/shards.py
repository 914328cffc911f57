"""Which file each pair of letters lies in.

All characters stand in one order, and a pair lies with the later of its two. Characters that often
stand beside each other are put into the same file, so the pairs of a word come with few requests.
A character with much of its own has several files, cut in the order of the other character.

A file is a run of bits, read by `client/postings.js`: the keys, then the lists in their order.

    for each of its characters:
        gamma(n + 1)          number of the others that it has pairs with in this file
        n times:
            gap               left out in the order of characters since the last, see `bits.gaps`
            0, 10 or 11       it comes before the other, after it, or both
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from kb.search.bits import gamma, gaps

_Sizes = Mapping[str, Mapping[str, int]]
_MOST = 96_000
_LEAST = 30_000
_FILES = 180
"""Files are of so many bits at least and at most, so many of them if that is possible."""


_KEY = 6
"""Bits that the name of a pair takes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of pairs with their packed lists."""

    name: str
    """Its characters in order; for a part of one, the character, a space and the other character
    with which the part begins (none for the first part)."""
    keys: str
    lists: Mapping[str, str]
    """The packed list of each pair, in the order of `keys`."""


def shards(lists: Mapping[str, str]) -> list[Shard]:
    """Return the packed `lists` of pairs in files that follow the order of characters."""
    sizes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pair, packed in lists.items():
        one, other = pair[0], pair[1]
        sizes[one][other] += len(packed) + _KEY
        if one != other:
            sizes[other][one] += len(packed) + _KEY
    total = sum(map(len, lists.values()))
    return list(_files(lists, sizes, max(_LEAST, min(_MOST, total // _FILES))))


def _files(lists: Mapping[str, str], sizes: _Sizes, target: int) -> Iterator[Shard]:
    rank: dict[str, int] = {}
    for group in _groups(sizes, target):
        others: dict[str, Sequence[str]] = {}
        for sign in group:
            rank[sign] = len(rank)
            own = (other for other in sizes[sign] if rank.get(other, len(rank)) <= rank[sign])
            others[sign] = sorted(own, key=rank.__getitem__)
        if len(group) == 1:
            yield from _parts(group[0], others[group[0]], lists, rank, target)
        else:
            yield _shard("".join(group), others, lists, rank)


def _shard(
    name: str,
    others: Mapping[str, Sequence[str]],
    lists: Mapping[str, str],
    rank: Mapping[str, int],
) -> Shard:
    """Return the file of the characters in `others`, with what each has beside those given."""
    keys: list[str] = []
    pairs: list[str] = []
    for sign, own in others.items():
        keys.append(gamma(len(own) + 1))
        ranks = gaps((rank[other] for other in own), len(own), rank[sign] + 1)
        for other, gap in zip(own, ranks, strict=True):
            both = [pair for pair in (sign + other, other + sign) if pair in lists]
            pairs += dict.fromkeys(both)
            keys += (gap, "11" if len(set(both)) > 1 else "0" if both[0][0] == sign else "10")
    return Shard(name, "".join(keys), {pair: lists[pair] for pair in pairs})


def _parts(
    sign: str, own: Sequence[str], lists: Mapping[str, str], rank: Mapping[str, int], target: int
) -> Iterator[Shard]:
    """Yield the files of one character, cut in the order of the other."""
    begins, part, size = "", list[str](), 0
    for other in own:
        if size > target:
            yield _shard(f"{sign} {begins}", {sign: part}, lists, rank)
            begins, part, size = other, [], 0
        part.append(other)
        size += sum(len(lists.get(pair, "")) + _KEY for pair in {sign + other, other + sign})
    yield _shard(f"{sign} {begins}", {sign: part}, lists, rank)


def _groups(sizes: _Sizes, target: int) -> Iterator[Sequence[str]]:
    """Yield the characters by file: the most used first, each with those that stand beside it."""
    weight = {sign: sum(others.values()) for sign, others in sizes.items()}
    left = dict.fromkeys(sorted(weight, key=lambda sign: (-weight[sign], sign)))
    done: set[str] = set()
    while left:
        group: list[str] = []
        near: list[tuple[float, str]] = []
        bond: defaultdict[str, float] = defaultdict(float)
        size = 0
        while left and size < target:
            sign = _nearest(near, left) or next(iter(left))
            own = sum(many for other, many in sizes[sign].items() if other in done or other == sign)
            if group and own > target:
                break
            del left[sign]
            done.add(sign)
            group.append(sign)
            size += own
            for other, many in sizes[sign].items():
                if other in left:
                    bond[other] += many / (weight[sign] * weight[other]) ** 0.5
                    heappush(near, (-bond[other], other))
        yield group


def _nearest(near: list[tuple[float, str]], left: Mapping[str, None]) -> str | None:
    """Return the character with the strongest bond to the group that is not yet in a file."""
    while near:
        _, sign = heappop(near)
        if sign in left:
            return sign
    return None
