"""What stands for all that comes onto a page: the keys by which pages and what is made of them are kept.

A case or a rule shows itself, what it cites, what cites it and the other versions of all these
rules; by these few it is kept, so that a new case leaves most others alone. Every other page may
show anything: it is kept by the outline of the whole site and by the pages that it quotes.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from kb.address import Address
from kb.inputs import BuildInputs
from kb.keeping import digest
from kb.linking.mentions import LinkGraph, Mention
from kb.linking.versions import Counterparts
from kb.outline import outline_key, source_keys
from kb.site import Case, Page, Record, Rule, Site
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
        self._known: dict[str, bytes] = {}

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
        """Return what stands for all that is shown on a case or a rule, besides the menu.

        The same of the slides and the handout of a case; None of any other page.
        """
        found = subject_of(self._site, page.source.src)
        record = found[0].page if found else page
        if not isinstance(record, Case | Rule):
            return None
        src = record.source.src
        if src not in self._known:
            self._known[src] = self._near(record)
        return self._known[src]

    def neighbours(self, record: Case | Rule) -> Iterable[Page]:
        """Return the pages of which anything may be shown on `record`, in the order of their paths."""
        found: dict[str, Page] = {}
        for page in self._neighbours(record):
            for one in self._versions_of(page):
                found[one.source.src] = one
        return [found[src] for src in sorted(found)]

    def _near(self, record: Case | Rule) -> bytes:
        src = record.source.src
        return digest(
            self._common,
            src,
            [self._sources[one.source.src] for one in self.neighbours(record)],
            [_place(mention) for mention in self._mentions(record)],
            list(self._doubtful(src)),
            list(self._linked(record)),
        )

    def _neighbours(self, record: Case | Rule) -> Iterator[Page]:
        yield record
        for mention in self._mentions(record):
            yield mention.page
            yield self._site.records[mention.target.record]
        for forward in self._site.forwards:
            if forward.page == record.url and forward.new:
                yield self._site.by_url[forward.new_page]

    def _mentions(self, record: Case | Rule) -> Iterator[Mention]:
        """Yield what cites any version of `record`, then what it cites itself."""
        for one in self._versions_of(record):
            yield from self._graph.citing(Address(one.meta.id))
        yield from self._graph.by_page.get(record.source.src, ())

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
        terms = [(page.url, page.terms) for page in self._site.pages if page.terms]
        return digest(replace(self._site, pages=()), terms, self._versions, self._inputs)

    @cached_property
    def _sources(self) -> Mapping[str, bytes]:
        return dict(source_keys(self._site))


def _place(mention: Mention) -> tuple[object, ...]:
    target = mention.target
    where = mention.page.source.src, mention.line, mention.column
    return *where, mention.words, target.record, target.anchor
