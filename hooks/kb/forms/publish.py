"""The files of the blank forms of an edition."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from kb.approval import is_approved
from kb.forms.excel import excel_form
from kb.forms.pages import INDEX, file_url
from kb.forms.word import word_form
from kb.inputs import BuildInputs
from kb.keeping import Shelf
from kb.model import FormFile
from kb.site import Site

_MAKE: Mapping[FormFile, Callable[..., bytes]] = {
    FormFile.WORD: word_form,
    FormFile.EXCEL: excel_form,
}


def write_forms(
    site: Site, inputs: BuildInputs, site_dir: Path, shelf: Shelf | None = None
) -> None:
    """Write the files below `site_dir`; an edition without the page that lists them has none.

    Those on the `shelf` are not made again.
    """
    shelf = shelf or Shelf()
    index = site.by_src.get(INDEX)
    if index is None:
        return
    for form in site.forms:
        file = site_dir / file_url(form)
        file.parent.mkdir(parents=True, exist_ok=True)
        approved = is_approved(index)
        make = partial(_MAKE[form.file], site, form, inputs, approved=approved)
        file.write_bytes(shelf.file("form", (form, inputs, approved), make))
