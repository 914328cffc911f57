"""What cites a place, and what a page cites: grouped, counted, with the sentence around."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.address import Address
from kb.kinds import Kind
from kb.labels import part_name, provision_words, record_name, title
from kb.linking.catalog import FaultKind
from kb.linking.mentions import LinkGraph, Mention, Role
from kb.site import Page, Record, Rule, Site
from kb.views.frame import Link

_ORDER = (Kind.PROCEDURE, Kind.CASE, Kind.MEETING, Kind.ANNUAL, Kind.RULE, Kind.PAGE)
_MISSING: Mapping[FaultKind, str] = {
    FaultKind.UNKNOWN_RULE: "本库没有收录",
    FaultKind.AMBIGUOUS: "本库有几项同名的规则",
    FaultKind.UNKNOWN_VERSION: "本库没有这个版本",
    FaultKind.NOT_YET: "本库没有当时的版本",
    FaultKind.NO_ARTICLE: "本库的文本没有这一条",
    FaultKind.NO_PART: "本库的文本没有这一款、这一项",
    FaultKind.NOT_LISTED: "要点提示没有收录这一条",
}
_NAMES: Mapping[Kind, str] = {
    Kind.PROCEDURE: "程序",
    Kind.CASE: "案例",
    Kind.MEETING: "会前准备",
    Kind.ANNUAL: "年度总结",
    Kind.RULE: "规则",
    Kind.PAGE: "其他页面",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A section that cites, or a place that is cited."""

    link: Link
    count: int = 1
    role: str = ""
    """违反, 错在这一步 …; empty for a sentence."""
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one name."""

    name: Link
    count: int
    entries: tuple[Entry, ...]
    kind: Kind
    """The kind of all its pages."""


def cited_by(site: Site, mentions: Iterable[Mention], sections: bool = True) -> tuple[Group, ...]:
    """Return the places that the mentions stand at, by kind of page, each section once.

    Without `sections` each page stands once, and no sentence.
    """
    found: dict[Kind, dict[tuple[str, str], list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        page = mention.page
        found[page.kind][page.source.src, mention.anchor if sections else ""].append(mention)
    groups = []
    for kind in _ORDER:
        if places := found.get(kind):
            entries = [_entry(site, same, sections) for same in places.values()]
            entries.sort(key=lambda entry: entry.link.text.partition("\u3000")[0])
            count = sum(entry.count for entry in entries)
            groups.append(Group(Link(_NAMES[kind]), count, tuple(entries), kind))
    return tuple(groups)


def cites(site: Site, graph: LinkGraph, page: Page) -> tuple[Group, ...]:
    """Return what `page` cites, by record, each place once; what it cites of itself is left out."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for mention in graph.by_page.get(page.source.src, ()):
        target = mention.target.section
        if site.records[target.record] is not page and mention.role is not Role.SUPERSEDES:
            found[target.record][target.anchor] += 1
    groups = []
    for id_, anchors in found.items():
        record = site.records[id_]
        order = dict(record.sections())
        entries = [
            Entry(Link(part_name(record, anchor), f"{record.url}#{anchor}"), count)
            for anchor, count in sorted(anchors.items(), key=lambda one: order.get(one[0], -1))
            if anchor
        ]
        name = Link(_name(site, record), record.url)
        groups.append(
            (record.meta.code, Group(name, sum(anchors.values()), tuple(entries), record.kind))
        )
    groups.sort(key=lambda one: (_ORDER.index(one[1].kind), one[0]))
    return tuple(group for _, group in groups)


def unlinked(graph: LinkGraph, page: Page) -> tuple[Entry, ...]:
    """Return the citations on `page` that lead nowhere or not all the way, each once, counted."""
    found: Counter[tuple[str, str]] = Counter()
    for resolution in graph.resolutions.get(page.source.src, ()):
        name = f"《{resolution.citation.target}》"
        for fault in resolution.faults:
            if fault.kind in _MISSING:
                words = provision_words(fault.provision) if resolution.rule else ""
                found[name + words, _MISSING[fault.kind]] += 1
    return tuple(
        Entry(Link(words), count, after=reason) for (words, reason), count in sorted(found.items())
    )


def to_review(site: Site, graph: LinkGraph, rule: Rule) -> tuple[Group, ...]:
    """Return what still cites the versions before `rule`: to be looked at again after a revision."""
    versions = site.families[rule.meta.family]
    older = versions[versions.index(rule) + 1 :]
    mentions = [
        mention
        for version in older
        for mention in graph.citing(Address(version.meta.id))
        if mention.role is not Role.SUPERSEDES and mention.page not in versions
    ]
    return cited_by(site, mentions)


def _entry(site: Site, mentions: list[Mention], sections: bool) -> Entry:
    first = mentions[0]
    page, anchor = first.page, first.anchor if sections else ""
    part = part_name(page, anchor) if anchor else ""
    name = f"{page.meta.code} {title(site, page)}" if isinstance(page, Record) else page.meta.title
    text = f"{name}\u3000{part}" if part else name
    link = Link(text, f"{page.url}#{anchor}" if anchor else page.url)
    if not sections:
        return Entry(link, len(mentions))
    return Entry(link, len(mentions), first.role, first.before, first.words, first.after)


def _name(site: Site, record: Record) -> str:
    name = record_name(site, record)
    return name if isinstance(record, Rule) else f"{record.meta.code} {name}"
