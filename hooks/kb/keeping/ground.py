"""What everything depends on that is made: the code, the templates, the settings, the packages."""

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

PARTS = ("hooks", "theme", "mkdocs.yml")
"""What the program consists of, below its root."""
_OURS = "KB_"
_ELSEWHERE = {"KB_DOCS", "KB_SITE", "KB_VENV", "KB_CHROMIUM", "KB_CACHE"}
"""Variables that say where something lies, not what is made of it."""


def ground(root: Path) -> bytes:
    """Return what stands for the program below `root` and for the Python that runs it."""
    found = hashlib.blake2b(digest_size=32)
    for line in (sys.version, platform.platform(), *_packages(), *_settings()):
        found.update(f"{line}\n".encode())
    for part in PARTS:
        found.update(files_key(root / part))
    return found.digest()


def files_key(place: Path) -> bytes:
    """Return what stands for the file `place`, or for all files below it with their names."""
    found = hashlib.blake2b(digest_size=32)
    for name, file in _files(place):
        with suppress(OSError):  # what editors leave about comes and goes, or leads nowhere
            raw = file.read_bytes()
            found.update(f"{name} {len(raw)}\n".encode() + raw)
    return found.digest()


def moment(places: Iterable[Path]) -> bytes:
    """Return what stands for the state of all files in these places: when they were last written."""
    found = hashlib.blake2b(digest_size=32)
    for place in places:
        for name, file in _files(place):
            with suppress(OSError):
                state = file.stat()
                line = f"{name} {state.st_size} {state.st_mtime_ns} {state.st_ino}\n"
                found.update(line.encode())
    return found.digest()


def _files(place: Path) -> Iterable[tuple[str, Path]]:
    if place.is_file():
        return [(place.name, place)]
    return sorted(
        (Path(folder, name).relative_to(place).as_posix(), Path(folder, name))
        for folder, _, names in _walk(place)
        for name in names
        if Path(folder, name).is_file()
    )


def _walk(place: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(place, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield folder, folders, names


def _packages() -> list[str]:
    """Return the names of what is installed, each with its version."""
    folders = (Path(entry) for entry in sys.path if entry.endswith(("-packages", "packages")))
    return sorted(name for folder in folders if folder.is_dir() for name in os.listdir(folder))  # noqa: PTH208 (names are wanted)


def _settings() -> list[str]:
    """Return the variables that `mkdocs.yml` may read."""
    return sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name.startswith(_OURS) and name not in _ELSEWHERE
    )
