"""The units of search: an article, a step, a section of a case, an item of a year, a term.

Made from the records behind the gate, never from finished pages.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from kb.address import Address, anchor_label
from kb.deciding.pages import is_node
from kb.forms.pages import INDEX as FORMS
from kb.generated import is_generated
from kb.headings import TARGET, Heading
from kb.kinds import Kind
from kb.labels import label, part_name, record_name, title
from kb.search.plain import plain
from kb.site import Annual, Case, Page, Procedure, Record, Rule, Site
from kb.views.decide import decision
from kb.views.listing import Badge, badges
from kb.views.page import cells, facts

_ARTICLE_LEVEL = 7
"""Articles stand below headings of any level."""
_TERM = "term-"
_UNNAMED = ("index.md", "search.md")
"""Where a reader who searches is already."""
_ANSWERS, _ANSWER_LEVEL = "can-i.md", 3
"""The page of everyday questions, whose answers are found as terms are, as blank forms are too."""


class SectionType(StrEnum):
    """What a unit is; the names are part of the contract of `KB.search`."""

    ARTICLE = "article"
    PROCEDURE = "procedure"
    CASE = "case"
    ANNUAL = "annual"
    MEETING = "meeting"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Section:
    """A unit that search finds: a place in a page, with its words."""

    id: str
    """Its address, e.g. `jilv-chufen-2023#art-97`; a page's introduction has no anchor."""
    type: SectionType
    url: str
    """Address below the site's root, with the anchor."""
    title: str
    """What it is called by itself: 《公职人员政务处分法》第三十三条."""
    path: tuple[str, ...]
    """The way to it within its page: the page, chapters, its own heading."""
    text: str
    """Its words without marks; paragraphs, list items and table rows on lines of their own."""
    code: str = ""
    """Its short code, GZ-001-7, or that of its record."""
    aliases: tuple[str, ...] = ()
    """Other names of its page."""
    status: str = ""
    """Whether the rule is in force."""
    badges: tuple[Badge, ...] = ()
    """What a result says of the page beside its title."""
    year: int | None = None
    """The year of the rule, the case or the summary."""
    topics: tuple[str, ...] = ()
    """Titles of the topics of its page."""
    behaviours: tuple[str, ...] = ()
    """What people did in the case."""
    levels: tuple[str, ...] = ()
    """The levels of post in the case."""


