"""A site is built aside and then takes the old one's place; whatever happens, one of them is whole.

Beside a site `site` lie, while it is built, `.site.building-PID`, `.site.old`, `.site.trash` and
`.site.lock`. A build that was killed leaves some of them; the next one tidies up.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.lock import locked
from kb.keeping.sites import MARKER


def checked_site(site: Path, docs: Path) -> Path:
    """Return the real folder of the site. Raises `Mistake` where something else lies there."""
    site = site.expanduser().resolve()
    for kept, name in ((ROOT, "项目"), (docs, "内容")):
        if kept.is_relative_to(site):
            raise Mistake(f"网站不能放在 {site}：{name}文件夹 {kept} 在里面。请换一个 --site")
    if site.is_relative_to(docs):
        raise Mistake(f"网站不能放在内容文件夹 {docs} 里面。请换一个 --site")
    if site.exists() and not site.is_dir():
        raise Mistake(f"网站不能放在 {site}：那是一个文件。请换一个 --site")
    if site.is_dir() and any(site.iterdir()) and not _made_by_us(site):
        raise Mistake(f"{site} 里有别的文件，不能放网站。请换一个空的或新的文件夹")
    return site


def _made_by_us(site: Path) -> bool:
    """Return whether the folder may be replaced: marked, or left by a plain `mkdocs build`."""
    return (site / MARKER).is_file() or (site == ROOT / "site" and (site / "404.html").is_file())


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


def swap_in(staging: Path, site: Path) -> None:
    """Put the finished `staging` in the place of `site`."""
    (staging / MARKER).write_text("kb.py\n", encoding="utf-8")
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
    print("另一个窗口正在生成同一个网站，等它完成…", file=sys.stderr, flush=True)
