"""`check`: what is wrong with the content, without building."""

import argparse
import sys
from datetime import date

from kb.commands import ROOT
from kb.commands.arguments import add_docs
from kb.problem import report, report_json
from kb.quiz import stale_questions
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
        if reading.site and (stale := sum(1 for _ in stale_questions(reading.site, date.today()))):
            print(f"自测有 {stale} 题要重新核对，暂不进随机卷：运行 kb.py questions 查看")
    return 1 if reading.problems else 0
