"""The Word files of an edition: `CX-003.docx` for every procedure, `HY-001.docx` for every pack."""

from dataclasses import dataclass
from pathlib import Path

from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.site import Meeting, Procedure, Record, Site
from kb.views.onepage import OnePage, onepage
from kb.views.pack import Pack, pack
from kb.word.pack import pack_file
from kb.word.sheet import sheet_file


@dataclass(frozen=True, slots=True)
class Papers:
    """All that becomes a Word file in an edition."""

    sheets: tuple[OnePage, ...]
    packs: tuple[Pack, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records whose words are used."""
        used = [one for sheet in self.sheets for one in sheet.records]
        used += [one for pack in self.packs for one in pack.records]
        return tuple({one.url: one for one in used}.values())


def read_papers(site: Site, graph: LinkGraph, edition: Audience) -> Papers:
    """Return the papers of the `edition` that `site` is, whose links are `graph`."""
    return Papers(
        tuple(onepage(site, graph, one) for one in site.of(Procedure)),
        tuple(pack(site, graph, one, edition) for one in site.of(Meeting)),
    )


def write_word(site: Site, papers: Papers, inputs: BuildInputs, folder: Path) -> int:
    """Write the Word files of `papers` into `folder`; return how many there are."""
    files = {one.procedure.meta.code: sheet_file(site, one, inputs) for one in papers.sheets}
    files |= {one.meeting.meta.code: pack_file(site, one, inputs) for one in papers.packs}
    folder.mkdir(parents=True, exist_ok=True)
    for code, raw in files.items():
        (folder / f"{code}.docx").write_bytes(raw)
    return len(files)
