"""Word files made by a real library: what Word keeps beside the words, and files made to do harm."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from kb.importing.blocks import Document as Read
from kb.importing.docx import read_docx
from kb.importing.law import Law, Role, read_law
from kb.problem import Problem

_NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
    <w:suff w:val="{suff}"/><w:lvlText w:val="第%1章"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
    <w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
    <w:suff w:val="nothing"/><w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>"""


def read(word: Word) -> Read:
    """Save a document as Word does, and read it."""
    file = BytesIO()
    word.save(file)
    found = read_docx(file.getvalue(), "a.docx", "a")
    assert isinstance(found, Read), found
    return found


def law_of(word: Word) -> Law:
    law = read_law(read(word))
    assert isinstance(law, Law), law
    return law


def told(law: Law) -> list[str]:
    """Return what each paragraph was taken for, and its words."""
    return [f"{entry.role.name} {entry.label}{entry.text}" for entry in law.entries]


def with_numbers(word: Word, suff: str = "tab") -> None:
    """Define a list whose levels are 第一章, 第一条 and （一）."""
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING.format(ns=nsdecls("w"), suff=suff)))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )


def numbered(word: Word, level: int, text: str) -> Paragraph:
    paragraph = word.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
    )
    return paragraph


def test_numbers_that_word_sets_by_itself_are_written_out() -> None:
    word = Document()
    with_numbers(word)
    word.add_paragraph("某某办法", "Title")
    numbered(word, 0, "总则")
    numbered(word, 1, "为了管理，制定本办法。")
    numbered(word, 1, "有下列情形的：")
    numbered(word, 2, "甲；")
    numbered(word, 2, "乙。")
    numbered(word, 0, "附则")
    numbered(word, 1, "本办法自2020年3月1日起施行。")
    assert told(law_of(word)) == [
        "HEADING 第一章\u3000总则",
        "ARTICLE 第一条为了管理，制定本办法。",
        "ARTICLE 第二条有下列情形的：",
        "TEXT （一）甲；",
        "TEXT （二）乙。",
        "HEADING 第二章\u3000附则",
        "ARTICLE 第三条本办法自2020年3月1日起施行。",
    ]


def test_a_list_that_begins_anew_begins_with_its_first_number() -> None:
    word = Document()
    with_numbers(word)
    word.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    for list_id in ("90", "90", "91", "91"):
        paragraph = numbered(word, 2, "甲")
        next(paragraph._p.iter(qn("w:numId"))).set(qn("w:val"), list_id)
    assert [block.text for block in read(word).blocks] == [
        "（一）甲",
        "（二）甲",
        "（一）甲",
        "（二）甲",
    ]


def test_headings_tables_and_the_table_of_contents() -> None:
    word = Document()
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("某某办法", "Title")
    word.add_paragraph("第一章 总则\t1", "toc 1")
    word.add_heading("第一章 总则", 1)
    word.add_paragraph("第一条\u3000税率如下：")
    table = word.add_table(2, 2)
    for cell, words in zip(table._cells, ("税目", "税率", "甲\n乙", "10%|20%"), strict=True):
        cell.text = words
    word.add_paragraph("第二条\u3000结束。")
    law = law_of(word)
    assert told(law) == [
        "HEADING 第一章\u3000总则",
        "ARTICLE 第一条税率如下：",
        "ROW 税目\u3000税率",
        "ROW 甲 乙\u300010%|20%",
        "ARTICLE 第二条结束。",
    ]
    assert [entry.first for entry in law.entries if entry.role is Role.ROW] == [True, False]


def test_what_is_not_read_is_told() -> None:
    word = Document()
    word.add_paragraph("某某办法")
    paragraph = word.add_paragraph("第一条\u3000甲")
    run = paragraph.add_run("（批注见右）")
    word.add_comment(run, "这里要改", author="某", initials="某")
    for xml in (
        '<w:ins {ns} w:id="1" w:author="某"><w:r><w:t>新</w:t></w:r></w:ins>',
        '<w:del {ns} w:id="2" w:author="某"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        "<w:r {ns}><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r>",
        '<w:r {ns}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    read_back = read(word)
    assert [block.text for block in read_back.blocks] == [
        "某某办法",
        "第一条\u3000甲（批注见右）新〓",
    ]
    assert [f"{one.line} {one.message}" for one in read_back.remarks] == [
        "2 有 1 条批注，没有导入",
        "2 有 1 处插入的文字带修订痕迹，已经导入",
        "2 有 1 处删除的文字，按接受修订后的样子导入",
        "2 有 1 个文本框，里面的文字没有导入",
        "2 有 1 处隐藏的文字，没有导入",
        "2 有 1 个字辨认不出，页面上用“〓”代替",
    ]


def test_a_list_without_numbers_is_known() -> None:
    word = Document()
    word.add_paragraph("一点", "List Bullet")
    word.add_paragraph("一", "List Number")
    word.add_paragraph("一段")
    found = [(block.text, block.bullet) for block in read(word).blocks]
    assert found == [("一点", True), ("1.\u3000一", False), ("一段", False)]


def test_what_a_style_hides_is_left_out() -> None:
    word = Document()
    style = word.styles.add_style("secret", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    word.add_paragraph("看得见").add_run("看不见", "secret")
    word.styles.add_style("unseen", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
    word.add_paragraph("也看不见", "unseen")
    read_back = read(word)
    assert [block.text for block in read_back.blocks] == ["看得见"]
    assert [one.message for one in read_back.remarks] == ["有 2 处隐藏的文字，没有导入"]


def test_a_line_break_within_a_paragraph_ends_it() -> None:
    word = Document()
    word.add_paragraph("某某办法\n第一条\u3000甲。\n第二条\u3000乙。")
    assert told(law_of(word)) == ["ARTICLE 第一条甲。", "ARTICLE 第二条乙。"]


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


_W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_END = b"</w:body></w:document>"
_ENTITIES = (
    b'<!DOCTYPE d [<!ENTITY a "'
    + b"a" * 1000
    + b'"><!ENTITY b "'
    + b"&a;" * 1000
    + b'"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "不是 .docx 文件，或者已经损坏"),
        (b"PK\x03\x04 and no more", "不是 .docx 文件，或者已经损坏"),
        (packed(styles=b"<a/>"), "不是 Word 文件"),
        (packed(document=b"<a"), "已经损坏，读不出来"),
        (packed(document=_ENTITIES + _W + b"&b;&f;" + _END), "带有 Word 文件里不该有的定义"),
        (packed(document=b" " * 70_000_000), "解压后超过 60 MB"),
        (packed(document=_W + b"<w:p>" * 100_000 + _END), "内部结构套得太深"),
        (packed(document=_W + _END, numbering=b"<a><abstractNum><lvl ilvl='x'/></abstractNum></a>"),
         "里的编号读不出来"),
    ],
    ids=["empty", "cut", "no-document", "broken", "entities", "bomb", "deep", "number"],
)  # fmt: skip
def test_a_file_made_to_do_harm_is_refused(raw: bytes, says: str) -> None:
    found = read_docx(raw, "a.docx", "a")
    assert isinstance(found, Problem)
    assert found.message == f"文件{says}"


def test_a_part_of_the_archive_that_lies_elsewhere_is_never_written(tmp_path: Path) -> None:
    file = BytesIO(packed(document=_W + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + _END))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../escaped.txt", "x")
    assert isinstance(read_docx(file.getvalue(), "a.docx", "a"), Read)
    assert not list(tmp_path.parent.rglob("escaped.txt"))
