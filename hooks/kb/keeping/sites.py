"""Finished sites: which files they have, and files of one that become files of the next."""

import os
import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.keeping.keeper import Keeper, checksum, digest


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

    def has(self, name: str, parts: tuple[object, ...]) -> bool:
        """Return whether its file `name` is, to the last byte, what came of `parts`."""
        if self._last is None or name not in self._known:
            return False
        made_of, content = self._known[name]
        file = self._last / name
        if made_of != digest(parts) or not file.is_file() or checksum(file.read_bytes()) != content:
            return False
        self._now[name] = self._known[name]
        return True

    def note(self, name: str, parts: tuple[object, ...], raw: bytes) -> None:
        """Remember that the file `name` came of `parts`."""
        if self._keeper.keeps:
            self._now[name] = digest(parts), checksum(raw)

    def put(
        self, site: Path, name: str, parts: tuple[object, ...], make: Callable[[], bytes]
    ) -> None:
        """Let `site` have the file `name`: the one that there was, or what `make` returns."""
        if self._last is not None and self.has(name, parts):
            take_over(self._last, name, site)
            return
        raw = make()
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(raw)
        self.note(name, parts, raw)

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
