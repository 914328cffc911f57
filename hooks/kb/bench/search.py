"""How well search finds, what it costs, against other searches over the same pages.

Laws are imported from a folder of texts into a small site; Chromium reads it over loopback. The
gold set says what queries should find. Figures of bytes are gzipped as a server would send them.
"""

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote

from kb.bench.browsing import browsing
from kb.bench.gold import Answer, Query, read_queries, score
from kb.bench.rivals import RIVALS
from kb.commands import ROOT, Mistake
from kb.commands.arguments import existing_folder
from kb.commands.chromium import ensure_chromium
from kb.inputs import Audience
from kb.reading import read_site
from kb.search.blocks import indexed
from kb.search.normal import normal
from kb.search.publish import write_search
from kb.search.sections import Section, sections
from kb.site import select

_BASE = ROOT / "tests/fixtures/docs"
"""A site with a page of every kind, to which the laws are added."""
_SAMPLE = 24
"""Queries that begin with nothing loaded."""
_LATENCY = 200
"""Queries whose time is taken."""
_PARTS: Mapping[str, Mapping[str, float]] = {
    "全部": {},
    "不用同义词": {"synonym": 0},
    "不看页名": {"name": 0},
    "不看章节标题": {"chapter": 0, "heading": 0},
    "不管长短": {"length": 0},
    "次数不饱和": {"saturation": 1e6},
    "问句里的虚词照算": {"asking": 1},
    "不分效力": {"revised": 1, "repealed": 1},
    "整句不优先": {"exact": 0},
    "数字不突出": {"number": 0},
    "读全部文件": {"files": 99},
}
"""What the table of parts leaves out, in the words of `client/rank.js`."""
_ASK = """async ([queries, changed]) => {
    KB.searchTuning && KB.searchTuning(changed);
    const found = [];
    for (const [text, limit] of queries) {
        const start = performance.now();
        const answer = await KB.search(text, {limit});
        found.push([performance.now() - start, answer.hits.map(hit => hit.url)]);
    }
    return found;
}"""


_WATCH = """() => {
    window.firstHit = new Promise((done, fail) => {
        setTimeout(() => fail(new Error("no hit within a minute")), 60000);
        const box = document.getElementById("kb-header-query");
        let typed;
        box.addEventListener("input", () => { typed = performance.now(); });
        new MutationObserver(() => {
            if (!document.querySelector(".kb-box-option .kb-row-summary")) return;
            const now = performance.now();
            const loaded = performance.getEntriesByType("resource");
            const ours = loaded.filter(one => one.startTime < now && one.name.includes("assets/search"));
            done([now - typed, ours.map(one => one.name)]);
        }).observe(box.form, {childList: true, subtree: true});
    });
}"""
"""When the first hit is shown with its words, and what was asked for until then."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Laws as a site of their own."""

    site: Path
    units: Sequence[Section]
    pages: Mapping[str, str]
    """The address of each file of the corpus."""
    seconds: float
    """What writing the search data took."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this measurement."""
    parser.add_argument(
        "--corpus",
        type=existing_folder,
        required=True,
        metavar="文件夹",
        help="放着法规文本（.md）的文件夹，连同里面的文件夹",
    )
    parser.add_argument(
        "--gold", type=existing_folder, required=True, metavar="文件夹", help="标注数据"
    )
    parser.add_argument("--only", type=Path, metavar="文件", help="只用这份 JSON 列出的文本")
    parser.add_argument("--more", type=Path, metavar="文件", help="另加这个 .tar.xz 里的文本")
    parser.add_argument("--parts", action="store_true", help="再量排序的每一部分有没有用")
    parser.add_argument("--rivals", action="store_true", help="再量别的搜索（要能装上它们）")


def run(options: argparse.Namespace) -> int:
    """Import, build, measure, print the tables."""
    chromium = ensure_chromium()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        corpus = make_corpus(options, Path(folder))
        queries = read_queries(options.gold, corpus.pages)
        print(f"{len(corpus.pages)}部法规，{len(corpus.units)}节，{len(queries)}条查询", flush=True)
        with browsing(chromium) as browser, served(corpus.site) as address:
            _print("本站", _ours(browser, address, corpus, queries))
            if options.parts:
                _print_parts(browser, address, corpus, queries)
        if options.rivals:
            for rival in RIVALS:
                made = rival.make(corpus.units, Path(folder) / rival.name)
                if made is None:
                    print(f"{rival.name}：装不上，没有量", flush=True)
                    continue
                with browsing(chromium) as browser, served(made) as address:
                    _print(rival.name, _rival(browser, address, made, corpus, queries))
    return 0


# ---- the site ----


