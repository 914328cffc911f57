"""The questions of 自测, ready to be shown as a list that a script turns into papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.address import Address
from kb.labels import label
from kb.quiz import Option, Stale, bases, options, staleness
from kb.site import Site
from kb.views.frame import Link


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer."""

    id: str
    topic: str
    kind: str
    question: str
    options: tuple[Option, ...]
    answer: str
    explanation: str
    basis: tuple[Link, ...]
    stale: Stale | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post and those of its topics for which this edition has questions."""

    id: str
    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelfTest:
    """All questions of an edition, by topic in the order of the vocabulary."""

    questions: tuple[Asked, ...]
    topics: tuple[tuple[str, str, int], ...]
    """Id, title and number of questions of every topic that has any."""
    roles: tuple[Post, ...]


def selftest(site: Site, day: date) -> SelfTest:
    """Return what the page 自测 shows; `day` counts as today."""
    order = list(site.topics)
    ordered = sorted(site.questions, key=lambda one: order.index(one.topic))
    counts = {topic: sum(one.topic == topic for one in ordered) for topic in order}
    return SelfTest(
        tuple(
            Asked(
                one.id,
                one.topic,
                one.kind,
                one.question,
                options(one),
                one.answer,
                one.explanation,
                tuple(_link(site, address) for address in bases(site, one)),
                staleness(site, one, day),
            )
            for one in ordered
        ),
        tuple((topic, site.topics[topic], count) for topic, count in counts.items() if count),
        tuple(_posts(site, counts)),
    )


def _posts(site: Site, counts: Mapping[str, int]) -> Iterator[Post]:
    for role in site.roles:
        if topics := tuple(topic for topic in role.topics if counts[topic]):
            yield Post(role.id, role.title, topics)


def _link(site: Site, address: Address) -> Link:
    return Link(label(site, address), f"{site.records[address.record].url}#{address.anchor}")
