"""Terms of the glossary in running text: where a section first uses one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.headings import Part
from kb.prose import prose
from kb.site import Outline, Page, Site

APART = "区别于"
"""The field of a term that lists longer words in which it is not meant: 党组 is not in 党组织."""
_SEPARATOR = "、"
_TITLE = re.compile(r"《[^《》\n]*》")


@dataclass(frozen=True, slots=True)
class Use:
    """A term in the body of a page."""

    start: int
    end: int
    page: Page
    """The page that explains it."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a site, ready to be looked for."""

    terms: Mapping[str, tuple[Page, Part]]
    words: re.Pattern[str] | None
    """Any term, or a longer word that is none; None where there are no terms."""

    @classmethod
    def of(cls, site: Site) -> "Glossary":
        """Return the glossary of `site`."""
        terms = {term.title: (page, term) for page in site.pages for term in page.terms}
        apart = {
            word
            for _, term in terms.values()
            for word in term.field(APART).split(_SEPARATOR)
            if word
        }
        words = sorted(terms.keys() | apart, key=lambda word: (-len(word), word))
        return cls(terms, re.compile("|".join(map(re.escape, words))) if words else None)

    def uses(self, page: Page, taken: Iterable[tuple[int, int]]) -> Iterator[Use]:
        """Yield the first use of each term below each heading of `page`, outside `taken` spans.

        Not in titles, links, code or headings; nor on the page that explains the terms.
        """
        if self.words is None or page.terms:
            return
        text = _TITLE.sub(lambda found: " " * len(found.group()), _blank(page, taken))
        outline = Outline.of(page.source.body, Page.anchors(page))
        seen: set[tuple[str, str]] = set()
        for found in self.words.finditer(text):
            word = found.group()
            place = (outline.at(found.start()), word)
            if word in self.terms and place not in seen:
                seen.add(place)
                explaining, term = self.terms[word]
                yield Use(found.start(), found.end(), explaining, term.id)


def _blank(page: Page, taken: Iterable[tuple[int, int]]) -> str:
    """Return the prose of `page` with the spans `taken` blanked out; offsets stay."""
    text, pieces, at = prose(page.source.body), [], 0
    for start, end in taken:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
