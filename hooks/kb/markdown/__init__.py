"""Markdown to HTML: what happens within one page, as a Python-Markdown extension.

`Renderer` holds one converter and reuses it for every page. Raw HTML is not passed through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as etree

from kb.linking.mentions import LinkGraph
from kb.linking.terms import Glossary
from kb.linking.versions import Counterparts
from kb.markdown.arrange import TocEntry, arrange
from kb.markdown.blocks import ProvisionLines
from kb.markdown.links import CodeLinks, Links, TargetLinks
from kb.markdown.moved import place_forwards
from kb.markdown.spans import LinkedSpan, SpanLinks, mark
from kb.site import Page, Site
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML and its table of contents."""

    html: str
    toc: tuple[TocEntry, ...]


class Renderer:
    """Converts the pages of one site.

    `graph` says where citations lead and what is cited where, `versions` which articles of two
    versions correspond; `extensions` and `configs` are Python-Markdown's own: names, and settings
    by name.
    """

    def __init__(
        self,
        site: Site,
        graph: LinkGraph,
        versions: Counterparts,
        extensions: Sequence[str | Extension] = ("tables", "attr_list"),
        configs: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        self._graph = graph
        self._glossary = Glossary.of(site)
        self._pages = _PageExtension(Links(site, graph, versions))
        self._markdown = Markdown(
            extensions=[*extensions, self._pages],
            extension_configs={name: dict(config) for name, config in (configs or {}).items()},
        )

    def render(self, page: Page) -> Rendered:
        """Return the HTML of `page`; its links are relative to its own address."""
        self._pages.begin(page)
        html = self._markdown.reset().convert(mark(page.source.body, self._spans(page)))
        return Rendered(html, self._pages.toc)

    def _spans(self, page: Page) -> Iterable[LinkedSpan]:
        """Return the words of `page` that become links: citations, then terms between them."""
        links = self._pages.links
        cited = self._graph.spans[page.source.src]
        records = links.site.records
        spans = [
            LinkedSpan(
                span.start,
                span.end,
                links.href(records[span.target.record], span.target.anchor),
                "kb-cite",
            )
            for span in cited
        ]
        spans += [
            LinkedSpan(use.start, use.end, links.href(use.page, use.anchor), "kb-term")
            for use in self._glossary.uses(page, ((span.start, span.end) for span in cited))
        ]
        return sorted(spans)


class _PageExtension(Extension):
    """The extension, with the page that is being converted."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self.links = links
        self.blocks = ProvisionLines()
        self.toc: tuple[TocEntry, ...] = ()

    def begin(self, page: Page) -> None:
        self.links.page = page
        self.blocks.kind = page.kind
        self.toc = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(self.blocks, "kb-blocks", 20)
        md.inlinePatterns.register(SpanLinks(md), "kb-spans", 31)
        md.inlinePatterns.register(CodeLinks(self.links, md), "kb-codes", 30)
        md.inlinePatterns.register(TargetLinks(self.links, md), "kb-targets", 29)
        # After inline processing (20) and attr_list (8), which reads the explicit anchors.
        md.treeprocessors.register(_Arrange(self, md), "kb-arrange", 6)


class _Arrange(Treeprocessor):
    def __init__(self, extension: _PageExtension, md: Markdown) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: etree.Element) -> None:
        self._extension.links.set_relative(root)
        self._extension.toc = arrange(root, self._extension.links)
        place_forwards(root, self._extension.links)
