"""The ledger: what was found wrong, what was planned against it, what came of it, over the years.

A problem and a plan stand in one year's summary; the answer stands in a later one, which names the
plan in its front matter. What the site does not hold has no answer: 无材料, which says nothing of
what was done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kb.address import Address
from kb.headings import Part, targets
from kb.site import Annual, Site

AGAINST = "针对问题"
ANSWER = "答复"
POST, DEADLINE, MEASURE = "责任岗位", "期限", "完成标志"
INFERRED = "编者推断"
_DAY = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


class State(StrEnum):
    """What came of a plan; the value is shown."""

    DONE = "已办"
    PARTLY = "部分办成"
    OPEN = "没有办成"
    UNANSWERED = "没有答复"
    NO_MATERIAL = "无材料"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a year, as another names it."""

    annual: Annual
    part: Part
    inferred: bool = False
    """Whether an editor made the link; the source does not state it."""

    @property
    def url(self) -> str:
        """Its address below the site's root."""
        return f"{self.annual.url}#{self.part.id}"


@dataclass(frozen=True, slots=True)
class Promise:
    """A plan, the problems that it is against, and what later years say to it."""

    plan: Item
    problems: tuple[Item, ...]
    answers: tuple[Item, ...]
    state: State
    words: str
    """The answer that stands with the plan itself, if it says more than 无材料."""

    @property
    def post(self) -> str:
        """Who is responsible; empty where the source does not say."""
        return self.plan.part.field(POST)

    @property
    def due(self) -> date | None:
        """The deadline; None where the source names none."""
        return deadline(self.plan.part.field(DEADLINE))

    @property
    def measure(self) -> str:
        """By what one sees that it is done; empty where the source does not say."""
        return self.plan.part.field(MEASURE)

    @property
    def is_open(self) -> bool:
        """Whether it may still go overdue."""
        return self.state is not State.DONE


def deadline(text: str) -> date | None:
    """Return the day that `text` writes as 2022年12月31日; None where it is none.

    >>> deadline("2022年6月30日前")
    datetime.date(2022, 6, 30)
    """
    found = _DAY.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def years(site: Site) -> tuple[Annual, ...]:
    """Return the summaries of `site`, the earliest first."""
    return tuple(sorted(site.of(Annual), key=lambda annual: annual.meta.year))


def items(annual: Annual, prefix: str) -> tuple[Part, ...]:
    """Return the items of a year whose addresses begin with `prefix`: done-, problem-, plan-."""
    return tuple(part for part in annual.items if part.id.startswith(prefix))


def promises(site: Site) -> tuple[Promise, ...]:
    """Return the plans of all years, the earliest year first, each with its answers."""
    answers: dict[Address, list[Item]] = {}
    for annual in years(site):
        for answer in annual.meta.answers:
            target = Address.parse(answer.plan)
            found = [part for part in annual.items if part.id in answer.by]
            if target is not None:
                given = (Item(annual, part, answer.inferred) for part in found)
                answers.setdefault(target, []).extend(given)
    return tuple(
        _promise(site, annual, plan, tuple(answers.get(Address(annual.meta.id, plan.id), ())))
        for annual in years(site)
        for plan in items(annual, "plan-")
    )


def _promise(site: Site, annual: Annual, plan: Part, answers: tuple[Item, ...]) -> Promise:
    against = plan.field(AGAINST)
    inferred = INFERRED in against
    named = targets(against)
    problems = (part for part in items(annual, "problem-") if part.id in named)
    words = plan.field(ANSWER).strip()
    words = "" if words == State.NO_MATERIAL else words
    return Promise(
        Item(annual, plan),
        tuple(Item(annual, part, inferred) for part in problems),
        answers,
        _state(site, annual, answers, words),
        words,
    )


def _state(site: Site, annual: Annual, answers: tuple[Item, ...], words: str) -> State:
    """Return what came of a plan: an achievement has done it, a problem has left it open."""
    good = any(answer.part.id.startswith("done-") for answer in answers)
    bad = any(answer.part.id.startswith("problem-") for answer in answers)
    if good or bad:
        return State.PARTLY if good and bad else State.DONE if good else State.OPEN
    if words:
        return State.DONE
    return State.UNANSWERED if _year(site, annual.meta.year + 1) else State.NO_MATERIAL


def unplanned(site: Site) -> Iterator[Item]:
    """Yield achievements that answer no plan, of years whose year before is on the site."""
    for annual in years(site):
        if _year(site, annual.meta.year - 1):
            answering = {one for answer in annual.meta.answers for one in answer.by}
            for part in items(annual, "done-"):
                if part.id not in answering:
                    yield Item(annual, part)


def unaddressed(site: Site) -> Iterator[Item]:
    """Yield problems against which their year plans nothing."""
    for annual in years(site):
        named = {at for plan in items(annual, "plan-") for at in targets(plan.field(AGAINST))}
        for part in items(annual, "problem-"):
            if part.id not in named:
                yield Item(annual, part)


def streak(site: Site, problem: Item) -> int:
    """Return in how many years running a problem was found; 1 where nothing says it was before."""
    count, annual, anchor = 1, problem.annual, problem.part.id
    while repeat := next((one for one in annual.meta.repeats if one.problem == anchor), None):
        earlier = Address.parse(repeat.of)
        found = site.records.get(earlier.record) if earlier else None
        if earlier is None or not isinstance(found, Annual):
            break
        if found.meta.year != annual.meta.year - 1:
            break
        count, annual, anchor = count + 1, found, earlier.anchor
    return count


def _year(site: Site, year: int) -> Annual | None:
    return next((annual for annual in site.of(Annual) if annual.meta.year == year), None)
