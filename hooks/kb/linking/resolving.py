"""The citations of a page resolved: by the date that the page is about, and the place of the words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.citations import SELF, Citation, Kind, Provision
from kb.linking.catalog import Catalog, Resolution
from kb.numerals import NUMERAL, parse_numeral
from kb.site import Annual, Case, Page, Rule

_HERE = re.compile(r"本款")
_BEFORE = re.compile(rf"前(?P<count>{NUMERAL})?款")


def day_of(page: Page, day: date) -> date:
    """Return the day whose versions `page` means: what it is about, or `day`, which is today."""
    if isinstance(page, Case):
        return page.meta.as_of
    if isinstance(page, Annual):
        return page.meta.as_of or date(page.meta.year, 12, 31)
    return day


def resolve_page(page: Page, catalog: Catalog, day: date) -> tuple[Resolution, ...]:
    """Return what the citations of `page` mean, in order; those that can mean nothing are left out."""
    own = page if isinstance(page, Rule) else None
    day = day_of(page, day)
    return tuple(_resolved(page, catalog, day, own))


def _resolved(page: Page, catalog: Catalog, day: date, own: Rule | None) -> Iterator[Resolution]:
    lines = _Lines.of(page.source.body)
    paragraphs = _Paragraphs.of(own) if own else None
    for citation in page.citations:
        if citation.target == SELF and (own is None or not citation.provisions):
            continue
        provisions = None
        if paragraphs and citation.target == SELF and citation.kind is Kind.RELATIVE:
            words = page.source.body[citation.start : citation.end]
            provisions = paragraphs.narrowed(citation, words, lines.line(citation.start))
        yield catalog.resolve(citation, day, own, provisions)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the lines of a text begin."""

    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Lines":
        return cls(tuple(found.start() for found in re.finditer("\n", text)))

    def line(self, offset: int) -> int:
        """Return the line, from 1, on which `offset` stands."""
        return bisect_left(self.ends, offset) + 1


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """On which line of a rule which 款 begins."""

    lines: tuple[int, ...]
    keys: tuple[tuple[str, int], ...]
    """The article, `"33"`, and the number of the 款."""

    @classmethod
    def of(cls, rule: Rule) -> "_Paragraphs":
        found = [
            (paragraph.line, (article.id.removeprefix("art-"), paragraph.number))
            for article in rule.articles
            for paragraph in article.parts
        ]
        return cls(tuple(line for line, _ in found), tuple(key for _, key in found))

    def narrowed(self, citation: Citation, words: str, line: int) -> tuple[Provision, ...]:
        """Return the provisions of 本款 or 前款 with the 款 that they count to from `line`."""
        place = bisect_left(self.lines, line + 1) - 1
        article, here = self.keys[place] if place >= 0 else ("", 0)
        if _HERE.match(words):
            numbers = [here]
        elif before := _BEFORE.match(words):
            count = parse_numeral(before["count"]) if before["count"] else 1
            numbers = list(range(max(1, here - count), here))
        else:
            return citation.provisions
        if not numbers or any(one.article != article for one in citation.provisions):
            return citation.provisions
        return tuple(
            Provision(article, number, one.item)
            for number in numbers
            for one in citation.provisions
        )
