"""`annual-kit`: outlines for the end of a year, with last year's promises to be answered."""

import argparse
import sys
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_date, add_docs, add_edition
from kb.commands.settings import settings
from kb.inputs import BuildInputs
from kb.problem import report
from kb.reading import OUTLINES, read_site
from kb.site import Record, select
from kb.word.outline import outline
from kb.word.publish import outline_files, write_files

_FIRST, _LAST = 1949, 2100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("year", metavar="年份", help="写哪一年的总结，例如 2026")
    add_docs(parser)
    add_edition(parser, required=True)
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "export",
        metavar="文件夹",
        help="文件放在哪里（默认 export）",
    )
    add_date(parser)
    parser.add_argument("--draft", action="store_true", help="未审定的也导出，每页标明“未审定”")


def run(options: argparse.Namespace) -> int:
    """Write the outlines; return 1 and write none if content has problems or was not approved."""
    year = _year(options.year)
    reading = read_site(options.docs, root=ROOT, day=options.date)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        return _refuse(f"共 {len(reading.problems)} 处问题，没有导出。")
    site = select(reading.site, options.edition)
    if not site.outlines:
        raise Mistake(f"这一版没有提纲：写在 {OUTLINES}，写法见编辑指南“报告提纲”")
    inputs = BuildInputs(options.date, settings().base_url, options.edition)
    made = [outline(site, one, year) for one in site.outlines]
    if not options.draft:
        used: dict[str, Record] = {one.meta.id: one for each in made for one in each.records}
        if waiting := list(unapproved(used.values())):
            return _refuse(f"{report(waiting)}\n没有导出。")
    files = outline_files(site, made, inputs)
    write_files(files, options.out)
    print(f"已导出“{options.edition}”版 {len(files)} 个Word文件：{options.out}")
    for name in files:
        print(f"  {name}")
    return 0


def _year(text: str) -> int:
    """Return the year that `text` writes. Raises `Mistake`."""
    if not (text.isascii() and text.isdecimal() and _FIRST <= int(text) <= _LAST):
        raise Mistake(f"“{text}”不是年份，写法如 2026")
    return int(text)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
