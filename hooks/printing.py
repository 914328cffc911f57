"""Prints sites with MkDocs for `kb.py`: an order comes as a line of JSON, so does the answer.

A process of its own (see `kb.commands.printer`), which lives as long as orders may come. Nothing is
kept between two orders but what `kb.keeping` holds.
"""

import gc
import json
import logging
import os
import signal
import sys
import traceback
from typing import Any

from mkdocs.commands.build import build as print_pages
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from kb.build import Build
from kb.problem import report
from read import read


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of while it prints."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of `record`."""
        self.texts.append(record.getMessage())


def main() -> None:
    """Take orders until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who gave the order ends this process
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing but answers goes there
    gc.freeze()
    for line in sys.stdin:
        gc.disable()  # records live until the end; looking through them again and again frees nothing
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
        gc.enable()
        gc.collect()


def answer(order: dict[str, Any]) -> dict[str, object]:
    """Print what `order` says; return the reason why not, the number of problems and of pages."""
    os.environ.update(order["environment"])
    warnings = Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        config = load_config(order["settings"], site_dir=order["site"], strict=True)
        build = read(config)
        if not isinstance(build, Build):
            return {"reason": report(build), "problems": len(build)}
        config.extra["kb"] = build
        print_pages(config)
    except (Abort, ConfigurationError) as error:
        return {"reason": "\n".join(warnings.texts) or str(error)}
    except Exception:
        return {"reason": traceback.format_exc()}
    finally:
        logger.removeHandler(warnings)
    return {"pages": build.files}


if __name__ == "__main__":
    main()
