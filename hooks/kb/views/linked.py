"""Words of a page with the links that its citations and codes are."""

from collections.abc import Iterable, Iterator

from kb.address import Address, anchor_label
from kb.labels import label
from kb.linking.mentions import LinkGraph
from kb.quiz import basis
from kb.search.plain import inline
from kb.site import Page, Site
from kb.views.frame import Link

Runs = tuple[Link, ...]
"""A line of words, some of which lead somewhere."""


def linked(site: Site, graph: LinkGraph, page: Page, lines: range, text: str) -> Iterator[Link]:
    """Yield `text`, the plain words of `lines` of the body of `page` (from 1), with its links."""
    first = page.source.body_line - 1
    rest = text
    for mention in graph.by_page.get(page.source.src, ()):
        if mention.line - first in lines and mention.words and mention.words in rest:
            before, _, rest = rest.partition(mention.words)
            if before:
                yield Link(before)
            yield Link(mention.words, address_url(site, mention.target))
    if rest:
        yield Link(rest)


def linked_line(site: Site, graph: LinkGraph, page: Page, line: int, text: str) -> Iterator[Link]:
    """Yield `text`, what is written on one line of the body of `page`, plain and with its links."""
    yield from linked(site, graph, page, range(line, line + 1), inline(text))


def address_url(site: Site, address: Address) -> str:
    """Return where an address of this site is, below its root."""
    url = site.records[address.record].url
    return f"{url}#{address.anchor}" if address.anchor else url


def bases(site: Site, texts: Iterable[str]) -> tuple[Link, ...]:
    """Return links to the articles that data files name, in the words that pages use."""
    found = filter(None, (basis(site, text) for text in texts))
    return tuple(Link(label(site, address), address_url(site, address)) for address in found)


def short_bases(site: Site, texts: Iterable[str]) -> tuple[Link, ...]:
    """Return the same by their codes, GZ-001-7, where the full names would fill a table."""
    links = []
    for text in texts:
        if address := basis(site, text):
            code = site.records[address.record].meta.code
            number = address.anchor.removeprefix("art-").replace("-", ".")
            step = address.anchor.startswith("step-")
            words = f"{code}{anchor_label(address.anchor)}" if step else f"{code}-{number}"
            links.append(Link(words, address_url(site, address)))
    return tuple(links)
