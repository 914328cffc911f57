"""The slides of outlines as a PowerPoint file."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as PptxPresentation
from pptx.text.text import _Paragraph
from pptx.util import Pt

from kb.inputs import BuildInputs
from kb.packed import repacked
from kb.powerpoint.master import BARE, COVER, TEXT, blank, dress_theme, emu, placeholders, points
from kb.qr import qr_png
from kb.training.fitting import MEASURES, TABLE_HEAD, Slide, line_height
from kb.training.outline import Block, Line, LineKind, PartKind
from kb.training.shown import Shown, Stamped, general_stamp
from kb.views.frame import Link
from kb.views.linked import Runs
from kb.word.paper import midnight

_LEVELS = {LineKind.ITEM: 1, LineKind.NUMBER: 1, LineKind.NOTE: 2}
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""The table style 无样式，网格型."""
_TOP, _LEFT, _WIDE = 10.6, 6.0, 88.0
_ACT = 36.0
"""How wide the first column of a table is."""


def deck_file(outlines: Sequence[Shown], inputs: BuildInputs) -> bytes:
    """Return the file of one deck, or of several below a first slide that lists them."""
    presentation = blank()
    for number, shown in enumerate(outlines):
        if number == 0 and len(outlines) > 1:
            _list(presentation, outlines)
        for stamped in shown.slides:
            _Writer(presentation, inputs, shown).write(stamped)
    title = "、".join(one.outline.code or one.outline.title for one in outlines)
    core = presentation.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
    core.keywords, core.subject, core.language, core.revision = "", "", "zh-CN", 1
    core.created = core.modified = midnight(inputs.date.isoformat())
    raw = BytesIO()
    presentation.save(raw)
    return repacked(raw.getvalue())


