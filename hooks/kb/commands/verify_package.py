"""`verify-package`: whether a package arrived as it was sent."""

import argparse
import hashlib
import sys
from pathlib import Path

from kb.commands import Mistake
from kb.packing.verify import Refused, verify

_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("package", type=Path, metavar="文件", help="压缩包，或者解压后的文件夹")


def run(options: argparse.Namespace) -> int:
    """Say what is missing, changed or added, and which version it is; return 1 if anything is."""
    package: Path = options.package.expanduser()
    if not package.exists():
        raise Mistake(f"找不到 {options.package}")
    try:
        verdict = verify(package)
    except Refused as refused:
        print(f"{package}：{refused}", file=sys.stderr)
        return 1
    if verdict.differences:
        shown = verdict.differences[:_SHOWN]
        more = len(verdict.differences) - len(shown)
        lines = [*shown, *([f"……另有 {more} 处"] if more else [])]
        print("\n".join(lines), file=sys.stderr)
        print(f"共 {len(verdict.differences)} 处不同，不要使用，请重新拷贝。", file=sys.stderr)
        return 1
    print(f"完整，{verdict.count} 个文件，版本号 {verdict.version}：与发送的人说的核对")
    if package.is_file():
        with package.open("rb") as file:
            print(f"压缩包的SHA-256 {hashlib.file_digest(file, 'sha256').hexdigest()}")
    return 0
