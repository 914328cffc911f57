"""The files of the blank forms of an edition."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kb.approval import is_approved
from kb.forms.excel import excel_form
from kb.forms.pages import INDEX, file_url
from kb.forms.word import word_form
from kb.inputs import BuildInputs
from kb.model import FormFile
from kb.site import Site

_MAKE: Mapping[FormFile, Callable[..., bytes]] = {
    FormFile.WORD: word_form,
    FormFile.EXCEL: excel_form,
}


def write_forms(site: Site, inputs: BuildInputs, site_dir: Path) -> None:
    """Write the files below `site_dir`; an edition without the page that lists them has none."""
    index = site.by_src.get(INDEX)
    if index is None:
        return
    for form in site.forms:
        file = site_dir / file_url(form)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_MAKE[form.file](site, form, inputs, approved=is_approved(index)))
