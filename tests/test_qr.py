"""QR codes of addresses: what they are made of, and what is refused."""

import re
import xml.etree.ElementTree as etree

import pytest

from kb.qr import MOST, SIZE_MM, qr_fault, qr_png, qr_svg

BASE = "http://kb.example/"


def test_a_code_is_two_centimetres_dark_on_white_without_inline_style() -> None:
    drawn = qr_svg(f"{BASE}s/al-004.html")
    root = etree.fromstring(drawn)
    assert (root.get("width"), root.get("height")) == (f"{SIZE_MM}mm", f"{SIZE_MM}mm")
    assert [one.get("fill") or one.get("stroke") for one in root] == ["#fff", "#000"]
    assert "style" not in drawn
    assert qr_svg(f"{BASE}s/al-004.html") == drawn


def test_the_longest_content_has_modules_that_can_be_read_on_paper() -> None:
    found = re.search(r'viewBox="0 0 (\d+) ', qr_svg("a" * MOST))
    assert found and SIZE_MM / int(found[1]) >= 0.35
    with pytest.raises(ValueError, match="二维码的内容太长：153个字节，最多152个"):
        qr_svg("a" * (MOST + 1))
    with pytest.raises(ValueError, match="太长"):
        qr_png("章" * 51)


@pytest.mark.parametrize(
    ("base", "fault"),
    [
        (BASE, None),
        ("https://kb.example/kb/", None),
        ("", "没有写内网地址"),
        (
            "http://kb.example/kb",
            "应当以 / 结尾：http://kb.example/kb，应写成 http://kb.example/kb/",
        ),
        ("kb.example/", "应当以 http:// 或者 https:// 开头"),
        (f"http://{'a' * 140}/", "内网地址太长"),
    ],
)
def test_an_address_of_which_no_code_can_be_made_is_refused(base: str, fault: str | None) -> None:
    found = qr_fault(base)
    assert found is None if fault is None else fault in (found or "")
