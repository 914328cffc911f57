"""The sheet of a procedure: what it takes from which record, and that every procedure has all of it."""

from datetime import date

import pytest

from kb.inputs import Audience
from kb.linking.mentions import LinkGraph
from kb.onepage import with_onepages
from kb.site import Procedure, Site, select
from kb.views.frame import Link
from kb.views.onepage import Line, OnePage, onepage
from kb.views.page import view
from tests.tiny import ROOT, TinySite

DAY = date(2026, 11, 23)
PROCEDURE = "procedures/zhichu.md"
NAMES = sorted(
    file.stem for file in (ROOT / "docs/procedures").glob("*.md") if file.stem != "index"
)


def sheet(site: Site, name: str = "zhichu") -> OnePage:
    procedure = site.records[name]
    assert isinstance(procedure, Procedure)
    return onepage(site, LinkGraph.of(site, DAY), procedure)


def words(lines: tuple[Line, ...], name: str) -> list[str]:
    return ["".join(link.text for link in line.words) for line in lines if line.name == name]


def test_materials_are_what_the_steps_before_the_meeting_bring_forth(tiny: TinySite) -> None:
    tiny.replace(PROCEDURE, "- 形成：申请\n", "- 形成：申请；测算表\n")
    found = sheet(tiny.site())
    assert found.before == 1
    names = [one.name for step in found.steps[: found.before] for one in step.materials]
    assert names == ["申请", "测算表"]


def test_a_limit_that_is_not_confirmed_says_so(tiny: TinySite) -> None:
    assert words(sheet(tiny.site()).matter, "门槛") == ["支出上会：3万元（2026年1月1日起）"]
    tiny.replace("_data/thresholds.yml", "confirmed: true", "confirmed: false")
    assert words(sheet(tiny.site()).matter, "门槛") == ["支出上会：待本单位确认。常见写法"]


def test_bases_are_links_and_what_is_no_rule_stays_a_word(tiny: TinySite) -> None:
    bases = sheet(tiny.site()).steps[0].bases
    assert bases == (
        Link("GZ-001-1", "rules/tanhua.html#art-1"),
        Link("（示范文本）；本单位惯例"),
    )


def test_a_row_of_model_articles_says_once_what_it_is_and_loses_none(tiny: TinySite) -> None:
    row = "GZ-001-1（示范文本）；GZ-001-2（示范文本）；本单位惯例"
    tiny.replace(PROCEDURE, "GZ-001-1（示范文本）；本单位惯例", row)
    bases = sheet(tiny.site()).steps[0].bases
    assert "".join(link.text for link in bases) == "GZ-001-1、2（示范文本）；本单位惯例"
    urls = [link.url for link in bases if link.url]
    assert urls == ["rules/tanhua.html#art-1", "rules/tanhua.html#art-2"]


def test_what_the_meeting_must_observe_is_told_by_what_it_is_about(tiny: TinySite) -> None:
    told = "宣布回避；成员逐一表态，主持人最后表态；当场计票"
    tiny.replace(PROCEDURE, "- 做什么：表决", f"- 做什么：{told}")
    tiny.replace(PROCEDURE, "- 做什么：写明金额", "- 做什么：写明金额；材料送派驻纪检监察组")
    meeting = sheet(tiny.site()).meeting
    assert words(meeting, "回避") == ["宣布回避"]
    assert words(meeting, "末位表态") == ["成员逐一表态，主持人最后表态"]
    assert words(meeting, "议决") == ["当场计票"]
    assert words(meeting, "派驻纪检监察组") == ["第一步：材料送派驻纪检监察组"]


def test_a_case_says_what_it_is_and_every_step_in_which_it_failed(tiny: TinySite) -> None:
    (lesson,) = sheet(tiny.site()).lessons
    assert (lesson.case.text, lesson.source) == ("AL-001　购物卡", "教学情景")
    urls = [link.url for link in lesson.steps]
    assert urls == ["procedures/zhichu.html#step-1", "procedures/zhichu.html#step-2"]


def test_a_case_for_narrower_readers_is_not_on_the_sheet(tiny: TinySite) -> None:
    tiny.replace("cases/gouwuka.md", "audience: 全体党员", "audience: 班子")
    reading = tiny.read()
    assert reading.site is not None
    assert not sheet(select(reading.site, Audience.MEMBERS)).lessons


def test_a_sheet_is_unapproved_until_all_whose_words_it_uses_are_approved(tiny: TinySite) -> None:
    approval = "\napproval: {content: 甲岗位, secrecy: 乙岗位, date: 2026-11-23}\n---\n\n"
    for src in (PROCEDURE, "cases/gouwuka.md", "rules/tanhua.md"):
        site = with_onepages(tiny.site())
        page = site.by_src["onepage/zhichu.md"]
        assert view(site, page, LinkGraph.of(site, DAY), DAY).unapproved, src
        tiny.replace(src, "\n---\n\n", approval)
    assert not sheet(tiny.site()).unapproved


def test_the_unit_rule_tells_why_a_matter_goes_to_the_meeting(tiny: TinySite) -> None:
    tiny.replace("rules/tanhua.md", "title: 廉政谈话制度", "title: “三重一大”决策办法")
    text = tiny.text("rules/tanhua.md")
    for number, told in (("一", "大额度资金使用事项包括下列支出。"), ("二", "额度标准每年核对。")):
        head, _, rest = text.partition(f"第{number}条　")
        text = f"{head}第{number}条　{told}{rest}"
    tiny.write("rules/tanhua.md", text)
    reading = tiny.read()
    assert reading.site is not None
    (ground,) = words(sheet(reading.site).matter, "依据")
    assert (
        ground
        == "《“三重一大”决策办法》第一条（示范文本）；《“三重一大”决策办法》第二条（示范文本）"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_procedure_has_all_that_its_sheet_shows(content: Site, name: str) -> None:
    found = sheet(content, name)
    assert 0 < found.before < len(found.steps), "没有一步的标题写明党组会"
    assert all(step.materials for step in found.steps[: found.before])
    assert words(found.matter, "依据")
    assert {"到会", "表决", "派驻纪检监察组", "议决"} <= {line.name for line in found.meeting}
    assert found.archive
    for step in found.steps:
        linked = any(link.url for link in step.bases)
        assert linked or "本单位惯例" in "".join(link.text for link in step.bases), step.number
