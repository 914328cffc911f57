"""The citations of a page, found once, in its source, where every one has its line and column."""

from collections.abc import Iterable, Iterator

from kb.citations import Citation, DocumentContext, Kind, Names, find_citations
from kb.prose import prose
from kb.site import Page, Rule

_NAMED = {Kind.NAMED, Kind.PLAIN}


def recognise(page: Page, names: Names) -> tuple[Citation, ...]:
    """Return the citations in the body of `page`, in order; `names` are those of all rules."""
    title = page.meta.title if isinstance(page, Rule) else None
    context = DocumentContext(title, names=names)
    found = find_citations(prose(page.source.body), document=context)
    return tuple(found if isinstance(page, Rule) else _within_sections(page, found))


def _within_sections(page: Page, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Yield the citations whose rule is named in their own section.

    Outside rules a heading begins a new text: 第一条 below it goes on with nothing above it.
    """
    body, named_at = page.source.body, -1
    for citation in citations:
        if citation.kind in _NAMED:
            named_at = citation.end
        elif named_at < 0 or "\n#" in body[named_at : citation.start]:
            continue
        yield citation
