"""The files for a double click."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT

Start = Callable[..., subprocess.Popen[str]]
ECHO = "import sys; print(*sys.argv[1:]); sys.exit(3)"


@pytest.mark.parametrize("wheels", [True, False])
def test_the_start_file_serves_from_wherever_it_is_clicked(tmp_path: Path, wheels: bool) -> None:
    root = tmp_path / "知识库 二"
    (root / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/start.sh", root / "scripts")
    (root / "scripts/kb.py").write_text(ECHO, encoding="utf-8")
    if wheels:
        (root / "wheels").mkdir()
    done = subprocess.run(
        [root / "scripts/start.sh"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ("--wheels wheels " if wheels else "") + "serve --open\n"


def test_serve_opens_the_browser_when_the_site_is_there(
    start: Start, docs: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > "{opened}.new"\nmv "{opened}.new" "{opened}"\n')
    program.chmod(0o755)
    environment["BROWSER"] = f"{program} %s"
    with start("serve", "--port", "0", "--docs", docs, "--open") as process:
        assert process.stdout
        told = next(line for line in process.stdout if "http://" in line)
        while not opened.exists() and process.poll() is None:
            time.sleep(0.05)
        process.terminate()
    assert re.search(r"http://\S+", told)
    assert opened.read_text("utf-8").strip() in told


def test_the_start_file_of_windows_has_its_line_ends_kept() -> None:
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8")
    text = (ROOT / "scripts/start.bat").read_bytes()
    assert b"\xef\xbb\xbf" not in text
    assert "没有在 Windows 上运行过" in text.decode("utf-8")
