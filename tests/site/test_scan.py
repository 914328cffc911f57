"""The built HTML: every link leads somewhere inside, every address exists once."""

import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from kb.inputs import Audience
from kb.site import Site, select
from tests.built import build
from tests.tiny import ROOT, TinySite

_ATTRIBUTE = re.compile(r'\b(?P<name>href|src|action|srcset|data)="(?P<value>[^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')
_MENU = re.compile(r'<nav class="md-nav md-nav--primary".*?</nav>', re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_VISIBLE = re.compile(r">([^<>]+)<")
_TOLD = re.compile(r'\b(?:aria-label|title|placeholder)="([^"]*)"')
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_ENGLISH = re.compile(r"\b[A-Za-z]{3,}(?: [A-Za-z]+)+\b")
_INLINE = re.compile(
    r"<script(?![^>]*\b(?:src|type=.application/json.))[^>]*>|<style\b|<[^>]*\s(?:style|on[a-z]+)="
)
_LARGEST = 250_000


@pytest.fixture(scope="session")
def everything(site: Path) -> dict[str, str]:
    """All HTML by its address below the root."""
    files = sorted(site.rglob("*.html"))
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in files}


@pytest.fixture(scope="session")
def pages(everything: dict[str, str]) -> dict[str, str]:
    """The same without the tiny pages that only forward from a short code."""
    return {url: html for url, html in everything.items() if not url.startswith("s/")}


def test_links_lead_to_pages_and_places_of_the_site(site: Path, everything: dict[str, str]) -> None:
    pages = everything
    ids = {url: set(_ID.findall(html)) for url, html in pages.items()}
    dead = []
    for url, html in pages.items():
        for found in _ATTRIBUTE.finditer(html):
            path, _, anchor = found["value"].partition("#")
            if url == "404.html" and path.startswith("/"):
                path = path[1:] or "index.html"
            if not path and not anchor:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path)))
            target = target if path else url
            choice = "=" in anchor
            if not (site / target).is_file() or (
                anchor and not choice and anchor not in ids.get(target, set())
            ):
                dead.append(f"{url}: {found['value']}")
    assert not dead


def test_nothing_loads_or_leads_outside(site: Path, everything: dict[str, str]) -> None:
    outside = [
        f"{url}: {found['value']}"
        for url, html in everything.items()
        for found in _ATTRIBUTE.finditer(html)
        if re.match(r"(?:[a-z]+:)?//", found["value"])
    ]
    for sheet in site.rglob("*.css"):
        outside += re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\s]+", sheet.read_text())
    assert not outside


def test_nothing_runs_or_paints_from_within_a_page(everything: dict[str, str]) -> None:
    for url, html in everything.items():
        assert not _INLINE.search(html), (url, _INLINE.findall(html)[:3])


def test_every_address_of_the_content_stands_once(content: Site, pages: dict[str, str]) -> None:
    edition = select(content, Audience.MEMBERS)
    missing, twice = [], []
    for page in edition.pages:
        count = Counter(_ID.findall(pages[page.url]))
        twice += [f"{page.url}#{anchor}" for anchor, times in count.items() if times > 1]
        missing += [f"{page.url}#{a}" for a, _ in page.anchors() if not count[a]]
    assert not missing
    assert not twice


def test_every_page_says_what_it_is(pages: dict[str, str]) -> None:
    titles = Counter(_TITLE.findall(html)[0].strip() for html in pages.values())
    assert all(times == 1 for times in titles.values()), titles.most_common(3)
    for url, html in pages.items():
        assert '<html lang="zh-CN"' in html, url
        assert '<meta name="renderer" content="webkit">' in html, url
        assert 'name="viewport"' in html, url
        assert url == "404.html" or '<meta name="description" content="' in html, url
        assert len(html) < _LARGEST, url


def test_the_menu_lists_only_the_neighbourhood(pages: dict[str, str]) -> None:
    closed = _MENU.findall(pages["index.html"])[0].count("<li")
    most = closed + 8
    for url, html in pages.items():
        for menu in _MENU.findall(html):  # a projected page has none
            assert menu.count("<li") <= most, url


def test_no_english_is_left_for_readers(pages: dict[str, str]) -> None:
    for url, html in pages.items():
        text = _SCRIPT.sub("", html)
        text = re.sub(r"<(code|pre)\b.*?</\1>", "", text, flags=re.DOTALL)
        shown = [*_VISIBLE.findall(text), *_TOLD.findall(text)]
        assert not [words for words in shown if _ENGLISH.search(words)], url


def test_who_has_scripts_off_is_told_what_to_do(pages: dict[str, str]) -> None:
    for url in ("index.html", "search.html"):
        assert re.search(r"<noscript>.*脚本.*逐页查阅.*</noscript>", pages[url], re.DOTALL), url


def test_unapproved_pages_and_the_edition_are_stamped(pages: dict[str, str]) -> None:
    for url, html in pages.items():
        if url != "404.html":
            assert "未审定" in html, url
        assert "全体党员版" in html, url


def test_every_page_says_on_screen_and_on_paper_up_to_when_it_holds(pages: dict[str, str]) -> None:
    words = "依据截至2026年11月23日"
    for url, html in pages.items():
        if '<footer class="md-footer"' not in html:  # a projected page says it on each sheet
            assert words in html.partition("<body")[2], url
            continue
        assert words in html.partition('<footer class="md-footer"')[2], url
        if url != "404.html":
            assert words in html.partition('<p class="kb-print">')[2].partition("</p>")[0], url
            assert 'data-kb-review="20' in html, url


def test_a_base_address_gives_canonical_links(tiny: TinySite, tmp_path: Path) -> None:
    site = build(tiny.docs, tmp_path / "site", "全体党员", KB_BASE_URL="http://kb.example/x/")
    page = (site / "rules/tanhua.html").read_text("utf-8")
    assert '<link rel="canonical" href="http://kb.example/x/rules/tanhua.html"' in page
    assert 'href="/x/assets/kb.css"' in (site / "404.html").read_text("utf-8")


def test_same_inputs_give_the_same_bytes(tmp_path: Path, site: Path) -> None:
    again = build(ROOT / "docs", tmp_path / "site", "全体党员")
    for file in site.rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (again / file.relative_to(site)).read_bytes(), file
