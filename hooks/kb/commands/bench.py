"""`bench`: what the project measures of itself."""

import argparse
from importlib import import_module

_MEASUREMENTS = {
    "build": "生成网站的用时、内存、大小，同别的程序相比",
    "serve": "网站在nginx上、编辑在 serve 里等多久",
    "scale": "搜索数据和导出随节数怎样增长",
    "search": "搜索的质量、大小和用时",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    chooser = parser.add_subparsers(metavar="项目", required=True, dest="measurement")
    for name, purpose in _MEASUREMENTS.items():
        one = chooser.add_parser(name, help=purpose, description=f"{purpose}。")
        import_module(f"kb.bench.{name}").add_arguments(one)


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    exit_code: int = import_module(f"kb.bench.{options.measurement}").run(options)
    return exit_code
