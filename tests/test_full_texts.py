"""What the site cites of state laws, held against the laws themselves.

Every digest whose full text is at hand is replaced by it; then every citation on the site must
still lead to an article, 款 and 项 that stand there.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.model import TextKind
from kb.problem import report
from kb.reading import read_site
from kb.site import Rule, Site
from tests.tiny import ROOT

LAWS = ROOT.parent / "shared/corpus/laws"
_LEAST = 15
"""How many digests at least have their full text there."""


def full_texts(site: Site) -> dict[str, Path]:
    """Return the full text of each digest that has one, by the id of the digest."""
    files = {file.stem: file for file in LAWS.rglob("*.md")}
    found = {}
    for rule in site.of(Rule):
        name = rule.meta.title.removeprefix("中华人民共和国")
        file = files.get(f"{name}({rule.meta.promulgated})")
        if file and rule.meta.text_kind is TextKind.DIGEST:
            found[rule.meta.id] = file
    return found


@pytest.mark.slow
@pytest.mark.skipif(not LAWS.is_dir(), reason="the laws are not on this machine")
def test_every_citation_stands_in_the_full_text(content: Site, tmp_path: Path) -> None:
    docs = Path(shutil.copytree(ROOT / "docs", tmp_path / "docs"))
    texts = full_texts(content)
    assert len(texts) >= _LEAST
    for digest, file in texts.items():
        arguments = ["import", str(file), "--docs", str(docs), "--replaces", digest]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kb.commands", *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert re.search(r"改动 1 页", done.stdout), done.stdout
    assert not (problems := read_site(docs, root=tmp_path).problems), report(problems)
