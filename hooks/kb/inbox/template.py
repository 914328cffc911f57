"""A form as a Word file that a person fills in: grey words to be replaced, boxes to be ticked."""

import re
from collections.abc import Iterable

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from kb.inbox.forms import ACT_GUIDES, ACTS, CODE_GUIDE, CODE_ROW, KIND_ROW, Field, Form
from kb.kinds import Kind
from kb.word.paper import Paper, midnight

BOX, TICKED = "☐", "☑"
_DAY = midnight("2026-01-01")
"""When every template was made: equal vocabularies give equal files."""
_GREY = RGBColor(0x6B, 0x6B, 0x6B)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CHECKBOX = (
    '<w:sdt {ns} xmlns:w14="{w14}"><w:sdtPr><w:id w:val="{number}"/><w14:checkbox>'
    '<w14:checked w14:val="0"/><w14:checkedState w14:val="2611" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"'
    ' w:eastAsia="MS Gothic"/><w:sz w:val="21"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>'
)
_PIECE = re.compile(rf"(?P<guide>【[^】]*】)|(?P<box>{BOX})")
_NOTE = (
    "灰色的字是提示，写上内容以后删去，没有删的不会收入。方框点一下就勾上。"
    "表格的左栏和各个标题不要改。填好以后存成 .docx，放进 inbox 文件夹。"
)
_ROWS_OF_ACTS = (ACT_GUIDES, ("", ""), ("", ""))


def template_file(form: Form) -> bytes:
    """Return the Word file of `form`; equal forms give equal bytes."""
    title = f"{form.kind.label}填写模板"
    paper = Paper.blank(title, _DAY)
    paper.heading(title, 0)
    paper.line(_NOTE)
    rows = [(CODE_ROW, CODE_GUIDE), *map(_row, form.fields)]
    paper.table((KIND_ROW, form.kind.label), rows, (34, 122))
    if form.kind is Kind.CASE:
        paper.line("")
        paper.table(ACTS, _ROWS_OF_ACTS, (70, 86))
    for level, text in form.body:
        if level:
            paper.heading(text, level)
        else:
            paper.line(text)
    paper.footer("填好以后放进 inbox 文件夹")
    _paint(_paragraphs(paper))
    return paper.pack()


def _row(field: Field) -> tuple[str, str]:
    choices = "　".join(f"{BOX}{name}" for name in field.choices)
    return field.name, choices or field.guide


def _paragraphs(paper: Paper) -> Iterable[Paragraph]:
    yield from paper.document.paragraphs[2:]
    for table in paper.document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _paint(paragraphs: Iterable[Paragraph]) -> None:
    """Make guides grey, and boxes such as can be ticked."""
    count = 0
    for paragraph in paragraphs:
        for run in list(paragraph.runs):
            text, at = run.text, 0
            found = list(_PIECE.finditer(text))
            if not found:
                continue
            run.text = ""
            for piece in found:
                _add(paragraph, run.font.size, text[at : piece.start()])
                at = piece.end()
                if piece["box"]:
                    count += 1
                    paragraph._p.append(
                        parse_xml(_CHECKBOX.format(ns=nsdecls("w"), w14=_W14, number=count))
                    )
                else:
                    _add(paragraph, run.font.size, piece["guide"], grey=True)
            _add(paragraph, run.font.size, text[at:])


def _add(paragraph: Paragraph, size: object, text: str, *, grey: bool = False) -> None:
    if text:
        run = paragraph.add_run(text)
        run.font.size = size  # type: ignore[assignment]
        if grey:
            run.font.color.rgb = _GREY
