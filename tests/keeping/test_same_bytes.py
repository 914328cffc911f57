"""A build that takes from what is kept gives the same bytes as one that makes everything anew."""

import random
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kb.commands.printer import Order, Printed, Printer
from kb.inputs import Audience, BuildInputs
from tests.keeping.changes import Project, by_lot
from tests.tiny import DAY, ROOT, TINY

EDITIONS = (Audience.MEMBERS, Audience.MEMBERS, Audience.LEADERS, Audience.EVERYONE)
SECOND_TOPIC = "topics:\n  - {id: tanhua, title: 廉政谈话}\n  - {id: zhichu, title: 大额支出}\n"


def project_of(folder: Path, docs: Path, seed: int) -> Project:
    """Return a copy of the program with a copy of `docs`."""
    root = folder / "program"
    for name in ("hooks", "theme"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns("assets"))
    return Project(root, folder / "docs", random.Random(seed))


def snapshot(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


class Pair:
    """A build that keeps and one that does not, side by side."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project
        self._folder = folder
        self._warm, self._clean = Printer(), Printer()
        self._last: Path | None = None
        self._count = 0

    def __enter__(self) -> "Pair":
        return self

    def __exit__(self, *_: object) -> None:
        for printer in (self._warm, self._clean):
            printer.__exit__(None, None, None)

    def compare(self, inputs: BuildInputs, what: str) -> Printed:
        """Build twice; fail where the two differ."""
        self._count += 1
        site = self._folder / f"site-{self._count}"
        store = self._folder / "kept.sqlite"
        docs, root = self._project.docs, self._project.root
        order = Order(docs, site, inputs, self._last, store, root)
        warm = self._warm.print(order)
        fresh = replace(order, site=self._folder / "clean", last=None, store=None)
        assert self._clean.print(fresh) == warm, what
        if warm.reason:
            return warm
        ours, theirs = snapshot(site), snapshot(fresh.site)
        different = [
            name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)
        ]
        assert not different, f"after {what}: {different}"
        if self._last:
            shutil.rmtree(self._last)
        self._last = site
        return warm


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The program with the tiny site, which has a second topic."""
    project = project_of(tmp_path, TINY, 20261124)
    project.replace(project.docs / "_data/vocabulary.yml", r"topics:\n.*\n", SECOND_TOPIC)
    return project


def change_and_compare(project: Project, folder: Path, count: int) -> int:
    """Make so many changes, compare after each; return how many gave a site."""
    good = 0
    with Pair(project, folder) as pair:
        inputs = BuildInputs(DAY)
        assert not pair.compare(inputs, "the start").reason
        for number, change in enumerate(by_lot(project.lot, count), 1):
            project.number = number
            change(project)
            if not number % 4:
                day = DAY + timedelta(number // 4)
                inputs = BuildInputs(day, edition=project.lot.choice(EDITIONS))
            printed = pair.compare(inputs, f"{number} ({change.__name__})")
            if printed.reason or not number % 5:
                project.undo()  # a mistake is mended; now and then a good change is taken back
            project.forget()
            good += not printed.reason
    return good


def test_any_order_of_changes_gives_the_bytes_of_a_clean_build(
    project: Project, tmp_path: Path
) -> None:
    assert change_and_compare(project, tmp_path, 14) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_changes_of_the_real_content(tmp_path: Path, seed: int) -> None:
    project = project_of(tmp_path, ROOT / "docs", seed)
    assert change_and_compare(project, tmp_path, 12) >= 6
