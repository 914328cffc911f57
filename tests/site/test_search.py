"""Search over file://: what people type, what they press, and what goes wrong."""

import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from kb.inputs import Audience
from kb.search.publish import FILE
from kb.search.sections import Section, sections
from kb.site import Site, select
from tests.tiny import ROOT

from .conftest import Watch

QUERIES = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
SEARCH = "([query, options]) => KB.search(query, options)"
HITS = "[data-kb-search-hits]"


def ask(page: Page, query: str, **options: object) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(SEARCH, [query, options])
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


@pytest.fixture(scope="module")
def units(content: Site) -> tuple[Section, ...]:
    return sections(select(content, Audience.MEMBERS))


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """An ordinary page, for questions to `KB.search`."""
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page, f"{site.as_uri()}/")
    page.goto(f"{site.as_uri()}/cases/gouwuka.html")
    yield page
    context.close()
    assert not watch.faults


@pytest.mark.parametrize("case", QUERIES, ids=[case["query"] for case in QUERIES])
def test_a_reader_finds_what_he_means(reader: Page, case: dict[str, Any]) -> None:
    assert set(case) <= {"query", "hit", "within"}
    within = case.get("within", 1)
    assert case["hit"] in ids(ask(reader, case["query"], limit=within))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def test_every_string_of_the_text_is_found_everywhere_it_stands(
    reader: Page, units: tuple[Section, ...]
) -> None:
    words = {
        unit.id: "\n".join(
            squeezed(part)
            for part in (unit.title, *unit.path, *unit.aliases, *unit.text.split("\n"))
        )
        for unit in units
    }
    draw = random.Random(20261124)
    strings: set[str] = set()
    while len(strings) < 400:
        run = draw.choice(re.findall(r"[\u4e00-\u9fff]{2,}", draw.choice(list(words.values()))))
        length = min(len(run), draw.randint(2, 6))
        start = draw.randint(0, len(run) - length)
        strings.add(run[start : start + length])
    for string in sorted(strings):
        answer = ask(reader, string, limit=10_000)
        wanted = {id for id, text in words.items() if string in text}
        assert wanted <= set(ids(answer)), string
        assert answer["total"] == len(answer["hits"])
        assert not answer["partial"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("末位表态", "末位　表态"),
        ("GZ-001", "gz-001"),
        ("第33条", "第３３条"),
        ("180万元", "１８０万元"),
    ],
)
def test_forms_of_one_string_find_the_same(reader: Page, one: str, other: str) -> None:
    first, second = (ask(reader, query, limit=10_000) for query in (one, other))
    assert first["total"] > 0
    assert set(ids(first)) <= set(ids(second))


def test_options_narrow_and_the_total_is_exact(reader: Page) -> None:
    whole = ask(reader, "采购", limit=10_000)
    assert whole["total"] == len(whole["hits"]) > 100
    assert ask(reader, "采购")["total"] == whole["total"]
    assert len(ask(reader, "采购")["hits"]) == 20
    by_type = 0
    for type in ("article", "procedure", "case", "annual", "meeting", "term"):
        answer = ask(reader, "采购", types=[type], limit=10_000)
        assert {hit["type"] for hit in answer["hits"]} <= {type}
        by_type += answer["total"]
    assert by_type == whole["total"]
    old = ask(reader, "监察机关", years=[2018], limit=10_000)
    assert old["hits"]
    assert all("2018" in hit["id"] for hit in old["hits"])
    for limit in (0, -1, "x", 1.5, 1e9):
        ask(reader, "采购", limit=limit)
    assert ask(reader, "采购", limit=0) | {"hits": []} == ask(reader, "采购", limit=0)


def test_hits_have_what_the_contract_says(reader: Page, units: tuple[Section, ...]) -> None:
    known = {unit.id: unit for unit in units}
    answer = ask(reader, "回避 表决", limit=80)
    for index, hit in enumerate(answer["hits"]):
        unit = known[hit["id"]]
        wanted = (unit.type, unit.url, unit.title, list(unit.path))
        assert (hit["type"], hit["url"], hit["title"], hit["path"]) == wanted
        if index < 20:
            assert 0 < len(hit["excerpt"]) < 130
            for start, end in hit["marks"]:
                assert hit["excerpt"][start:end] in {"回避", "表决"}
        assert (hit["excerpt"] is None) == (hit["marks"] is None)
    assert any(hit["marks"] for hit in answer["hits"][:20])
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_the_version_in_force_comes_before_the_revised_one(reader: Page) -> None:
    found = ids(ask(reader, "处分条例97"))
    assert found.index("jilv-chufen-2023#art-97") < found.index("jilv-chufen-2018#art-97")


