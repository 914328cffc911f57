"""The Word files of an edition: `CX-003.docx` for every procedure, `HY-001.docx` for every pack."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kb.inputs import BuildInputs
from kb.keeping import Shelf
from kb.linking.mentions import LinkGraph
from kb.site import Meeting, Procedure, Record, Site
from kb.views.onepage import OnePage, onepage
from kb.views.pack import Pack, pack
from kb.word.outline import Outline, outline_file
from kb.word.pack import pack_file
from kb.word.sheet import sheet_file

Makers = Mapping[str, Callable[[], bytes]]
"""What makes each file, by its name."""


@dataclass(frozen=True, slots=True)
class Papers:
    """All that becomes a Word file in an edition."""

    sheets: tuple[OnePage, ...]
    packs: tuple[Pack, ...]

    @classmethod
    def of(cls, site: Site, graph: LinkGraph) -> "Papers":
        """Return the papers of `site`, whose links are `graph`."""
        return cls(
            tuple(onepage(site, graph, one) for one in site.of(Procedure)),
            tuple(pack(site, graph, one) for one in site.of(Meeting)),
        )

    @property
    def records(self) -> tuple[Record, ...]:
        """The records whose words are used."""
        used = [one for sheet in self.sheets for one in sheet.records]
        used += [one for pack in self.packs for one in pack.records]
        return tuple({one.url: one for one in used}.values())

    def files(self, site: Site, inputs: BuildInputs, shelf: Shelf | None = None) -> Makers:
        """Return what makes the Word file of each paper, by the name of the file.

        Those on the `shelf` are not made again: a paper holds the records whose words are in it.
        """
        keep = (shelf or Shelf()).file
        return {
            f"{one.procedure.meta.code}.docx": partial(
                keep, "sheet", (one, inputs), partial(sheet_file, site, one, inputs)
            )
            for one in self.sheets
        } | {
            f"{one.meeting.meta.code}.docx": partial(
                keep, "pack", (one, inputs), partial(pack_file, site, one, inputs)
            )
            for one in self.packs
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
