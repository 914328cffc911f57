"""The site as people use it: a double click, a mouse, a keyboard, a phone, a sheet of paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .access import check_access, check_width
from .conftest import Watch

KINDS = {
    "home": "index.html",
    "listing": "cases/index.html",
    "own-rule": "rules/lianzheng-zerenzhi-xize.html",
    "digest": "rules/jilv-chufen-2023.html",
    "procedure": "procedures/xinxihua-caigou.html",
    "case": "cases/gouwuka.html",
    "annual": "annual/2021.html",
    "meeting": "meetings/dangzu-hui.html",
    "glossary": "glossary.html",
    "guide": "guide.html",
    "comparison": "compare/jilv-chufen-2018--jilv-chufen-2023.html",
    "onepage": "onepage/xinxihua-caigou.html",
    "decide": "decide.html",
    "decide-open": "decide/zhichu-jine.html",
    "decide-result": "decide/xinxihua.html",
    "counting": "counting.html#kind=renmian&due=7&present=6&withdrawn=1&written=1",
    "maintenance": "maintenance.html",
    "search": "search.html#q=购物卡",
    "verify": "verify.html",
    "selftest": "selftest.html#topic=lipin-lijin&as=paper",
    "can-i": "can-i.html",
    "talk": "meetings/lianzheng-tanhua.html",
    "forms": "forms/index.html",
    "form": "forms/tixing-chunjie.html",
    "table-form": "forms/duban-taizhang.html",
    "pack": "pack.html#pick=jilv-chufen-2023%23art-97%2Cgouwuka%2Cgone",
    "topics": "topics/index.html",
    "topic": "topics/caigou-zhaobiao.html",
    "ledger": "ledger.html",
    "posts": "roles/index.html",
    "post": "roles/keshi.html",
    "pictures": "pictures.html",
    "training": "training.html#pick=gouwuka",
    "slides": "slides/gouwuka.html#s4",
    "topic-slides": "slides/topics/lipin-lijin.html#s2",
    "handout": "handouts/chaifen-caigou.html",
    "chosen-slides": "chosen/slides.html#pick=gouwuka,jilv-chufen-2023%23art-97",
    "chosen-handout": "chosen/handouts.html#pick=gouwuka,jilv-chufen-2023%23art-97",
}


def test_every_page_opens_without_an_error_or_a_request_outside(
    browser: Browser, site: Path, file_start: str
) -> None:
    """Over HTTP the tests of the server's configuration open them all."""
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page, file_start)
    for file in sorted(site.rglob("*.html")):
        if file.parent.name != "s" and file.name != "404.html":
            page.goto(file_start + file.relative_to(site).as_posix())
    context.close()
    assert not watch.faults


@pytest.mark.parametrize("look", ["desk", "dark", "phone"])
@pytest.mark.parametrize("url", [*KINDS.values(), "404.html"], ids=[*KINDS, "lost"])
def test_everybody_can_use_it(browser: Browser, address: str, url: str, look: str) -> None:
    width = 390 if look == "phone" else 1440
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + url)
    if "#q=" in url:
        expect(page.locator("[data-kb-search-hits] li").first).to_be_visible()
    if url.startswith("chosen/"):
        expect(page.locator("h2").first).to_be_attached()
    if look == "dark":  # only colours differ
        check_access(page, ["color-contrast"])
    else:
        check_access(page)
    check_width(page, width)
    context.close()


def test_without_scripts_everything_can_be_read(browser: Browser, file_start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file_start + "procedures/xinxihua-caigou.html")
    expect(page.locator("#step-9 dd").first).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    page.goto(file_start + "cases/index.html")
    assert page.locator(".kb-list > li:visible").count() >= 8
    context.close()


def test_an_article_opens_at_its_address_and_the_contents_follow(
    page: Page, file_start: str
) -> None:
    page.goto(file_start + "rules/lianzheng-zerenzhi-xize.html#art-8")
    expect(page.locator("#art-8")).to_be_in_viewport()
    current = page.locator(".kb-toc .md-nav__link--active")
    expect(current).to_have_text("第八条")
    expect(page.locator(".kb-toc a[href='#art-30']")).to_be_hidden()


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_the_link_of_an_article_is_copied(page: Page, file_start: str, way: str) -> None:
    page.goto(file_start + "rules/lianzheng-zerenzhi-xize.html")
    link = page.get_by_role("link", name="复制“第三条”的链接")
    if way == "mouse":
        page.locator("#art-3").hover()
        link.click()
    else:
        link.focus()
        expect(link).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已复制链接")).to_be_visible()
    assert page.url.endswith("#art-3")


