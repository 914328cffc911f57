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
from kb.model import Form, FormFile
from kb.site import Site
from kb.word.publish import Makers, write_files

_MAKE: Mapping[FormFile, Callable[..., bytes]] = {
    FormFile.WORD: word_form,
    FormFile.EXCEL: excel_form,
}


def form_files(
    site: Site,
    inputs: BuildInputs,
    name: Callable[[Form], str] = file_url,
    shelf: Shelf | None = None,
) -> Makers:
    """Return what makes the file of each form, by its `name`.

    An edition without the page that lists them has none; those on the `shelf` are not made again.
    """
    index = site.by_src.get(INDEX)
    if index is None:
        return {}
    keep, approved = (shelf or Shelf()).file, is_approved(index)
    return {
        name(form): partial(
            keep,
            "form",
            (form, inputs, approved),
            partial(_MAKE[form.file], site, form, inputs, approved=approved),
        )
        for form in site.forms
    }


def write_forms(
    site: Site, inputs: BuildInputs, site_dir: Path, shelf: Shelf | None = None
) -> None:
    """Write the files below `site_dir`, where their pages are."""
    write_files(form_files(site, inputs, shelf=shelf), site_dir)
