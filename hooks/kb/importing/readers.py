"""Files as documents: the one place that knows which format has which reader."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kb.importing.blocks import Document
from kb.importing.decoding import decode
from kb.importing.docx import read_docx
from kb.importing.html import read_html
from kb.importing.text import read_markdown, read_plain
from kb.problem import Code, Problem

MAX_BYTES = 20_000_000
"""The longest file accepted; a Word file holds pictures."""

_TEXTS: Mapping[str, Callable[[str, str, str], Document]] = {
    ".md": read_markdown,
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
}
SUFFIXES = (".docx", *_TEXTS)
_SAVE_AS: Mapping[str, str] = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx",
    ".wps": "请用 WPS 打开，另存为 .docx",
    ".ofd": "请用 OFD 阅读器把文字复制到 Word 或 WPS，另存为 .docx，再对照原件",
    ".pdf": "请用 Word 打开，或把文字复制到 Word，另存为 .docx，再对照原件",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx",
}


def read_document(file: Path, shown: str) -> Document | Problem:
    """Return the text of `file` as blocks, or why it cannot be read.

    `shown` is the path that problems name.
    """
    suffix = file.suffix.lower()
    if file.is_symlink():
        hint = "请把原文件复制过来"
        return Problem(shown, 1, 1, Code.OUTSIDE_LINK, "这是符号链接，没有读取", hint)
    if suffix not in SUFFIXES:
        kind = f" {suffix} " if suffix else "没有扩展名的"
        message = f"不能导入{kind}文件"
        hint = _SAVE_AS.get(suffix, f"可以导入的有：{'、'.join(SUFFIXES)}")
        return Problem(shown, 1, 1, Code.NOT_IMPORTED, message, hint)
    if not file.is_file():
        return Problem(shown, 1, 1, Code.NOT_IMPORTED, "不是普通文件")
    size = file.stat().st_size
    if size > MAX_BYTES:
        message = f"文件过大（{size / 1e6:.1f} MB），上限为 {MAX_BYTES // 1_000_000} MB"
        return Problem(shown, 1, 1, Code.TOO_LARGE, message, "请去掉图片，或检查是不是这个文件")
    raw = file.read_bytes()
    if suffix == ".docx":
        return read_docx(raw, shown, file.stem)
    text = decode(raw, shown)
    return text if isinstance(text, Problem) else _TEXTS[suffix](text, shown, file.stem)
