"""`package`: one zip that opens by a double click from a USB stick."""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_date, add_docs, add_edition
from kb.commands.printer import Order, print_site
from kb.commands.settings import settings
from kb.inputs import Audience, BuildInputs
from kb.packing.archive import unfit, write_zip
from kb.packing.contents import (
    SITE,
    WHEELS,
    Label,
    builder_files,
    read_folder,
    with_covers,
)
from kb.packing.manifest import sums_of, version_of
from kb.problem import report
from kb.reading import read_site
from kb.site import select

_REFUSED = "没有打包。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    add_edition(parser, required=True)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="文件",
        help="压缩包放在哪里（默认 packages/知识库-版别-日期.zip）",
    )
    parser.add_argument(
        "--draft", action="store_true", help="没有审核记录也打包，每一页都标明草稿，只供审核"
    )
    add_date(parser)
    parser.add_argument(
        "--with-builder",
        action="store_true",
        help="带上程序、全部内容和安装包，不联网也能生成和修改（只能用于班子版）",
    )


def run(options: argparse.Namespace) -> int:
    """Check, ask for approval, build, pack; return 1 and write nothing if anything is wrong."""
    inputs = BuildInputs(options.date, edition=options.edition, draft=options.draft)
    if options.with_builder and inputs.edition is not Audience.LEADERS:
        raise Mistake(
            f"--with-builder 带上全部内容，包括只给{Audience.LEADERS}看的，"
            f"只能写 --edition {Audience.LEADERS}"
        )
    reading = read_site(options.docs, root=ROOT, day=inputs.date)
    if reading.site is None or reading.problems:
        return _refuse(f"{report(reading.problems)}\n共 {len(reading.problems)} 处问题，{_REFUSED}")
    missing = [] if inputs.draft else list(unapproved(select(reading.site, inputs.edition).pages))
    if missing:
        return _refuse(f"{report(missing)}\n{len(missing)} 页没有审定，{_REFUSED}")
    with tempfile.TemporaryDirectory(prefix="kb-package-") as folder:
        site, wheels = Path(folder, SITE), Path(folder, "wheels")
        if reason := print_site(Order(options.docs, site, inputs)).reason:
            return _refuse(f"{reason}\n{_REFUSED}")
        files = read_folder(site, SITE)
        if options.with_builder:
            files |= builder_files(ROOT, options.docs)
            if _download(wheels):
                files |= read_folder(wheels, WHEELS)
    return _pack(files, Label(settings().name, inputs), _out(options.out, inputs))


def _pack(files: Mapping[str, bytes], label: Label, out: Path) -> int:
    everything = with_covers(files, label)
    if faults := list(unfit(everything)):
        return _refuse("\n".join([*faults, _REFUSED]))
    write_zip(everything, out, label.inputs.date)
    print(
        f"已打包“{label.inputs.edition}”版，{len(everything)} 个文件，{label.stamp}：{out}\n"
        f"版本号 {version_of(sums_of(files))}\n"
        f"压缩包的SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}\n"
        "交给别人时，另外告知版本号，对方可以核对"
    )
    return 0


def _out(chosen: Path | None, inputs: BuildInputs) -> Path:
    """Return where the zip goes, in a folder that is there. Raises `Mistake`."""
    draft = "-草稿" if inputs.draft else ""
    name = f"知识库-{inputs.edition}-{inputs.date}{draft}.zip"
    out = (chosen or ROOT / "packages" / name).expanduser().absolute()
    if out.is_dir() or out.suffix.lower() != ".zip":
        raise Mistake(f"--out 要写一个 .zip 文件：{out}")
    out.parent.mkdir(parents=True, exist_ok=True)
    return out


def _download(wheels: Path) -> bool:
    """Put into `wheels` what this system and Python need, by their sums; say so where it fails."""
    print("正在下载安装包…", file=sys.stderr, flush=True)
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--quiet"]
    wanted = ["-r", str(ROOT / "requirements.txt"), "-d", str(wheels)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, *wanted],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(
            f"{done.stdout.strip()}\n安装包没有下载到，原因见上：压缩包里没有 wheels 文件夹，"
            "目标电脑要能联网，或者另带 wheels",
            file=sys.stderr,
        )
    return done.returncode == 0


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
