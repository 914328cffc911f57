"""Small real pictures and Word files, made byte by byte: what a test wants in them is put there."""

import struct
import zipfile
import zlib
from io import BytesIO

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010101004800480000ffdb004300"
    + "ff" * 64
    + "ffc2000b080001000101011100ffc40014100100000000000000000000000000000000ffda0008010100013f10ffd9"
)
"""A grey point."""


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*more: bytes) -> bytes:
    """Return a black point as PNG, with `more` chunks before its data."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + data


def exif(turned: int, order: str = ">") -> bytes:
    """Return the EXIF part of a photo: how to turn it, and where it was taken."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    tiff = mark + struct.pack(f"{order}IH", 8, 2) + entries + struct.pack(f"{order}I", 0)
    body = b"Exif\0\0" + tiff + b"GPS 39.9 116.4"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def jpeg(*more: bytes) -> bytes:
    """Return a grey point as JPEG, with `more` parts behind its first one."""
    return JPEG[:20] + b"".join(more) + JPEG[20:]


_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """Return a Word file whose paragraphs are `body`, with more `parts` by name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        everything: dict[str, str | bytes] = {
            "[Content_Types].xml": f"<Types {_TYPES}/>",
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        }
        everything.update(parts or {})
        for name, content in everything.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def paragraph(*words: str) -> str:
    """Return a paragraph whose words are cut into runs, as Word cuts them."""
    return f"<w:p>{''.join(f'<w:r><w:t>{word}</w:t></w:r>' for word in words)}</w:p>"
