"""What a build costs: ours against others with the same Markdown, in one run on one machine.

The pages are generated cases or imported laws. CPU seconds in user mode, with all child processes;
the ratios are what counts, for a machine is never the same twice.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.bench.builders import Builder, Material, WithoutHooks, Zensical, our_build
from kb.bench.clock import HOOKS, SLIDES
from kb.bench.content import PageKind, add_texts, make_content, texts_of
from kb.bench.measuring import Cost, Weight, cost_of, growth, table, teller, weigh
from kb.commands import Mistake
from kb.commands.arguments import positive
from kb.commands.printer import Order, Printer
from kb.inputs import BuildInputs

OFFICE = (
    *("Papers.of", "write_files", "write_forms"),
    *(SLIDES, "shown", "slides_data", "slides_file"),
)
"""The stages that make slides and files for office programs, which are counted apart."""
_COLD, _SAME, _EDITED = "本站，从头生成", "本站，没有改动再生成", "本站，改了一页再生成"
_FILES = "从头生成时其中的Word、幻灯和讲义（下面的比不算）"
_FILES_EDITED = "改了一页时其中的Word、幻灯和讲义（同上）"
_MARKDOWN = "只做Markdown转换（M）"
STAGES: Mapping[str, str] = {
    HOOKS: "其余",
    SLIDES: "幻灯和讲义的网页",
    "read_site": "读入、认引用、检查",
    "LinkGraph.of": "引用关系",
    "Counterparts.of": "新旧条文对应",
    "Renderer.render": "成页",
    "view": "页面周围的内容",
    "frame": "菜单",
    "searched": "切成节、找字对",
    "digest": "算钥匙",
    "take_over": "沿用上次的文件",
    "write_search": "搜索分片",
    "write_cards": "卡片",
    "write_register": "引用核验的数据",
    "forward_files": "短地址",
    "with_generated": "没有文件的页面",
    "shown": "幻灯的内容",
    "write_schemas": "页面信息的格式",
    "write_tree": "要不要上会的数据",
    "write_names": "选取页的名称",
    "Papers.of": "一页纸和会议包的内容",
    "write_files": "一页纸和会议包的Word文件",
    "slides_data": "幻灯的数据",
    "slides_file": "幻灯的PowerPoint文件",
    "write_forms": "空白表格",
}
"""What the stages are called; others go by their name in the code."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage of ours took, in CPU seconds."""

    process: float
    """All of it, with MkDocs."""
    spent: Mapping[str, float]

    @property
    def office(self) -> float:
        """The share that slides and files for office programs took."""
        return sum(self.spent.get(name, 0.0) for name in OFFICE) / self.process

    @property
    def hooks(self) -> float:
        """All stages together."""
        return sum(self.spent.values())


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured on one content folder."""

    kind: PageKind
    count: int
    """The pages of the folder, by its name: the generated and the imported ones."""
    costs: Mapping[str, Cost]
    markdown: float
    rivals: Mapping[str, str]
    """The names by which other builders appear in `costs`, by their class."""
    stages: Stages
    """From nothing."""
    edited: Stages
    """With one page edited."""
    weight: Weight


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this measurement."""
    add_texts(parser)
    parser.add_argument(
        "--pages",
        type=positive,
        nargs="+",
        default=[300],
        metavar="页数",
        help="量多少页，可以写几个",
    )
    parser.add_argument(
        "--kinds",
        nargs="+",
        type=PageKind,
        choices=list(PageKind),
        default=[PageKind.SHORT],
        metavar="种类",
        help="short：生成的案例，每页1.7KB（默认）；law：法规文本，要写 --corpus",
    )
    parser.add_argument("--no-rivals", action="store_true", help="只量本站，不装别的程序")
    parser.add_argument("--out", type=Path, metavar="文件", help="表格另存为这个文件")


def run(options: argparse.Namespace) -> int:
    """Measure, print the tables."""
    tell = teller(options.out)
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folder = Path(name)
        builders = _prepared(folder, rivals=not options.no_rivals)
        texts = texts_of(options, folder)
        for kind in options.kinds:
            results = []
            for count in sorted(options.pages):
                with tempfile.TemporaryDirectory(dir=folder) as place:
                    result = measure(kind, count, builders, Path(place), texts)
                results.append(result)
                tell(report(result))
            if grown := growth({one.count: one.costs[_COLD].user for one in results}):
                sizes = "、".join(str(one.count) for one in results)
                tell(f"{kind}：{sizes} 页，用时随页数增长的指数 {grown:.2f}（目标 ≤ 1.05）。")
    return 0


def _prepared(folder: Path, *, rivals: bool) -> list[Builder]:
    """Return the builders that can be run here; say which cannot."""
    found: list[Builder] = [WithoutHooks()]
    for builder in (Material(), Zensical()) if rivals else ():
        if builder.prepare(folder):
            found.append(builder)
        else:
            print(f"{builder.name}：装不上，没有量", file=sys.stderr, flush=True)
    return found


