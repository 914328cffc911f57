"""`export` as a person runs it: for whom must be told, and what nobody approved stays here."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from kb.inputs import Audience
from tests.site.canaries import CANARIES, add_canaries
from tests.tiny import TinySite

Run = Callable[..., subprocess.CompletedProcess[str]]


FORMS = """\
- id: qiandao
  title: 会议 签到表
  purpose: 签到。
  file: Word
  audience: 全局
  basis: [本单位惯例]
  rows:
    - {cells: [时间, 地点]}
- id: duban
  title: 督办台账
  purpose: 登记。
  file: Excel
  audience: 全局
  basis: [本单位惯例]
  columns:
    - {name: 事项, width: 8}
- id: tanhua
  title: 谈话提纲
  purpose: 谈话。
  file: Word
  audience: 班子
  basis: [本单位惯例]
  rows:
    - {cells: [时间, 地点]}
"""


def add_forms(docs: Path) -> None:
    """Write the blank forms, and the page that lists them as nobody approved it."""
    header, _, body = (docs / "index.md").read_text("utf-8").partition("\napproval:")
    (docs / "forms").mkdir(exist_ok=True)
    (docs / "forms/index.md").write_text(header + body.partition("}")[2], encoding="utf-8")
    (docs / "_data/forms.yml").write_text(FORMS, encoding="utf-8")


def approve(docs: Path) -> None:
    approval = "\napproval: {content: 甲岗位, secrecy: 乙岗位, date: 2026-11-23}\n---\n"
    for file in docs.rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("\n---\n", approval, 1), encoding="utf-8")


@pytest.mark.parametrize("form", ["docx", "jsonl"])
def test_the_edition_must_be_told(kb: Run, docs: Path, tmp_path: Path, form: str) -> None:
    done = kb("export", form, "--docs", docs, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith("缺少参数：--edition")
    assert not (tmp_path / "out").exists()


def test_what_nobody_approved_is_refused_unless_it_is_a_draft(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全体党员")
    done = kb(*order)
    assert done.returncode == 1
    assert ": META-22 没有审核记录" in done.stderr
    assert "--draft" in done.stderr
    assert not (tmp_path / "out").exists()
    assert kb(*order, "--draft").returncode == 0
    document = Document(str(tmp_path / "out/CX-001.docx"))
    assert "未审定" in document.sections[0].header.paragraphs[0].text


def test_what_was_approved_bears_no_stamp(kb: Run, docs: Path, tmp_path: Path) -> None:
    approve(docs)
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全局")
    assert kb(*order).returncode == 0
    assert kb(*(*order[:-1], "全体党员")).returncode == 0
    document = Document(str(tmp_path / "out/CX-001.docx"))
    assert document.sections[0].header.paragraphs[0].text == "全体党员版"


def test_blank_forms_are_refused_while_nobody_approved_their_page(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    add_forms(docs)
    approve(docs)
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全局")
    assert kb(*order).returncode == 0
    add_forms(docs)
    done = kb(*order)
    assert done.returncode == 1
    assert "forms/index.md:1:1: META-22 没有审核记录" in done.stderr


def test_the_blank_forms_are_exported_by_their_titles(kb: Run, docs: Path, tmp_path: Path) -> None:
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--draft", "--edition")
    assert kb(*order, "全局").returncode == 0
    assert not (tmp_path / "out/表样").exists()
    add_forms(docs)
    done = kb(*order, "全局")
    assert done.returncode == 0
    assert "，2 个表样：" in done.stdout
    names = sorted(file.name for file in (tmp_path / "out/表样").iterdir())
    assert names == ["会议 签到表.docx", "督办台账.xlsx"]
    document = Document(str(tmp_path / "out/表样/会议 签到表.docx"))
    assert document.paragraphs[0].text == "会议 签到表"
    assert kb(*order, "班子").returncode == 0
    assert (tmp_path / "out/表样/谈话提纲.docx").is_file()


def test_faulty_content_is_not_exported(kb: Run, docs: Path, tmp_path: Path) -> None:
    file = docs / "procedures/zhichu.md"
    file.write_text(file.read_text("utf-8").replace("GZ-001-1", "GZ-099-1"), encoding="utf-8")
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全局")
    done = kb(*order, "--draft")
    assert done.returncode == 1
    assert "REF-1" in done.stderr
    assert not (tmp_path / "out").exists()


def test_sections_that_nobody_approved_are_refused_unless_they_are_a_draft(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    order = ("export", "jsonl", "--docs", docs, "--out", out, "--edition", "全体党员")
    done = kb(*order)
    assert done.returncode == 1
    assert "cases/gouwuka.md:1:1: META-22 没有审核记录" in done.stderr
    assert not out.exists()
    assert kb(*order, "--draft").returncode == 0
    lines = (out / "sections.jsonl").read_text("utf-8").splitlines()
    assert lines
    assert not any(json.loads(line)["approved"] for line in lines)
    assert "未审定，只供审核" in (out / "说明.md").read_text("utf-8")


@pytest.mark.parametrize("form", ["docx", "jsonl"])
def test_a_second_export_takes_the_place_of_the_first_and_of_nothing_else(
    kb: Run, docs: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    order = ("export", form, "--docs", docs, "--out", out, "--edition", "全局", "--draft")
    assert kb(*order).returncode == 0
    first = {file.name: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    (out / "old.docx").write_bytes(b"of a record that is gone")
    assert kb(*order).returncode == 0
    assert {file.name: file.read_bytes() for file in out.rglob("*") if file.is_file()} == first
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.docx").write_bytes(b"mine")
    done = kb(*order[:4], "--out", mine, *order[6:])
    assert done.returncode == 2
    assert "不能放导出的文件" in done.stderr
    assert [one.name for one in mine.iterdir()] == ["letter.docx"]


@pytest.mark.parametrize("edition", ["全局", "全体党员", "中层", "班子"])
def test_the_sections_of_an_edition_hold_no_byte_of_narrower_pages(
    kb: Run, tmp_path: Path, edition: str
) -> None:
    tiny = TinySite.make(tmp_path)
    add_canaries(tiny)
    out = tmp_path / "out"
    order = ("export", "jsonl", "--docs", tiny.docs, "--out", out, "--edition", edition, "--draft")
    done = kb(*order)
    assert done.returncode == 0, done.stderr
    everything = b"".join(file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file())
    for canary in CANARIES:
        found = [mark for mark in canary.marks if mark in everything]
        wanted = Audience(edition).holds(canary.audience)
        assert bool(found) is wanted, found
