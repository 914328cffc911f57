"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from kb.commands.chromium import find_chromium
from kb.reading import read_site
from kb.site import Site
from tests.built import build
from tests.tiny import ROOT, TinySite

# The same examples on every machine, however busy it is.
settings.register_profile("kb", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("kb")


@pytest.fixture
def tiny(tmp_path: Path) -> TinySite:
    """A tiny site without a fault, in a folder of one's own."""
    return TinySite.make(tmp_path)


@pytest.fixture(scope="session")
def content() -> Site:
    """The real content, all of it."""
    reading = read_site(ROOT / "docs", root=ROOT)
    assert reading.site is not None
    return reading.site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site in the edition that people get when they name none."""
    return build(ROOT / "docs", tmp_path_factory.mktemp("built") / "site", "全体党员")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        yield browser
        browser.close()
