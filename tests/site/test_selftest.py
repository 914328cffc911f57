"""自测 in the browser: by keyboard, as a paper, from an address that a colleague sent, in print."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.inputs import Audience
from tests.built import build
from tests.test_quiz import QUESTIONS, TEXT
from tests.tiny import TinySite

from .access import check_access, check_width

SHOWN = ".kb-quiz > li:visible"
Opener = Callable[[str], list[str]]


@pytest.fixture
def open_paper(page: Page, file_start: str) -> Opener:
    """Open an address of 自测 as one that was sent; return the questions that it shows."""

    def open_(choice: str) -> list[str]:
        page.goto("about:blank")
        page.goto(f"{file_start}selftest.html#{choice}")
        expect(page.locator("[data-kb-quiz-status]")).not_to_be_empty()
        return shown(page)

    return open_


def shown(page: Page) -> list[str]:
    """Return the ids of the questions that can be seen."""
    ids: list[str] = page.locator(SHOWN).evaluate_all("all => all.map(one => one.id)")
    return ids


def answer(page: Page, right: bool) -> None:
    """Choose an answer to the one question that is shown."""
    question = page.locator(SHOWN)
    key = question.get_attribute("data-answer") or ""
    values = question.locator("input").evaluate_all("all => all.map(one => one.value)")
    if right:
        for letter in key:
            question.locator(f"input[value='{letter}']").check()
    else:
        question.locator(f"input[value='{next(one for one in values if one != key)}']").check()


def test_one_at_a_time_by_keyboard_alone(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}selftest.html")
    page.get_by_role("button", name="开始").focus()
    page.keyboard.press("Enter")
    status = page.locator("[data-kb-quiz-status]")
    expect(status).to_contain_text("第1题，共10题")
    go = page.locator("[data-kb-quiz-do=hand]")
    go.focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("先选一个答案。")
    page.locator(SHOWN).locator("input").first.focus()
    page.keyboard.press("Space")
    go.focus()
    page.keyboard.press("Enter")
    details = page.locator(SHOWN).locator("details")
    expect(details).to_have_attribute("open", "")
    expect(details.get_by_role("link").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("第2题")
    expect(page.locator(SHOWN).locator("input").first).to_be_focused()


def test_the_score_counts_what_was_right(page: Page, open_paper: Opener) -> None:
    count = len(open_paper("topic=gongche&as=paper"))
    open_paper("topic=gongche")
    go = page.locator("[data-kb-quiz-do=hand]")
    for number in range(count):
        answer(page, right=number > 0)
        go.click()
        expect(page.locator(SHOWN).locator("[data-kb-quiz-result]")).to_contain_text(
            "答对了" if number > 0 else "答错了"
        )
        go.click()
    expect(page.locator("[data-kb-quiz-status]")).to_contain_text(f"共{count}题，答对{count - 1}题")


def test_the_address_gives_a_colleague_the_same_paper(page: Page, open_paper: Opener) -> None:
    first = open_paper("as=paper&seed=4821")
    assert len(first) == len(set(first)) == 10
    assert open_paper("as=paper&seed=4821") == first
    assert open_paper("as=paper&seed=4822") != first
    page.get_by_role("button", name="换一卷").click()
    assert "seed=4822" not in page.url
    drawn = shown(page)
    sent = page.url.partition("#")[2]
    assert open_paper(sent) == drawn


def test_a_post_is_asked_about_its_topics(page: Page, open_paper: Opener) -> None:
    open_paper("role=chuangkou&seed=7&as=paper")
    topics = page.locator(SHOWN).evaluate_all("all => all.map(one => one.dataset.topic)")
    assert len(topics) == 10
    assert set(topics) <= {"chuangkou-zuofeng", "lipin-lijin", "baomi", "jieri"}


@pytest.mark.parametrize("choice", ["topic=meiyou", "role=meiyou&seed=1", "seed=", "q-%E0%A4%A"])
def test_an_address_that_names_no_paper_shows_everything(
    page: Page, open_paper: Opener, choice: str
) -> None:
    assert len(open_paper(choice)) >= 60


def test_a_paper_is_printed_with_and_without_answers(page: Page, open_paper: Opener) -> None:
    count = len(open_paper("topic=lipin-lijin"))
    assert count == 1
    page.evaluate("window.print = () => {}")
    page.emulate_media(media="print")
    for button, answers in (("print", False), ("answers", True)):
        page.locator(f"[data-kb-quiz-do={button}]").evaluate("button => button.click()")
        assert page.locator(SHOWN).count() == 6
        answer_ = page.locator(SHOWN).first.get_by_text("答案：")
        expect(answer_).to_be_visible() if answers else expect(answer_).to_be_hidden()
        expect(page.locator(".kb-quiz-choice")).to_be_hidden()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(SHOWN).count() == 1


def test_nothing_is_kept_or_sent(page: Page, open_paper: Opener) -> None:
    open_paper("topic=gongche")
    answer(page, right=True)
    page.locator("[data-kb-quiz-do=hand]").click()
    assert page.evaluate("document.cookie") == ""
    kept = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert not [key for key in kept if "palette" not in key]


def test_without_scripts_it_is_a_list_with_folded_answers(
    browser: Browser, file_start: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_start}selftest.html")
    assert page.locator(SHOWN).count() >= 60
    first = page.locator(SHOWN).first
    expect(first.get_by_text("答案：")).to_be_hidden()
    first.locator("summary").click()
    expect(first.get_by_text("答案：")).to_be_visible()
    expect(page.get_by_role("button", name="开始")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation_in_an_answer(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}selftest.html#seed=11")
    answer(page, right=False)
    page.locator("[data-kb-quiz-do=hand]").click()
    expect(page.locator(SHOWN).locator("details")).to_have_attribute("open", "")
    check_access(page)
    check_width(page, width)
    context.close()


def test_a_stale_question_says_so_and_is_drawn_for_no_paper(
    browser: Browser, tmp_path: Path
) -> None:
    tiny = TinySite.make(tmp_path)
    tiny.write(QUESTIONS, TEXT)
    tiny.write(
        "selftest.md", tiny.text("index.md").split("\n---\n")[0].replace("首页", "自测") + "\n---\n"
    )
    site = build(tiny.docs, tmp_path / "site", Audience.MEMBERS)
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/selftest.html")
    expect(page.locator(SHOWN)).to_contain_text("还没有核对")
    page.get_by_role("button", name="开始").click()
    expect(page.locator("[data-kb-quiz-status]")).to_have_text("全部1题")
    page.close()


def test_the_topics_at_the_foot_of_a_record_lead_to_what_they_gather(
    page: Page, file_start: str
) -> None:
    page.goto(f"{file_start}cases/gouwuka.html")
    page.locator(".kb-upkeep").get_by_role("link", name="礼品礼金").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("礼品礼金")
    rule = page.locator(".kb-topic > li", has_text="政务处分法")
    rule.get_by_role("link", name="第三十四条").click()
    assert page.url.endswith("rules/zhengwu-chufen-fa-2020.html#art-34")
    page.go_back()
    expect(page.get_by_role("heading", name="三重一大程序")).to_have_count(0)
    page.get_by_role("link", name="做这一专题的卷子").click()
    expect(page.locator("[data-kb-quiz-status]")).to_contain_text("礼品礼金：共6题")
