"""Web pages as documents.

A tokeniser of our own, since the library's takes time that grows with the square of a broken page
(two minutes for 150 kB of `<a <a <a …`) and a full parser would be a compiled dependency: blocks of
text need no tree. Every pattern here ends at the next `<`, so each sign is looked at once.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from kb.importing.blocks import Block, Document, Kind, paragraph, remark, row, unknown_signs

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"(?P<rest>(?:[^<>\"']+|\"[^\"<]*\"|'[^'<]*'|[\"'])*+)>"
)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_UNSEEN = {"script", "style", "noscript", "template", "svg", "iframe", "textarea", "select"}
_UNWANTED = {"nav", "header", "footer", "aside", "form", "button", "head"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main", "nav", "header",
    "footer", "aside", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul",
}  # fmt: skip
_VOID = {"br", "hr", "img", "input", "link", "meta", "col", "area", "base", "wbr", "source"}
_SITE = re.compile(r"[_|｜]|\s[-–—]+\s?|——")
"""What stands between a page's title and the name of the site."""
_FOLD = "\x0b"
"""Stands for a line end within a paragraph, which the decoded text no longer has."""
_BLANKS = re.compile(r"[ \t]+")
_FOLDED = re.compile(r"(?<=[^\x00-\x7f]) ?\x0b[ \x0b]*(?=[^\x00-\x7f])")
_DEEPEST = 200
"""Elements further in are taken for this deep; the path to a block stays short."""
_MAIN = 0.8
"""The share of all words that the part of a page must hold in which the text is looked for."""


def read_html(text: str, path: str, name: str) -> Document:
    """Return the paragraphs and tables of the part of a page that holds its text.

    Left out are menus and the like, known by their elements, and what stands outside the innermost
    element with most of the words.
    """
    page = _Page()
    page.read(text)
    inside = page.main_part()
    blocks = tuple(page.main(inside))
    remarks = unknown_signs(path, blocks)
    if pictures := [line for line, above in page.pictures if above[: len(inside)] == inside]:
        message = f"有 {len(pictures)} 幅图片，没有导入"
        remarks += (remark(path, pictures[0], message, "图里有条文或者表格的，照原件补上"),)
    return Document(path, name, blocks, remarks)


