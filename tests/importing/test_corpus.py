"""Real laws in, a built site out: every sign of every article must be on its page."""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.built import build, run
from tests.importing.shown import words
from tests.tiny import ROOT, TinySite

CORPUS = ROOT.parent / "shared" / "corpus"
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百千零〇]+(?:条(?:之[一二三四五六七八九十]+)?[ \u3000]|[ \u3000]条)"
)
_ANNEX = re.compile(r"附[件表图录]?[一二三\d]*(?:[：:]|[ \u3000]+(?!则)|$)")
_SUPPLEMENTARY = re.compile(r"附[ \u3000]*则")
_NUMBERED = re.compile(r'<section class="kb-article" id="art-[^"]*">(.*?)</section>', re.DOTALL)
_NOT_SHOWN = re.compile(r"[\s\u3000\u200b\ufeff|#-]|[\ue000-\uf8ff〓]")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the laws are not on this machine"),
]


@pytest.fixture(scope="module", params=["laws", "more-laws.tar.xz"])
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str], Path]:
    """The laws, the map of the import, and the site built from them."""
    folder = tmp_path_factory.mktemp("corpus")
    laws = CORPUS / request.param
    if laws.suffix:
        with tarfile.open(laws) as archive:
            archive.extractall(folder / "laws", filter="data")
        laws = folder / "laws"
    tiny = TinySite.make(folder)
    done = run("import", laws, "--docs", tiny.docs, "--map", folder / "map.json")
    placed = json.loads((folder / "map.json").read_text("utf-8"))
    left_out = {line.split(":")[0] for line in done.stderr.splitlines() if ": ART-2 " in line}
    assert {str(laws / key) for key in placed} | left_out == {str(f) for f in laws.rglob("*.md")}
    assert tiny.read().problems == ()
    return laws, placed, build(tiny.docs, folder / "site", "全局")


def test_every_sign_is_on_the_page(imported: tuple[Path, dict[str, str], Path]) -> None:
    laws, placed, site = imported
    wrong = []
    for key, address in placed.items():
        source = (laws / key).read_text("utf-8")
        html = (site / address).read_text("utf-8")
        wanted, found = list(articles_of(source)), articles_on(html)
        # An article whose number stands without a blank is found by its place in the row, too.
        if "".join(wanted) != "".join(found) or len(found) < len(wanted):
            wrong.append(key)
    assert not wrong


def articles_of(source: str) -> Iterator[str]:
    """Yield the articles of a law, without what nobody sees."""
    text = source.partition("<!-- INFO END -->")[2]
    article: str | None = None
    for line in re.sub(r"<!--.*?-->", "", text).split("\n"):
        opens = _ARTICLE.match(line)
        if opens or line.startswith("#") or _ANNEX.match(line) or _SUPPLEMENTARY.fullmatch(line):
            if article:
                yield _seen(article)
            article = line if opens else None
            if _ANNEX.match(line):
                return
        elif article:
            article += line
    if article:
        yield _seen(article)


def articles_on(html: str) -> list[str]:
    """Return the articles of a page, without what nobody sees."""
    return [_seen(words(part)) for part in _NUMBERED.findall(html)]


def _seen(text: str) -> str:
    return _NOT_SHOWN.sub("", text)
