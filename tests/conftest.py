"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

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
