"""What a topic gathers: its rules, steps, cases, meetings, years, terms and questions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.address import Address
from kb.kinds import COLLECTIONS, Kind
from kb.labels import part_name
from kb.linking.mentions import LinkGraph
from kb.site import Case, Procedure, Record, Rule, Site
from kb.topics import topic_of, topic_src
from kb.views.frame import Link
from kb.views.listing import Row, row

_MOST = 5
"""Articles that are shown below a rule, those cited most."""
_SHARE = 0.2
"""How much of the records that a term names must be about a topic for the term to be of it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A record of a topic with the places in it that matter here."""

    row: Row
    places: tuple[tuple[Link, int], ...]
    """Articles or steps, and how often cases and steps of the topic name them."""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Records of one kind under one heading."""

    id: str
    name: str
    records: tuple[Gathered, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic; groups without anything in them are left out."""

    id: str
    groups: tuple[TopicGroup, ...]
    terms: tuple[Link, ...]
    questions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in the list of all: how many records of each kind it has, and questions."""

    link: Link
    counts: tuple[tuple[str, int], ...]


def topic_link(site: Site, topic: str) -> Link:
    """Return the link from a record to the page of a topic; plain words where there is none."""
    page = site.by_src.get(topic_src(topic))
    return Link(site.topics[topic], page.url if page else "")


def topic_lines(site: Site) -> tuple[TopicLine, ...]:
    """Return all topics that have a page, in the order of the vocabulary."""
    return tuple(
        TopicLine(topic_link(site, topic), tuple(_counts(site, topic)))
        for topic in site.topics
        if topic_src(topic) in site.by_src
    )


def topic_view(site: Site, src: str, graph: LinkGraph) -> TopicView | None:
    """Return what the page `src` gathers, or None where it is not that of a topic."""
    topic = topic_of(src)
    if not topic:
        return None
    cited = _cited(site, topic, graph)
    return TopicView(
        topic,
        tuple(_groups(site, topic, cited)),
        tuple(_terms(site, topic, graph)),
        tuple(
            Link(question.question, f"selftest.html#q-{question.id}")
            for question in site.questions
            if question.topic == topic and "selftest.md" in site.by_src
        ),
    )


def _counts(site: Site, topic: str) -> Iterator[tuple[str, int]]:
    for kind in COLLECTIONS:
        if count := sum(topic in record.meta.topics for record in site.collections[kind]):
            yield kind.label, count
    if count := sum(question.topic == topic for question in site.questions):
        yield "自测题", count


def _cited(site: Site, topic: str, graph: LinkGraph) -> Counter[Address]:
    """Return how often the cases and the steps of the topic name each article and step."""
    return Counter(
        mention.target.section
        for record in site.of(Record)
        if topic in record.meta.topics and isinstance(record, Case | Procedure)
        for mention in graph.by_page.get(record.source.src, ())
        if mention.target.anchor and mention.target.record != record.meta.id
    )


def _groups(site: Site, topic: str, cited: Counter[Address]) -> Iterator[TopicGroup]:
    for kind in COLLECTIONS:
        found = [record for record in site.collections[kind] if topic in record.meta.topics]
        if kind is Kind.RULE:
            found.sort(key=lambda record: -_weight(record, cited))
        if found:
            records = tuple(Gathered(row(site, one), tuple(_places(one, cited))) for one in found)
            yield TopicGroup(kind.name.lower(), kind.label, records)


def _weight(record: Record, cited: Counter[Address]) -> int:
    return sum(count for address, count in cited.items() if address.record == record.meta.id)


def _places(record: Record, cited: Counter[Address]) -> Iterator[tuple[Link, int]]:
    """Yield the articles of a rule that are cited most, and all steps of a procedure."""
    if isinstance(record, Procedure):
        for step in record.steps:
            link = Link(step.title, f"{record.url}#{step.id}")
            yield link, cited[Address(record.meta.id, step.id)]
    elif isinstance(record, Rule):
        order = {anchor: place for place, (anchor, _) in enumerate(record.sections())}
        found = [
            (address.anchor, count)
            for address, count in cited.most_common()
            if address.record == record.meta.id and address.anchor.startswith("art-")
        ][:_MOST]
        for anchor, count in sorted(found, key=lambda one: order.get(one[0], -1)):
            yield Link(part_name(record, anchor), f"{record.url}#{anchor}"), count


def _terms(site: Site, topic: str, graph: LinkGraph) -> Iterator[Link]:
    """Yield the terms whose records are about the topic: one of few topics weighs more."""
    for page in site.pages:
        for term in page.terms:
            named = {
                mention.target.record
                for mention in graph.by_page.get(page.source.src, ())
                if mention.anchor == term.id
            }
            topics = [site.records[id_].meta.topics for id_ in named]
            weight = sum(1 / len(several) for several in topics if topic in several)
            if named and weight / len(named) >= _SHARE:
                yield Link(term.title, f"{page.url}#{term.id}")
