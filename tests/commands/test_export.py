"""`export` as a person runs it: for whom must be told, and what nobody approved stays here."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from docx import Document

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_edition_must_be_told(kb: Run, docs: Path, tmp_path: Path) -> None:
    done = kb("export", "docx", "--docs", docs, "--out", tmp_path / "out")
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
    approval = "\napproval: {content: 甲岗位, secrecy: 乙岗位, date: 2026-11-23}\n---\n"
    for file in docs.rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("\n---\n", approval, 1), encoding="utf-8")
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全局")
    assert kb(*order).returncode == 0
    assert kb(*(*order[:-1], "全体党员")).returncode == 0
    document = Document(str(tmp_path / "out/CX-001.docx"))
    assert document.sections[0].header.paragraphs[0].text == "全体党员版"


def test_faulty_content_is_not_exported(kb: Run, docs: Path, tmp_path: Path) -> None:
    file = docs / "procedures/zhichu.md"
    file.write_text(file.read_text("utf-8").replace("GZ-001-1", "GZ-099-1"), encoding="utf-8")
    order = ("export", "docx", "--docs", docs, "--out", tmp_path / "out", "--edition", "全局")
    done = kb(*order, "--draft")
    assert done.returncode == 1
    assert "REF-1" in done.stderr
    assert not (tmp_path / "out").exists()
