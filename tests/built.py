"""The site as a person builds it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tiny import ROOT

DAY = "2026-11-23"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `kb.py` to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "kb.commands", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def build(docs: Path, site: Path, edition: str, **environment: str) -> Path:
    """Build `docs` as a person would; return the folder of the site."""
    arguments = ["--docs", docs, "--site", site, "--edition", edition, "--date", DAY]
    done = run("build", *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return site
