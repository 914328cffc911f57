"""What is indexed: the units, and above them the names and headings that they stand under.

All blocks of the site are numbered in reading order. A heading is a block of its own, so that its
words are indexed once however many articles stand below it; the browser spreads a find in it over
the blocks that follow, down to the next heading of its level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.search.normal import normal
from kb.search.postings import PagePairs, find_pairs
from kb.search.sections import Section, page_sections
from kb.site import Page, Site

_NUMBERED = ("art-", "step-")


@dataclass(frozen=True, slots=True)
class Block:
    """A text that is indexed."""

    text: str
    """In normal form."""
    token: str
    """What it is, for `outline`: its level from 0 for a heading, `u` for a unit, with `=` and its
    anchor if it has one; an article is `a`, a step `s`, with `=` and its number where that does
    not follow on the one before."""
    heading: str = ""
    """A heading as it stands."""


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """A page with its blocks: its names, then units and headings in reading order."""

    units: tuple[Section, ...]
    blocks: tuple[Block, ...]

    @property
    def outline(self) -> str:
        """What its blocks are, repeated tokens counted.

        `0 u 1 a3 1 a2 a=5-1`: names, introduction, a chapter of three articles, another of two
        and of 第五条之一.
        """
        found = []
        for token, same in groupby(block.token for block in self.blocks):
            many = len(list(same))
            once = token if many == 1 else f"{token}{many}"
            found.extend([token] * many if token.isdigit() or "=" in token else [once])
        return " ".join(found)


Searched = tuple[PageBlocks, PagePairs]
"""A page with its blocks, and the neighbouring letters in them."""


def searched(site: Site, page: Page) -> list[Searched]:
    """Return `page` of `site` for search; nothing where search finds nothing of it."""
    return list(indexed(page_sections(site, page)))


def indexed(units: Sequence[Section]) -> Iterator[Searched]:
    """Yield all pages of `units` for search, in their order."""
    for page in page_blocks(units):
        yield page, find_pairs(block.text for block in page.blocks)


def page_blocks(units: Sequence[Section]) -> list[PageBlocks]:
    """Return the blocks of all pages, in the order of the units."""
    by_page = groupby(units, key=lambda unit: unit.url.partition("#")[0])
    return [_page(tuple(same)) for _, same in by_page]


def _page(units: tuple[Section, ...]) -> PageBlocks:
    first = units[0]
    names = "\n".join([first.path[0], *first.aliases, *([first.code] if first.code else [])])
    return PageBlocks(units, (Block(normal(names), "0"), *_below(units)))


def _below(units: tuple[Section, ...]) -> Iterator[Block]:
    above: tuple[str, ...] = units[0].path[:1]
    expected = dict.fromkeys(_NUMBERED, 1)
    for unit in units:
        anchor = unit.url.partition("#")[2]
        headings = unit.path[:-1] if anchor.startswith("art-") else unit.path
        same = 0
        while same < min(len(above), len(headings)) and above[same] == headings[same]:
            same += 1
        for level in range(same, len(headings)):
            yield Block(normal(headings[level]), str(min(level, 9)), headings[level])
        above = headings
        yield Block(normal(unit.text), _token(anchor, expected))


def _token(anchor: str, expected: dict[str, int]) -> str:
    """Return the token of a unit; `expected` holds the number that would follow."""
    for prefix in _NUMBERED:
        number = anchor.removeprefix(prefix)
        if number == anchor:
            continue
        token = prefix[0] if number == str(expected[prefix]) else f"{prefix[0]}={number}"
        expected[prefix] = int(number.partition("-")[0]) + 1
        return token
    return f"u={anchor}" if anchor else "u"
