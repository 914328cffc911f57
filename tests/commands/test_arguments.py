"""Wrong usage: exit code 2, in Chinese, no traceback (which `kb` itself makes sure of)."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.commands.__main__ import COMMANDS

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "缺少参数：命令"),
        (["fly"], "命令 不能是“fly”"),
        (["check", "--docs"], "--docs 后面要写一个值"),
        (["check", "--docs", "nowhere"], "--docs：找不到文件夹“nowhere”"),
        (["check", "--jsn"], "不认识的参数：--jsn"),
        (["check", "more"], "不认识的参数：more"),
        (["build", "--edition", "党员"], "没有“党员”这个版本"),
        (["build", "--date", "明天"], "“明天”不是日期"),
        (["serve", "--port", "http"], "“http”不是端口号"),
        (["serve", "--port", "70000"], "“70000”不是端口号"),
    ],
)
def test_wrong_usage_is_said_in_chinese(kb: Run, args: list[str], said: str) -> None:
    done = kb(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "用法：kb.py" in done.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_chinese(kb: Run, command: str) -> None:
    done = kb(*filter(None, [command]), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("用法：kb.py")
    lines = done.stdout.splitlines()
    assert not [line for line in lines if re.match(r"\s*--?[a-z]+$", line)], "option without help"


def test_unreadable_place_is_said_in_one_line(kb: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = kb("build", "--docs", docs, "--site", tmp_path / "file/site")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
