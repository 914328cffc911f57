"""What becomes of the text of a page."""

import re

from kb.inputs import Audience
from kb.kinds import Kind
from kb.new import new_page
from kb.site import select
from tests.tiny import DAY, TinySite, render

RULE = "rules/tanhua.md"


def html(tiny: TinySite, src: str) -> str:
    site = tiny.site()
    return render(site, src)


def ids(text: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', text)


def test_articles_paragraphs_and_items_have_addresses_without_blank_lines(tiny: TinySite) -> None:
    tiny.write_body(
        RULE,
        "\n第一条　甲。\n第二条　分为：\n（一）乙；\n（二）丙。\n\n前款各项，照办。\n\n第三条　丁。\n",
    )
    assert ids(html(tiny, RULE)) == [
        "art-1",
        "art-1-p1",
        "art-2",
        "art-2-p1",
        "art-2-p1-i1",
        "art-2-p1-i2",
        "art-2-p2",
        "art-3",
        "art-3-p1",
    ]


def test_inserted_articles_have_addresses_of_their_own(tiny: TinySite) -> None:
    tiny.replace(RULE, "第三条　本制度", "第二条之一　另有规定。\n\n第三条　本制度")
    assert "art-2-1" in ids(html(tiny, RULE))


def test_codes_become_links_outside_links_and_code(tiny: TinySite) -> None:
    tiny.replace(
        "cases/gouwuka.md",
        "没有登记。",
        "见 GZ-001-2、CX-001第二步，`GZ-001`，[GZ-001](../rules/tanhua.md)。",
    )
    text = html(tiny, "cases/gouwuka.md")
    assert '<a class="code" href="../rules/tanhua.html#art-2"' in text
    assert 'href="../procedures/zhichu.html#step-2"' in text
    assert "<code>GZ-001</code>" in text
    assert '<a href="../rules/tanhua.html">GZ-001</a>' in text


def test_citations_become_links_to_the_item(tiny: TinySite) -> None:
    tiny.replace("cases/gouwuka.md", "没有登记。", "违反《廉政谈话制度》第二条第（二）项。")
    link = '<a class="kb-cite" href="../rules/tanhua.html#art-2-p1-i2">'
    assert f"违反{link}《廉政谈话制度》第二条第（二）项</a>。" in html(tiny, "cases/gouwuka.md")


def test_links_to_what_the_edition_lacks_become_text(tiny: TinySite) -> None:
    tiny.replace(RULE, "audience: 全体党员", "audience: 班子")
    tiny.replace("cases/gouwuka.md", "没有登记。", "见 GZ-001-2 和[制度](../rules/tanhua.md)。")
    site = select(tiny.site(), Audience.MEMBERS)
    text = render(site, "cases/gouwuka.md")
    assert "tanhua.html" not in text
    assert "见 GZ-001-2 和<span>制度</span>。" in text


def test_html_in_a_page_is_never_passed_through(tiny: TinySite) -> None:
    tiny.replace("cases/gouwuka.md", "没有登记。", "<script>alert(1)</script>")
    site = tiny.read().site
    assert site is not None
    assert "<script" not in render(site, "cases/gouwuka.md")


def test_steps_are_opened_and_their_fields_named(tiny: TinySite) -> None:
    text = html(tiny, "procedures/zhichu.md")
    assert '<details class="kb-step" id="step-1" open="open">' in text
    assert "<dt>谁来做</dt><dd>承办科室</dd>" in text.replace("\n", "")


def test_a_new_page_takes_the_next_code_and_a_free_name() -> None:
    page = new_page(Kind.CASE, "公车私用", {"gong-che-si-yong"}, {"AL-001", "AL-007"}, DAY)
    assert (page.src, page.code) == ("cases/gong-che-si-yong-2.md", "AL-008")
    own = new_page(Kind.RULE, "某办法", set(), {"GZ-005", "GZ-128"}, DAY)
    assert own.code == "GZ-006"
