"""Which rule, which version and which place a citation means, and what is wrong with it."""

from datetime import date

import pytest

from kb.citations import Names, find_citations
from kb.linking.catalog import Catalog, FaultKind, Resolution
from kb.linking.mentions import LinkGraph
from kb.linking.recognition import recognise
from kb.linking.resolving import day_of
from kb.site import Site
from tests.tiny import DAY, TinySite


@pytest.fixture(scope="module")
def catalog(content: Site) -> Catalog:
    return Catalog.of(content)


def resolve(catalog: Catalog, text: str, day: date = DAY) -> Resolution:
    return catalog.resolve(find_citations(text)[0], day)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《监察法》第十九条", "jiancha-fa-2024#art-19"),
        ("《中华人民共和国监察法》（2018年）第四十五条", "jiancha-fa-2018#art-45"),
        ("依照公务员法第五十七条", "gongwuyuan-fa-2018#art-57"),
        ("《纪律处分条例》第七十七条第（二）项", "jilv-chufen-2023#art-77-p1-i2"),
        ("《政务处分法》第三十四条第一款", "zhengwu-chufen-fa-2020#art-34-p1"),
        ("《政务处分法》", "zhengwu-chufen-fa-2020"),
    ],
)
def test_the_version_is_the_one_that_the_words_mean(
    catalog: Catalog, text: str, wanted: str
) -> None:
    resolution = resolve(catalog, text)
    assert [str(place) for place in resolution.places] == [wanted]
    assert not resolution.faults


def test_the_day_decides_between_versions(catalog: Catalog, content: Site) -> None:
    before = resolve(catalog, "《监察法》第十九条", date(2025, 5, 31))
    assert before.rule is not None
    assert before.rule.meta.id == "jiancha-fa-2018"
    case = content.by_src["cases/koutou-paiban.md"]
    assert day_of(case, DAY).year < 2024
    then = resolve(catalog, "《纪律处分条例》第七十条", day_of(case, DAY))
    assert [str(place) for place in then.places] == ["jilv-chufen-2018#art-70"]


@pytest.mark.parametrize(
    ("text", "day", "kind"),
    [
        ("《民法典》第一条", DAY, FaultKind.UNKNOWN_RULE),
        ("《公务员法》第三条", DAY, FaultKind.NOT_LISTED),
        ("《监察法》第一百条", DAY, FaultKind.NO_ARTICLE),
        ("《监察法》（2012年）第一条", DAY, FaultKind.UNKNOWN_VERSION),
        ("《监察法》第一条", date(2017, 1, 1), FaultKind.NOT_YET),
    ],
)
def test_what_is_wrong_is_said(catalog: Catalog, text: str, day: date, kind: FaultKind) -> None:
    assert [fault.kind for fault in resolve(catalog, text, day).faults] == [kind]


def test_a_name_that_comes_near_is_offered(catalog: Catalog) -> None:
    assert catalog.near("公职人员政务处份法")[0] == "中华人民共和国公职人员政务处分法"
    assert catalog.near("民法典") == ()


def test_the_title_of_one_rule_is_not_the_short_name_of_another(tiny: TinySite) -> None:
    tiny.write("rules/b.md", second_rule(tiny, "谈话办法", "[廉政谈话制度]"))
    site = tiny.read().site
    assert site is not None
    (place,) = resolve(Catalog.of(site), "《廉政谈话制度》").places
    assert place.record == "tanhua"


def test_a_name_of_two_rules_is_ambiguous(tiny: TinySite) -> None:
    tiny.write("rules/b.md", second_rule(tiny, "廉政谈话制度", "[]"))
    (fault,) = resolve(Catalog.of(tiny.site()), "《廉政谈话制度》第一条").faults
    assert fault.kind is FaultKind.AMBIGUOUS
    assert len(fault.candidates) == 2


def second_rule(tiny: TinySite, title: str, aliases: str) -> str:
    text = tiny.text("rules/tanhua.md").replace("id: tanhua", "id: b").replace("GZ-001", "GZ-002")
    text = text.replace("title: 廉政谈话制度", f"title: {title}\naliases: {aliases}")
    return text.replace("family: tanhua", "family: b")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("前款规定", ["tanhua#art-2-p1"]),
        ("前两款规定", ["tanhua#art-2-p1", "tanhua#art-2-p2"]),
        ("前款第（二）项规定", ["tanhua#art-2-p1-i2"]),
        ("本款规定", ["tanhua#art-2-p2"]),
        ("本条第一款规定", ["tanhua#art-2-p1"]),
        ("前条规定", ["tanhua#art-1"]),
    ],
)
def test_words_that_count_from_their_own_place(
    tiny: TinySite, words: str, wanted: list[str]
) -> None:
    between = "中间一款。\n\n" if "两" in words else ""
    added = f"（二）提醒谈话。\n\n{between}依照{words}办理。\n"
    tiny.replace("rules/tanhua.md", "（二）提醒谈话。\n", added)
    graph = LinkGraph.of(tiny.site(), DAY)
    (resolution,) = graph.resolutions["rules/tanhua.md"]
    assert [str(place) for place in resolution.places] == wanted


def test_outside_rules_a_heading_begins_a_new_text(tiny: TinySite) -> None:
    body = "\n对照《廉政谈话制度》第一条和第二条。\n\n## 写法 {#xiefa}\n\n第三条另起一段。\n"
    tiny.write_body("index.md", body)
    page = tiny.site().by_src["index.md"]
    assert [len(one.provisions) for one in recognise(page, page_names())] == [2]


def page_names() -> Names:
    return Names.of(())
