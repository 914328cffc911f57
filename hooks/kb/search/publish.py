"""The files that carry search to the browser, by `<script>`: it works on `file://` too.

`assets/search.js` is the code, `assets/search/pages.js` what every search needs; lists of pairs
(`pairs-N.js`), texts for excerpts (`text-N.js`) and readings (`readings.js`) come when a query asks
for them. Each file is a call with JSON and carries the stamp of its build, so that files of two
builds are never mixed.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from kb.model import Synonym
from kb.search.blocks import PageBlocks, pages
from kb.search.normal import normal, traditional
from kb.search.postings import find_pairs, pack, signs
from kb.search.readings import syllables
from kb.search.sections import Section, SectionType
from kb.search.shards import Shard, shards

FOLDER = "assets/search"
"""Folder of the data below the site's root."""
CODE = "assets/search.js"
_CLIENT = Path(__file__).with_name("client")
_MODULES = (
    "normal",
    "postings",
    "pages",
    "names",
    "readings",
    "words",
    "rank",
    "excerpt",
    "engine",
    "hits",
    "found",
    "box",
)
_TEXT = 24_000
"""Characters of a file of texts."""
_COMMON = 48
"""A pair is common that stands in more than one of so many blocks."""


@dataclass(frozen=True, slots=True)
class SearchFile:
    """A file of data: the function of `KB` that takes it, and what it gets beside the stamp."""

    name: str
    call: str
    data: Sequence[object]

    def script(self, stamp: str) -> str:
        """Return the text of the file."""
        given = ",".join(map(_json, [stamp, *self.data]))
        return f"KB.{self.call}({given});\n"


def search_files(units: Sequence[Section], synonyms: Sequence[Synonym] = ()) -> dict[str, str]:
    """Return the text of every file of data by name; the same units give the same bytes."""
    found = list(_files(pages(units), synonyms))
    digest = hashlib.sha256("".join(file.script("") for file in found).encode())
    stamp = digest.hexdigest()[:8]
    return {file.name: file.script(stamp) for file in found}


def code() -> str:
    """Return the script of the browser's side: the modules of `client`, one after another."""
    modules = ((_CLIENT / f"{name}.js").read_text("utf-8") for name in _MODULES)
    return '(function (KB) {\n"use strict";\n\n' + "\n".join(modules) + "})(window.KB);\n"


def write_search(
    units: Sequence[Section], site_dir: Path, synonyms: Sequence[Synonym] = ()
) -> None:
    """Write code and data below `site_dir`."""
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (site_dir / CODE).write_text(code(), encoding="utf-8", newline="\n")
    for name, text in search_files(units, synonyms).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _files(found: Sequence[PageBlocks], synonyms: Sequence[Synonym]) -> Iterator[SearchFile]:
    texts = [block.text for page in found for block in page.blocks]
    places = find_pairs(texts)
    files = shards({pair: pack(places[pair], len(texts)) for pair in sorted(places)})
    cuts = list(_cut([unit for page in found for unit in page.units]))
    yield SearchFile("pages.js", "searchPages", [_pages(found, texts, files, cuts, synonyms)])
    for number, shard in enumerate(files):
        packed = signs(shard.lists.values())
        yield SearchFile(f"pairs-{number}.js", "searchPairs", [number, shard.keys, packed])
    for number, cut in enumerate(cuts):
        yield SearchFile(f"text-{number}.js", "searchText", [number, list(_texts(cut, found))])
    headings = [block.heading for page in found for block in page.blocks if block.heading]
    yield SearchFile("headings.js", "searchHeadings", [headings])
    words = dict.fromkeys(_words(found))
    used = {sign for shard in files for sign in shard.name if not sign.isspace()}
    known = [syllables(used), list(words), *traditional()]
    yield SearchFile("readings.js", "searchReadings", known)


