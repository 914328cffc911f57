"""`build` and `check` as a person runs them."""

import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., subprocess.Popen[str]]


def break_case(docs: Path) -> None:
    file = docs / "cases/gouwuka.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")


def snapshot(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built once; copy it before changing it."""
    folder = tmp_path_factory.mktemp("built")
    root = Path(__file__).resolve().parents[2]
    arguments = ["--docs", str(root / "tests/fixtures/docs"), "--site", str(folder / "site")]
    subprocess.run(
        [sys.executable, "-P", "-m", "kb.commands", "build", "--date", "2026-11-24", *arguments],
        env=os.environ | {"PYTHONPATH": str(root / "hooks")},
        check=True,
    )
    return folder / "site"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A site that is already there."""
    return Path(shutil.copytree(built, tmp_path / "public/site"))


def test_build_makes_a_site_and_nothing_beside_it(kb: Run, docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "public/site"
    done = kb("build", "--docs", docs, "--site", site)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("已生成“全体党员”版 5 页")
    assert str(site / "index.html") in done.stdout
    assert (site / "rules/tanhua.html").is_file()
    assert not (site / "meetings").exists()  # for 班子 alone
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_edition_is_chosen(kb: Run, docs: Path, tmp_path: Path) -> None:
    done = kb("build", "--docs", docs, "--site", tmp_path / "site", "--edition", "班子")
    assert done.stdout.startswith("已生成“班子”版 6 页")
    assert (tmp_path / "site/meetings/dangzu-hui.html").is_file()


def test_same_inputs_give_the_same_bytes(kb: Run, docs: Path, built: Path, tmp_path: Path) -> None:
    kb("build", "--docs", docs, "--site", tmp_path / "site", "--date", "2026-11-24")
    assert not filecmp.dircmp(built, tmp_path / "site").diff_files
    assert snapshot(built) == snapshot(tmp_path / "site")


def test_problems_leave_the_old_site_alone(kb: Run, docs: Path, site: Path) -> None:
    before = snapshot(site)
    break_case(docs)
    done = kb("build", "--docs", docs, "--site", site)
    assert done.returncode == 1
    assert f"{docs}/cases/gouwuka.md:4:1: META-8 " in done.stderr
    assert "网站没有重新生成" in done.stderr
    assert snapshot(site) == before
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_failure_of_the_printer_leaves_the_old_site_alone(
    kb: Run, docs: Path, site: Path, environment: dict[str, str]
) -> None:
    before = snapshot(site)
    environment["KB_BASE_URL"] = "no address"
    done = kb("build", "--docs", docs, "--site", site)
    assert done.returncode == 1
    assert "site_url" in done.stderr
    assert snapshot(site) == before
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_killed_build_leaves_the_old_site_whole(
    kb: Run, docs: Path, site: Path, environment: dict[str, str]
) -> None:
    before = snapshot(site)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kb.commands", "build", "--docs", docs, "--site", site],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while process.poll() is None and not list(site.parent.glob(".site.building-*")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert snapshot(site) == before
    assert kb("build", "--docs", docs, "--site", site).returncode == 0
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_two_builds_of_one_site_wait_for_each_other(start: Start, docs: Path, site: Path) -> None:
    pair = [start("build", "--docs", docs, "--site", site) for _ in range(2)]
    output = "".join(process.communicate()[0] for process in pair)
    assert [process.returncode for process in pair] == [0, 0]
    assert output.count("“全体党员”版 5 页") == 2
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_foreign_folder_is_refused(kb: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/index.html").write_text("mine", encoding="utf-8")
    done = kb("build", "--docs", docs, "--site", tmp_path / "letters")
    assert done.returncode == 2
    assert "不能放网站" in done.stderr
    assert snapshot(tmp_path / "letters") == {"index.html": b"mine"}


def test_check_counts_files(kb: Run, docs: Path) -> None:
    done = kb("check", "--docs", docs)
    assert (done.returncode, done.stdout, done.stderr) == (0, "检查通过：6 个文件\n", "")


def test_check_prints_problems_to_standard_error(kb: Run, docs: Path) -> None:
    break_case(docs)
    done = kb("check", "--docs", docs)
    assert (done.returncode, done.stdout) == (1, "")
    assert "META-8" in done.stderr


def test_check_as_json_is_for_machines(kb: Run, docs: Path) -> None:
    assert json.loads(kb("check", "--json", "--docs", docs).stdout) == []
    break_case(docs)
    done = kb("check", "--json", "--docs", docs)
    assert (done.returncode, done.stderr) == (1, "")
    problem = json.loads(done.stdout)[0]
    assert problem.keys() == {"path", "line", "column", "code", "message", "hint"}
