"""The day before a meeting: from a question to a sheet of paper, with what is still open."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

SHEETS = "onepage/*.html"
URL = "onepage/xinxihua-caigou.html"
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def test_every_sheet_prints_on_one_side_of_a4(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    sides = {}
    for file in sorted(site.glob(SHEETS)):
        page.goto(file.as_uri())
        sides[file.stem] = len(_PAGE.findall(page.pdf(prefer_css_page_size=True)))
    page.close()
    assert len(sides) > 3
    assert {name: count for name, count in sides.items() if count != 1} == {}


def test_the_print_is_no_smaller_than_can_be_read(page: Page, file_start: str) -> None:
    page.goto(file_start + URL)
    page.emulate_media(media="print")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".kb-sheet *, .kb-head *, .kb-print")]
            .filter(one => one.offsetParent && one.textContent.trim())
            .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest * 72 / 96 >= 8.49
    for words in ("CX-003", "依据截至2026年11月23日", "未审定", "全体党员版"):
        expect(page.locator(".kb-head")).to_contain_text(words)
    expect(page.get_by_role("link", name="下载Word")).to_be_hidden()


def test_from_a_question_to_the_sheet_by_keyboard(page: Page, file_start: str) -> None:
    page.goto(file_start + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("采购 180万")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=*")
    page.locator("[data-kb-search-hits] a[href*='xinxihua-caigou']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/procedures/xinxihua-caigou.html*")
    page.get_by_role("link", name="打开一页纸").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/onepage/xinxihua-caigou.html")
    page.get_by_label("项目建议书").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("项目建议书")).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="已办1项")).to_be_visible()


def test_ticks_stay_in_the_tab_print_what_is_open_and_can_be_cleared(
    page: Page, file_start: str
) -> None:
    page.goto(file_start + "procedures/index.html")
    page.locator(".kb-list a", has_text="信息化项目立项与采购").click()
    page.get_by_role("link", name="打开一页纸").click()
    page.get_by_label("议题单", exact=True).check()
    total = page.locator("[data-kb-tick]").count()
    page.get_by_label("第四步分管领导审核").check()
    page.locator(".kb-sheet-steps a[href*='#art-']").first.click()
    page.go_back()
    expect(page.get_by_label("议题单", exact=True)).to_be_checked()
    page.emulate_media(media="print")
    told = page.locator("[data-kb-open]")
    expect(told).to_be_visible()
    expect(told).to_have_text(f"已办2项，还有{total - 2}项没有办（空框）")
    page.emulate_media(media="screen")
    assert "kb-ticks" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="清空勾选").click()
    expect(page.locator("[data-kb-tick]:checked")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0


def test_another_tab_knows_nothing_of_the_ticks(browser: Browser, file_start: str) -> None:
    context = browser.new_context()
    first = context.new_page()
    first.goto(file_start + URL)
    first.get_by_label("项目建议书").check()
    first.close()
    second = context.new_page()
    second.goto(file_start + URL)
    expect(second.locator("[data-kb-tick]:checked")).to_have_count(0)
    context.close()


def test_without_scripts_there_are_boxes_to_tick(browser: Browser, file_start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file_start + URL)
    expect(page.locator("[data-kb-tick]").first).to_be_visible()
    expect(page.get_by_role("button", name="清空勾选")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("name", ["xinxihua-caigou", "niandu-yusuan"])
def test_the_word_file_lies_where_the_sheet_says(
    page: Page, site: Path, file_start: str, name: str
) -> None:
    page.goto(f"{file_start}onepage/{name}.html")
    href = page.get_by_role("link", name="下载Word").get_attribute("href")
    assert href is not None
    assert (site / "onepage" / href).resolve().read_bytes().startswith(b"PK")
