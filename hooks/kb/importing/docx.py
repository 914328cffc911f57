"""Word files as documents: paragraphs with the numbers that Word sets, headings, tables.

The library's zip and XML readers are enough for blocks of text, and let a part be refused before it
is expanded; a library made to write Word files knows neither list numbers nor tracked changes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as etree

from kb.importing.blocks import Block, Document, Kind, clean, paragraph, remark, row, unknown_signs
from kb.importing.numbering import Numbering
from kb.importing.xmlpart import Archive, Damaged
from kb.problem import Code, Problem

_SIGNS = {"tab": "\u3000", "noBreakHyphen": "-", "br": "\n", "cr": "\n", "sym": "\ufffd"}
_LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "del": ("处删除的文字，按接受修订后的样子导入", "在 Word 里接受全部修订，再导入"),
    "moveFrom": ("处移走的文字，按接受修订后的样子导入", "在 Word 里接受全部修订，再导入"),
    "ins": ("处插入的文字带修订痕迹，已经导入", "在 Word 里接受全部修订，再导入"),
    "commentReference": ("条批注，没有导入", "批注不是正文；是正文的，先写进正文"),
    "vanish": ("处隐藏的文字，没有导入", "在 Word 里取消隐藏，看清楚以后删去或者留下，再导入"),
    "txbxContent": ("个文本框，里面的文字没有导入", "把文本框里的文字移到正文里，再导入"),
    "footnoteReference": ("条脚注，没有导入", "脚注里有正文的，写进正文"),
    "endnoteReference": ("条尾注，没有导入", "尾注里有正文的，写进正文"),
    "drawing": ("幅图片，没有导入", "图里有条文或者表格的，照原件补上"),
    "pict": ("幅图片，没有导入", "图里有条文或者表格的，照原件补上"),
    "object": ("个嵌入的对象，没有导入", "对象里有条文或者表格的，照原件补上"),
}
"""What is not read, or is read but not settled: what is said of it, and what to do."""
_READ_ALL_THE_SAME = {"ins"}
_SKIPPED = {"instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr", "sectPr"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph has by its style."""

    name: str = ""
    based_on: str = ""
    outline: str = ""
    numbering: tuple[str, str] = ("", "")
    """The list and the depth in it."""
    hidden: bool = False
    """Whether what bears it is not seen."""


_NO_STYLE = _Style()


def read_docx(raw: bytes, path: str, name: str) -> Document | Problem:
    """Return the paragraphs and tables of a Word file."""
    try:
        archive = Archive(raw)
        body = archive.xml("word/document.xml")
        if body is None:
            raise Damaged("不是 Word 文件")
        word = _Word(
            _styles(archive.xml("word/styles.xml")), Numbering.of(archive.xml("word/numbering.xml"))
        )
        blocks = tuple(word.blocks(body))
    except Damaged as damaged:
        hint = "请用 Word 或 WPS 打开，另存为新的 .docx，再导入"
        return Problem(path, 1, 1, Code.NOT_IMPORTED, f"文件{damaged}", hint)
    except (ValueError, OverflowError):  # a number that is none, in a part made by no Word
        return Problem(path, 1, 1, Code.NOT_IMPORTED, "文件里的编号读不出来")
    return Document(path, name, blocks, (*word.remarks(path), *unknown_signs(path, blocks)))


