"""A Word file on A4, with fonts that Word finds by their Chinese names.

Two looks: `OFFICIAL` is that of GB/T 9704 (三号 on a grid of 28 by 22), `INTERNAL` a smaller and
closer one for sheets and forms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from kb.packed import repacked

BODY, HEADING, SUBHEADING, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
BOX = "□ "
WIDTH, GRID = 156, 12
"""Millimetres between the margins, and columns into which forms divide them."""
_LATIN = "Times New Roman"
_KEPT = {"Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer", "Table Grid"}
_KEPT |= {"Default Paragraph Font", "Normal Table", "No List"}
"""Styles that stay of those that python-docx brings along; nobody uses the other hundred and more."""
_LEFT_OUT = (
    "/thumbnail",
    "/extended-properties",
    "/customXml",
    "/stylesWithEffects",
    "/webSettings",
    "/numbering",
    "/theme",
)
"""Ends of the relations to parts of its own: a picture of a page, counts of another document."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points, from which the styles are made."""

    body: float
    heading: float
    subheading: float
    bold: bool
    """Whether a heading of the second level is bold."""
    spacing: float | None
    """Lines of a line; None where the grid decides."""
    cell: float
    """Size in tables."""
    title: float = 22
    above: int = 37
    below: int = 35
    """Margins in millimetres."""
    mirrored: bool = False
    """Whether the numbers of odd pages stand on the right, those of even pages on the left."""