_TYPES: Mapping[Kind, SectionType] = {
    Kind.RULE: SectionType.ARTICLE,
    Kind.PROCEDURE: SectionType.PROCEDURE,
    Kind.CASE: SectionType.CASE,
    Kind.ANNUAL: SectionType.ANNUAL,
    Kind.MEETING: SectionType.MEETING,
}


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a unit begins in the body of its page, counted from 1."""

    line: int
    level: int
    anchor: str
    label: str
    opening: str | None = None
    """The words on that line, if they belong to the text: those of an article."""


@dataclass(slots=True)
class _Trail:
    """The headings above a place; fed in reading order."""

    _above: list[_Cut] = field(default_factory=list)

    def feed(self, cut: _Cut) -> tuple[str, ...]:
        """Return the words of the headings above `cut` and of itself."""
        while self._above and self._above[-1].level >= cut.level:
            self._above.pop()
        self._above.append(cut)
        return tuple(one.label for one in self._above)


def sections(site: Site) -> tuple[Section, ...]:
    """Return the units of all records and terms, in the order of their paths and lines."""
    return tuple(unit for page in site.pages for unit in page_sections(site, page))


def page_sections(site: Site, page: Page) -> tuple[Section, ...]:
    """Return the units of one page: of the texts of others it reads no more than headings."""
    if isinstance(page, Record):
        return tuple(_record(site, page))
    if page.source.src == FORMS:
        return tuple(_forms(site, page))
    return (*_page(site, page), *_terms(page))


def _page(site: Site, page: Page) -> Iterator[Section]:
    """Yield a plain page by its name: a tool, a list, whatever an editor writes.

    A page of 要不要上会 is found by its own question or result too.
    """
    node = is_node(page.source.src)
    if not node and (is_generated(page.source.src) or page.source.src in _UNNAMED):
        return
    summary = "" if node else page.meta.summary
    yield Section(
        id=page.source.src.removesuffix(".md"),
        type=SectionType.TERM,
        url=page.url,
        title=page.meta.title,
        path=(page.meta.title,),
        text=_clean([summary, *_decision(site, page)]),
    )


def _record(site: Site, record: Record) -> Iterator[Section]:
    """Yield the introduction of a record, then each place with words of its own."""
    name = title(site, record)
    intro = Section(
        id=record.meta.id,
        type=_TYPES[record.kind],
        url=record.url,
        title=record_name(site, record),
        path=(name,),
        text="",
        code=record.meta.code,
        aliases=record.meta.aliases if isinstance(record, Rule) else (),
        status=_status(record),
        badges=badges(record)[: 2 if isinstance(record, Rule) else 1],
        year=_year(record),
        topics=tuple(site.topics[topic] for topic in record.meta.topics),
        behaviours=record.meta.behaviours if isinstance(record, Case) else (),
        levels=record.meta.levels if isinstance(record, Case) else (),
    )
    cuts = _cuts(record)
    yield replace(intro, text=_clean(_introduction(site, record, cuts)))
    trail = _Trail()
    for cut, text in _texts(record, cuts):
        path = (name, *trail.feed(cut))
        address = Address(record.meta.id, cut.anchor)
        more = _violations(site, record) if cut.anchor == "violated" else ()
        if words := _clean([text, *more]):
            yield replace(
                intro,
                id=str(address),
                url=f"{record.url}#{cut.anchor}",
                title=label(site, address),
                path=path,
                text=words,
                code=_code(record, cut.anchor),
            )


def _terms(page: Page) -> Iterator[Section]:
    """Yield terms and everyday questions; of other plain pages the words are not searched."""
    trail = _Trail()
    for cut, text in _texts(page, _cuts(page)):
        path = (page.meta.title, *trail.feed(cut))
        answer = page.source.src == _ANSWERS and cut.level == _ANSWER_LEVEL
        if answer or cut.anchor.startswith(_TERM):
            yield Section(
                id=f"{page.source.src.removesuffix('.md')}#{cut.anchor}",
                type=SectionType.TERM,
                url=f"{page.url}#{cut.anchor}",
                title=cut.label,
                path=path,
                text=_clean([text]),
            )


def _forms(site: Site, page: Page) -> Iterator[Section]:
    """Yield the blank forms that `page` lists: what each is for, and its words."""
    for form in site.forms:
        words = [form.purpose]
        words += ["、".join([row.heading, *row.cells]) for row in form.rows]
        words += ["、".join(column.name for column in form.columns)]
        yield Section(
            id=f"forms/index#form-{form.id}",
            type=SectionType.TERM,
            url=f"{page.url}#form-{form.id}",
            title=f"表样：{form.title}",
            path=(page.meta.title, form.title),
            text=_clean(word.strip("、") for word in words),
        )


def _decision(site: Site, page: Page) -> Iterator[str]:
    """Yield the words of the question or the result of 要不要上会 that stands on `page`, if any.

    The questions before it stand on pages of their own, and so does what a result rests on.
    """
    shown = decision(site, page.source.src)
    if shown is None:
        return
    if shown.conclusion:
        yield shown.conclusion.why
        yield from shown.conclusion.then
    if shown.question:
        yield shown.title if shown.title != page.meta.title else ""
        yield shown.question.help
        yield from (
            f"{answer.text}\u3000{answer.hint}".strip() for answer in shown.question.answers
        )
        yield from (limit.title for limit in shown.limits)


def _cuts(page: Page) -> tuple[_Cut, ...]:
    """Return where the units of a page begin; a heading without address begins none."""
    cuts = [_heading(heading) for heading in page.headings if heading.id]
    if isinstance(page, Rule):
        cuts += [
            _Cut(article.line, _ARTICLE_LEVEL, article.id, article.label, article.text)
            for article in page.articles
        ]
    return tuple(sorted(cuts, key=lambda cut: cut.line))


def _heading(heading: Heading) -> _Cut:
    return _Cut(heading.line, heading.level, heading.id or "", heading.text)


def _texts(page: Page, cuts: tuple[_Cut, ...]) -> Iterator[tuple[_Cut, str]]:
    """Yield each cut with the words from there to the next."""
    lines = page.source.body.split("\n")
    for cut, following in zip_longest(cuts, cuts[1:]):
        end = following.line - 1 if following else len(lines)
        opening = [] if cut.opening is None else [cut.opening]
        yield cut, _plain(page, [*opening, *lines[cut.line : end]])


def _plain(page: Page, lines: list[str]) -> str:
    """Return the words of `lines` as the page shows them: a place within it by its title."""
    shown = [TARGET.sub(lambda found: part_name(page, found[1]), line) for line in lines]
    return plain(shown, rule=isinstance(page, Rule))


def _introduction(site: Site, record: Record, cuts: tuple[_Cut, ...]) -> Iterator[str]:
    """Yield the summary of a record, what stands above its first heading, its facts and tags."""
    yield record.meta.summary
    end = cuts[0].line - 1 if cuts else None
    yield _plain(record, record.source.body.split("\n")[:end])
    for fact in (*cells(site, record), *facts(site, record)):
        yield f"{fact.name}：{'、'.join(link.text for link in fact.values)}"
    if isinstance(record, Case):
        yield f"行为：{'、'.join(record.meta.behaviours)}"
    yield f"专题：{'、'.join(site.topics[topic] for topic in record.meta.topics)}"


def _violations(site: Site, record: Record) -> Iterator[str]:
    """Yield the table of a case: each act with the articles it breaks, then the steps skipped."""
    if not isinstance(record, Case):
        return
    for violation in record.meta.violated:
        yield "\u3000".join([violation.act, *_labels(site, violation.articles)])
    yield "、".join(_labels(site, record.meta.failed_steps))


def _labels(site: Site, addresses: Iterable[str]) -> Iterator[str]:
    """Yield what the addresses are called that this edition has."""
    for text in addresses:
        address = Address.parse(text)
        if address is not None and site.has(address):
            yield label(site, address)


def _code(record: Record, anchor: str) -> str:
    """Return the short code of a place: GZ-001-120.3, CX-003第九步, else that of the record."""
    code = record.meta.code
    if isinstance(record, Rule) and anchor.startswith("art-"):
        return f"{code}-{anchor.removeprefix('art-').replace('-', '.')}"
    if isinstance(record, Procedure) and anchor.startswith("step-"):
        return f"{code}{anchor_label(anchor)}"
    return code


def _status(record: Record) -> str:
    return record.meta.status or "" if isinstance(record, Rule) else ""


def _year(record: Record) -> int | None:
    if isinstance(record, Rule):
        issued = record.meta.promulgated or record.meta.effective
        return issued.year if issued else None
    if isinstance(record, Case):
        return record.meta.as_of.year
    return record.meta.year if isinstance(record, Annual) else None


def _clean(texts: Iterable[str]) -> str:
    """Return the texts that are not empty, one below the other, in composed characters."""
    return unicodedata.normalize("NFC", "\n".join(filter(None, texts)))
