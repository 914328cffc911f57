"""Content folders of any size, for measuring: generated cases, or laws imported from a corpus."""

import argparse
import random
import shutil
import subprocess
import sys
import tarfile
from enum import StrEnum
from pathlib import Path

from kb.bench.cases import LARGEST, cases, rules, vocabulary
from kb.commands import ROOT, Mistake
from kb.commands.arguments import existing_folder
from kb.reading import read_site

_BASE = ROOT / "tests/fixtures/docs"
"""A site with a page of every kind, to which the others are added."""
_SEED = 20261124
_SPARE = 20
"""One text in so many may have faults of its own, and is left out."""
_GENERAL = {
    "rules/index.md": "规则",
    "procedures/index.md": "程序",
    "cases/index.md": "案例",
    "annual/index.md": "年度",
    "meetings/index.md": "会前",
    "topics/index.md": "专题",
    "maintenance.md": "维护",
    "search.md": "搜索",
    "verify.md": "引用核验",
    "selftest.md": "自测",
}
"""The pages that show what all others hold, with their titles."""


class PageKind(StrEnum):
    """What the pages are like."""

    SHORT = "short"
    """Generated cases of 1.7 KB."""
    LAW = "law"
    """Laws of 16 KB on average."""

    @property
    def folder(self) -> str:
        """The folder of the content in which the pages are."""
        return "cases" if self is PageKind.SHORT else "rules"


def make_content(kind: PageKind, count: int, folder: Path, texts: Path | None) -> Path:
    """Return a new content folder below `folder` with `count` pages of the kind and some more.

    `texts` holds laws as .md files. Raises `Mistake` where it has too few.
    """
    if kind is PageKind.LAW:
        return _laws(count, folder, texts)
    if count > LARGEST:
        raise Mistake(f"案例最多 {LARGEST} 个")
    docs = _base(folder)
    (docs / "_data/vocabulary.yml").write_text(vocabulary(), encoding="utf-8")
    (docs / "cases/gouwuka.md").unlink()
    procedure = docs / "procedures/zhichu.md"
    procedure.write_text(
        procedure.read_text("utf-8").replace("AL-001", "AL-0001"), encoding="utf-8"
    )
    meeting = docs / "meetings/dangzu-hui.md"
    meeting.write_text(meeting.read_text("utf-8").replace("gouwuka", "anli-0001"), encoding="utf-8")
    for path, text in (*rules(), *cases(count)):
        (docs / path).write_text(text, encoding="utf-8")
    return docs


def _base(folder: Path) -> Path:
    """Return a new content folder with a page of every kind."""
    docs = Path(shutil.copytree(_BASE, folder / "docs"))
    home = (docs / "index.md").read_text("utf-8")
    for path, title in _GENERAL.items():
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).write_text(home.replace("首页", title), encoding="utf-8")
    return docs


def _laws(count: int, folder: Path, texts: Path | None) -> Path:
    found = sorted(texts.rglob("*.md")) if texts else []
    if texts is None or len(found) < count:
        raise Mistake(f"法规文本只有 {len(found)} 个，不够 {count} 个：用 --corpus、--more 指明")
    docs, laws = _base(folder), folder / "laws"
    kept = set((docs / "rules").glob("*.md"))
    some = min(len(found), count + count // _SPARE + _SPARE)
    for file in random.Random(_SEED).sample(found, some):
        target = laws / file.relative_to(texts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    command = [sys.executable, "-P", "-m", "kb.commands", "import", str(laws), "--docs", str(docs)]
    subprocess.run(command, check=False, capture_output=True)
    while faulty := {problem.path for problem in read_site(docs, root=docs).problems}:
        for path in faulty:
            (docs / path).unlink()
    made = sorted(set((docs / "rules").glob("*.md")) - kept)
    if len(made) < count:
        raise Mistake(f"{some} 个法规文本里，能导入而没有问题的只有 {len(made)} 个")
    for file in made[count:]:
        file.unlink()
    return docs


def add_texts(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say where laws are."""
    parser.add_argument(
        "--corpus", type=existing_folder, metavar="文件夹", help="放着法规文本（.md）的文件夹"
    )
    parser.add_argument("--more", type=Path, metavar="文件", help="另加这个 .tar.xz 里的文本")


def texts_of(options: argparse.Namespace, folder: Path) -> Path | None:
    """Return the folder of the laws that the options name; None where they name none."""
    corpus: Path | None = options.corpus
    if corpus is None or options.more is None:
        return corpus
    texts = folder / "texts"
    shutil.copytree(corpus, texts / "corpus")
    with tarfile.open(options.more) as archive:
        archive.extractall(texts / "more", filter="data")
    return texts
