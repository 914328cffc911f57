"""The Word files of packs, read back as Word reads them."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.site import Meeting, Site, select
from kb.views.pack import Pack, pack
from kb.word.markdown import widths
from kb.word.pack import pack_file
from tests.word.office import printed

DAY = date(2026, 11, 24)


def read_pack(content: Site, id: str, edition: Audience = Audience.MEMBERS) -> tuple[Site, Pack]:
    site = select(content, edition)
    meeting = site.records[id]
    assert isinstance(meeting, Meeting)
    return site, pack(site, LinkGraph.of(site, DAY), meeting)


def write(content: Site, id: str, edition: Audience = Audience.MEMBERS) -> bytes:
    site, one = read_pack(content, id, edition)
    return pack_file(site, one, BuildInputs(DAY, "http://kb.example/", edition))


@pytest.fixture(scope="module")
def made(content: Site) -> bytes:
    return write(content, "lianzheng-zhuanti")


def test_the_page_is_that_of_an_official_paper(made: bytes) -> None:
    section = Document(BytesIO(made)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((size or 0) / 36000) for size in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert 22 * 579 / 20 <= 225 / 25.4 * 72 < 23 * 579 / 20


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ],
)
def test_fonts_are_those_of_an_official_paper(
    made: bytes, style: str, font: str, size: int
) -> None:
    found = Document(BytesIO(made)).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.element.rPr.sz.val.pt == size
    closer = found.element.rPr.find(qn("w:spacing"))
    assert 28 * (16 + int(closer.get(qn("w:val"))) / 20) <= 156 / 25.4 * 72


def test_every_section_of_the_page_is_a_heading_and_every_table_a_table(
    content: Site, made: bytes
) -> None:
    document = Document(BytesIO(made))
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "Heading 1"
    ]
    page = content.records["lianzheng-zhuanti"]
    wanted = [heading.text for heading in page.headings if heading.level == 2]
    assert [one.partition("、")[2] for one in headings[: len(wanted)]] == wanted
    assert headings[len(wanted) :] == ["八、提醒案例", "九、相关程序", "十、表样", "附件：引用条文"]
    assert len(document.tables) == 2
    assert document.tables[1].rows[0].cells[0].text == "顺序"
    assert sum(p.text.startswith("□ ") for p in document.paragraphs) > 10


def test_cited_articles_stand_in_the_annex_each_once(content: Site, made: bytes) -> None:
    _, one = read_pack(content, "lianzheng-zhuanti")
    lines = [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]
    annex = lines[lines.index("附件：引用条文") :]
    articles = [line for line in annex if line.startswith("第") and "条　" in line[:12]]
    assert len(articles) == len(one.cited) > 10
    assert "GZ-008　《班子专题研究制度》（示范文本）" in annex
    assert any("《中国共产党纪律处分条例》（2023年12月19日发布" in line for line in annex)


def test_every_page_says_what_it_is(made: bytes) -> None:
    section = Document(BytesIO(made)).sections[0]
    address = "http://kb.example/s/hy-002.html"
    for footer in (section.footer, section.even_page_footer):
        foot = "".join(paragraph.text for paragraph in footer.paragraphs)
        for words in ("HY-002", "依据截至2026年11月24日", "未审定", "全体党员版", address):
            assert words in foot
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "未审定　全体党员版"


def test_numbers_stand_at_the_outer_edge_as_official_papers_want(made: bytes) -> None:
    document = Document(BytesIO(made))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        number = footer.paragraphs[0]
        assert number.text == "—  —"
        assert "PAGE" in number._p.xml
        assert {run.font.size.pt for run in number.runs if run.font.size} == {14}
        for run in number.runs:
            fonts = run._r.rPr.rFonts
            assert {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia")} == {"宋体"}
        place = number._p.pPr
        assert place.jc.get(qn("w:val")) == side
        one_character = {qn(f"w:{side}"): "280"}
        assert dict(place.ind.attrib) == one_character
        order = [child.tag for child in place]
        assert order == [qn(f"w:{key}") for key in ("pStyle", "snapToGrid", "spacing", "ind", "jc")]


@pytest.mark.slow
def test_libreoffice_puts_the_numbers_of_a_pack_where_they_belong(
    made: bytes, tmp_path: Path
) -> None:
    """One character in from the edge of the text, the dashes 7 mm below it."""
    told = printed(made, tmp_path, "-bbox", "-l", "2")
    dash = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">—<')
    odd, even = (
        [tuple(map(float, found)) for found in dash.findall(page)]
        for page in told.split("</page>")[:2]
    )
    millimetre = 72 / 25.4
    right, left = (210 - 26) * millimetre, 28 * millimetre
    assert odd[-1][2] == pytest.approx(right - 14, abs=1)
    assert even[-2][0] == pytest.approx(left + 14, abs=1)
    for _, top, _, bottom in (*odd[-2:], *even[-2:]):
        assert (top + bottom) / 2 == pytest.approx((297 - 35 + 7) * millimetre, abs=3)


def test_what_last_year_left_open_is_for_the_leaders_alone(content: Site, made: bytes) -> None:
    title = "上年待核对的打算"
    assert not read_pack(content, "lianzheng-zhuanti")[1].points
    assert title not in document_text(made)
    points = read_pack(content, "lianzheng-zhuanti", Audience.LEADERS)[1].points
    assert "班子成员与分管科室负责人的廉政谈话" in [point.plan.text for point in points]
    assert {point.answer for point in points} == {"无材料"}
    assert title in document_text(write(content, "lianzheng-zhuanti", Audience.LEADERS))


def document_text(raw: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs)


def test_equal_inputs_give_equal_bytes_without_what_nobody_uses(content: Site, made: bytes) -> None:
    assert write(content, "lianzheng-zhuanti") == made
    with zipfile.ZipFile(BytesIO(made)) as package:
        names = package.namelist()
    assert names == sorted(names)
    assert not [name for name in names if "thumbnail" in name or "theme" in name]
    assert len(Document(BytesIO(made)).styles) < 15


def test_every_pack_can_be_made(content: Site) -> None:
    site = select(content, Audience.LEADERS)
    for meeting in site.of(Meeting):
        raw = write(content, meeting.meta.id, Audience.LEADERS)
        assert meeting.meta.title in document_text(raw)


def test_a_row_that_is_too_short_or_too_long_is_set_all_the_same() -> None:
    made = widths([["顺序", "要点"], ["1", "报应到、实到、请假、回避人数，达到规定人数才开会"]])
    assert sum(made) == 156
    assert made[0] < made[1]
