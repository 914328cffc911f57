"""The Word files of an edition: `CX-003.docx` for every procedure; the outlines of a year."""

from collections.abc import Sequence
from pathlib import Path

from kb.inputs import BuildInputs
from kb.site import Site
from kb.views.onepage import OnePage
from kb.word.outline import Outline, outline_file
from kb.word.sheet import sheet_file


def write_word(site: Site, sheets: Sequence[OnePage], inputs: BuildInputs, folder: Path) -> int:
    """Write the Word files of `sheets` into `folder`; return how many there are."""
    files = {sheet.procedure.meta.code: sheet_file(site, sheet, inputs) for sheet in sheets}
    folder.mkdir(parents=True, exist_ok=True)
    for code, raw in files.items():
        (folder / f"{code}.docx").write_bytes(raw)
    return len(files)


def write_outlines(
    site: Site, outlines: Sequence[Outline], inputs: BuildInputs, folder: Path
) -> tuple[str, ...]:
    """Write the Word files of `outlines` into `folder`; return their names."""
    files = {f"{one.title}.docx": outline_file(site, one, inputs) for one in outlines}
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return tuple(files)
