"""Word and Excel files that are attached: nothing in them that is not seen, and no trap."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.outgoing.office import BadFile, office_faults, office_words, read_parts
from kb.problem import report
from tests.pictures import docx, exif, jpeg, paragraph
from tests.tiny import TinySite

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CORE = (
    '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>张伟</dc:creator>'
    "<lastModifiedBy></lastModifiedBy></p>"
)
VANISHING = (
    f'<w:styles {_W}><w:style w:styleId="{{}}"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
NOTHING: list[str] = []


def faults(raw: bytes) -> list[str]:
    return list(office_faults(read_parts(raw)))


@pytest.mark.parametrize(
    ("body", "parts", "wanted"),
    [
        (paragraph("登记表"), {}, NOTHING),
        (f"<w:p><w:ins w:id='1'>{paragraph('改')}</w:ins></w:p>", {}, ["有修订痕迹"]),
        ("<w:p><w:r><w:rPr><w:rPrChange w:id='1'/></w:rPr></w:r></w:p>", {}, ["有修订痕迹"]),
        ("", {"word/comments.xml": f"<w:comments {_W}/>"}, ["有批注"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>", {}, ["有隐藏的文字"]),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr></w:r></w:p>", {}, NOTHING),
        ("<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr></w:p>", {"word/styles.xml": VANISHING.format("a")}, ["有隐藏的文字"]),
        ("", {"word/styles.xml": VANISHING.format("a")}, NOTHING),
        ("", {"docProps/core.xml": CORE}, ["写着作者“张*”"]),
        ("", {"word/people.xml": f"<w:people {_W}><w:person w:author='李明'/></w:people>"}, ["写着批注人“李*”"]),
        ("", {"word/vbaProject.bin": b"x"}, ["有宏或者嵌入的文件"]),
        ("", {"word/embeddings/a.xlsx": b"x"}, ["有宏或者嵌入的文件"]),
        ("", {"word/media/a.jpeg": jpeg(exif(1))}, ["图片里有拍摄信息"]),
        ("", {"word/media/a.jpeg": jpeg()}, NOTHING),
        ("", {"xl/workbook.xml": f"<w {_X}><sheet state='veryHidden'/></w>"}, ["有隐藏的工作表"]),
        ("", {"xl/a.xml": f"<w {_X}><row hidden='1'/><col hidden='1'/></w>"}, ["有隐藏的行", "有隐藏的列"]),
        ("", {"xl/threadedComments/threadedComment1.xml": "<a/>"}, ["有批注"]),
    ],
)  # fmt: skip
def test_what_is_not_seen_is_named(
    body: str, parts: dict[str, str | bytes], wanted: list[str]
) -> None:
    assert faults(docx(body, parts)) == wanted


def test_words_are_read_whole_wherever_they_stand() -> None:
    parts: dict[str, str | bytes] = {
        "word/footer1.xml": f"<w:ftr {_W}>{paragraph('页脚')}</w:ftr>",
        "word/_rels/document.xml.rels": r'<r><r Target="file:///\\server\share\a.dotm"/></r>',
        "xl/sharedStrings.xml": f"<s {_X}><si><t>单元</t><t>格</t></si></s>",
        "xl/worksheets/sheet1.xml": f"<s {_X}><c><v>13800138000</v></c></s>",
    }
    words = office_words(read_parts(docx(paragraph("身份证1101", "0119"), parts))).split("\n")
    assert {"身份证11010119", "页脚", "单元格", "13800138000"} <= set(words)
    assert r"file:///\\server\share\a.dotm" in words


def _named(name: str) -> bytes:
    return docx("", {name: "x"})


def _growing() -> bytes:
    return docx("", {"word/a.bin": b"\0" * 60_000_000})


def _entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return docx("", {"word/a.xml": bomb})


def _deep() -> bytes:
    return docx("", {"word/a.xml": "<a>" * 5_000 + "</a>" * 5_000})


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"no package", "不是完好的"),
        (docx("")[:-30], "不是完好的"),
        (_named("../outside.xml"), "指向外面"),
        (_named("/etc/passwd"), "指向外面"),
        (_named("..\\outside.xml"), "指向外面"),
        (_growing(), "太大"),
        (_entities(), "实体"),
        (_deep(), "太深"),
        (docx("<w:p>"), "XML"),
    ],
    ids=["text", "cut", "up", "root", "backslash", "bomb", "entities", "deep", "broken"],
)
def test_traps_are_refused(raw: bytes, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        faults(raw)


@given(st.binary(max_size=40), st.integers(0, 600))
def test_any_bytes_are_a_file_or_refused(noise: bytes, at: int) -> None:
    whole = docx(paragraph("登记表"))
    try:
        parts = read_parts(whole[:at] + noise + whole[at + len(noise) :])
        list(office_faults(parts))
        office_words(parts)
    except BadFile:
        pass


LEAVE = "- {{file: rules/{}, code: META-17, allowed_by: 保密办负责人, reason: 登记表, until: 2099-12-31}}\n"


def test_an_attachment_is_published_where_a_page_links_to_it(tiny: TinySite) -> None:
    tiny.write("rules/dengji.docx", docx(paragraph("登记表")))
    tiny.write("_data/exceptions.yml", LEAVE.format("dengji.docx"))
    tiny.replace("rules/tanhua.md", "第三条　", "第三条　填写[登记表](dengji.docx)。")
    assert not tiny.read().problems


def test_the_words_of_an_attachment_are_looked_at(tiny: TinySite) -> None:
    tiny.write("rules/dengji.docx", docx(paragraph("登记表") + paragraph("1380013", "8000")))
    tiny.write("_data/exceptions.yml", LEAVE.format("dengji.docx"))
    told = report(tiny.read().problems)
    assert told.startswith("docs/rules/dengji.docx:1:1: RED-3 附件第 2 段有手机号码：138******00\n")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_a_file_that_libreoffice_wrote_with_changes_and_a_comment(tmp_path: Path) -> None:
    source = Path(__file__).parent / "changes.fodt"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "docx", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    raw = (tmp_path / "changes.docx").read_bytes()
    assert zipfile.is_zipfile(BytesIO(raw))
    found = faults(raw)
    assert {"有批注", "有修订痕迹"} <= set(found)
    assert "登记表" in office_words(read_parts(raw))
