"""`questions` as a person runs it: what must be checked again, and the mark that it was."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_quiz import QUESTIONS, RULE, TEXT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def file(docs: Path) -> Path:
    file = docs / QUESTIONS
    second = TEXT.partition("\n")[2].replace("shui-tan", "er-ti")
    file.write_text(f"# 说明\n{TEXT}\n{second}", encoding="utf-8")
    return file


def test_what_was_checked_is_marked_and_nothing_else_changes(
    kb: Run, docs: Path, file: Path
) -> None:
    before = file.read_text("utf-8").split("\n")
    shown = kb("questions", "--docs", docs)
    assert (shown.returncode, "共 2 题，要核对 2 题" in shown.stdout) == (0, True)
    assert file.read_text("utf-8").split("\n") == before
    assert "自测有 2 题要重新核对" in kb("check", "--docs", docs).stdout
    assert kb("questions", "er-ti", "--accept", "--docs", docs).returncode == 0
    assert "要核对 1 题" in kb("questions", "--docs", docs).stdout
    assert kb("questions", "--accept", "--docs", docs).returncode == 0
    assert "要核对 0 题" in kb("questions", "--docs", docs).stdout
    after = file.read_text("utf-8").split("\n")
    assert [line for line in after if "checked:" not in line] == before
    rule = docs / RULE
    rule.write_text(rule.read_text("utf-8").replace("两种", "三种"), encoding="utf-8")
    assert "所引条文改过" in kb("questions", "--docs", docs).stdout
    assert kb("questions", "--accept", "--docs", docs).returncode == 0
    again = file.read_text("utf-8").split("\n")
    assert len(again) == len(after)
    assert again != after


def test_a_question_that_is_not_there(kb: Run, docs: Path, file: Path) -> None:
    done = kb("questions", "meiyou", "--docs", docs)
    assert (done.returncode, done.stderr) == (2, "没有这道题：meiyou\n")


def test_content_with_a_fault_is_not_marked(kb: Run, docs: Path, file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("answer: 对", "answer: A"), "utf-8")
    done = kb("questions", "--accept", "--docs", docs)
    assert done.returncode == 1
    assert "META-40" in done.stderr
    assert "checked" not in file.read_text("utf-8")