def measure(
    kind: PageKind, count: int, builders: Sequence[Builder], folder: Path, texts: Path | None
) -> Result:
    """Return what builds of `count` pages cost; `folder` is new and empty."""
    docs, site = make_content(kind, count, folder, texts), folder / "site"
    costs = {_COLD: our_build(docs, site)}
    costs[_SAME] = our_build(docs, site)
    page = sorted((docs / kind.folder).glob("*.md"))[count // 2]
    _edit(page)
    costs[_EDITED] = our_build(docs, site)
    names = {}
    for number, builder in enumerate(builders):
        try:
            costs[builder.name] = builder.build(docs, folder / f"other-{number}")
        except Mistake as mistake:
            print(f"{builder.name}：没有量出来。{mistake}", file=sys.stderr, flush=True)
            continue
        names[type(builder).__name__] = builder.name
    cold = Order(docs, folder / "traced", BuildInputs(date.today()), store=folder / "traced.sqlite")
    stages = trace(cold)
    _edit(page)
    edited = trace(replace(cold, site=folder / "edited", last=cold.site))
    return Result(kind, count, costs, _markdown(docs), names, stages, edited, weigh(site))


def _edit(page: Path) -> None:
    page.write_text(page.read_text("utf-8").rstrip() + "改过。\n", encoding="utf-8")


def _markdown(docs: Path) -> float:
    """Return the CPU seconds of converting every page, and nothing else."""
    report = docs.parent / "markdown.json"
    module = [sys.executable, "-P", "-m", "kb.bench.plain_markdown"]
    cost_of([*module, str(docs), str(report)], dict(os.environ))
    return float(report.read_text("utf-8"))


def trace(order: Order) -> Stages:
    """Build once more, with a clock on every stage."""
    report = order.site.with_suffix(".json")
    with Printer([sys.executable, "-P", "-m", "tracing", str(report)]) as printer:
        printed = printer.print(order)
    if printed.reason:
        raise Mistake(printed.refusal)
    told = json.loads(report.read_text("utf-8"))
    return Stages(told["process"], told["stages"])


# ---- what is told ----


def report(result: Result) -> str:
    """Return the tables of a result in Markdown."""
    weight = result.weight
    head = f"### {result.kind} {result.count} 页"
    size = (
        f"网站 {weight.files} 个文件、{weight.size / 1e6:.1f} MB；"
        f"网页 {weight.pages} 个，平均 {weight.html / weight.pages / 1000:.1f} KB。"
    )
    return "\n\n".join([head, _costs(result), _ratios(result), _stages(result), size])


def _costs(result: Result) -> str:
    rows = [
        [name, f"{cost.user:.2f}", f"{cost.system:.2f}", f"{cost.wall:.1f}", f"{cost.peak:.0f}"]
        for name, cost in result.costs.items()
    ]
    for name, cost, stages in (
        (_FILES, _COLD, result.stages),
        (_FILES_EDITED, _EDITED, result.edited),
    ):
        rows.append([name, f"{result.costs[cost].user * stages.office:.2f}", "", "", ""])
    rows.append([_MARKDOWN, f"{result.markdown:.2f}", "", "", ""])
    return table(
        ["", "CPU，用户态（秒）", "CPU，系统态（秒）", "实际（秒）", "内存峰值（MB）"], rows
    )


def _ratios(result: Result) -> str:
    rows = [[name, f"{ratio:.3f}", target] for name, ratio, target in ratios(result)]
    return table(["之比", "量得", "目标"], rows)


def ratios(result: Result) -> Iterator[tuple[str, float, str]]:
    """Yield each ratio that matters with the limit that was set for it."""
    ours = result.costs[_COLD].user * (1 - result.stages.office)
    edited = result.costs[_EDITED].user * (1 - result.edited.office)
    others = {key: result.costs[name].user for key, name in result.rivals.items()}
    if zensical := others.get("Zensical"):
        yield "从头生成 / Zensical", ours / zensical, "≤ 0.8"
    if material := others.get("Material"):
        yield "从头生成 / Material", ours / material, "≤ 0.35"
        yield "没有改动 / Material", result.costs[_SAME].user / material, "≤ 0.05"
        yield "改了一页 / Material", edited / material, "≤ 0.08"
    yield "从头生成 / M", ours / result.markdown, "≤ 2.5"
    if bare := others.get("WithoutHooks"):
        yield "hooks增加的（与没有hooks的同一配置相比）", ours / bare - 1, "≤ 0.25"
    yield "内存峰值 / 500 MB", result.costs[_COLD].peak / 500, "≤ 1"
    weight = result.weight
    yield "每页HTML / 40 KB", weight.html / weight.pages / 40_000, "≤ 1"


def _stages(result: Result) -> str:
    """Return the table of stages, those that took longest first."""
    cold, edited = result.stages, result.edited
    rows = [
        _stage(STAGES.get(name, f"`{name}`"), seconds, edited.spent.get(name, 0.0), result.markdown)
        for name, seconds in sorted(cold.spent.items(), key=lambda one: -one[1])
        if max(seconds, edited.spent.get(name, 0.0)) >= 0.005
    ]
    rows.append(_stage("hooks共", cold.hooks, edited.hooks, result.markdown))
    rest = cold.process - cold.hooks, edited.process - edited.hooks
    rows.append(_stage("MkDocs和模板", *rest, result.markdown))
    return table(["阶段", "从头生成（CPU秒）", "与M之比", "改了一页（CPU秒）"], rows)


def _stage(name: str, cold: float, edited: float, markdown: float) -> list[str]:
    return [name, f"{cold:.2f}", f"{cold / markdown:.2f}", f"{edited:.2f}"]
