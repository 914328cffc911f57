"""Finished sites: which files they have, and files of one that become files of the next."""

import os
import pickle
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.keeping.keeper import Keeper, checksum


def take_over(last: Path, name: str, site: Path) -> None:
    """Let `site` have the file `name` of the site `last`: the same file under both where it can be."""
    target = site / name
    try:
        os.link(last / name, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True)
        take_over(last, name, site)
    except OSError:  # not on every kind of drive
        shutil.copyfile(last / name, target)


@contextmanager
def lent(last: Path, site: Path) -> Iterator[Path]:
    """Give a folder for the data of `site`, which has that of `last` until the folder is filled.

    No file is written in place: each is whole, the old one or the new one.
    """
    missing = [
        name
        for name in sorted(map(str, _names(last)))
        if not name.endswith(".html") and not (site / name).exists()
    ]
    for name in missing:
        take_over(last, name, site)
    with TemporaryDirectory(dir=site.parent, prefix=f".{site.name}-") as folder:
        aside = Path(folder)
        yield aside
        new = {str(name) for name in _names(aside)}
        for name in sorted(new):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(site / name)
        for name in missing:
            if name not in new:
                (site / name).unlink()


def note_site(keeper: Keeper, key: bytes, site: Path, pages: int) -> None:
    """Note that what `key` stands for came out as `site` with so many pages."""
    keeper.note("site", (key,), pickle.dumps((pages, files_of(site))))


def pages_of(keeper: Keeper, key: bytes, site: Path) -> int | None:
    """Return the number of pages of `site` if it is what `key` stands for, to the last byte."""
    raw = keeper.recall("site", (key,))
    pages, files = pickle.loads(raw) if raw else (None, {})
    return pages if raw and files_of(site) == files else None


def files_of(site: Path) -> Mapping[str, bytes]:
    """Return every file of a site with its checksum; not the hidden mark of whose it is."""
    return {
        name.as_posix(): checksum((site / name).read_bytes())
        for name in _names(site)
        if not name.name.startswith(".")
    }


def _names(site: Path) -> Iterator[Path]:
    """Yield the paths of all files below `site`, relative to it."""
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site)
        yield from (below / name for name in names)
