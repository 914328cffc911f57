"""How search data and exports grow with the number of sections: what one site can hold, and what not."""

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kb.bench.content import PageKind, add_texts, make_content, texts_of
from kb.bench.measuring import cost_of, table
from kb.commands import ROOT
from kb.commands.arguments import positive
from kb.search.publish import FOLDER

_HEAD = (
    "内容",
    "节",
    "分片（个）",
    "每次搜索必读（KB）",
    "一个字对文件，中位（KB）",
    "全部（MB）",
    "生成（CPU秒）",
    "内存峰值（MB）",
    "导出（MB）",
    "导出（CPU秒）",
    "导出内存峰值（MB）",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this measurement."""
    add_texts(parser)
    parser.add_argument(
        "--pages",
        type=positive,
        nargs="+",
        default=[200],
        metavar="部数",
        help="除了随库的内容，再量多少部法规，可以写几个（默认 200）",
    )
    parser.add_argument("--out", type=Path, metavar="文件", help="表格另存为这个文件")


def run(options: argparse.Namespace) -> int:
    """Measure, print the table."""
    rows: list[Sequence[str]] = []
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folder = Path(name)
        texts = texts_of(options, folder)
        rows.append(_row("随库的内容", ROOT / "docs", folder / "own"))
        for count in sorted(options.pages):
            place = folder / str(count)
            place.mkdir()
            docs = make_content(PageKind.LAW, count, place, texts)
            rows.append(_row(f"{count} 部法规", docs, place / "out"))
            print("\t".join(rows[-1]), file=sys.stderr, flush=True)
    told = table(_HEAD, rows)
    print(told)
    if options.out:
        options.out.write_text(told + "\n", encoding="utf-8")
    return 0


def _row(name: str, docs: Path, out: Path) -> Sequence[str]:
    """Return the figures of a content folder; `out` is a new folder."""
    out.mkdir()
    command = [sys.executable, "-P", "-m", "kb.bench.shards", str(docs), str(out)]
    written = cost_of(command, dict(os.environ))
    told = json.loads((out / "report.json").read_text("utf-8"))
    sizes = {
        file.name: len(gzip.compress(file.read_bytes(), 6)) for file in (out / FOLDER).glob("*.js")
    }
    pairs = [size for file, size in sizes.items() if file.startswith("pairs-")]
    exported = out / "export"
    order = ["export", "jsonl", "--edition", "班子", "--draft", "--docs", str(docs)]
    command = [sys.executable, "-P", "-m", "kb.commands", *order, "--out", str(exported)]
    export = cost_of(command, dict(os.environ))
    bulk = sum(file.stat().st_size for file in exported.rglob("*.ndjson"))
    return [
        name,
        str(told["sections"]),
        str(len(sizes)),
        f"{sizes['pages.js'] / 1000:.0f}",
        f"{statistics.median(pairs) / 1000:.1f}",
        f"{sum(sizes.values()) / 1e6:.1f}",
        f"{told['seconds']:.1f}",
        f"{written.peak:.0f}",
        f"{bulk / 1e6:.0f}",
        f"{export.user:.1f}",
        f"{export.peak:.0f}",
    ]