def make_corpus(options: argparse.Namespace, folder: Path) -> Corpus:
    """Return the site of the laws that the options name."""
    laws = folder / "laws"
    shutil.copytree(options.corpus, laws)
    if options.more:
        with tarfile.open(options.more) as archive:
            archive.extractall(folder, filter="data")
    if options.only:
        wanted = set(json.loads(options.only.read_text("utf-8")))
        for file in laws.rglob("*.md"):
            if file.relative_to(laws).as_posix() not in wanted:
                file.unlink()
    docs = Path(shutil.copytree(_BASE, folder / "docs"))
    synonyms = ROOT / "docs/_data/synonyms.yml"
    site = folder / "site"
    _command("build", "--docs", str(docs), "--site", str(site))
    shutil.copy(synonyms, docs / "_data")
    _command("import", str(laws), "--docs", str(docs), "--map", str(folder / "map.json"))
    reading = read_site(docs, root=folder)
    if reading.site is None:
        raise Mistake("导入的内容读不出来")
    chosen = select(reading.site, Audience.MEMBERS)
    started = time.process_time()
    units = sections(chosen)
    shutil.rmtree(site / "assets/search")
    write_search(indexed(units), site, chosen.synonyms)
    pages = json.loads((folder / "map.json").read_text("utf-8"))
    if not pages:
        raise Mistake("没有导入一部法规：--corpus 和 --only 里的路径对不上")
    return Corpus(site, units, pages, time.process_time() - started)


