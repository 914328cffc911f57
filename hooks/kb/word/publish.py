"""The Word files of an edition: `CX-003.docx` for every procedure; the outlines of a year."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from kb.inputs import BuildInputs
from kb.site import Site
from kb.views.onepage import OnePage
from kb.word.outline import Outline, outline_file
from kb.word.sheet import sheet_file

Makers = Mapping[str, Callable[[], bytes]]
"""What makes each file, by its name."""


def sheet_files(site: Site, sheets: Iterable[OnePage], inputs: BuildInputs) -> Makers:
    """Return what makes the Word file of each sheet, by the name of the file."""
    return {
        f"{sheet.procedure.meta.code}.docx": partial(sheet_file, site, sheet, inputs)
        for sheet in sheets
    }


def outline_files(site: Site, outlines: Iterable[Outline], inputs: BuildInputs) -> Makers:
    """Return what makes the Word file of each outline of a year, by the name of the file."""
    return {f"{one.title}.docx": partial(outline_file, site, one, inputs) for one in outlines}


def write_files(files: Makers, folder: Path) -> None:
    """Make all files below `folder`, which is there afterwards even without any."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(make())
