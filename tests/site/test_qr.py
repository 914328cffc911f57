"""QR codes where a unit wants them: on paper they are read by a real decoder."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.commands.chromium import missing_decoder
from tests.built import build, run
from tests.tiny import TinySite

BASE = "http://kb.example.gov.cn/zeren/"
PRINTED = {
    "rules/tanhua.html": "s/gz-001.html",
    "procedures/zhichu.html": "s/cx-001.html",
    "cases/gouwuka.html": "s/al-001.html",
    "onepage/zhichu.html": "s/cx-001.html",
    "slides/gouwuka.html": "s/al-001.html",
    "handouts/gouwuka.html": "s/al-001.html",
    "handouts/topics/tanhua.html": "topics/tanhua.html",
    "chosen/handouts.html#pick=gouwuka": "s/al-001.html",
}
DOTS = 200
"""Dots per inch: what an office copier makes of a page."""


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny site with codes."""
    root = tmp_path_factory.mktemp("coded")
    tiny = TinySite.make(root)
    tiny.write(
        "topics/index.md",
        tiny.text("index.md").split("\n---\n")[0].replace("首页", "专题") + "\n---\n",
    )
    return build(tiny.docs, root / "site", "全体党员", KB_BASE_URL=BASE, KB_QR="true")


@pytest.fixture
def opened(browser: Browser, coded: Path) -> Page:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{coded.as_uri()}/index.html")
    return page


def test_codes_on_paper_are_read_at_two_centimetres(
    opened: Page, coded: Path, tmp_path: Path
) -> None:
    if missing := missing_decoder():
        pytest.skip(f"没有 {'、'.join(missing)}")
    found = {}
    for url in PRINTED:
        opened.goto("about:blank")
        opened.goto(f"{coded.as_uri()}/{url}")
        opened.locator(".kb-qr").first.wait_for(state="attached")
        opened.emulate_media(media="print")
        width = opened.locator(".kb-qr").first.evaluate("one => one.getBoundingClientRect().width")
        assert round(width * 25.4 / 96) == 20, url
        name = str(tmp_path / url.replace("/", "-").partition(".")[0])
        opened.pdf(path=f"{name}.pdf", prefer_css_page_size=True)
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", f"{name}.pdf", name], check=True)
        pages = sorted(map(str, tmp_path.glob(f"{Path(name).name}-*.png")))
        done = subprocess.run(
            ["zbarimg", "--quiet", "--raw", *pages],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        found[url] = set(done.stdout.split())
    opened.close()
    assert found == {url: {BASE + target} for url, target in PRINTED.items()}


def test_codes_stay_off_the_screen_where_they_are_for_paper(opened: Page, coded: Path) -> None:
    opened.goto(f"{coded.as_uri()}/rules/tanhua.html")
    assert not opened.locator(".kb-qr").is_visible()
    opened.close()


def test_the_sheet_and_the_slides_hold_the_code_as_a_picture(coded: Path) -> None:
    for name, folder in (("word/CX-001.docx", "word/media/"), ("pptx/AL-001.pptx", "ppt/media/")):
        with zipfile.ZipFile(BytesIO((coded / name).read_bytes())) as package:
            assert [one for one in package.namelist() if one.startswith(folder)], name


def test_without_the_switch_there_is_no_code(site: Path) -> None:
    for url in (
        "rules/lianzheng-tanhua-zhidu.html",
        "slides/gouwuka.html",
        "handouts/gouwuka.html",
    ):
        assert "kb-qr-code" not in (site / url).read_text("utf-8")
        assert 'class="kb-qr"' not in (site / url).read_text("utf-8")


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("", "打开了二维码，没有写内网地址"),
        ("http://kb.example/zeren", "应写成 http://kb.example/zeren/"),
        (f"http://{'a' * 140}.example/", "内网地址太长"),
    ],
)
@pytest.mark.parametrize("command", ["build", "export"])
def test_an_address_that_cannot_be_coded_stops_everything(
    tmp_path: Path, base: str, told: str, command: str
) -> None:
    tiny = TinySite.make(tmp_path)
    order = (
        ("build", "--site", tmp_path / "site")
        if command == "build"
        else ("export", "pptx", "--edition", "全局", "--out", tmp_path / "out", "--draft")
    )
    done = run(*order, "--docs", tiny.docs, KB_BASE_URL=base, KB_QR="true")
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "out").exists()
