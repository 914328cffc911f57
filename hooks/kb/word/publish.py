"""The Word files of an edition: `CX-003.docx` for every procedure."""

from pathlib import Path

from kb.inputs import BuildInputs
from kb.mentions import LinkGraph
from kb.site import Procedure, Site
from kb.views.onepage import onepage
from kb.word.sheet import sheet_file


def write_word(site: Site, graph: LinkGraph, inputs: BuildInputs, folder: Path) -> int:
    """Write the Word files of all procedures into `folder`; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    procedures = site.of(Procedure)
    for procedure in procedures:
        raw = sheet_file(site, onepage(site, graph, procedure), inputs)
        (folder / f"{procedure.meta.code}.docx").write_bytes(raw)
    return len(procedures)
