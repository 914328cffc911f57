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
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from mkdocs.commands.build import build as print_pages
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from kb.build import Build
from kb.keeping import Keeper, Store
from kb.keeping.ground import moment
from kb.keeping.sites import note_site
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
    keeper: Keeper | None = None
    for line in sys.stdin:
        order = json.loads(line)
        keeper = keeper or keeper_of(order)
        gc.disable()
        with keeper.turn():
            outcome, build = answer(order, keeper, partial(tell, answers, {"early": True}))
            tell(answers, outcome)
            if build:
                remember(order, build, keeper)
                build = None
        gc.unfreeze()
        gc.enable()
        if order["early"]:  # more orders will come
            gc.collect()
    if keeper:
        keeper.close()


def tell(answers: IO[str], outcome: dict[str, Any]) -> None:
    """Send an answer."""
    print(json.dumps(outcome), file=answers, flush=True)


def keeper_of(order: dict[str, Any]) -> Keeper:
    """Return what keeps values in the place that `order` names; nothing where it names none."""
    place = order["store"]
    if not place:
        return Keeper()
    store = Store(Path(place), partial(unchanged, order["program"], order["program_moment"]))
    return Keeper(store, bytes.fromhex(order["ground"]), lasting=order["early"])


def unchanged(places: list[str], before: str) -> bool:
    """Return whether the files there are as they were at the moment `before`.

    Code and templates are read when they are wanted: what was made while they changed stands for
    neither the old nor the new.
    """
    return moment(map(Path, places)).hex() == before


def remember(order: dict[str, Any], build: Build, keeper: Keeper) -> None:
    """Note which files the site has that was made of these inputs, unless they changed meanwhile."""
    if order["key"] and keeper.keeps and unchanged(order["inputs"], order["moment"]):
        key, site = bytes.fromhex(order["key"]), Path(order["site"])
        note_site(keeper, key, site, build.files, build.before.checksums)


def answer(
    order: dict[str, Any], keeper: Keeper, early: Callable[[], None]
) -> tuple[dict[str, Any], Build | None]:
    """Print what `order` says; return what is to be told of it, and the build if there is a site.

    What is told: the reason why not, the number of problems and of pages. `early` is called when
    all pages are there, if the order says so.
    """
    os.environ.update(order["environment"])
    warnings = Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        config = load_config(order["settings"], site_dir=order["site"], strict=True)
        last = Path(order["last"]) if order["last"] else None
        build = read(config, keeper, last, early if order["early"] else None)
        if not isinstance(build, Build):
            return {"reason": report(build), "problems": len(build)}, None
        config.extra["kb"] = build
        gc.freeze()  # records live to the end: looking through them again and again frees nothing
        gc.enable()
        print_pages(config)
    except (Abort, ConfigurationError) as error:
        return {"reason": "\n".join(warnings.texts) or str(error)}, None
    except OSError as error:
        reason = f"不能读写 {error.filename or '文件'}：{error.strerror or error}"
        return {"reason": reason}, None
    except Exception:
        return {"reason": traceback.format_exc()}, None
    finally:
        logger.removeHandler(warnings)
    return {"pages": build.files}, build


if __name__ == "__main__":
    main()
