"""A tiny site and the command line, as a person uses them: real processes, real folders."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def command(*args: object) -> list[str]:
    return [sys.executable, "-P", "-m", "kb.commands", *map(str, args)]


@pytest.fixture
def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "hooks")}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A content folder of one's own, without a fault."""
    return Path(shutil.copytree(ROOT / "tests/fixtures/docs", tmp_path / "docs"))


@pytest.fixture
def kb(environment: dict[str, str]) -> Run:
    """Run a command to its end; no traceback is ever shown."""

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command(*args),
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def start(environment: dict[str, str]) -> Callable[..., subprocess.Popen[str]]:
    """Start a command and go on."""

    def popen(*args: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command(*args),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    return popen