def test_an_article_that_is_not_there_is_said_to_be_missing(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html#q=监察法三十一")
    expect(page.get_by_role("status").filter(has_text="找到")).to_contain_text(
        "本站没有收录第三十一条"
    )
    expect(page.locator(f"{HITS} a").first).to_have_attribute("href", re.compile("jiancha-fa-2024"))


def test_where_no_section_has_all_words_those_with_most_come(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html#q=受到警告处分多久不能晋升")
    expect(page.get_by_role("status").filter(has_text="找到")).to_contain_text("没有一处同时有")
    expect(page.locator(f"{HITS} mark").first).to_be_visible()


ODD = {
    "empty": "",
    "spaces": " \t\u3000\n",
    "punctuation": "，。；：！？《》（）",
    "regex": r"\d+[(.*?)\1$^|{2,",
    "html": "<script>alert(1)</script><b onclick=x>&amp;",
    "emoji": "😀👨‍👩‍👧‍👦🇨🇳",
    "lone surrogate": "采购\ud83d",
    "lone low surrogate": "\ude00采购",
    "control": "采\u0000购\u001b[31m\u007f",
    "prototype": "__proto__ constructor toString hasOwnProperty",
    "percent": "%E4%B8 100% %",
    "quotes": "\"'`”“‘’\\",
    "combining": "e\u0301\u0327 が ﷽ ㍿",
    "one long word": "采购" * 5_000,
    "many words": " ".join(f"词{number}" for number in range(2_500)),
    "long numbers": "第" + "九" * 9_998 + "条",
    "long digits": "9" * 10_000,
    "mixed": ("政务处分法第33条 <img src=x onerror=alert(1)> 😀 " * 300)[:10_000],
}


@pytest.mark.parametrize("query", ODD.values(), ids=ODD)
def test_odd_queries_do_no_harm(page: Page, file_start: str, query: str) -> None:
    page.goto(f"{file_start}search.html")
    script = """async query => {
      const begun = performance.now();
      const answer = await KB.search(query, { limit: 50 });
      const box = document.getElementById("kb-query");
      box.value = query;
      box.form.dispatchEvent(new Event("submit", { cancelable: true }));
      await new Promise(done => setTimeout(done, 300));
      return {
        number: typeof answer.total,
        took: performance.now() - begun - 300,
        made: document.querySelectorAll("%s img, %s script, %s b").length,
        said: document.querySelector("[data-kb-search-status]").textContent,
      };
    }""".replace("%s", HITS)
    # A lone surrogate does not survive the way to the browser: it is put together there.
    query_js = "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in query)
    if query_js != query:
        told = page.evaluate(f'({script})("{query_js}")')
    else:
        told = page.evaluate(script, query)
    assert told["number"] == "number"
    assert told["made"] == 0
    assert "没有装好" not in told["said"]
    assert told["took"] < 3000


def test_an_answer_that_comes_late_does_not_overwrite_a_newer_one(
    page: Page, file_start: str
) -> None:
    page.goto(f"{file_start}search.html")
    page.evaluate("""async () => {
      await KB.search("x");
      const real = KB.search;
      KB.search = (query, options) => real(query, options).then(answer =>
        new Promise(done => setTimeout(() => done(answer), query === "采购" ? 900 : 0)));
    }""")
    box = page.locator("#kb-query")
    box.fill("采购")
    page.wait_for_timeout(250)
    box.fill("末位表态")
    expect(page.locator(f"{HITS} a").first).to_contain_text("末位表态")
    page.wait_for_timeout(1200)
    expect(page.locator(f"{HITS} a").first).to_contain_text("末位表态")
    assert page.evaluate("KB.readFragment().q") == "末位表态"


def test_search_is_loaded_when_it_is_used_and_not_before(page: Page, file_start: str) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url.rpartition("/")[2]))
    page.goto(f"{file_start}rules/lianzheng-tanhua-zhidu.html")
    assert not {"search.js", "search-page.js", "sections.js"} & set(seen)
    ask(page, "谈话")
    ask(page, "回避")
    assert seen.count("search.js") == seen.count("sections.js") == 1


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_leads_to_the_box_from_anywhere(page: Page, file_start: str, keys: str) -> None:
    page.goto(f"{file_start}index.html")
    page.keyboard.press(keys)
    expect(page.locator("#kb-query")).to_be_focused()
    page.goto(f"{file_start}procedures/xinxihua-caigou.html")
    page.keyboard.press(keys)
    page.wait_for_url("**/search.html")
    expect(page.locator("#kb-query")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#kb-query")).to_have_value("a/b")


def test_the_arrows_go_through_the_hits_and_back(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html")
    page.keyboard.type("购物卡")
    links = page.locator(f"{HITS} a")
    expect(links.first).to_be_visible()
    for expected in (links.nth(0), links.nth(1), links.nth(2)):
        page.keyboard.press("ArrowDown")
        expect(expected).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#kb-query")).to_be_focused()


def test_types_narrow_and_an_address_can_be_sent(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html#q=采购")
    groups = page.locator(f"{HITS} section")
    expect(groups.first).to_be_visible()
    assert groups.count() > 3
    page.get_by_role("button", name=re.compile(r"^案例 \d+$")).click()
    expect(groups).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="找到")).to_contain_text("案例")
    rows = page.locator(f"{HITS} li")
    count = rows.count()
    sent = page.url
    assert "type=case" in sent
    rows.nth(1).locator("a").click()
    page.wait_for_url("**/cases/*.html*")
    page.go_back()
    expect(rows).to_have_count(count)
    expect(page.get_by_role("button", name=re.compile("^案例"))).to_have_attribute(
        "aria-pressed", "true"
    )
    page.goto(f"{file_start}about.html")
    page.goto(sent)
    expect(rows).to_have_count(count)


def test_going_back_finds_the_same_place(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html#q=采购&type=article")
    more = page.get_by_role("button", name="再看一些")
    for _ in range(2):
        more.click()
    rows = page.locator(f"{HITS} li")
    expect(rows).to_have_count(90)
    expect(rows.nth(85).locator(".kb-row-summary")).not_to_be_empty()
    rows.nth(70).locator("a").scroll_into_view_if_needed()
    place = page.evaluate("window.pageYOffset")
    rows.nth(70).locator("a").click()
    page.wait_for_url("**/rules/*.html*")
    page.go_back()
    expect(rows).to_have_count(90)
    page.wait_for_function("place => Math.abs(window.pageYOffset - place) < 3", arg=place)


def test_an_input_method_is_not_disturbed(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html")
    composing = """text => {
      const box = document.getElementById("kb-query");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }"""
    page.evaluate(composing, "cai'gou")
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == ""
    page.evaluate("""() => {
      const box = document.getElementById("kb-query");
      box.value = "采购";
      box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    expect(page.locator(f"{HITS} a").first).to_be_visible()


def test_the_empty_page_teaches_and_so_does_one_without_hits(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}search.html")
    expect(page.get_by_text("这样搜更容易找到")).to_be_visible()
    page.locator(".kb-examples").get_by_role("link", name="政务处分法33条").click()
    expect(page.locator(f"{HITS} a").first).to_contain_text("第三十三条")
    expect(page.get_by_text("这样搜更容易找到")).to_be_hidden()
    page.locator("#kb-query").fill("xyzzy")
    expect(page.get_by_role("status").filter(has_text="没有找到")).to_be_visible()
    expect(page.get_by_text("这样搜更容易找到")).to_be_visible()


@pytest.mark.parametrize("fault", ["gone", "cut short"])
def test_data_that_does_not_come_is_said_in_plain_words(
    browser: Browser, site: Path, tmp_path: Path, fault: str
) -> None:
    broken = Path(shutil.copytree(site, tmp_path / "site"))
    data = broken / FILE
    if fault == "gone":
        data.unlink()
    else:
        data.write_text(data.read_text("utf-8")[:5000], encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{broken.as_uri()}/search.html#q=采购")
    expect(page.get_by_role("status").filter(has_text="没有装好")).to_be_visible()
    context.close()


def test_a_lost_address_offers_a_search_with_its_words(
    browser: Browser, address: str, site: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    lost = address + "rules/gongwu-jiedai-guiding.html"
    html = (site / "404.html").read_text("utf-8")
    page.route(lost, lambda route: route.fulfill(status=404, content_type="text/html", body=html))
    page.goto(lost)
    page.get_by_role("link", name="gongwu jiedai guiding").click()
    expect(page.locator(f"{HITS} a").first).to_contain_text("公务接待")
    context.close()
