"""The built HTML, parsed: well formed, only neighbours in its addresses, Chinese for its readers."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from kb.inputs import Audience
from kb.site import Record, Site, select
from tests.tiny import ROOT

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SELF_CLOSED = {"path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use"}
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "cite", "background", "ping"}
TOLD = {"alt", "aria-label", "aria-description", "placeholder", "title"}
MUTE = {"script", "style", "code", "pre", "svg"}
URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]*)|@import\s+([^;]+)")
LATIN = re.compile(r"[A-Za-z][A-Za-z-]+")
# Words that Chinese readers use as they stand, short codes, file names and commands.
KNOWN = re.compile(
    r"xx|[A-Z]{2}-\d[\d.-]*|Word|PDF|nginx|Chromium|YAML|Markdown|UTF-8|JSON|docs|site|md"
)


@dataclass
class Parsed:
    """What one page is made of."""

    url: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """What a reader sees or hears, without code."""
    faults: list[str] = field(default_factory=list)

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, and no attribute stands twice."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.page = Parsed(url)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            self.page.faults.append(f"{tag}: an attribute stands twice")
        self.page.tags.append((tag, attributes))
        self.page.texts += [words for name, words in attributes.items() if name in TOLD]
        if tag not in VOID | SELF_CLOSED:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID | SELF_CLOSED:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID | SELF_CLOSED:
            return
        if not self._open or self._open.pop() != tag:
            self.page.faults.append(f"</{tag}> at {self.getpos()} closes nothing")

    def handle_data(self, data: str) -> None:
        if data.strip() and not MUTE & set(self._open):
            self.page.texts.append(data.strip())

    def finish(self) -> Parsed:
        self.close()
        self.page.faults += [f"<{tag}> is not closed" for tag in self._open]
        return self.page


@pytest.fixture(scope="session")
def parsed(site: Path) -> dict[str, Parsed]:
    """Every page by its address below the root."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        url = file.relative_to(site).as_posix()
        reader = Reader(url)
        reader.feed(file.read_text("utf-8"))
        pages[url] = reader.finish()
    return pages


def faults_of(parsed: dict[str, Parsed], found: str) -> list[str]:
    return [f"{url}: {fault}" for url, page in parsed.items() for fault in getattr(page, found)]


def test_pages_are_well_formed(parsed: dict[str, Parsed]) -> None:
    assert not faults_of(parsed, "faults")


def test_headings_step_down_one_by_one(parsed: dict[str, Parsed]) -> None:
    wrong = []
    for url, page in parsed.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        if levels[:1] != [1] or levels.count(1) != 1:
            wrong.append(f"{url}: does not begin with its one h1")
        if any(after > before + 1 for before, after in zip(levels, levels[1:], strict=False)):
            wrong.append(f"{url}: leaves a level out")
    assert not wrong


def addresses(page: Parsed) -> Iterator[str]:
    for tag, attributes in page.tags:
        yield from (value for name, value in attributes.items() if name in ADDRESSES)
        for part in attributes.get("srcset", "").split(","):
            yield part.split()[0] if part.strip() else ""
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            yield attributes["content"].partition("=")[2]
        yield from (a or b for a, b in URL.findall(attributes.get("style", "")))


def test_addresses_are_relative_so_that_a_double_click_works(parsed: dict[str, Parsed]) -> None:
    """404.html is met at any depth, so its own begin at the root."""
    wrong = [
        f"{url}: {address}"
        for url, page in parsed.items()
        for address in addresses(page)
        if re.match(r"[a-zA-Z][\w+.-]*:|//", address)
        or (address.startswith("/") and url != "404.html")
    ]
    assert not wrong


def test_style_sheets_load_nothing_but_what_they_carry(site: Path) -> None:
    loaded = {}
    for sheet in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        loaded[sheet.name] = [a or b for a, b in URL.findall(text)]
    assert loaded
    assert not any(loaded.values()), loaded


def test_pages_need_nothing_that_file_addresses_forbid(parsed: dict[str, Parsed]) -> None:
    wrong = []
    for url, page in parsed.items():
        names = {tag for tag, _ in page.tags}
        wrong += [f"{url}: <{tag}>" for tag in names & {"base", "iframe", "object", "embed"}]
        for attributes in page.of("script"):
            if attributes.get("type", "application/json") != "application/json":
                wrong.append(f"{url}: script of type {attributes['type']}")
        for tag, attributes in page.tags:
            wrong += [f"{url}: <{tag} {name}>" for name in attributes if name.startswith("on")]
    assert not wrong


def test_title_and_description_name_the_record(content: Site, parsed: dict[str, Parsed]) -> None:
    name = yaml.safe_load(
        re.sub(r"!ENV \[.*", '""', (ROOT / "mkdocs.yml").read_text("utf-8").split("nav:")[0])
    )["site_name"]
    for record in select(content, Audience.MEMBERS).pages:
        page = parsed[record.url]
        told = {a["name"]: a.get("content", "") for a in page.of("meta") if "name" in a}
        assert told["description"] == record.meta.summary, record.url
        titles = [text for text in page.texts if text.endswith(name)]
        assert titles, record.url
        if isinstance(record, Record):
            assert titles[0].startswith(record.meta.title), record.url
            assert record.meta.code in page.texts, record.url


def test_readers_meet_no_english(parsed: dict[str, Parsed]) -> None:
    """Not one word beyond `KNOWN`; the guide and the page about the site name files and keys."""
    met = {
        f"{url}: {words}"
        for url, page in parsed.items()
        if url not in ("guide.html", "about.html")
        for words in page.texts
        if LATIN.search(KNOWN.sub("", words))
    }
    assert not met


def test_pictures_are_described(parsed: dict[str, Parsed]) -> None:
    for url, page in parsed.items():
        assert all("alt" in attributes for attributes in page.of("img")), url


def test_scripts_of_a_page_stay_light(site: Path, parsed: dict[str, Parsed]) -> None:
    """DESIGN §6: 60 KB gzipped with Material's own, as long as nothing is searched."""
    for url in ("index.html", "glossary.html"):
        files = [
            site / attributes["src"]
            for attributes in parsed[url].of("script")
            if "src" in attributes
        ]
        assert len(files) >= 2
        assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 60_000
        assert not [file for file in files if "search" in file.name], url


def test_the_data_within_a_page_says_nothing_in_english(
    parsed: dict[str, Parsed], site: Path
) -> None:
    """Material's scripts show these words: on the button that copies code, for instance."""
    html = (site / "index.html").read_text("utf-8")
    (config,) = re.findall(r'<script id="__config"[^>]*>(.*?)</script>', html)
    words = json.loads(config)["translations"]
    assert not {key: text for key, text in words.items() if LATIN.search(text)}
