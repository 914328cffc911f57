"""The site made by ProperDocs, which goes on where MkDocs 1 ended: nothing of ours has to change.

How to go on if it does not: `hooks/README.md`.
"""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kb.bench.installing import install_packages, with_packages
from kb.commands.printer import Order, environment
from kb.inputs import BuildInputs
from tests.tiny import ROOT

_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def make(program: str, site: Path, packages: Path) -> dict[str, bytes]:
    """Return the files of the site that `program` makes of `docs`, by name."""
    order = Order(ROOT / "docs", site, BuildInputs(date(2026, 11, 23)))
    settings = with_packages(packages, ROOT / "hooks") | environment(order)
    done = subprocess.run(
        [sys.executable, "-P", "-m", program, "build", "--strict", "-f", "mkdocs.yml", "-d", site],
        cwd=ROOT,
        env=settings | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        file.relative_to(site).as_posix(): _GENERATOR.sub(b"", file.read_bytes())
        for file in site.rglob("*")
        if file.is_file()
    }


@pytest.mark.slow
def test_properdocs_makes_the_same_site(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    if not install_packages(packages, "properdocs==1.6.7", alone=True):
        pytest.skip("ProperDocs 装不上：要能连到软件包目录（pip install properdocs）")
    theirs = make("properdocs", tmp_path / "theirs", packages)
    ours = make("mkdocs", tmp_path / "ours", packages)
    assert sorted(theirs) == sorted(ours)
    assert len([name for name in theirs if name.endswith(".html")]) > 100
    assert [name for name, raw in ours.items() if theirs[name] != raw] == []
