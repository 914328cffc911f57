"""Slides and handouts as a person uses them: on a projector, by keys, on paper, of chosen cases."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

DECK = "slides/gouwuka.html"
PICKED = "pick=gouwuka%2Cchaifen-caigou%23facts%2Cyinian-sanci%2Cjilv-chufen-2023%23art-97"
SIZES = ((1280, 720), (1024, 768), (1920, 1080))
_DOTS = 100
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_BOX = re.compile(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)")
OVERFLOW = """() => [...document.querySelectorAll(".slide")].filter(one => {
    document.querySelectorAll(".now").forEach(other => other.classList.remove("now"));
    one.classList.add("now");
    return one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth;
}).map(one => one.id)"""


def test_no_slide_overflows_at_any_size_of_a_projector(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    found = {}
    files = sorted((site / "slides").rglob("*.html"))
    assert len(files) > 60
    for file in files:
        page.goto(file.as_uri())
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            if over := page.evaluate(OVERFLOW):
                found[file.stem, width] = over
    page.close()
    assert not found


def test_slides_turn_by_keys_and_escape_leads_back(page: Page, file_start: str) -> None:
    page.goto(file_start + "cases/gouwuka.html")
    page.get_by_role("link", name="幻灯", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/slides/gouwuka.html")
    shown = page.locator(".slide:visible")
    for key, number in (
        ("ArrowRight", 2),
        ("Space", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("Shift+Space", 2),
        ("Home", 1),
        ("ArrowLeft", 1),
    ):
        page.keyboard.press(key)
        expect(shown).to_have_count(1)
        expect(shown).to_have_id(f"s{number}")
    page.keyboard.press("End")
    expect(shown.locator("h2")).to_have_text("出处与地址")
    assert page.url.endswith(f"#{shown.get_attribute('id')}")
    page.reload()
    expect(shown.locator("h2")).to_have_text("出处与地址")
    page.keyboard.press("Escape")
    page.wait_for_url("**/cases/gouwuka.html")


def test_buttons_keep_the_focus_and_say_which_slide_is_shown(page: Page, file_start: str) -> None:
    page.goto(file_start + DECK)
    following = page.get_by_role("button", name="下一张")
    following.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(following).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"第3张，共\d+张：经过"))


def test_slides_turn_by_swipes(browser: Browser, file_start: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(file_start + DECK)
    page.evaluate(
        """() => {
            const deck = document.querySelector("[data-kb-deck]");
            const at = x => [new Touch({identifier: 1, target: deck, clientX: x, clientY: 300})];
            deck.dispatchEvent(new TouchEvent("touchstart", {touches: at(300), bubbles: true}));
            deck.dispatchEvent(new TouchEvent("touchend", {changedTouches: at(100), bubbles: true}));
        }"""
    )
    expect(page.locator(".slide:visible")).to_have_id("s2")
    size = page.locator(".slide:visible .text").first.evaluate(
        "one => getComputedStyle(one).fontSize"
    )
    assert float(size.removesuffix("px")) >= 16
    context.close()


def test_without_scripts_the_slides_stand_below_each_other(
    browser: Browser, file_start: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file_start + DECK)
    for slide in page.locator(".slide").all():
        expect(slide).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.goto(file_start + "chosen/slides.html")
    expect(page.locator("noscript a[href$='training.html']")).to_be_visible()
    context.close()


def test_a_deck_prints_one_slide_on_a_page_and_a_handout_on_a4(
    browser: Browser, file_start: str
) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(file_start + DECK)
    raw = page.pdf(prefer_css_page_size=True)
    assert len(_PAGE.findall(raw)) == page.locator(".slide").count()
    box = _BOX.search(raw)
    assert box and float(box[1]) > float(box[2])
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto(file_start + "handouts/gouwuka.html")
    raw = page.pdf(prefer_css_page_size=True)
    box = _BOX.search(raw)
    assert box and float(box[1]) < float(box[2])
    assert len(_PAGE.findall(raw)) <= 3
    page.close()


@pytest.mark.parametrize("name", ["koutou-paiban", "tuijian-qinqi", "dazhe-jipiao"])
def test_the_lines_for_notes_fill_the_last_page_of_a_handout(
    browser: Browser, file_start: str, tmp_path: Path, name: str
) -> None:
    """Whoever prints without backgrounds has them too; no page is made for them."""
    if not shutil.which("pdftoppm"):
        pytest.skip("没有poppler-utils")
    page = browser.new_page()
    page.goto(f"{file_start}handouts/{name}.html")
    raw = page.pdf(prefer_css_page_size=True, path=tmp_path / "handout.pdf")
    page.close()
    assert len(_PAGE.findall(raw)) == 3
    drawn = ["pdftoppm", "-gray", "-r", str(_DOTS), "-f", "3", "-singlefile", "handout.pdf", "last"]
    subprocess.run(drawn, cwd=tmp_path, check=True)
    picture = (tmp_path / "last.pgm").read_bytes()
    found = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", picture)
    assert found
    width, height = int(found[1]), int(found[2])
    dots = picture[found.end() :]
    rows = [dots[width * y : width * (y + 1)] for y in range(height)]
    ruled = [y for y, row in enumerate(rows) if sum(dot < 200 for dot in row) > width * 0.7]
    last = height - 16 / 25.4 * _DOTS
    assert last - 10 / 25.4 * _DOTS < max(ruled) <= last


def test_every_slide_and_handout_says_what_it_is(page: Page, file_start: str) -> None:
    page.goto(file_start + DECK)
    for stamp in page.locator(".stamp").all():
        for words in ("AL-004", "依据GZ-", "依据截至2026年11月23日", "未审定", "全体党员版"):
            expect(stamp).to_contain_text(words)
    page.goto(file_start + "handouts/gouwuka.html")
    expect(page.locator(".foot")).to_contain_text("AL-004　依据GZ-")
    expect(page.locator(".question .room")).to_have_count(3)


def test_cases_are_chosen_by_keyboard_for_one_deck(page: Page, file_start: str) -> None:
    page.goto(file_start + "training.html")
    for name in ("选入：文件袋里的两张购物卡", "选入：一年只去三次的顾问"):
        page.get_by_label(name).focus()
        page.keyboard.press("Space")
    expect(page.locator("[data-kb-deck-count]")).to_have_text("已选2个案例")
    page.get_by_role("link", name="做成幻灯").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chosen/slides.html#pick=gouwuka%2Cyinian-sanci")
    expect(page.locator(".slide.now h1")).to_have_text("本次内容")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide.now h2")).to_have_text("文件袋里的两张购物卡")
    page.keyboard.press("Escape")
    page.wait_for_url("**/training.html")


def test_what_was_ticked_in_the_search_becomes_a_handout(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html#q=购物卡&type=case&pick=gouwuka%23facts")
    expect(page.locator("[data-kb-picks-count]")).to_have_text("1")
    page.get_by_role("link", name="做成讲义").click()
    page.wait_for_url("**/chosen/handouts.html#pick=gouwuka%23facts")
    expect(page.locator(".handout h1")).to_have_text("文件袋里的两张购物卡")
    expect(page.locator(".handout .question")).to_have_count(3)


def test_chosen_cases_and_articles_fit_their_slides_and_say_what_they_are(
    page: Page, file_start: str
) -> None:
    page.goto(f"{file_start}chosen/slides.html#{PICKED}")
    expect(page.locator(".slide.now h1")).to_have_text("本次内容")
    titles = page.locator("h2").all_text_contents()
    for title in ("文件袋里的两张购物卡", "一个大厅改造，三份小合同", "一年只去三次的顾问"):
        assert titles.count(title) == 1
    assert titles[-1] == "《中国共产党纪律处分条例》（2023年）第九十七条"
    last = page.locator(".slide").last
    for words in ("GZ-101-97", "要点提示", "依据截至2026年11月23日", "未审定"):
        assert words in (last.text_content() or "")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("form", ["slides", "handouts"])
@pytest.mark.parametrize(
    ("fragment", "told"),
    [("", "还没有选"), ("#pick=meiyou", "选中的内容这一版里没有。"), ("#pick=%E0", "还没有选")],
)
def test_what_was_not_chosen_or_is_not_here_is_said(
    page: Page, file_start: str, form: str, fragment: str, told: str
) -> None:
    page.goto(f"{file_start}chosen/{form}.html{fragment}")
    expect(page.locator("[data-kb-told]")).to_contain_text(told)


def test_slides_are_no_hits_and_stand_in_no_list(page: Page, site: Path, file_start: str) -> None:
    page.goto(file_start + "search.html#q=文件袋里的两张购物卡")
    expect(page.locator("[data-kb-search-hits] a").first).to_be_visible()
    hrefs = page.locator("[data-kb-search-hits] a").evaluate_all("all => all.map(one => one.href)")
    assert not [href for href in hrefs if "/slides/" in href or "/handouts/" in href]
    assert "slides/" not in (site / "maintenance.html").read_text("utf-8")


def test_the_pages_are_light(site: Path) -> None:
    sizes = {file.name: file.stat().st_size for file in (site / "slides").glob("*.html")}
    assert max(sizes.values()) < 25_000
    decks = [file.stat().st_size for file in (site / "pptx").glob("*.pptx")]
    assert max(decks) < 60_000