def _list(presentation: PptxPresentation, outlines: Sequence[Shown]) -> None:
    """Add the slide that opens a deck of several outlines."""
    slide = presentation.slides.add_slide(presentation.slide_layouts.get_by_name(TEXT))
    slide.shapes.title.text = "本次内容"
    frame = slide.placeholders[1].text_frame
    for at, one in enumerate(outlines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.level = 1
        name = "　".join(filter(None, (one.outline.code, one.outline.title)))
        paragraph.add_run().text = name
    unapproved = any(one.outline.unapproved for one in outlines)
    _foot(slide, general_stamp(outlines[0].inputs, unapproved=unapproved))


class _Writer:
    """Writes the slides of one outline."""

    def __init__(self, presentation: PptxPresentation, inputs: BuildInputs, shown: Shown) -> None:
        self._presentation = presentation
        self._inputs = inputs
        self._shown = shown

    def write(self, stamped: Stamped) -> None:
        """Add a slide with its foot and, if any, its notes."""
        slide = stamped.slide
        layout = self._layout(slide)
        made = self._presentation.slides.add_slide(
            self._presentation.slide_layouts.get_by_name(layout)
        )
        made.shapes.title.text = slide.title
        if layout == BARE:
            self._stack(made, slide)
        else:
            lines = slide.lines
            if slide.kind is PartKind.SOURCES:
                lines = (*lines, self._address())
            self._text(made.placeholders[1].text_frame, lines)
        if slide.kind is PartKind.SOURCES and self._inputs.qr:
            self._picture(made)
        _foot(made, stamped.stamp)
        if slide.notes:
            self._notes(made, slide.notes)

    def _layout(self, slide: Slide) -> str:
        if slide.kind is PartKind.COVER:
            return COVER
        return BARE if any(line.kind is LineKind.ROW for line in slide.lines) else TEXT

    def _stack(self, made: Any, slide: Slide) -> None:
        """Put text and tables below each other, each as high as it was measured."""
        top, text = _TOP, list[Line]()
        for block in (*slide.blocks, ()):
            if block and block[0].kind is not LineKind.ROW:
                text += block
                continue
            if text:
                high = sum(map(line_height, text))
                box = made.shapes.add_textbox(emu(_LEFT), emu(top), emu(_WIDE), emu(high))
                self._text(_bare(box.text_frame), text)
                top, text = top + high, []
            if block:
                top += self._table(made, block, slide.head, top)

    def _table(self, made: Any, rows: Block, head: Sequence[str], top: float) -> float:
        """Add a table; return how high it is."""
        heights = [TABLE_HEAD - 1, *(line_height(row) for row in rows)]
        size = (emu(_LEFT), emu(top), emu(_WIDE), emu(sum(heights)))
        frame: Any = made.shapes.add_table(1 + len(rows), 2, *size)
        frame.name = "表"
        table = frame.table
        properties = table._tbl.tblPr
        properties.find(qn("a:tableStyleId")).text = _GRID
        properties.set("bandRow", "0")
        table.columns[0].width, table.columns[1].width = emu(_ACT), emu(_WIDE - _ACT)
        for cell, name in zip(table.rows[0].cells, head, strict=True):
            self._cell(cell.text_frame, (), name)
        for row, line in zip(list(table.rows)[1:], rows, strict=True):
            self._cell(row.cells[0].text_frame, line.runs)
            for at, entry in enumerate(line.entries):
                self._cell(row.cells[1].text_frame, entry, first=at == 0)
        for row, high in zip(table.rows, heights, strict=True):
            row.height = emu(high)
        return sum(heights) + 1

    def _cell(self, frame: Any, runs: Runs, name: str = "", *, first: bool = True) -> None:
        """Add a paragraph to a cell; it has an empty one from the beginning."""
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        measure = MEASURES[LineKind.ROW]
        paragraph.line_spacing = Pt(points(measure.high))
        if name:
            paragraph.add_run().text = name
        self._runs(paragraph, runs)
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(points(measure.size)), bool(name)
        _speak(paragraph)

    def _text(self, frame: Any, lines: Sequence[Line]) -> None:
        own = frame._txBody.getparent().find(".//" + qn("p:ph")) is None
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            self._runs(paragraph, line.runs)
            if line.kind is LineKind.AGAIN:
                paragraph.add_run().text = "（续）"
            if line.kind in {LineKind.HEAD, LineKind.AGAIN}:
                paragraph.space_after = Pt(points(MEASURES[line.kind].below))
                for run in paragraph.runs:
                    run.font.bold = True
            if own:
                _as_measured(paragraph, line.kind)
            else:
                paragraph.level = _LEVELS.get(line.kind, 0)
            if line.kind is LineKind.NUMBER:
                _unmarked(paragraph)
            _speak(paragraph)

    def _runs(self, paragraph: _Paragraph, runs: Runs) -> None:
        for one in runs:
            run = paragraph.add_run()
            run.text = one.text
            if one.url and self._inputs.base_url:
                run.hyperlink.address = self._inputs.base_url + one.url

    def _address(self) -> Line:
        return Line(LineKind.TEXT, (Link(f"地址：{self._shown.address}"),))

    def _picture(self, made: Any) -> None:
        """Add the QR code in the lower right corner."""
        raw = BytesIO(qr_png(self._shown.address))
        picture = made.shapes.add_picture(raw, emu(82), emu(37), emu(12), emu(12))
        picture.name = "二维码"
        picture._element.nvPicPr.cNvPr.set("descr", f"二维码：{self._shown.address}")

    def _notes(self, made: Any, notes: Sequence[str]) -> None:
        known = [one.reltype for one in self._presentation.part._rels.values()]
        made.notes_slide.notes_text_frame.text = "\n".join(notes)
        if RT.NOTES_MASTER not in known:
            dress_theme(self._presentation.notes_master.part.part_related_by(RT.THEME))


def _foot(made: Any, stamp: str) -> None:
    """Put the stamp and the number into the placeholders that the layout has for them."""
    for shape in placeholders(made.slide_layout):
        kind = shape._element.find(".//" + qn("p:ph")).get("type")
        if kind in {"ftr", "sldNum"}:
            element = deepcopy(shape._element)
            made.shapes._spTree.append(element)
            if kind == "ftr":
                made.shapes[-1].text_frame.text = stamp
                _speak(made.shapes[-1].text_frame.paragraphs[0])


def _bare(frame: Any) -> Any:
    """Return the frame of a text box without margins, as wide as it is made."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    return frame


def _as_measured(paragraph: _Paragraph, kind: LineKind) -> None:
    """Set a paragraph outside placeholders in the sizes that the master gives those in them."""
    measure = MEASURES[kind]
    paragraph.line_spacing = Pt(points(measure.high))
    paragraph.space_after = Pt(points(measure.below))
    for run in paragraph.runs:
        run.font.size = Pt(points(measure.size))


def _unmarked(paragraph: _Paragraph) -> None:
    """Take the bullet off a line that has a number."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def _speak(paragraph: _Paragraph) -> None:
    """Say that the words are Chinese, for spelling and the choice of quotation marks."""
    for run in paragraph.runs:
        run._r.get_or_add_rPr().set("lang", "zh-CN")
