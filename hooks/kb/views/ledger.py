"""Problem, plan and answer read across: for one year, and over all of them.

What goes overdue, and how many years a problem has lasted, is for the edition of 班子 alone: the
others hold neither the marks nor what they are made from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.headings import Part
from kb.inputs import Audience
from kb.ledger import (
    DEADLINE,
    MEASURE,
    POST,
    Item,
    Promise,
    State,
    promises,
    streak,
    unaddressed,
    unplanned,
)
from kb.search.plain import inline
from kb.site import Annual, Site
from kb.views.frame import Link
from kb.views.listing import Badge, Facet, facets_of
from kb.yearmodel import Gap

_TONES = {
    State.DONE: "green",
    State.PARTLY: "amber",
    State.OPEN: "amber",
    State.UNANSWERED: "amber",
    State.NO_MATERIAL: "grey",
}
_NAMES = {"year": "年份", "state": "状态", "post": "责任岗位", "mark": "标记"}
NOT_PLANNED, NOT_ADDRESSED = "没有列入打算", "没有打算"
OVERDUE = "逾期"
NO_POST = "材料没有写岗位"


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a year that another one names."""

    link: Link
    year: int
    inferred: bool
    running: int = 1
    """In how many years running the problem was found; 1 where that is not told."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its answer; `inferred` where the source does not link it to the problem."""

    id: str
    link: Link
    year: int
    inferred: bool
    state: Badge
    answers: tuple[Named, ...]
    words: str
    """The answer in the words of the plan's own page."""
    measures: tuple[tuple[str, str], ...]
    """责任岗位, 期限 and 完成标志, as far as the source has them."""
    due: str
    """The day from which an open plan is overdue, 2022-12-31; empty outside the edition of 班子."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A problem and the plans against it; `problem` is None for plans that answer none."""

    problem: Named | None
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A line over the years: a plan, or what stands without one."""

    year: int
    problems: tuple[Named, ...]
    plan: Plan | None
    done: Named | None
    """An achievement that no year before had planned."""
    note: Badge | None
    """What is missing, where there is no plan."""
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The ledger over all years."""

    rows: tuple[Account, ...]
    facets: tuple[Facet, ...]
    overdue: bool
    """Whether the edition tells what is overdue."""


def ledger(site: Site, annual: Annual) -> tuple[LedgerLine, ...]:
    """Return the problems of a year in their order, then the plans without a problem."""
    own = [one for one in promises(site) if one.plan.annual is annual]
    lines = []
    for part in annual.items:
        if part.id.startswith("problem-"):
            against = [one for one in own if part.id in _ids(one)]
            problem = _named(site, Item(annual, part))
            lines.append(LedgerLine(problem, tuple(_plan(site, one) for one in against)))
    free = tuple(_plan(site, one) for one in own if not one.problems)
    return (*lines, LedgerLine(None, free)) if free else tuple(lines)


def replies(site: Site, annual: Annual) -> tuple[Plan, ...]:
    """Return the plans of earlier years that `annual` answers, and those it should have answered."""
    return tuple(
        _plan(site, one)
        for one in promises(site)
        if any(answer.annual is annual for answer in one.answers)
        or (one.state is State.UNANSWERED and one.plan.annual.meta.year == annual.meta.year - 1)
    )


def accounts(site: Site) -> Accounts:
    """Return the ledger over all years, the latest first."""
    rows = sorted(_accounts(site), key=lambda row: -row.year)
    told = site.edition is Audience.LEADERS
    facets = facets_of([row.facets for row in rows], _NAMES)
    return Accounts(tuple(rows), facets, told and any(row.plan and row.plan.due for row in rows))


def _accounts(site: Site) -> Iterator[Account]:
    for promise in promises(site):
        plan = _plan(site, promise)
        problems = tuple(_named(site, problem) for problem in promise.problems)
        post = promise.post or NO_POST
        facets = _facets(plan.year, plan.state.text, problems) | {"post": (post,)}
        yield Account(plan.year, problems, plan, None, None, facets)
    if site.ledger.unaddressed is not Gap.IGNORE:
        for item in unaddressed(site):
            problem = _named(site, item)
            facets = _facets(problem.year, NOT_ADDRESSED, (problem,))
            note = Badge(NOT_ADDRESSED, "amber")
            yield Account(problem.year, (problem,), None, None, note, facets)
    if site.ledger.unplanned is not Gap.IGNORE:
        for item in unplanned(site):
            done = _named(site, item)
            facets = _facets(done.year, NOT_PLANNED, ())
            yield Account(done.year, (), None, done, Badge(NOT_PLANNED, "plain"), facets)


def _facets(year: int, state: str, problems: tuple[Named, ...]) -> dict[str, tuple[str, ...]]:
    longest = max((problem.running for problem in problems), default=1)
    marks = (f"连续{longest}年",) if longest > 1 else ()
    return {"year": (str(year),), "state": (state,), "mark": marks}


def _plan(site: Site, promise: Promise) -> Plan:
    told = site.edition is Audience.LEADERS and promise.is_open and promise.due
    tone = _TONES[promise.state]
    if promise.state is State.UNANSWERED and site.ledger.unanswered is Gap.IGNORE:
        tone = "grey"
    return Plan(
        promise.plan.part.id,
        Link(promise.plan.part.title, promise.plan.url),
        promise.plan.annual.meta.year,
        any(problem.inferred for problem in promise.problems),
        Badge(promise.state, tone),
        tuple(_named(site, answer) for answer in promise.answers),
        "" if promise.words == promise.state else inline(promise.words),
        tuple(_measures(promise.plan.part)),
        promise.due.isoformat() if told and promise.due else "",
    )


def _measures(part: Part) -> Iterator[tuple[str, str]]:
    for name in (POST, DEADLINE, MEASURE):
        if text := part.field(name):
            yield name, inline(text)


def _named(site: Site, item: Item) -> Named:
    running = streak(site, item) if item.part.id.startswith("problem-") else 1
    year = item.annual.meta.year
    return Named(Link(item.part.title, item.url), year, item.inferred, running)


def _ids(promise: Promise) -> tuple[str, ...]:
    return tuple(problem.part.id for problem in promise.problems)
