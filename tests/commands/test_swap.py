"""Building aside: one whole site at every moment, and nothing of anybody else's removed."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from kb.commands import ROOT, Mistake, swap
from tests.commands.conftest import Run, command


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")


def make(site: Path, text: str) -> None:
    with swap.building(site) as staging:
        write(staging, text)
        swap.swap_in(staging, site)


def text_of(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of ours, beside which nothing else lies."""
    make(tmp_path / "site", "old")
    return tmp_path / "site"


def test_new_site_replaces_the_old_and_leaves_nothing_beside(site: Path) -> None:
    make(site, "new")
    assert text_of(site) == "new"
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_old_site_stays_until_the_swap(site: Path) -> None:
    with swap.building(site) as staging:
        write(staging, "new")
        assert text_of(site) == "old"
    assert text_of(site) == "old"
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_old_site_comes_back_when_the_second_rename_fails(site: Path) -> None:
    with swap.building(site) as staging:
        write(staging, "new")
        (staging / swap.SITE.marker).touch()
        real = Path.rename

        def rename(self: Path, target: Path) -> Path:
            if self == staging:
                raise PermissionError
            return real(self, target)

        with pytest.MonkeyPatch.context() as patch, pytest.raises(PermissionError):
            patch.setattr(Path, "rename", rename)
            swap.swap_in(staging, site)
    assert text_of(site) == "old"


def test_next_build_mends_what_a_kill_between_the_renames_left(site: Path) -> None:
    site.rename(site.with_name(".site.old"))
    write(site.with_name(".site.building-1"), "half")
    with swap.building(site):
        assert text_of(site) == "old"
    assert [file.name for file in site.parent.iterdir()] == ["site"]


def test_half_removed_old_site_is_not_brought_back(site: Path) -> None:
    write(site.with_name(".site.trash"), "half")
    shutil.rmtree(site)
    with swap.building(site):
        pass
    assert list(site.parent.iterdir()) == []


def test_site_of_ours_or_empty_folder_is_accepted(site: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    assert swap.checked_site(site, docs) == site
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new"):
        assert swap.checked_site(tmp_path / name, docs) == tmp_path / name


def test_link_to_a_site_stands_for_the_site(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    assert swap.checked_site(tmp_path / "link", tmp_path / "docs") == site


@pytest.mark.parametrize("place", ["docs", "docs/site", "", "foreign", "foreign/letter.txt"])
def test_folder_of_somebody_else_is_refused(place: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/letter.txt").touch()
    with pytest.raises(Mistake):
        swap.checked_site(tmp_path / place, docs)


@pytest.mark.parametrize("place", [ROOT, ROOT.parent, Path("/"), ROOT / "hooks", ROOT / "docs"])
def test_repository_is_refused(place: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake):
        swap.checked_site(place, tmp_path)


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    docs: Path, tmp_path: Path, kb: Run, environment: dict[str, str]
) -> None:
    target = tmp_path / "out/site"
    arguments = ("build", "--docs", docs, "--site", target, "--date", "2026-11-24")
    started = time.monotonic()
    assert kb(*arguments).returncode == 0
    length = time.monotonic() - started
    before = digests(target)
    case = docs / "cases/gouwuka.md"
    case.write_text(case.read_text("utf-8").replace("有人送来", "有人递来"), encoding="utf-8")
    for share in (0.05, 0.3, 0.55, 0.75, 0.9, 0.97, 1.03):
        process = subprocess.Popen(
            command(*arguments),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=length * share)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if not target.exists():  # between the two renames: the next build brings it back
            with swap.building(target):
                pass
        found = digests(target)
        assert found == before or "有人递来" in (target / "cases/gouwuka.html").read_text("utf-8")
        assert found.keys() == before.keys()
    assert kb(*arguments).returncode == 0
    assert [file.name for file in target.parent.iterdir()] == ["site"]
