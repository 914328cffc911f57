"""What stands for all that comes onto a page: the keys by which pages and what is made of them are kept.

A case or a rule shows itself, what it cites, what cites it and the other versions of all these
rules; the page of a topic its records, what they and its questions cite, and what the terms name.
By these few they are kept, so that a new case leaves most others alone. Every other page may show
anything: it is kept by the outline of the whole site and by the pages that it quotes.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from kb.address import Address
from kb.forwarding import Forward
from kb.inputs import BuildInputs
from kb.keeping import digest
from kb.linking.mentions import LinkGraph, Mention
from kb.linking.versions import Counterparts
from kb.outline import outline_key, source_keys
from kb.quiz import bases
from kb.site import Case, Page, Record, Rule, Site
from kb.topics import INDEX as TOPICS
from kb.topics import topic_of
from kb.training.pages import subject_of

P = TypeVar("P", bound=Page)
_FILE = re.compile(r"[^\s()<>\[\]\"']+\.md")


class Surroundings:
    """The keys of one site: values that are others whenever what they stand for is another."""

    def __init__(
        self, site: Site, graph: LinkGraph, versions: Counterparts, inputs: BuildInputs
    ) -> None:
        self._site = site
        self._graph = graph
        self._versions = versions
        self._inputs = inputs
        self._known: dict[str, bytes | None] = {}

    @cached_property
    def whole(self) -> bytes:
        """What stands for all that pages say of each other without quoting."""
        return digest(outline_key(self._site, self._inputs), self._versions)

    def words(self, page: Page) -> bytes:
        """Return what stands for all that the text of `page` is made from."""
        return self.near(page) or digest(
            self.whole, [self._sources[src] for src in self._own(page)]
        )

    def units(self, page: Page) -> bytes:
        """Return what stands for all that its units of search are made from."""
        return self.near(page) or digest(self.whole, self._sources[page.source.src])

    def near(self, page: Page) -> bytes | None:
        """Return what stands for all that is shown on a case, a rule or a topic, besides the menu.

        The same of slides and handouts; None of any other page.
        """
        found = subject_of(self._site, page.source.src)
        page = found[0].page if found else page
        src = page.source.src
        if src not in self._known:
            self._known[src] = self._near(page)
        return self._known[src]

    def neighbours(self, page: Page) -> Sequence[Page]:
        """Return the pages of which anything may be shown on `page`, in the order of their paths.

        Empty where any may be.
        """
        found: dict[str, Page] = {}
        for near in self._neighbours(page):
            for one in self._versions_of(near):
                found[one.source.src] = one
        return [found[src] for src in sorted(found)]

    def _near(self, page: Page) -> bytes | None:
        near = self.neighbours(page)
        src = page.source.src
        if not near:
            return None
        return digest(
            self._common,
            src,
            [self._sources[one.source.src] for one in near],
            [_place(mention) for mention in self._mentions(page)],
            list(self._doubtful(src)),
            list(self._linked(page)),
        )

    def _neighbours(self, page: Page) -> Iterator[Page]:
        topic = topic_of(page.source.src)
        if isinstance(page, Case | Rule):
            yield page
        elif topic:
            yield self._site.by_src[TOPICS]
            yield from self._of_topic[topic]
            yield from self._asked(topic)
        else:
            return
        for mention in self._mentions(page):
            yield mention.page
            yield self._site.records[mention.target.record]
        for forward in self._forwards[page.url]:
            yield self._site.by_url[forward.new_page]

    def _mentions(self, page: Page) -> Iterator[Mention]:
        """Yield what cites any version of a case or a rule, and what it cites.

        Of a topic, what its records cite, and what the terms name.
        """
        if isinstance(page, Case | Rule):
            own: Iterable[Page] = [page]
            for version in self._versions_of(page):
                yield from self._graph.citing(Address(version.meta.id))
        else:
            own = [*self._of_topic[topic_of(page.source.src)], *self._glossaries]
        for one in own:
            yield from self._graph.by_page.get(one.source.src, ())

    def _asked(self, topic: str) -> Iterator[Page]:
        """Yield the records that the questions on a topic rest on."""
        for question in self._site.questions:
            if question.topic == topic:
                for address in bases(self._site, question):
                    yield self._site.records[address.record]

    def _versions_of(self, page: P) -> tuple[P | Rule, ...]:
        return self._site.families[page.meta.family] if isinstance(page, Rule) else (page,)

    def _linked(self, page: Page) -> Iterator[bool]:
        """Yield of every file that `page` names whether this edition has it."""
        folder = posixpath.dirname(page.source.src)
        for name in _FILE.findall(page.source.body):
            yield posixpath.normpath(posixpath.join(folder, name)) in self._site.by_src

    def _doubtful(self, src: str) -> Iterator[tuple[object, ...]]:
        """Yield the citations on a page that lead nowhere or not all the way."""
        for resolution in self._graph.resolutions[src]:
            for fault in resolution.faults:
                found = resolution.rule is not None
                yield resolution.citation.span, fault.kind, fault.provision, found

    def _own(self, page: Page) -> Iterable[str]:
        """Return the paths of `page` and of those whose words stand on it."""
        mentions = self._graph.citing(Address(page.meta.id)) if isinstance(page, Record) else ()
        return dict.fromkeys([page.source.src, *(one.page.source.src for one in mentions)])

    @cached_property
    def _common(self) -> bytes:
        """What stands for all that may come onto any page: data files, terms, versions, the day."""
        terms = [(page.url, page.terms) for page in self._glossaries]
        return digest(replace(self._site, pages=()), terms, self._versions, self._inputs)

    @cached_property
    def _of_topic(self) -> Mapping[str, Sequence[Record]]:
        found = defaultdict[str, list[Record]](list)
        for record in self._site.of(Record):
            for topic in record.meta.topics:
                found[topic].append(record)
        return found

    @cached_property
    def _glossaries(self) -> Sequence[Page]:
        return [page for page in self._site.pages if page.terms]

    @cached_property
    def _forwards(self) -> Mapping[str, Sequence[Forward]]:
        """What leads on to another page, by the page that has it."""
        found = defaultdict[str, list[Forward]](list)
        for forward in self._site.forwards:
            if forward.new:
                found[forward.page].append(forward)
        return found

    @cached_property
    def _sources(self) -> Mapping[str, bytes]:
        return dict(source_keys(self._site))


def _place(mention: Mention) -> tuple[object, ...]:
    target = mention.target
    where = mention.page.source.src, mention.line, mention.column
    return *where, mention.words, target.record, target.anchor
