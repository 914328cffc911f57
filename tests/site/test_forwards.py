"""Old addresses and short codes in a browser: by double click, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built import build
from tests.site.conftest import Watch
from tests.tiny import TinySite

REDIRECTS = """\
- {old: rules/jiu.html, new: rules/tanhua.html, audience: 全体党员}
- {old: rules/jiu.html#art-9, new: procedures/zhichu.html#step-2, audience: 全体党员}
- {old: rules/huan.html, replaced_by: rules/tanhua.html, audience: 全体党员}
- {old: cases/che.html, withdrawn: 内容已过时, audience: 全体党员}
- {old: rules/tanhua.html#art-7, new: rules/tanhua.html#art-3, audience: 全体党员}
- {old: procedures/zhichu.html#step-9, new: procedures/zhichu.html#step-2, audience: 全体党员}
- {old: rules/tanhua.html#art-8, new: procedures/zhichu.html#step-2, audience: 全体党员}
- {old: rules/tanhua.html#art-6, withdrawn: 与第二条重复, audience: 全体党员}
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a tiny site much of which has moved, opened by a double click."""
    root = tmp_path_factory.mktemp("moved")
    tiny = TinySite.make(root)
    tiny.write("_data/redirects.yml", REDIRECTS)
    site: Path = build(tiny.docs, root / "site", "全体党员")
    return f"{site.as_uri()}/"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def reader(request: pytest.FixtureRequest, browser: Browser, moved: str) -> Iterator[Page]:
    """A page with scripts, and one without."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    watch = Watch(page, moved)
    yield page
    context.close()
    assert not watch.faults


@pytest.mark.parametrize("old", ["s/gz-001.html", "rules/jiu.html"])
def test_who_comes_to_a_code_or_an_old_page_is_sent_on(reader: Page, moved: str, old: str) -> None:
    reader.goto(moved + old, wait_until="commit")
    reader.wait_for_url("**/rules/tanhua.html")
    expect(reader.locator("h1")).to_have_text("廉政谈话制度")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("s/gz-001.html#art-3", "rules/tanhua.html#art-3"),
        ("s/cx-001.html#step-2", "procedures/zhichu.html#step-2"),
        ("rules/jiu.html#art-2-p1-i2", "rules/tanhua.html#art-2-p1-i2"),
        ("rules/jiu.html#art-9", "procedures/zhichu.html#step-2"),
        ("rules/tanhua.html#art-8", "procedures/zhichu.html#step-2"),
    ],
)
def test_the_place_within_the_page_is_found_too(
    browser: Browser, moved: str, old: str, new: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(moved + old, wait_until="commit")
    page.wait_for_url(f"**/{new}")
    expect(page.locator(f"#{new.partition('#')[2]}")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    ("old", "alias"), [("rules/tanhua.html", "art-7"), ("procedures/zhichu.html", "step-9")]
)
def test_a_place_that_moved_within_its_page_is_there(
    reader: Page, moved: str, old: str, alias: str
) -> None:
    reader.set_viewport_size({"width": 800, "height": 300})
    reader.goto(f"{moved}{old}#{alias}")
    target = "#art-3" if alias == "art-7" else "#step-2"
    expect(reader.locator(target)).to_be_in_viewport()
    expect(reader.locator(f"{target} #{alias}")).to_have_count(1)


def test_what_is_gone_says_so(reader: Page, moved: str) -> None:
    reader.goto(f"{moved}cases/che.html")
    expect(reader.locator("p").first).to_have_text("这里原来的内容已撤下：内容已过时")
    reader.goto(f"{moved}rules/huan.html")
    expect(reader.locator("p").first).to_have_text(
        "这里原来的内容已由下面的内容取代：《廉政谈话制度》"
    )
    reader.get_by_role("link", name="廉政谈话制度").click()
    expect(reader.locator("h1")).to_have_text("廉政谈话制度")
    reader.goto(f"{moved}rules/tanhua.html#art-6")
    expect(reader.locator("#art-6")).to_be_in_viewport()
    expect(reader.locator("#art-6")).to_have_text("原来在这里的内容已撤下：与第二条重复")


def test_without_scripts_a_line_leads_to_what_left_the_page(browser: Browser, moved: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{moved}rules/tanhua.html#art-8")
    page.locator("#art-8").get_by_role("link").click()
    page.wait_for_url("**/procedures/zhichu.html#step-2")
    context.close()
