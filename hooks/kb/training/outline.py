"""What slides and handouts say, as values: parts with lines, all words from the records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.address import Address
from kb.approval import is_approved
from kb.labels import label, rule_name
from kb.linking.cards import became
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.model import TextKind
from kb.provisions import ITEM, Provision
from kb.search.plain import inline
from kb.site import Page, Rule, Site
from kb.training.pages import Subject
from kb.views.frame import Link
from kb.views.linked import Runs, address_url

_KINDS = {
    TextKind.DIGEST: "要点提示：由编者归纳，不是条文原文",
    TextKind.MODEL: "示范文本：未经本单位印发，不具效力",
    TextKind.OFFICIAL: "正式文本",
}


SEPARATOR = Link("；")
"""Between places that are named in a row."""


class LineKind(StrEnum):
    """What a line is; the value names it in the classes of pages and in data for scripts."""

    TEXT = "text"
    ITEM = "item"
    NUMBER = "number"
    """It opens with its number: 1. …"""
    HEAD = "head"
    """It names the lines below it."""
    AGAIN = "again"
    """A head once more, on the slide on which its lines go on."""
    NOTE = "note"
    ROW = "row"
    """A row of a table of two columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; a row has words beside it."""

    kind: LineKind
    runs: Runs
    beside: Runs = ()

    @property
    def text(self) -> str:
        """The words without their links."""
        return "".join(run.text for run in self.runs)

    @property
    def entries(self) -> tuple[Runs, ...]:
        """What stands beside a row, each place by itself."""
        found: list[list[Link]] = [[]]
        for run in self.beside:
            if run == SEPARATOR:
                found.append([])
            else:
                found[-1].append(run)
        return tuple(map(tuple, found))


Block = tuple[Line, ...]
"""A line, or the rows of a table."""


def blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """Return `lines`, the rows that follow each other together."""
    found: list[Block] = []
    for line in lines:
        if line.kind is LineKind.ROW and found and found[-1][0].kind is LineKind.ROW:
            found[-1] += (line,)
        else:
            found.append((line,))
    return tuple(found)


class PartKind(StrEnum):
    """What a part is for; the value names it in the classes of pages."""

    COVER = "cover"
    TEXT = "plain"
    QUESTIONS = "questions"
    """On a handout, each with room for an answer."""
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one title."""

    title: str
    lines: tuple[Line, ...]
    kind: PartKind = PartKind.TEXT
    head: tuple[str, ...] = ()
    """For a table: what its columns are."""
    notes: tuple[str, ...] = ()
    """For the speaker: hints for the discussion, sources in full."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The lines, those of one table together."""
        return blocks(self.lines)


@dataclass(frozen=True, slots=True)
class Outline:
    """All that slides and handouts of one subject say."""

    subject: Subject
    code: str
    """AL-004; empty for a topic."""
    title: str
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]
    """The versions of rules that are cited, by their codes."""
    pages: tuple[Page, ...]
    """All pages whose words are used."""

    @property
    def unapproved(self) -> bool:
        """Whether words are used that nobody has read before they leave the building."""
        return not all(map(is_approved, self.pages))


@dataclass(frozen=True, slots=True)
class Material:
    """What outlines are made from: one edition, its links, and what became of articles."""

    site: Site
    graph: LinkGraph
    versions: Counterparts

    def addresses(self, texts: Iterable[str]) -> Iterator[Address]:
        """Yield the addresses that this edition has."""
        for text in texts:
            address = Address.parse(text)
            if address is not None and self.site.has(address):
                yield address

    def rule(self, address: Address) -> Rule | None:
        """Return the rule of `address`; None where that is in something else."""
        record = self.site.records[address.record]
        return record if isinstance(record, Rule) else None

    def links(self, texts: Iterable[str]) -> Runs:
        """Return the addresses as links, with what became of the articles since."""
        runs: list[Link] = []
        for address in self.addresses(texts):
            runs += [SEPARATOR] if runs else []
            runs.append(Link(label(self.site, address), address_url(self.site, address)))
            if now := became(self.site, address.section, self.versions):
                runs.append(Link(f"（{now}）"))
        return tuple(runs)

    def article(self, *cited: Address) -> Iterator[Line]:
        """Yield the article in which the `cited` addresses stand: name, what its text is, text.

        Where only some of its 款 and 项 are cited, these alone, each 项 with what stands above it.
        """
        rule, anchor = self.rule(cited[0]), cited[0].section.anchor
        articles = rule.articles if rule else ()
        article = next((one for one in articles if one.id == anchor), None)
        if rule is None or article is None:
            return
        name = f"{rule_name(self.site, rule)}{article.label}"
        yield Line(LineKind.HEAD, (Link(name, f"{rule.url}#{article.id}"),))
        yield Line(LineKind.NOTE, (Link(about(rule)),))
        wanted = {address.anchor for address in cited}
        for part in article.walk():
            if part is not article and (anchor in wanted or _is_cited(part, wanted)):
                kind = LineKind.ITEM if ITEM.match(part.label) else LineKind.TEXT
                label_ = part.label if kind is LineKind.ITEM else ""
                yield Line(kind, (Link(inline(label_ + part.text)),))


def _is_cited(part: Provision, wanted: Iterable[str]) -> bool:
    """Return whether a 款 or 项 is among those wanted, lies in one, or stands above one."""
    return any(
        f"{one}-".startswith(f"{part.id}-") or f"{part.id}-".startswith(f"{one}-") for one in wanted
    )


def about(rule: Rule) -> str:
    """Return what the text of a rule is and from when it counts: 要点提示…，2024-01-01起施行."""
    return "　".join(filter(None, (rule.meta.code, _KINDS[rule.meta.text_kind], _since(rule))))


def version(rule: Rule) -> str:
    """Return the version of a rule for a stamp: GZ-110（2024-01-01起施行）."""
    return f"{rule.meta.code}（{_since(rule) or rule.meta.text_kind}）"


def _since(rule: Rule) -> str:
    meta = rule.meta
    if meta.effective:
        return f"{meta.effective}起施行"
    return f"{meta.promulgated}发布" if meta.promulgated else ""


def cited_rules(site: Site, parts: Iterable[Part]) -> tuple[Rule, ...]:
    """Return the versions of rules that the lines of `parts` lead to, by their codes."""
    urls = {
        run.url.partition("#")[0]
        for part in parts
        for line in part.lines
        for run in (*line.runs, *line.beside)
        if run.url
    }
    found = [page for url in urls if isinstance(page := site.by_url.get(url), Rule)]
    return tuple(sorted(found, key=lambda rule: rule.meta.code))


def used_pages(site: Site, own: Iterable[Page], parts: Iterable[Part]) -> tuple[Page, ...]:
    """Return the pages whose words are used: what `parts` are made of, and those that heads name."""
    urls = {
        run.url.partition("#")[0]
        for part in parts
        for line in part.lines
        if line.kind is LineKind.HEAD
        for run in line.runs
    }
    named = (site.by_url[url] for url in sorted(urls) if url in site.by_url)
    return tuple({page.url: page for page in (*own, *named)}.values())


def sources(site: Site, rules: Iterable[Rule], first: Iterable[str]) -> Iterator[Line]:
    """Yield where everything comes from: `first`, then the rules with their versions."""
    for text in first:
        yield Line(LineKind.NOTE, (Link(text),))
    for rule in rules:
        words = "　".join(filter(None, (f"（{rule.meta.text_kind}）", _since(rule))))
        named = Link(f"{rule.meta.code}　{rule_name(site, rule)}", rule.url)
        yield Line(LineKind.NOTE, (named, Link(words)))
