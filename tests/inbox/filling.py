"""Templates filled in: by a library in a moment, and by LibreOffice as a person does it."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.table import _Cell

from kb.inbox.forms import form_called
from kb.inbox.template import template_file
from tests.tiny import TinySite

CASE: Mapping[str, str] = {
    "标题": "抽屉里的一盒茶叶",
    "一句话说明": "窗口人员收下茶叶没有登记的教学情景。",
    "专题": "☑廉政谈话",
    "读者范围": "☐全局　☑全体党员　☐中层　☐班子",
    "维护岗位": "机关党委（办公室）负责人",
    "复核期限": "2027年3月31日",
    "来源性质": "☐公开通报　☑教学情景",
    "来源": "编者虚构",
    "岗位层级": "☑窗口人员",
    "行为": "☑收受礼品礼金",
    "行为时间": "2025-01-01",
    "处理幅度": "批评教育",
    "错在哪一步": "CX-001第一步",
    "廉政风险点": "管理服务对象送礼、登记簿锁着",
}
ACT = ("收下茶叶，没有登记", "《廉政谈话制度》第二条")
SECTIONS: Mapping[str, Sequence[str]] = {
    "经过": ["某窗口人员下班时发现桌上有一盒茶叶。", "以后一直没有处理。"],
    "违反了什么": ["对照《廉政谈话制度》第二条。"],
    "如何处理": ["本页只列规则允许的幅度。"],
    "根源": ["登记簿锁在办公室。"],
    "防控要点": ["• 登记表放到窗口（GZ-001-2）。", "• 当天登记。"],
    "讨论题": ["1. 第一分钟该做什么？", "2. 过了一个月还要不要登记？"],
}


def blank(tiny: TinySite, label: str) -> bytes:
    """Return the template of the kind called `label` as the tiny site has it."""
    form = form_called(label, tiny.site())
    assert form is not None
    return template_file(form)


def fill(
    raw: bytes,
    rows: Mapping[str, str],
    sections: Mapping[str, Sequence[str]],
    acts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return the template `raw` with these words in its rows and below its headings."""
    return saved(filled(raw, rows, sections, acts))


def filled(
    raw: bytes,
    rows: Mapping[str, str],
    sections: Mapping[str, Sequence[str]],
    acts: Sequence[tuple[str, str]] = (),
) -> Word:
    word = Document(BytesIO(raw))
    for row in word.tables[0].rows[1:]:
        if (name := row.cells[0].text) in rows:
            _write(row.cells[1], rows[name])
    for number, (act, articles) in enumerate(acts, 1):
        _write(word.tables[1].rows[number].cells[0], act)
        _write(word.tables[1].rows[number].cells[1], articles)
    title = ""
    for paragraph in list(word.paragraphs)[2:]:
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            title = paragraph.text
            for text in reversed(sections.get(title, ())):
                new = word.add_paragraph(text)
                paragraph._p.addnext(new._p)
        elif title in sections:
            paragraph._p.getparent().remove(paragraph._p)
    return word


def saved(word: Word) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def case_file(
    tiny: TinySite,
    rows: Mapping[str, str] | None = None,
    sections: Mapping[str, Sequence[str]] | None = None,
    act: tuple[str, str] = ACT,
) -> bytes:
    """Return a case that is filled in as it should be, but for what is given."""
    raw = blank(tiny, "警示案例")
    return fill(raw, {**CASE, **(rows or {})}, {**SECTIONS, **(sections or {})}, [act])


def by_libreoffice(
    raw: bytes, words: Mapping[str, str], ticks: Iterable[str], folder: Path, tracked: bool
) -> bytes:
    """Return the template opened, filled in and saved by LibreOffice.

    It writes what it read as a flat file, in which `words` replace guides as typing does, and the
    boxes before `ticks` are ticked; `tracked` lets the words of one paragraph be an insertion that
    nobody has accepted, beside words that are struck out.
    """
    (folder / "t.docx").write_bytes(raw)
    _convert("fodt", folder / "t.docx", folder)
    text = (folder / "t.fodt").read_text("utf-8")
    for old, new in words.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    for name in ticks:
        box = rf"☐(</text:span></loext:content-control>(?:<text:span[^>]*>)?{name})"
        text, count = re.subn(box, r"☑\1", text, count=1)
        assert count, name
    if tracked:
        text = _with_changes(text)
    (folder / "t.fodt").write_text(text, encoding="utf-8")
    (folder / "t.docx").unlink()
    _convert("docx", folder / "t.fodt", folder)
    return (folder / "t.docx").read_bytes()


def _with_changes(text: str) -> str:
    """Return the flat file with an insertion and a deletion in the paragraph of 以后一直没有处理."""
    info = "<office:change-info><dc:creator>编辑甲</dc:creator><dc:date>2026-11-24T09:00:00</dc:date></office:change-info>"
    changes = (
        '<text:tracked-changes text:track-changes="false">'
        f'<text:changed-region xml:id="c1" text:id="c1"><text:insertion>{info}</text:insertion>'
        "</text:changed-region>"
        f'<text:changed-region xml:id="c2" text:id="c2"><text:deletion>{info}<text:p>旧话</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    text = re.sub(r"(<office:text\b[^>]*>)", lambda found: found[1] + changes, text, count=1)
    words = "以后一直没有处理。"
    assert words in text
    marked = (
        f'<text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>{words}'
        '<text:change-end text:change-id="c1"/>'
    )
    return text.replace(words, marked, 1)


def _convert(form: str, file: Path, folder: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", form, "--outdir", folder, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def _write(cell: _Cell, text: str) -> None:
    for control in cell._tc.xpath(".//w:sdt"):
        control.getparent().remove(control)
    cell.text = text
