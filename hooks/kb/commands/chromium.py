"""The programs of the tests: the system's own Chromium, and what reads QR codes off its prints."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from kb.commands import Mistake

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = ("chromium", "fonts-noto-cjk")
_DECODER = {"zbarimg": "zbar-tools", "pdftoppm": "poppler-utils"}
"""Programs that read a QR code off a printed page, and the packages of Debian that hold them."""


def find_chromium() -> str | None:
    """Return the program, as `KB_CHROMIUM` says or as the system calls it; None if there is none."""
    if chosen := os.environ.get("KB_CHROMIUM"):
        if found := shutil.which(chosen):
            return found
        raise Mistake(f"环境变量 KB_CHROMIUM 指的浏览器不存在：{chosen}")
    return next(filter(None, map(shutil.which, _NAMES)), None)


def ensure_chromium() -> str:
    """Return the program, after installing it where that may be done. Raises `Mistake`."""
    if found := find_chromium():
        return found
    if can_install():
        print("正在安装测试用的浏览器（约一分钟）…", flush=True)
        install(_PACKAGES)
        if found := find_chromium():
            return found
    raise Mistake(
        "浏览器测试需要 Chromium：请先运行 sudo apt-get install chromium fonts-noto-cjk，"
        "或用环境变量 KB_CHROMIUM 指明已有浏览器的路径"
    )


def missing_decoder() -> tuple[str, ...]:
    """Return the programs that are wanted to read QR codes off a print and are not here."""
    return tuple(name for name in _DECODER if shutil.which(name) is None)


def ensure_decoder() -> None:
    """Install what reads QR codes where that may be done; say so where those tests are left out."""
    packages = [_DECODER[name] for name in missing_decoder()]
    if packages and can_install():
        try:
            install(packages)
        except Mistake as reason:
            print(reason, flush=True)
    if missing := missing_decoder():
        print(
            f"没有 {'、'.join(missing)}，不核对打印出来的二维码：apt-get install {' '.join(packages)}"
        )


def can_install() -> bool:
    """Return whether this is a Debian whose packages we may install."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> None:
    """Install packages of Debian, starting no service; show what apt says only if it fails."""
    get = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    for command in (
        [*get, "update"],
        [*get, "install", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise Mistake(f"{done.stdout.strip()}\n{'、'.join(packages)} 没有装上，原因见上")
