"""No edition holds a byte of what is for narrower readers, whatever the file and however packed."""

import gzip
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from kb.inputs import Audience
from kb.search.publish import FOLDER
from tests.built import build
from tests.search.carried import words
from tests.site.canaries import CANARIES, Canary, add_canaries
from tests.tiny import TinySite


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file, and of all that is packed in it, with their names."""
    yield name, name.encode() + raw
    if name.endswith(".gz"):
        yield from unpacked(name.removesuffix(".gz"), gzip.decompress(raw))
    elif zipfile.is_zipfile(BytesIO(raw)):
        with zipfile.ZipFile(BytesIO(raw)) as package:
            for entry in package.namelist():
                yield from unpacked(f"{name}/{entry}", package.read(entry))


@pytest.fixture(scope="module", params=list(Audience))
def edition(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Audience, dict[str, bytes]]:
    """An edition of the site with canaries: everything that is in it, by name."""
    root = tmp_path_factory.mktemp("canaries")
    tiny = TinySite.make(root)
    add_canaries(tiny)
    where = {"KB_BASE_URL": "http://kb.example/", "KB_QR": "true"}
    site = build(tiny.docs, root / "site", request.param, **where)
    files = (file for file in site.rglob("*") if file.is_file())
    everything = dict(
        part
        for file in files
        for part in unpacked(file.relative_to(site).as_posix(), file.read_bytes())
    )
    scripts = {file.name: file.read_text("utf-8") for file in (site / FOLDER).iterdir()}
    everything |= {f"{FOLDER}/{name}": text.encode() for name, text in words(scripts).items()}
    return request.param, everything


@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: canary.id)
def test_an_edition_holds_no_byte_of_narrower_pages(
    edition: tuple[Audience, dict[str, bytes]], canary: Canary
) -> None:
    name, everything = edition
    found = [part for part, raw in everything.items() if any(mark in raw for mark in canary.marks)]
    if not name.holds(canary.audience):
        assert not found
    else:
        assert set(_places(canary)) <= set(found), set(_places(canary)) - set(found)


def _places(canary: Canary) -> Iterator[str]:
    """Yield where a canary must be found: the test would pass if nothing were published at all."""
    for name in ("rules/{}.html", "procedures/{}-p.html", "cases/{}-c.html", "meetings/{}-m.html"):
        yield name.format(canary.id)
    yield from (f"rules/{canary.id}.{kind}" for kind in ("png", "svg", "docx"))
    yield f"rules/{canary.id}.docx/word/document.xml"
    yield from (f"s/{prefix}-{canary.number}.html" for prefix in ("gz", "cx", "al", "hy", "nd"))
    yield f"s/gz-{canary.number}9.html"
    yield from (f"rules/{canary.id}-old.html", f"cases/{canary.id}-gone.html")
    yield from ("rules/tanhua.html", "cases/gouwuka.html", "index.html", "rules/index.html")
    yield from ("sitemap.xml", "maintenance.html", "selftest.html", "topics/index.html")
    yield f"topics/{canary.id}.html"
    yield from (f"{FOLDER}/{name}.js" for name in ("pages", "text-0", "headings"))
    yield from (f"roles/{canary.id}.html", "roles/index.html", "ledger.html", "pictures.html")
    yield "annual/2034.html"
    if canary.audience is Audience.MANAGERS:
        yield from ("decide.html", f"decide/{canary.id}-result.html", "assets/decide-tree.js")
    if canary.audience is Audience.LEADERS:
        yield "counting.html"
    yield from (f"{form}/{canary.id}-c.html" for form in ("slides", "handouts"))
    yield from (f"{form}/topics/{canary.id}.html" for form in ("slides", "handouts"))
    yield f"assets/slides/{canary.id}-c.js"
    yield f"pptx/AL-{canary.number}.pptx/ppt/slides/slide1.xml"
    yield f"pptx/topics/{canary.id}.pptx/ppt/slides/slide1.xml"
    yield "assets/verify/register.js"
    yield from (f"forms/{canary.id}-f.html", f"forms/{canary.id}-t.html", "forms/index.html")
    yield f"forms/{canary.id}-f.docx/word/document.xml"
    yield f"forms/{canary.id}-t.xlsx/xl/sharedStrings.xml"
    yield from ("assets/pack/names.js", "meetings/dangzu-hui.html")
    yield f"word/HY-{canary.number}.docx/word/document.xml"
    yield "word/HY-001.docx/word/document.xml"


def test_the_sitemap_lists_the_pages_of_the_edition_and_nothing_else(
    edition: tuple[Audience, dict[str, bytes]],
) -> None:
    _, everything = edition
    urls = everything["sitemap.xml"].decode().split("<loc>http://kb.example/")[1:]
    listed = {url.partition("<")[0] or "index.html" for url in urls}
    pages = {one for one in everything if one.endswith(".html") and one != "404.html"}
    forwards = {
        one for one in pages if b"forward.js" in everything[one] or b"-gone" in everything[one]
    }
    assert listed == pages - forwards


def test_pictures_are_published_without_what_is_not_the_picture(
    edition: tuple[Audience, dict[str, bytes]],
) -> None:
    _, everything = edition
    assert not [
        name for name, raw in everything.items() if name.endswith(".png") and b"tEXt" in raw
    ]


def test_what_last_year_left_open_is_for_the_leaders_alone(
    edition: tuple[Audience, dict[str, bytes]],
) -> None:
    name, everything = edition
    files = ("meetings/dangzu-hui.html", "word/HY-001.docx/word/document.xml")
    found = [one for one in files if "上年待核对的打算".encode() in everything[one]]
    assert found == (list(files) if name is Audience.LEADERS else [])
