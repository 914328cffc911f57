"""The parts of a Word file as element trees, read as if by an enemy."""

import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree as etree
from xml.parsers import expat

_MAX_PART = 60_000_000
_MAX_DEPTH = 200
_MAX_ELEMENTS = 3_000_000
"""The longest statute has about 100,000; a part of nothing but tags would fill the memory."""


class Damaged(Exception):
    """The file is no Word file or is made to do harm; the text says so in Chinese."""


class Archive:
    """A Word file's parts by name; every one is bounded and nothing is unpacked to disk."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Damaged("不是 .docx 文件，或者已经损坏") from None
        self._names = set(self._zip.namelist())

    def xml(self, name: str) -> etree.Element | None:
        """Return the root element of the part `name`, or None if there is no such part."""
        return _parse(self._read(name)) if name in self._names else None

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                content = part.read(_MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise Damaged("已经损坏，读不出来") from None
        except RuntimeError:  # zipfile's word for a password
            raise Damaged("设了密码") from None
        if len(content) > _MAX_PART:
            raise Damaged(f"解压后超过 {_MAX_PART // 1_000_000} MB")
        return content


def _parse(content: bytes) -> etree.Element:
    """Return the tree of `content`; entities and document types, which Word never writes, are refused."""
    builder, depth, count = etree.TreeBuilder(), 0, 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if count > _MAX_ELEMENTS:
            raise Damaged("内容多得不像文件")
        if depth > _MAX_DEPTH:
            raise Damaged("内部结构套得太深")
        builder.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_arguments: object) -> None:
        raise Damaged("带有 Word 文件里不该有的定义")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise Damaged("已经损坏，读不出来") from None
    return builder.close()


def _local(name: str) -> str:
    """Return a name without its namespace: those of strict and of older Word files differ."""
    return name.rpartition(" ")[2]
