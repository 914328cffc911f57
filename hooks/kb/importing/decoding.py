"""Bytes as text: the encodings that official texts come in, decided by strict decoding."""

import codecs
import re

from kb.problem import Code, Problem
from kb.source import position

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def decode(raw: bytes, shown: str) -> str | Problem:
    """Return the text of `raw` with Unix line ends, or a problem if it is no text.

    UTF-8 where it fits, which no real Chinese text in GBK does; else GB18030, the superset of GBK.
    """
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        text = _BREAKS.sub("\n", text).rstrip("\x1a")
        if found := _CONTROL.search(text):
            line, column = position(text, found.start())
            message = f"有看不见的控制字符 U+{ord(found.group()):04X}"
            return Problem(shown, line, column, Code.CONTROL_CHARACTER, message, "多半不是文本文件")
        return text
    return Problem(shown, 1, 1, Code.NOT_UTF8, "文字编码认不出", "请用记事本打开，另存为 UTF-8")


def _encodings(raw: bytes) -> tuple[str, ...]:
    marked = tuple(encoding for mark, encoding in _MARKS if raw.startswith(mark))
    return marked or ("utf-8", "gb18030")
