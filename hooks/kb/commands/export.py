"""`export`: the office files of an edition, for those who work on with them."""

import argparse
import difflib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from kb.approval import unapproved
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs, day, edition
from kb.commands.settings import settings
from kb.generated import with_generated
from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.powerpoint.deck import deck_file
from kb.problem import report
from kb.reading import read_site
from kb.site import Case, Page, Procedure, Site, select
from kb.training.outline import Material
from kb.training.pages import Subject, subjects
from kb.training.shown import Shown, shown
from kb.views.onepage import onepage
from kb.word.handout import handout_file
from kb.word.publish import sheet_files

_FORMATS = {
    "docx": "各程序的上会一页纸（Word）",
    "pptx": "各案例、各专题的幻灯（PPT）",
    "handout": "各案例、各专题的讲义（Word）",
}
_Deck = Callable[[Sequence[Shown], BuildInputs], bytes]
_DECKS: Mapping[str, tuple[_Deck, str]] = {
    "pptx": (deck_file, ".pptx"),
    "handout": (handout_file, "-讲义.docx"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    told = "；".join(f"{name}：{what}" for name, what in _FORMATS.items())
    parser.add_argument("format", choices=list(_FORMATS), metavar="格式", help=told)
    add_docs(parser)
    parser.add_argument(
        "--edition",
        type=edition,
        required=True,
        metavar="版本",
        help=f"给谁看，必须写明：{'、'.join(Audience)}",
    )
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
        default=ROOT / "export",
        metavar="文件夹",
        help="文件放在哪里（默认 export）",
    )
    parser.add_argument(
        "--date",
        type=day,
        default=date.today(),
        metavar="日期",
        help="以哪一天为“今天”，如 2026-11-24（默认当天）",
    )
    parser.add_argument("--draft", action="store_true", help="未审定的也导出，每页标明“未审定”")


def run(options: argparse.Namespace) -> int:
    """Write the files; return 1 and write none if content has problems or was not approved."""
    if options.pick and options.format not in _DECKS:
        raise Mistake("--pick 用于 pptx 和 handout；docx 导出全部程序")
    unit = settings()
    reading = read_site(options.docs, root=ROOT, day=options.date)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        return _refuse(f"共 {len(reading.problems)} 处问题，没有导出。")
    inputs = BuildInputs(options.date, unit.base_url, options.edition, qr=unit.qr)
    site = with_generated(select(reading.site, options.edition))
    if options.format in _DECKS:
        used, files = _decks(site, inputs, options)
    else:
        used, files = _sheets(site, inputs)
    waiting = [] if options.draft else list(unapproved(used))
    if waiting:
        return _refuse(f"{report(waiting)}\n没有导出。")
    for name, make in files.items():
        file = options.out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(make())
    kind = "PPT" if options.format == "pptx" else "Word"
    print(f"已导出“{options.edition}”版 {len(files)} 个{kind}文件：{options.out}")
    return 0


_Files = tuple[Iterable[Page], Mapping[str, Callable[[], bytes]]]
"""The pages whose words are used, and what makes each file, by its name."""


def _sheets(site: Site, inputs: BuildInputs) -> _Files:
    graph = LinkGraph.of(site, inputs.date)
    sheets = [onepage(site, graph, procedure) for procedure in site.of(Procedure)]
    return [one for sheet in sheets for one in sheet.records], sheet_files(site, sheets, inputs)


def _decks(site: Site, inputs: BuildInputs, options: argparse.Namespace) -> _Files:
    make, ending = _DECKS[options.format]
    material = Material(site, LinkGraph.of(site, inputs.date), Counterparts.of(site))
    if options.pick:
        chosen = [Subject(_case(site, code)) for code in options.pick]
        groups = {"、".join(options.pick): [shown(material, inputs, one) for one in chosen]}
    else:
        found = (shown(material, inputs, one) for one in subjects(site))
        groups = {one.outline.code or one.outline.subject.key: [one] for one in found}
    used = {
        page.url: page for group in groups.values() for one in group for page in one.outline.pages
    }
    files = {f"{name}{ending}": partial(make, group, inputs) for name, group in groups.items()}
    return used.values(), files


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
