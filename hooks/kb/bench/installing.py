"""Packages of others, installed for a measurement alone, into its temporary folder."""

import os
import subprocess
import sys
from pathlib import Path


def install_packages(folder: Path, *packages: str, alone: bool = False) -> bool:
    """Put the newest of `packages` that installs into `folder`; return whether it worked.

    With `alone` they come without what they need: our own environment has it.
    """
    options = ["--no-deps"] if alone else []
    pip = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder)]
    done = subprocess.run(
        [*pip, *options, *packages], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0


def with_packages(*folders: Path) -> dict[str, str]:
    """Return the environment in which Python finds what is in `folders` before all else."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KB_")}
    paths = os.pathsep.join(map(str, folders))
    return kept | {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}


def version_in(folder: Path, package: str) -> str:
    """Return which version of `package` was put into `folder`."""
    found = next(folder.glob(f"{package}-*.dist-info"), None)
    return found.name.removeprefix(f"{package}-").removesuffix(".dist-info") if found else ""