def _command(*arguments: str) -> None:
    command = [sys.executable, "-P", "-m", "kb.commands", *arguments]
    subprocess.run(command, check=False, capture_output=True)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on loopback; the address ends with a slash."""

    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            return  # the browser was closed while it read

    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


# ---- what is measured ----


def _ours(
    browser: Any, address: str, corpus: Corpus, queries: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    """Yield each measure with its value."""
    yield from _quality(browser, address, corpus, queries)
    yield from _cold(browser, address, corpus.site, queries)
    yield from _latency(browser, address, queries)
    yield from _size(corpus)


def _quality(
    browser: Any, address: str, corpus: Corpus, queries: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    page = browser.new_page()
    page.goto(f"{address}cases/gouwuka.html")
    scores = score(queries, _answers(page, corpus, queries))
    page.close()
    for name, value in scores.items():
        yield name, f"{value:.3f}"


def _answers(
    page: Any, corpus: Corpus, queries: Sequence[Query], changed: Mapping[str, float] | None = None
) -> list[Answer]:
    asked = [[query.text, query.limit] for query in queries]
    page.evaluate("KB.search('')")
    found = page.evaluate(_ASK, [asked, changed or {}])
    texts = _texts(corpus.units)
    return [Answer(urls, [texts.get(url, "") for url in urls[:10]]) for _, urls in found]


def _texts(units: Sequence[Section]) -> dict[str, str]:
    """Return what stands in each unit, and in each page, in normal form without spaces."""
    found: dict[str, str] = {}
    for unit in units:
        page = unit.url.partition("#")[0]
        words = normal("\n".join([*unit.path, unit.text])).replace(" ", "")
        found[page] = f"{found.get(page, '')}\n{words}"
        if page != unit.url:
            found[unit.url] = words
    return found


def _cold(
    browser: Any, address: str, site: Path, queries: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    """Yield what the first hit costs that is shown in the header's box, with nothing loaded."""
    chosen = [query for query in queries if query.kind not in {"pinyin", "typo"}]
    sizes, requests, times = [], [], []
    for query in chosen[:: max(1, len(chosen) // _SAMPLE)][:_SAMPLE]:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"{address}cases/gouwuka.html")
        page.evaluate(_WATCH)
        page.locator("#kb-header-query").fill(query.text)
        spent, urls = page.evaluate("window.firstHit")
        files = [site / url.removeprefix(address) for url in urls]
        times.append(spent / 1000)
        sizes.append(sum(len(gzip.compress(file.read_bytes(), 6)) for file in files))
        requests.append(len(files))
        context.close()
    yield (
        "首条结果前字节（KB，中位/最大）",
        f"{_median(sizes) / 1000:.0f} / {max(sizes) / 1000:.0f}",
    )
    yield "首条结果前请求（中位/最大）", f"{_median(requests):.0f} / {max(requests)}"
    yield "从输入到首条结果（秒，中位/最大）", f"{_median(times):.2f} / {max(times):.2f}"


def _latency(browser: Any, address: str, queries: Sequence[Query]) -> Iterator[tuple[str, str]]:
    """Yield the times of new queries and of known ones, and what they leave in memory."""
    chosen = queries[:: max(1, len(queries) // _LATENCY)][:_LATENCY]
    asked = [[query.text, 10] for query in chosen]
    page = browser.new_page()
    page.goto(f"{address}cases/gouwuka.html")
    before = _memory(browser, page)
    first = [spent for spent, _ in page.evaluate(_ASK, [asked, {}])]
    after = _memory(browser, page)
    again = [spent for spent, _ in page.evaluate(_ASK, [asked, {}])]
    page.close()
    yield "新查询（毫秒，p50/p95）", f"{_median(first):.0f} / {_p95(first):.0f}"
    yield "已加载时（毫秒，p50/p95）", f"{_median(again):.1f} / {_p95(again):.1f}"
    heap, whole = ((now - then) / 1e6 for then, now in zip(before, after, strict=True))
    yield f"{len(asked)}条查询后内存增加（MB，脚本的/整个进程的）", f"{heap:.0f} / {whole:.0f}"


def _memory(browser: Any, page: Any) -> tuple[int, int]:
    """Return what scripts hold and the private memory of the renderers, after a collection."""
    page.evaluate("window.gc && window.gc()")
    page.wait_for_timeout(300)
    session = page.context.new_cdp_session(page)
    usage = session.send("Runtime.getHeapUsage")
    session.detach()
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    total = 0
    for process in processes:
        if process["type"] == "renderer":
            for line in Path(f"/proc/{process['id']}/smaps_rollup").read_text().splitlines():
                if line.startswith("Private_"):
                    total += int(line.split()[1]) * 1024
    return usage["usedSize"] + usage.get("backingStorageSize", 0), total


def _size(corpus: Corpus) -> Iterator[tuple[str, str]]:
    files = [corpus.site / "assets/search.js", *(corpus.site / "assets/search").glob("*.js")]
    index = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    by_page: dict[str, list[str]] = {}
    for unit in corpus.units:
        by_page.setdefault(unit.url.partition("#")[0], []).append(unit.text)
    text = sum(len(gzip.compress("\n".join(texts).encode(), 6)) for texts in by_page.values())
    whole = len(gzip.compress("\n".join(unit.text for unit in corpus.units).encode(), 6))
    yield "索引（MB）", f"{index / 1e6:.2f}"
    yield "正文（MB，每页分别压缩/合在一起压缩）", f"{text / 1e6:.2f} / {whole / 1e6:.2f}"
    yield "索引与正文之比", f"{index / text:.2f} / {index / whole:.2f}"
    yield "生成搜索数据（秒）", f"{corpus.seconds:.1f}"


def _rival(
    browser: Any, address: str, site: Path, corpus: Corpus, queries: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    """Yield the measures of another search, whose page has the same `KB.search`."""
    page = browser.new_page()
    page.goto(f"{address}index.html")
    page.wait_for_load_state("networkidle")
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url.split("?")[0]))
    started = time.perf_counter()
    page.evaluate("query => KB.search(query, {limit: 10})", queries[0].text)
    yield "从输入到首条结果（秒）", f"{time.perf_counter() - started:.2f}"
    files = [site / unquote(url.removeprefix(address)) for url in seen]
    loaded = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file())
    yield "首条结果前字节（KB）", f"{loaded / 1000:.0f}"
    yield "首条结果前请求", str(len(seen))
    for name, value in score(queries, _answers(page, corpus, queries)).items():
        yield name, f"{value:.3f}"
    asked = [[query.text, 10] for query in queries[:: max(1, len(queries) // _LATENCY)]]
    times = [spent for spent, _ in page.evaluate(_ASK, [asked, {}])]
    yield "已加载时（毫秒，p50/p95）", f"{_median(times):.1f} / {_p95(times):.1f}"
    page.close()


def _print_parts(browser: Any, address: str, corpus: Corpus, queries: Sequence[Query]) -> None:
    """Print what the ranking loses without each of its parts."""
    asked = [query for query in queries if query.kind in {"nl", "question"}]
    page = browser.new_page()
    page.goto(f"{address}cases/gouwuka.html")
    page.evaluate("KB.search('')")
    kept = page.evaluate("KB.searchTuning({})")
    print("排序的各部分：")
    for name, changed in _PARTS.items():
        scores = score(asked, _answers(page, corpus, asked, {**kept, **changed}))
        shown = "\t".join(f"{key} {value:.3f}" for key, value in scores.items())
        print(f"{name}\t{shown}", flush=True)
    page.close()


def _print(name: str, rows: Iterator[tuple[str, str]]) -> None:
    print(f"\n{name}")
    for key, value in rows:
        print(f"{key}\t{value}", flush=True)


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
