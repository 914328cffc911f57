"""The drawing of a procedure: every step once, a link each, nothing that a strict policy forbids."""

import re
from xml.etree import ElementTree as etree

import pytest

from kb.markdown.flow import drawing, wrap
from kb.site import Procedure, Site
from tests.tiny import TinySite, render


def test_every_step_is_a_link_and_the_meeting_is_marked(content: Site) -> None:
    for procedure in content.of(Procedure):
        links = list(drawing(procedure).iter("a"))
        assert [link.get("href") for link in links] == [f"#{step.id}" for step in procedure.steps]
        marked = [link.get("href") for link in links if link.get("class")]
        assert marked == [f"#{procedure.steps[procedure.meeting].id}"]


def test_the_drawing_stands_behind_the_last_step_without_inline_style(tiny: TinySite) -> None:
    tiny.write(
        "procedures/zhichu.md", tiny.text("procedures/zhichu.md") + "\n## 归档清单\n\n- 申请\n"
    )
    html = render(tiny.site(), "procedures/zhichu.md")
    assert html.index('id="step-2"') < html.index("kb-flow") < html.index('id="archive"')
    drawn = html[html.index("kb-flow") :].partition("</details>")[0]
    assert "style=" not in drawn
    assert re.findall(r'class="t"[^>]*>([^<]*)<', drawn) == [
        "第一步　科室提出建议",
        "第二步　会议讨论",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短", ["短"]),
        ("字" * 26, ["字" * 25, "字"]),
        ("字" * 25 + "，后", ["字" * 25 + "，", "后"]),
        ("字" * 60, ["字" * 25, "字" * 24 + "…"]),
    ],
)
def test_words_are_broken_into_lines(text: str, lines: list[str]) -> None:
    assert wrap(text, 12, 2) == lines


def test_the_words_fit_into_their_box(content: Site) -> None:
    for procedure in content.of(Procedure):
        for svg in drawing(procedure).iter("svg"):
            box = next(one for one in svg.iter("rect") if one.get("class") != "p")
            bottom = _at(box, "y") + _at(box, "height")
            assert all(_at(box, "y") < _at(text, "y") < bottom for text in svg.findall("a/text"))


def _at(element: etree.Element, key: str) -> float:
    return float(element.get(key, "nan"))
