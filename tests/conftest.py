"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from kb.commands.chromium import find_chromium
from kb.commands.lock import locked
from kb.reading import read_site
from kb.site import Site
from tests.built import build
from tests.tiny import ROOT, TinySite

# The same examples on every machine, however busy it is.
settings.register_profile("kb", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("kb")

_FEATURES_OFF = (
    # Pages within the address bar and a process in reserve, new for every context of a test:
    # together they cost as much as the page that is tested.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    # What Playwright switches off itself, for only the last list counts.
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,"
    "MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
    "TcpPortRandomizationWin,ThirdPartyStoragePartitioning"
)
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # There is no network but this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    f"--disable-features={_FEATURES_OFF}",
)


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
    """The real site in the edition that people get when they name none.

    It is made once for all processes of a run: nobody may change it.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    site = folder / "built/site"
    with locked(folder / "built.lock", waiting=lambda: None):
        return site if site.exists() else build(ROOT / "docs", site, "全体党员")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS)
        yield browser
        browser.close()
