"""The one place that names the program which turns pages into HTML."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self

from kb.commands import ROOT
from kb.commands.settings import settings
from kb.inputs import BuildInputs
from kb.keeping import Keeper, Store, digest
from kb.keeping.ground import PARTS, files_key, ground, moment
from kb.keeping.sites import pages_of

_SETTINGS = "mkdocs.yml"
STORE = Path(os.environ.get("KB_CACHE") or ROOT / ".kept" / "kept.sqlite")
"""Where things are kept from one build to the next."""
_COMMAND = [sys.executable, "-P", "-m", "printing"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: the content, for whom and when, and where to."""

    docs: Path
    site: Path
    inputs: BuildInputs
    last: Path | None = None
    """The folder of an earlier site, from which is taken what would be the same."""
    store: Path | None = None
    """The file in which things are kept from one build to the next; None to make all anew."""
    root: Path = ROOT
    """The folder of the program."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders of which the site is made."""
        return (self.docs, self.root / "docs/assets", *self.program)

    @property
    def program(self) -> tuple[Path, ...]:
        """Those of them that are the program."""
        return tuple(self.root / part for part in PARTS)


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

    def __init__(self, command: Sequence[str] = _COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self._program = (b"", b"")
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed on exit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process and self._process.stdin and error is None:
            self._process.stdin.close()
            self._process.wait()
        self._end()
        self._said.close()

    def print(self, order: Order, early: Callable[[], None] | None = None) -> Printed:
        """Write the site to `order.site`; return what came of it.

        `early` is called as soon as all pages can be read, while search and what can be downloaded
        are still those of `order.last`. A site that is shown so is not looked for by `standing`.
        """
        before, program, base = moment(order.sources), moment(order.program), ground(order.root)
        if (program, base) != self._program:  # other code than the process has
            self._end()
            self._program = (program, base)
        process = self._process = self._process or self._start(order.root)
        assert process.stdin and process.stdout
        line = {
            "settings": str(order.root / _SETTINGS),
            "site": str(order.site),
            "environment": environment(order),
            "last": str(order.last or ""),
            "store": str(order.store or ""),
            "ground": base.hex(),
            "inputs": [str(source) for source in order.sources],
            "moment": before.hex(),
            "program": [str(part) for part in order.program],
            "program_moment": program.hex(),
            "key": "" if early else _key(order).hex(),
            "early": early is not None,
        }
        with suppress(BrokenPipeError):
            process.stdin.write(f"{json.dumps(line)}\n")
            process.stdin.flush()
        while answer := process.stdout.readline():
            told = json.loads(answer)
            if early is None or "early" not in told:
                return Printed(**told)
            early()
        self._end()
        self._said.seek(0)
        return Printed(self._said.read().decode("utf-8", "replace").strip() or "生成程序中断了")

    def _start(self, root: Path) -> subprocess.Popen[str]:
        kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        return subprocess.Popen(
            self._command,
            cwd=root,
            env=kept
            | {
                "PYTHONPATH": str(root / "hooks"),
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
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    with suppress(BrokenPipeError):
                        stream.close()
            self._process = None


def standing(order: Order) -> int | None:
    """Return the number of pages of `order.last` if that is what the order would make; else None."""
    if order.store is None or order.last is None or not order.last.is_dir():
        return None
    keeper = Keeper(Store(order.store), ground(order.root))
    with closing(keeper), keeper.turn():
        return pages_of(keeper, _key(order), order.last)


def _key(order: Order) -> bytes:
    """Return what stands for the whole of the content, and for whom and when it is printed."""
    return digest(environment(order), [files_key(source) for source in order.sources[:2]])


def print_site(order: Order) -> Printed:
    """Print one site. Raises `Mistake` where the settings ask for what cannot be made."""
    settings()
    with Printer() as printer:
        return printer.print(order)


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
