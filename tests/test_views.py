"""The gate, and what surrounds the text of a page."""

from datetime import date

import pytest

from kb.inputs import Audience, BuildInputs
from kb.kinds import COLLECTIONS, Kind
from kb.linking.mentions import LinkGraph
from kb.site import Annual, Rule, Site, select
from kb.views.frame import Link, chinese_date, frame
from kb.views.ledger import ledger
from kb.views.page import View, view
from tests.tiny import TinySite

DAY = date(2026, 11, 23)
RULE = "rules/tanhua.md"


@pytest.mark.parametrize("edition", Audience)
@pytest.mark.parametrize("audience", Audience)
def test_editions_are_nested(tiny: TinySite, edition: Audience, audience: Audience) -> None:
    tiny.replace(RULE, "audience: 全体党员", f"audience: {audience}")
    order = list(Audience)
    held = RULE in select(tiny.site(), edition).by_src
    assert held is (order.index(audience) <= order.index(edition))


def test_nothing_of_a_hidden_page_is_left(tiny: TinySite) -> None:
    site = select(tiny.site(), Audience.MEMBERS)
    hidden = {"dangzu-hui", "HY-001", "meetings/dangzu-hui.md"}
    assert not hidden & {*site.records, *site.codes, *site.by_src, *site.anchors}


def menu(site: Site, src: str) -> tuple[Link, ...]:
    return frame(site, site.by_src[src], BuildInputs(DAY)).links


def with_rules(tiny: TinySite, count: int) -> Site:
    text = tiny.text(RULE)
    for number in range(2, count + 1):
        page = text.replace("tanhua\ncode: GZ-001", f"r-{number}\ncode: GZ-{number:03d}")
        page = page.replace("title: 廉政谈话制度", f"title: 制度{number}")
        tiny.write(f"rules/r-{number}.md", page.replace("family: tanhua", f"family: r-{number}"))
    return tiny.site()


@pytest.mark.parametrize(
    ("src", "first"),
    [(RULE, 1), ("rules/r-3.md", 1), ("rules/r-10.md", 7), ("rules/r-20.md", 14)],
)
def test_the_menu_lists_only_the_neighbourhood(tiny: TinySite, src: str, first: int) -> None:
    site = with_rules(tiny, 20)
    opened = [link for link in menu(site, src) if link.children]
    (rules,) = opened
    *near, everything = rules.children
    codes = [site.codes[f"GZ-{number:03d}"].url for number in range(first, first + 7)]
    assert [link.url for link in near] == codes
    assert [link.url for link in near if link.current] == [site.by_src[src].url]
    assert everything == Link("全部20篇…", "rules/index.html")


def test_a_small_collection_needs_no_line_for_the_rest(tiny: TinySite) -> None:
    site = with_rules(tiny, 7)
    (rules,) = [link for link in menu(site, RULE) if link.children]
    assert len(rules.children) == 7


def test_the_menu_of_a_page_outside_has_every_collection_closed(tiny: TinySite) -> None:
    links = menu(tiny.site(), "index.md")
    assert [link.text for link in links] == ["首页", *(kind.label for kind in COLLECTIONS)]
    assert [link.text for link in links if link.current] == ["首页"]
    assert not any(link.children for link in links)


def test_a_narrower_edition_says_its_name(tiny: TinySite) -> None:
    site = tiny.site()
    assert frame(site, None, BuildInputs(DAY, edition=Audience.EVERYONE)).edition == ""
    shown = frame(site, None, BuildInputs(DAY, edition=Audience.LEADERS))
    assert (shown.edition, shown.as_of) == ("班子", "2026年11月23日")


def test_dates_have_no_zeros() -> None:
    assert chinese_date(date(2022, 1, 1)) == "2022年1月1日"


def shown(tiny: TinySite, src: str) -> View:
    site = tiny.site()
    return view(site, site.by_src[src], LinkGraph.of(site, DAY), DAY)


def facts(page: View) -> dict[str, list[str]]:
    return {
        fact.name: [link.text for link in fact.values]
        for fact in (*page.facts, *page.cells, *page.upkeep)
    }


OFFICIAL = "text_kind: 正式文本\npromulgated: 2020-01-02\neffective: 2020-02-01\nstatus: 现行有效"


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("text_kind: 示范文本", "示范文本："),
        ("text_kind: 要点提示\nstatus: 现行有效", "要点提示："),
        (OFFICIAL, ""),
    ],
)
def test_a_text_without_force_says_so(tiny: TinySite, kind: str, begins: str) -> None:
    tiny.replace(RULE, "text_kind: 示范文本", kind)
    notices = shown(tiny, RULE).notices
    assert [notice.text.startswith(begins) for notice in notices] == ([True] if begins else [])


