"""Beside each article and step: what cites it, and what it is in another version."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as etree

from kb.address import Address
from kb.labels import part_name, version_name
from kb.linking.versions import Counterpart
from kb.markdown.links import Links
from kb.site import Rule
from kb.views.citing import Entry, Group, cited_by

_SENTENCES = 20
"""Entries of a group that show their sentence; behind them the place alone."""


def backlinks(anchor: str, label: str, links: Links) -> Iterator[etree.Element]:
    """Yield what stands below the article or step `anchor`: nothing where nothing cites it."""
    mentions = links.graph.citing(Address(links.record_id, anchor))
    if not mentions:
        return
    details = etree.Element("details", {"class": "kb-cited"})
    summary = etree.SubElement(
        details, "summary", {"aria-label": f"{label}被引用{len(mentions)}处"}
    )
    summary.text = f"被引 {len(mentions)}"
    for group in cited_by(links.site, mentions):
        _add_group(details, group, links)
    yield details


def counterparts(anchor: str, links: Links) -> Iterator[etree.Element]:
    """Yield a line that says what the article is in the next version and in the one before."""
    address = Address(links.record_id, anchor)
    for words, others in (
        ("修订后为", links.versions.current(address)),
        ("修订前为", links.versions.older.get(address, ())),
    ):
        if any(other.address.record in links.site.records for other in others):
            line = etree.Element("p", {"class": "kb-version"})
            add_counterparts(line, words, others, links)
            yield line


def add_counterparts(
    holder: etree.Element, words: str, others: Iterable[Counterpart], links: Links
) -> None:
    """Add to `holder` the words and links to the articles of another version: 2023年版第七十七条."""
    holder.text = words
    for other in others:
        if len(holder):
            holder[-1].tail = f"{holder[-1].tail or ''}、"
        rule = links.site.records[other.address.record]
        name = version_name(rule) if isinstance(rule, Rule) else rule.meta.title
        link = links.to(other.address, f"{name}{part_name(rule, other.address.anchor)}")
        if link.tag == "span":  # a digest that leaves the article out
            link.tag = "a"
            link.set("href", links.href(rule))
        link.tail = "（推定）" if other.inferred else None
        holder.append(link)


def _add_group(details: etree.Element, group: Group, links: Links) -> None:
    head = etree.SubElement(details, "p", {"class": "kb-cited-kind"})
    head.text = f"{group.name.text} {group.count}"
    items = etree.SubElement(details, "ul", {"class": "kb-cited-list"})
    for number, entry in enumerate(group.entries):
        item = etree.SubElement(items, "li")
        link = etree.SubElement(item, "a", {"href": links.relative(entry.link.url)})
        link.text = entry.link.text
        if entry.count > 1:
            link.tail = f"（{entry.count}处）"
        if number < _SENTENCES:
            _add_sentence(item, entry)


def _add_sentence(item: etree.Element, entry: Entry) -> None:
    sentence = etree.Element("span", {"class": "kb-cited-words"})
    sentence.text = f"{entry.role}：{entry.words}".strip("：") if entry.role else entry.before
    if not entry.role:
        mark = etree.SubElement(sentence, "mark")
        mark.text, mark.tail = entry.words, entry.after
    item.append(sentence)
