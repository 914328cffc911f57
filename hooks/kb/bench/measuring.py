"""What a command costs, with all processes that it starts; and how costs grow."""

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.commands import Mistake

_LAUNCHER = Path(__file__).with_name("launcher.py")
_SHOWN = 1500
"""Characters of a failed command's output that are shown."""


def teller(out: Path | None) -> Callable[[str], None]:
    """Return what prints a text and, where `out` is given, keeps all texts so far in that file."""
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        print(text + "\n", flush=True)
        if out:
            out.write_text("\n\n".join(told) + "\n", encoding="utf-8")

    return tell


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    user: float
    """CPU seconds in user mode, of the command and its children."""
    system: float = 0.0
    wall: float = 0.0
    peak: float = 0.0
    """The most memory of one of its processes, in MB."""


def cost_of(
    command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Cost:
    """Run a command to its end and return what it took. Raises `Mistake` if it fails."""
    if not hasattr(os, "wait4"):
        raise Mistake("这项测量要在Linux上做：这个系统不说各个进程的用时")
    with tempfile.NamedTemporaryFile() as report:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCHER), report.name, *command],
            cwd=folder,
            env=_as_usual(os.environ if environment is None else environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            told = done.stdout.strip()[-_SHOWN:]
            raise Mistake(f"{' '.join(command)} 失败：\n{told}")
        return Cost(**json.load(report))


def _as_usual(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which Python keeps compiled modules, as it does for people."""
    return {key: value for key, value in environment.items() if key != "PYTHONDONTWRITEBYTECODE"}


def growth(sizes: Mapping[int, float]) -> float | None:
    """Return the exponent with which a cost grows from the smallest size to the largest.

    1 is twice the cost for twice the pages; None for a single size.

    >>> growth({300: 3.0, 3000: 30.0})
    1.0
    """
    if len(sizes) < 2:
        return None
    small, large = min(sizes), max(sizes)
    return math.log(sizes[large] / sizes[small]) / math.log(large / small)


@dataclass(frozen=True, slots=True)
class Weight:
    """How large a site is."""

    files: int
    size: int
    """Bytes of all files."""
    pages: int
    html: int
    """Bytes of the pages; those that only forward are not counted."""


def weigh(site: Path) -> Weight:
    """Return the weight of a site."""
    files = [file for file in site.rglob("*") if file.is_file()]
    pages = [file for file in files if file.suffix == ".html" and file.parent != site / "s"]
    return Weight(
        len(files),
        sum(file.stat().st_size for file in files),
        len(pages),
        sum(page.stat().st_size for page in pages),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table in Markdown; all columns but the first stand to the right.

    >>> table(["项目", "秒"], [["甲", "1.0"]])
    '| 项目 | 秒 |\n|---|--:|\n| 甲 | 1.0 |'
    """
    lines = [head, *rows]
    shown = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([shown[0], "|---|" + "--:|" * (len(head) - 1), *shown[1:]])
