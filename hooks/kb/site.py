"""All pages of the knowledge base, read and typed. Later stages take a `Site` and give values."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from kb.address import Address
from kb.citations import Citation
from kb.deciding.model import COUNTING, DECIDE, Decisions, Voting
from kb.forwarding import Forward
from kb.headings import Heading, Part
from kb.inputs import Audience
from kb.kinds import COLLECTIONS, Kind
from kb.model import (
    AnnualMeta,
    CaseMeta,
    Correspondence,
    Form,
    MeetingMeta,
    PageMeta,
    ProcedureMeta,
    Question,
    RecordMeta,
    Role,
    RuleMeta,
    Status,
    Synonym,
    TextKind,
    Threshold,
    Vocabulary,
)
from kb.numerals import parse_numeral
from kb.provisions import Provision
from kb.source import Source
from kb.yamltext import YamlText
from kb.yearmodel import Duties, LedgerSettings, Outlined

R = TypeVar("R", bound="Record")
_MEETING = re.compile(r"党组会|办公会|会议讨论")
"""In the title of the step in which the matter is decided."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the sections of a text begin."""

    starts: tuple[int, ...]
    """Offsets, rising."""
    anchors: tuple[str, ...]

    @classmethod
    def of(cls, body: str, sections: Iterable[tuple[str, int]]) -> "Outline":
        """Return the outline of `body`, whose `sections` are anchors with their lines, from 1."""
        lines = [0, *(found.end() for found in re.finditer("\n", body))]
        ordered = sorted((lines[line - 1], anchor) for anchor, line in sections)
        return cls(tuple(start for start, _ in ordered), tuple(anchor for _, anchor in ordered))

    def at(self, offset: int) -> str:
        """Return the anchor of the section in which `offset` stands; empty above the first."""
        place = bisect_right(self.starts, offset)
        return self.anchors[place - 1] if place else ""


@dataclass(frozen=True, slots=True)
class Page:
    """Any page: its source, its front matter and its headings."""

    kind: Kind
    source: Source
    header: YamlText
    """The front matter with the places of its keys, for problems."""
    meta: PageMeta
    headings: tuple[Heading, ...]
    terms: tuple[Part, ...] = ()
    """Terms of the glossary that stand on this page."""
    citations: tuple[Citation, ...] = ()
    """Citations in the body, in order; offsets are those of `source.body`."""

    @property
    def url(self) -> str:
        """Address below the site's root."""
        return self.source.url

    @property
    def kept_by(self) -> tuple[object, ...]:
        """What the whole of it follows from; citations hang on the names of all rules, too."""
        return self.source, self.citations

    def anchors(self) -> Iterator[tuple[str, int]]:
        """Yield every address within the page with its line in the body."""
        for heading in self.headings:
            if heading.id:
                yield heading.id, heading.line

    def sections(self) -> Iterator[tuple[str, int]]:
        """Yield the addresses whose words are cited as one, with their lines: headings."""
        yield from Page.anchors(self)


@dataclass(frozen=True, slots=True)
class Record(Page):
    """A page with an identity."""

    meta: RecordMeta


@dataclass(frozen=True, slots=True)
class Rule(Record):
    """One version of one rule."""

    meta: RuleMeta
    articles: tuple[Provision, ...] = ()

    def anchors(self) -> Iterator[tuple[str, int]]:
        """Yield headings, then articles, paragraphs and items."""
        yield from Page.anchors(self)
        for article in self.articles:
            for provision in article.walk():
                yield provision.id, provision.line

    def sections(self) -> Iterator[tuple[str, int]]:
        """Yield headings, then articles."""
        yield from Page.anchors(self)
        for article in self.articles:
            yield article.id, article.line

    @property
    def total(self) -> int | None:
        """The number of articles that the text has; None where a digest does not say."""
        if self.meta.article_count or self.meta.text_kind is TextKind.DIGEST:
            return self.meta.article_count
        return self.articles[-1].number if self.articles else None

    @property
    def since(self) -> date:
        """The day from which this version counts; a model text, which has no date, always does."""
        return self.meta.effective or self.meta.promulgated or date.min

    def in_force(self, day: date) -> bool:
        """Return whether this version counted on `day`: after it began and before it ended."""
        ended = self.meta.repealed_on
        if ended is None and self.meta.status is Status.REPEALED:
            return False
        return self.since <= day and (ended is None or day <= ended)


@dataclass(frozen=True, slots=True)
class Procedure(Record):
    """One decision procedure."""

    meta: ProcedureMeta
    steps: tuple[Part, ...] = ()

    @property
    def meeting(self) -> int:
        """The place of the step in which the matter is decided; behind the last where none is."""
        found = (place for place, step in enumerate(self.steps) if _MEETING.search(step.title))
        return next(found, len(self.steps))


@dataclass(frozen=True, slots=True)
class Case(Record):
    """One warning case."""

    meta: CaseMeta


@dataclass(frozen=True, slots=True)
class Annual(Record):
    """One year, with its achievements (`done-`), problems (`problem-`) and plans (`plan-`)."""

    meta: AnnualMeta
    items: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting(Record):
    """One kind of meeting."""

    meta: MeetingMeta


