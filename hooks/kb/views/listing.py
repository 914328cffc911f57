"""Lists of records, with the words that they can be narrowed by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.kinds import COLLECTIONS, Kind
from kb.labels import title
from kb.model import RuleMeta, SourceKind, Status, TextKind
from kb.site import Annual, Case, Page, Procedure, Record, Rule, Site
from kb.views.frame import Link, collection_url

_NEWEST = 2
_FACETS = {
    "category": "类别",
    "behaviour": "行为",
    "level": "岗位层级",
    "kind": "文本性质",
    "status": "效力",
    "year": "年份",
    "topic": "专题",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word; `tone` is a class name: green, amber, grey, red or plain."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, with the words that it can be narrowed by."""

    code: str
    title: str
    url: str
    summary: str
    badges: tuple[Badge, ...]
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: its key, its name, and each word with its count."""

    key: str
    name: str
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """All records of a collection."""

    rows: tuple[Row, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection on the home page: its name, count and newest records."""

    link: Link
    count: int
    newest: tuple[Row, ...]


def listing(records: Sequence[Record], site: Site) -> Listing:
    """Return the list of a collection with the words that narrow it."""
    rows = tuple(row(site, record) for record in records)
    return Listing(rows, facets_of([row.facets for row in rows], _FACETS))


def facets_of(
    rows: Sequence[Mapping[str, tuple[str, ...]]], names: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Return the ways to narrow `rows` that make a difference; `names` are those of the keys."""
    facets = []
    for key, name in names.items():
        counts = Counter(word for row in rows for word in row.get(key, ()))
        if len(counts) > 1:
            words = sorted(counts.items(), reverse=key == "year")
            facets.append(Facet(key, name, tuple(words)))
    return tuple(facets)


def shelves(site: Site) -> tuple[Shelf, ...]:
    """Return the collections as the home page shows them."""
    return tuple(_shelf(site, kind) for kind in COLLECTIONS)


def badges(page: Page) -> tuple[Badge, ...]:
    """Return the states of a page, the most important first."""
    if isinstance(page, Rule):
        return _rule_badges(page.meta)
    if isinstance(page, Procedure):
        return (Badge(page.meta.category),)
    if isinstance(page, Case):
        tone = "plain" if page.meta.source_kind is SourceKind.NOTICE else "amber"
        return (Badge(page.meta.source_kind, tone), *(Badge(word) for word in page.meta.behaviours))
    return ()


def _rule_badges(meta: RuleMeta) -> tuple[Badge, ...]:
    tones = {Status.IN_FORCE: "green", Status.REVISED: "amber", Status.REPEALED: "grey"}
    status = (Badge(meta.status, tones[meta.status]),) if meta.status else ()
    tone = "plain" if meta.text_kind is TextKind.OFFICIAL else "amber"
    effective = (Badge(f"{meta.effective} 起施行"),) if meta.effective else ()
    return (*status, Badge(meta.text_kind, tone), *effective)


def _shelf(site: Site, kind: Kind) -> Shelf:
    records = site.collections[kind]
    newest = sorted(records, key=lambda record: record.meta.updated, reverse=True)[:_NEWEST]
    link = Link(kind.label, collection_url(kind))
    return Shelf(link, len(records), tuple(row(site, record) for record in newest))


def row(site: Site, record: Record) -> Row:
    """Return the line of a record in a list."""
    topics = site.topics
    facets: dict[str, tuple[str, ...]] = {
        "topic": tuple(topics[topic] for topic in record.meta.topics)
    }
    if isinstance(record, Rule):
        meta = record.meta
        facets["kind"] = (meta.text_kind,)
        facets["status"] = (meta.status,) if meta.status else ()
        facets["year"] = (str(meta.promulgated.year),) if meta.promulgated else ()
    elif isinstance(record, Procedure):
        facets["category"] = (record.meta.category,)
    elif isinstance(record, Case):
        facets["behaviour"] = record.meta.behaviours
        facets["level"] = record.meta.levels
        facets["year"] = (str(record.meta.as_of.year),)
    elif isinstance(record, Annual):
        facets["year"] = (str(record.meta.year),)
    name, summary = title(site, record), record.meta.summary
    return Row(record.meta.code, name, record.url, summary, badges(record), facets)
