"""The measurements as a person starts them; what they say of time is not looked at."""

import subprocess
from pathlib import Path

import pytest

from tests.built import run


def bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    done = run("bench", *arguments)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "缺少参数：项目"),
        (("build", "--pages", "0"), "“0”不是个数"),
        (("build", "--kinds", "long"), "--kinds 的值不对：long"),
        (("build", "--kinds", "law", "--no-rivals"), "法规文本只有 0 个，不够 300 个"),
        (("search",), "缺少参数：--corpus, --gold"),
    ],
)
def test_a_wrong_use_is_told_in_chinese(arguments: tuple[str, ...], told: str) -> None:
    done = bench(*arguments)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.slow
def test_the_table_is_printed_and_written(tmp_path: Path) -> None:
    out = tmp_path / "table.md"
    done = bench("build", "--pages", "3", "6", "--no-rivals", "--out", out)
    assert done.returncode == 0, done.stderr
    told = out.read_text("utf-8")
    assert done.stdout.strip() == told.strip()
    for words in (
        "### short 3 页",
        "### short 6 页",
        "| 本站，从头生成 |",
        "| 从头生成 / M |",
        "指数",
    ):
        assert words in told
