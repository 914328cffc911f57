"""The Word files, read back as Word reads them."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.site import Procedure, Site, select
from kb.views.onepage import onepage
from kb.word.sheet import sheet_file
from tests.word.office import printed

INPUTS = BuildInputs(date(2026, 11, 23), "http://kb.example/", Audience.MEMBERS)


@pytest.fixture(scope="module")
def made(content: Site) -> bytes:
    return write(content, INPUTS)


def write(content: Site, inputs: BuildInputs) -> bytes:
    site = select(content, inputs.edition)
    procedure = site.records["xinxihua-caigou"]
    assert isinstance(procedure, Procedure)
    return sheet_file(site, onepage(site, LinkGraph.of(site, inputs.date), procedure), inputs)


def test_the_paper_is_a4_with_its_margins(made: bytes) -> None:
    section = Document(BytesIO(made)).sections[0]
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round((size or 0) / 36000) for size in sizes] == [210, 297, 37, 35, 28, 26]


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Normal", "仿宋_GB2312"),
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
    ],
)
def test_chinese_fonts_are_set_and_no_theme_wins_over_them(
    made: bytes, style: str, font: str
) -> None:
    fonts = Document(BytesIO(made)).styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [key for key in fonts.attrib if key.endswith("Theme")]


def test_headings_are_headings_and_tables_repeat_their_heads(made: bytes) -> None:
    document = Document(BytesIO(made))
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "Heading 1"
    ]
    assert headings[0] == "一、是不是“三重一大”"
    assert headings[-2:] == ["七、警示案例", "附件：引用条文"]
    materials, steps = document.tables
    assert len(steps.rows) == 1 + 14
    assert len(materials.rows) == 1 + 8
    for table in (materials, steps):
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_every_sheet_says_what_it_is(made: bytes) -> None:
    section = Document(BytesIO(made)).sections[0]
    foot = "".join(paragraph.text for paragraph in section.footer.paragraphs)
    head = "".join(paragraph.text for paragraph in section.header.paragraphs)
    address = "http://kb.example/s/cx-003.html"
    for words in ("CX-003", "依据截至2026年11月23日", "未审定", "全体党员版", address):
        assert words in foot
    assert "未审定" in head
    assert "PAGE" in section.footer._element.xml


def test_cited_articles_stand_in_the_annex_with_their_version(made: bytes) -> None:
    lines = [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]
    annex = lines[lines.index("附件：引用条文") :]
    assert "GZ-004　《“三重一大”决策实施办法》（示范文本）" in annex
    assert "示范文本：未经本单位印发，不具效力。" in annex
    assert any(line.startswith("第七十七条　") for line in annex)
    assert any("《中国共产党纪律处分条例》（2023年12月" in line for line in annex)


def test_equal_inputs_give_equal_bytes_that_name_nobody(content: Site, made: bytes) -> None:
    assert write(content, INPUTS) == made
    core = Document(BytesIO(made)).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert package.namelist() == sorted(package.namelist())


@pytest.mark.slow
def test_libreoffice_opens_it_and_prints_every_step(made: bytes, tmp_path: Path) -> None:
    told = printed(made, tmp_path)
    pages = told.split("\f")[:-1]
    assert len(pages) > 3
    assert all("CX-003" in page and "未审定" in page for page in pages)
    text = "".join(told.split())
    for words in ("业务科室提出立项建议", "后评估", "附件：引用条文"):
        assert words in text
