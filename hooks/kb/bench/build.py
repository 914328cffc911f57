"""What a build costs, stage by stage, against the Markdown conversion of the same pages.

The pages are laws, imported from a folder of texts. CPU seconds of this process; the ratios are
what counts, for both sides of each are taken in one run.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from markdown import Markdown

from kb.commands import ROOT, Mistake
from kb.commands.settings import read_config
from kb.linking.cards import script
from kb.linking.catalog import Catalog, names_of
from kb.linking.mentions import LinkGraph
from kb.linking.recognition import recognise
from kb.linking.resolving import resolve_page
from kb.linking.versions import Counterparts
from kb.markdown import Renderer
from kb.reading import read_site
from kb.site import Rule, Site

T = TypeVar("T")

_BASE = ROOT / "tests/fixtures/docs"
"""A site with a page of every kind, to which the laws are added."""
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage with its CPU seconds."""

    name: str
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this measurement."""
    parser.add_argument(
        "--pages", type=int, default=1000, metavar="页数", help="量多少页（默认 1000）"
    )


def run(options: argparse.Namespace) -> int:
    """Import, measure, print the table."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        docs = import_laws(options.corpus, Path(folder), options.pages)
        stages = measure(docs)
    markdown = next(stage.seconds for stage in stages if stage.name == _MARKDOWN)
    print(f"{'阶段':<12}\t秒\t与Markdown转换之比")
    for stage in stages:
        print(f"{stage.name:<12}\t{stage.seconds:.2f}\t{stage.seconds / markdown:.2f}")
    found = {stage.name: stage.seconds for stage in stages}
    ratio = (found[_RECOGNISE] + found[_RESOLVE]) / markdown
    print(f"识别和确定引文与Markdown转换之比：{ratio:.2f}")
    print(f"内存峰值：{peak_memory():.0f} MB")
    return 0


_MARKDOWN, _RECOGNISE, _RESOLVE = "只做Markdown", "识别引文", "确定引文"


def import_laws(corpus: Path, folder: Path, count: int) -> Path:
    """Return a content folder with `count` of the texts in `corpus`, chosen by lot.

    Raises `Mistake` where there are fewer.
    """
    texts = sorted(file for file in corpus.rglob("*.md"))
    if len(texts) < count:
        raise Mistake(f"{corpus} 里只有 {len(texts)} 个 .md 文件，不够 {count} 个")
    chosen = random.Random(_SEED).sample(texts, count)
    docs, laws = Path(shutil.copytree(_BASE, folder / "docs")), folder / "laws"
    for file in chosen:
        target = laws / file.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    command = [sys.executable, "-P", "-m", "kb.commands", "import", str(laws), "--docs", str(docs)]
    subprocess.run(command, check=False, capture_output=True)
    return docs


def measure(docs: Path) -> tuple[Stage, ...]:
    """Return the stages of a build of `docs`, with what each costs by itself."""
    stages: list[Stage] = []

    def timed(name: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        result = work()
        stages.append(Stage(name, time.process_time() - started))
        return result

    reading = timed("读入和检查", lambda: read_site(docs, root=docs.parent))
    if reading.site is None:
        raise Mistake("导入的内容读不出来")
    site: Site = reading.site
    extensions, configs = markdown_settings()
    names = names_of(site.of(Rule))
    timed(_RECOGNISE, lambda: [recognise(page, names) for page in site.pages])
    today = date.today()
    catalog = Catalog.of(site)
    timed(_RESOLVE, lambda: [resolve_page(page, catalog, today) for page in site.pages])
    graph = timed("引用关系", lambda: LinkGraph.of(site, today))
    versions = timed("新旧对应", lambda: Counterparts.of(site))
    plain = Markdown(extensions=extensions, extension_configs=configs)
    timed(_MARKDOWN, lambda: [plain.reset().convert(page.source.body) for page in site.pages])
    renderer = Renderer(site, graph, versions, extensions, configs)
    timed("成页", lambda: [renderer.render(page) for page in site.pages])
    timed("卡片", lambda: [script(site, page, versions) for page in site.pages])
    return tuple(stages)


def peak_memory() -> float:
    """Return the most memory that this process has used, in MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def markdown_settings() -> tuple[list[str], dict[str, dict[str, object]]]:
    """Return the Markdown extensions of the site, and their settings by name."""
    names: list[str] = []
    settings: dict[str, dict[str, object]] = {}
    for entry in read_config()["markdown_extensions"]:
        name, setting = next(iter(entry.items())) if isinstance(entry, Mapping) else (entry, {})
        names.append(name)
        settings[name] = setting
    return names, settings
