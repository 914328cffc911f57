"""The files below `docs/`: which there are, and which of them may lie there."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kb.checks.outgoing import ATTACHMENTS, EXCEPTIONS
from kb.problem import Code, Problem

DATA = "_data"
ASSETS = "assets"
ADDRESSES = f"{DATA}/addresses.txt"
_ADMITTED = {".md", ".png", ".jpg", ".svg"}
_ADMITTED_DATA = {".yml"}
_ADMITTED_ASSETS = {".css", ".js"}
_LITTER = {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"}


def find_files(docs: Path, root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield the files below `docs` by path, in order; not what systems leave lying about.

    Links that lead out of `docs` are added to `problems`, their paths relative to `root`.
    """
    home = docs.resolve()
    for file in sorted(docs.rglob("*")):
        src = file.relative_to(docs).as_posix()
        if is_litter(src):
            continue
        if file.is_symlink() and not _leads_into(home, file):
            message, hint = "符号链接指向 docs 以外", "请改为复制文件"
            problems.append(Problem(show(file, root), 1, 1, Code.OUTSIDE_LINK, message, hint))
        elif file.is_file():
            yield src, file


def is_litter(src: str) -> bool:
    """Return whether a file is what systems and open programs leave: Thumbs.db, ~$biao.docx."""
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in src.split("/"))


def is_admitted(src: str, attached: frozenset[str]) -> bool:
    """Return whether a file may lie at `src`; `attached` are those that an exception lets in."""
    folder, suffix = src.partition("/")[0], PurePosixPath(src).suffix
    if src == ADDRESSES or (src in attached and suffix in ATTACHMENTS):
        return True
    return suffix in {DATA: _ADMITTED_DATA, ASSETS: _ADMITTED_ASSETS}.get(folder, _ADMITTED)


def refusal(src: str, shown: str) -> Problem:
    """Return why there may be no file at `src`, which people know as `shown`."""
    suffix = PurePosixPath(src).suffix
    hint = f"只收 .md、.png、.jpg、.svg，{DATA} 里只收 .yml；文字材料请写成 .md 页面"
    if suffix in ATTACHMENTS:
        hint += f"；要作为附件发布的，按编辑指南写进 {EXCEPTIONS}"
    kind = f" {suffix} " if suffix else "没有扩展名的"
    return Problem(shown, 1, 1, Code.FILE_TYPE, f"这里不能放{kind}文件", hint)


def show(file: Path, root: Path) -> str:
    """Return the path of `file` as people know it: below `root` where it lies there."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _leads_into(home: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # links that lead in a circle
        return False
