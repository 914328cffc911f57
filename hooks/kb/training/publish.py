"""The files for training beside the pages: data for what a reader chooses, PowerPoint files."""

import json
from pathlib import Path

from kb.training.fitting import BESIDE, HEIGHT, MEASURES, TABLE_HEAD
from kb.training.outline import Line
from kb.training.shown import Shown
from kb.views.frame import Link

MEASURES_FILE = "assets/slides/measures.js"
"""The sizes of lines, for what a script puts on slides."""


def write_measures(site_dir: Path) -> None:
    """Write below `site_dir` the sizes of lines."""
    file = site_dir / MEASURES_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(measures(), encoding="utf-8", newline="\n")


def slides_file(one: Shown) -> bytes:
    """Return the PowerPoint file."""
    from kb.powerpoint.deck import deck_file  # python-pptx is slow to load, and mostly not needed

    return deck_file([one], one.inputs)


def slides_data(one: Shown) -> bytes:
    """Return the script that calls `KB.deck(key, {code, title, url, address, qr, slides})`.

    A slide is `[part, kind, title, stamp, head, lines]`, a line `[kind, runs, beside]`, a run its
    words, or `[words, address below the site's root]`.
    """
    outline = one.outline
    told = {
        "code": outline.code,
        "title": outline.title,
        "url": outline.subject.page.url,
        "address": one.address,
        "qr": one.qr,
        "slides": [
            [
                stamped.slide.part,
                stamped.slide.kind,
                stamped.slide.title,
                stamped.stamp,
                stamped.slide.head,
                [_line(line) for line in stamped.slide.lines],
            ]
            for stamped in one.slides
        ],
    }
    return f"KB.deck({_json(outline.subject.key)},{_json(told)});\n".encode()


def measures() -> str:
    """Return the script that sets `KB.measures`: how lines are set on a slide."""
    sizes = {kind: [one.size, one.wide, one.high, one.below] for kind, one in MEASURES.items()}
    told = {"height": HEIGHT, "beside": BESIDE, "tableHead": TABLE_HEAD, "lines": sizes}
    return f"KB.measures = {_json(told)};\n"


def _line(line: Line) -> list[object]:
    told: list[object] = [line.kind, [_run(run) for run in line.runs]]
    return [*told, [_run(run) for run in line.beside]] if line.beside else told


def _run(run: Link) -> object:
    return [run.text, run.url] if run.url else run.text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
