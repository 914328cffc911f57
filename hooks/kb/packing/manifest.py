"""The list of sums in a package, and the name of the version that follows from it."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

MANIFEST = "SHA256SUMS.txt"
START = "开始阅读.html"
NOTE = "说明.txt"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(10)
}

Sums = Mapping[str, str]
"""SHA-256 of files, in hexadecimal, by path with `/`."""


def sums_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the sums of files that are in memory."""
    return {path: hashlib.sha256(raw).hexdigest() for path, raw in files.items()}


def write_manifest(sums: Sums) -> str:
    """Return the list as text, sorted by path."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def read_manifest(text: str) -> dict[str, str] | None:
    """Return what a list says, or None if it is not one."""
    found = [_LINE.fullmatch(line) for line in text.rstrip("\n").split("\n")]
    sums = {line[2]: line[1] for line in found if line}
    if not sums or len(sums) != len(found) or any(why_not_a_path(path) for path in sums):
        return None
    return sums


def version_of(sums: Sums) -> str:
    """Return twelve digits that stand for all files but those which say them: `3f2a 90c1 77de`."""
    rest = {path: sum for path, sum in sums.items() if path not in (START, NOTE)}
    digits = hashlib.sha256(write_manifest(rest).encode()).hexdigest()
    return " ".join(digits[at : at + 4] for at in (0, 4, 8))


def why_not_a_path(path: str) -> str:
    """Return why a file may not bear this path in a package; empty if it may.

    Wanted are paths below the package that mean the same on every system, `site/index.html`.
    """
    parts = path.split("/")
    if path.startswith("/") or ":" in path[:2]:
        return "是绝对路径"
    if "\\" in path:
        return "用了反斜杠"
    if any(part in ("", ".", "..") for part in parts):
        return "指到包以外，或者写法不对"
    if any(_FORBIDDEN.search(part) or part.endswith((" ", ".")) for part in parts):
        return "有Windows不许用的字"
    if any(PurePosixPath(part).name.split(".")[0].lower() in _DEVICES for part in parts):
        return "是Windows的设备名"
    return ""
