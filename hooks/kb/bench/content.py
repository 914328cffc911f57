"""Content folders of any size, for measuring: generated cases, or laws imported from a corpus."""

import random
import shutil
import subprocess
import sys
import tarfile
from enum import StrEnum
from pathlib import Path

from kb.bench.cases import LARGEST, cases, rules, vocabulary
from kb.commands import ROOT, Mistake

_BASE = ROOT / "tests/fixtures/docs"
"""A site with a page of every kind, to which the others are added."""
_SEED = 20261124


class PageKind(StrEnum):
    """What the pages are like."""

    SHORT = "short"
    """Generated cases of 1.7 KB."""
    LAW = "law"
    """Laws of 16 KB on average."""


def make_content(kind: PageKind, count: int, folder: Path, texts: Path | None) -> Path:
    """Return a new content folder below `folder` with `count` pages of the kind and some more.

    `texts` holds laws as .md files. Raises `Mistake` where it has too few.
    """
    if kind is PageKind.LAW:
        return _laws(count, folder, texts)
    if count > LARGEST:
        raise Mistake(f"案例最多 {LARGEST} 个")
    docs = Path(shutil.copytree(_BASE, folder / "docs"))
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


def _laws(count: int, folder: Path, texts: Path | None) -> Path:
    found = sorted(texts.rglob("*.md")) if texts else []
    if texts is None or len(found) < count:
        raise Mistake(f"法规文本只有 {len(found)} 个，不够 {count} 个：用 --corpus、--more 指明")
    docs, laws = Path(shutil.copytree(_BASE, folder / "docs")), folder / "laws"
    for file in random.Random(_SEED).sample(found, count):
        target = laws / file.relative_to(texts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    command = [sys.executable, "-P", "-m", "kb.commands", "import", str(laws), "--docs", str(docs)]
    done = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", errors="replace"
    )
    made = len(list((docs / "rules").glob("*.md")))
    if made < count:
        raise Mistake(f"{count} 个法规文本只导入了 {made} 个：\n{done.stderr.strip()[-2000:]}")
    return docs


def gathered(corpus: Path | None, more: Path | None, folder: Path) -> Path | None:
    """Return a folder with the texts of `corpus` and of the archive `more`; None without either."""
    if corpus is None or more is None:
        return corpus
    shutil.copytree(corpus, folder / "corpus")
    with tarfile.open(more) as archive:
        archive.extractall(folder / "more", filter="data")
    return folder
