"""Corresponding articles, and two versions side by side."""

import pytest

from kb.address import Address
from kb.linking.comparing import Change, Comparison, comparison, with_comparisons
from kb.linking.versions import Counterparts, pair
from kb.provisions import find_articles
from kb.site import Site
from tests.tiny import TinySite

OLD = """第一条　为了规范公务接待，厉行节约，制定本办法。

第二条　接待用餐应当供应家常菜，不得提供高档菜肴，不得提供香烟和高档酒水。

第三条　接待费用全部纳入预算管理，单独列示，不得用现金支付。

第四条　各单位应当每年公开接待制度、标准和经费支出。

第五条　本办法自2015年1月1日起施行。"""
NEW = """第一条　为了规范公务接待，厉行节约，制定本办法。

第二条　接待费用全部纳入预算管理，单独列示，不得用现金支付，不得转嫁下级单位。

第三条　接待住宿应当在定点饭店安排，执行住宿费限额标准。

第四条　接待用餐应当供应家常菜，不得提供高档菜肴，不得提供香烟和高档酒水。

第五条　本办法自2０25年1月1日起施行。"""


def test_articles_are_paired_by_content_not_by_number() -> None:
    paired = pair(find_articles(OLD.split("\n")), find_articles(NEW.split("\n")))
    assert paired == {"1": "1", "2": "4", "3": "2", "5": "5"}


@pytest.fixture
def two_versions(tiny: TinySite) -> TinySite:
    """The tiny site with an official text in two versions."""
    head = tiny.text("rules/tanhua.md").split("---")[1].replace("示范文本", "正式文本")
    head = head.replace("廉政谈话制度", "接待办法").replace("family: tanhua", "family: jiedai")
    for year, code, body, more in (
        (2015, "GZ-011", OLD, "status: 已修订\nrepealed_on: 2024-12-31\neffective: 2015-01-01"),
        (2025, "GZ-012", NEW, "status: 现行有效\neffective: 2025-01-01\nsupersedes: jiedai-2015"),
    ):
        meta = head.replace("id: tanhua", f"id: jiedai-{year}").replace("GZ-001", code)
        tiny.write(f"rules/jiedai-{year}.md", f"---{meta}{more}\n---\n\n{body}\n")
    return tiny


def compared(site: Site, src: str) -> Comparison:
    found = comparison(site, src)
    assert found is not None
    return found


def test_official_texts_are_compared_word_by_word(two_versions: TinySite) -> None:
    site = with_comparisons(two_versions.site())
    found = compared(site, "compare/jiedai-2015--jiedai-2025.md")
    told = [
        (row.change, row.old.label if row.old else "", row.new.label if row.new else "")
        for row in found.rows
    ]
    assert told == [
        (Change.SAME, "第一条", "第一条"),
        (Change.CHANGED, "第三条", "第二条"),
        (Change.ADDED, "", "第三条"),
        (Change.SAME, "第二条", "第四条"),
        (Change.REMOVED, "第四条", ""),
        (Change.CHANGED, "第五条", "第五条"),
    ]
    new = found.rows[1].new
    assert new is not None
    marked = [piece.text for line in new.lines for piece in line if piece.changed]
    assert marked == ["，不得转嫁下级单位"]


def test_an_article_is_followed_to_the_newest_version(two_versions: TinySite) -> None:
    counterparts = Counterparts.of(two_versions.site())
    (now,) = counterparts.current(Address("jiedai-2015", "art-3"))
    assert str(now.address) == "jiedai-2025#art-2"
    assert counterparts.current(Address("jiedai-2015", "art-4")) == ()


def test_the_table_of_the_editors_counts(content: Site) -> None:
    counterparts = Counterparts.of(content)
    (now,) = counterparts.current(Address("jilv-chufen-2018", "art-70"))
    assert (str(now.address), now.inferred) == ("jilv-chufen-2023#art-77", False)
    (inferred,) = counterparts.current(Address("jilv-chufen-2018", "art-88"))
    assert inferred.inferred
    split = counterparts.current(Address("jiancha-fa-2018", "art-43"))
    assert [str(one.address) for one in split] == [
        f"jiancha-fa-2024#art-{number}" for number in (47, 48, 49)
    ]


@pytest.mark.parametrize(("old", "new"), [("6", ["7"]), ("7", ["8"]), ("10", [])])
def test_what_is_not_known_of_the_accountability_regulations_is_not_said(
    content: Site, old: str, new: list[str]
) -> None:
    """Of 第十条, for life, the number in 2019 is not confirmed."""
    now = Counterparts.of(content).current(Address("wenze-tiaoli-2016", f"art-{old}"))
    assert [str(one.address) for one in now] == [f"wenze-tiaoli-2019#art-{one}" for one in new]


def test_of_digests_nothing_is_said_to_be_new_or_gone(content: Site) -> None:
    site = with_comparisons(content)
    found = compared(site, "compare/jilv-chufen-2018--jilv-chufen-2023.md")
    assert {row.change for row in found.rows} == {
        Change.MATCHED,
        Change.INFERRED,
        Change.UNMATCHED,
    }
