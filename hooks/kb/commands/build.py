"""`build`: the whole site, or a word why not; a site that is there stays until then."""

import argparse
import sys
import time
from pathlib import Path

from kb.commands import ROOT
from kb.commands.arguments import add_date, add_docs, add_edition, add_store
from kb.commands.printer import Order, print_site, standing
from kb.commands.swap import building, checked_site, swap_in
from kb.inputs import BuildInputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    parser.add_argument(
        "--site",
        type=Path,
        default=ROOT / "site",
        metavar="文件夹",
        help="网站放在哪里（默认 site）",
    )
    add_edition(parser)
    add_store(parser)
    add_date(parser)


def run(options: argparse.Namespace) -> int:
    """Check, print, swap; return 1 and leave the old site alone if anything is wrong."""
    started = time.monotonic()
    site = checked_site(options.site, options.docs)
    with building(site) as staging:
        inputs = BuildInputs(date=options.date, edition=options.edition)
        order = Order(options.docs, staging, inputs, site, options.store)
        pages = standing(order)
        done = "没有变化，不必重新生成："
        if pages is None:
            printed = print_site(order)
            if printed.reason:
                print(printed.refusal, file=sys.stderr)
                return 1
            swap_in(staging, site)
            pages, done = printed.pages, "已生成"
    print(
        f"{done}“{options.edition}”版 {pages} 页，"
        f"用时 {time.monotonic() - started:.1f} 秒：{site}\n"
        f"双击 {site / 'index.html'} 即可阅读"
    )
    return 0
