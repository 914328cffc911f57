"""Converts every page of a folder, nothing else: `python -m kb.bench.plain_markdown DOCS REPORT`.

REPORT becomes the CPU seconds of the conversion: M, what any generator in Python must spend.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from markdown import Markdown

from kb.commands.settings import read_config


def markdown_settings() -> tuple[list[str], dict[str, dict[str, object]]]:
    """Return the Markdown extensions of the site, and their settings by name."""
    names: list[str] = []
    settings: dict[str, dict[str, object]] = {}
    for entry in read_config()["markdown_extensions"]:
        name, setting = next(iter(entry.items())) if isinstance(entry, Mapping) else (entry, {})
        names.append(name)
        settings[name] = setting
    return names, settings


def main(docs: Path, report: Path) -> None:
    """Convert and report."""
    bodies = [
        file.read_text("utf-8").partition("\n---\n")[2] for file in sorted(docs.rglob("*.md"))
    ]
    extensions, configs = markdown_settings()
    converter = Markdown(extensions=extensions, extension_configs=configs)
    started = time.process_time()
    for body in bodies:
        converter.reset().convert(body)
    report.write_text(str(time.process_time() - started), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
