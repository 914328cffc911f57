"""Drafts as text: Word files, slides and plain text.

Unlike an official text that is imported, a draft is read for its words alone, all of them: those of
footnotes, text boxes and slides too.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree as etree

from kb.importing.decoding import decode
from kb.importing.xmlpart import Archive, Damaged
from kb.problem import Problem

MAX_BYTES = 50_000_000
"""The longest file that is read; one of slides holds pictures."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Office file begins, and a new one that has a password."""
_WORD = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_SLIDES = 1000
_SAVE_AS = {".doc": ".docx", ".wps": ".docx", ".pdf": ".docx", ".rtf": ".docx", ".ppt": ".pptx"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {"del", "moveFrom", "instrText", "Fallback"}
"""Deleted words, fields, and what stands in the file a second time."""

_Lines = Iterator[tuple[str, str]]
"""Lines with their places."""


class NoDraft(ValueError):
    """The file cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True)
class Draft:
    """The words of a file, with the place of each line in it."""

    text: str
    places: tuple[str, ...]
    """For each line of the text what an editor calls its place: 12, or 第3张 of slides."""

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))

    def place(self, offset: int) -> str:
        """Return the place of the line in which `offset` stands."""
        return self.places[bisect_right(self._starts, offset) - 1]


def read_draft(file: Path) -> Draft:
    """Return the words of a file. Raises `NoDraft`."""
    kind = file.suffix.lower()
    reader = _READERS.get(kind)
    if reader is None:
        wanted = _SAVE_AS.get(kind)
        hint = f"请另存为 {wanted}" if wanted else f"可以核对的有：{'、'.join(_READERS)}"
        raise NoDraft(f"不能核对 {kind or '没有扩展名的'} 文件，{hint}")
    if not file.is_file():
        raise NoDraft("没有这个文件")
    if file.stat().st_size > MAX_BYTES:
        raise NoDraft(f"文件过大，上限为 {MAX_BYTES // 1_000_000} MB")
    raw = file.read_bytes()
    if raw.startswith(_COMPOUND) and kind in {".docx", ".pptx"}:
        raise NoDraft(f"文件设了密码，或者是旧格式改了扩展名：请去掉密码，另存为 {kind}")
    try:
        lines = list(reader(raw))
    except Damaged as damaged:
        reason = str(damaged).replace(".docx", kind)
        raise NoDraft(f"文件{reason}，请用 Word 或 WPS 打开，另存一次") from None
    return Draft("\n".join(line for line, _ in lines), tuple(place for _, place in lines))


def _text(raw: bytes) -> _Lines:
    text = decode(raw, "")
    if isinstance(text, Problem):
        raise NoDraft(f"{text.message}，{text.hint}")
    for number, line in enumerate(text.split("\n"), 1):
        yield line, str(number)


def _word(raw: bytes) -> _Lines:
    """Yield the paragraphs of a Word file, then those of its notes, counted as one."""
    archive = Archive(raw)
    parts = [root for name in _WORD if (root := archive.xml(name)) is not None]
    if not parts:
        raise Damaged("不是 Word 文件")
    number = 0
    for root in parts:
        for paragraph in _paragraphs(root):
            number += 1
            for line in "".join(_words(paragraph)).split("\n"):
                yield line, str(number)


def _slides(raw: bytes) -> _Lines:
    archive = Archive(raw)
    parts = {number: archive.xml(f"ppt/slides/slide{number}.xml") for number in range(_MOST_SLIDES)}
    slides = {number: root for number, root in parts.items() if root is not None}
    if not slides:
        raise Damaged("里没有幻灯片")
    for number, root in slides.items():
        for paragraph in _paragraphs(root):
            for line in "".join(_words(paragraph)).split("\n"):
                yield line, f"第{number}张"


_READERS = {".docx": _word, ".pptx": _slides, ".txt": _text, ".md": _text}


def _paragraphs(root: etree.Element) -> Iterator[etree.Element]:
    """Yield the paragraphs in reading order, those of tables and text boxes among them."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == "p":
            yield element
        waiting += [child for child in reversed(element) if child.tag not in _LEFT_OUT]


def _words(element: etree.Element) -> Iterator[str]:
    """Yield the words of a paragraph; a text box in it holds paragraphs of its own."""
    for child in element:
        if child.tag == "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag != "txbxContent" and child.tag not in _LEFT_OUT:
            yield from _words(child)
