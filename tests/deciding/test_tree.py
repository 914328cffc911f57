"""The way from a matter to where it goes: what a reader can come to, and what stays open."""

from datetime import date

import pytest
import yaml

from kb.deciding.model import Decisions
from kb.deciding.tree import Tree
from kb.inputs import Audience
from kb.model import Threshold
from kb.reading import limits_on
from kb.site import select
from kb.views.decide import decision
from tests.deciding.trees import TREE, decided
from tests.tiny import TinySite


def limit(amount: float | None, effective: str = "2026-01-01") -> Threshold:
    return Threshold.model_validate(
        {
            "id": "zhichu",
            "title": "支出上会",
            "amount": amount,
            "unit": "元",
            "reference": "常见写法",
            "confirmed": amount is not None,
            "effective": effective,
            "source": "测试",
        }
    )


def tree(threshold: Threshold, *not_yet: str) -> Tree:
    decisions = Decisions.model_validate(yaml.safe_load(TREE))
    return Tree(decisions, {threshold.id: threshold}, frozenset(not_yet))


def test_a_confirmed_limit_parts_the_ways() -> None:
    found = tree(limit(30000))
    assert set(found.ways) == {"first", "jine", "shanghui", "fenguan"}
    (way,) = found.ways["shanghui"]
    assert [(question.id, answer.id) for question, answer in way] == [
        ("first", "qian"),
        ("jine", "da"),
    ]
    assert len(found.ways["fenguan"]) == 2


@pytest.mark.parametrize("found", [tree(limit(None)), tree(limit(30000), "zhichu")])
def test_nothing_follows_from_a_limit_that_is_not_settled(found: Tree) -> None:
    assert set(found.ways) == {"first", "jine", "fenguan"}
    assert len(found.ways["fenguan"]) == 1
    assert [result.id for result in found.results("jine")] == ["shanghui", "fenguan"]


def test_ways_that_meet_again_and_again_are_walked_in_time() -> None:
    rows = [
        {
            "id": f"q{n}",
            "ask": "问",
            "answers": [{"id": x, "text": "答", "next": f"q{n + 1}"} for x in "ab"],
        }
        for n in range(60)
    ]
    data = yaml.safe_load(TREE)
    rows[-1]["answers"] = [{"id": "a", "text": "答", "next": "fenguan"}]
    data |= {"start": "q0", "questions": rows}
    found = Tree(Decisions.model_validate(data), {})
    assert "fenguan" in found.ways
    assert not found.circles


def test_a_limit_holds_from_its_day() -> None:
    old, new = limit(30000, "2026-01-01"), limit(50000, "2027-01-01")
    assert limits_on(date(2026, 12, 31), [new, old]) == {"zhichu": old}
    assert limits_on(date(2027, 1, 1), [new, old]) == {"zhichu": new}
    assert limits_on(date(2025, 1, 1), [new, old]) == {"zhichu": old}


def test_a_result_names_the_limit_that_decided_it(tiny: TinySite) -> None:
    shown = decision(decided(tiny, "50000").site(), "decide/shanghui.md")
    assert shown is not None
    assert shown.conclusion is not None
    assert [limit.state for limit in shown.limits] == ["5万元，2026年1月1日起适用，依据：测试"]
    assert shown.fragment == "first=qian&jine=da"
    assert [way.sheet.url for way in shown.conclusion.ways] == ["onepage/zhichu.html"]
    assert shown.conclusion.basis[0].text == "《廉政谈话制度》第一条（示范文本）"


def test_an_open_question_concludes_nothing(tiny: TinySite) -> None:
    shown = decision(decided(tiny, "null").site(), "decide/jine.md")
    assert shown is not None
    assert shown.question is not None
    assert shown.question.is_open
    assert shown.conclusion is None
    assert [answer.url for answer in shown.question.answers] == ["", ""]
    assert "还没有确认" in shown.limits[0].state


def test_an_edition_without_the_page_has_nothing_of_it(tiny: TinySite) -> None:
    site = decided(tiny, "50000").site()
    assert select(site, Audience.MEMBERS).decisions is not None
    assert select(site, Audience.EVERYONE).decisions is None
