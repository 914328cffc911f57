"""Articles (条), paragraphs (款) and items (项) of a rule, and their addresses.

`find_articles` reads them in the source; `kb.markdown` asks the same `find_provisions` what the
paragraphs of the converted page are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kb.numerals import NUMERAL, article_label, parse_article, parse_numeral, to_chinese

ARTICLE = re.compile(rf"(?P<label>第{NUMERAL}条(?:之{NUMERAL})?)[ \u3000]+(?=\S)")
ITEM = re.compile(rf"[（(](?P<number>{NUMERAL})[）)]")
_WITHIN_ITEM = re.compile(r"[0-9０-９]{1,3}[ \u3000]*[.．、]|[⒈-⒛①-⑳⑴-⒇]")
"""What opens the parts of an item (目): 1．, ⒈, ①."""
_DIGITS = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, paragraph (款) or item (项) with its address, e.g. `art-33-p1-i2`."""

    id: str
    number: int
    """The ordinal within its parent: 33, 1, 2; the main number of 第一百二十条之三 is 120."""
    line: int
    text: str
    """The words without the number that opens them."""
    label: str
    """第三十三条, 第一款, （二）."""
    parts: tuple["Provision", ...] = ()

    def walk(self) -> Iterator["Provision"]:
        """Yield this provision and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def find_provisions(blocks: Iterable[str | None]) -> tuple[Provision | None, ...]:
    """Return the provision that each block of a rule is, without place, in reading order.

    A block is a paragraph, None for a heading, or empty for what is neither. None is returned
    outside articles and for what belongs to an item: its parts (目), and paragraphs of its own.
    The paragraph that opens an article is returned as the article.

    >>> blocks = ["第三条　……：", "（一）……；", "……。", "（二）……。", "……。"]
    >>> [one and one.id for one in find_provisions(blocks)]
    ['art-3', 'art-3-p1-i1', None, 'art-3-p1-i2', 'art-3-p2']
    """
    reader = _Reader()
    for block in blocks:
        reader.feed(block)
    return tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    """Gives the blocks of a rule their addresses."""

    found: list[Provision | None] = field(default_factory=list)
    _article: str | None = None
    _paragraph: int = 0
    _item: tuple[int, int] = (0, 0)
    """The last item, with its paragraph; its own paragraphs may follow before the next one."""
    _last: int = 0
    """Where in `found` that item is."""
    _in_digits: bool = True
    """Whether the items of the article are counted in digits: where not, （1） is a part of one."""

    def feed(self, block: str | None) -> None:
        """Add what the next block is to those found."""
        if block is None:
            self._article = None
        self.found.append(self._provision(block) if block else None)

    def _provision(self, text: str) -> Provision | None:
        if found := ARTICLE.match(text):
            label = found["label"]
            self._article = f"art-{parse_article(label)}"
            self._paragraph, self._item, self._in_digits = 1, (0, 0), True
            number = int(parse_article(label).split("-")[0])
            return Provision(self._article, number, 0, text[found.end() :], label)
        if self._article is None:
            return None
        if _WITHIN_ITEM.match(text):
            return None
        if found := ITEM.match(text):
            return self._item_of(found, text[found.end() :])
        self._paragraph += 1
        label = f"第{to_chinese(self._paragraph)}款"
        return Provision(f"{self._article}-p{self._paragraph}", self._paragraph, 0, text, label)

    def _item_of(self, found: re.Match[str], text: str) -> Provision | None:
        digits = bool(_DIGITS.fullmatch(found["number"]))
        if digits and not self._in_digits:
            return None
        self._in_digits = digits
        number, (paragraph, last) = parse_numeral(found["number"]), self._item
        if number != 1 and number == last + 1 and paragraph < self._paragraph:
            self._give_back(paragraph)
        self._item, self._last = (self._paragraph, number), len(self.found)
        id = f"{self._article}-p{self._paragraph}-i{number}"
        return Provision(id, number, 0, text, found.group())

    def _give_back(self, paragraph: int) -> None:
        """Make what was read as 款 since the last item, which the list now goes on from, its own."""
        self._paragraph = paragraph
        for place in range(self._last + 1, len(self.found)):
            self.found[place] = None


def find_articles(lines: Iterable[str]) -> tuple[Provision, ...]:
    """Return the articles of a rule with their paragraphs and items; lines count from 1.

    What belongs to an item is among its words.
    """
    blocks = [_block(line.strip()) for line in lines]
    articles: list[tuple[Provision, list[list[Provision]]]] = []
    within = False
    for number, (block, found) in enumerate(zip(blocks, find_provisions(blocks), strict=True), 1):
        within = block is not None and (within or found is not None)
        if not block or not within:
            continue
        if found is None:
            last = articles[-1][1][-1]
            last[-1] = replace(last[-1], text=f"{last[-1].text}\n{block}")
            continue
        placed = replace(found, line=number)
        if ARTICLE.match(block):
            first = replace(placed, id=f"{placed.id}-p1", number=1, label="第一款")
            articles.append((placed, [[first]]))
        elif ITEM.match(block):
            articles[-1][1][-1].append(placed)
        else:
            articles[-1][1].append([placed])
    return tuple(
        replace(
            article,
            parts=tuple(replace(first, parts=tuple(items)) for first, *items in paragraphs),
        )
        for article, paragraphs in articles
    )


def _block(line: str) -> str | None:
    """Return a line as `find_provisions` takes it: no heading, no row of a table."""
    if line.startswith("#"):
        return None
    return "" if line.startswith("|") else line


def provision_label(anchor: str) -> str:
    """Return the words for an anchor of an article or below, or the empty string.

    >>> provision_label("art-33-p1-i2")
    '第三十三条第一款第（二）项'
    """
    if found := re.fullmatch(r"art-(\d+(?:-\d+)?)(?:-p(\d+))?(?:-i(\d+))?", anchor):
        article, paragraph, item = found.groups()
        words = article_label(article)
        words += f"第{to_chinese(int(paragraph))}款" if paragraph else ""
        return words + (f"第（{to_chinese(int(item))}）项" if item else "")
    return ""
