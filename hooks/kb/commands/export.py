"""`export`: what others work on with: Word files, or a record of each section for other systems."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT
from kb.commands.arguments import add_docs, add_edition, day
from kb.commands.settings import settings
from kb.commands.swap import EXPORT, building, checked_site, swap_in
from kb.exporting.publish import write_export
from kb.exporting.records import Origin, exported_pages, section_records
from kb.inputs import BuildInputs
from kb.linking.mentions import LinkGraph
from kb.problem import report
from kb.reading import read_site
from kb.site import Page, Procedure, Site, select
from kb.views.onepage import OnePage, onepage
from kb.word.publish import write_word


@dataclass(frozen=True)
class Material:
    """What exports are made from: an edition."""

    site: Site
    inputs: BuildInputs

    @cached_property
    def graph(self) -> LinkGraph:
        """The links of the edition."""
        return LinkGraph.of(self.site, self.inputs.date)

    @cached_property
    def sheets(self) -> tuple[OnePage, ...]:
        """The sheet of every procedure."""
        return tuple(onepage(self.site, self.graph, one) for one in self.site.of(Procedure))


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of export."""

    purpose: str
    pages: Callable[[Material], Iterable[Page]]
    """The pages that it shows, which must have been approved."""
    write: Callable[[Material, Path], str]
    """Writes it into a folder that is not there yet; returns how much of what was written."""


def _write_docx(material: Material, folder: Path) -> str:
    return f"{write_word(material.site, material.sheets, material.inputs, folder)} 个Word文件"


def _write_jsonl(material: Material, folder: Path) -> str:
    told = settings()
    origin = Origin(told.name, told.unit)
    records = tuple(section_records(material.site, material.graph, material.inputs, origin))
    write_export(records, material.inputs, origin, folder)
    return f"{len(records)} 节"


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        "各程序的上会一页纸",
        lambda material: (page for sheet in material.sheets for page in sheet.records),
        _write_docx,
    ),
    "jsonl": Format(
        "逐节的数据，供检索平台等其他系统使用",
        lambda material: exported_pages(material.site),
        _write_jsonl,
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    purposes = "；".join(f"{name}：{one.purpose}" for name, one in FORMATS.items())
    parser.add_argument("format", choices=list(FORMATS), metavar="格式", help=purposes)
    add_docs(parser)
    add_edition(parser, required=True)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="文件夹",
        help="文件放在哪里，里面原来导出的会换掉（默认 export/格式）",
    )
    parser.add_argument(
        "--date",
        type=day,
        default=date.today(),
        metavar="日期",
        help="以哪一天为“今天”，如 2026-11-24（默认当天）",
    )
    parser.add_argument("--draft", action="store_true", help="未审定的也导出，标明“未审定”")


def run(options: argparse.Namespace) -> int:
    """Write the files; return 1 and leave the old ones if content has problems or was not approved."""
    chosen = FORMATS[options.format]
    out = checked_site(options.out or ROOT / "export" / options.format, options.docs, EXPORT)
    reading = read_site(options.docs, root=ROOT, day=options.date)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        return _refuse(f"共 {len(reading.problems)} 处问题，没有导出。")
    inputs = BuildInputs(options.date, settings().base_url, options.edition, options.draft)
    material = Material(select(reading.site, options.edition), inputs)
    waiting = () if options.draft else tuple(unapproved(chosen.pages(material)))
    if waiting:
        return _refuse(f"{report(waiting)}\n没有导出。")
    with building(out) as staging:
        written = chosen.write(material, staging)
        swap_in(staging, out, EXPORT)
    print(f"已导出“{options.edition}”版 {written}：{out}")
    return 0


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
