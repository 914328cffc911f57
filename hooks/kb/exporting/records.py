"""The records of the export, made from the sections and the link graph of an edition."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.address import Address
from kb.approval import is_approved
from kb.exporting.model import CaseFacts, Citation, RuleVersion, SectionRecord
from kb.forwarding import code_url
from kb.inputs import BuildInputs
from kb.labels import label
from kb.linking.mentions import LinkGraph, Mention
from kb.search.sections import Section, sections
from kb.site import Case, Page, Record, Rule, Site

_PROVISION = re.compile(r"art-(?P<art>\d+(?:-\d+)?)(?:-p(?P<para>\d+))?(?:-i(?P<item>\d+))?")
_NEAR = 12
"""Characters before a citation by which its place is told from another with the same words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose site the records are from."""

    site: str
    unit: str


def exported_pages(site: Site) -> tuple[Page, ...]:
    """Return the pages of which sections are exported, in the order of their paths."""
    urls = {_page_url(section) for section in sections(site)}
    return tuple(page for page in site.pages if page.url in urls)


def section_records(
    site: Site, graph: LinkGraph, inputs: BuildInputs, origin: Origin
) -> Iterator[SectionRecord]:
    """Yield the record of every section of `site`, which is an edition, in the order of search."""
    by_page = defaultdict[str, list[Section]](list)
    for section in sections(site):
        by_page[_page_url(section)].append(section)
    for url, own in by_page.items():
        page = site.by_url[url]
        mentions = _by_section(page, graph.by_page.get(page.source.src, ()), own)
        for section in own:
            cited = _citations(site, section.text, mentions.get(section.id, ()))
            yield _record(site, page, section, inputs, origin, tuple(cited))


def _page_url(section: Section) -> str:
    return section.url.partition("#")[0]


def _by_section(
    page: Page, mentions: Iterable[Mention], own: Sequence[Section]
) -> Mapping[str, Sequence[Mention]]:
    """Return the mentions of a page by the id of the section in which they stand.

    What stands where no section is, as in a heading with nothing below it, goes with the first: the
    introduction. Of a plain page, which is found by its summary, only what stands in terms and the
    like is taken.
    """
    by_anchor = {section.url.partition("#")[2]: section.id for section in own}
    first = by_anchor.pop("", "")
    found = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        if section := by_anchor.get(mention.anchor, first if isinstance(page, Record) else ""):
            found[section].append(mention)
    return found


def _citations(site: Site, text: str, mentions: Iterable[Mention]) -> Iterator[Citation]:
    """Yield the citations of a section, whose words are looked for in its text in order."""
    after = 0
    for mention in mentions:
        words = unicodedata.normalize("NFC", mention.words)
        start = None if mention.role else _find(text, mention, words, after)
        end = None if start is None else start + len(words)
        after = end or after
        yield _citation(site, mention.target, words, (start, end), str(mention.role))


def _find(text: str, mention: Mention, words: str, after: int) -> int | None:
    before = unicodedata.normalize("NFC", mention.before)[-_NEAR:].removeprefix("…")
    for context in (before, ""):
        at = text.find(context + words, max(0, after - len(context)))
        if words and at >= 0:
            return at + len(context)
    return None


def _citation(
    site: Site, target: Address, words: str, span: tuple[int | None, int | None], role: str
) -> Citation:
    record = site.records[target.record]
    place = _PROVISION.fullmatch(target.anchor)
    rule = record.meta if isinstance(record, Rule) else None
    return Citation(
        start=span[0],
        end=span[1],
        words=words,
        role=role,
        record=record.meta.id,
        code=record.meta.code,
        title=label(site, target),
        url=f"{record.url}#{target.anchor}" if target.anchor else record.url,
        anchor=target.anchor,
        art=place["art"] if place else None,
        para=int(place["para"]) if place and place["para"] else None,
        item=int(place["item"]) if place and place["item"] else None,
        version=(rule.effective or rule.promulgated) if rule else None,
        status=rule.status if rule else None,
        text_kind=rule.text_kind if rule else None,
    )


def _record(
    site: Site,
    page: Page,
    section: Section,
    inputs: BuildInputs,
    origin: Origin,
    citations: tuple[Citation, ...],
) -> SectionRecord:
    anchor = section.url.partition("#")[2]
    short = code_url(page.meta.code) if isinstance(page, Record) else ""
    return SectionRecord(
        id=section.id,
        type=section.type,
        code=section.code,
        title=section.title,
        path=section.path,
        text=section.text,
        url=section.url,
        short_url=f"{short}#{anchor}" if short and anchor else short,
        base_url=inputs.base_url,
        site=origin.site,
        unit=origin.unit,
        edition=inputs.edition,
        audience=page.meta.audience,
        approved=is_approved(page),
        approval=page.meta.approval,
        valid_on=inputs.date,
        record=page.meta.id if isinstance(page, Record) else None,
        page_title=page.meta.title,
        topics=section.topics,
        aliases=section.aliases,
        owner=page.meta.owner,
        updated=page.meta.updated,
        review_by=page.meta.review_by,
        year=section.year,
        rule=RuleVersion.model_validate(page.meta) if isinstance(page, Rule) else None,
        case=CaseFacts.model_validate(page.meta) if isinstance(page, Case) else None,
        citations=citations,
    )
