"""`package` and `verify-package`: from a finished change to a folder on a stick, and back."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--date", "2026-11-24")
APPROVAL = "approval:\n  content: 办公室主任\n  secrecy: 保密办负责人\n  date: 2026-11-24\n"


def replace_line(file: Path, key: str, line: str) -> None:
    """Replace the line of a key in the front matter, where there is one."""
    text = file.read_text(encoding="utf-8")
    changed = re.sub(rf"^{key}: .*", line, text, count=1, flags=re.MULTILINE)
    file.write_text(changed, encoding="utf-8")


def approve(docs: Path) -> None:
    for file in docs.rglob("*.md"):
        replace_line(file, "updated", f"{APPROVAL}updated: 2026-11-23")


def unpack(file: Path, folder: Path) -> Path:
    with zipfile.ZipFile(file) as package:
        package.extractall(folder)
    return folder


@pytest.fixture
def packed(kb: Run, docs: Path, tmp_path: Path) -> Path:
    """A package of approved content."""
    approve(docs)
    out = tmp_path / "知识库.zip"
    done = kb("package", "--edition", "全体党员", "--docs", docs, "--out", out, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已审定" in done.stdout
    return out


def test_it_opens_by_a_double_click(packed: Path, tmp_path: Path, browser: Browser) -> None:
    folder = unpack(packed, tmp_path / "U盘 知识库")
    page = browser.new_page()
    page.goto((folder / "开始阅读.html").as_uri())
    expect(page.locator("body")).to_contain_text("全体党员版　依据截至2026年11月24日　已审定")
    page.get_by_role("link", name="开始阅读").click()
    page.locator("a[href='cases/gouwuka.html']").first.click()
    expect(page.locator("#facts")).to_be_visible()
    expect(page.get_by_text("草稿：")).to_have_count(0)
    page.close()
    note = (folder / "说明.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in note
    assert "版别：全体党员" in note.decode("utf-8-sig")


def test_its_bytes_follow_from_the_content_alone(
    kb: Run, docs: Path, packed: Path, tmp_path: Path
) -> None:
    os.utime(docs / "index.md", (1, 1))
    again = tmp_path / "again.zip"
    assert not kb(
        "package", "--edition", "全体党员", "--docs", docs, "--out", again, *DAY
    ).returncode
    assert again.read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(packed) as package:
        entries = package.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 11, 24, 0, 0, 0)}
    assert not any(entry.extra for entry in entries)
    assert all(entry.filename.isascii() or entry.flag_bits & 0x800 for entry in entries)
    assert not [entry for entry in entries if "/." in entry.filename]


def test_other_tools_agree_with_the_sums(packed: Path, tmp_path: Path) -> None:
    folder = unpack(packed, tmp_path / "unpacked")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS.txt"], cwd=folder, check=False
    )
    assert done.returncode == 0


def test_what_was_not_approved_is_not_packed(kb: Run, docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_bytes(b"old")
    approve(docs)
    case = docs / "cases/gouwuka.md"
    case.write_text(case.read_text("utf-8").replace(APPROVAL, ""), "utf-8")
    replace_line(docs / "rules/tanhua.md", "updated", "updated: 2026-11-25")
    done = kb("package", "--edition", "全体党员", "--docs", docs, "--out", out, *DAY)
    assert done.returncode == 1
    assert "cases/gouwuka.md:1:1: META-22 没有审核记录\n" in done.stderr
    assert "rules/tanhua.md:1:1: META-22 2026-11-25 改过，审核在此以前（2026-11-24）" in done.stderr
    assert done.stderr.endswith("2 页没有审定，没有打包。\n")
    assert out.read_bytes() == b"old"


def test_a_page_for_others_need_not_be_approved(kb: Run, docs: Path, tmp_path: Path) -> None:
    approve(docs)
    case = docs / "cases/gouwuka.md"
    case.write_text(case.read_text("utf-8").replace(APPROVAL, ""), "utf-8")
    replace_line(case, "audience", "audience: 班子")
    out = tmp_path / "out.zip"
    done = kb("package", "--edition", "全体党员", "--docs", docs, "--out", out, *DAY)
    assert done.returncode == 0
    assert "site/cases/gouwuka.html" not in zipfile.ZipFile(out).namelist()


def test_a_draft_says_so_on_every_page(
    kb: Run, docs: Path, tmp_path: Path, browser: Browser
) -> None:
    approve(docs)
    out = tmp_path / "out.zip"
    done = kb("package", "--edition", "全体党员", "--draft", "--docs", docs, "--out", out, *DAY)
    assert done.returncode == 0
    with zipfile.ZipFile(out) as package:
        pages = [
            name
            for name in package.namelist()
            if name.endswith(".html") and not name.startswith("site/s/")
        ]
        assert len(pages) >= 7
        for name in pages:
            assert "草稿" in package.read(name).decode(), name
        assert "草稿" in package.read("说明.txt").decode()
        printed = package.read("site/rules/tanhua.html").decode().partition('"kb-print"')[2]
    assert "草稿" in printed.partition("</p>")[0]
    page = browser.new_page()
    page.goto((unpack(out, tmp_path / "draft") / "site/rules/tanhua.html").as_uri())
    words = page.get_by_text("草稿：没有经过审定")
    expect(words).to_be_visible()
    expect(words).to_have_css("color", "rgb(255, 255, 255)")
    page.emulate_media(media="print")
    expect(words).to_be_visible()
    expect(words).to_have_css("color", "rgb(0, 0, 0)")
    page.close()


def test_wrong_use_is_said(kb: Run, docs: Path, tmp_path: Path) -> None:
    done = kb("package", "--docs", docs)
    assert (done.returncode, "缺少参数：--edition" in done.stderr) == (2, True)
    done = kb("package", "--edition", "全局", "--with-builder", "--docs", docs)
    assert (done.returncode, "只能写 --edition 班子" in done.stderr) == (2, True)
    done = kb("package", "--edition", "全局", "--draft", "--docs", docs, "--out", tmp_path)
    assert (done.returncode, "要写一个 .zip 文件" in done.stderr) == (2, True)
    done = kb("verify-package", tmp_path / "nowhere.zip")
    assert (done.returncode, "找不到" in done.stderr) == (2, True)


def test_a_name_too_long_for_windows_is_refused(kb: Run, docs: Path, tmp_path: Path) -> None:
    name = "gouwuka-" + "x" * 140
    case = (docs / "cases/gouwuka.md").rename(docs / f"cases/{name}.md")
    replace_line(case, "id", f"id: {name}")
    for file in docs.rglob("*.md"):
        replace_line(file, "cases", f"cases: [{name}]")
    out = tmp_path / "out.zip"
    done = kb("package", "--edition", "全体党员", "--draft", "--docs", docs, "--out", out, *DAY)
    assert done.returncode == 1
    assert f"site/cases/{name}.html：路径有" in done.stderr
    assert not out.exists()


def test_what_arrived_is_held_against_what_was_sent(kb: Run, packed: Path, tmp_path: Path) -> None:
    whole = kb("verify-package", packed)
    assert whole.returncode == 0
    folder = unpack(packed, tmp_path / "unpacked")
    version = re.search(r"版本号 (\w{4} \w{4} \w{4})", whole.stdout)
    assert version
    assert version[1] in kb("verify-package", folder).stdout
    assert version[1] in (folder / "开始阅读.html").read_text("utf-8")
    (folder / "site/index.html").unlink()
    (folder / "site/rules/tanhua.html").write_text("x", "utf-8")
    (folder / "site/rules/more.html").write_text("x", "utf-8")
    (folder / "site/link.html").symlink_to("/etc/passwd")
    done = kb("verify-package", folder)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "缺少　site/index.html",
        "多出　site/link.html",
        "多出　site/rules/more.html",
        "改过　site/rules/tanhua.html",
        "共 4 处不同，不要使用，请重新拷贝。",
    ]


def test_without_an_index_the_builder_goes_without_wheels_and_says_so(
    kb: Run, docs: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    environment["PIP_NO_INDEX"] = "1"
    out = tmp_path / "out.zip"
    arguments = ["--edition", "班子", "--with-builder", "--draft", "--docs", docs, "--out", out]
    done = kb("package", *arguments, *DAY)
    assert done.returncode == 0
    assert "安装包没有下载到" in done.stderr
    with zipfile.ZipFile(out) as package:
        names = package.namelist()
        assert "没有带安装包" in package.read("说明.txt").decode()
        assert package.getinfo("builder/scripts/start.sh").external_attr >> 16 == 0o100755
    assert {"builder/docs/index.md", "builder/hooks/read.py", "builder/scripts/kb.py"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or "/wheels/" in name]


@pytest.mark.slow
def test_a_new_machine_without_network_builds_the_same_site(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.zip"
    arguments = ["--edition", "班子", "--with-builder", "--draft", "--docs", docs, "--out", out]
    done = kb("package", *arguments, *DAY)
    assert done.returncode == 0
    if "安装包没有下载到" in done.stderr:
        pytest.skip("pip 取不到安装包")
    shutil.rmtree(docs)
    builder = unpack(out, tmp_path / "new") / "builder"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KB_", "PIP_", "PYTHON"))}
    outside = {f"{name}_PROXY": "http://127.0.0.1:9" for name in ("HTTP", "HTTPS", "ALL")}
    done = subprocess.run(
        [sys.executable, "scripts/kb.py", "--wheels", "wheels", "build", "--edition", "班子", *DAY],
        cwd=builder,
        env=kept | outside,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (builder / "site/rules/tanhua.html").read_text("utf-8")
    sent = (tmp_path / "new/site/rules/tanhua.html").read_text("utf-8")
    assert "草稿" not in page
    assert (
        page.partition("kb-body")[2].partition("kb-print")[0]
        == (sent.partition("kb-body")[2].partition("kb-print")[0])
    )
