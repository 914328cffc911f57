"""What pages may say of each other, as one value to which kept things are bound."""

from collections.abc import Iterator
from dataclasses import replace

from kb.inputs import BuildInputs
from kb.keeping import digest
from kb.site import Page, Site


def outline_key(site: Site, inputs: BuildInputs) -> bytes:
    """Return what stands for `site` without the words of its texts, and for `inputs`.

    Another for any change of a front matter, a heading, a term of the glossary, an address within a
    page, the data files. What reads no more of other pages than that may be kept by this value,
    by the page itself and by those whose words it quotes.
    """
    data = replace(site, pages=())
    return digest(data, inputs, [_outline(page) for page in site.pages])


def _outline(page: Page) -> tuple[object, ...]:
    headings = [(heading.level, heading.id, heading.text) for heading in page.headings]
    anchors = [anchor for anchor, _ in page.anchors()]
    return page.source.src, page.source.header, headings, anchors, page.terms


def source_keys(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield for each page, by its path below the content folder, what stands for its whole text."""
    for page in site.pages:
        yield page.source.src, digest(page.source)
