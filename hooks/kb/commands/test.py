"""`test`: style, types, and all the tests."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from kb.commands import ROOT
from kb.commands.chromium import ensure_chromium, ensure_decoder

PASSED_ON = "pytest_arguments"
"""Where arguments go that are not ours: pytest gets them."""

_STEPS = (
    ("代码检查", ["ruff", "check", "--quiet"]),
    ("代码格式", ["ruff", "format", "--check", "--quiet"]),
    ("类型检查", ["mypy", "--strict", "hooks", "scripts", "tests"]),
)

_SPREAD = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--all", action="store_true", help="连同耗时长的测试")
    parser.epilog = "其余参数交给 pytest，例如 kb.py test tests/commands -k swap"


def run(options: argparse.Namespace) -> int:
    """Run everything, even after a failure; the last line is pytest's own summary."""
    chromium = ensure_chromium()
    ensure_decoder()
    passed = True
    for name, tool in _STEPS:
        fine = _execute(tool) == 0
        print(f"{name}：{'通过' if fine else '未通过'}", flush=True)
        passed &= fine
    selection = ["-m", "slow or not slow"] if options.all else []
    # A file stays on one core, so that what its tests share is made once. The order stays as it is:
    # by the number of tests, which is pytest's other choice, the longest files would come last.
    spread = [] if options.pytest_arguments else [*_SPREAD]
    tests = _execute(
        ["pytest", *selection, *spread, *options.pytest_arguments], KB_CHROMIUM=chromium
    )
    return 0 if passed and tests == 0 else 1


def _execute(tool: Sequence[str], **more: str) -> int:
    """Run a tool of the environment over the repository."""
    command = [sys.executable, "-P", "-m", *tool]
    # Hundreds of processes are started: none should compile what the first has compiled.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | more
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
