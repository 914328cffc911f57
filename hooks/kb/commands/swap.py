"""A site, or an export, is made aside and then takes the old one's place; one of them is always whole.

Beside a site `site` lie, while it is built, `.site.building-PID`, `.site.old`, `.site.trash` and
`.site.lock`. A build that was killed leaves some of them; the next one tidies up.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.lock import locked


@dataclass(frozen=True, slots=True)
class Product:
    """What a command makes in a folder of its own."""

    name: str
    option: str
    """By which the folder is chosen."""
    marker: str
    """A file in every such folder made by us; one without it is never replaced."""


SITE = Product("网站", "--site", ".kb-site")
EXPORT = Product("导出的文件", "--out", ".kb-export")


def checked_site(site: Path, docs: Path, product: Product = SITE) -> Path:
    """Return the real folder of the product. Raises `Mistake` where something else lies there."""
    site = site.expanduser().resolve()
    what, other = product.name, f"请换一个 {product.option}"
    for kept, name in ((ROOT, "项目"), (docs, "内容")):
        if kept.is_relative_to(site):
            raise Mistake(f"{what}不能放在 {site}：{name}文件夹 {kept} 在里面。{other}")
    if site.is_relative_to(docs):
        raise Mistake(f"{what}不能放在内容文件夹 {docs} 里面。{other}")
    if site.exists() and not site.is_dir():
        raise Mistake(f"{what}不能放在 {site}：那是一个文件。{other}")
    if site.is_dir() and any(site.iterdir()) and not _made_by_us(site, product):
        raise Mistake(f"{site} 里有别的文件，不能放{what}。请换一个空的或新的文件夹")
    return site


def _made_by_us(site: Path, product: Product) -> bool:
    """Return whether the folder may be replaced: ours, or left by a plain `mkdocs build`."""
    plain = site == ROOT / "site" and (site / "404.html").is_file()
    return (site / product.marker).is_file() or (product is SITE and plain)


@contextmanager
def building(site: Path) -> Iterator[Path]:
    """Give a new folder beside `site`, with no other build of it at work; then remove the folder.

    Also mends what a killed build left.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    with locked(_beside(site, "lock"), _say_waiting):
        _mend(site)
        staging = _beside(site, f"building-{os.getpid()}")
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def swap_in(staging: Path, site: Path, product: Product = SITE) -> None:
    """Put the finished `staging` in the place of `site`."""
    (staging / product.marker).write_text("kb.py\n", encoding="utf-8")
    old = _beside(site, "old")
    try:
        if site.exists():
            site.rename(old)
        staging.rename(site)
    except BaseException:
        if old.exists() and not site.exists():
            old.rename(site)
        raise
    _discard(old, site)


def _mend(site: Path) -> None:
    """Bring back the old site if the swap was cut short, and remove leftovers."""
    old = _beside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    _discard(old, site)
    for leftover in site.parent.glob(f".{site.name}.building-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _discard(old: Path, site: Path) -> None:
    """Remove the old site. What is half removed bears another name, so nobody brings it back."""
    trash = _beside(site, "trash")
    shutil.rmtree(trash, ignore_errors=True)
    if old.exists():
        old.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)


def _beside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}.{what}")


def _say_waiting() -> None:
    print("另一个窗口正在生成同一个文件夹，等它完成…", file=sys.stderr, flush=True)
