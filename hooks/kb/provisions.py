"""Articles (条), paragraphs (款) and items (项) of a rule, and their addresses.

`find_articles` reads them in the source; `kb.markdown` feeds the same `ProvisionIds` with the
paragraphs of the converted page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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


@dataclass(slots=True)
class ProvisionIds:
    """Gives the blocks of a rule their addresses; fed with each paragraph in reading order.

    >>> ids = ProvisionIds()
    >>> ids.feed("第三条　……：").id, ids.feed("（一）……；").id, ids.feed("……。").id
    ('art-3', 'art-3-p1-i1', 'art-3-p2')
    """

    _article: str | None = None
    _paragraph: int = 0
    _item: tuple[int, int] = (0, 0)
    """The last item, with its paragraph; its own paragraphs may follow before the next one."""
    _in_digits: bool = True
    """Whether the items of the article are counted in digits: where not, （1） is a part of one."""

    def heading(self) -> None:
        """Say that a heading stands here: the article above has ended."""
        self._article = None

    def feed(self, text: str) -> Provision | None:
        """Return the provision that the paragraph `text` is, without place; None outside articles.

        The paragraph that opens an article is returned as the article.
        """
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
            return self._feed_item(found, text[found.end() :])
        self._paragraph += 1
        label = f"第{to_chinese(self._paragraph)}款"
        return Provision(f"{self._article}-p{self._paragraph}", self._paragraph, 0, text, label)

    def _feed_item(self, found: re.Match[str], text: str) -> Provision | None:
        digits = bool(_DIGITS.fullmatch(found["number"]))
        if digits and not self._in_digits:
            return None
        self._in_digits = digits
        number, (paragraph, last) = parse_numeral(found["number"]), self._item
        if number == 1 or number != last + 1:
            paragraph = self._paragraph
        self._item = (paragraph, number)
        return Provision(f"{self._article}-p{paragraph}-i{number}", number, 0, text, found.group())


def find_articles(lines: Iterable[str]) -> tuple[Provision, ...]:
    """Return the articles of a rule with their paragraphs and items; lines count from 1."""
    ids = ProvisionIds()
    articles: list[tuple[Provision, list[tuple[Provision, list[Provision]]]]] = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text.startswith("#"):
            ids.heading()
        elif text and not text.startswith("|") and (found := ids.feed(text)) is not None:
            placed = replace(found, line=number)
            if ARTICLE.match(text):
                first = replace(placed, id=f"{placed.id}-p1", number=1, label="第一款")
                articles.append((placed, [(first, [])]))
            elif ITEM.match(text):
                articles[-1][1][-1][1].append(placed)
            else:
                articles[-1][1].append((placed, []))
    return tuple(
        replace(
            article,
            parts=tuple(replace(paragraph, parts=tuple(items)) for paragraph, items in paragraphs),
        )
        for article, paragraphs in articles
    )


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
