"""No false alarm on real texts: 222 laws, of secrecy, of investigation, of bank cards and cars."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.outgoing.finding import Finding, normalise
from kb.outgoing.marks import find_marks, find_papers, find_paths
from kb.outgoing.names import find_names
from kb.outgoing.numbers import find_numbers

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LAWS = sorted((SHARED / "corpus/laws").rglob("*.md"))
TEXTS = sorted((SHARED / "reference/texts").glob("*.md"))


def _all(text: str) -> Iterator[Finding]:
    for find in (find_numbers, find_marks, find_papers, find_paths, find_names):
        yield from find(text)


@pytest.mark.slow
@pytest.mark.skipif(not LAWS, reason="the laws are not on this machine")
def test_laws_are_clean() -> None:
    found = {
        file.name: findings
        for file in (*LAWS, *TEXTS)
        if (findings := list(_all(normalise(file.read_text("utf-8")))))
    }
    assert len(LAWS) > 200
    assert not found
