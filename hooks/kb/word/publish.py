"""The Word files of an edition: `CX-003.docx` for every procedure."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from kb.inputs import BuildInputs
from kb.site import Site
from kb.views.onepage import OnePage
from kb.word.sheet import sheet_file


def sheet_files(
    site: Site, sheets: Iterable[OnePage], inputs: BuildInputs
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes the Word file of each sheet, by the name of the file."""
    return {
        f"{sheet.procedure.meta.code}.docx": partial(sheet_file, site, sheet, inputs)
        for sheet in sheets
    }


def write_word(site: Site, sheets: Iterable[OnePage], inputs: BuildInputs, folder: Path) -> None:
    """Write the Word files of `sheets` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in sheet_files(site, sheets, inputs).items():
        (folder / name).write_bytes(make())
