"""Promises and what came of them over three years, in the edition of 班子 and in the others."""

from datetime import date

import pytest

from kb.inputs import Audience
from kb.ledger import (
    Item,
    Promise,
    State,
    deadline,
    items,
    promises,
    streak,
    unaddressed,
    unplanned,
)
from kb.site import Annual, Site, select
from kb.views.ledger import accounts, ledger, replies
from tests.tiny import TinySite
from tests.years import add_years


@pytest.fixture
def three(tiny: TinySite) -> Site:
    add_years(tiny)
    return tiny.site()


def annual(site: Site, year: int) -> Annual:
    found = site.records[str(year)]
    assert isinstance(found, Annual)
    return found


def promise(site: Site, address: str) -> Promise:
    year, _, anchor = address.partition("#")
    return next(
        one
        for one in promises(site)
        if (one.plan.annual.meta.id, one.plan.part.id) == (year, anchor)
    )


@pytest.mark.parametrize(
    ("plan", "state"),
    [
        ("2021#plan-guizi", State.DONE),
        ("2021#plan-jilu", State.PARTLY),
        ("2021#plan-tanhua", State.OPEN),
        ("2021#plan-peixun", State.UNANSWERED),
        ("2022#plan-tanhua", State.UNANSWERED),
        ("2023#plan-jidu", State.NO_MATERIAL),
    ],
)
def test_a_plan_is_answered_by_a_later_year(three: Site, plan: str, state: State) -> None:
    assert promise(three, plan).state is state


def test_links_that_no_source_states_are_told(three: Site) -> None:
    jilu = promise(three, "2021#plan-jilu")
    assert [answer.inferred for answer in jilu.answers] == [True, True]
    assert [problem.inferred for problem in jilu.problems] == [True]
    assert not promise(three, "2021#plan-tanhua").problems[0].inferred


def test_a_measure_has_its_post_deadline_and_mark(three: Site) -> None:
    one = promise(three, "2021#plan-tanhua")
    assert (one.post, one.due, one.measure) == ("班子成员", date(2022, 6, 30), "每人谈话2次")
    bare = promise(three, "2021#plan-peixun")
    assert (bare.post, bare.measure) == ("", "")


def test_gaps_are_found(three: Site) -> None:
    assert [item.url for item in unplanned(three)] == [
        "annual/2022.html#done-men",
        "annual/2023.html#done-hui",
    ]
    assert [item.url for item in unaddressed(three)] == ["annual/2022.html#problem-qianzi"]


def test_a_problem_that_lasts_is_counted_for_the_leaders_alone(three: Site) -> None:
    def running(edition: Audience, year: int) -> int:
        site = select(three, edition)
        found = annual(site, year)
        part = next(one for one in items(found, "problem-") if one.id == "problem-tanhua")
        return streak(site, Item(found, part))

    assert [running(Audience.LEADERS, year) for year in (2021, 2022, 2023)] == [1, 2, 3]
    assert [running(Audience.MANAGERS, year) for year in (2021, 2022, 2023)] == [1, 1, 1]


def test_no_other_edition_has_what_is_overdue_or_repeated(three: Site) -> None:
    for edition in (Audience.MEMBERS, Audience.MANAGERS):
        site = select(three, edition)
        assert not any(one.meta.repeats for one in site.of(Annual))
        told = accounts(site)
        assert not told.overdue
        assert not any(row.plan and row.plan.due for row in told.rows)
        assert "mark" not in {facet.key for facet in told.facets}
    told = accounts(select(three, Audience.LEADERS))
    due = {row.plan.id: row.plan.due for row in told.rows if row.plan and row.year == 2021}
    assert due == {
        "plan-tanhua": "2022-06-30",
        "plan-jilu": "2022-12-31",
        "plan-guizi": "",
        "plan-peixun": "2022-12-31",
    }


def test_the_ledger_begins_with_the_latest_year_and_has_every_gap(three: Site) -> None:
    rows = accounts(three).rows
    assert [row.year for row in rows] == sorted((row.year for row in rows), reverse=True)
    notes = [(row.year, row.note.text) for row in rows if row.note]
    assert notes == [(2023, "没有列入打算"), (2022, "没有打算"), (2022, "没有列入打算")]


def test_gaps_that_are_not_looked_for_are_not_listed(tiny: TinySite) -> None:
    add_years(tiny)
    tiny.write("_data/ledger.yml", "unplanned: 不查\nunaddressed: 不查\n")
    assert not [row for row in accounts(tiny.site()).rows if row.note]


def test_a_year_lists_what_it_says_to_earlier_promises(three: Site) -> None:
    told = [(plan.id, plan.state.text) for plan in replies(three, annual(three, 2022))]
    assert told == [
        ("plan-tanhua", "没有办成"),
        ("plan-jilu", "部分办成"),
        ("plan-guizi", "已办"),
        ("plan-peixun", "没有答复"),
    ]
    assert not replies(three, annual(three, 2021))


def test_a_problem_without_a_plan_stands_in_its_year(three: Site) -> None:
    lines = ledger(three, annual(three, 2022))
    assert [(line.problem.link.text, len(line.plans)) for line in lines if line.problem] == [
        ("谈话还是不够", 1),
        ("签字不全", 0),
    ]


def test_without_the_year_between_there_is_no_material(tiny: TinySite) -> None:
    add_years(tiny)
    tiny.remove("annual/2022.md")
    tiny.replace(
        "annual/2023.md",
        "  - {problem: problem-tanhua, of: 2022#problem-tanhua, inferred: true}\n",
        "",
    )
    tiny.replace("annual/2023.md", "repeats:\n", "")
    site = tiny.site()
    assert promise(site, "2021#plan-tanhua").state is State.NO_MATERIAL
    assert not list(unplanned(site))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年6月30日", date(2022, 6, 30)),
        ("2022年6月30日前", date(2022, 6, 30)),
        ("2022-06-30", None),
        ("2022年2月30日", None),
        ("全年", None),
        ("", None),
    ],
)
def test_a_deadline_is_a_day(text: str, day: date | None) -> None:
    assert deadline(text) == day
