"""The walk from a Word file to a published page, as `docs/guide-first-page.md` tells it.

What the page says to type is typed, what it says to fill in is filled in, in a copy of the project.
With `KB_PICTURES=docs/img` set, the pictures of the page are made anew on the way.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kb.outgoing.pictures import clean_picture
from tests.commands.conftest import ROOT
from tests.commands.test_serve import Served
from tests.inbox.filling import fill

PAGE = ROOT / "docs/guide-first-page.md"
MOST_BYTES = 400_000
_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)
_COPIED = ("docs", "hooks", "theme", "mkdocs.yml", "scripts")


@dataclass(frozen=True)
class Walk:
    """A copy of the project in which somebody walks."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.root / "hooks")}

    @property
    def text(self) -> str:
        return PAGE.read_text("utf-8")

    def blocks(self, section: str) -> list[str]:
        """Return what stands to be typed under the heading with this anchor."""
        return _BLOCK.findall(self._section(section))

    def table(self, section: str, head: str) -> dict[str, str]:
        """Return the rows of the table whose first column is called `head`."""
        below = self._section(section).partition(f"| {head} |")[2].partition("|---|---|")[2]
        return dict(_ROW.findall(below.partition("\n\n")[0]))

    def _section(self, anchor: str) -> str:
        return self.text.partition(f"{{#{anchor}}}")[2].partition("\n## ")[0]

    def type(self, line: str) -> str:
        """Run a command as the page writes it; return what it says."""
        program, script, *arguments = line.split()
        assert (program, script) == ("python3", "scripts/kb.py")
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kb.commands", *arguments],
            cwd=self.root, env=self.environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @cached_property
    def word(self) -> bytes:
        """The template filled in as the page says."""
        rows, sections = self.table("fill", "左栏"), self.table("fill", "标题")
        template = self.root / "inbox/模板/警示案例模板.docx"
        acts = [(rows["违反的行为"], rows["违反的条款"])]
        return fill(template.read_bytes(), rows, {k: [v] for k, v in sections.items()}, acts)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    root = tmp_path / "kb"
    root.mkdir()
    for name in _COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__")
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=ignored)
        else:
            shutil.copy(source, root / name)
    return Walk(root)


def test_what_the_page_says_to_type_leads_to_a_published_page(walk: Walk) -> None:
    for line in walk.blocks("open"):
        assert "已写好" in walk.type(line)
    (walk.root / "inbox/茶叶.docx").write_bytes(walk.word)
    for line in walk.blocks("put"):
        assert "已收入：茶叶.docx" in walk.type(line)
    report = (walk.root / "inbox/茶叶.docx.报告.txt").read_text("utf-8-sig")
    assert "还要补的" not in report
    assert (walk.root / "inbox/已收入/茶叶.docx").exists()
    src = re.search(r"^文件：(\S+)$", report, re.MULTILINE)
    code = re.search(r"^编号：(\S+)$", report, re.MULTILINE)
    assert src
    assert code
    for line in walk.blocks("look"):
        assert "检查通过" in walk.type(line)
    draft, approval = walk.blocks("approve")
    assert "草稿" in walk.type(draft) + "".join(_names(walk.root / "packages"))
    page = walk.root / src[1]
    text = page.read_text("utf-8")
    page.write_text(re.sub(r"(?m)^(updated: .*\n)", rf"\1{approval}", text), encoding="utf-8")
    for line in walk.blocks("publish"):
        walk.type(line)
    html = (walk.root / "site/cases" / page.with_suffix(".html").name).read_text("utf-8")
    assert "一盒没有登记的茶叶" in html
    assert "未审定" not in html.partition("<main")[2].partition("</article>")[0]
    assert (walk.root / f"site/s/{code[1].lower()}.html").exists()
    registry = (walk.root / "docs/_data/addresses.txt").read_text("utf-8")
    assert f"cases/{page.stem}.html" in registry


def _names(folder: Path) -> Iterator[str]:
    for package in folder.glob("*.zip"):
        yield package.name
        with zipfile.ZipFile(package) as archive:
            yield from archive.namelist()


@pytest.mark.slow
def test_the_pictures_show_what_happens(walk: Walk, browser: Browser, tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-P", "-m", "kb.commands", "serve", "--port", "0"],
        cwd=walk.root, env=walk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8",
    )  # fmt: skip
    try:
        served = Served(started)
        served.wait_for(walk.root / "inbox/使用说明.txt")
        context = browser.new_context(viewport={"width": 1000, "height": 640})
        page = context.new_page()
        (walk.root / "inbox/茶叶.docx").write_bytes(walk.word)
        served.line_with("已收入：茶叶.docx")
        served.line_with("已更新")
        report = (walk.root / "inbox/茶叶.docx.报告.txt").read_text("utf-8-sig")
        page.goto(served.address + report.partition("页面：")[2].partition("\n")[0])
        bar = page.locator("#kb-live-problems")
        expect(bar).to_contain_text("已收入：茶叶.docx", timeout=60_000)
        expect(page.locator("main")).to_contain_text("未审定")
        picture = clean_picture(page.screenshot(), ".png")
        context.close()
    finally:
        started.terminate()
        started.wait(timeout=60)
        assert started.stdout
        started.stdout.close()
    sheet = _first_sheet(walk.root / "inbox/模板/警示案例模板.docx", tmp_path)
    if folder := os.environ.get("KB_PICTURES"):
        (ROOT / folder).mkdir(exist_ok=True)
        (ROOT / folder / "first-page-taken.png").write_bytes(picture)
        (ROOT / folder / "first-page-template.png").write_bytes(sheet)


def _first_sheet(file: Path, folder: Path) -> bytes:
    """Return the first page of a Word file as LibreOffice shows it, without its margins."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", folder, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    target = folder / "sheet"
    subprocess.run(
        ["pdftoppm", "-png", "-gray", "-r", "96", "-f", "1", "-l", "1", "-singlefile",
         "-x", "90", "-y", "120", "-W", "620", "-H", "850",
         folder / f"{file.stem}.pdf", target],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return clean_picture(target.with_suffix(".png").read_bytes(), ".png")


def test_the_pictures_of_the_page_are_there_small_and_bare() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((\S+)\)", PAGE.read_text("utf-8"))
    raws = [(PAGE.parent / picture).read_bytes() for picture in pictures]
    assert len(raws) == 2
    assert sum(map(len, raws)) < MOST_BYTES
    assert [clean_picture(raw, ".png") for raw in raws] == raws
