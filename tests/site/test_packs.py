"""What is brought to a meeting: the packs that are there, blank forms, and one's own choice."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
ARTICLE, STEP, CASE = "lianzheng-tanhua-zhidu#art-8", "xinxihua-caigou#step-3", "gouwuka"


def pack_url(start: str, ids: Sequence[str], more: str = "") -> str:
    return f"{start}pack.html#{more}pick={quote(','.join(ids), safe='')}"


def titles(page: Page) -> list[str]:
    return page.locator(".kb-pack-item .kb-pack-title").all_text_contents()


def test_from_reading_to_a_pack_by_keyboard(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}rules/lianzheng-tanhua-zhidu.html")
    page.get_by_role("button", name="加入会议包：第八条", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="打开会议包（1项）")).to_be_visible()
    page.goto(f"{file_start}procedures/xinxihua-caigou.html")
    page.get_by_role("button", name=re.compile("加入会议包：第三步")).focus()
    page.keyboard.press("Enter")
    page.goto(f"{file_start}cases/gouwuka.html")
    page.get_by_role("button", name=re.compile("加入会议包：")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="打开会议包（3项）").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-pack-item")).to_have_count(3)
    assert page.url == pack_url(file_start, [ARTICLE, STEP, CASE])
    page.locator(".kb-pack-item").nth(2).get_by_role("button", name=re.compile("上移")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已移到第2项")).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^上移：文件袋里"))
    page.keyboard.press("Enter")
    expect(page.locator(".kb-pack-item").first).to_contain_text("文件袋里的两张购物卡")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^下移：文件袋里"))
    assert page.url == pack_url(file_start, [CASE, ARTICLE, STEP])
    page.get_by_role("button", name=re.compile("移出：信息化")).press("Enter")
    expect(page.locator(".kb-pack-item")).to_have_count(2)
    assert CASE not in page.evaluate("JSON.stringify(localStorage)")


def test_an_address_shows_the_words_the_citation_and_the_way(page: Page, file_start: str) -> None:
    page.goto(pack_url(file_start, ["jilv-chufen-2023#art-97-p1", CASE], "name=节前&"))
    first, second = page.locator(".kb-pack-item").nth(0), page.locator(".kb-pack-item").nth(1)
    expect(first).to_contain_text("现行有效")
    expect(first).to_contain_text("收受可能影响公正执行公务的礼品")
    expect(first).to_contain_text(
        "引文：《中国共产党纪律处分条例》（2023年12月19日发布，2024年1月1日起施行）第九十七条，GZ-101-97"
    )
    expect(second).to_contain_text("教学情景：为讨论而虚构")
    expect(second.get_by_role("heading", name="讨论题")).to_be_visible()
    expect(page.get_by_label("名称（印在页首）")).to_have_value("节前")
    assert (
        page.evaluate("sessionStorage.length") == 0
    )  # another's choice is not taken for one's own


@pytest.mark.parametrize("asked", ["pick=%E4%B8", "pick=", "pick=%2C%2C"])
def test_a_broken_address_says_so(page: Page, file_start: str, asked: str) -> None:
    page.goto(f"{file_start}pack.html#{asked}")
    expect(page.get_by_text(re.compile("读不出来|还没有选")).first).to_be_visible()
    expect(page.locator(".kb-pack-item")).to_have_count(0)


def test_what_the_edition_lacks_is_named_and_the_rest_is_shown(page: Page, file_start: str) -> None:
    page.goto(pack_url(file_start, ["gone#art-1", ARTICLE, "gouwuka#nowhere", ARTICLE]))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(
        "地址里有2项在这一版里找不到，没有列出：gone#art-1、gouwuka#nowhere"
    )
    expect(page.locator(".kb-pack-item")).to_have_count(1)


def test_five_hundred_items_come_in_steps(page: Page, file_start: str) -> None:
    rules = ["jilv-chufen-2023", "lianzheng-zerenzhi-xize", "sanzhong-yida-banfa"]
    page.goto(f"{file_start}pack.html")
    known = page.evaluate(
        """async (rules) => {
            const ids = [].concat(...rules.map(rule =>
                Array.from({length: 170}, (_, number) => `${rule}#art-${number + 1}`)));
            const found = await KB.known(ids);
            return ids.filter((id, at) => found[at]);
        }""",
        rules,
    )
    ids = known + [f"gone#art-{number}" for number in range(500 - len(known))]
    page.goto("about:blank")
    page.goto(pack_url(file_start, ids))
    expect(page.get_by_role("status").filter(has_text="先显示前40项")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(f"地址里有{500 - len(known)}项")
    expect(page.locator(".kb-pack-item")).to_have_count(40)
    page.get_by_role("button", name="再显示40项").click()
    expect(page.locator(".kb-pack-item")).to_have_count(80)
    expect(page.locator("[data-kb-pack-rest]")).to_contain_text(f"还有{len(known) - 80}项没有显示")
    page.get_by_role("button", name="全部显示").click()
    expect(page.locator(".kb-pack-item")).to_have_count(len(known))


def test_what_was_ticked_in_search_becomes_a_pack(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html#q=购物卡")
    page.locator("[data-kb-search-hits] input[type=checkbox]").first.check()
    page.get_by_role("link", name="做成会议包").click()
    expect(page.locator(".kb-pack-item")).to_have_count(1)


def test_another_tab_knows_nothing_of_the_choice(browser: Browser, file_start: str) -> None:
    context = browser.new_context()
    first = context.new_page()
    first.goto(f"{file_start}cases/gouwuka.html")
    first.get_by_role("button", name=re.compile("加入会议包：")).click()
    second = context.new_page()
    second.goto(f"{file_start}pack.html")
    expect(second.get_by_text("还没有选")).to_be_visible()
    context.close()


def test_a_pack_has_its_word_file_its_forms_and_boxes_that_stay(
    page: Page, site: Path, file_start: str
) -> None:
    page.goto(f"{file_start}meetings/lianzheng-tanhua.html")
    href = page.get_by_role("link", name="下载Word", exact=True).get_attribute("href")
    assert href == "../word/HY-010.docx"
    assert (site / "word/HY-010.docx").read_bytes().startswith(b"PK")
    page.get_by_label("单独谈，有记录人或者自己记").check()
    page.locator(".kb-pack a", has_text="谈话记录表").first.click()
    page.wait_for_url("**/forms/tanhua-jilu.html")
    expect(page.locator(".kb-about")).to_contain_text("《廉政谈话制度》第十二条")
    expect(page.locator(".kb-about")).to_contain_text("HY-010")
    page.go_back()
    expect(page.get_by_label("单独谈，有记录人或者自己记")).to_be_checked()
    expect(page.locator("[data-kb-open]")).to_contain_text("已办1项")
    page.get_by_role("button", name="清空勾选").click()
    expect(page.locator("[data-kb-tick]:checked")).to_have_count(0)


def test_every_form_has_its_file_and_a_reminder_prints_on_one_page(
    browser: Browser, page: Page, site: Path, file_start: str
) -> None:
    page.goto(f"{file_start}forms/index.html")
    links = page.locator("a.kb-download")
    hrefs = [links.nth(at).get_attribute("href") for at in range(links.count())]
    assert len(hrefs) >= 19
    assert not [href for href in hrefs if href and not (site / "forms" / href).is_file()]
    other = browser.new_page()
    for file in sorted(site.glob("forms/tixing-*.html")):
        other.goto(file.as_uri())
        assert len(_PAGE.findall(other.pdf(prefer_css_page_size=True))) == 1, file.stem
    other.close()


@pytest.mark.parametrize("query", ["签到表", "督办台账", "节前提醒"])
def test_a_form_is_found(page: Page, file_start: str, query: str) -> None:
    page.goto(f"{file_start}search.html#q={query}")
    link = page.locator("[data-kb-search-hits] a[href*='forms/index.html#form-']").first
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/forms/index.html#form-*")


def test_a_procedure_leads_to_the_form_that_its_step_asks_for(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}procedures/xinxihua-caigou.html")
    page.get_by_role("link", name="议题审批单").click()
    page.wait_for_url("**/forms/yiti-shenpidan.html")
