"""The browser that measures."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--js-flags=--expose-gc",
]


@contextmanager
def browsing(chromium: str) -> Iterator[Any]:
    """Start Chromium, and end it afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
