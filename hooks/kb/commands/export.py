"""`export`: the Word files of an edition, for those who work on with them."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT
from kb.commands.arguments import add_docs, day, edition
from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.problem import report
from kb.reading import read_site
from kb.site import select
from kb.word.publish import read_papers, write_word


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("format", choices=["docx"], metavar="格式", help="docx：上会一页纸和会议包")
    add_docs(parser)
    parser.add_argument(
        "--edition",
        type=edition,
        required=True,
        metavar="版本",
        help=f"给谁看，必须写明：{'、'.join(Audience)}",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "export",
        metavar="文件夹",
        help="文件放在哪里（默认 export）",
    )
    parser.add_argument(
        "--date",
        type=day,
        default=date.today(),
        metavar="日期",
        help="以哪一天为“今天”，如 2026-11-24（默认当天）",
    )
    parser.add_argument("--draft", action="store_true", help="未审定的也导出，每页标明“未审定”")


def run(options: argparse.Namespace) -> int:
    """Write the files; return 1 and write none if content has problems or was not approved."""
    reading = read_site(options.docs, root=ROOT, day=options.date)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        return _refuse(f"共 {len(reading.problems)} 处问题，没有导出。")
    inputs = BuildInputs(options.date, os.environ.get("KB_BASE_URL", ""), options.edition)
    site = select(reading.site, options.edition)
    graph = LinkGraph.of(site, options.date)
    papers = read_papers(site, graph, options.edition)
    waiting = [] if options.draft else list(unapproved(papers.records))
    if waiting:
        return _refuse(f"{report(waiting)}\n没有导出。")
    count = write_word(site, papers, inputs, options.out)
    print(f"已导出“{options.edition}”版 {count} 个Word文件：{options.out}")
    return 0


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
