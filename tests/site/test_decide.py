"""要不要上会 and 到会与计票 in the browser: by mouse, by keyboard, without scripts, from an address."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.built import build
from tests.deciding.trees import decided
from tests.tiny import ROOT, TinySite

VECTORS = yaml.safe_load((ROOT / "tests/deciding/vectors.yml").read_text("utf-8"))
WAY = "jinji=deng&quanxian=benju&leibie=xiangmu&xiangmu=xinxihua&xinxihua-qian=lieru"
ANSWERS = [
    "等得到",
    "本局可以决定",
    "做项目、买东西、买服务",
    "信息系统的新建、升级",
    "已经列入批复的预算",
]


def test_from_the_home_page_to_the_word_file_by_mouse(page: Page, file_start: str) -> None:
    page.goto(file_start + "index.html")
    page.locator(".kb-doors").get_by_role("link", name="要不要上会").click()
    for answer in ANSWERS:
        page.get_by_role("link", name=answer).click()
    page.wait_for_url(f"**/decide/xinxihua.html#{WAY}")
    expect(page.locator("h1")).to_have_text("上党组会")
    for words in (
        "重大项目安排",
        "不论金额大小",
        "第八条第二款（示范文本）",
        "《政府采购法》第二十六条",
    ):
        expect(page.locator(".kb-decide-facts")).to_contain_text(words)
    page.get_by_role("link", name="一页纸").click()
    page.wait_for_url("**/onepage/xinxihua-caigou.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载Word").click()
    assert download.value.suggested_filename == "CX-003.docx"


def test_from_the_home_page_to_the_sheet_by_keyboard(page: Page, file_start: str) -> None:
    page.goto(file_start + "index.html")
    page.locator(".kb-doors").get_by_role("link", name="要不要上会").focus()
    page.keyboard.press("Enter")
    for answer in ANSWERS:
        page.get_by_role("link", name=answer).wait_for()
        page.locator("#kb-main").focus()
        while not page.evaluate("document.activeElement.textContent").startswith(answer):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    page.wait_for_url("**/decide/xinxihua.html#*")
    expect(page.locator("[data-kb-decide-way] dl > div")).to_have_count(5)
    page.get_by_role("link", name="一页纸").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/onepage/xinxihua-caigou.html")


def test_back_and_change_return_to_the_question(page: Page, file_start: str) -> None:
    page.goto(file_start + "decide.html")
    for answer in ANSWERS:
        page.get_by_role("link", name=answer).click()
    expect(page.locator("h1")).to_have_text("上党组会")
    page.go_back()
    expect(page.locator("h1")).to_have_text("钱从哪里来？")
    page.get_by_role("link", name="改：是什么项目？").click()
    expect(page.locator("h1")).to_have_text("是什么项目？")
    expect(page.locator("[data-kb-decide-way] dl > div")).to_have_count(3)


def test_an_address_that_was_sent_gives_the_same_result(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}decide.html#{WAY}")
    page.wait_for_url(f"**/decide/xinxihua.html#{WAY}")
    given = page.locator("[data-kb-decide-way] dd:nth-of-type(1)")
    assert given.all_text_contents() == ANSWERS


@pytest.mark.parametrize(
    "address",
    [
        "decide.html#jinji=mingtian",
        f"decide.html#{WAY}&duole=yi",
        "decide.html#quanxian=benju",
        "decide.html#jinji=deng_abc",
        "decide.html#jinji=%E0%A4%A",
        "decide.html#__proto__=deng",
        f"decide/zhidu-qunzhong.html#{WAY}",
        "decide/xinxihua.html#jinji=mingtian",
    ],
)
def test_an_address_that_is_broken_or_old_says_so_and_starts_anew(
    page: Page, file_start: str, address: str
) -> None:
    page.goto(file_start + address)
    expect(page.get_by_role("alert")).to_contain_text("请从头回答")
    expect(page.locator("h1")).to_have_text("这件事等得到开会吗？")
    page.get_by_role("link", name="等得到", exact=True).click()
    page.wait_for_url("**/decide/quanxian.html#jinji=deng")


def test_a_limit_that_is_not_confirmed_ends_without_a_conclusion(
    page: Page, file_start: str
) -> None:
    page.goto(f"{file_start}decide/zhichu-jine.html")
    expect(page.locator(".kb-decide")).to_contain_text("不能下结论")
    expect(page.locator(".kb-decide-limits")).to_contain_text("本单位还没有确认")
    expect(page.locator(".kb-decide-sides")).to_contain_text("上党组会？")
    asked = page.locator(".kb-decide ol")
    expect(asked).to_contain_text("《“三重一大”决策实施办法》第十条第二款（示范文本）")
    expect(page.locator("[data-kb-answer]")).to_have_count(0)


@pytest.mark.parametrize("name", ["xinxihua", "shangji-renshi", "zhichu-jine"])
def test_what_is_concluded_prints_on_one_sheet(page: Page, file_start: str, name: str) -> None:
    page.goto(f"{file_start}decide/{name}.html")
    expect(page.locator("[data-kb-decide-way] dl > div").first).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.locator(".kb-print")).to_contain_text(
        f"依据截至2026年11月23日　未审定　全体党员版　decide/{name}.html"
    )


def test_without_scripts_every_page_leads_on_to_an_end(site: Path) -> None:
    ends, seen, waiting = 0, {"decide.html"}, ["decide.html"]
    while waiting:
        url = waiting.pop()
        html = (site / url).read_text("utf-8")
        answers = re.findall(r'<a href="([^"#]*)" data-kb-answer=', html)
        ends += "kb-decide-outcome" in html
        assert bool(answers) != ("kb-decide-outcome" in html), url
        for answer in answers:
            target = ((site / url).parent / answer).resolve().relative_to(site.resolve())
            if target.as_posix() not in seen:
                seen.add(target.as_posix())
                waiting.append(target.as_posix())
    assert ends >= 30
    assert seen == {"decide.html", *(f"decide/{one.name}" for one in site.glob("decide/*.html"))}


def test_without_scripts_the_answers_stand_on_the_page(browser: Browser, file_start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file_start + "decide.html")
    for answer in ANSWERS:
        page.get_by_role("link", name=answer).click()
    expect(page.locator("h1")).to_have_text("上党组会")
    assert page.locator("[data-kb-decide-way] dd:nth-of-type(1)").all_text_contents() == ANSWERS
    expect(page.get_by_role("button", name="复制地址")).to_be_hidden()
    page.goto(file_start + "counting.html")
    expect(page.locator(".kb-count-table tr", has_text="7人").first).to_have_text(
        re.compile(r"7人\s*4人\s*4人\s*5人\s*4人")
    )
    context.close()


@pytest.fixture(scope="module")
def confirmed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the tiny site of a unit that has confirmed its limit: 5万元."""
    root = tmp_path_factory.mktemp("confirmed")
    tiny = decided(TinySite.make(root), "50000")
    return f"{build(tiny.docs, root / 'site', '全体党员').as_uri()}/"