@dataclass(slots=True)
class _Page:
    """The blocks of a page, with the elements that each stands in."""

    blocks: list[tuple[Block, tuple[int, ...]]] = field(default_factory=list)
    pictures: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    title: Block | None = None
    _open: list[tuple[str, int]] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _cells: list[str] | None = None
    _in_table: bool = False
    _line: int = 1
    _count: int = 0

    def read(self, text: str) -> None:
        """Take in a whole page."""
        at, line = 0, 1
        for start, end, tag in _tags(text):
            if words := text[at:start]:
                self._text(words, line)
                line += words.count("\n")
            line += text.count("\n", start, end)
            at = end
            if tag:
                self._tag(tag, line)
        self._text(text[at:], line)
        self._flush()

    def main(self, inside: tuple[int, ...]) -> Iterator[Block]:
        """Yield the title, then the blocks in the element to which the path `inside` leads."""
        chosen = [block for block, path in self.blocks if path[: len(inside)] == inside]
        if self.title and not any(block.kind is Kind.TITLE for block in chosen):
            title = replace(self.title, text=_SITE.split(self.title.text)[0])
            if title.text not in {block.text for block in chosen}:
                yield title
            chosen = [
                replace(block, kind=Kind.TITLE) if block.text == title.text else block
                for block in chosen
            ]
        yield from chosen

    def main_part(self) -> tuple[int, ...]:
        """Return the path to the innermost element that holds most of the words."""
        total = sum(len(block.text) for block, _ in self.blocks)
        inside: tuple[int, ...] = ()
        candidates = self.blocks
        while candidates:
            depth, sizes = len(inside), Counter[int]()
            for block, path in candidates:
                if len(path) > depth:
                    sizes[path[depth]] += len(block.text)
            if not sizes:
                break
            element, size = sizes.most_common(1)[0]
            if size < _MAIN * total:
                break
            inside = (*inside, element)
            candidates = [
                (block, path)
                for block, path in candidates
                if len(path) > depth and path[depth] == element
            ]
        return inside

    def _text(self, words: str, line: int) -> None:
        names = {name for name, _ in self._open}
        if "title" in names and self.title is None:
            self.title = paragraph(unescape(words), line, Kind.TITLE)
        elif not names & _UNWANTED and "title" not in names:
            if not any(self._words):
                self._line = line + len(words[: len(words) - len(words.lstrip())].split("\n")) - 1
            words = unescape(words)
            self._words.append(words if "pre" in names else words.replace("\n", _FOLD))

    def _tag(self, tag: re.Match[str], line: int) -> None:
        name = tag["name"].lower()
        if name == "br":
            self._words.append("\n")
        elif name == "img":
            self.pictures.append((line, self._path()))
        elif name in {"td", "th"}:
            self._cell(ends=bool(tag["end"]))
        elif name == "tr":
            self._row(line, ends=bool(tag["end"]))
        elif name in _BLOCKS and self._cells is None:
            self._flush()
        if name == "table":
            self._in_table = False
        if name not in _VOID and not tag["rest"].endswith("/"):
            self._nest(name, ends=bool(tag["end"]))

    def _nest(self, name: str, *, ends: bool) -> None:
        if not ends:
            self._count += 1
            if len(self._open) < _DEEPEST:
                self._open.append((name, self._count))
        elif any(name == opened for opened, _ in self._open):
            while self._open.pop()[0] != name:
                pass

    def _cell(self, *, ends: bool) -> None:
        if self._cells is None:
            self._flush()
            self._cells = []
        if ends or any(words.strip() for words in self._words):
            self._cells.append(_unfolded("".join(self._words)))
            self._words.clear()

    def _row(self, line: int, *, ends: bool) -> None:
        if self._cells is not None:
            block = row(self._cells, line, first=not self._in_table)
            self._add(block)
            self._in_table = self._in_table or block is not None
            self._words.clear()
        self._cells = None

    def _flush(self) -> None:
        """End the paragraph that has been gathered; a line break ends one, too."""
        if self._words and self._cells is None:
            kind = Kind.TITLE if any(name == "h1" for name, _ in self._open) else Kind.PARAGRAPH
            for words in "".join(self._words).split("\n"):
                self._add(paragraph(_unfolded(words), self._line, kind))
        self._words.clear()

    def _add(self, block: Block | None) -> None:
        if block:
            self.blocks.append((block, self._path()))

    def _path(self) -> tuple[int, ...]:
        """Return the elements around this place that may hold several blocks."""
        return tuple(number for name, number in self._open if name not in {"p", "span", "h1"})


def _unfolded(words: str) -> str:
    """Return words whose lines are one: a line end between Chinese signs is no blank."""
    words = _FOLDED.sub("", _BLANKS.sub(" ", words))
    return words.replace(_FOLD, " ")


def _tags(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Yield where each piece of markup begins and ends, and the tag that it is, if any."""
    at = 0
    while (start := text.find("<", at)) >= 0:
        tag = _TAG.match(text, start)
        if text.startswith("<!--", start):
            close = text.find("-->", start)
            at = len(text) if close < 0 else close + len("-->")
            yield start, at, None
        elif tag is None:
            declaration = _DECLARATION.match(text, start)
            at = declaration.end() if declaration else start + 1
            if declaration:
                yield start, at, None
        elif not tag["end"] and tag["name"].lower() in _UNSEEN:
            ending = re.compile(f"</{tag['name']}", re.IGNORECASE).search(text, tag.end())
            at = ending.start() if ending else len(text)
            yield start, at, None
        else:
            at = tag.end()
            yield start, at, tag
