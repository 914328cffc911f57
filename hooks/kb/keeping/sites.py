"""Finished sites: which files they have, and files of one that become files of the next."""

import os
import pickle
import shutil
from collections.abc import Mapping
from pathlib import Path

from kb.keeping.keeper import Keeper, checksum

MARKER = ".kb-site"
"""A file in every site made by us."""


def take_over(last: Path, name: str, site: Path) -> None:
    """Let `site` have the file `name` of the site `last`: the same file under both where it can be."""
    target = site / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(last / name, target)
    except OSError:  # not on every kind of drive
        shutil.copyfile(last / name, target)


def note_site(keeper: Keeper, key: bytes, site: Path, pages: int) -> None:
    """Note that what `key` stands for came out as `site` with so many pages."""
    keeper.note("site", (key,), pickle.dumps((pages, files_of(site))))


def pages_of(keeper: Keeper, key: bytes, site: Path) -> int | None:
    """Return the number of pages of `site` if it is what `key` stands for, to the last byte."""
    raw = keeper.recall("site", (key,))
    pages, files = pickle.loads(raw) if raw else (None, {})
    return pages if raw and files_of(site) == files else None


def files_of(site: Path) -> Mapping[str, bytes]:
    """Return every file of a site with its checksum; not the mark of whose it is."""
    return {
        file.relative_to(site).as_posix(): checksum(file.read_bytes())
        for folder, _, names in os.walk(site)
        for file in (Path(folder, name) for name in names)
        if file.name != MARKER
    }
