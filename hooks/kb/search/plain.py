"""Markdown as the words that a reader sees: a paragraph, list item or table row on each line."""

import html
import re
from collections.abc import Iterable

from kb.provisions import ARTICLE, ITEM

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_TABLE_RULE = re.compile(r"[|:\-\s]*-[|:\-\s]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_DEFINITION = re.compile(r"\[(?!\^)[^\]\n]+\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}")
_CODE = re.compile(r"(`+)(?!`)(?P<code>.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_STARS = re.compile(r"(\*{1,3}|~~)(?=\S)(?P<text>.+?)(?<=\S)\1")
_LINES = re.compile(r"(?<!\w)(_{1,3})(?=\S)(?P<text>.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_LATIN = re.compile(r"[!-~]")
_KEPT = "\ue000"
"""Stands in for code and escaped signs while marks are removed; private, so in no text."""


def plain(lines: Iterable[str], *, rule: bool = False) -> str:
    r"""Return the words of Markdown `lines`, without its marks; code is kept.

    In a `rule`, articles and items begin a paragraph of their own.

    >>> plain(["- **谁来做**：[办公室](../guide.md)", "", "| 甲 | 乙 |", "|---|---|"])
    '谁来做：办公室\n甲\u3000乙'
    """
    paragraphs: list[str] = []
    fence, open_ = "", False
    for line in lines:
        words = line.strip()
        if fence:
            if words.startswith(fence) and not words.strip(fence[0]):
                fence = ""
            elif words:
                paragraphs.append(words)
            open_ = False
        elif found := _FENCE.match(line):
            fence, open_ = found[1], False
        elif not words or _RULE.match(line) or _DEFINITION.match(words):
            open_ = False
        elif words.startswith("|"):
            if not is_table_rule(words):
                paragraphs.append("\u3000".join(filter(None, cells(words))))
            open_ = False
        else:
            begins = _begins(words, rule=rule)
            words = inline(_unmark(words))
            if open_ and not begins:
                paragraphs[-1] = _join(paragraphs[-1], words)
            else:
                paragraphs.append(words)
            open_ = True
    return "\n".join(filter(None, paragraphs))


def is_table_rule(line: str) -> bool:
    """Return whether a line of a table is the rule below its head."""
    return bool(_TABLE_RULE.match(line))


def cells(line: str) -> list[str]:
    """Return the words of the cells of a line `| 甲 | 乙 |` of a table."""
    return [inline(cell) for cell in _CELLS.split(line.strip().strip("|"))]


def inline(text: str) -> str:
    """Return the words of a line: links as their text, without emphasis, code without quotes.

    >>> inline("见[《监察法》](jiancha-fa.md)**第三条**，写作 `a*b*`。[^1]")
    '见《监察法》第三条，写作 a*b*。'
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return _KEPT

    text = _CODE.sub(lambda found: keep(found["code"].strip()), text)
    text = _ESCAPE.sub(lambda found: keep(found[1]), text)
    text = _FOOTNOTE.sub("", _ATTRIBUTES.sub("", text))
    for pattern in (_LINK, _STARS, _STARS, _LINES):
        text = pattern.sub(lambda found: found["text"], text)
    pieces = html.unescape(text).split(_KEPT)
    return "".join(word for pair in zip(pieces, [*kept, ""], strict=True) for word in pair).strip()


def _begins(words: str, *, rule: bool) -> bool:
    """Return whether a line begins a paragraph although none ended before it."""
    if rule and (ARTICLE.match(words) or ITEM.match(words)):
        return True
    return any(pattern.match(words) for pattern in (_MARKER, _QUOTE, _HEADING, _FOOTNOTE))


def _unmark(words: str) -> str:
    """Return a line without what opens a quotation, list item or heading."""
    for pattern in (_QUOTE, _MARKER, _HEADING):
        if found := pattern.match(words):
            words = words[found.end() :]
    return words


def _join(before: str, after: str) -> str:
    """Return two lines of one paragraph as one: a space only between Latin words."""
    gap = " " if _LATIN.match(before[-1:]) and _LATIN.match(after[:1]) else ""
    return f"{before}{gap}{after}"
