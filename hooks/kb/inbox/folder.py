"""The folder `inbox` beside the content: which files wait there, and where they go.

Looked at again and again rather than watched: it may lie on a shared drive, which tells no
changes, and a file that is still being copied is known only by its growing.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.folder import is_litter
from kb.inbox.report import SUFFIX, report_name

NAME = "inbox"
DONE = "已收入"
TEMPLATES = "模板"
NOTE = "使用说明.txt"
_LOCKS = ("~$", ".~lock.")
"""What Word, WPS and LibreOffice put beside a file that is open."""
_CUT_BY_WORD = 2
Look = Mapping[str, tuple[int, int]]
"""The size and the time of the last change of each file that waits."""


class NoInbox(Exception):
    """There can be no inbox; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The inbox that belongs to a content folder."""

    folder: Path

    @classmethod
    def beside(cls, docs: Path) -> "Inbox":
        """Return the inbox beside `docs`, which need not be there. Raises `NoInbox`."""
        inbox = cls(docs.parent / NAME)
        for folder in (inbox.folder, inbox.folder / DONE, inbox.folder / TEMPLATES):
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise NoInbox(f"{folder} 不是普通的文件夹")
        return inbox

    def look(self) -> Look:
        """Return the files that wait and are open in no program."""
        if not self.folder.is_dir():
            return {}
        names = sorted(file.name for file in self.folder.iterdir())
        return {
            name: seen
            for name in names
            if not self._is_ours(name)
            and not _is_open(name, names)
            and (seen := self.stat(name)) is not None
        }

    def shown(self, name: str) -> str:
        """Return the path of a file as people know it."""
        return f"{NAME}/{name}"

    def put_away(self, name: str) -> str:
        """Move a file that was taken in; say in Chinese where to."""
        done = self.folder / DONE
        done.mkdir(exist_ok=True)
        stem, dot, suffix = name.rpartition(".")
        target, number = done / name, 1
        while os.path.lexists(target):
            number += 1
            target = done / f"{stem}（{number}）{dot}{suffix}"
        (self.folder / name).rename(target)
        return f"移到了 {NAME}/{DONE}/{target.name}"

    def write_report(self, name: str, raw: bytes) -> None:
        """Put the report on the file `name` beside it, in one step."""
        write_whole(self.folder / report_name(name), raw)

    def _is_ours(self, name: str) -> bool:
        ours = name in {DONE, TEMPLATES, NOTE} or name.endswith(SUFFIX)
        return ours or is_litter(name) or name.endswith((".tmp", ".part", ".crdownload"))

    def stat(self, name: str) -> tuple[int, int] | None:
        """Return the size and the last change of a file; None where it is gone."""
        try:
            found = os.lstat(self.folder / name)
        except OSError:
            return None
        size = found.st_size if stat.S_ISREG(found.st_mode) else 0
        return size, found.st_mtime_ns


def write_whole(file: Path, raw: bytes) -> None:
    """Write a file so that it is there whole or not at all; a link in its place is replaced."""
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    try:
        draft.write_bytes(raw)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _is_open(name: str, names: list[str]) -> bool:
    """Return whether a program that has `name` open left its mark; Word cuts two letters off."""
    marks = {f"~${name}", f"~${name[_CUT_BY_WORD:]}", f".~lock.{name}#"}
    return any(other in marks for other in names if other.startswith(_LOCKS))
