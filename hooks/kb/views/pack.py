"""What a page of 会前准备 brings along to its occasion: all of it from records of the edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.address import Address
from kb.approval import is_approved
from kb.inputs import Audience
from kb.kinds import Kind
from kb.ledger import State
from kb.linking.mentions import LinkGraph
from kb.onepage import onepage_url
from kb.site import Annual, Case, Meeting, Procedure, Record, Rule, Site
from kb.views.citing import Group, cites
from kb.views.forms import FormLine, basis_links, form_lines
from kb.views.frame import Link
from kb.views.ledger import Named, Plan, ledger


@dataclass(frozen=True, slots=True)
class Guided:
    """A procedure with its sheet."""

    procedure: Link
    sheet: Link


@dataclass(frozen=True, slots=True)
class Warned:
    """A case to warn by."""

    case: Link
    source: str
    """公开通报 or 教学情景: nobody may take the one for the other."""
    summary: str


@dataclass(frozen=True, slots=True)
class Point:
    """A plan of the latest year that is not known to be done."""

    plan: Link
    problems: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What an occasion needs beside the text of its page."""

    meeting: Meeting
    basis: tuple[Link, ...]
    articles: tuple[Group, ...]
    """The rules that its page cites, with the articles."""
    cited: tuple[Address, ...]
    """The same as addresses, by rule and article."""
    procedures: tuple[Guided, ...]
    cases: tuple[Warned, ...]
    forms: tuple[FormLine, ...]
    year: str
    """What the points are of: ND-2021; empty where the edition has none to show."""
    points: tuple[Point, ...]
    records: tuple[Record, ...]
    """All records whose words are used."""

    @property
    def unapproved(self) -> tuple[Record, ...]:
        """The records whose words nobody has read before they leave the building."""
        return tuple(record for record in self.records if not is_approved(record))


def pack(site: Site, graph: LinkGraph, meeting: Meeting) -> Pack:
    """Return what `meeting` brings along in the edition that `site` is, whose links are `graph`.

    What last year left open is for 班子 alone.
    """
    meta = meeting.meta
    rules = [group for group in cites(site, graph, meeting) if group.kind is Kind.RULE]
    cited = tuple(_cited(site, graph, meeting))
    procedures = [
        one for id in meta.procedures if isinstance(one := site.records.get(id), Procedure)
    ]
    cases = [one for id in meta.cases if isinstance(one := site.records.get(id), Case)]
    annual = max(site.of(Annual), key=lambda one: one.meta.year, default=None)
    shown = annual if site.edition is Audience.LEADERS else None
    points = tuple(_points(site, graph, meeting, shown)) if shown else ()
    wanted = [form for id in meta.forms for form in site.forms if form.id == id]
    used = [meeting, *(site.records[one.record] for one in cited), *cases]
    used += [shown] if shown and points else []
    return Pack(
        meeting,
        tuple(basis_links(site, meta.basis)),
        tuple(group for group in rules if group.entries),
        cited,
        tuple(Guided(_named(one), Link("一页纸", onepage_url(one))) for one in procedures),
        tuple(Warned(_named(one), one.meta.source_kind, one.meta.summary) for one in cases),
        form_lines(site, wanted),
        shown.meta.code if shown and points else "",
        points,
        tuple({one.url: one for one in used}.values()),
    )


def _cited(site: Site, graph: LinkGraph, meeting: Meeting) -> Iterator[Address]:
    """Yield the articles that the page cites, each once, by the code of the rule and the article."""
    found = {one.target.section for one in graph.by_page.get(meeting.source.src, ())}
    places = []
    for address in found:
        rule = site.records[address.record]
        if isinstance(rule, Rule):
            order = {article.id: place for place, article in enumerate(rule.articles)}
            if address.anchor in order:
                places.append((rule.meta.code, order[address.anchor], address))
    yield from (address for _, _, address in sorted(places))


def _points(site: Site, graph: LinkGraph, meeting: Meeting, annual: Annual) -> Iterator[Point]:
    """Yield the plans not known to be done that name the page, a rule or a procedure of it."""
    near = {meeting.meta.id, *meeting.meta.rules, *meeting.meta.procedures}
    named = {
        one.anchor for one in graph.by_page.get(annual.source.src, ()) if one.target.record in near
    }
    against: dict[str, list[str]] = {}
    plans: dict[str, Plan] = {}
    for line in ledger(site, annual):
        for plan in line.plans:
            plans[plan.id] = plan
            against.setdefault(plan.id, []).extend(_title(line.problem))
    for item in annual.items:
        found = plans.get(item.id)
        if found is not None and item.id in named and found.state.text != State.DONE:
            link = Link(item.title, f"{annual.url}#{item.id}")
            told = "：".join(filter(None, (found.state.text, found.words)))
            yield Point(link, tuple(against[item.id]), told)


def _title(problem: Named | None) -> list[str]:
    return [problem.link.text] if problem else []


def _named(record: Record) -> Link:
    return Link(f"{record.meta.code}\u3000{record.meta.title}", record.url)