def test_an_invented_case_says_so_and_a_published_one_does_not(tiny: TinySite) -> None:
    assert shown(tiny, "cases/gouwuka.md").notices[0].text.startswith("教学情景：")
    tiny.replace("cases/gouwuka.md", "source_kind: 教学情景", "source_kind: 公开通报")
    assert shown(tiny, "cases/gouwuka.md").notices == ()


def test_a_replaced_version_leads_to_the_new_one(tiny: TinySite) -> None:
    new = tiny.text(RULE).replace("text_kind: 示范文本", f"{OFFICIAL}\nsupersedes: tanhua")
    new = new.replace("id: tanhua\ncode: GZ-001", "id: tanhua-2020\ncode: GZ-002")
    tiny.write("rules/tanhua-2020.md", new)
    notice = shown(tiny, RULE).notices[-1]
    assert (notice.text, notice.url) == (
        "本版本已被《廉政谈话制度》（2020年）取代",
        "rules/tanhua-2020.html",
    )
    assert facts(shown(tiny, RULE))["其他版本"] == ["《廉政谈话制度》（2020年）"]
    assert shown(tiny, "rules/tanhua-2020.md").previous == Link("廉政谈话制度", "rules/tanhua.html")


def test_only_the_year_of_an_act_is_shown(tiny: TinySite) -> None:
    assert facts(shown(tiny, "cases/gouwuka.md"))["行为发生"] == ["2025年"]


UNDECIDED = "amount: null\n  unit: 元\n  reference: 常见写法\n  confirmed: false"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (("amount: 30000", "amount: 30000"), "支出上会：3万元（2026年1月1日起）"),
        (("amount: 30000", "amount: 9000"), "支出上会：9000元（2026年1月1日起）"),
        (("confirmed: true", "confirmed: false"), "支出上会：待本单位确认。常见写法"),
        (
            ("amount: 30000\n  unit: 元\n  reference: 常见写法\n  confirmed: true", UNDECIDED),
            "支出上会：待本单位确认。常见写法",
        ),
    ],
)
def test_a_limit_nobody_confirmed_is_not_shown(
    tiny: TinySite, change: tuple[str, str], wanted: str
) -> None:
    tiny.replace("_data/thresholds.yml", *change)
    assert facts(shown(tiny, "procedures/zhichu.md"))["门槛"] == [wanted]


def test_a_list_is_narrowed_only_by_words_that_differ(tiny: TinySite) -> None:
    tiny.write("rules/index.md", tiny.text("index.md").replace("title: 首页", "title: 责任规则"))
    one = shown(tiny, "rules/index.md")
    assert one.kind == "listing"
    assert one.listing is not None
    assert (len(one.listing.rows), one.listing.facets) == (1, ())
    new = tiny.text(RULE).replace("text_kind: 示范文本", OFFICIAL).replace("tanhua\n", "b\n", 1)
    tiny.write("rules/b.md", new.replace("GZ-001", "GZ-002").replace("family: tanhua", "family: b"))
    two = shown(tiny, "rules/index.md").listing
    assert two is not None
    found = {facet.key: facet.words for facet in two.facets}
    assert found == {"kind": (("正式文本", 1), ("示范文本", 1))}


def test_a_year_is_read_across(tiny: TinySite) -> None:
    site = tiny.site()
    (annual,) = site.of(Annual)
    (line,) = ledger(site, annual)
    assert line.problem is not None
    assert line.problem.link.url == "annual/2021.html#problem-tanhua"
    (plan,) = line.plans
    assert (plan.id, plan.inferred, plan.state.text) == ("plan-tanhua", False, "无材料")


def test_an_inferred_answer_says_so_and_a_plan_without_a_problem_comes_last(tiny: TinySite) -> None:
    tiny.replace(
        "annual/2021.md",
        "- 针对问题：#problem-tanhua",
        "- 针对问题：#problem-tanhua（编者推断）\n\n### 另一项 {#plan-b}\n\n甲。\n\n- 答复：已办",
    )
    site = tiny.site()
    (annual,) = site.of(Annual)
    first, last = ledger(site, annual)
    assert first.plans[0].inferred
    assert last.problem is None
    assert [(plan.id, plan.state.text) for plan in last.plans] == [("plan-b", "已办")]


def test_the_kinds_of_pages_are_known_by_their_folders(tiny: TinySite) -> None:
    kinds = {page.source.src.partition("/")[0]: page.kind for page in tiny.site().pages}
    assert kinds["rules"] is Kind.RULE
    assert kinds["index.md"] is Kind.PAGE
    assert len(tiny.site().of(Rule)) == 1
