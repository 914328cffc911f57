"""Word and Excel files (.docx, .xlsx): what they hold besides what is seen, and their words."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree as etree

from kb.outgoing.pictures import BadPicture, clean_picture
from kb.outgoing.xmltext import BadXml, read_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_PARTS = 2_000
_MOST_BYTES = 50_000_000
"""Of all parts together when unpacked: a small file that grows beyond this is a trap."""
_CHANGES = {
    f"{_W}{name}"
    for name in [
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "tblGridChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
    ]
}
_OFF = {"0", "false", "off", "none"}
_PEOPLE = {"creator": "作者", "lastModifiedBy": "最后修改人", "manager": "负责人"}
_PROGRAMS = re.compile(r"vbaProject|activeX|/embeddings/|oleObject", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:word|xl)/(?:.*/)?(?:comments|threadedComment)[^/]*\.xml$")
_NOTES = (
    b"Exif\0",
    b"http://ns.adobe.com/xap/",
    b"Photoshop 3.0",
    b"tEXt",
    b"iTXt",
    b"zTXt",
    b"eXIf",
)
_PICTURES = {".jpg": ".jpg", ".jpeg": ".jpg", ".png": ".png"}


class BadFile(ValueError):
    """Not a file that can be looked into; the message is Chinese."""


def read_parts(raw: bytes) -> dict[str, bytes]:
    """Return the parts of the package `raw` by name. Raises BadFile.

    Refuses what a sound program does not write: passwords, names that lead outside, and packages
    that grow without measure.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or sum(one.file_size for one in entries) > _MOST_BYTES:
                raise BadFile("解开后太大")
            parts, left = {}, _MOST_BYTES
            for entry in entries:
                if entry.flag_bits & 1:
                    raise BadFile("有密码，看不到内容")
                if entry.filename.startswith(("/", "\\")) or ".." in re.split(
                    r"[/\\]", entry.filename
                ):
                    raise BadFile("里面有指向外面的路径")
                with package.open(entry) as part:
                    parts[entry.filename] = part.read(left + 1)  # the sizes in the list may lie
                left -= len(parts[entry.filename])
                if left < 0:
                    raise BadFile("解开后太大")
    except BadFile:
        raise
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
        ValueError,
    ):  # fmt: skip
        raise BadFile("不是完好的 .docx 或者 .xlsx 文件") from None
    return parts


def office_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield, in Chinese, what `parts` hold besides what is seen. Raises BadFile."""
    trees = _trees(parts)
    if "[Content_Types].xml" not in parts:
        raise BadFile("不是 Word 或者 Excel 文件")
    if any(_PROGRAMS.search(name) for name in parts):
        yield "有宏或者嵌入的文件"
    if any(_COMMENTS.search(name) for name in parts):
        yield "有批注"
    if any(element.tag in _CHANGES for root in trees.values() for element in root.iter()):
        yield "有修订痕迹"
    yield from _hidden(trees)
    for name, word in _people(trees):
        yield f"写着{name}“{word[0]}{'*' * (len(word) - 1)}”"
    for name, part in parts.items():
        suffix = _PICTURES.get(posixpath.splitext(name)[1].lower())
        if suffix and _has_notes(part, suffix):
            yield "图片里有拍摄信息"


def office_words(parts: Mapping[str, bytes]) -> str:
    """Return all words of `parts`, a line for each paragraph or cell. Raises BadFile."""
    lines: list[str] = []
    for name, root in _trees(parts).items():
        if name.endswith(".rels"):
            lines += (element.get("Target", "") for element in root)
        elif name.startswith("word/"):
            lines += (_joined(one, f"{_W}t") for one in root.iter(f"{_W}p"))
        elif name.startswith("xl/"):
            lines += (
                _joined(one, f"{_X}t") for one in (*root.iter(f"{_X}si"), *root.iter(f"{_X}is"))
            )
            lines += (cell.text or "" for cell in root.iter(f"{_X}v"))
        elif name.startswith("docProps/"):
            lines += (element.text or "" for element in root.iter())
    return "\n".join(lines)


def _trees(parts: Mapping[str, bytes]) -> dict[str, etree.Element]:
    trees = {}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = read_xml(part)
            except BadXml as error:
                raise BadFile(f"内容{error}") from None
    return trees


def _joined(paragraph: etree.Element, tag: str) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(tag))


def _hidden(trees: Mapping[str, etree.Element]) -> Iterator[str]:
    hiding: set[str] = set()
    if (styles := trees.get("word/styles.xml")) is not None:
        hiding = {
            style.get(f"{_W}styleId", "")
            for style in styles.iter(f"{_W}style")
            if any(map(_is_on, style.iter(f"{_W}vanish")))
        }
    text = [root for name, root in trees.items() if name.startswith("word/") and root is not styles]
    used = {
        element.get(f"{_W}val")
        for root in text
        for tag in ("rStyle", "pStyle")
        for element in root.iter(f"{_W}{tag}")
    }
    if hiding & used or any(
        map(_is_on, (one for root in text for one in root.iter(f"{_W}vanish")))
    ):
        yield "有隐藏的文字"
    cells: tuple[tuple[str, str, Callable[[etree.Element], bool]], ...] = (
        ("sheet", "有隐藏的工作表", lambda one: one.get("state", "visible") != "visible"),
        ("row", "有隐藏的行", lambda one: one.get("hidden", "0") not in _OFF),
        ("col", "有隐藏的列", lambda one: one.get("hidden", "0") not in _OFF),
    )
    for tag, fault, hides in cells:
        if any(hides(one) for root in trees.values() for one in root.iter(f"{_X}{tag}")):
            yield fault
    if any(name.startswith(("xl/externalLinks/", "xl/revisions/")) for name in trees):
        yield "有外部链接或者修订记录"


def _is_on(switch: etree.Element) -> bool:
    return switch.get(f"{_W}val", "1").lower() not in _OFF


def _people(trees: Mapping[str, etree.Element]) -> Iterator[tuple[str, str]]:
    """Yield what a person is here, and the name."""
    for name, root in trees.items():
        if name.startswith("docProps/"):
            for element in root.iter():
                role = _PEOPLE.get(str(element.tag).rpartition("}")[2])
                if role and (word := (element.text or "").strip()):
                    yield role, word
        elif name == "word/people.xml":
            for element in root:
                if word := next(iter(element.attrib.values()), ""):
                    yield "批注人", word


def _has_notes(picture: bytes, suffix: str) -> bool:
    """Return whether a picture says where, when or by whom it was taken."""
    try:
        clean = clean_picture(picture, suffix)
    except BadPicture:
        return True
    return any(note in picture and note not in clean for note in _NOTES)
