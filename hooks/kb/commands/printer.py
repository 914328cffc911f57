"""The one place that names the program which turns pages into HTML."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from kb.commands import ROOT
from kb.commands.settings import settings
from kb.inputs import BuildInputs

_LEVEL = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) {1,4} ?-  ?")
_SHOWN = {"WARNING", "ERROR", "CRITICAL"}


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: the content, for whom and when, and where to."""

    docs: Path
    site: Path
    inputs: BuildInputs


def print_site(order: Order) -> str | None:
    """Write the site to `order.site`; return None, or why it could not be done.

    Raises `Mistake` where the settings ask for what cannot be made.
    """
    settings()
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "-f", str(ROOT / "mkdocs.yml"), "-d", str(order.site)],
        cwd=ROOT,
        env=environment(order),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return explain(done.stdout) if done.returncode else None


def environment(order: Order) -> dict[str, str]:
    """Return the environment that `mkdocs.yml` reads; the same for the same order."""
    midnight = datetime.combine(order.inputs.date, time(), UTC)
    kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return kept | {
        "KB_DOCS": str(order.docs),
        "KB_SITE": str(order.site),
        "KB_EDITION": order.inputs.edition,
        "KB_DATE": order.inputs.date.isoformat(),
        "KB_DRAFT": "true" if order.inputs.draft else "false",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "PYTHONPATH": str(ROOT / "hooks"),
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "NO_MKDOCS_2_WARNING": "1",
    }


def explain(output: str) -> str:
    """Return the lines that matter: warnings and errors with what belongs to them.

    All of it where there is none, e.g. when the program did not even start.
    """
    return "\n".join(_that_matter(output)) or output.strip()


def _that_matter(output: str) -> Iterator[str]:
    shown = False
    for line in output.splitlines():
        level = _LEVEL.match(line)
        if level:
            shown = level[1] in _SHOWN
        elif line.startswith("Traceback "):
            shown = True
        if shown and line.strip():
            yield line[level.end() :] if level else line
