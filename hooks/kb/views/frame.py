"""What every page of the site shows around its own part: the menu, the edition, the day."""

from dataclasses import dataclass

from kb.forwarding import code_url
from kb.inputs import Audience, BuildInputs
from kb.kinds import COLLECTIONS, Kind
from kb.labels import title
from kb.onepage import procedure_of
from kb.qr import qr_svg
from kb.site import Page, Record, Site

_NEIGHBOURS = 3
_PLAIN = {
    "明天开会": {
        "decide.md": "要不要上会",
        "counting.md": "到会与计票",
        "forms/index.md": "表样",
        "pack.md": "自选会议包",
    },
    "写材料": {
        "verify.md": "引用核验",
        "ledger.md": "对账",
        "pictures.md": "看图",
    },
    "学习": {
        "roles/index.md": "按岗位",
        "topics/index.md": "专题",
        "can-i.md": "能不能",
        "selftest.md": "自测",
        "training.md": "讲义和幻灯",
        "glossary.md": "术语",
    },
    "本站": {
        "guide.md": "编辑指南",
        "about.md": "关于",
    },
}
"""Pages outside the collections, by what a reader comes for: the doors of the home page."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead: an address below the site's root, empty for plain text."""

    text: str
    url: str = ""
    current: bool = False
    children: tuple["Link", ...] = ()


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Links of the menu that belong together; the first group, the collections, has no name."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page, also one that is not content."""

    menu: tuple[MenuGroup, ...]
    edition: str
    """The edition's name if it is narrower than 全局, where every page must say so."""
    as_of: str
    """The day of the build, 2026年11月23日."""
    draft: bool
    """Whether the whole site is a draft, which every page must say."""
    short: str
    """The address that is printed as a QR code; empty where there is none."""
    qr: str
    """The code of it, as SVG."""

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the menu."""
        return tuple(link for group in self.menu for link in group.links)


def frame(site: Site, page: Page | None, inputs: BuildInputs) -> Frame:
    """Return what surrounds `page`; None stands for the page for lost addresses."""
    edition = "" if inputs.edition is Audience.EVERYONE else inputs.edition.value
    short = inputs.base_url + code_url(code) if inputs.qr and (code := _code(site, page)) else ""
    return Frame(
        _menu(site, page),
        edition,
        chinese_date(inputs.date),
        inputs.draft,
        short,
        qr_svg(short) if short else "",
    )


def _code(site: Site, page: Page | None) -> str:
    """Return the short code of a record, or of the procedure whose sheet `page` is."""
    procedure = procedure_of(site, page.source.src) if page else None
    record = procedure or page
    return record.meta.code if isinstance(record, Record) else ""


def chinese_date(day: object) -> str:
    """Return a date as in prose: 2022年1月1日."""
    year, month, number = str(day).split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def collection_of(page: Page) -> Kind | None:
    """Return the collection that `page` belongs to or lists, or None."""
    folder = page.source.src.rpartition("/")[0]
    return next((kind for kind in COLLECTIONS if kind.value == folder), None)


def siblings_of(site: Site, page: Page) -> tuple[Record, ...]:
    """Return the records of the collection that `page` belongs to or lists, by short code."""
    kind = collection_of(page)
    return site.collections[kind] if kind else ()


def collection_url(kind: Kind) -> str:
    """Return the address of the list of a collection."""
    return f"{kind.value}/index.html"


def _menu(site: Site, page: Page | None) -> tuple[MenuGroup, ...]:
    """Return the collections, below the one that is open only the neighbours of `page`; the rest."""
    src = page.source.src if page else ""
    open_kind = collection_of(page) if page else None
    shelves = [Link("首页", "index.html", src == "index.md")]
    for kind in COLLECTIONS:
        here = kind is open_kind
        children: tuple[Link, ...] = ()
        if here and isinstance(page, Record):
            children = _neighbours(site, page)
        shelves.append(Link(kind.label, collection_url(kind), here and not children, children))
    groups = [MenuGroup("", tuple(shelves))]
    for name, pages in _PLAIN.items():
        links = tuple(
            Link(words, site.by_src[plain].url, src == plain)
            for plain, words in pages.items()
            if plain in site.by_src
        )
        groups += [MenuGroup(name, links)] if links else []
    return tuple(groups)


def _neighbours(site: Site, page: Record) -> tuple[Link, ...]:
    siblings = siblings_of(site, page)
    shown = 2 * _NEIGHBOURS + 1
    start = max(0, min(site.places[page.meta.id] - _NEIGHBOURS, len(siblings) - shown))
    near = siblings[start : start + shown]
    links = tuple(Link(title(site, one), one.url, one is page) for one in near)
    if len(near) < len(siblings):
        links += (Link(f"全部{len(siblings)}篇…", collection_url(page.kind)),)
    return links
