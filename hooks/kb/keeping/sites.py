"""Finished sites: which files they have, and files of one that become files of the next."""

import os
import pickle
import posixpath
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.keeping.keeper import Keeper, checksum


class Before:
    """The last site, if there is one, and which of its files are what would be made again.

    `place` tells what is built here from what is built elsewhere with the same `keeper`.
    """

    def __init__(self, keeper: Keeper, place: tuple[object, ...], last: Path | None) -> None:
        self._keeper = keeper
        self._place = place
        self._last = last if keeper.keeps else None
        raw = keeper.recall("files", place)
        self._known: Mapping[str, tuple[bytes, bytes]] = pickle.loads(raw) if raw else {}
        self._now: dict[str, tuple[bytes, bytes]] = {}

    @property
    def checksums(self) -> Mapping[str, bytes]:
        """The checksums of those files of the new site that are known."""
        return {name: content for name, (_, content) in self._now.items()}

    def has(self, name: str, key: bytes) -> bool:
        """Return whether its file `name` is, to the last byte, what came of all that `key` stands for."""
        made_of, content = self._known.get(name, (b"", b""))
        if self._last is None or made_of != key or _checksum(self._last / name) != content:
            return False
        self._now[name] = made_of, content
        return True

    def note(self, name: str, key: bytes, raw: bytes) -> None:
        """Remember what came of `key` as the file `name`."""
        if self._keeper.keeps:
            self._now[name] = key, checksum(raw)

    def put(self, site: Path, name: str, key: bytes, make: Callable[[], bytes]) -> None:
        """Let `site` have the file `name`: the one that there was, or what `make` returns."""
        if self._last is not None and self.has(name, key):
            take_over(self._last, name, site)
            return
        raw = make()
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(raw)
        self.note(name, key, raw)

    def save(self) -> None:
        """Keep what is known of the files of this site for the next."""
        self._keeper.note("files", self._place, pickle.dumps(self._now))


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
        for name in sorted(_names(last))
        if not name.endswith(".html") and not (site / name).exists()
    ]
    for name in missing:
        take_over(last, name, site)
    with TemporaryDirectory(dir=site.parent, prefix=f".{site.name}-") as folder:
        aside = Path(folder)
        yield aside
        new = set(_names(aside))
        for name in sorted(new):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(site / name)
        for name in missing:
            if name not in new:
                (site / name).unlink()


def note_site(
    keeper: Keeper, key: bytes, site: Path, pages: int, known: Mapping[str, bytes] | None = None
) -> None:
    """Note that what `key` stands for came out as `site` with so many pages.

    `known` are checksums of files that need not be read once more.
    """
    keeper.note("site", (key,), pickle.dumps((pages, files_of(site, known))))


def pages_of(keeper: Keeper, key: bytes, site: Path) -> int | None:
    """Return the number of pages of `site` if it is what `key` stands for, to the last byte."""
    raw = keeper.recall("site", (key,))
    pages, files = pickle.loads(raw) if raw else (None, {})
    return pages if raw and files_of(site) == files else None


def files_of(site: Path, known: Mapping[str, bytes] | None = None) -> Mapping[str, bytes]:
    """Return every file of a site with its checksum; not the hidden mark of whose it is."""
    known = known or {}
    return {
        name: known.get(name) or checksum((site / name).read_bytes())
        for name in _names(site)
        if not posixpath.basename(name).startswith(".")
    }


def _names(site: Path) -> Iterator[str]:
    """Yield the paths of all files below `site`, relative to it."""
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site).as_posix()
        yield from (posixpath.normpath(posixpath.join(below, name)) for name in names)


def _checksum(file: Path) -> bytes:
    """Return the checksum of a file; nothing where there is none."""
    try:
        return checksum(file.read_bytes())
    except OSError:
        return b""
