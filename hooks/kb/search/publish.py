"""The files that carry search to the browser, by `<script>`: it works on `file://` too.

`assets/search.js` is the code, `assets/search/pages.js` what every search needs; lists of pairs
(`pairs-N.js`), texts for excerpts (`text-N.js`), headings and readings come when a query asks for
them. Each file is a call with JSON and carries the stamp of its build, so that files of two builds
are never mixed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from kb.address import anchor_label
from kb.keeping import Keeper
from kb.model import Synonym
from kb.search.bits import signs
from kb.search.blocks import PageBlocks, Searched
from kb.search.letters import Alphabet, alphabet
from kb.search.normal import normal, traditional
from kb.search.postings import PagePairs, pack_pairs
from kb.search.readings import syllables
from kb.search.sections import Section, SectionType
from kb.search.shards import Shard, shards

FOLDER = "assets/search"
"""Folder of the data below the site's root."""
CODE = "assets/search.js"
_CLIENT = Path(__file__).with_name("client")
_MODULES = (
    "normal",
    "letters",
    "postings",
    "pages",
    "texts",
    "names",
    "readings",
    "words",
    "store",
    "rank",
    "excerpt",
    "engine",
    "hits",
    "found",
    "box",
)
_COMMENT = re.compile(r"^ */\*.*?\*/\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_TEXT, _LESS, _MANY = 16_000, 8_000, 3_000_000
"""Characters of a file of texts; fewer where there are many in all, and hits lie far apart."""
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


def search_files(
    pages: Iterable[Searched], synonyms: Sequence[Synonym] = (), keeper: Keeper | None = None
) -> dict[str, str]:
    """Return the text of every file of data by name; the same pages give the same bytes.

    How letters are read takes long to find out: the `keeper` may have it.
    """
    found = list(_files(pages, synonyms, keeper or Keeper()))
    digest = hashlib.sha256("".join(file.script("") for file in found).encode())
    stamp = digest.hexdigest()[:8]
    return {file.name: file.script(stamp) for file in found}


def code() -> str:
    """Return the script of the browser's side: the modules of `client`, one after another.

    What only those who change it read, its comments and indents, is left out.
    """
    modules = ((_CLIENT / f"{name}.js").read_text("utf-8") for name in _MODULES)
    words = _INDENT.sub("", _COMMENT.sub("", "\n".join(modules)))
    return '(function (KB) {\n"use strict";\n' + words + "})(window.KB);\n"


def write_search(
    pages: Iterable[Searched],
    site_dir: Path,
    synonyms: Sequence[Synonym] = (),
    keeper: Keeper | None = None,
) -> None:
    """Write code and data below `site_dir`; `keeper` as in `search_files`."""
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (site_dir / CODE).write_text(code(), encoding="utf-8", newline="\n")
    for name, text in search_files(pages, synonyms, keeper).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _files(
    pages: Iterable[Searched], synonyms: Sequence[Synonym], keeper: Keeper
) -> Iterator[SearchFile]:
    found: list[PageBlocks] = []
    files = shards(pack_pairs(_counted(pages, found)))
    cuts = list(_cut([unit for page in found for unit in page.units]))
    rows = list(_rows(cuts, found))
    headings = [block.heading for page in found for block in page.blocks if block.heading]
    texts = (unit.text for cut in cuts for unit in cut)
    letters = alphabet([*texts, *rows, *headings], _order(files))
    write = letters.write
    yield SearchFile("pages.js", "searchPages", [_pages(found, letters, files, cuts, synonyms)])
    for number, shard in enumerate(files):
        packed = signs([shard.keys, *shard.lists.values()])
        yield SearchFile(f"pairs-{number}.js", "searchPairs", [number, packed])
    for number, (cut, row) in enumerate(zip(cuts, rows, strict=True)):
        given = [number, write(*(unit.text for unit in cut)), write(row)]
        yield SearchFile(f"text-{number}.js", "searchText", given)
    yield SearchFile("headings.js", "searchHeadings", [write(*headings)])
    used = "".join(sorted(_order(files)))
    known = [
        keeper.value("syllables", (used,), partial(syllables, used)),
        write(*dict.fromkeys(_words(found))),
    ]
    yield SearchFile("readings.js", "searchReadings", known)
    yield SearchFile("traditional.js", "searchTraditional", traditional())


def _counted(pages: Iterable[Searched], found: list[PageBlocks]) -> Iterator[tuple[int, PagePairs]]:
    """Yield the pairs of each page, which take much room, and put the rest of it into `found`."""
    for page, pairs in pages:
        found.append(page)
        yield len(page.blocks), pairs


def _order(files: Sequence[Shard]) -> list[str]:
    """Return the letters of the site in the order of files."""
    return list(dict.fromkeys(sign for shard in files for sign in shard.name if sign != " "))


def _pages(
    found: Sequence[PageBlocks],
    letters: Alphabet,
    files: Sequence[Shard],
    cuts: Sequence[Sequence[Section]],
    synonyms: Sequence[Synonym],
) -> Mapping[str, object]:
    """Return what every search needs."""
    badges: dict[tuple[str, str], int] = {}
    texts = [block.text for page in found for block in page.blocks]
    known = {*letters.often, *_order(files)}
    return {
        "pages": [_page(page, badges) for page in found],
        "badges": [list(badge) for badge in badges],
        "lengths": "".join(map(_length, texts)),
        "shards": [shard.name for shard in files],
        "often": letters.often,
        "others": "".join(sign for sign in letters.others if sign not in known),
        "texts": [0, *accumulate(len(cut) for cut in cuts)][:-1],
        "common": "".join(_common(files, len(texts))),
        "synonyms": list(_synonyms(synonyms)),
    }


def _page(page: PageBlocks, badges: dict[tuple[str, str], int]) -> list[object]:
    """Return a page as the browser gets it; `client/pages.js` names the fields."""
    unit = page.units[0]
    shown = [badges.setdefault((one.text, one.tone), len(badges)) for one in unit.badges]
    url, name = unit.url.partition("#")[0], unit.path[0]
    fields: list[object] = [url, name, unit.type, page.outline, unit.code, unit.status, unit.year]
    fields += [shown, _within(_title(page), name), unit.aliases]
    fields += [unit.topics, unit.behaviours, unit.levels]
    while not fields[-1]:
        fields.pop()
    return fields


def _title(page: PageBlocks) -> str:
    """Return what the titles of a page's units begin with."""
    unit = page.units[0]
    return unit.path[0] if unit.type is SectionType.TERM else unit.title


def _within(title: str, name: str) -> object:
    """Return 0 for a title that is the name, `[start, end]` for one that quotes that much of it.

    >>> _within("《立法法》（2023年）", "中华人民共和国立法法（2023年）")
    [7, 10]
    """
    if title == name:
        return 0
    quoted = title[1:].partition("》")[0]
    start = name.find(quoted)
    end = start + len(quoted)
    return [start, end] if title == f"《{quoted}》{name[end:]}" and start >= 0 else title


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
    most = _TEXT if sum(len(unit.text) for unit in units) < _MANY else _LESS
    cut: list[Section] = []
    size = 0
    for unit in units:
        if cut and size + len(unit.text) > most:
            yield cut
            cut, size = [], 0
        cut.append(unit)
        size += len(unit.text)
    if cut:
        yield cut


def _rows(cuts: Sequence[Sequence[Section]], found: Sequence[PageBlocks]) -> Iterator[str]:
    """Yield for each file of texts, as JSON, what its units are called.

    There is an entry for a unit only if something about it has to be said: its number in the file,
    title, headings above, own heading and code. A title begins with that of its page unless `=`
    stands before it; that of an article is its label if none is given. Headings are 0 where they
    are those of the unit before, the own one where the title says it, a code where it is the page's
    or that with the number of the article.
    """
    firsts = {page.units[0].url.partition("#")[0]: page for page in found}
    for cut in cuts:
        before: tuple[str, ...] = ()
        rows: list[list[object]] = []
        for number, unit in enumerate(cut):
            page, _, anchor = unit.url.partition("#")
            named = anchor_label(anchor) if anchor.startswith("art-") else ""
            above = unit.path[1:-1]
            title = _own_title(unit, firsts[page])
            own = unit.path[-1] if len(unit.path) > 1 and unit.path[-1] != title else 0
            row = [
                0 if title == named else title,
                0 if above == before else above,
                own,
                _code(unit, firsts[page]),
            ]
            before = above
            while row and not row[-1] and row[-1] != ():
                row.pop()
            if row:
                rows.append([number, *row])
        yield _json(rows)


def _own_title(unit: Section, page: PageBlocks) -> str:
    """Return the title of a unit without that of its page, which `=` says if it does not begin so."""
    title = unit.title.removeprefix(_title(page))
    return f"={title}" if title == unit.title else title


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
