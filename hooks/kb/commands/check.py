"""`check`: what is wrong with the content, without building."""

import argparse
import sys

from kb.commands import ROOT
from kb.commands.arguments import add_docs
from kb.problem import report, report_json
from kb.reading import read_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供其他程序使用")


def run(options: argparse.Namespace) -> int:
    """Print all problems; return 1 if there are any."""
    reading = read_site(options.docs, root=ROOT)
    if options.json:
        sys.stdout.buffer.write(f"{report_json(reading.problems)}\n".encode())
    elif reading.problems:
        print(report(reading.problems), file=sys.stderr)
        print(f"共 {len(reading.problems)} 处问题。", file=sys.stderr)
    else:
        print(f"检查通过：{reading.files} 个文件")
    return 1 if reading.problems else 0
