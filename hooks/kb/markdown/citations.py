"""Citations in running text as links to the article that they mean.

They are found in the source; `mark` sets signs around them that survive conversion, and
`CitationLinks` puts a link in the place of the signs. The visible words stay as written.
"""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as etree

from kb.address import Address
from kb.markdown.links import Links
from kb.mentions import Span
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

_OPEN, _MIDDLE, _CLOSE = "\ue010", "\ue011", "\ue012"
_MARKED = rf"{_OPEN}([^{_MIDDLE}]+){_MIDDLE}([^{_CLOSE}]*){_CLOSE}"
_MARKUP = re.compile(r"[*_`\[\]|\n]")


def mark(body: str, spans: Iterable[Span]) -> str:
    """Return `body` with signs around each of `spans`, which are in order and do not overlap.

    One that runs across markup gets none: there a link could not be set.
    """
    pieces, at = [], 0
    for span in spans:
        if _MARKUP.search(body, span.start, span.end):
            continue
        words = body[span.start : span.end]
        pieces += [body[at : span.start], _OPEN, str(span.target), _MIDDLE, words, _CLOSE]
        at = span.end
    return "".join([*pieces, body[at:]])


class CitationLinks(InlineProcessor):
    """Puts a link in the place of the signs that `mark` has set."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, links: Links, md: Markdown) -> None:
        super().__init__(_MARKED, md)
        self._links = links

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | str, int, int]:
        """Return the link and the span that it replaces."""
        address = Address.parse(m[1])
        if address is None:
            return m[2], m.start(0), m.end(0)
        element = self._links.to(address, m[2])
        element.set("class", "kb-cite")
        return element, m.start(0), m.end(0)
