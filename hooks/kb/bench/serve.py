"""What readers and editors wait for: pages and shards from nginx, and an edited page under `serve`.

One machine plays server, readers and browser at once, so a server of its own does better.
"""

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.bench.browsing import browsing
from kb.bench.builders import our_build, our_environment
from kb.bench.content import PageKind, make_content
from kb.bench.load import ensure_wrk, load
from kb.bench.measuring import table, teller
from kb.bench.nginx import free_port, running
from kb.commands import Mistake
from kb.commands.arguments import add_docs, positive
from kb.commands.chromium import ensure_chromium
from kb.search.publish import FOLDER

_KINDS: Mapping[str, str] = {
    "首页": "index.html",
    "规则": "rules/*.html",
    "程序": "procedures/*.html",
    "案例": "cases/*.html",
    "年度": "annual/*.html",
    "会前": "meetings/*.html",
    "专题": "topics/*.html",
    "案例列表": "cases/index.html",
    "搜索页": "search.html",
    "引用核验": "verify.html",
}
"""The kinds of page, and which of their pages is the largest."""
_PAINTED = """async () => {
    const paint = await new Promise(done => {
        const known = performance.getEntriesByName("first-contentful-paint")[0];
        if (known) done(known.startTime);
        new PerformanceObserver(list => {
            const found = list.getEntriesByName("first-contentful-paint")[0];
            if (found) done(found.startTime);
        }).observe({type: "paint", buffered: true});
    });
    const loaded = [...performance.getEntriesByType("navigation"),
                    ...performance.getEntriesByType("resource")];
    return [paint, loaded.map(one => [one.startTime, one.transferSize])];
}"""
_ROUNDS = 5
_READING = 1.5
"""Seconds for which whoever edits looks at a page before the next change."""
_UPDATED = "已更新"
_MINUTES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this measurement."""
    add_docs(parser)
    parser.add_argument(
        "--connections",
        type=positive,
        nargs="+",
        default=[8, 64, 256],
        metavar="个数",
        help="同时有多少个连接（默认 8 64 256）",
    )
    parser.add_argument(
        "--seconds", type=positive, default=3, metavar="秒", help="每次压多久（默认 3）"
    )
    parser.add_argument(
        "--pages",
        type=positive,
        nargs="+",
        default=[300],
        metavar="页数",
        help="在多少页的网站里量从保存到显示，可以写几个（默认 300）",
    )
    parser.add_argument("--out", type=Path, metavar="文件", help="表格另存为这个文件")


def run(options: argparse.Namespace) -> int:
    """Measure, print the tables."""
    chromium = ensure_chromium()
    tell = teller(options.out)
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = folder / "site"
        our_build(options.docs, site)
        place = folder / "nginx"
        place.mkdir()
        with running(site, place, "auto") as ports:
            tell(_loads(ports.start, site, options, place))
            with browsing(chromium) as browser:
                tell(_paints(browser, ports.start, site))
        rows = []
        for count in sorted(options.pages):
            with tempfile.TemporaryDirectory(dir=folder) as content:
                docs = make_content(PageKind.SHORT, count, Path(content), None)
                rows.append(_saved(chromium, docs, count))
        head = [
            "页数",
            "第一次生成（秒）",
            "从保存到显示，中位（秒）",
            "最长（秒）",
            "到搜索也换上，中位（秒）",
            "案例列表，压缩后（KB）",
        ]
        tell(table(head, rows))
    return 0


# ---- many readers ----


def _loads(start: str, site: Path, options: argparse.Namespace, folder: Path) -> str:
    """Return the table of what nginx bore."""
    try:
        wrk = ensure_wrk()
    except Mistake as mistake:
        return f"没有量并发：{mistake}"
    pages = sorted(
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if file.parent.name != "s" and file.name != "404.html"
    )
    shards = sorted(file.relative_to(site).as_posix() for file in (site / FOLDER).glob("*.js"))
    rows = []
    for name, paths in (("网页", pages), ("搜索分片", shards)):
        size = statistics.mean(len(gzip.compress((site / one).read_bytes(), 1)) for one in paths)
        for connections in options.connections:
            found = load(wrk, start, paths, connections, options.seconds, folder)
            rows.append(
                [
                    f"{name}（{len(paths)}个，平均{size / 1000:.0f} KB）",
                    str(connections),
                    f"{found.requests:.0f}",
                    f"{found.moved:.0f}",
                    f"{found.median:.1f}",
                    f"{found.slow:.1f}",
                    str(found.wrong),
                ]
            )
    head = ["", "连接", "每秒请求", "每秒MB", "p50（毫秒）", "p99（毫秒）", "出错"]
    return table(head, rows)


# ---- one reader ----


@dataclass(frozen=True, slots=True)
class Paint:
    """What a page loads when nothing of it is known."""

    before: int
    """Bytes of all that was asked for before something was shown."""
    whole: int
    requests: int
    milliseconds: float


def _paints(browser: Any, start: str, site: Path) -> str:
    """Return the table of what the first paint needs; of each kind the largest page."""
    rows = []
    for name, pattern in _KINDS.items():
        files = [
            file
            for file in site.glob(pattern)
            if file.name != "index.html" or pattern == file.relative_to(site).as_posix()
        ]
        if not files:
            continue
        page = max(files, key=lambda file: file.stat().st_size).relative_to(site).as_posix()
        found = _paint(browser, start + page)
        rows.append(
            [
                f"{name}（{page}）",
                f"{found.before / 1000:.0f}",
                f"{found.whole / 1000:.0f}",
                str(found.requests),
                f"{found.milliseconds:.0f}",
            ]
        )
    head = ["网页", "首次显示以前（KB）", "全部（KB）", "请求", "首次显示（毫秒）"]
    return table(head, rows)


def _paint(browser: Any, url: str) -> Paint:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(url, wait_until="load")
    shown, loaded = page.evaluate(_PAINTED)
    context.close()
    before = sum(size for began, size in loaded if began <= shown)
    return Paint(before, sum(size for _, size in loaded), len(loaded), shown)


# ---- one editor ----


def _saved(chromium: str, docs: Path, count: int) -> Sequence[str]:
    """Return the row of how long an editor waits for an edited page."""
    page = sorted((docs / "cases").glob("*.md"))[count // 2]
    with _serving(docs) as serving, browsing(chromium) as browser:
        tab = browser.new_page()
        tab.goto(f"{serving.address}cases/{page.stem}.html")
        times, whole = zip(
            *(_wait(tab, page, serving, number) for number in range(_ROUNDS)), strict=True
        )
        listed = tab.request.get(f"{serving.address}cases/index.html").body()
    return [
        str(count),
        f"{serving.seconds:.1f}",
        f"{statistics.median(times):.2f}",
        f"{max(times):.2f}",
        f"{statistics.median(whole):.2f}",
        f"{len(gzip.compress(listed, 6)) / 1000:.0f}",
    ]


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `serve`."""

    address: str
    seconds: float
    """How long it took until the site was there."""
    lines: Iterator[str]
    """What it says from then on."""


def _wait(tab: Any, page: Path, serving: Serving, number: int) -> tuple[float, float]:
    """Return the seconds from saving new words to seeing them, and until all of the site is new."""
    time.sleep(_READING)
    words = f"第{number}次改动已经保存。"
    text = page.read_text("utf-8").rstrip() + f"\n\n{words}\n"
    started = time.monotonic()
    page.write_text(text, encoding="utf-8")
    tab.get_by_text(words, exact=True).wait_for(timeout=_MINUTES * 60_000)
    seen = time.monotonic() - started
    next(line for line in serving.lines if _UPDATED in line)
    return seen, time.monotonic() - started


@contextmanager
def _serving(docs: Path) -> Iterator[Serving]:
    """Run `serve`."""
    command = [sys.executable, "-P", "-u", "-m", "kb.commands", "serve", "--docs", str(docs)]
    started = time.monotonic()
    with subprocess.Popen(
        [*command, "--port", str(free_port())],
        env=our_environment(docs.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            told = ""
            lines = iter(process.stdout or ())
            for line in lines:
                told += line
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    yield Serving(found[0], time.monotonic() - started, lines)
                    return
            raise Mistake(f"serve 没有启动：\n{told.strip()}")
        finally:
            process.terminate()
