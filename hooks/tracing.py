"""Prints sites as `printing` does, with a clock on every stage: `python -m tracing REPORT`.

REPORT becomes JSON: CPU seconds of the process, and of each stage without those within it. For
`kb.py bench build`.
"""

import json
import sys
import time
from pathlib import Path

from mkdocs.commands import build as commands
from mkdocs.plugins import PluginCollection
from mkdocs.structure.pages import Page

import printing
from kb.bench.clock import HOOKS, SLIDES, Clock, watch
from kb.training.pages import form_of


def main(report: Path) -> None:
    """Take orders until there are no more, then write the report."""
    clock = Clock()
    watch(clock)
    run_event = clock.wrap(HOOKS, PluginCollection.run_event)
    setattr(PluginCollection, "run_event", run_event)  # noqa: B010 (mypy forbids the plain form)
    printed = clock.wrap_whole(SLIDES, commands._build_page, lambda page, *_, **__: is_slide(page))
    setattr(commands, "_build_page", printed)  # noqa: B010
    printing.main()
    told = {"process": time.process_time(), "stages": clock.spent}
    report.write_text(json.dumps(told), encoding="utf-8")


def is_slide(page: Page) -> bool:
    """Return whether MkDocs prints a page for training."""
    return form_of(page.file.src_uri) is not None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
