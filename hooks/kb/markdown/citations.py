"""Citations in running text as links to the article that they mean.

They are found in the source; `mark` sets signs around them that survive conversion, and
`CitationLinks` puts a link in the place of the signs. The visible words stay as written.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as etree

from kb.address import Address
from kb.catalog import Catalog
from kb.checks.text import mask_code
from kb.citations import Citation, DocumentContext, find_citations
from kb.markdown.links import Links
from kb.numerals import NUMERAL
from kb.site import Page, Rule
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

_OPEN, _MIDDLE, _CLOSE = "\ue010", "\ue011", "\ue012"
_MARKED = rf"{_OPEN}([^{_MIDDLE}]+){_MIDDLE}([^{_CLOSE}]*){_CLOSE}"
_NOT_PROSE = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|^#.*$|<[^>\n]*>", re.MULTILINE)
_MARKUP = re.compile(r"[*_`\[\]|\n]")
_PART = rf"(?:第{NUMERAL}款)?(?:第?[（(]?{NUMERAL}[）)]?项)?"
_ARTICLE = re.compile(rf"第{NUMERAL}条(?:之{NUMERAL})?{_PART}")


def mark(page: Page, catalog: Catalog) -> str:
    """Return the body of `page` with signs around every citation that leads to a page."""
    body = page.source.body
    prose = _NOT_PROSE.sub(lambda found: " " * len(found.group()), mask_code(body))
    title = page.meta.title if isinstance(page, Rule) else None
    context = DocumentContext(title, names=catalog.names)
    pieces, at = [], 0
    for citation in find_citations(prose, document=context):
        rule = catalog.rule(citation, page)
        if rule is None or _MARKUP.search(body, citation.start, citation.end):
            continue
        for start, end, address in _links(citation, rule, body, catalog):
            pieces += [body[at:start], _OPEN, str(address), _MIDDLE, body[start:end], _CLOSE]
            at = end
    return "".join([*pieces, body[at:]])


def _links(
    citation: Citation, rule: Rule, body: str, catalog: Catalog
) -> Iterator[tuple[int, int, Address]]:
    """Yield the spans of a citation with their targets: one link for each article of a list."""
    found = list(_ARTICLE.finditer(body, citation.start, citation.end))
    first = {provision.article: provision for provision in reversed(citation.provisions)}
    ordered = [first[key] for key in dict.fromkeys(p.article for p in citation.provisions)]
    if len(found) != len(ordered) or not found:
        provision = citation.provisions[0] if citation.provisions else None
        address = catalog.address(rule, provision) if provision else Address(rule.meta.id)
        yield citation.start, citation.end, address
        return
    starts = [citation.start, *(words.start() for words in found[1:])]
    for start, words, provision in zip(starts, found, ordered, strict=True):
        yield start, words.end(), catalog.address(rule, provision)


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