@dataclass(slots=True)
class _Word:
    """One Word file while it is read; places are counted in paragraphs, as a reader counts them."""

    styles: Mapping[str, _Style]
    numbering: Numbering
    _left_out: Counter[str] = field(default_factory=Counter)
    _first: dict[str, int] = field(default_factory=dict)
    _place: int = 0

    def blocks(self, root: etree.Element) -> Iterator[Block]:
        """Yield the blocks of a document in reading order."""
        for element in _parts(root, {"p", "tbl"}):
            yield from self._paragraph(element) if element.tag == "p" else self._table(element)

    def remarks(self, path: str) -> Iterator[Problem]:
        """Yield what was left out, each kind once, at its first place."""
        for name, count in (+self._left_out).items():
            message, hint = _LEFT_OUT[name]
            yield remark(path, self._first[name], f"有 {count} {message}", hint)

    def _paragraph(self, element: etree.Element) -> Iterator[Block]:
        self._place += 1
        style = self._style(element)
        if style.name.startswith("toc "):
            return
        words = "" if self._leaves_hidden(style, element) else "".join(self._words(element))
        list_id, depth = style.numbering
        bullet = False
        if clean(words) and list_id not in {"", "0"}:
            words = self.numbering.feed(list_id, int(depth or 0)) + words
            bullet = self.numbering.is_bullet(list_id, int(depth or 0))
        kind = Kind.PARAGRAPH
        if style.name == "title":
            kind = Kind.TITLE
        elif style.name.startswith("heading ") or style.outline:
            kind = Kind.HEADING
        for line in words.split("\n"):
            if block := paragraph(line, self._place, kind):
                yield replace(block, bullet=bullet)

    def _table(self, table: etree.Element) -> Iterator[Block]:
        first = True
        for line in _parts(table, {"tr"}):
            self._place += 1
            cells = [
                " ".join("".join(self._words(inner)) for inner in _parts(cell, {"p"}))
                for cell in _parts(line, {"tc"})
            ]
            if block := row(cells, self._place, first=first):
                yield block
                first = False

    def _words(self, element: etree.Element) -> Iterator[str]:
        """Yield the words of a paragraph, noting what is left out."""
        waiting = [element]
        while waiting:
            inner = waiting.pop()
            if inner.tag in _LEFT_OUT:
                self._leave_out(inner.tag)
            if inner.tag in {"drawing", "pict"} and inner.find(".//txbxContent") is not None:
                self._left_out[inner.tag] -= 1
                self._leave_out("txbxContent")
            if inner.tag in _SKIPPED or (
                inner.tag in _LEFT_OUT and inner.tag not in _READ_ALL_THE_SAME
            ):
                continue
            if inner.tag == "t":
                yield inner.text or ""
            elif inner.tag == "r" and self._hides(inner):
                self._leave_out("vanish")
                continue
            elif inner.tag in _SIGNS:
                yield _SIGNS[inner.tag]
            waiting.extend(reversed(inner))

    def _leave_out(self, name: str) -> None:
        self._left_out[name] += 1
        self._first.setdefault(name, self._place)

    def _leaves_hidden(self, style: _Style, element: etree.Element) -> bool:
        """Note and return whether a paragraph is not seen by its style."""
        if style.hidden and any(text.text for text in element.iter("t")):
            self._leave_out("vanish")
        return style.hidden

    def _hides(self, run: etree.Element) -> bool:
        """Return whether a run is not seen, by itself or by its style."""
        own = run.find("rPr/vanish")
        if own is not None:
            return _is_on(own)
        return self._chain(_value(run.find("rPr/rStyle"))).hidden

    def _style(self, element: etree.Element) -> _Style:
        """Return the style of a paragraph, with what it sets for itself."""
        own = _properties(element)
        return self._chain(own.based_on, own)

    def _chain(self, style_id: str, found: _Style = _NO_STYLE) -> _Style:
        """Return `found` with what the style, and those that it is based on, set besides."""
        for _ in range(len(self.styles)):  # as long as any chain without a circle
            style = self.styles.get(style_id)
            if style is None:
                break
            found = _Style(
                found.name or style.name,
                "",
                found.outline or style.outline,
                (
                    found.numbering[0] or style.numbering[0],
                    found.numbering[1] or style.numbering[1],
                ),
                found.hidden or style.hidden,
            )
            style_id = style.based_on
        return found


def _styles(part: etree.Element | None) -> dict[str, _Style]:
    found = {}
    for element in () if part is None else part.iter("style"):
        own = _properties(element)
        name = _value(element.find("name")).lower()
        based_on = _value(element.find("basedOn"))
        vanish = element.find("rPr/vanish")
        hidden = vanish is not None and _is_on(vanish)
        style = _Style(name, based_on, own.outline, own.numbering, hidden)
        found[element.get("styleId", "")] = style
    return found


def _properties(element: etree.Element) -> _Style:
    """Return what an element says of its paragraph; the style that it names as `based_on`."""
    own = element.find("pPr")
    if own is None:
        return _Style()
    outline = _value(own.find("outlineLvl"))
    listed = (_value(own.find("numPr/numId")), _value(own.find("numPr/ilvl")))
    return _Style("", _value(own.find("pStyle")), "" if outline == "9" else outline, listed)


def _parts(root: etree.Element, tags: set[str]) -> Iterator[etree.Element]:
    """Yield the outermost elements of these tags, in reading order."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        elif element.tag not in _SKIPPED:
            waiting.extend(reversed(element))


def _is_on(switch: etree.Element) -> bool:
    return switch.get("val", "1") not in {"0", "false"}


def _value(element: etree.Element | None) -> str:
    return "" if element is None else element.get("val", "")
