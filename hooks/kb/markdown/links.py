"""Links within a page: relative addresses of other pages, and short codes in running text."""

import posixpath
import re
from xml.etree import ElementTree as etree

from kb.address import CODE, Address
from kb.headings import TARGET
from kb.labels import label, part_name
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.site import Page, Record, Site
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

ABSENT = "（这一版没有）"
"""What stands for a page that this edition lacks: its id may say what it is about."""


class Links:
    """Makes links from the page that is being converted; set `page` before each conversion."""

    page: Page

    def __init__(self, site: Site, graph: LinkGraph, versions: Counterparts) -> None:
        self.site = site
        self.graph = graph
        self.versions = versions

    @property
    def record_id(self) -> str:
        """The id of the current page; empty where it is no record."""
        return self.page.meta.id if isinstance(self.page, Record) else ""

    def href(self, target: Page, anchor: str = "") -> str:
        """Return the address of `target`, relative to the current page."""
        path = "" if target is self.page else self.relative(target.url)
        return f"{path}#{anchor}" if anchor else path or "#"

    def relative(self, url: str) -> str:
        """Return an address below the site's root as one relative to the current page."""
        return posixpath.relpath(url, posixpath.dirname(self.page.url) or ".")

    def to(self, address: Address, text: str | None = None) -> etree.Element:
        """Return a link to `address`, plain text where this edition lacks it.

        Its words are `text`, or what the target is called.
        """
        record = self.site.records.get(address.record)
        if record is None or not self.site.has(address):
            element = etree.Element("span")
            element.text = text or ABSENT
            return element
        element = etree.Element("a", {"href": self.href(record, address.anchor)})
        element.text = text or label(self.site, address)
        return element

    def to_code(self, code: re.Match[str]) -> etree.Element | None:
        """Return the link for a short code, or None where this edition has no such record."""
        address = self.site.decode(code)
        if address is None:
            return None
        element = self.to(address, code.group())
        element.set("class", "code")
        element.set("title", label(self.site, address))
        return element

    def set_relative(self, root: etree.Element) -> None:
        """Turn links to `.md` files into links to pages; those to absent pages into text."""
        start = posixpath.dirname(self.page.source.src)
        for link in root.iter("a"):
            path, _, anchor = link.get("href", "").partition("#")
            if not path.endswith(".md"):
                continue
            target = self.site.by_src.get(posixpath.normpath(posixpath.join(start, path)))
            if target is None:
                link.tag = "span"
                link.attrib.clear()
            else:
                link.set("href", self.href(target, anchor))


class CodeLinks(InlineProcessor):
    """Sets a link at every short code (GZ-001-7, CX-003第九步) outside links and code."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, links: Links, md: Markdown) -> None:
        super().__init__(CODE.pattern, md)
        self._links = links

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | str | None, int | None, int | None]:
        """Return the link and the span that it replaces; none where the code is unknown."""
        element = self._links.to_code(m)
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))


class TargetLinks(InlineProcessor):
    """Sets a link at `#plan-…` and the like in running text, with the title of what it names."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, links: Links, md: Markdown) -> None:
        super().__init__(TARGET.pattern, md)
        self._links = links

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        """Return the link and the span that it replaces."""
        page = self._links.page
        element = etree.Element("a", {"href": self._links.href(page, m[1])})
        element.text = part_name(page, m[1])
        return element, m.start(0), m.end(0)
