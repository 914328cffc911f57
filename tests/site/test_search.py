"""Search as people use it: what they type, how they go through it, what may go wrong."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.tiny import ROOT

from .access import check_access

QUERIES = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
NORMAL = yaml.safe_load((ROOT / "tests/search/normal.yml").read_text("utf-8"))
HOSTILE = [
    "",
    "（（（",
    "<img src=x onerror=alert(1)>",
    "\\d+[",
    ".*+?^${}()|[]\\",
    "😀🈚️",
    "\x00\x07\x1b",
    "__proto__",
    "constructor",
    "' OR 1=1 --",
    "a" * 10_000,
    "的" * 10_000,
    "责任 " * 3000,
]


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """One page for many queries, over file://."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site.as_uri()}/about.html")
    yield page
    context.close()


def ask(page: Page, query: str, **options: object) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "([query, options]) => KB.search(query, options)", [query, options]
    )
    return found


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: f"{row['type']}-{row.get('within', 1)}")
def test_what_people_type_finds_what_they_mean(reader: Page, row: dict[str, Any]) -> None:
    hits = ask(reader, row["type"])["hits"]
    assert row["find"] in [hit["url"] for hit in hits[: row.get("within", 1)]]


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("这件事等得到开会吗", "decide.html"),
        ("这件事由谁最后决定", "decide/quanxian.html"),
        ("是哪一类事", "decide/leibie.html"),
        ("会影响到谁", "decide/zhidu-yingxiang.html"),
    ],
)
def test_a_question_is_found_and_not_what_comes_after_it(
    reader: Page, words: str, url: str
) -> None:
    found = [hit["url"] for hit in ask(reader, words, limit=1000)["hits"]]
    assert [one for one in found if one.startswith("decide")] == [url]


def test_the_browser_has_the_same_normal_form(reader: Page) -> None:
    texts = [row["text"] for row in NORMAL]
    made = reader.evaluate("texts => KB.search('政務').then(() => KB.normal(texts))", texts)
    assert made == [row["normal"] for row in NORMAL]


def test_every_string_of_a_text_is_found_where_it_stands(reader: Page, site: Path) -> None:
    reader.goto(f"{site.as_uri()}/about.html")
    told = reader.evaluate(
        """async () => {
            const all = await KB.search('公职人员', {limit: 40, excerpts: 40});
            const lost = [];
            for (const hit of all.hits.slice(0, 12)) {
                const text = hit.excerpt.replace(/[^\\u4e00-\\u9fff]+/g, ' ').split(' ');
                const runs = text.filter(run => run.length > 6).slice(0, 4);
                for (const run of runs) {
                    const cut = run.slice(1, 6);
                    const found = await KB.search(cut, {limit: 1e6, excerpts: 0});
                    if (!found.hits.some(one => one.id === hit.id)) lost.push([hit.id, cut]);
                }
            }
            return lost;
        }"""
    )
    assert told == []


def test_what_is_counted_is_what_can_be_had(reader: Page) -> None:
    found = ask(reader, "处分", limit=1_000_000)
    assert found["total"] == len(found["hits"]) > 30
    assert len({hit["id"] for hit in found["hits"]}) == found["total"]
    first = found["hits"][0]
    assert first["excerpt"] and first["marks"]
    assert next(first["excerpt"][start:end] for start, end in first["marks"]) == "处分"
    assert found["hits"][-1]["excerpt"] is None
    later = found["hits"][-1]["id"]
    words = reader.evaluate("id => KB.excerpts('处分', [id])", later)
    assert "处分" in words[0]["excerpt"]


def test_a_hit_far_down_has_the_same_path_as_one_at_the_top(reader: Page, site: Path) -> None:
    reader.goto(f"{site.as_uri()}/about.html")
    bare = {hit["id"]: hit for hit in ask(reader, "处分", limit=200, excerpts=0)["hits"]}
    reader.reload()
    full = {hit["id"]: hit for hit in ask(reader, "处分", limit=200, excerpts=200)["hits"]}
    for id, hit in full.items():
        assert (hit["path"], hit["title"]) == (bare[id]["path"], bare[id]["title"]), id


def test_hits_are_narrowed_by_type_and_year(reader: Page) -> None:
    every = ask(reader, "礼金", limit=1000)["total"]
    cases = ask(reader, "礼金", types=["case"], limit=1000)
    assert 0 < cases["total"] < every
    assert {hit["type"] for hit in cases["hits"]} == {"case"}
    old = ask(reader, "处分", years=[2018], types="article", limit=1000)
    assert {hit["url"].split("#")[0] for hit in old["hits"]} <= {
        "rules/jilv-chufen-2018.html",
        "rules/jiancha-fa-2018.html",
        "rules/gongwuyuan-fa-2018.html",
        "rules/yusuan-fa-2018.html",
        "rules/zhibu-tiaoli-2018.html",
    }


def test_an_article_that_is_not_there_is_named(reader: Page) -> None:
    found = ask(reader, "问责条例第九十九条")
    assert found["missing"] == "第九十九条"
    assert found["hits"][0]["url"] == "rules/wenze-tiaoli-2019.html"


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_odd_queries_do_no_harm(page: Page, file_start: str, query: str) -> None:
    page.goto(file_start + "search.html")
    page.locator("#kb-query").fill(query)
    page.locator("#kb-query").press("Enter")
    total = page.evaluate("query => KB.search(query).then(found => found.total)", query)
    assert total >= 0
    expect(page.locator("[data-kb-search-hits] img")).to_have_count(0)


