"""`new` as a person uses it: with arguments, or answering questions in a terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands.conftest import Run, command

_IN_A_TERMINAL = (
    "import fcntl, os, signal, sys, termios\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)
"""Makes standard input the terminal whose keys, Ctrl-C among them, the command gets."""


def talk(arguments: Sequence[object], answers: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command in a terminal in which `answers` are typed; return its exit code and words."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _IN_A_TERMINAL, *command(*arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    said = b""
    sent = False
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 1)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not sent and "种类（case）：".encode() in said:
            time.sleep(0.3)  # who types is slower than the prompt
            os.write(ours, answers.encode())
            sent = True
    os.close(ours)
    return process.wait(timeout=60), said.decode("utf-8", "replace").replace("\r\n", "\n")


def pages(docs: Path) -> set[str]:
    return {file.relative_to(docs).as_posix() for file in docs.rglob("*.md")}


def test_what_is_given_is_written_and_nothing_is_asked(kb: Run, docs: Path) -> None:
    options = ("--summary", "一句: 话", "--audience", "班子", "--owner", "办公室主任")
    done = kb("new", "case", "文件袋里的购物卡", *options, "--docs", docs)
    assert done.returncode == 0
    assert "（编号 AL-002）" in done.stdout
    assert "接下来：" in done.stdout
    text = (docs / "cases/wen-jian-dai-li-de-gou-wu-ka.md").read_text("utf-8")
    for line in ('summary: "一句: 话"', "audience: 班子", "owner: 办公室主任"):
        assert f"\n{line}\n" in text


def test_a_title_that_is_missing_is_told_where_nobody_can_answer(kb: Run, docs: Path) -> None:
    done = kb("new", "case", "--docs", docs)
    assert (done.returncode, done.stderr) == (2, "缺少标题\n")
    done = kb("new", "--docs", docs)
    assert done.returncode == 2
    assert "缺少种类：rule（责任规则）" in done.stderr


def test_a_person_is_no_post(kb: Run, docs: Path) -> None:
    done = kb("new", "case", "甲", "--owner", "办公室主任王建国", "--docs", docs)
    assert done.returncode == 2
    assert "请写岗位" in done.stderr


def test_questions_are_put_and_asked_again(docs: Path, environment: dict[str, str]) -> None:
    answers = "案例\n警示案例\n\n窗口的茶叶\n说明收茶叶怎样登记。\n大家\n中层\n办公室主任王建国\n\n"
    code, said = talk(["new", "--docs", docs], answers, environment)
    assert code == 0, said
    for words in ("没有“案例”这一种", "没有“大家”这个版本", "写的是人名", "（编号 AL-002）"):
        assert words in said
    text = (docs / "cases/chuang-kou-de-cha-ye.md").read_text("utf-8")
    assert "\nsummary: 说明收茶叶怎样登记。\naudience" not in text  # topics stand between
    assert "\naudience: 中层\n" in text
    assert "\nowner: 机关党委（办公室）负责人\n" in text


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 2)], ids=["Ctrl-C", "end"])
def test_who_gives_up_leaves_nothing(
    docs: Path, environment: dict[str, str], key: str, code: int
) -> None:
    before = pages(docs)
    found, said = talk(["new", "--docs", docs], key, environment)
    assert found == code, said
    assert "Traceback" not in said
    assert pages(docs) == before