def test_what_was_copied_can_be_pasted(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "rules/lianzheng-zerenzhi-xize.html")
    page.locator("#art-3").hover()
    page.get_by_role("link", name="复制“第三条”的链接").click()
    expect(page.get_by_role("status").filter(has_text="已复制链接")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied == address + "rules/lianzheng-zerenzhi-xize.html#art-3"


@pytest.mark.parametrize(
    ("url", "name", "word", "first"),
    [
        ("cases/index.html", "行为", "公车私用", "周五开走、周一开回的业务用车"),
        ("cases/index.html", "岗位层级", "主要负责人", "口头拍板增加支出，事后补写纪要"),
        ("rules/index.html", "效力", "已修订", "中国共产党纪律处分条例（2018年）"),
        ("rules/index.html", "年份", "2024", "中华人民共和国监察法（2024年）"),
        ("procedures/index.html", "类别", "重大项目安排", "信息化项目立项与采购"),
        ("meetings/index.html", "专题", "节日廉政", "节前廉政教育"),
    ],
)
def test_a_list_is_narrowed(
    page: Page, file_start: str, url: str, name: str, word: str, first: str
) -> None:
    page.goto(file_start + url)
    before = page.locator(".kb-list > li:visible").count()
    option = page.get_by_label(name).locator("option", has_text=word)
    page.get_by_label(name).select_option(value=option.get_attribute("value"))
    expect(page.locator(".kb-list > li:visible .kb-row-title").first).to_have_text(first)
    after = page.locator(".kb-list > li:visible").count()
    assert 0 < after < before
    expect(page.get_by_role("status").filter(has_text="共")).to_have_text(f"共{after}篇")
    page.locator(".kb-list > li:visible a").first.click()
    page.go_back()
    expect(page.locator(".kb-list > li:visible")).to_have_count(after)
    page.reload()
    expect(page.locator(".kb-list > li:visible")).to_have_count(after)
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".kb-list > li:visible")).to_have_count(before)


def test_a_list_without_a_match_says_so(page: Page, file_start: str) -> None:
    page.goto(file_start + "cases/index.html#behaviour=公车私用&level=窗口人员")
    expect(page.get_by_text("没有符合条件的页面")).to_be_visible()


def test_steps_fold_and_an_address_opens_its_step(page: Page, file_start: str) -> None:
    page.goto(file_start + "procedures/xinxihua-caigou.html")
    page.get_by_role("button", name="收起各步骤").click()
    expect(page.locator("#step-9 dd").first).to_be_hidden()
    page.evaluate("location.hash = 'step-9'")
    expect(page.locator("#step-9 dd").first).to_be_visible()
    expect(page.locator("#step-8 dd").first).to_be_hidden()


def test_a_sheet_of_paper_has_everything_and_says_what_it_is(page: Page, file_start: str) -> None:
    page.goto(file_start + "procedures/xinxihua-caigou.html")
    page.get_by_role("button", name="收起各步骤").click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#step-9 dd").first).to_be_visible()
    expect(page.locator("a.kb-copy").first).to_be_hidden()
    expect(page.locator(".md-header")).to_be_hidden()
    footer = page.locator(".kb-print")
    for words in ("CX-003", "依据截至2026年11月23日", "未审定", "全体党员版"):
        expect(footer).to_contain_text(words)


def test_from_the_home_page_to_an_article_by_keyboard(page: Page, file_start: str) -> None:
    page.goto(file_start + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("政务处分法33条")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=*")
    first = page.locator("[data-kb-search-hits] a").first
    expect(first).to_contain_text("第三十三条")
    page.locator("#kb-query").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zhengwu-chufen-fa-2020.html#art-33")
    expect(page.locator("#art-33")).to_be_in_viewport()