def _pages(
    found: Sequence[PageBlocks],
    texts: Sequence[str],
    files: Sequence[Shard],
    cuts: Sequence[Sequence[Section]],
    synonyms: Sequence[Synonym],
) -> Mapping[str, object]:
    """Return what every search needs."""
    badges: dict[tuple[str, str], int] = {}
    return {
        "pages": [_page(page, badges) for page in found],
        "badges": [list(badge) for badge in badges],
        "lengths": "".join(_length(text) for text in texts),
        "shards": [shard.name for shard in files],
        "texts": [0, *accumulate(len(cut) for cut in cuts)][:-1],
        "common": "".join(_common(files, len(texts))),
        "synonyms": list(_synonyms(synonyms)),
    }


def _page(page: PageBlocks, badges: dict[tuple[str, str], int]) -> list[object]:
    """Return a page as the browser gets it; `client/pages.js` names the fields."""
    unit = page.units[0]
    shown = [badges.setdefault((one.text, one.tone), len(badges)) for one in unit.badges]
    url, name = unit.url.partition("#")[0], unit.path[0]
    title = _title(page)
    fields: list[object] = [url, name, unit.type, page.outline, unit.code, unit.status, unit.year]
    fields += [shown, 0 if title == name else title, unit.aliases]
    fields += [unit.topics, unit.behaviours, unit.levels]
    while not fields[-1]:
        fields.pop()
    return fields


def _title(page: PageBlocks) -> str:
    """Return what the titles of a page's units begin with."""
    unit = page.units[0]
    return unit.path[0] if unit.type is SectionType.TERM else unit.title


def _length(text: str) -> str:
    """Return the size of a block in steps that double, as a letter."""
    return chr(ord("a") + max(0, min(12, len(text).bit_length() - 3)))


def _common(files: Sequence[Shard], blocks: int) -> Iterator[str]:
    """Yield the pairs that stand nearly everywhere: their lists are the longest."""
    for shard in files:
        for pair, packed in shard.lists.items():
            if len(packed) * _COMMON > 6 * blocks:
                yield pair


def _synonyms(synonyms: Sequence[Synonym]) -> Iterator[list[object]]:
    """Yield what is said with what it means; an entry for both ways once more the other way round."""
    for one in synonyms:
        yield [list(map(normal, one.say)), list(one.find.items())]
        if one.both:
            for word, weight in one.find.items():
                yield [[normal(word)], [[said, weight] for said in one.say]]


def _cut(units: Sequence[Section]) -> Iterator[list[Section]]:
    """Yield the units by file."""
    cut: list[Section] = []
    size = 0
    for unit in units:
        if cut and size + len(unit.text) > _TEXT:
            yield cut
            cut, size = [], 0
        cut.append(unit)
        size += len(unit.text)
    if cut:
        yield cut


def _texts(cut: Sequence[Section], found: Sequence[PageBlocks]) -> Iterator[list[object]]:
    """Yield the units of a file: text, title, headings above, own heading and code.

    A title begins with that of its page unless `=` stands before it. Headings are 0 where they are
    those of the unit before, the own one where the title says it, a code where it is the page's or
    that with the number of the article.
    """
    firsts = {page.units[0].url.partition("#")[0]: page for page in found}
    before: tuple[str, ...] | None = None
    for unit in cut:
        page = firsts[unit.url.partition("#")[0]]
        title = unit.title.removeprefix(_title(page))
        if title == unit.title:
            title = f"={title}"
        above = unit.path[1:-1]
        own = unit.path[-1] if len(unit.path) > 1 and unit.path[-1] != title else 0
        row: list[object] = [
            unit.text,
            title,
            0 if above == before else above,
            own,
            _code(unit, page),
        ]
        while row[-1] in (0, ""):
            row.pop()
        yield row
        before = above


def _code(unit: Section, page: PageBlocks) -> str | int:
    code = page.units[0].code
    number = unit.url.partition("#art-")[2].replace("-", ".")
    return 0 if unit.code in {code, f"{code}-{number}"} else unit.code


def _words(found: Sequence[PageBlocks]) -> Iterator[str]:
    """Yield the words that may be typed in pinyin beside the names of pages."""
    for page in found:
        for unit in page.units:
            yield from unit.topics
            yield from unit.behaviours
        for block in page.blocks:
            if block.heading:
                yield block.text


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
