"""`bench`: what the project measures of itself."""

import argparse
from importlib import import_module

from kb.commands.arguments import existing_folder

_MEASUREMENTS = {"build": "生成网站各阶段的用时", "search": "搜索的质量、大小和用时"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    chooser = parser.add_subparsers(metavar="项目", required=True, dest="measurement")
    for name, purpose in _MEASUREMENTS.items():
        one = chooser.add_parser(name, help=purpose, description=f"{purpose}。")
        one.add_argument(
            "--corpus",
            type=existing_folder,
            required=True,
            metavar="文件夹",
            help="放着法规文本（.md）的文件夹，连同里面的文件夹",
        )
        import_module(f"kb.bench.{name}").add_arguments(one)


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    exit_code: int = import_module(f"kb.bench.{options.measurement}").run(options)
    return exit_code
