"""Citations as people follow them: links, back-links, cards, citations to copy, other versions."""

import pytest
from playwright.sync_api import Browser, Page, expect

CASE = "cases/koutou-paiban.html"


def test_from_a_case_to_the_article_back_to_the_case_and_on_to_the_step(
    page: Page, file_start: str
) -> None:
    page.goto(file_start + CASE)
    page.locator(".kb-violations a", has_text="第七十条").first.click()
    page.wait_for_url("**/rules/jilv-chufen-2018.html#art-70*")
    article = page.locator("#art-70")
    expect(article).to_be_in_viewport()
    article.get_by_text("被引").click()
    cited = article.locator(".kb-cited")
    expect(cited.get_by_text("未经会议研究")).to_be_visible()
    cited.get_by_role("link", name="AL-001").first.click()
    page.wait_for_url(f"**/{CASE}#violated")
    page.locator(".kb-failed a").first.click()
    page.wait_for_url("**/procedures/da-e-zhichu.html#step-*")
    expect(page.locator(":target .kb-cited")).to_contain_text("AL-001")


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_card_shows_the_article(page: Page, file_start: str, way: str) -> None:
    page.goto(file_start + CASE)
    link = page.locator("a.kb-cite", has_text="第七十条").first
    if way == "mouse":
        link.hover()
    else:
        link.focus()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("民主集中制")
    expect(card).to_contain_text("修订后为2023年版第七十七条")
    expect(link).to_have_attribute("aria-describedby", "kb-card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", "kb-card")


def test_the_card_of_an_item_marks_it(page: Page, file_start: str) -> None:
    page.goto(file_start + "cases/chaifen-caigou.html")
    page.locator("a.kb-cite[href$='#art-77-p1-i3']").first.hover()
    expect(page.locator(".kb-card-cited")).to_contain_text("（三）")


def test_a_term_is_explained(page: Page, file_start: str) -> None:
    page.goto(file_start + "rules/sanzhong-yida-banfa.html")
    page.locator("a.kb-term", has_text="三重一大").first.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("大额度资金使用的合称")


def test_a_citation_is_copied_in_its_proper_form(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "rules/zhengwu-chufen-fa-2020.html")
    page.get_by_role("button", name="复制第三十三条的引文").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已复制引文：第三十三条")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.locator("#art-33-p1-i2 a.kb-item-link").click()
    expect(page.get_by_role("status").filter(has_text="第一款第（二）项")).to_be_visible()
    item = page.evaluate("navigator.clipboard.readText()")
    context.close()
    name = "《中华人民共和国公职人员政务处分法》（2020年6月20日发布，2020年7月1日起施行）"
    start = f"{address}rules/zhengwu-chufen-fa-2020.html"
    assert copied == f"{name}第三十三条，GZ-105-33，{start}#art-33"
    assert item == f"{name}第三十三条第一款第（二）项，GZ-105-33，{start}#art-33-p1-i2"


def test_an_old_article_leads_to_what_it_became(page: Page, file_start: str) -> None:
    page.goto(file_start + "rules/jilv-chufen-2018.html#art-88")
    line = page.locator("#art-88 .kb-version")
    expect(line).to_have_text("修订后为2023年版第九十七条（推定）")
    line.get_by_role("link").click()
    page.wait_for_url("**/rules/jilv-chufen-2023.html#art-97")
    expect(page.locator("#art-97 .kb-version")).to_have_text("修订前为2018年版第八十八条（推定）")


def test_two_versions_stand_side_by_side(page: Page, file_start: str) -> None:
    page.goto(file_start + "rules/jiancha-fa-2024.html")
    page.get_by_role("link", name="2018年版与2024年版").click()
    page.wait_for_url("**/compare/jiancha-fa-2018--jiancha-fa-2024.html")
    row = page.locator("tr", has=page.get_by_role("link", name="第四十五条", exact=True)).first
    expect(row).to_contain_text("第五十二条")


def test_the_panels_tell_both_directions(page: Page, file_start: str) -> None:
    page.goto(file_start + "rules/jilv-chufen-2023.html")
    panel = page.locator(".kb-citing", has_text="引用本页")
    panel.locator("summary").click()
    panel.get_by_role("link", name="AL-002").click()
    page.wait_for_url("**/cases/chaifen-caigou.html")
    panel = page.locator(".kb-citing", has_text="本页引用")
    panel.locator("summary").click()
    panel.get_by_role("link", name="第七十七条", exact=True).click()
    page.wait_for_url("**/rules/jilv-chufen-2023.html#art-77")


def test_paper_shows_the_text_and_not_who_cites_it(page: Page, file_start: str) -> None:
    page.goto(file_start + "rules/jilv-chufen-2018.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".kb-cited").first).to_be_hidden()
    expect(page.locator(".kb-quote").first).to_be_hidden()
    expect(page.locator("#art-70 .kb-version")).to_be_visible()
