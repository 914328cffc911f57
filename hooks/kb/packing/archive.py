"""The zip: same files, same bytes; and nothing that would not open on an office PC."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from kb.packing.manifest import why_not_a_path

LONGEST = 150
"""Windows takes paths of 260; the rest is for the folder in which a package is unpacked."""
_UNIX = 3
_FILE, _PROGRAM = 0o100644, 0o100755


def unfit(paths: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a Chinese line for each path that would not open on every system."""
    twice = Counter(path.casefold() for path in paths)
    for path in sorted(paths):
        if why := why_not_a_path(path):
            yield f"{path}：文件名{why}"
        elif len(path.encode("utf-16-le")) // 2 > LONGEST:
            yield f"{path}：路径有 {len(path)} 个字，最多 {LONGEST} 个，在Windows上可能打不开"
        elif twice[path.casefold()] > 1:
            yield f"{path}：另有一个文件只是大小写不同，在Windows上会互相覆盖"


def write_zip(files: Mapping[str, bytes], out: Path, day: date) -> None:
    """Write the package in one step: sorted, every file as of `day`, nothing of this machine."""
    aside = out.with_name(f".{out.name}.new")
    try:
        with zipfile.ZipFile(aside, "w") as package:
            for path in sorted(files):
                entry = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
                entry.create_system = _UNIX
                entry.external_attr = (_PROGRAM if path.endswith(".sh") else _FILE) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(entry, files[path], compresslevel=9)
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)
