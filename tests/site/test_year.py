"""The ledger, the posts, the month and the drawings, as they are read."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.inputs import Audience
from tests.built import build
from tests.tiny import TinySite
from tests.years import add_years

from .access import check_access, check_width
from .conftest import Watch

ROWS = ".kb-accounts > li:visible"


@pytest.fixture(scope="module", params=[Audience.LEADERS, Audience.MANAGERS])
def three(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Audience, Path]:
    """Three years in the edition of 班子, and in the widest of those that are told less."""
    tiny = TinySite.make(tmp_path_factory.mktemp("years"))
    add_years(tiny)
    return request.param, build(tiny.docs, tiny.root / "site", request.param)


@pytest.fixture
def at(browser: Browser, three: tuple[Audience, Path]) -> Iterator[Page]:
    """A page over file:// on a day of 2023."""
    context = browser.new_context(timezone_id="Asia/Shanghai")
    page = context.new_page()
    watch = Watch(page, f"{three[1].as_uri()}/")
    page.clock.set_fixed_time(datetime(2023, 3, 1, 12))
    page.goto(f"{three[1].as_uri()}/ledger.html")
    yield page
    context.close()
    assert not watch.faults


def test_overdue_and_repeated_are_told_to_the_leaders_alone(
    three: tuple[Audience, Path], at: Page
) -> None:
    late = at.locator(".kb-badge:visible", has_text="逾期")
    running = at.locator(".kb-badge:visible", has_text="连续")
    if three[0] is Audience.LEADERS:
        expect(late).to_have_count(3)
        expect(running).to_have_text(["连续3年", "连续2年", "连续2年"])
        at.select_option("select[name=late]", "逾期")
        expect(at.locator(ROWS)).to_have_count(3)
        assert at.url.endswith("#late=%E9%80%BE%E6%9C%9F")
        at.reload()
        expect(at.locator(ROWS)).to_have_count(3)
    else:
        expect(late).to_have_count(0)
        expect(running).to_have_count(0)
        files = [file.read_text("utf-8") for file in three[1].rglob("*.html")]
        files += [file.read_text("utf-8") for file in three[1].rglob("*.js")]
        for text in files:
            assert 'data-kb-due="' not in text
            assert "连续2年" not in text


def test_the_ledger_is_narrowed_by_state_and_the_address_keeps_it(at: Page) -> None:
    expect(at.locator("[data-kb-count]")).to_have_text("共9项")
    at.select_option("select[name=state]", "没有答复")
    expect(at.locator(ROWS)).to_have_count(2)
    expect(at.locator("[data-kb-count]")).to_have_text("共2项")
    at.locator(ROWS).first.get_by_role("link", name="再谈话").click()
    expect(at).to_have_url(f"{at.url.rpartition('/')[0]}/2022.html#plan-tanhua")
    at.go_back()
    expect(at.locator(ROWS)).to_have_count(2)


def test_a_year_reads_across_and_answers_the_year_before(at: Page) -> None:
    at.goto(at.url.replace("ledger.html", "annual/2022.html"))
    told = at.locator("#replies + .kb-table tbody tr")
    expect(told).to_have_count(4)
    expect(told.nth(1)).to_contain_text("部分办成")
    expect(told.nth(1)).to_contain_text("编者推断")
    at.get_by_role("link", name="各年对账").click()
    expect(at.locator(ROWS)).to_have_count(3)


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation_in_three_years(
    browser: Browser, three: tuple[Audience, Path], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for url in ("ledger.html", "annual/2022.html"):
        page.goto(f"{three[1].as_uri()}/{url}")
        check_access(page)
        check_width(page, width)
    context.close()


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        (datetime(2026, 12, 1, 12), "述责述廉", "廉政党课"),
        (datetime(2027, 3, 31, 12), "提出年度谈话计划", "述责述廉"),
        (datetime(2027, 9, 1, 12), "中秋、国庆前廉政教育", "春节前廉政教育"),
    ],
)
def test_the_home_page_shows_the_month_of_the_reader(
    browser: Browser, file_start: str, day: datetime, there: str, gone: str
) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.clock.set_fixed_time(day)
    page.goto(f"{file_start}index.html")
    block = page.locator("[data-kb-month]")
    expect(block.get_by_role("heading")).to_have_text(f"这个月（{day.month}月）")
    expect(block.locator("li", has_text=there).first).to_be_visible()
    expect(block.locator("li", has_text=gone).first).to_be_hidden()
    reviews = block.locator("li", has_text="复核期限在2027年3月的页面")
    expect(reviews).to_be_visible(visible=day >= datetime(2027, 3, 1))
    count = str(reviews.locator(".kb-month-often").text_content()).removesuffix("页")
    page.goto(f"{file_start}maintenance.html")
    expect(page.locator(".kb-reviews [data-kb-review^='2027-03']")).to_have_count(int(count))
    context.close()


