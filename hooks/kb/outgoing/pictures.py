"""Pictures: what stands in them besides the picture, and the same picture without it.

Nothing is decoded or compressed anew: the parts that draw the picture are kept byte for byte, all
others (EXIF with GPS, XMP, comments, colour profiles, what hangs on behind the end) are left out.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)
_JPEG = b"\xff\xd8"
_JPEG_KEPT = {0xDB, 0xC4, 0xDA, 0xDD, 0xDC, 0xEE, *range(0xC0, 0xC4), *range(0xC5, 0xD0)}
"""Tables, frames, scans, and APP14, without which the colours of some pictures are wrong."""
_APP0, _APP1, _SCAN, _END = 0xE0, 0xE1, 0xDA, 0xD9
_NO_LENGTH = {0x01, *range(0xD0, 0xD8)}
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112


class BadPicture(ValueError):
    """The bytes are not a whole picture of the kind that the name says; the message is Chinese."""


def clean_picture(raw: bytes, suffix: str) -> bytes:
    """Return the picture `raw` (`.png` or `.jpg`) with nothing in it but the picture.

    A photo that is to be turned stays so. Raises BadPicture.
    """
    try:
        if suffix == ".png":
            return _PNG + b"".join(
                struct.pack(">I", len(body))
                + kind
                + body
                + struct.pack(">I", zlib.crc32(kind + body))
                for kind, body in _chunks(raw)
                if kind in _PNG_KEPT
            )
        return _JPEG + b"".join(_clean_segments(raw)) + bytes([0xFF, _END])
    except (struct.error, IndexError):
        raise BadPicture("图片不完整") from None


def clean_pictures(folder: Path, names: Iterable[str]) -> None:
    """Leave nothing but the picture in those of the files `names` below `folder` that are pictures."""
    for name in names:
        file = folder / name
        if file.suffix in {".png", ".jpg"}:
            file.write_bytes(clean_picture(file.read_bytes(), file.suffix))


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG up to its end."""
    if not raw.startswith(_PNG):
        raise BadPicture("内容不是 PNG 图片")
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", raw, at)
        kind, body = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", raw, at + 8 + length)
        if check != zlib.crc32(kind + body):
            raise BadPicture("图片已损坏")
        yield kind, body
        at += 12 + length
        if kind == b"IEND":
            return


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the parts of a JPEG up to its end: the marker and its bytes; a scan with its data."""
    if not raw.startswith(_JPEG):
        raise BadPicture("内容不是 JPEG 图片")
    at = len(_JPEG)
    while True:
        if raw[at] != 0xFF:
            raise BadPicture("图片已损坏")
        marker = raw[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
        elif marker == _END:
            return
        elif marker in _NO_LENGTH:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", raw, at + 2)
            end = at + 2 + length
            if marker == _SCAN:
                end = _end_of_scan(raw, end)
            if end > len(raw):
                raise BadPicture("图片不完整")
            yield marker, raw[at:end]
            at = end


def _end_of_scan(raw: bytes, at: int) -> int:
    """Return where the next marker stands behind the data of a scan."""
    while True:
        at = raw.find(b"\xff", at)
        if at < 0:
            raise BadPicture("图片不完整")
        if raw[at + 1] and raw[at + 1] not in _NO_LENGTH:
            return at
        at += 2


def _clean_segments(raw: bytes) -> Iterator[bytes]:
    turned = 1
    head, rest = [], []
    for marker, part in _segments(raw):
        if marker in _JPEG_KEPT:
            rest.append(part)
        elif marker == _APP0 and part[4:9] == b"JFIF\0":
            head.append(b"\xff\xe0\x00\x10" + part[4:16] + b"\0\0")  # without its small picture
        elif marker == _APP1 and part[4:10] == _EXIF:
            turned = _orientation(part[10:])
    if turned != 1:
        head.append(_turned(turned))
    yield from (*head, *rest)


def _orientation(tiff: bytes) -> int:
    """Return how the picture is to be turned, 1 to 8, as EXIF says it; 1 where it does not."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 1


def _turned(value: int) -> bytes:
    """Return an EXIF part that says only how the picture is to be turned."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(_EXIF + tiff) + 2) + _EXIF + tiff
