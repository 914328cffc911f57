"""Pages whose term has passed say so on the day of reading, however old the build is."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser, expect

WITHIN, AFTER = datetime(2027, 3, 31, 12), datetime(2027, 4, 1, 12)


@pytest.mark.parametrize(("day", "told"), [(WITHIN, False), (AFTER, True)])
def test_a_page_says_when_its_term_has_passed(
    browser: Browser, file_start: str, day: datetime, told: bool
) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.clock.set_fixed_time(day)
    page.goto(file_start + "rules/lianzheng-tanhua-zhidu.html")
    note = page.locator(".kb-overdue")
    expect(note).to_be_visible(visible=told)
    expect(note).to_contain_text("复核期限2027年3月31日已过")
    page.emulate_media(media="print")
    expect(note).to_be_visible(visible=told)
    context.close()


def test_the_list_for_editors_begins_with_what_is_overdue(
    browser: Browser, file_start: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(AFTER)
    page.goto(file_start + "maintenance.html")
    marks = page.locator(".kb-reviews [data-kb-review]")
    days = [str(mark.get_attribute("data-kb-review")) for mark in marks.all()]
    assert days == sorted(days)
    overdue = [day for day in days if day < "2027-04-01"]
    assert overdue
    expect(page.locator(".kb-reviews [data-kb-review]:visible")).to_have_count(len(overdue))
    expect(page.locator("[data-kb-overdue-count]")).to_have_text(f"已过期{len(overdue)}页")
    context.close()
