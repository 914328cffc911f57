"""The one place that names the program which turns pages into HTML."""

import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self

from kb.commands import ROOT
from kb.inputs import BuildInputs

_NAME = re.compile(r"^site_name: *(.+?) *$", re.MULTILINE)
_SETTINGS = ROOT / "mkdocs.yml"
_COMMAND = [sys.executable, "-P", "-m", "printing"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: the content, for whom and when, and where to."""

    docs: Path
    site: Path
    inputs: BuildInputs


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of an order."""

    reason: str = ""
    """Why there is no site; empty where there is one."""
    problems: int = 0
    """How many of the lines above are problems in the content."""
    pages: int = 0
    """The number of pages that have a file."""

    @property
    def refusal(self) -> str:
        """What a person is told where there is no site."""
        count = f"共 {self.problems} 处问题，" if self.problems else ""
        return f"{self.reason}\n{count}网站没有重新生成{'。' if count else '，原因见上。'}"


class Printer:
    """A process that prints one site after another; it starts with the first order."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed on exit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()
        self._said.close()

    def print(self, order: Order) -> Printed:
        """Write the site to `order.site`; return what came of it."""
        process = self._process = self._process or self._start()
        assert process.stdin and process.stdout
        line = {
            "settings": str(_SETTINGS),
            "site": str(order.site),
            "environment": environment(order),
        }
        with suppress(BrokenPipeError):
            process.stdin.write(f"{json.dumps(line)}\n")
            process.stdin.flush()
        if answer := process.stdout.readline():
            return Printed(**json.loads(answer))
        self._end()
        self._said.seek(0)
        return Printed(self._said.read().decode("utf-8", "replace").strip() or "生成程序中断了")

    def _start(self) -> subprocess.Popen[str]:
        kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        return subprocess.Popen(
            _COMMAND,
            cwd=ROOT,
            env=kept
            | {
                "PYTHONPATH": str(ROOT / "hooks"),
                "PYTHONHASHSEED": "0",
                "PYTHONIOENCODING": "utf-8",
                "NO_MKDOCS_2_WARNING": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
        )

    def _end(self) -> None:
        """End the process, also one that is at work."""
        if self._process:
            self._process.terminate()
            self._process.communicate()
            self._process = None


def print_site(order: Order) -> Printed:
    """Print one site."""
    with Printer() as printer:
        return printer.print(order)


def site_name() -> str:
    """Return the name of the site, as `mkdocs.yml` says."""
    found = _NAME.search(_SETTINGS.read_text(encoding="utf-8"))
    return found[1] if found else "知识库"


def environment(order: Order) -> dict[str, str]:
    """Return what `mkdocs.yml` reads from the environment; the same for the same order."""
    midnight = datetime.combine(order.inputs.date, time(), UTC)
    return {
        "KB_DOCS": str(order.docs),
        "KB_EDITION": order.inputs.edition,
        "KB_DATE": order.inputs.date.isoformat(),
        "KB_DRAFT": "true" if order.inputs.draft else "false",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
    }