INTERNAL = Look(12, 14, 12, True, 1.3, 10.5)
"""小四, 四号."""
FORM = Look(12, 14, 12, True, 1.2, 10.5, 18, 20, 18)
"""A form has more room on its page."""
OFFICIAL = Look(16, 16, 16, False, None, 12, mirrored=True)
"""三号 throughout; tables in 小四."""
_GRID = {"w:type": "lines", "w:linePitch": "579"}
"""22 lines on 225 mm, in twentieths of a point."""
_NUMBER, _FOOT, _FOOT_UP = 14, 9, 20.6
"""Sizes of a page's number (四号) and of the words below it; millimetres from there to the edge,
which put the dashes beside a number 7 mm below the text."""
_FIGURES = "宋体"
_CLOSER = "-5"
"""28 characters of 三号 on 156 mm, in twentieths of a point: a grid of characters would do it in
Word alone, others give every character two of its cells."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is being written from top to bottom."""

    document: DocxDocument
    look: Look

    @classmethod
    def blank(cls, title: str, day: datetime, look: Look = INTERNAL) -> "Paper":
        """Return an empty document; `day` stands for when it was made, nobody for by whom."""
        document = Document()
        _strip(document)
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(look.above), Mm(look.below)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        for name, font, size, bold in (
            ("Normal", BODY, look.body, False),
            ("Title", TITLE, look.title, False),
            ("Heading 1", HEADING, look.heading, False),
            ("Heading 2", SUBHEADING, look.subheading, look.bold),
            ("Heading 3", BODY, look.subheading, True),
        ):
            style = document.styles[name]
            if isinstance(style, ParagraphStyle):
                _dress(style, font, size, bold, look)
        document.styles[
            "Title"
        ].element.get_or_add_pPr().get_or_add_jc().val = WD_ALIGN_PARAGRAPH.CENTER
        core = document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
        core.created = core.modified = day
        core.revision, core.language = 1, "zh-CN"
        if look.spacing is None:
            grid = OxmlElement("w:docGrid")
            for key, value in _GRID.items():
                grid.set(qn(key), value)
            for old in section._sectPr.findall(qn("w:docGrid")):
                section._sectPr.remove(old)
            section._sectPr.append(grid)
        return cls(document, look)

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Add a heading; level 0 is the title."""
        heading = self.document.add_heading(text, level)
        heading.paragraph_format.page_break_before = new_page or None

    def line(
        self,
        text: str,
        *,
        name: str = "",
        centred: bool = False,
        indent: bool = False,
        small: bool = False,
    ) -> Paragraph:
        """Add a paragraph, opened by `name` in the font of headings; `indent` by two characters.

        A `small` one has the size of tables.
        """
        paragraph = self.document.add_paragraph()
        if indent:
            place = paragraph._element.get_or_add_pPr().get_or_add_ind()
            place.set(qn("w:firstLineChars"), "200")
            place.set(qn("w:firstLine"), str(round(self.look.body * 40)))
        if name:
            run = paragraph.add_run(f"{name}　")
            run.font.name = HEADING
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEADING)
        words = paragraph.add_run(text)
        if small:
            words.font.size = Pt(self.look.cell)
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
        _fill(table.rows[0], head, widths, HEADING, self.look.cell)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            _fill(table.add_row(), row, widths, BODY, self.look.cell)

    def grid(self, rows: Iterable[Sequence[tuple[str, int, bool]]], heights: Sequence[int]) -> None:
        """Add a table of lines with as many cells as each needs, on a grid of twelve columns.

        A cell is its words, the columns that it takes, and whether it is a name; heights are in
        millimetres.
        """
        table = self.document.add_table(rows=0, cols=GRID)
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        for column in table.columns:
            column.width = Mm(WIDTH // GRID)
        for cells, height in zip(rows, heights, strict=True):
            row = table.add_row()
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            at = 0
            for text, span, name in cells:
                cell = row.cells[at].merge(row.cells[at + span - 1])
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                _write(cell, text, HEADING if name else BODY, self.look.cell)
                if name:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                at += span

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
        section = self.document.sections[0]
        if not self.look.mirrored:
            _foot(section.footer, text, WD_ALIGN_PARAGRAPH.CENTER, _FOOT)
            return
        self.document.settings.odd_and_even_pages_header_footer = True
        section.footer_distance = Mm(_FOOT_UP)
        for footer, side in self._sides(section.footer, section.even_page_footer):
            for paragraph in _foot(footer, text, side, _NUMBER):
                _apart(paragraph)

    def header(self, text: str) -> None:
        """Put `text` at the head of every page."""
        section = self.document.sections[0]
        for header, side in self._sides(section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            paragraph.alignment = side
            paragraph.add_run(text).font.size = Pt(_FOOT)

    def _sides(
        self, odd: _BaseHeaderFooter, even: _BaseHeaderFooter
    ) -> Iterator[tuple[_BaseHeaderFooter, WD_ALIGN_PARAGRAPH]]:
        """Yield what stands on odd pages and, where they differ, on even ones, with its side."""
        yield odd, WD_ALIGN_PARAGRAPH.RIGHT
        if self.look.mirrored:
            yield even, WD_ALIGN_PARAGRAPH.LEFT

    def pack(self) -> bytes:
        """Return the file."""
        raw = BytesIO()
        self.document.save(raw)
        return repacked(raw.getvalue())


def _foot(
    footer: _BaseHeaderFooter, text: str, side: WD_ALIGN_PARAGRAPH, size: float
) -> tuple[Paragraph, Paragraph]:
    """Write the number of the page in `size`, and `text` below it; return both lines."""
    number, under = footer.paragraphs[0], footer.add_paragraph()
    run = number.add_run("— ")
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._element.append(mark)
    number.add_run(" —")
    under.add_run(text)
    for line, points in ((number, size), (under, _FOOT)):
        line.alignment = side
        for one in line.runs:
            one.font.size = Pt(points)
    return number, under


def _apart(line: Paragraph) -> None:
    """Set a line at the foot of an official paper: one character in, in 宋体, off the grid."""
    side = "right" if line.alignment == WD_ALIGN_PARAGRAPH.RIGHT else "left"
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    place = line._element.get_or_add_pPr()
    place.insert_element_before(snap, "w:spacing", "w:ind", "w:jc")
    place.get_or_add_ind().set(qn(f"w:{side}"), str(_NUMBER * 20))
    size = max(one.font.size.pt for one in line.runs if one.font.size)
    line.paragraph_format.line_spacing = Pt(size + 4)
    for run in line.runs:
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(key), _FIGURES)


def midnight(day: str) -> datetime:
    """Return the beginning of a day written as 2026-11-23."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _strip(document: DocxDocument) -> None:
    """Take out what the library's template brings along and nothing here uses."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    root = document.styles.element
    for tag in ("w:link", "w:latentStyles"):
        for element in list(root.iter(qn(tag))):
            element.getparent().remove(element)
    for fonts in root.iterfind(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"):
        fonts.attrib.clear()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_LEFT_OUT)]:
            del relations[key]


def _dress(style: ParagraphStyle, font: str, size: float, bold: bool, look: Look) -> None:
    """Give a style its fonts: those of the theme, which would win over them, are taken out."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(key), _LATIN)
    fonts.set(qn("w:eastAsia"), font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    looks = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for left in looks.findall(qn(tag)):
            looks.remove(left)
    if look.spacing is None:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), _CLOSER)
        looks.find(qn("w:sz")).addprevious(closer)
    if style.type is WD_STYLE_TYPE.PARAGRAPH:
        form = style.paragraph_format
        form.line_spacing = look.spacing or 1.0
        form.space_after = Pt(3 if look.spacing else 0)
        form.space_before = Pt(9 if look.spacing and style.name != "Normal" else 0)
        if style.name == "Title" and not look.spacing:
            form.space_after = Pt(29)
        for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            border.getparent().remove(border)


def _fill(row: _Row, texts: Sequence[str], widths: Sequence[int], font: str, size: float) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Mm(width)
        _write(cell, text, font, size)


def _write(cell: _Cell, text: str, font: str, size: float) -> None:
    paragraph = cell.paragraphs[0]
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._element.get_or_add_pPr().append(snap)
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = 1.1, Pt(3), Pt(3)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
