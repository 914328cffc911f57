"""A browser that may not reach anything but the site."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.tiny import ROOT


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site over HTTP on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Watch:
    """What must not happen while a page is read: errors, and requests to anywhere else."""

    def __init__(self, page: Page, start: str) -> None:
        self.faults: list[str] = []
        self._start = start
        page.on("console", lambda told: self._note(told.type == "error", told.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        page.on(
            "requestfailed",
            lambda request: self._note(request.failure != "net::ERR_ABORTED", request.url),
        )
        # To hear of a request is enough, and costs far less than to hold it: the browser itself can
        # reach nothing but this machine.
        page.on("request", self._look_at)

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.faults.append(text)

    def _look_at(self, request: Request) -> None:
        inside = request.url.startswith((self._start, "data:", "blob:"))
        self._note(not inside, f"outside: {request.url}")


@pytest.fixture
def file_start(site: Path) -> str:
    """The address of the site's root when it is opened by a double click."""
    return f"{site.as_uri()}/"


@pytest.fixture
def page(browser: Browser, file_start: str) -> Iterator[Page]:
    """A page over file://, at the width of a desk, that fails the test on any fault."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    watch = Watch(page, file_start)
    yield page
    context.close()
    assert not watch.faults


@pytest.fixture
def copied_docs(tmp_path: Path) -> Path:
    """The real content in a folder of one's own."""
    return Path(shutil.copytree(ROOT / "docs", tmp_path / "docs"))
