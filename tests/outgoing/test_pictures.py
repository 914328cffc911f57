"""Pictures are published without what is not the picture."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.outgoing.pictures import BadPicture, clean_picture
from tests.pictures import JPEG, chunk, exif, jpeg, png

XMP = b"\xff\xe1\x00\x28http://ns.adobe.com/xap/1.0/\0 <author>"
COMMENT = b"\xff\xfe\x00\x0acomment."


def test_a_picture_alone_stays_byte_for_byte() -> None:
    assert clean_picture(JPEG, ".jpg") == JPEG
    assert clean_picture(png(), ".png") == png()


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"prVt"])
def test_notes_in_a_png_are_left_out(kind: bytes) -> None:
    assert clean_picture(png(chunk(kind, b"Author\0somebody")), ".png") == png()


def test_what_draws_a_png_stays() -> None:
    whole = png(chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"tRNS", b"\0\0"))
    assert clean_picture(whole, ".png") == whole


def test_notes_in_a_jpeg_are_left_out() -> None:
    assert clean_picture(jpeg(exif(1), XMP, COMMENT), ".jpg") == JPEG


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_that_is_to_be_turned_still_is_but_no_longer_says_where_it_was_taken(
    order: str,
) -> None:
    clean = clean_picture(jpeg(exif(6, order)), ".jpg")
    assert b"GPS" not in clean
    assert clean_picture(clean, ".jpg") == clean
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in clean


def test_what_hangs_on_behind_the_end_is_left_out() -> None:
    assert clean_picture(JPEG + b"PK\3\4 a film", ".jpg") == JPEG
    assert clean_picture(png() + b"PK\3\4 a film", ".png") == png()


@pytest.mark.parametrize(
    ("raw", "suffix", "why"),
    [
        (b"", ".png", "不是 PNG"),
        (JPEG, ".png", "不是 PNG"),
        (png(), ".jpg", "不是 JPEG"),
        (png()[:-6], ".png", "不完整"),
        (JPEG[:-6], ".jpg", "不完整"),
        (png().replace(zlib.compress(b"\0\0"), zlib.compress(b"\0\1")), ".png", "已损坏"),
        (JPEG[:20] + b"\0" + JPEG[20:], ".jpg", "已损坏"),
    ],
)
def test_what_is_no_whole_picture_is_refused(raw: bytes, suffix: str, why: str) -> None:
    with pytest.raises(BadPicture, match=why):
        clean_picture(raw, suffix)


@given(st.binary(max_size=60), st.integers(0, len(JPEG)), st.sampled_from([".png", ".jpg"]))
def test_any_bytes_are_a_picture_or_refused(noise: bytes, at: int, suffix: str) -> None:
    whole = png() if suffix == ".png" else JPEG
    try:
        clean = clean_picture(whole[:at] + noise + whole[at:], suffix)
    except BadPicture:
        return
    assert clean_picture(clean, suffix) == clean
