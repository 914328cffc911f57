"""引用核验 in the browser: the same findings as in Python, and the page as a person uses it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.inputs import Audience
from kb.linking.versions import Counterparts
from kb.site import Site, select
from kb.verifying import Finding, Register, verify
from kb.verifying.publish import script
from tests.citations.vectors import lines
from tests.tiny import DAY
from tests.verifying.vectors import DRAFTS, day, rules

from .access import check_access, check_width

CHECK = """([drafts, register]) => KB.loadCitations()
    .then(() => KB.load("assets/verify/register.js"))
    .then(() => KB.load("assets/verify/check.js"))
    .then(() => {
        if (register) (0, eval)(register);
        return drafts.map(([text, day]) => KB.citations.check(text, day).map(one => [
            text.slice(one.start, one.end), one.name, one.tone,
            one.notes.map(note => [note.kind, note.tone, note.subject, note.text, note.url, note.now])
        ]));
    })"""
DRAFT = """关于节前廉政提醒的通报

违反《中国共产党纪律处分条例》（2018年）第七十条和《政务处分法》第三十三条的，
依照《中国共产党纪律处分条例》第九十七条、第二百条，《公职人员政务处份法》第三条处理；
参照民法典第三条。<img src=x onerror="document.title='坏'">
"""


def told(finding: Finding, text: str) -> list[Any]:
    notes = [
        [note.kind, note.tone, note.subject, note.text, note.url, note.now]
        for note in finding.notes
    ]
    return [text[finding.start : finding.end], finding.name, finding.tone, notes]


def expected(drafts: list[list[str]], site: Site) -> list[list[Any]]:
    register = Register.of(site)
    return [
        [told(one, text) for one in verify(text, register, date.fromisoformat(then))]
        for text, then in drafts
    ]


def test_drafts_are_judged_as_in_python(page: Page, file_start: str, tmp_path: Path) -> None:
    site = rules(tmp_path)
    drafts = [[draft["text"], day(draft)] for draft in DRAFTS]
    page.goto(f"{file_start}verify.html")
    found = page.evaluate(CHECK, [drafts, script(site, Counterparts.of(site))])
    assert found == expected(drafts, site)


def test_the_published_rules_give_what_python_finds(
    page: Page, file_start: str, content: Site
) -> None:
    drafts = [[line.text, str(DAY)] for line in lines()[:400]]
    drafts += [
        [one.source.body, then] for one in content.pages for then in (str(DAY), "2021-06-30")
    ]
    page.goto(f"{file_start}verify.html")
    found = page.evaluate(CHECK, [drafts, ""])
    assert found == expected(drafts, select(content, Audience.MEMBERS))


@pytest.fixture
def checked(page: Page, file_start: str) -> Page:
    """The page after a draft was checked, by keyboard alone."""
    page.goto(f"{file_start}verify.html")
    page.get_by_label("草稿").focus()
    page.keyboard.insert_text(DRAFT)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".kb-finding")).to_have_count(5)
    return page


def test_a_pasted_draft_is_checked(checked: Page) -> None:
    status = checked.locator("[data-kb-verify-status]")
    expect(status).to_have_text("共5处引用和编号：要改2处，改过1处，核对不了1处，存在1处。")
    third = checked.locator("#kb-finding-3")
    expect(third).to_contain_text("没有这一条")
    expect(third).to_contain_text("该规则共158条")
    expect(third).to_contain_text("第4行")
    expect(checked.locator("#kb-finding-4")).to_contain_text(
        "是不是《中华人民共和国公职人员政务处分法》？"
    )
    first = checked.locator("#kb-finding-1")
    expect(first).to_contain_text("有效至2023年12月31日，现为2023年版第七十七条")
    first.get_by_role("link", name="看现在的条文").click()
    assert checked.url.endswith("rules/jilv-chufen-2023.html#art-77")
    expect(checked.locator("#art-77")).to_be_in_viewport()


def test_a_finding_and_its_place_lead_to_each_other(checked: Page) -> None:
    checked.locator("#kb-place-2").focus()
    checked.keyboard.press("Enter")
    expect(checked.locator("#kb-finding-2")).to_be_in_viewport()
    checked.locator("#kb-finding-2 .kb-finding-words").focus()
    checked.keyboard.press("Enter")
    expect(checked.locator("#kb-place-2")).to_be_in_viewport()
    assert "民法典" not in checked.url


def test_the_draft_is_never_html(checked: Page) -> None:
    expect(checked.locator("[data-kb-verify-text]")).to_contain_text("<img src=x")
    assert checked.locator("[data-kb-verify-text] img").count() == 0
    assert checked.title() != "坏"


def test_the_list_is_narrowed_and_cleared(checked: Page) -> None:
    checked.get_by_role("button", name="要改 2").click()
    assert checked.locator(".kb-finding:visible").count() == 2
    checked.get_by_role("button", name="清空").click()
    assert checked.locator(".kb-finding").count() == 0
    expect(checked.get_by_label("草稿")).to_have_value("")
    checked.get_by_role("button", name="核验").click()
    expect(checked.locator("[data-kb-verify-status]")).to_have_text("先把草稿粘贴到上面的框里。")


def test_the_date_decides_which_version_counts(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}verify.html")
    page.get_by_label("草稿").fill("监察法第七十条")
    page.get_by_label("按哪一天的规定").fill("2022-05-01")
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".kb-finding")).to_contain_text(
        "《监察法》（2018年）第七十条　该规则共69条"
    )
    expect(page.locator(".kb-verify-basis")).to_contain_text("按2022年5月1日有效的版本")


def test_a_text_without_citations_is_told_how_one_looks(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}verify.html")
    page.get_by_label("草稿").fill("会议议程第二项为传达学习。")
    page.get_by_role("button", name="核验").click()
    expect(page.locator("[data-kb-verify-status]")).to_contain_text("没有找到引用，也没有编号")


def test_what_is_printed_is_the_list_and_the_draft(checked: Page) -> None:
    checked.emulate_media(media="print")
    expect(checked.locator(".kb-verify")).to_be_hidden()
    expect(checked.locator(".kb-verify-help")).to_be_hidden()
    expect(checked.locator("#kb-finding-5")).to_be_visible()
    expect(checked.locator("#kb-place-5")).to_be_visible()
    expect(checked.locator(".kb-verify-basis")).to_contain_text("规则依据截至2026年11月23日")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_findings(
    browser: Browser, file_start: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{file_start}verify.html")
    page.get_by_label("草稿").fill(DRAFT)
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".kb-finding")).to_have_count(5)
    check_access(page)
    check_width(page, width)
    context.close()


def test_nothing_of_a_draft_stays_behind(browser: Browser, file_start: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{file_start}verify.html")
    page.get_by_label("草稿").fill(DRAFT)
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".kb-finding")).to_have_count(5)
    kept = page.evaluate(
        "[location.href, document.cookie, ...Object.values({...localStorage}), ...Object.values({...sessionStorage})].join()"
    )
    assert "通报" not in kept and "%E" not in kept
    page.reload()
    expect(page.get_by_label("草稿")).to_have_value("")
    context.close()
