"""Runs MkDocs with a clock on every event: `python -m tracing REPORT ARGUMENT…`, for `bench build`.

REPORT becomes JSON: CPU seconds of the process, and of each stage without those within it.
"""

import json
import sys
import time
from pathlib import Path

from mkdocs.__main__ import cli
from mkdocs.plugins import PluginCollection

from kb.bench.clock import HOOKS, Clock, watch


def main(report: Path, arguments: list[str]) -> None:
    """Run MkDocs with the arguments and write the report."""
    clock = Clock()
    watch(clock)
    run_event = clock.wrap(HOOKS, PluginCollection.run_event)
    setattr(PluginCollection, "run_event", run_event)  # noqa: B010 (mypy forbids the plain form)
    cli(arguments, standalone_mode=False)
    told = {"process": time.process_time(), "stages": clock.spent}
    report.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
