"""The files of blank forms, read back as Word and Excel read them."""

import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest
from docx import Document

from kb.forms.excel import excel_form
from kb.forms.pages import file_url, with_forms
from kb.forms.publish import write_forms
from kb.forms.word import word_form
from kb.inputs import Audience, BuildInputs
from kb.model import Form, FormFile
from kb.site import Site, select

INPUTS = BuildInputs(date(2026, 11, 24), "", Audience.MEMBERS)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WANTED = {
    "议题审批单": FormFile.WORD,
    "会议通知": FormFile.WORD,
    "签到表": FormFile.WORD,
    "会议记录要素": FormFile.WORD,
    "纪要要素": FormFile.WORD,
    "督办台账": FormFile.EXCEL,
    "谈话记录表": FormFile.WORD,
    "谈话台账": FormFile.EXCEL,
    "廉政风险点登记表": FormFile.EXCEL,
    "归档卷目": FormFile.EXCEL,
    "考核材料清单": FormFile.EXCEL,
}


@pytest.fixture(scope="module")
def members(content: Site) -> Site:
    return select(content, Audience.MEMBERS)


def form(site: Site, id: str) -> Form:
    return next(one for one in site.forms if one.id == id)


def words(raw: bytes) -> str:
    document = Document(BytesIO(raw))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_forms_that_a_unit_needs_are_there(members: Site) -> None:
    found = {one.title: one.file for one in members.forms}
    assert found.items() >= WANTED.items()
    assert sum(title.startswith("节前提醒：") for title in found) == 5


def test_a_form_to_sign_has_its_lines_its_list_and_its_names(members: Site) -> None:
    raw = word_form(members, form(members, "qiandao-biao"), INPUTS, approved=False)
    text = words(raw)
    for wanted in ("签到表", "应到", "本人签名", "核对人：", "1. 本人签"):
        assert wanted in text
    rows, list_ = Document(BytesIO(raw)).tables
    assert len(rows.rows) == 3
    assert len(list_.rows) == 1 + 18
    assert list_.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_no_form_has_a_sentence_of_a_record_filled_in(members: Site) -> None:
    """What is printed beside a name is a reminder; a record is empty."""
    for one in members.forms:
        assert one.id.startswith("tixing-") or not any(row.text for row in one.rows), one.id


def test_a_reminder_names_rules_and_leaves_room_for_a_notice(members: Site) -> None:
    text = words(word_form(members, form(members, "tixing-chunjie"), INPUTS, approved=False))
    assert "《中国共产党纪律处分条例》（2023年）第九十七条" in text
    assert "GZ-101" not in text
    for wanted in ("发布单位", "发布日期", "标题和网址"):
        assert wanted in text


def test_a_ledger_prints_on_a4_repeats_its_head_and_offers_its_choices(members: Site) -> None:
    raw = excel_form(members, form(members, "duban-taizhang"), INPUTS, approved=False)
    with zipfile.ZipFile(BytesIO(raw)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        workbook = book.read("xl/workbook.xml").decode()
    page = sheet.find(f"{_SHEET}pageSetup")
    assert page is not None
    assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")
    assert "_xlnm.Print_Titles" in workbook
    pane = sheet.find(f".//{_SHEET}pane")
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("2", "frozen")
    lists = [rule.get("type") for rule in sheet.iter(f"{_SHEET}dataValidation")]
    assert sorted(filter(None, lists)) == ["date", "date", "list"]
    assert "未到期,逾期,已办结,变更重新上会" in etree.tostring(sheet, encoding="unicode")


def test_every_form_is_written_alike_twice(members: Site, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_forms(with_forms(members), INPUTS, tmp_path / folder)
    for one in members.forms:
        first, second = ((tmp_path / folder / file_url(one)).read_bytes() for folder in ("a", "b"))
        assert first == second
        with zipfile.ZipFile(BytesIO(first)) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}
            core = package.read("docProps/core.xml").decode()
        assert "2026-11-24" in core
        assert not re.search(r"<dc:creator>[^<]", core)


def test_a_choice_list_is_no_longer_than_excel_takes(members: Site) -> None:
    for one in members.forms:
        assert all(len(",".join(column.choices)) <= 255 for column in one.columns), one.id


@pytest.mark.slow
def test_libreoffice_prints_every_form(members: Site, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("没有LibreOffice或者pdftotext")
    write_forms(with_forms(members), INPUTS, tmp_path)
    files = [tmp_path / file_url(one) for one in members.forms]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    for kind in (".docx", ".xlsx"):
        of_kind = [str(file) for file in files if file.suffix == kind]
        subprocess.run([*convert, *of_kind], check=True, capture_output=True)
    ledgers = [one for one in members.forms if one.file is FormFile.EXCEL]
    sheets = any((tmp_path / f"{one.id}.pdf").exists() for one in ledgers)
    for one in members.forms:
        if one in ledgers and not sheets:
            continue  # this LibreOffice has no spreadsheets
        done = subprocess.run(
            [reader, str(tmp_path / f"{one.id}.pdf"), "-"],
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        text = "".join(done.stdout.split())
        assert one.title.replace(" ", "") in text
        assert all(column.name in text for column in one.columns), one.id
