"""Words of a page with the links that its citations and codes are."""

from collections.abc import Iterator

from kb.address import Address
from kb.linking.mentions import LinkGraph
from kb.site import Page, Record, Site
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
            record = site.records[mention.target.record]
            yield Link(mention.words, address_url(record, mention.target))
    if rest:
        yield Link(rest)


def address_url(record: Record, address: Address) -> str:
    """Return the address below the site's root of a place in `record`."""
    return f"{record.url}#{address.anchor}" if address.anchor else record.url
