"""`serve` as an editor uses it: edit, look, make a mistake, mend it, stop."""

import queue
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kb.commands.preview import Preview
from kb.commands.serve import open_server
from tests.inbox.filling import case_file
from tests.tiny import TinySite

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., subprocess.Popen[str]]
Serve = Callable[[], "Served"]
MISTAKE = "<img src=x onerror=alert(1)>"


class Served:
    """A running `serve` and what it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.line_with("http://").rpartition("：")[2]

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line_with(self, text: str) -> str:
        """Wait for a line that holds `text`; lines before it are dropped."""
        while True:
            line = self.lines.get(timeout=120)
            if text in line:
                return line

    def wait_for(self, file: Path) -> None:
        """Wait until `serve` has written a file."""
        end = time.monotonic() + 60
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert file.exists()

    def page(self, path: str = "") -> str:
        with urllib.request.urlopen(self.address + path) as response:
            text: str = response.read().decode()
        return text

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def serve(start: Start, docs: Path, tmp_path: Path, environment: dict[str, str]) -> Iterator[Serve]:
    """Start `serve` on any free port; its temporary folder is `tmp_path/temporary`."""
    (tmp_path / "temporary").mkdir()
    environment["TMPDIR"] = str(tmp_path / "temporary")
    running: list[Served] = []

    def started() -> Served:
        running.append(Served(start("serve", "--port", "0", "--docs", docs)))
        return running[-1]

    yield started
    for served in running:
        if served.process.poll() is None:
            served.process.terminate()
        served.process.wait(timeout=60)
        assert served.process.stdout
        served.process.stdout.close()


def edit(file: Path, old: str, new: str) -> None:
    """Save as editors do: a new file in place of the old one."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    draft = file.with_name(f".{file.name}.swp")
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")
    draft.replace(file)


def test_edit_is_served_and_a_mistake_leaves_the_last_good_page(serve: Serve, docs: Path) -> None:
    served = serve()
    case = docs / "cases/gouwuka.md"
    assert "有人送来购物卡" in served.page("cases/gouwuka.html")

    edit(case, "有人送来购物卡", "有人送来提货券")
    served.line_with("已更新")
    assert "有人送来提货券" in served.page("cases/gouwuka.html")

    edit(case, "title:", "titel:")
    assert f"{case}:4:1: META-8" in served.line_with("META-8")
    served.line_with("改好后会自动更新")
    assert "有人送来提货券" in served.page("cases/gouwuka.html")

    edit(case, "titel:", "title:")
    served.line_with("已更新")
    assert "有人送来提货券" in served.page("cases/gouwuka.html")


def test_mistake_at_the_start_is_shown_on_a_page(serve: Serve, docs: Path) -> None:
    edit(docs / "cases/gouwuka.md", "title:", "titel:")
    served = serve()
    with pytest.raises(urllib.error.HTTPError) as answer:
        served.page()
    with answer.value as response:
        assert response.code == 503
        assert "META-8" in response.read().decode()
    edit(docs / "cases/gouwuka.md", "titel:", "title:")
    served.line_with("已更新")
    assert "测试用的小网站" in served.page()


def test_new_and_removed_files_are_noticed(serve: Serve, docs: Path) -> None:
    served = serve()
    text = (docs / "index.md").read_text(encoding="utf-8")
    (docs / "about.md").write_text(text, encoding="utf-8")
    served.line_with("已更新")
    assert "测试用的小网站" in served.page("about.html")
    (docs / "about.md").unlink()
    served.line_with("已更新")
    with pytest.raises(urllib.error.HTTPError) as answer:
        served.page("about.html")
    answer.value.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_stop_is_quiet_and_leaves_nothing(
    serve: Serve, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    served = serve()
    assert list((tmp_path / "temporary").iterdir())
    assert served.stop(number) == code
    rest = "".join(iter(served.lines.get_nowait, "已停止")) if number == signal.SIGINT else ""
    assert "Traceback" not in rest
    assert not list((tmp_path / "temporary").iterdir())


def test_port_that_is_taken_is_said(kb: Run, docs: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = kb("serve", "--docs", docs, "--port", port)
    assert done.returncode == 2
    assert f"端口 {port} 不能用" in done.stderr


def test_next_free_port_is_taken_when_none_is_chosen() -> None:
    with open_server(None, Preview()) as first, open_server(None, Preview()) as second:
        assert 8000 <= first.server_port < second.server_port < 8100


def test_open_page_follows_the_content(serve: Serve, docs: Path, browser: Browser) -> None:
    served = serve()
    case = docs / "cases/gouwuka.md"
    page = browser.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.goto(f"{served.address}cases/gouwuka.html")
    bar = page.locator("#kb-live-problems")
    expect(bar).to_have_count(0)

    edit(case, "title:", f"{MISTAKE}: 1\ntitle:")
    expect(bar).to_contain_text(MISTAKE)
    assert bar.locator("img").count() == 0
    expect(page.get_by_text("有人送来购物卡")).to_be_visible()

    edit(case, f"{MISTAKE}: 1\n", "")
    edit(case, "有人送来购物卡", "有人送来提货券")
    expect(page.get_by_text("有人送来提货券")).to_be_visible()
    expect(bar).to_have_count(0)
    page.close()


def test_a_word_file_in_the_inbox_becomes_a_page(
    serve: Serve, docs: Path, tmp_path: Path, browser: Browser
) -> None:
    served = serve()
    tiny = TinySite(tmp_path)
    inbox = tmp_path / "inbox"
    page = browser.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.goto(f"{served.address}cases/gouwuka.html")
    bar = page.locator("#kb-live-problems")

    wrong = case_file(tiny, sections={"根源": ["见《廉政谈话制度》第九十条。"]})
    served.wait_for(inbox / "使用说明.txt")
    assert (inbox / "模板/警示案例模板.docx").exists()
    with (inbox / "茶叶.docx").open("wb") as copied:
        for start in range(0, len(wrong), len(wrong) // 4):
            copied.write(wrong[start : start + len(wrong) // 4])
            copied.flush()
            time.sleep(0.4)
    expect(bar).to_contain_text("没有收入：茶叶.docx")
    expect(bar).to_contain_text("找不到《廉政谈话制度》第九十条")
    assert "没有收入" in (inbox / "茶叶.docx.报告.txt").read_text("utf-8-sig")

    (inbox / "茶叶.docx").write_bytes(case_file(tiny))
    expect(page.locator("script[data-build]")).to_have_attribute("data-build", re.compile("-2$"))
    expect(bar).to_contain_text("已收入：茶叶.docx → AL-002《抽屉里的一盒茶叶》")
    assert (inbox / "已收入/茶叶.docx").exists()
    bar.get_by_role("button", name="知道了").click()
    expect(bar).to_have_count(0)
    page.goto(f"{served.address}cases/chou-ti-li-de-yi-he-cha-ye.html")
    expect(page.locator("main")).to_contain_text("未审定")
    expect(bar).to_have_count(0)
    page.close()
