"""The ledger across years: links that lead astray, deadlines that are no day, and gaps."""

from collections.abc import Iterator

from kb.address import Address
from kb.ledger import ANSWER, DEADLINE, State, deadline, promises, unaddressed, unplanned
from kb.problem import Code, Problem
from kb.site import Annual, Site
from kb.yamltext import Loc
from kb.yearmodel import Gap


def check_years(site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the answers, repeats and deadlines, and gaps that may not be."""
    for annual in site.of(Annual):
        yield from _answers(site, annual)
        yield from _repeats(site, annual)
        yield from _deadlines(annual)
    yield from _contradictions(site)
    yield from _gaps(site)


def _answers(site: Site, annual: Annual) -> Iterator[Problem]:
    for index, answer in enumerate(annual.meta.answers):
        place: Loc = ("answers", index)
        plan, hint = Address.parse(answer.plan), "例如 plan: 2021#plan-tanhua"
        if not plan or not plan.anchor.startswith("plan-"):
            message = f"“{answer.plan}”不是往年的打算"
            yield annual.header.problem((*place, "plan"), Code.YEAR_LINK, message, hint)
        else:
            yield from _later(site, annual, plan, (*place, "plan"), furthest=None)
        yield from _own(annual, answer.by, ("done-", "problem-"), (*place, "by"))


def _repeats(site: Site, annual: Annual) -> Iterator[Problem]:
    for index, repeat in enumerate(annual.meta.repeats):
        place: Loc = ("repeats", index)
        earlier, hint = Address.parse(repeat.of), "例如 of: 2021#problem-tanhua"
        if not earlier or not earlier.anchor.startswith("problem-"):
            message = f"“{repeat.of}”不是上年的问题"
            yield annual.header.problem((*place, "of"), Code.YEAR_LINK, message, hint)
        else:
            yield from _later(site, annual, earlier, (*place, "of"), furthest=1)
        yield from _own(annual, (repeat.problem,), ("problem-",), (*place, "problem"))


def _later(
    site: Site, annual: Annual, target: Address, place: Loc, *, furthest: int | None
) -> Iterator[Problem]:
    """Yield a problem unless `target` stands in an earlier year, at most `furthest` before."""
    other = site.records.get(target.record)
    if not isinstance(other, Annual):
        return  # that it is not there at all is said where references are checked
    between = annual.meta.year - other.meta.year
    if between < 1 or (furthest and between > furthest):
        wanted = "上一年的" if furthest else "往年的"
        message = f"{target} 不是{wanted}：本页是{annual.meta.year}年"
        yield annual.header.problem(place, Code.YEAR_LINK, message)


def _own(
    annual: Annual, anchors: tuple[str, ...], prefixes: tuple[str, ...], place: Loc
) -> Iterator[Problem]:
    known = [part.id for part in annual.items if part.id.startswith(prefixes)]
    for anchor in anchors:
        if anchor not in known:
            message = f"本页没有 #{anchor} 这一项，或者它不能用在这里"
            hint = f"可写：{'、'.join(known)}" if known else ""
            yield annual.header.problem(place, Code.YEAR_LINK, message, hint)


def _deadlines(annual: Annual) -> Iterator[Problem]:
    for part in annual.items:
        for field in part.fields:
            if field.name == DEADLINE and deadline(field.text) is None:
                message = f"期限“{field.text}”没有写到日"
                hint = "例如 - 期限：2022年12月31日；材料没有写期限的，不写这一行"
                yield annual.source.problem(field.line, 1, Code.DEADLINE, message, hint)


def _contradictions(site: Site) -> Iterator[Problem]:
    """Yield plans of which their page says 无材料 although a later year answers them."""
    for promise in promises(site):
        plan = promise.plan
        for field in plan.part.fields:
            if field.name == ANSWER and field.text == State.NO_MATERIAL and promise.answers:
                year = promise.answers[0].annual.meta.year
                message = f"这里写“{State.NO_MATERIAL}”，{year}年总结已经答复"
                hint = "删掉“- 答复：无材料”一行，答复由系统列出"
                yield plan.annual.source.problem(field.line, 1, Code.ANSWERED_TWICE, message, hint)


def _gaps(site: Site) -> Iterator[Problem]:
    settings = site.ledger
    if settings.unanswered is Gap.PROBLEM:
        for promise in promises(site):
            if promise.state is State.UNANSWERED:
                plan = promise.plan
                message = f"打算“{plan.part.title}”在{plan.annual.meta.year + 1}年总结里没有答复"
                hint = f"在那一页头部的 answers 写 plan: {plan.annual.meta.id}#{plan.part.id}"
                yield plan.annual.source.problem(plan.part.line, 1, Code.UNANSWERED, message, hint)
    if settings.unplanned is Gap.PROBLEM:
        for item in unplanned(site):
            message = f"成效“{item.part.title}”没有对应的往年打算"
            hint = "有对应的写进头部的 answers；本来没有列入打算的，把 unplanned 改为 标出"
            yield item.annual.source.problem(item.part.line, 1, Code.UNPLANNED, message, hint)
    if settings.unaddressed is Gap.PROBLEM:
        for item in unaddressed(site):
            message = f"问题“{item.part.title}”没有打算"
            hint = f"在打算里写 - 针对问题：#{item.part.id}"
            yield item.annual.source.problem(item.part.line, 1, Code.UNADDRESSED, message, hint)
