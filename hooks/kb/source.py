"""Files of `docs/` as text, or the reason why they cannot be read."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from kb.problem import Code, Problem

MAX_BYTES = 5_000_000
"""The longest page accepted; the longest Chinese statute has about 400,000 bytes."""

LARGEST = 20_000_000
"""The largest file of any kind that is read."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FENCE = re.compile(r"---[ ]*\n")
_FRONT_MATTER = re.compile(r"---[ ]*\n(?P<header>.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was at the moment when it was read, which happens once a build."""

    size: int
    raw: bytes
    """Empty where the file is larger than `LARGEST`."""
    key: bytes
    """Another for any other size or bytes."""

    @classmethod
    def of(cls, file: Path) -> "Content":
        """Return what `file` holds now."""
        size = file.stat().st_size
        raw = file.read_bytes() if size <= LARGEST else b""
        size = len(raw) or size
        return cls(size, raw, hashlib.blake2b(raw, digest_size=32, key=str(size).encode()).digest())


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file cut into front matter and body."""

    path: str
    """Path for people, e.g. `docs/cases/gouwuka.md`."""
    src: str
    """Path below `docs/` with forward slashes, e.g. `cases/gouwuka.md`."""
    header: str
    """The YAML between the two lines of dashes; it begins at line 2."""
    body: str
    body_line: int
    """Line of the file on which `body` begins."""

    @property
    def url(self) -> str:
        """Address below the site's root, e.g. `cases/gouwuka.html`."""
        return f"{self.src.removesuffix('.md')}.html"

    def problem(self, line: int, column: int, code: Code, message: str, hint: str = "") -> Problem:
        """Return a problem at `line` and `column` of the body, both from 1."""
        return Problem(self.path, self.body_line + line - 1, column, code, message, hint)


def read_text(file: Path, shown: str) -> str | Problem:
    """Return the text of `file` with Unix line ends, or the first problem found in its bytes.

    `shown` is the path that the problem names.
    """
    return text_of(Content.of(file), shown)


def text_of(content: Content, shown: str) -> str | Problem:
    """Return the text of a file that was read, as `read_text` does."""
    raw = content.raw
    if content.size > MAX_BYTES:
        return Problem(
            shown,
            1,
            1,
            Code.TOO_LARGE,
            f"文件过大（{content.size / 1e6:.1f} MB），上限为 {MAX_BYTES // 1_000_000} MB",
            "请按章拆成几个文件，或检查是否误把其他文件改名为 .md",
        )
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return Problem(
            shown,
            1,
            1,
            Code.BYTE_ORDER_MARK,
            "文件开头有 BOM 标记",
            "请另存为“UTF-8（无 BOM）”编码",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")) + 1
        return Problem(
            shown,
            line,
            column,
            Code.NOT_UTF8,
            "文件不是 UTF-8 编码",
            "多半是 GBK 编码：请用编辑器打开后另存为 UTF-8",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        line, column = position(text, found.start())
        return Problem(
            shown,
            line,
            column,
            Code.CONTROL_CHARACTER,
            f"有看不见的控制字符 U+{ord(found.group()):04X}",
            "请删除该字符；常见于从 PDF 或聊天软件复制的文字",
        )
    return text


def read_source(file: Path, src: str, shown: str) -> Source | Problem:
    """Return the page at `file` cut into its two parts, or what keeps it from being read."""
    text = read_text(file, shown)
    return text if isinstance(text, Problem) else cut_source(text, src, shown)


def cut_source(text: str, src: str, shown: str) -> Source | Problem:
    """Return the page that `text` is, cut into its two parts, or what is wrong with their frame."""
    parts = _FRONT_MATTER.match(text)
    if not parts:
        missing_end = bool(_FENCE.match(text))
        return Problem(
            shown,
            1,
            1,
            Code.NO_FRONT_MATTER,
            "头部没有用 --- 结束" if missing_end else "文件开头没有头部信息",
            "头部写在两行 --- 之间，写法见编辑指南",
        )
    return Source(
        path=shown,
        src=src,
        header=parts["header"],
        body=text[parts.end() :],
        body_line=text.count("\n", 0, parts.end()) + 1,
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of `offset` in `text`."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