def test_every_month_has_something_to_do(browser: Browser, file_start: str) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    page = context.new_page()
    for month in range(1, 13):
        page.clock.set_fixed_time(datetime(2027, month, 15, 12))
        page.goto(f"{file_start}index.html")
        expect(page.locator("[data-kb-month] li[data-months]:visible").first).to_be_visible()
    context.close()


def test_without_scripts_the_home_page_lists_the_year(browser: Browser, file_start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_start}index.html")
    block = page.locator("[data-kb-month]")
    expect(block.get_by_role("heading")).to_have_text("一年里要做的事")
    expect(block.locator("li", has_text="春节前廉政教育")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("三重一大 180万 采购", "rules/sanzhong-yida-banfa.html#art-10"),
        ("政务处分法33条", "rules/zhengwu-chufen-fa-2020.html#art-33"),
        ("节前教育案例", "rules/lianzheng-jiaoyu-zhidu.html#art-13"),
        ("节前教育案例", "cases/gouwuka.html"),
    ],
)
def test_the_examples_on_the_home_page_find_what_they_ask_for(
    page: Page, file_start: str, words: str, found: str
) -> None:
    page.goto(f"{file_start}index.html")
    page.get_by_role("link", name=words, exact=True).click()
    hits = page.locator("[data-kb-search-hits] li a.kb-row-title")
    expect(hits.first).to_be_visible()
    urls = hits.evaluate_all("all => all.map(one => one.href)")
    assert any(url.endswith(found) for url in urls), urls


@pytest.mark.parametrize("post", ["shuji", "banzi", "keshi", "dangyuan", "bianji"])
def test_a_post_finds_its_duties_its_year_its_papers_and_its_cases(
    page: Page, file_start: str, post: str
) -> None:
    page.goto(f"{file_start}roles/index.html")
    page.locator(f".kb-list a[href='{post}.html']").click()
    for heading in ("职责", "上位规则", "全年安排", "痕迹材料", "最接近的案例"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    for link in page.locator(".kb-traces li .kb-trace-basis").all():
        assert link.get_by_role("link").count() >= 1
    duty = page.locator(".kb-duty h3 a").first
    duty.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-article:target")).to_be_visible()


def test_every_mark_of_a_drawing_leads_where_it_says(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}pictures.html")
    expect(page.locator(".kb-picture")).to_have_count(4)
    cell = page.locator("#heat ~ .kb-drawing svg a").first
    name = str(cell.get_attribute("aria-label"))
    behaviour, _, rest = name.partition("，")
    level, _, count = rest.partition("：")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("select[name=behaviour]")).to_have_value(behaviour)
    expect(page.locator("select[name=level]")).to_have_value(level)
    expect(page.locator("[data-kb-count]")).to_have_text(f"共{count.removesuffix('个案例')}篇")
    page.go_back()
    page.locator("#touched ~ .kb-drawing svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-article:target")).to_be_visible()


def test_the_table_says_what_the_drawing_shows(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}pictures.html")
    said = page.locator("#heat ~ .kb-drawing svg a").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label').match(/：(\\d+)/)[1])"
    )
    page.locator("#heat ~ details summary").click()
    cells = page.locator("#heat ~ details td a").all_text_contents()
    assert said == cells
