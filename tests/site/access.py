"""Whether everybody can use a page: with a screen reader, a keyboard, or weak eyes."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def check_access(page: Page, rules: Sequence[str] = _WCAG) -> None:
    """Fail where axe finds a violation of one of the `rules` on the open page."""
    # What it finds fault with is listed in full; what it lists of the rest takes half of its time.
    options = {"runOnly": list(rules), "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()


def check_width(page: Page, width: int) -> None:
    """Fail where the open page cannot be read at this width without going sideways."""
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= width, f"{page.url} is {wide} pixels wide"
