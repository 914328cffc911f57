"""What the site loads runs in Chromium 80: our own files and Material's; pages hold no scripts.

Scripts that no page loads (Material's own search) and data, plain JSON, are left out.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from kb.search.publish import CODE
from tests.tiny import ROOT

from .lint import HERE, Find, lint

ASSETS = ROOT / "docs/assets"
_LANGUAGES = {".js": "javascript", ".css": "css"}


@pytest.fixture(scope="session")
def finds(site: Path) -> list[Find]:
    """What is used in the whole site; parsing takes seconds, so once."""
    return sorted({find for source in _sources(site) for find in lint(*source)})


def _sources(site: Path) -> Iterator[tuple[str, str, str]]:
    """Yield language, path and text of everything that runs or paints."""
    pages = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}
    loaded = {site / name for name in _ours()}
    for file, html in pages.items():
        base = site if file.name == "404.html" else file.parent
        for url in re.findall(
            r'<(?:script|link)\b[^>]*\b(?:src|href)="([^"#?]+\.(?:js|css))"', html
        ):
            loaded.add(base / url.lstrip("/"))
    for path in sorted({path.resolve() for path in loaded}):
        name = path.relative_to(site.resolve()).as_posix()
        yield _LANGUAGES[path.suffix], name, path.read_text("utf-8")


def _ours() -> list[str]:
    """Return the scripts and style sheets that are written by hand, also those loaded on demand."""
    files = sorted(file for suffix in _LANGUAGES for file in ASSETS.rglob(f"*{suffix}"))
    return [*(file.relative_to(ASSETS.parent).as_posix() for file in files), CODE]


def _excuses() -> list[dict[str, str]]:
    excuses: list[dict[str, str]] = yaml.safe_load((HERE / "excused.yml").read_text("utf-8"))
    return excuses


def _covers(excuse: dict[str, str], find: Find) -> bool:
    return fnmatch(find.file, excuse["file"]) and excuse["feature"] == find.feature


def test_nothing_later_than_chromium_80_is_used(finds: list[Find]) -> None:
    excuses = _excuses()
    assert not [str(f) for f in finds if not any(_covers(excuse, f) for excuse in excuses)]


@pytest.mark.parametrize("excuse", _excuses(), ids=lambda excuse: str(excuse["feature"]))
def test_an_excuse_is_needed_and_says_what_is_seen_instead(
    finds: list[Find], excuse: dict[str, str]
) -> None:
    assert excuse["because"]
    assert any(_covers(excuse, find) for find in finds)


def test_the_files_that_matter_are_looked_at(site: Path) -> None:
    names = {name for _, name, _ in _sources(site)}
    wanted = {"assets/kb.js", "assets/kb.css", "assets/search.js", "assets/citations/find.js"}
    assert wanted <= set(_ours()) <= names
    assert any(fnmatch(name, "assets/javascripts/bundle.*.min.js") for name in names)
    assert any(fnmatch(name, "assets/stylesheets/main.*.min.css") for name in names)
