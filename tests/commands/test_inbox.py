"""`import` without paths, `template`: the inbox as a person at a terminal meets it."""

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.packing.contents import builder_files
from tests.commands.conftest import ROOT, Run
from tests.inbox.filling import case_file
from tests.tiny import TinySite

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def inbox(kb: Run, docs: Path) -> Path:
    assert kb("template", "--docs", docs).returncode == 0
    return docs.parent / "inbox"


@pytest.fixture
def case(docs: Path) -> bytes:
    return case_file(TinySite(docs.parent))


def test_templates_are_written_where_one_says(kb: Run, docs: Path, tmp_path: Path) -> None:
    done = kb("template", tmp_path / "a/b", "--docs", docs)
    assert done.returncode == 0
    assert "接下来：用Word或者WPS打开" in done.stdout
    assert {file.name for file in (tmp_path / "a/b").iterdir()} == {
        f"{label}模板.docx"
        for label in ("警示案例", "责任规则", "三重一大程序", "年度总结", "会前准备")
    }
    assert not (tmp_path / "inbox").exists()


def test_an_empty_inbox_is_made_and_said(kb: Run, docs: Path) -> None:
    done = kb("import", "--docs", docs)
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有等待收入的文件" in done.stdout
    note = (docs.parent / "inbox/使用说明.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("by_path", [True, False])
def test_what_waits_is_taken_in(
    kb: Run, docs: Path, inbox: Path, case: bytes, by_path: bool
) -> None:
    (inbox / "茶叶.docx").write_bytes(case)
    (inbox / "旧.doc").write_bytes(b"x")
    done = kb("import", inbox if by_path else "inbox", "--docs", docs, "--date", "2026-11-24")
    assert done.returncode == 1
    assert "已收入：茶叶.docx → AL-002《抽屉里的一盒茶叶》" in done.stdout
    assert "没有收入：旧.doc，原因见“旧.doc.报告.txt”" in done.stdout
    assert done.stderr.startswith("inbox/旧.doc:1:1: ART-6 ")
    assert kb("check", "--docs", docs).returncode == 0


def test_a_file_that_grows_is_left_until_it_is_whole(
    kb: Run, docs: Path, inbox: Path, case: bytes
) -> None:
    file = inbox / "茶叶.docx"
    ended = threading.Event()

    def copy() -> None:
        with file.open("wb") as target:
            while not ended.wait(0.1):
                target.write(b"x")
                target.flush()

    copying = threading.Thread(target=copy)
    copying.start()
    time.sleep(0.3)
    done = kb("import", "--docs", docs)
    ended.set()
    copying.join()
    assert "另有 1 个文件还在复制" in done.stdout
    assert not (inbox / "茶叶.docx.报告.txt").exists()
    file.write_bytes(case)
    assert "已收入：茶叶.docx" in kb("import", "--docs", docs).stdout


def test_two_at_once_make_one_page(start: Start, docs: Path, inbox: Path, case: bytes) -> None:
    (inbox / "茶叶.docx").write_bytes(case)
    running = [start("import", "--docs", docs) for _ in range(2)]
    said = "".join(process.communicate(timeout=120)[0] for process in running)
    assert said.count("已收入：茶叶.docx") == 1
    assert len(list((docs / "cases").iterdir())) == 2


def test_an_inbox_that_is_a_link_is_refused(kb: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "inbox").symlink_to(tmp_path / "away")
    done = kb("import", "--docs", docs)
    assert done.returncode == 2
    assert "不是普通的文件夹" in done.stderr
    assert not list((tmp_path / "away").iterdir())


def test_a_template_is_no_official_text(kb: Run, docs: Path, inbox: Path) -> None:
    before = set(docs.rglob("*"))
    done = kb("import", inbox / "模板", "--docs", docs)
    assert done.returncode == 1
    assert done.stderr.count("ART-6 这是填写模板，不是正式文本") == 5
    assert set(docs.rglob("*")) == before


def test_who_is_killed_leaves_a_whole_page_or_none(
    kb: Run, start: Start, docs: Path, inbox: Path, case: bytes
) -> None:
    before = {file: file.read_bytes() for file in docs.rglob("*.md")}
    (inbox / "茶叶.docx").write_bytes(case)
    for seconds in (0.2, 0.6, 1.2, 1.8, 2.2, 2.6):
        process = start("import", "--docs", docs)
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        after = {file: file.read_bytes() for file in docs.rglob("*.md")}
        assert len(after) - len(before) in {0, 1}
        assert before.items() <= after.items()
        assert kb("check", "--docs", docs).returncode == 0
    kb("import", "--docs", docs)
    assert len(list((docs / "cases").glob("*.md"))) == 2
    assert [file.name for file in (inbox / "已收入").iterdir()] == ["茶叶.docx"]


def test_the_inbox_is_no_part_of_a_package(docs: Path, inbox: Path, case: bytes) -> None:
    (inbox / "茶叶.docx").write_bytes(case)
    assert not [
        name for name in builder_files(ROOT, docs) if "inbox/" in name.replace("kb/inbox/", "")
    ]
    ignored = subprocess.run(
        ["git", "check-ignore", "inbox/茶叶.docx"], cwd=ROOT, capture_output=True, check=False
    )
    assert ignored.returncode in {0, 128}  # 128 where the project is no repository
