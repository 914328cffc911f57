"""`export`: what others work on with: office files, or a record of each section for other systems."""

import argparse
import difflib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_date, add_docs, add_edition
from kb.commands.settings import settings
from kb.commands.swap import EXPORT, building, checked_site, swap_in
from kb.exporting.publish import export_files
from kb.exporting.records import Origin, exported_pages, section_records
from kb.forms.pages import INDEX as FORMS_INDEX
from kb.forms.pages import file_name
from kb.forms.publish import form_files
from kb.generated import with_generated
from kb.inputs import BuildInputs
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.powerpoint.deck import deck_file
from kb.problem import report
from kb.reading import read_site
from kb.site import Case, Page, Site, select
from kb.training.outline import Material
from kb.training.pages import Subject, subjects
from kb.training.shown import Shown, shown
from kb.word.handout import handout_file
from kb.word.publish import Makers, Papers, write_files

_FORMS = "表样"
"""The folder of the blank forms, whose names are their titles."""


@dataclass(frozen=True)
class Edition:
    """What exports are made from."""

    site: Site
    inputs: BuildInputs
    origin: Origin
    picked: tuple[str, ...]
    """The codes of the cases that are wanted; empty where all are."""

    @cached_property
    def graph(self) -> LinkGraph:
        """The links of the edition."""
        return LinkGraph.of(self.site, self.inputs.date)


@dataclass(frozen=True, slots=True)
class Export:
    """What one export comes to."""

    pages: Iterable[Page]
    """The pages that it shows, which must have been approved."""
    files: Makers
    told: str
    """How much it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of export."""

    purpose: str
    make: Callable[[Edition], Export]
    picks: bool = False
    """Whether cases can be chosen."""


def _papers(edition: Edition) -> Export:
    papers = Papers.of(edition.site, edition.graph)
    files = papers.files(edition.site, edition.inputs)
    blank = form_files(edition.site, edition.inputs, lambda form: f"{_FORMS}/{file_name(form)}")
    listed = [edition.site.by_src[FORMS_INDEX]] if blank else []
    told = f"{len(files)} 个Word文件" + (f"，{len(blank)} 个表样" if blank else "")
    return Export([*papers.records, *listed], {**files, **blank}, told)


def _decks(
    make: Callable[[Sequence[Shown], BuildInputs], bytes],
    ending: str,
    kind: str,
    edition: Edition,
) -> Export:
    """Return a file for each case and topic, or one for the cases that are picked."""
    site, inputs = edition.site, edition.inputs
    material = Material(site, edition.graph, Counterparts.of(site))
    if edition.picked:
        chosen = [Subject(_case(site, code)) for code in edition.picked]
        groups = {"、".join(edition.picked): [shown(material, inputs, one) for one in chosen]}
    else:
        found = (shown(material, inputs, one) for one in subjects(site))
        groups = {one.outline.code or one.outline.subject.key: [one] for one in found}
    used = {
        page.url: page for group in groups.values() for one in group for page in one.outline.pages
    }
    files = {f"{name}{ending}": partial(make, group, inputs) for name, group in groups.items()}
    return Export(used.values(), files, f"{len(files)} 个{kind}文件")


def _records(edition: Edition) -> Export:
    records = tuple(section_records(edition.site, edition.graph, edition.inputs, edition.origin))
    raw = export_files(records, edition.inputs, edition.origin)
    files = {name: partial(bytes, one) for name, one in raw.items()}
    return Export(exported_pages(edition.site), files, f"{len(records)} 节")


FORMATS: Mapping[str, Format] = {
    "docx": Format("上会一页纸和会议包（Word）、表样（Word、Excel）", _papers),
    "pptx": Format(
        "各案例、各专题的幻灯（PPT）", partial(_decks, deck_file, ".pptx", "PPT"), picks=True
    ),
    "handout": Format(
        "各案例、各专题的讲义（Word）",
        partial(_decks, handout_file, "-讲义.docx", "Word"),
        picks=True,
    ),
    "jsonl": Format("逐节的数据，供检索平台等其他系统使用", _records),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    purposes = "；".join(f"{name}：{one.purpose}" for name, one in FORMATS.items())
    parser.add_argument("format", choices=list(FORMATS), metavar="格式", help=purposes)
    add_docs(parser)
    add_edition(parser, required=True)
    parser.add_argument(
        "--pick",
        type=_codes,
        default=(),
        metavar="编号",
        help="只要这几个案例，合成一个文件，如 AL-001,AL-004（用于 pptx、handout）",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="文件夹",
        help="文件放在哪里，里面原来导出的会换掉（默认 export/格式）",
    )
    add_date(parser)
    parser.add_argument("--draft", action="store_true", help="未审定的也导出，标明“未审定”")


def run(options: argparse.Namespace) -> int:
    """Write the files; return 1 and leave the old ones if content has problems or was not approved."""
    chosen = FORMATS[options.format]
    if options.pick and not chosen.picks:
        takers = "和".join(name for name, one in FORMATS.items() if one.picks)
        raise Mistake(f"--pick 用于 {takers}；{options.format} 导出全部")
    out = checked_site(options.out or ROOT / "export" / options.format, options.docs, EXPORT)
    told = settings()
    reading = read_site(options.docs, root=ROOT, day=options.date)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        return _refuse(f"共 {len(reading.problems)} 处问题，没有导出。")
    inputs = BuildInputs(options.date, told.base_url, options.edition, options.draft, told.qr)
    site = with_generated(select(reading.site, options.edition))
    export = chosen.make(Edition(site, inputs, Origin(told.name, told.unit), options.pick))
    waiting = () if options.draft else tuple(unapproved(export.pages))
    if waiting:
        return _refuse(f"{report(waiting)}\n没有导出。")
    with building(out) as staging:
        write_files(export.files, staging)
        swap_in(staging, out, EXPORT)
    print(f"已导出“{options.edition}”版 {export.told}：{out}")
    return 0


def _case(site: Site, code: str) -> Case:
    """Return the case of a code. Raises `Mistake`, saying which are like it."""
    record = site.codes.get(code)
    if isinstance(record, Case):
        return record
    if record is not None:
        raise Mistake(f"--pick 只收案例的编号：{code} 是{record.kind.label}")
    near = difflib.get_close_matches(code, [case.meta.code for case in site.of(Case)])
    hint = f"，相近的有{'、'.join(near)}" if near else ""
    raise Mistake(f"这一版里没有编号 {code}{hint}")


def _codes(text: str) -> tuple[str, ...]:
    """Return the codes in AL-001,AL-004, each once."""
    found = text.replace("，", ",").replace("、", ",").upper().split(",")
    codes = tuple(dict.fromkeys(code.strip() for code in found if code.strip()))
    if not codes:
        raise argparse.ArgumentTypeError("没有写编号，如 AL-001,AL-004")
    return codes


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