def test_half_a_character_does_no_harm(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html")
    assert page.evaluate("KB.search('\\ud83d处分\\udc00').then(found => found.total)") > 0


def test_from_any_page_by_keyboard_to_the_marked_words(page: Page, file_start: str) -> None:
    page.goto(file_start + "about.html")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("末位表态")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("末位表态")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="术语")).to_be_visible()
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-mowei-biaotai")
    expect(page.locator("#term-mowei-biaotai")).to_be_in_viewport()
    expect(page.locator("mark.kb-found").first).to_have_text("末位表态")


def test_escape_closes_the_list_and_enter_opens_the_page_of_search(
    page: Page, file_start: str
) -> None:
    page.goto(file_start + "cases/gouwuka.html")
    page.keyboard.press("/")
    page.keyboard.type("红包")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=*")
    expect(page.locator("[data-kb-search-hits] li").first).to_be_visible()


def test_a_wrong_character_is_put_right_and_can_be_put_back(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html#q=政物处分")
    expect(page.get_by_text("显示“政务处分”的结果")).to_be_visible()
    expect(page.locator("[data-kb-search-hits] a").first).to_contain_text("政务处分")
    page.get_by_role("button", name="仍搜“政物处分”").click()
    expect(page.get_by_text("显示“政务处分”的结果")).to_be_hidden()
    assert "asis=1" in page.url


def test_what_is_chosen_is_in_the_address(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html#q=处分")
    page.get_by_role("button", name="条款").first.click()
    page.get_by_label("效力").select_option("已修订")
    page.get_by_label("排序").select_option("year")
    expect(page.locator("[data-kb-search-hits] li").first).to_contain_text("已修订")
    total = page.locator("[data-kb-search-status]").inner_text()
    address = page.url
    assert "type=article" in address
    page.goto(file_start + "index.html")
    page.goto(address)
    expect(page.locator("[data-kb-search-status]")).to_have_text(total)
    expect(page.get_by_label("效力")).to_have_value("已修订")


def test_hits_are_ticked_and_carried_on(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "search.html#q=购物卡")
    page.locator(".kb-pickable input").nth(0).check()
    page.locator(".kb-pickable input").nth(1).check()
    expect(page.get_by_role("heading", name="已选 2 条")).to_be_visible()
    page.get_by_role("button", name="复制清单").click()
    expect(page.get_by_role("status").filter(has_text="已复制2条")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert address + "cases/gouwuka.html" in copied
    page.reload()
    expect(page.get_by_role("heading", name="已选 2 条")).to_be_visible()
    page.get_by_role("button", name="清空").click()
    expect(page.locator("[data-kb-picks]")).to_be_hidden()
    context.close()


def test_nothing_found_teaches(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html#q=鱕鼺")
    expect(page.locator("[data-kb-search-status]")).to_contain_text("没有找到")
    expect(page.get_by_text("这样搜更容易找到")).to_be_visible()


def test_quick_typing_ends_with_the_last_query(page: Page, file_start: str) -> None:
    page.goto(file_start + "search.html")
    for word in ("处", "处分", "处分条", "公车", "公车私用", "购物卡"):
        page.locator("#kb-query").fill(word)
        page.wait_for_timeout(30)
    expect(page.locator("[data-kb-search-hits] a").first).to_contain_text("购物卡")
    page.wait_for_timeout(600)
    expect(page.locator("[data-kb-search-hits] a").first).to_contain_text("购物卡")


def test_two_tabs_do_not_disturb_each_other(browser: Browser, file_start: str) -> None:
    context = browser.new_context()
    one, other = context.new_page(), context.new_page()
    one.goto(file_start + "search.html#q=购物卡")
    other.goto(file_start + "search.html#q=公车私用")
    expect(one.locator("[data-kb-search-hits] a").first).to_contain_text("购物卡")
    expect(other.locator("[data-kb-search-hits] a").first).to_contain_text("公车私用")
    context.close()


def break_pairs(site: Path, how: str) -> None:
    for file in (site / "assets/search").glob("pairs-*.js"):
        if how == "missing":
            file.unlink()
        elif how == "cut":
            file.write_text(file.read_text("utf-8")[:200], encoding="utf-8")
        else:
            text = file.read_text("utf-8")
            stamp = text.split('"')[1]
            file.write_text(text.replace(stamp, "00000000", 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("how", "words"),
    [("missing", "读不到"), ("cut", "不完整"), ("other", "已更新，请刷新")],
)
def test_a_broken_file_is_named(
    browser: Browser, site: Path, tmp_path: Path, how: str, words: str
) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    break_pairs(copy, how)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{copy.as_uri()}/search.html#q=购物卡")
    expect(page.locator("[data-kb-search-status]")).to_contain_text(words)
    page.goto(f"{copy.as_uri()}/about.html")
    page.keyboard.press("/")
    page.keyboard.type("购物卡")
    expect(page.locator(".kb-box-note")).to_contain_text(words)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_an_open_list(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + "about.html")
    page.keyboard.press("/")
    page.keyboard.type("处分")
    expect(page.get_by_role("option").nth(3)).to_be_visible()
    page.keyboard.press("ArrowDown")
    check_access(page)
    context.close()
