"""Links at words that were found in the source: citations, and terms of the glossary.

`mark` sets signs around the words that survive conversion, and `SpanLinks` puts a link in the
place of the signs. The visible words stay as written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

_OPEN, _MIDDLE, _CLOSE = "\ue010", "\ue011", "\ue012"
_MARKED = rf"{_OPEN}([^{_MIDDLE}]+){_MIDDLE}([^{_MIDDLE}]+){_MIDDLE}([^{_CLOSE}]*){_CLOSE}"
_MARKUP = re.compile(r"[*_`\[\]|\n]")


@dataclass(frozen=True, slots=True, order=True)
class LinkedSpan:
    """Words in the body of a page that become a link."""

    start: int
    end: int
    href: str
    """Relative to the page."""
    css: str


def mark(body: str, spans: Iterable[LinkedSpan]) -> str:
    """Return `body` with signs around each of `spans`, which are in order and do not overlap.

    One that runs across markup gets none: there a link could not be set.
    """
    pieces, at = [], 0
    for span in spans:
        if _MARKUP.search(body, span.start, span.end):
            continue
        words = body[span.start : span.end]
        pieces += [
            body[at : span.start],
            _OPEN,
            span.css,
            _MIDDLE,
            span.href,
            _MIDDLE,
            words,
            _CLOSE,
        ]
        at = span.end
    return "".join([*pieces, body[at:]])


class SpanLinks(InlineProcessor):
    """Puts a link in the place of the signs that `mark` has set."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(_MARKED, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        """Return the link and the span that it replaces."""
        element = etree.Element("a", {"class": m[1], "href": m[2]})
        element.text = m[3]
        return element, m.start(0), m.end(0)
