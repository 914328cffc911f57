"""The link graph: who cites what, where, in which words."""

import pytest

from kb.address import Address
from kb.inputs import Audience
from kb.linking.mentions import LinkGraph, Mention, Role
from kb.site import Rule, Site, select
from kb.views.citing import cited_by, cites, to_review
from tests.tiny import DAY, TinySite

CASE = "cases/gouwuka.md"


def mentions(site: Site, address: str) -> tuple[Mention, ...]:
    wanted = Address.parse(address)
    assert wanted is not None
    return LinkGraph.of(site, DAY).citing(wanted)


def told(mention: Mention) -> tuple[str, str, str, str]:
    page = mention.page.source.src
    return f"{page}#{mention.anchor}", mention.before, mention.words, mention.after


def test_a_citation_a_code_and_a_link_are_mentions(tiny: TinySite) -> None:
    tiny.replace(
        CASE,
        "没有登记。",
        "先说别的。违反《廉政谈话制度》第三条，也见 GZ-001-3；再看[第三条](../rules/tanhua.md#art-3)。",
    )
    assert [told(one) for one in mentions(tiny.site(), "tanhua#art-3")] == [
        (f"{CASE}#causes", "违反", "《廉政谈话制度》第三条", "，也见 GZ-001-3；"),
        (f"{CASE}#causes", "违反《廉政谈话制度》第三条，也见", "GZ-001-3", "；"),
        (f"{CASE}#causes", "再看", "第三条", "。"),
    ]


def test_every_mention_has_its_line_and_column(tiny: TinySite) -> None:
    tiny.replace(CASE, "没有登记。", "违反《廉政谈话制度》第三条。")
    (mention,) = mentions(tiny.site(), "tanhua#art-3")
    line = tiny.text(CASE).split("\n")[mention.line - 1]
    assert line[mention.column - 1 :].startswith("《廉政谈话制度》第三条")


def test_the_front_matter_is_read_too(tiny: TinySite) -> None:
    (violated,) = (one for one in mentions(tiny.site(), "tanhua#art-2") if one.role)
    assert (violated.role, violated.words) == (Role.VIOLATED, "收下购物卡")
    assert tiny.text(CASE).split("\n")[violated.line - 1].strip() == "articles: [tanhua#art-2]"
    assert [one.role for one in mentions(tiny.site(), "zhichu#step-1")] == [Role.FAILED_STEP]


def test_an_item_is_counted_with_its_article(tiny: TinySite) -> None:
    tiny.replace(CASE, "没有登记。", "违反《廉政谈话制度》第二条第（二）项。")
    targets = [str(one.target) for one in mentions(tiny.site(), "tanhua#art-2")]
    assert "tanhua#art-2-p1-i2" in targets
    assert len(mentions(tiny.site(), "tanhua")) > len(targets)


def test_words_that_point_at_their_own_article_do_not_count(tiny: TinySite) -> None:
    before = len(mentions(tiny.site(), "tanhua#art-2"))
    tiny.replace("rules/tanhua.md", "（二）提醒谈话。", "（二）提醒谈话。\n\n前款第（一）项照办。")
    assert len(mentions(tiny.site(), "tanhua#art-2")) == before


def test_what_another_edition_says_is_not_told(tiny: TinySite) -> None:
    tiny.replace(CASE, "audience: 全体党员", "audience: 班子")
    everyone = select(tiny.site(), Audience.EVERYONE)
    assert not [one for one in LinkGraph.of(everyone, DAY).mentions if one.page.source.src == CASE]


def test_panels_group_by_kind_and_count_each_section_once(tiny: TinySite) -> None:
    tiny.replace(CASE, "没有登记。", "违反《廉政谈话制度》第三条，再看《廉政谈话制度》第三条。")
    site = tiny.site()
    graph = LinkGraph.of(site, DAY)
    (group,) = cited_by(site, graph.citing(Address("tanhua", "art-3")))
    assert (group.name.text, group.count) == ("案例", 2)
    (entry,) = group.entries
    assert (entry.link.url, entry.count) == ("cases/gouwuka.html#causes", 2)
    procedure, rule = cites(site, graph, site.by_src[CASE])
    assert procedure.name.url == "procedures/zhichu.html"
    assert rule.name.url == "rules/tanhua.html"
    assert [one.link.text for one in rule.entries] == ["第二条", "第三条"]


def test_a_new_version_lists_what_still_cites_the_old_one(tiny: TinySite) -> None:
    text = tiny.text("rules/tanhua.md").replace("text_kind: 示范文本", "text_kind: 正式文本\n{}")
    old = "status: 已修订\neffective: 2020-01-01\nrepealed_on: 2024-12-31"
    new = "status: 现行有效\neffective: 2025-01-01\nsupersedes: tanhua"
    tiny.write("rules/tanhua.md", text.replace("{}", old))
    newer = text.replace("{}", new).replace("id: tanhua", "id: tanhua-2025")
    tiny.write("rules/tanhua-2025.md", newer.replace("GZ-001", "GZ-002"))
    tiny.replace(CASE, "as_of: 2025-01-01", "as_of: 2024-01-01")
    site = tiny.site()
    rule = site.by_src["rules/tanhua-2025.md"]
    assert isinstance(rule, Rule)
    groups = to_review(site, LinkGraph.of(site, DAY), rule)
    assert [(group.name.text, group.count) for group in groups] == [
        ("程序", 1),
        ("案例", 2),
        ("会前准备", 2),
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("第一条、第三条", ["《廉政谈话制度》第一条 art-1", "第三条 art-3"]),
        (
            "第二条第（一）项、第（二）项和第三条",
            [
                "《廉政谈话制度》第二条第（一）项 art-2-p1-i1",
                "第（二）项 art-2-p1-i2",
                "第三条 art-3",
            ],
        ),
        (
            "第二条第一款第（一）、（二）项",
            ["《廉政谈话制度》第二条第一款第（一） art-2-p1-i1", "（二）项 art-2-p1-i2"],
        ),
        ("第一条至第三条", ["《廉政谈话制度》第一条至第三条 art-1"]),
        ("", ["《廉政谈话制度》 "]),
    ],
)
def test_each_provision_of_a_list_is_a_link_of_its_own(
    tiny: TinySite, words: str, wanted: list[str]
) -> None:
    tiny.replace(CASE, "没有登记。", f"违反《廉政谈话制度》{words}。")
    site = tiny.site()
    body = site.by_src[CASE].source.body
    spans = LinkGraph.of(site, DAY).spans[CASE]
    assert [f"{body[one.start : one.end]} {one.target.anchor}" for one in spans] == wanted
