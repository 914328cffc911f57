"""Building aside: one whole site at every moment, and nothing of anybody else's removed."""

import shutil
from pathlib import Path

import pytest

from kb.commands import ROOT, Mistake, swap


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
