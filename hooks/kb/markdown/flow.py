"""The steps of a procedure as a drawing: who, until when, by which article; each a link to its step.

Made at build time as SVG within the page, without inline style, so that a strict policy lets it be.
The steps above it are its text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width
from xml.etree import ElementTree as etree

from kb.headings import Part
from kb.search.plain import inline
from kb.site import Procedure

_WIDTH, _LEFT, _PAD = 360, 34, 10
"""Of the drawing, of the strip that names the phases, and within a box; 1 is a pixel on a phone."""
_TITLE, _SMALL, _LEADING = 14, 12, 1.5
_GAP = 16
_LEAD = "，。；：、）》”"
"""Marks that may not begin a line."""
_PHASES = ("会前", "会上", "会后")
_FIELDS = (("w", "谁来做", "", "等"), ("d", "时限", "时限：", "……"), ("b", "依据", "依据：", "等"))
"""Class, field, what stands before its first clause, and what stands for the others."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words in a box."""

    text: str
    size: int
    kind: str
    """The letter of its class: t(itle), w(ho), d(eadline), b(asis)."""


def drawing(procedure: Procedure) -> etree.Element:
    """Return the folded drawing of `procedure`: a `<details>` with a `<svg>` for each step.

    Each step is a picture of its own, so that paper does not cut through one.
    """
    fold = etree.Element("details", {"class": "kb-flow"})
    etree.SubElement(fold, "summary").text = "流程图"
    name = f"{procedure.meta.title}流程图，共{len(procedure.steps)}步，文字见上面各步骤"
    chart = etree.SubElement(fold, "div", {"role": "group", "aria-label": name})
    above = ""
    for place, step in enumerate(procedure.steps):
        phase = _PHASES[(place >= procedure.meeting) + (place > procedure.meeting)]
        chart.append(_piece(step, phase, begins=phase != above, first=not place))
        above = phase
    return fold


def wrap(text: str, size: int, most: int) -> list[str]:
    """Return `text` in at most `most` lines of the width of a box, the last cut with an ellipsis.

    A character of Chinese is as wide as `size`, a letter a little more than half of that.
    """
    room = (_WIDTH - _LEFT - 2 * _PAD) / size
    lines, width = [""], 0.0
    for sign in text:
        wide = 1 if east_asian_width(sign) in "WFA" else 0.6
        if width + wide > room and sign not in _LEAD:
            lines.append("")
            width = 0.0
        lines[-1] += sign
        width += wide
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1][:-1]}…"]
    return lines


def _lines(step: Part) -> Iterator[_Line]:
    yield from (_Line(line, _TITLE, "t") for line in wrap(step.title, _TITLE, 3))
    for kind, name, before, others in _FIELDS:
        words = _first(step, name, others)
        for line in wrap(f"{before}{words}", _SMALL, 2) if words else ():
            yield _Line(line, _SMALL, kind)


def _first(step: Part, name: str, others: str) -> str:
    """Return the first clause of a field, with `others` behind it where there are more."""
    text = inline(step.field(name)).replace("中华人民共和国", "")
    head, more, _ = text.partition("；")
    return f"{head}{others}" if more else head


def _piece(step: Part, phase: str, *, begins: bool, first: bool) -> etree.Element:
    """Return the picture of a step, with the arrow that leads to it and its part of the strip."""
    lines = list(_lines(step))
    top = 1.0 if first else float(_GAP)
    height = sum(line.size * _LEADING for line in lines) + _PAD
    total = _number(top + height + 1)
    svg = etree.Element("svg", {"viewBox": f"0 0 {_WIDTH} {total}"})
    start = top if begins else 0.0
    size = {"width": "24", "height": _number(top + height + 1 - start)}
    etree.SubElement(svg, "rect", {"class": "p", "x": "0", "y": _number(start), **size})
    for place, sign in enumerate(phase if begins else ""):
        words = {"class": "p", "x": "12", "y": _number(top + 20 + place * 16)}
        etree.SubElement(svg, "text", words).text = sign
    if not first:
        middle = (_WIDTH + _LEFT) // 2
        etree.SubElement(svg, "path", {"d": f"M{middle} 0V{_GAP - 5}m-4 0h8l-4 5z"})
    svg.append(_box(step, lines, top, height, meets=phase == _PHASES[1]))
    return svg


def _box(
    step: Part, lines: list[_Line], top: float, height: float, *, meets: bool
) -> etree.Element:
    link = etree.Element("a", {"href": f"#{step.id}"})
    if meets:
        link.set("class", "kb-flow-meeting")
    place = {"x": str(_LEFT), "y": _number(top), "width": str(_WIDTH - _LEFT - 1)}
    etree.SubElement(link, "rect", {**place, "height": _number(height), "rx": "4"})
    at = top + _PAD / 2
    for line in lines:
        at += line.size * _LEADING
        words = {"class": line.kind, "x": str(_LEFT + _PAD), "y": _number(at - line.size * 0.4)}
        etree.SubElement(link, "text", words).text = line.text
    return link


def _number(value: float) -> str:
    return f"{value:.0f}"
