"""Lines on slides: none is lost, none is too high, what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.training.fitting import HEIGHT, cut, height, part_slides, width
from kb.training.outline import Line, LineKind, Part
from kb.views.frame import Link

KINDS = [LineKind.TEXT, LineKind.ITEM, LineKind.NOTE, LineKind.HEAD]
WORDS = st.text(alphabet="甲乙丙，。；", min_size=1, max_size=600)
LINES = st.lists(st.tuples(st.sampled_from(KINDS), WORDS), min_size=1, max_size=12)


def line(text: str, kind: LineKind = LineKind.TEXT) -> Line:
    return Line(kind, (Link(text),))


def test_a_letter_is_narrower_than_a_character() -> None:
    assert width("第33条") == pytest.approx(2 + 2 * 0.62)
    assert width("“（）”") > width("ABCD")


def test_a_short_part_is_one_slide_under_its_own_title() -> None:
    (slide,) = part_slides(Part("经过", (line("一句话。"),), notes=("提示",)))
    assert (slide.title, slide.notes) == ("经过", ("提示",))


def test_a_long_part_is_shared_about_evenly_and_numbered() -> None:
    part = Part("经过", tuple(line(f"{number}{'字' * 60}。") for number in range(14)))
    slides = list(part_slides(part))
    assert [slide.title for slide in slides] == [
        "经过（1/4）",
        "经过（2/4）",
        "经过（3/4）",
        "经过（4/4）",
    ]
    assert [len(slide.lines) for slide in slides] == [4, 4, 4, 2]


def test_a_head_is_repeated_where_its_lines_go_on() -> None:
    lines = (line("《监察法》第三条", LineKind.HEAD), *(line("字" * 150) for _ in range(4)))
    slides = list(part_slides(Part("条文", lines)))
    first, *others = [slide.lines[0].kind for slide in slides]
    assert first is LineKind.HEAD
    assert set(others) == {LineKind.AGAIN}
    assert slides[1].lines[0].text == "《监察法》第三条"


def test_a_head_and_its_note_are_not_left_behind() -> None:
    lines = (
        line("字" * 170),
        line("字" * 130),
        line("《监察法》第三条", LineKind.HEAD),
        line("要点提示", LineKind.NOTE),
        line("监察机关。"),
    )
    slides = list(part_slides(Part("条文", lines)))
    assert len(slides) > 1
    assert [one.kind for one in slides[-1].lines[-3:]] == [
        LineKind.HEAD,
        LineKind.NOTE,
        LineKind.TEXT,
    ]


def test_what_an_answer_rests_on_stays_with_it() -> None:
    lines = [
        one
        for number in range(8)
        for one in (
            line(f"{number}. {'答' * 60}", LineKind.NUMBER),
            line(f"依据：{'条' * 60}", LineKind.NOTE),
        )
    ]
    slides = list(part_slides(Part("答案", tuple(lines))))
    assert len(slides) > 1
    for slide in slides:
        assert [one.kind for one in slide.lines[:2]] == [LineKind.NUMBER, LineKind.NOTE]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    pieces = list(cut(line(f"{'甲' * 150}。”{'乙' * 150}；")))
    assert [piece.text[-2:] for piece in pieces] == ["。”", "乙；"]


@given(LINES)
def test_nothing_is_lost_and_nothing_is_too_high(told: list[tuple[LineKind, str]]) -> None:
    part = Part("经过", tuple(line(text, kind) for kind, text in told))
    slides = list(part_slides(part))
    shown = "".join(
        one.text for slide in slides for one in slide.lines if one.kind is not LineKind.AGAIN
    )
    assert shown == "".join(text for _, text in told)
    for slide in slides:
        whole = [one for one in slide.lines if len(one.text) <= 200]
        if len(slide.lines) > 1 and len(whole) == len(slide.lines):
            kinds = {one.kind for one in slide.lines}
            assert height(slide.lines, part) <= HEIGHT or kinds & {LineKind.HEAD, LineKind.NOTE}
