"""Whether a package is whole: a zip as it came, or the folder that it was unpacked into."""

import hashlib
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kb.packing.manifest import MANIFEST, Sums, read_manifest, version_of, why_not_a_path

_MOST_FILES = 200_000
_LARGEST = 4 * 2**30
_LARGEST_MANIFEST = 64 * 2**20
_STEEPEST = 1000
"""Deflate makes a thousandth of what is all alike, at most; text becomes a third to a twentieth."""
_SMALL = 2**20
_CHUNK = 2**20


class Refused(Exception):
    """Not a package, or one that nobody should unpack; the text is a Chinese line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: the version by its own list, and every difference from it."""

    version: str
    count: int
    differences: tuple[str, ...]


def verify(package: Path) -> Verdict:
    """Return how a zip or a folder differs from its list. Raises `Refused`."""
    if package.is_dir():
        return _compare(*_folder_sums(package))
    try:
        with zipfile.ZipFile(package) as archive:
            return _compare(*_zip_sums(archive))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refused("不是完整的压缩包，可能没有拷完") from error


def _compare(text: bytes | None, sums: Sums) -> Verdict:
    if text is None:
        raise Refused(f"里面没有 {MANIFEST}：不是 kb.py package 生成的包，或者缺了文件")
    try:
        wanted = read_manifest(text.decode("utf-8"))
    except UnicodeDecodeError:
        wanted = None
    if wanted is None:
        raise Refused(f"{MANIFEST} 读不懂，改过了")
    return Verdict(version_of(wanted), len(wanted), tuple(_differences(wanted, sums)))


def _differences(wanted: Sums, found: Sums) -> Iterator[str]:
    for path in sorted(wanted.keys() | found.keys()):
        if path not in found:
            yield f"缺少　{path}"
        elif path not in wanted:
            yield f"多出　{path}"
        elif wanted[path] != found[path]:
            yield f"改过　{path}"


def _zip_sums(archive: zipfile.ZipFile) -> tuple[bytes | None, dict[str, str]]:
    """Return the list and the sums of all other files; nothing is unpacked to the disk."""
    entries = archive.infolist()
    _refuse_hostile(entries)
    text, sums = None, {}
    for entry in entries:
        if entry.is_dir():
            continue
        try:
            with archive.open(entry) as file:
                if entry.filename == MANIFEST:
                    text = file.read(_LARGEST_MANIFEST)
                else:
                    sums[entry.filename] = _sum(file)
        except (zipfile.BadZipFile, zlib.error, EOFError):  # a damaged copy
            sums[entry.filename] = ""
    return text, sums


def _refuse_hostile(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _LARGEST:
        raise Refused("解开以后太大，不是知识库的包")
    names = Counter(entry.filename.casefold() for entry in entries)
    for entry in entries:
        name = entry.orig_filename
        if why := why_not_a_path(name.removesuffix("/")):
            raise Refused(f"文件名“{name}”{why}，不要解压")
        if names[entry.filename.casefold()] > 1:
            raise Refused(f"“{name}”有两份，不要解压")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(f"“{name}”是链接，不要解压")
        if entry.flag_bits & 1:
            raise Refused(f"“{name}”加了密，不是知识库的包")
        if entry.file_size > max(_SMALL, entry.compress_size * _STEEPEST):
            raise Refused(f"“{name}”解开以后大得出奇，不要解压")


def _folder_sums(folder: Path) -> tuple[bytes | None, dict[str, str]]:
    """Return the list and the sums of all other files; links are not followed, but differ."""
    text, sums = None, {}
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in [*files, *links]:
            file = Path(place, name)
            path = file.relative_to(folder).as_posix()
            if file.is_symlink() or not file.is_file():
                sums[path] = ""
            elif path == MANIFEST:
                text = file.read_bytes()
            else:
                with file.open("rb") as opened:
                    sums[path] = _sum(opened)
    return text, sums


def _sum(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
