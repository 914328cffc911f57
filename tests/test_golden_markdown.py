"""Pairs of text and HTML: each file in `golden/markdown` is the body of one page of the tiny site.

    kind:   rules, procedures, cases, annual or page
    input:  what stands below the front matter
    html:   exactly what the page becomes

Adding a case is adding a file.
"""

from pathlib import Path

import pytest
import yaml

from tests.tiny import TinySite, render

_GOLDEN = sorted((Path(__file__).parent / "golden/markdown").glob("*.yml"))
_PAGES = {
    "rules": "rules/tanhua.md",
    "procedures": "procedures/zhichu.md",
    "cases": "cases/gouwuka.md",
    "annual": "annual/2021.md",
    "page": "index.md",
}


def html(tiny: TinySite, kind: str, text: str) -> str:
    """Render `text` as the body of a page; what is wrong with it is not the question here."""
    tiny.write_body(_PAGES[kind], f"\n{text}")
    site = tiny.read().site
    assert site is not None
    return render(site, _PAGES[kind])


@pytest.mark.parametrize("file", _GOLDEN, ids=lambda file: file.stem)
def test_markdown(file: Path, tiny: TinySite) -> None:
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert golden.keys() == {"kind", "input", "html"}
    assert html(tiny, golden["kind"], golden["input"]) == golden["html"].rstrip("\n")
