"""The site on Debian's nginx with our configuration: what a browser gets, and what nobody gets."""

import base64
import gzip
import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.bench.nginx import PASSWORD, Ports, ensure_nginx, running
from kb.commands import Mistake
from tests.tiny import ROOT

from .conftest import Watch

DEPLOY = ROOT / "scripts/deploy"
_HEADER = re.compile(r'add_header (\S+) "?(.*?)"? always;')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Served(Ports):
    """Two editions on loopback, and a way to ask them."""

    def ask(self, path: str, *, port: int = 0, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        connection.request(
            method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="session")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Our configuration with only its places changed, started here and stopped afterwards."""
    try:
        ensure_nginx()
    except Mistake as mistake:
        pytest.skip(f"nginx 装不上：{mistake}")
    with running(site, tmp_path_factory.mktemp("nginx")) as ports:
        yield Served(ports.port, ports.locked)


@pytest.fixture
def served_page(browser: Browser, nginx: Served) -> Iterator[Page]:
    """A page from nginx that fails the test on anything the policy stops, and on any other fault."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    page = context.new_page()
    watch = Watch(page, nginx.start)
    yield page
    context.close()
    assert not watch.faults


def test_every_page_obeys_the_policy(served_page: Page, nginx: Served, site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        if file.name != "404.html" and file.parent.name != "s":
            answer = served_page.goto(nginx.start + file.relative_to(site).as_posix())
            assert answer
            policy = answer.headers["content-security-policy"]
            assert "script-src 'self'" in policy
            assert "unsafe" not in policy


def test_a_script_or_style_within_a_page_is_stopped(browser: Browser, nginx: Served) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{nginx.start}index.html")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<p id=x style='color: red'>x</p>");
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert page.locator("#x").evaluate("e => getComputedStyle(e).color") != "rgb(255, 0, 0)"
    page.close()
    assert len([text for text in told if "Content Security Policy" in text]) == 2


def test_what_the_scripts_do_works_under_the_policy(served_page: Page, nginx: Served) -> None:
    page, start = served_page, nginx.start
    page.goto(f"{start}search.html#q=购物卡")
    expect(page.locator("[data-kb-search-hits] li").first).to_be_visible()
    page.goto(f"{start}verify.html")
    page.get_by_label("草稿", exact=True).fill("《中国共产党纪律处分条例》第九百条")
    page.get_by_role("button", name="核验").click()
    expect(page.locator("[data-kb-verify-list] li").first).to_be_visible()
    page.goto(f"{start}cases/index.html")
    before = page.locator(".kb-list > li:visible").count()
    page.get_by_label("行为").select_option(value="公车私用")
    assert 0 < page.locator(".kb-list > li:visible").count() < before
    page.goto(f"{start}s/al-004.html#facts")
    page.wait_for_url("**/cases/gouwuka.html#facts")
    page.locator(".kb-body a[href*='#art-']").first.hover()
    expect(page.locator(".kb-card")).to_be_visible()


def test_the_dark_stays_on_the_next_page_and_paper_is_white(
    served_page: Page, nginx: Served
) -> None:
    page = served_page
    page.goto(f"{nginx.start}index.html")
    page.get_by_title("切换到深色").click()
    scheme = page.locator("body")
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{nginx.start}procedures/xinxihua-caigou.html")
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    expect(page.locator("#step-9 dd").first).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_text_is_packed_and_asked_for_again_only_if_it_changed(nginx: Served, site: Path) -> None:
    for path in ("index.html", "assets/kb.css", "assets/search.js"):
        answer = nginx.ask(f"/{path}", Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert gzip.decompress(answer.body) == (site / path).read_bytes()
        assert "charset=utf-8" in answer.headers["Content-Type"]
        assert answer.headers["Cache-Control"] == "no-cache"
        assert nginx.ask(f"/{path}", If_None_Match=answer.headers["ETag"]).status == 304
    bundle = next((site / "assets/javascripts").glob("bundle.*.min.js")).name
    lasting = nginx.ask(f"/assets/javascripts/{bundle}")
    assert lasting.headers["Cache-Control"] == "max-age=2592000"
    assert lasting.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/none.html", "/a/b/c/none.html", "/assets/none.js"])
def test_a_lost_address_shows_the_whole_page_at_any_depth(
    nginx: Served, browser: Browser, path: str
) -> None:
    assert nginx.ask(path).status == 404
    page = browser.new_page()
    page.goto(nginx.start + path[1:])
    expect(page.get_by_role("heading", name="没有这一页")).to_be_visible()
    assert page.evaluate("typeof KB.search") == "function"
    page.close()


@pytest.mark.parametrize("path", ["/.kb-site", "/assets/", "/../../etc/passwd", "/s/"])
def test_what_is_hidden_or_a_folder_is_not_served(nginx: Served, path: str) -> None:
    answer = nginx.ask(path)
    assert answer.status in (400, 404)
    assert answer.headers.get("Server") == "nginx"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent_to_it(nginx: Served, method: str) -> None:
    assert nginx.ask("/index.html", method=method).status in (403, 404, 405)


def test_the_edition_behind_a_password_asks_for_it(nginx: Served) -> None:
    assert nginx.ask("/index.html", port=nginx.locked).status == 401
    for secret, status in ((PASSWORD, 200), ("wrong", 401)):
        word = base64.b64encode(f"banzi:{secret}".encode()).decode()
        answer = nginx.ask("/index.html", port=nginx.locked, Authorization=f"Basic {word}")
        assert answer.status == status


def test_the_configuration_for_iis_says_the_same() -> None:
    root = ElementTree.parse(DEPLOY / "web.config").getroot()
    told = {
        one.attrib["name"]: one.attrib["value"] for one in root.iter("add") if "name" in one.attrib
    }
    nginx = (DEPLOY / "nginx/kb-site.conf").read_text("utf-8")
    assert told == dict(_HEADER.findall(nginx))
    assert root.find(".//directoryBrowse[@enabled='false']") is not None
    assert root.find(".//error[@statusCode='404'][@path='404.html']") is not None
