"""Texts in, pages out: each file in `golden/import` is one run of `kb.py import` on the tiny site.

    files:    path below the folder that is imported: its text
    docs:     path below docs: the whole of a page that is there besides the tiny site
    options:  further arguments
    exit:     the exit code
    said:     exactly what is printed to standard error
    pages:    path below docs: the whole text of every page that was made or changed

Adding a case is adding a file.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.commands.__main__ import main
from tests.tiny import TinySite

DAY = "2026-11-24"
_GOLDEN = sorted((Path(__file__).parents[1] / "golden/import").glob("*.yml"))


@pytest.mark.parametrize("file", _GOLDEN, ids=lambda file: file.stem)
def test_import(
    file: Path,
    tiny: TinySite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert golden.keys() <= {"files", "docs", "options", "exit", "said", "pages"}
    assert come_to(golden, tiny, monkeypatch, capsys) == {
        "exit": golden["exit"],
        "said": golden["said"].rstrip("\n"),
        "pages": golden["pages"],
    }
    assert not tiny.read().problems


def come_to(
    golden: dict[str, Any],
    tiny: TinySite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> dict[str, object]:
    """Return what an import of the golden file's texts comes to; a second one changes nothing."""
    monkeypatch.chdir(tiny.root)
    for src, text in golden.get("docs", {}).items():
        tiny.write(src, text)
    for name, text in golden["files"].items():
        tiny.write(f"../in/{name}", text)
    paths = ["in"] if len(golden["files"]) > 1 else [f"in/{name}" for name in golden["files"]]
    arguments = ["import", *paths, "--docs", "docs", "--date", DAY, *golden.get("options", [])]
    before = _pages(tiny)
    code = main([*arguments, "--map", "map.json"])
    said = capsys.readouterr().err.replace(f"{tiny.root}/", "").rstrip("\n")
    after = _pages(tiny)
    assert before.keys() <= after.keys()
    placed = json.loads((tiny.root / "map.json").read_text("utf-8"))
    assert {page.replace(".html", ".md") for page in placed.values()} <= after.keys()
    assert main(arguments) == code
    assert _pages(tiny) == after
    changed = {src: text for src, text in after.items() if before.get(src) != text}
    return {"exit": code, "said": said, "pages": changed}


def _pages(tiny: TinySite) -> dict[str, str]:
    files = sorted((tiny.docs / "rules").iterdir())
    return {f"rules/{file.name}": file.read_text("utf-8") for file in files}
