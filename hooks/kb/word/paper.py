"""A Word file in the clean internal form: A4, fonts that Word finds by their Chinese names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

from kb.packed import repacked

BODY, HEADING, SUBHEADING, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
_STYLES = (
    ("Normal", BODY, 12, False),
    ("Title", TITLE, 22, False),
    ("Heading 1", HEADING, 14, False),
    ("Heading 2", SUBHEADING, 12, True),
)
"""Style, font, size in points (小四 12, 四号 14, 二号 22), bold."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is being written from top to bottom."""

    document: DocxDocument

    @classmethod
    def blank(cls, title: str, day: datetime) -> "Paper":
        """Return an empty document; `day` stands for when it was made, nobody for by whom."""
        document = Document()
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        for name, font, size, bold in _STYLES:
            style = document.styles[name]
            if isinstance(style, ParagraphStyle):
                _dress(style, font, size, bold)
        document.styles[
            "Title"
        ].element.get_or_add_pPr().get_or_add_jc().val = WD_ALIGN_PARAGRAPH.CENTER
        core = document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
        core.created = core.modified = day
        core.revision, core.language = 1, "zh-CN"
        return cls(document)

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Add a heading; level 0 is the title."""
        heading = self.document.add_heading(text, level)
        heading.paragraph_format.page_break_before = new_page or None

    def line(self, text: str, *, name: str = "", centred: bool = False) -> Paragraph:
        """Add a paragraph, opened by `name` in the font of headings."""
        paragraph = self.document.add_paragraph()
        if name:
            run = paragraph.add_run(f"{name}　")
            run.font.name = HEADING
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEADING)
        paragraph.add_run(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def table(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """Add a table; its head is repeated on each page, no row is cut. `widths` in millimetres."""
        table = self.document.add_table(rows=1, cols=len(head))
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        _fill(table.rows[0], head, widths, HEADING)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            _fill(table.add_row(), row, widths, BODY)

    def room(self, lines: int) -> None:
        """Add empty lines to write on."""
        for _ in range(lines):
            paragraph = self.document.add_paragraph()
            borders = OxmlElement("w:pBdr")
            for side in ("bottom", "between"):  # the latter where one such line follows another
                border = OxmlElement(f"w:{side}")
                for key, value in (("val", "single"), ("sz", "4"), ("color", "999999")):
                    border.set(qn(f"w:{key}"), value)
                borders.append(border)
            paragraph._p.get_or_add_pPr().append(borders)
            paragraph.paragraph_format.line_spacing = Mm(9)

    def picture(self, raw: bytes, millimetres: int, name: str) -> None:
        """Add a picture, `name` for those who do not see it."""
        run = self.document.add_paragraph().add_run()
        run.add_picture(BytesIO(raw), width=Mm(millimetres))
        for properties in run._r.iter(qn("wp:docPr")):
            properties.set("descr", name)

    def footer(self, text: str) -> None:
        """Put the number of the page and `text` at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("— ")
        for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = words
            run._element.append(mark)
        paragraph.add_run(" —")
        under = self.document.sections[0].footer.add_paragraph()
        under.alignment = WD_ALIGN_PARAGRAPH.CENTER
        under.add_run(text)
        for line in (paragraph, under):
            for one in line.runs:
                one.font.size = Pt(9)

    def header(self, text: str) -> None:
        """Put `text` at the head of every page."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(text)
        run.font.size = Pt(9)

    def pack(self) -> bytes:
        """Return the file."""
        raw = BytesIO()
        self.document.save(raw)
        return repacked(raw.getvalue())


def midnight(day: str) -> datetime:
    """Return the beginning of a day written as 2026-11-23."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _dress(style: ParagraphStyle, font: str, size: int, bold: bool) -> None:
    """Give a style its fonts: those of the theme, which would win over them, are taken out."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(key), _LATIN)
    fonts.set(qn("w:eastAsia"), font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    if style.type is WD_STYLE_TYPE.PARAGRAPH:
        form = style.paragraph_format
        form.line_spacing, form.space_after = 1.3, Pt(3)
        form.space_before = Pt(0 if style.name == "Normal" else 9)
        for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            border.getparent().remove(border)


def _fill(row: _Row, texts: Sequence[str], widths: Sequence[int], font: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        form = paragraph.paragraph_format
        form.line_spacing, form.space_before, form.space_after = 1.1, Pt(3), Pt(3)
        run = paragraph.add_run(text)
        run.font.size = Pt(10.5)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
