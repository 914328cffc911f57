"""Packages that nobody should unpack, and names that would not open on Windows."""

import contextlib
import io
import stat
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.packing.archive import LONGEST, unfit, write_zip
from kb.packing.manifest import MANIFEST, read_manifest, sums_of, write_manifest
from kb.packing.verify import Refused, verify

DAY = date(2026, 11, 24)
FILES = {"site/index.html": b"<p>x", "site/a.js": b"1"}


def package(out: Path, files: dict[str, bytes] = FILES) -> Path:
    listed = {MANIFEST: write_manifest(sums_of(files)).encode()}
    write_zip(files | listed, out, DAY)
    return out


def add(out: Path, name: str, raw: bytes = b"x", mode: int = 0o100644) -> None:
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = mode << 16
        archive.writestr(entry, raw)


def test_a_whole_package_is_whole(tmp_path: Path) -> None:
    verdict = verify(package(tmp_path / "p.zip"))
    assert (verdict.count, verdict.differences) == (2, ())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.html", "指到包以外"),
        ("site/../../evil.html", "指到包以外"),
        ("/etc/evil", "绝对路径"),
        ("C:/evil.bat", "绝对路径"),
        ("site\\evil.bat", "反斜杠"),
        ("site//evil", "写法不对"),
        ("site/index.html", "有两份"),
        ("SITE/INDEX.HTML", "有两份"),
        ("site/aux.html", "设备名"),
        ("site/x.html.", "Windows不许"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_name_is_refused(tmp_path: Path, name: str, why: str) -> None:
    out = package(tmp_path / "p.zip")
    add(out, name)
    with pytest.raises(Refused, match=why):
        verify(out)


def test_a_link_or_a_bomb_is_refused(tmp_path: Path) -> None:
    out = package(tmp_path / "link.zip")
    add(out, "site/link", b"/etc/passwd", stat.S_IFLNK | 0o777)
    with pytest.raises(Refused, match="是链接"):
        verify(out)
    out = package(tmp_path / "bomb.zip")
    add(out, "site/bomb", bytes(40 * 2**20))
    with pytest.raises(Refused, match="大得出奇"):
        verify(out)


def test_a_package_that_says_it_is_huge_is_refused_unread(tmp_path: Path) -> None:
    out = package(tmp_path / "p.zip")
    raw = bytearray(out.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (2**32 - 2).to_bytes(4, "little")
    out.write_bytes(raw)
    with pytest.raises(Refused, match="太大"):
        verify(out)


def test_a_damaged_copy_is_told_by_file(tmp_path: Path) -> None:
    out = package(tmp_path / "p.zip", FILES | {"site/long.txt": b"abcdefgh" * 9})
    raw = bytearray(out.read_bytes())
    at = raw.index(b"site/long.txt") + len("site/long.txt") + 3
    raw[at] ^= 0xFF
    out.write_bytes(raw)
    assert verify(out).differences == ("改过　site/long.txt",)
    out.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(Refused, match="没有拷完"):
        verify(out)


@pytest.mark.parametrize("text", ["", "x", "0" * 64 + "  ../x\n", "0" * 64 + " x\n", "\n"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    assert read_manifest(text) is None
    (tmp_path / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(Refused, match="改过"):
        verify(tmp_path)
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(Refused, match="里面没有"):
        verify(tmp_path)


@given(st.binary(max_size=300), st.integers(0, 400), st.booleans())
def test_any_bytes_are_a_verdict_or_refused(noise: bytes, at: int, inside: bool) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, raw in (FILES | {MANIFEST: write_manifest(sums_of(FILES)).encode()}).items():
            archive.writestr(name, raw)
    raw = buffer.getvalue()
    mixed = raw[:at] + noise + raw[at + len(noise) :] if inside else noise
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "p.zip")
        file.write_bytes(mixed)
        with contextlib.suppress(Refused):
            verify(file)


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        (["site/nul.html"], "设备名"),
        (["site/a:b.html"], "Windows不许"),
        (["site/" + "长" * LONGEST], "路径有"),
        (["site/A.html", "site/a.html"], "大小写不同"),
    ],
)
def test_a_name_that_windows_does_not_take_is_told(paths: list[str], why: str) -> None:
    assert all(why in line for line in unfit(dict.fromkeys(paths, b"")))
    assert len(list(unfit(dict.fromkeys(paths, b"")))) == len(paths)
