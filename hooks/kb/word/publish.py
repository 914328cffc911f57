"""The Word files of an edition: `CX-003.docx` for every procedure."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kb.inputs import BuildInputs
from kb.keeping import Keeper
from kb.site import Site
from kb.views.onepage import OnePage
from kb.word.sheet import sheet_file


def write_word(
    site: Site,
    sheets: Sequence[OnePage],
    inputs: BuildInputs,
    folder: Path,
    keeper: Keeper | None = None,
    outline: bytes = b"",
) -> int:
    """Write the Word files of `sheets` into `folder`; return how many there are.

    One that `keeper` has of the same sheet is not made again; `outline` stands for the names of
    records. A sheet holds the records whose words are in its file.
    """
    keeper = keeper or Keeper()
    files = {
        sheet.procedure.meta.code: keeper.value(
            "word", (sheet, inputs, outline), partial(sheet_file, site, sheet, inputs)
        )
        for sheet in sheets
    }
    folder.mkdir(parents=True, exist_ok=True)
    for code, raw in files.items():
        (folder / f"{code}.docx").write_bytes(raw)
    return len(files)
