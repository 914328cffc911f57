"""What ships is understood by Chromium 80, which cannot be run here.

A lint of words stands in: it knows what came later (`chromium80.yml`) and looks for it in our own
files and in Material's style sheets. It cannot see what it has no row for.
"""

import re
from pathlib import Path

import pytest
import yaml

TABLE = yaml.safe_load((Path(__file__).parent / "chromium80.yml").read_text("utf-8"))
ROWS = [pytest.param(kind, row, id=row["name"]) for kind in TABLE for row in TABLE[kind]]
# Without these a page only looks a little plainer: closer items, a grey tick, a moving scrollbar, a longer shadow.
HARMLESS = {"gap of a flex row", "accent-color", "scrollbar-gutter", "overflow clip"}
_COMMENT = re.compile(r"/\*.*?\*/|(?<=\s)//[^\n]*", re.DOTALL)


def newer(kind: str, text: str) -> list[str]:
    """Return the names of what `text` uses that came after Chromium 80."""
    code = _COMMENT.sub(" ", text)
    return [row["name"] for row in TABLE[kind] if re.search(row["pattern"], code)]


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_every_row_catches_its_example(kind: str, row: dict[str, str]) -> None:
    assert row["name"] in newer(kind, row["example"])
    assert int(row["since"]) > 80


@pytest.mark.parametrize("kind", ["js", "css"])
def test_our_files_use_nothing_newer(site: Path, kind: str) -> None:
    files = sorted(site.glob(f"assets/*.{kind}"))
    assert files
    assert {file.name: newer(kind, file.read_text("utf-8")) for file in files} == {
        file.name: [] for file in files
    }


def test_the_style_sheets_of_material_use_nothing_newer(site: Path) -> None:
    for file in site.glob("assets/stylesheets/*.css"):
        used = newer("css", file.read_text("utf-8"))
        assert set(used) <= HARMLESS, file.name
