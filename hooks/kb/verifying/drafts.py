"""Drafts as text: Word files, slides and plain text, whose words alone matter here.

The library's zip and XML readers are enough: of a Word file nothing but the paragraphs is read.
"""

import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree as etree

MAX_BYTES = 50_000_000
"""The longest file, and the longest part of one after unpacking, that is read."""

_PARTS = {
    ".docx": re.compile(r"word/(?:document|footnotes|endnotes)()\.xml"),
    ".pptx": re.compile(r"ppt/slides/slide(\d+)\.xml"),
}
"""The parts of an office file that hold words; slides are numbered."""
_TEXTS = {".txt", ".md"}
_SAVE_AS = {".doc": ".docx", ".wps": ".docx", ".pdf": ".docx", ".ppt": ".pptx"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {"del", "moveFrom", "instrText", "Fallback"}
"""Deleted words, fields, and what stands in the file a second time."""


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
    if kind not in _TEXTS | set(_PARTS):
        wanted = _SAVE_AS.get(kind)
        hint = f"，请另存为 {wanted}" if wanted else "，可以核对 .docx、.pptx、.txt、.md"
        raise NoDraft(f"不能核对 {kind or '没有扩展名的'} 文件{hint}")
    if not file.is_file():
        raise NoDraft("没有这个文件")
    if file.stat().st_size > MAX_BYTES:
        raise NoDraft(f"文件过大，上限为 {MAX_BYTES // 1_000_000} MB")
    lines = list(_office_lines(file, kind) if kind in _PARTS else _text_lines(file))
    return Draft("\n".join(line for line, _ in lines), tuple(place for _, place in lines) or ("1",))


def _text_lines(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_decoded(file.read_bytes()).split("\n"), 1):
        yield line, str(number)


def _decoded(raw: bytes) -> str:
    """Return the text: UTF-8 where it fits, which no Chinese text in GBK does; else GB18030."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return "\n".join(raw.decode(encoding).splitlines())
        except UnicodeDecodeError:
            continue
    raise NoDraft("文字编码认不出，请用记事本打开，另存为 UTF-8")


def _office_lines(file: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of an office file with their places."""
    number = 0
    for root, slide in _roots(file, _PARTS[kind]):
        for paragraph in _paragraphs(root):
            number += 1
            for line in "".join(_words(paragraph)).split("\n"):
                yield line, f"第{slide}张" if slide else str(number)


def _roots(file: Path, wanted: re.Pattern[str]) -> Iterator[tuple[etree.Element, str]]:
    """Yield the parts of an office file that hold words, slides in their order."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = [part for part in archive.infolist() if wanted.fullmatch(part.filename)]
            if not found:
                raise NoDraft("不是 Office 文件，请用 Word 或 WPS 打开，另存一次")
            for part in sorted(found, key=lambda one: (len(one.filename), one.filename)):
                if part.file_size > MAX_BYTES:
                    raise NoDraft("文件过大，请去掉不要的内容")
                match = wanted.fullmatch(part.filename)
                yield etree.fromstring(archive.read(part)), match[1] if match else ""
    except (zipfile.BadZipFile, zlib.error, etree.ParseError, RuntimeError):
        raise NoDraft("文件损坏或者有密码，请用 Word 或 WPS 打开，另存一次") from None


def _paragraphs(root: etree.Element) -> Iterator[etree.Element]:
    """Yield the paragraphs in reading order, those of tables and text boxes among them."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _name(element) == "p":
            yield element
        waiting += [child for child in reversed(element) if _name(child) not in _LEFT_OUT]


def _words(element: etree.Element) -> Iterator[str]:
    """Yield the words of a paragraph; a text box in it holds paragraphs of its own."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name != "txbxContent" and name not in _LEFT_OUT:
            yield from _words(child)


def _name(element: etree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
