"""What is packed can be read again, and says exactly where a string stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kb.search.bits import signs
from kb.search.postings import find_pairs, pack_pairs
from kb.search.shards import Shard, shards

_TEXTS = st.lists(st.text("甲乙丙丁，", max_size=40), min_size=1, max_size=30)


class _Bits:
    """The packed form, read as its description says."""

    def __init__(self, bits: str) -> None:
        self._bits = iter(bits)

    def bit(self) -> bool:
        return next(self._bits) == "1"

    def low(self, width: int) -> int:
        return int("0" + "".join("1" if self.bit() else "0" for _ in range(width)), 2)

    def gamma(self) -> int:
        width = 0
        while not self.bit():
            width += 1
        return 1 << width | self.low(width)

    def unary(self, most: float = float("inf")) -> int:
        number = 0
        while number < most and self.bit():
            number += 1
        return number

    def rice(self, width: int) -> int:
        high = self.unary(12)
        return (high + self.gamma() - 1 if high == 12 else high) << width | self.low(width)

    def ordinal(self) -> int:
        number = self.unary(4)
        return number + self.gamma() - 1 if number == 4 else number


def unpack(bits: str, blocks: int) -> Iterator[int]:
    reader = _Bits(bits)
    many = reader.gamma()
    mean, block = 4 * blocks // (many + 1), -1
    for _ in range(many):
        gap = reader.rice(max(0, (mean >> 2).bit_length() - 1))
        mean += gap - (mean >> 2)
        block += gap + 1
        first = second = -1
        alone = reader.bit()
        several = alone and reader.bit()
        for _ in range(2 + reader.unary() if several else 1):
            both = reader.bit() if several else alone
            first += 1 + (reader.ordinal() if both else 0)
            second += 1 + (reader.ordinal() if both else 0)
            yield block << 32 | first << 16 | second


def places(texts: Sequence[str]) -> Mapping[str, list[int]]:
    """Return for each pair its places, read from its packed list."""
    packed = pack_pairs([(len(texts), find_pairs(texts))])
    return {pair: list(unpack(bits, len(texts))) for pair, bits in packed.items()}


def expected(texts: Sequence[str]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for block, text in enumerate(texts):
        for at, (one, other) in enumerate(pairwise(text)):
            if "，" not in (one, other):
                ordinals = text[:at].count(one) << 16 | text[: at + 1].count(other)
                found[one + other].append(block << 32 | ordinals)
    return found


@given(_TEXTS)
def test_a_list_comes_out_as_it_went_in(texts: list[str]) -> None:
    assert places(texts) == expected(texts)


@given(st.lists(_TEXTS, min_size=1, max_size=4))
def test_pages_bring_their_pairs_whatever_the_others(pages: list[list[str]]) -> None:
    found = [(len(texts), find_pairs(texts)) for texts in pages]
    together = [text for texts in pages for text in texts]
    assert pack_pairs(found) == pack_pairs([(len(together), find_pairs(together))])


@given(_TEXTS, st.text("甲乙丙丁", min_size=2, max_size=6))
def test_pairs_that_share_a_letter_are_the_string_itself(texts: list[str], wanted: str) -> None:
    posted = places(texts)
    ends: set[int] | None = None
    for first, second in pairwise(wanted):
        ends = {
            place >> 32 << 16 | place & 0xFFFF
            for place in posted.get(first + second, ())
            if ends is None or place >> 16 in ends
        }
    found = {end >> 16 for end in ends or ()}
    assert found == {block for block, text in enumerate(texts) if wanted in text}


def test_base_64_is_filled_up_with_ones() -> None:
    assert signs(["0", "0000", "00"]) == "AQ"


def lists(pairs: str) -> Mapping[str, str]:
    return dict.fromkeys(pairs.split(), "0101" * 9000)


def keys(shard: Shard, order: Sequence[str]) -> list[str]:
    """Return the pairs that the keys of a file name, read as their description says."""
    reader = _Bits(shard.keys)
    named = []
    for sign in shard.name.partition(" ")[0]:
        many = reader.gamma() - 1
        mean, rank = 4 * (order.index(sign) + 1) // (many + 1), -1
        for _ in range(many):
            gap = reader.rice(max(0, (mean >> 2).bit_length() - 1))
            mean += gap - (mean >> 2)
            rank += gap + 1
            after = reader.bit()
            both = after and reader.bit()
            named += [sign + order[rank]] * (not after or both) + [order[rank] + sign] * after
    return named


def test_every_pair_lies_in_one_file_in_the_order_of_its_keys() -> None:
    given = lists("甲乙 乙甲 甲甲 乙丙 丙丁 丁甲 戊己")
    made = shards(given)
    order = list(dict.fromkeys(sign for one in made for sign in one.name if sign != " "))
    assert len(made) > 1
    assert sorted(pair for one in made for pair in one.lists) == sorted(given)
    for one in made:
        assert keys(one, order) == list(one.lists)
