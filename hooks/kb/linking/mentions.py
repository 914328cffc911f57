"""The link graph: every place where one page names another, made before anything is rendered.

Panels, cards, `impact`, the index and exports read it; nothing parses finished pages.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from kb.address import CODE, Address
from kb.linking.catalog import Catalog, Resolution
from kb.linking.resolving import resolve_page
from kb.model import CUSTOM
from kb.numerals import NUMERAL
from kb.prose import mask_code
from kb.search.plain import inline
from kb.site import Annual, Case, Meeting, Outline, Page, Record, Rule, Site
from kb.source import position
from kb.yamltext import Loc

_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]*)\]\((?P<path>[^()\s#]*\.md)?(?:#(?P<anchor>[\w-]+))?\)"
)
_ITEM = rf"(?:第?[（(]{NUMERAL}[）)]项?|第{NUMERAL}项)"
_PARTS = rf"(?:第{NUMERAL}款)?{_ITEM}?"
_ARTICLE = re.compile(rf"第{NUMERAL}条(?:之{NUMERAL})?{_PARTS}")
_PROVISION = re.compile(rf"{_ARTICLE.pattern}|第{NUMERAL}款{_ITEM}?|{_ITEM}")
_OPENING = re.compile(rf"[-#>\s]*(?:第{NUMERAL}条(?:之{NUMERAL})?[ \u3000]+)?")
_STOP = re.compile(r"[。；！？\n|]")
_AROUND = 60
"""Characters of the sentence that are shown on each side of a citation."""


class Role(StrEnum):
    """What a page says when it names another; the value is how readers are told."""

    TEXT = ""
    """In a sentence."""
    VIOLATED = "违反"
    FAILED_STEP = "错在这一步"
    UPPER_RULE = "上位规则"
    SUPERSEDES = "取代"
    RELATED = "相关"
    ANSWERED = "答复"
    REPEATED = "上年已有"
    BASIS = "依据"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in the body of a page and the place that they lead to."""

    start: int
    end: int
    target: Address


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a page names a record or a part of it."""

    page: Page
    anchor: str
    """The section in which the words stand; empty above the first and in the front matter."""
    line: int
    """Line of the file, from 1."""
    column: int
    target: Address
    before: str
    """The sentence up to the words, plain; what is cut off is marked by …"""
    words: str
    after: str
    role: Role = Role.TEXT

    @property
    def at_home(self) -> bool:
        """Whether the words stand in what they name."""
        own = isinstance(self.page, Record) and self.page.meta.id == self.target.record
        return own and self.anchor == self.target.section.anchor


@dataclass(frozen=True)
class LinkGraph:
    """All mentions of a site, and the spans at which links are set."""

    mentions: tuple[Mention, ...]
    """By page, then in reading order; the front matter first."""
    spans: Mapping[str, tuple[Span, ...]]
    """Where citations lead, by the path of the page below `docs/`."""
    resolutions: Mapping[str, tuple[Resolution, ...]]
    """What the citations of a page mean, by its path."""

    @classmethod
    def of(cls, site: Site, day: date) -> "LinkGraph":
        """Return the graph of `site`; `day` counts as today."""
        catalog = Catalog.of(site)
        resolutions = {page.source.src: resolve_page(page, catalog, day) for page in site.pages}
        spans = {
            page.source.src: tuple(_spans(page, resolutions[page.source.src]))
            for page in site.pages
        }
        mentions = [
            mention
            for page in site.pages
            for mention in _mentions(page, site, spans[page.source.src])
        ]
        return cls(tuple(mentions), spans, resolutions)

    @cached_property
    def _by_target(self) -> Mapping[Address, tuple[Mention, ...]]:
        """Mentions by record, and by article or other section."""
        found: dict[Address, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.at_home:
                continue
            found[Address(mention.target.record)].append(mention)
            if mention.target.anchor:
                found[mention.target.section].append(mention)
        return {address: tuple(mentions) for address, mentions in found.items()}

    @cached_property
    def by_page(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by the page on which they stand."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.page.source.src].append(mention)
        return {src: tuple(mentions) for src, mentions in found.items()}

    def citing(self, address: Address) -> tuple[Mention, ...]:
        """Return the mentions of `address` and of what lies in it: a record, article or step.

        Words that point at their own article, as 前款 does, are left out.
        """
        return self._by_target.get(address, ())


def declared(record: Record) -> Iterator[tuple[Loc, str, Role, str]]:
    """Yield every address in the front matter: its place, itself, its role, the words for it."""
    if isinstance(record, Rule):
        yield from _listed("implements", record.meta.implements, Role.UPPER_RULE)
        if record.meta.supersedes:
            yield ("supersedes",), record.meta.supersedes, Role.SUPERSEDES, ""
    elif isinstance(record, Case):
        for index, violation in enumerate(record.meta.violated):
            for place, article in enumerate(violation.articles):
                loc = ("violated", index, "articles", place)
                yield loc, article, Role.VIOLATED, violation.act
        yield from _listed("failed_steps", record.meta.failed_steps, Role.FAILED_STEP)
    elif isinstance(record, Meeting):
        bases = _listed("basis", record.meta.basis, Role.BASIS)
        yield from (one for one in bases if one[1] != CUSTOM)
        yield from _listed("procedures", record.meta.procedures, Role.RELATED)
        yield from _listed("rules", record.meta.rules, Role.RELATED)
        yield from _listed("cases", record.meta.cases, Role.RELATED)
    elif isinstance(record, Annual):
        for index, answer in enumerate(record.meta.answers):
            yield ("answers", index, "plan"), answer.plan, Role.ANSWERED, ""
        for index, repeat in enumerate(record.meta.repeats):
            yield ("repeats", index, "of"), repeat.of, Role.REPEATED, ""


def _listed(key: str, values: Iterable[str], role: Role) -> Iterator[tuple[Loc, str, Role, str]]:
    for index, value in enumerate(values):
        yield (key, index), value, role, ""


def _spans(page: Page, resolutions: Iterable[Resolution]) -> Iterator[Span]:
    """Yield the spans of the citations that lead somewhere.

    Each provision of a list has its own where the words name each; else each article has; else
    the whole leads to the first.
    """
    body = page.source.body
    for resolution in resolutions:
        citation, places = resolution.citation, resolution.places
        by_article = dict[str | None, Address]()
        for provision, place in zip(citation.provisions, places, strict=False):
            by_article.setdefault(provision.article, place)
        for pattern, targets in (
            (_PROVISION, places),
            (_ARTICLE, tuple(by_article.values())),
        ):
            found = [words.span() for words in pattern.finditer(body, *citation.span)]
            if found and len(found) == len(targets):
                starts = [citation.start, *(start for start, _ in found[1:])]
                ends = (end for _, end in found)
                yield from map(Span, starts, ends, targets)
                break
        else:
            yield from (Span(*citation.span, place) for place in places[:1])


def _mentions(page: Page, site: Site, spans: Iterable[Span]) -> Iterator[Mention]:
    """Yield what `page` names: in its front matter, then in its text."""
    if isinstance(page, Record):
        yield from _declared(page, site)
    body = page.source.body
    found = [*spans, *_coded(body, site), *_linked(page, site)]
    outline = Outline.of(body, page.sections())
    for span in sorted(found, key=lambda span: span.start):
        line, column = position(body, span.start)
        before, after = _around(body, span)
        yield Mention(
            page,
            outline.at(span.start),
            page.source.body_line + line - 1,
            column,
            span.target,
            before,
            inline(body[span.start : span.end]),
            after,
        )


def _declared(record: Record, site: Site) -> Iterator[Mention]:
    for loc, text, role, words in declared(record):
        target = Address.parse(text)
        if target is not None and site.has(target):
            line, column = record.header.place(loc)
            anchor = "violated" if isinstance(record, Case) else ""
            yield Mention(record, anchor, line, column, target, "", words, "", role)


def _coded(body: str, site: Site) -> Iterator[Span]:
    for code in CODE.finditer(mask_code(body)):
        target = site.decode(code)
        if target is not None and site.has(target):
            yield Span(code.start(), code.end(), target)


def _linked(page: Page, site: Site) -> Iterator[Span]:
    start = posixpath.dirname(page.source.src)
    for link in _LINK.finditer(mask_code(page.source.body)):
        path = posixpath.normpath(posixpath.join(start, link["path"])) if link["path"] else ""
        target = site.by_src.get(path) if path else page
        if isinstance(target, Record):
            address = Address(target.meta.id, link["anchor"] or "")
            if site.has(address) and not CODE.fullmatch(link["words"]):
                yield Span(link.start(), link.end(), address)


def _around(body: str, span: Span) -> tuple[str, str]:
    """Return the sentence before and after a span as plain words, cut where it is long."""
    before = body[body.rfind("\n", 0, span.start) + 1 : span.start]
    if stops := list(_STOP.finditer(before)):
        before = before[stops[-1].end() :]
    end = _STOP.search(body, span.end)
    after = body[span.end : end.end() if end and end.group() not in "\n|" else end and end.start()]
    before, after = inline(_OPENING.sub("", before, 1)), inline(after)
    before = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    return before, f"{after[:_AROUND]}…" if len(after) > _AROUND else after