def test_a_number_finds_its_side_of_a_confirmed_limit(browser: Browser, confirmed: str) -> None:
    page = browser.new_page()
    page.goto(f"{confirmed}decide.html")
    page.get_by_role("link", name="花钱").click()
    expect(page.locator(".kb-decide-answers")).to_contain_text("5万元以上（含5万元）")
    number = page.get_by_label("金额（万元）")
    number.fill("五万")
    number.press("Enter")
    expect(page.locator("#kb-number-fault")).to_contain_text("大于0的数")
    expect(number).to_be_focused()
    number.fill("5")
    number.press("Enter")
    page.wait_for_url("**/decide/shanghui.html#first=qian&jine=da_5")
    expect(page.locator(".kb-decide-facts")).to_contain_text("5万元，2026年1月1日起适用")
    expect(page.locator("[data-kb-decide-way]")).to_contain_text("5万元，达到")
    page.go_back()
    page.get_by_label("金额（万元）").fill("4.99万元")
    page.get_by_role("button", name="继续").click()
    page.wait_for_url("**/decide/fenguan.html#first=qian&jine=xiao_4.99")
    expect(page.locator("h1")).to_have_text("分管领导审批")
    page.goto("about:blank")
    page.goto(f"{confirmed}decide/fenguan.html#first=qian&jine=xiao_180")
    expect(page.get_by_role("alert")).to_contain_text("请从头回答")
    page.close()


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda one: quote(str(one["numbers"]), safe=" {}:',")
)
def test_the_reckoning_is_that_of_the_rule(
    page: Page, file_start: str, vector: dict[str, object]
) -> None:
    numbers = vector["numbers"]
    assert isinstance(numbers, dict)
    fragment = "&".join(
        f"{key}={quote(str(value))}" for key, value in numbers.items() if value != ""
    )
    page.goto(f"{file_start}counting.html#{fragment}")
    result = page.locator("[data-kb-count-result]")
    if fault := vector.get("fault"):
        expect(page.locator("[data-kb-count-fault]")).to_contain_text(str(fault))
        expect(result).to_be_hidden()
        return
    expect(result.locator("h2")).to_have_text(str(vector["verdict"]))
    says = vector["says"]
    assert isinstance(says, list)
    for words in says:
        expect(result.locator("ol")).to_contain_text(words)


def test_the_numbers_are_typed_sent_and_cleared_by_keyboard(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}counting.html")
    page.get_by_label("干部任免").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kb-count-verdict]")).to_be_focused()
    expect(page.locator("[data-kb-count-verdict]")).to_have_text("可以表决，至少4人赞成为通过")
    assert "kind=renmian&due=7&present=6&written=0&withdrawn=0" in page.url
    page.reload()
    expect(page.locator("[data-kb-count-verdict]")).to_have_text("可以表决，至少4人赞成为通过")
    page.get_by_role("button", name="清空").click()
    expect(page.locator("[data-kb-count-result]")).to_be_hidden()
    assert "#" not in page.url
    assert page.evaluate("sessionStorage.length") == 0


def test_a_step_of_the_drawing_leads_to_the_step(page: Page, file_start: str) -> None:
    page.goto(f"{file_start}procedures/xinxihua-caigou.html")
    page.get_by_role("button", name="收起各步骤").click()
    page.locator(".kb-flow summary").focus()
    page.keyboard.press("Enter")
    page.locator(".kb-flow a[href='#step-9']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#step-9")).to_have_attribute("open", "")
    expect(page.locator("#step-9 dd").first).to_be_in_viewport()
    page.get_by_role("link", name="要不要上会").last.click()
    page.wait_for_url("**/decide.html")