@dataclass(frozen=True)
class Site:
    """The pages of one edition, or all of them before the gate."""

    pages: tuple[Page, ...]
    """In the order of their paths."""
    vocabulary: Vocabulary
    thresholds: Mapping[str, Threshold]
    correspondences: tuple[Correspondence, ...] = ()
    """Which article of a version became which of the next."""
    outside: frozenset[str] = frozenset()
    """Names of rules that are known but not here."""
    forwards: tuple[Forward, ...] = ()
    """What became of addresses that were published and are gone."""
    synonyms: tuple[Synonym, ...] = ()
    """What readers say in other words than the rules."""

    questions: tuple[Question, ...] = ()
    """The questions of 自测."""
    roles: tuple[Role, ...] = ()
    """The posts for which 自测 chooses questions."""
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    """What becomes of gaps in the ledger."""
    duties: Duties = field(default_factory=Duties)
    """What each post has to do, and when in the year."""
    outlines: tuple[Outlined, ...] = ()
    """What reports at the end of a year must answer."""
    edition: Audience = Audience.LEADERS
    """The edition that this is; before the gate, everything is there."""
    forms: tuple[Form, ...] = ()
    """The blank forms."""
    not_yet: frozenset[str] = frozenset()
    """Limits that do not hold yet on the day of the build."""
    decisions: Decisions | None = None
    """The questions and results of 要不要上会."""
    voting: Voting | None = None
    """How the unit counts who is there and who agrees."""

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Records by id; where it stands twice, the first has it."""
        return {page.meta.id: page for page in reversed(self.pages) if isinstance(page, Record)}

    @cached_property
    def codes(self) -> Mapping[str, Record]:
        """Records by short code, as by id."""
        return {page.meta.code: page for page in reversed(self.pages) if isinstance(page, Record)}

    @cached_property
    def by_src(self) -> Mapping[str, Page]:
        """Pages by path below `docs/`."""
        return {page.source.src: page for page in self.pages}

    @cached_property
    def by_url(self) -> Mapping[str, Page]:
        """Pages by address below the site's root."""
        return {page.url: page for page in self.pages}

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """The addresses within each page, by path below `docs/`."""
        return {
            page.source.src: frozenset(anchor for anchor, _ in page.anchors())
            for page in self.pages
        }

    @cached_property
    def collections(self) -> Mapping[Kind, tuple[Record, ...]]:
        """The records of each kind, by short code."""
        found: dict[Kind, list[Record]] = {kind: [] for kind in COLLECTIONS}
        for record in self.of(Record):
            found[record.kind].append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each record stands in its collection, from 0, by id."""
        return {
            record.meta.id: place
            for records in self.collections.values()
            for place, record in enumerate(records)
        }

    @cached_property
    def families(self) -> Mapping[str, tuple[Rule, ...]]:
        """The versions of each rule, the newest first, by family; a text before a digest of it."""
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.of(Rule):
            found[rule.meta.family].append(rule)
        return {
            family: tuple(
                sorted(
                    versions,
                    key=lambda rule: (rule.since, rule.meta.text_kind is TextKind.OFFICIAL),
                    reverse=True,
                )
            )
            for family, versions in found.items()
        }

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """Titles of the topics by id."""
        return {topic.id: topic.title for topic in self.vocabulary.topics}

    def has(self, address: Address) -> bool:
        """Return whether the record of `address` is here and has the place that it names."""
        record = self.records.get(address.record)
        if record is None:
            return False
        return not address.anchor or address.anchor in self.anchors[record.source.src]

    def decode(self, code: re.Match[str]) -> Address | None:
        """Return the address of a short code found by `CODE`; None if no record has it.

        >>> str(site.decode(CODE.search("见 GZ-001-7。")))  # doctest: +SKIP
        'lianzheng-zerenzhi-xize#art-7'
        """
        record = self.codes.get(code["code"])
        if record is None:
            return None
        if code["article"]:
            return Address(record.meta.id, f"art-{code['article'].replace('.', '-')}")
        if code["step"]:
            return Address(record.meta.id, f"step-{parse_numeral(code['step'])}")
        return Address(record.meta.id)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one kind, by short code."""
        found = [record for record in self.records.values() if isinstance(record, kind)]
        return tuple(sorted(found, key=lambda record: record.meta.code))

    def with_pages(self, pages: Iterable[Page]) -> "Site":
        """Return the same site with other pages."""
        return replace(self, pages=tuple(pages))


def select(site: Site, edition: Audience) -> Site:
    """Return what the edition may contain: the one gate before every output."""
    chosen = site.with_pages(page for page in site.pages if edition.holds(page.meta.audience))
    forwards = tuple(
        forward
        for forward in site.forwards
        if edition.holds(forward.audience)
        and (not forward.new or forward.new_page in chosen.by_url)
    )
    questions = tuple(one for one in site.questions if edition.holds(one.audience))
    if edition is not Audience.LEADERS:
        chosen = chosen.with_pages(map(_without_repeats, chosen.pages))
    return replace(
        chosen,
        forwards=forwards,
        questions=questions,
        forms=tuple(one for one in site.forms if edition.holds(one.audience)),
        duties=site.duties.held(edition),
        outlines=tuple(one for one in site.outlines if edition.holds(one.audience)),
        edition=edition,
        decisions=site.decisions if DECIDE in chosen.by_src else None,
        voting=site.voting if COUNTING in chosen.by_src else None,
    )


def _without_repeats(page: Page) -> Page:
    """Return a year without what says how long its problems have lasted: that is for 班子 alone."""
    if not isinstance(page, Annual) or not page.meta.repeats:
        return page
    return replace(page, meta=page.meta.model_copy(update={"repeats": ()}))
