"""`import`: official texts as rule pages; without paths, what waits in the inbox."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_date, add_docs, day, edition
from kb.commands.inbox import run_inbox
from kb.importing.blocks import Document
from kb.importing.drafts import Wishes
from kb.importing.law import Law, read_law
from kb.importing.plan import Plan, Shelf, make_plan, write
from kb.importing.readers import read_document
from kb.importing.replace import plan_replacement
from kb.inbox.filled import is_form
from kb.inbox.folder import NAME
from kb.inbox.page import OWNER, REVIEW_AFTER
from kb.inputs import Audience
from kb.kinds import Kind
from kb.model import Status
from kb.problem import Code, Problem, report
from kb.reading import find_ids, read_rules, read_site, read_topics
from kb.site import Rule

_TOPIC = "falv-fagui"
_OF_ONE = ("title", "issuer", "number", "promulgated", "effective", "status", "replaces")
"""Options that say something of one text, so that only one file can be given."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to import."""

    file: Path
    shown: str
    """Its path as the person knows it, for problems."""
    key: str
    """Its path below the folder that was named, for the map."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.epilog = (
        "不写 PATH，或者写 inbox：收入 docs 旁边 inbox 文件夹里的Word文件，每个文件旁边写一份报告。"
        "文件夹连同里面的文件夹一起读。有的文件不能导入时，说明原因和行号，其余照常导入，退出码为 1；"
        "一个文件都没写完整时不留下半份。再次导入相同的文本，什么也不改变。"
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=_existing,
        metavar="PATH",
        help="文件或者文件夹，可以写几个；不写就收入 inbox 里的文件",
    )
    add_docs(parser)
    parser.add_argument("--map", type=Path, metavar="文件", help="写一份 JSON：每个文件成了哪一页")
    parser.add_argument(
        "--replaces", metavar="ID", help="用这份正式文本替换站内的一页，编号和链接都不变"
    )
    parser.add_argument(
        "--topic",
        action="append",
        metavar="专题",
        help=f"专题的标识，可以写几次（默认与同一规则的其他版本相同，没有的写 {_TOPIC}）",
    )
    parser.add_argument(
        "--audience",
        type=edition,
        default=Audience.EVERYONE,
        metavar="版别",
        help=f"读者范围：{'、'.join(Audience)}（默认 {Audience.EVERYONE}）",
    )
    parser.add_argument("--owner", default=OWNER, metavar="岗位", help=f"维护岗位（默认 {OWNER}）")
    parser.add_argument(
        "--review-by", type=day, metavar="日期", help="复核期限，如 2027-11-24（默认一年以后）"
    )
    add_date(parser)
    parser.add_argument("--gaps", action="store_true", help="原件确实缺条时也导入，并在页面上注明")
    single = parser.add_argument_group("只导入一个文件时")
    single.add_argument("--title", metavar="标题", help="规则的全称（默认从文件里读）")
    single.add_argument("--issuer", metavar="机关", help="制定机关（默认从文件里读）")
    single.add_argument("--number", metavar="文号", help="文号（默认从文件里读）")
    single.add_argument("--promulgated", type=day, metavar="日期", help="公布或者修改的日期")
    single.add_argument("--effective", type=day, metavar="日期", help="施行日期")
    single.add_argument(
        "--status",
        choices=[status.value for status in Status],
        metavar="效力",
        help=f"{'、'.join(Status)}（默认最新的一版{Status.IN_FORCE}，以前的{Status.REVISED}）",
    )


def _existing(text: str) -> Path:
    path = Path(text).expanduser()
    if text != NAME and not path.exists() and not path.is_symlink():
        raise argparse.ArgumentTypeError(f"找不到“{text}”")
    return path


def run(options: argparse.Namespace) -> int:
    """Read everything, then write everything; return 1 if any file stays out."""
    if _means_inbox(options):
        _check_alone(options)
        return run_inbox(options.docs, options.date)
    found = [one for path in options.paths for one in _files(path)]
    _check_usage(options, found)
    laws, problems = _read(found, options.title)
    if laws and len(found) == 1:
        laws = [_completed(laws[0], options)]
    wishes = _wishes(options)
    plan = (
        _replacement(laws, options, wishes) if options.replaces else _import(laws, options, wishes)
    )
    pages = {options.docs / src: text for src, text in plan.pages.items()}
    new = sum(not file.exists() for file in pages)
    (options.docs / Kind.RULE).mkdir(exist_ok=True)
    write(pages)
    if options.map:
        _write_map(options.map, found, plan.placed)
    problems += plan.problems
    if told := report([*problems, *plan.remarks]):
        print(told, file=sys.stderr)
    left_out = len(found) - len(plan.placed)
    print(
        f"导入 {len(plan.placed)} 个文件：新建 {new} 页，改动 {len(pages) - new} 页"
        + (f"；另有 {left_out} 个没有导入，原因见上" if left_out else "")
    )
    if new:
        print("接下来：运行 kb.py check，再打开新页面核对标题、日期和效力。")
    return 1 if problems else 0


def _means_inbox(options: argparse.Namespace) -> bool:
    """Return whether no file is named but the inbox, by its name or by its path."""
    paths = [path.absolute() for path in options.paths]
    return options.paths in ([], [Path(NAME)]) or paths == [options.docs.parent / NAME]


def _check_alone(options: argparse.Namespace) -> None:
    """Refuse options about texts that say of themselves, in the form, what they are."""
    for name in (*_OF_ONE, "map", "topic"):
        if getattr(options, name) is not None:
            raise Mistake(f"--{name} 不用于 inbox 里的文件：写明要导入的文件")


def _files(path: Path) -> Iterator[_Found]:
    """Yield the files that `path` names, those of folders in a fixed order, without hidden ones."""
    if path.is_symlink() or not path.is_dir():
        yield _Found(path, str(path), path.name)
        return
    for folder, folders, names in os.walk(path):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in links
        )
        for name in sorted([*names, *links]):
            file = Path(folder) / name
            if not name.startswith((".", "~$")):
                yield _Found(file, str(file), file.relative_to(path).as_posix())


def _check_usage(options: argparse.Namespace, found: Sequence[_Found]) -> None:
    if not found:
        raise Mistake("文件夹里没有可以导入的文件")
    given = [name for name in _OF_ONE if getattr(options, name) is not None]
    if given and len(found) > 1:
        raise Mistake(f"--{given[0]} 只能用于一个文件，这里有 {len(found)} 个")
    if options.map and len({one.key for one in found}) < len(found):
        raise Mistake("几个 PATH 里有同名的文件，--map 分不清：请分几次导入")
    if options.map and not options.map.absolute().parent.is_dir():
        raise Mistake(f"--map 的文件夹不存在：{options.map.parent}")
    rules = options.docs / Kind.RULE
    if rules.is_symlink() or (rules.exists() and not rules.is_dir()):
        raise Mistake(f"{rules} 不是普通的文件夹")


def _read(found: Sequence[_Found], title: str | None) -> tuple[list[Law], list[Problem]]:
    laws: list[Law] = []
    problems: list[Problem] = []
    for one in found:
        document = read_document(one.file, one.shown)
        law = document if isinstance(document, Problem) else _law(document, title)
        if isinstance(law, Problem):
            problems.append(law)
        else:
            laws.append(law)
    return laws, problems


def _law(document: Document, title: str | None) -> Law | Problem:
    if is_form(document):
        message, hint = (
            "这是填写模板，不是正式文本",
            f"填好以后放进 {NAME} 文件夹，运行 kb.py import",
        )
        return Problem(document.path, 1, 1, Code.NOT_IMPORTED, message, hint)
    return read_law(document, title)


def _completed(law: Law, options: argparse.Namespace) -> Law:
    """Return the one text with what the person says of it; asked only where somebody can answer."""
    given = {
        name: value
        for name in ("issuer", "number", "promulgated", "effective")
        if (value := getattr(options, name)) is not None
    }
    law = replace(law, **given)
    if not sys.stdin.isatty():
        return law
    if not (law.promulgated and law.effective):
        print(f"{law.title}：有的日期从文件里读不出来，请回答（不知道的直接按回车）。")
    return replace(
        law,
        promulgated=law.promulgated or _ask_day("公布或者修改的日期"),
        effective=law.effective or _ask_day("施行日期"),
    )


def _ask_day(name: str) -> date | None:
    while True:
        try:
            answer = input(f"{name}，写法如 2026-11-24：").strip()
            return day(answer) if answer else None
        except EOFError:
            return None
        except argparse.ArgumentTypeError as error:
            print(error)


def _wishes(options: argparse.Namespace) -> Wishes:
    return Wishes(
        today=options.date,
        topics=tuple(options.topic) if options.topic else None,
        usual_topics=_check_topics(options),
        owner=options.owner,
        audience=options.audience,
        review_by=options.review_by or options.date + REVIEW_AFTER,
        status=Status(options.status) if options.status else None,
        gaps=options.gaps,
    )


def _check_topics(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the topic that new pages have where nothing says better: that of laws, else the first."""
    known = read_topics(options.docs)
    if not known:
        raise Mistake(
            f"{options.docs} 里没有词表 _data/vocabulary.yml，或者读不出来：先运行 kb.py check"
        )
    for topic in options.topic or ():
        if topic not in known:
            raise Mistake(f"词表里没有专题“{topic}”，可用：{'、'.join(known)}")
    return (_TOPIC,) if _TOPIC in known else known[:1]


def _import(laws: Sequence[Law], options: argparse.Namespace, wishes: Wishes) -> Plan:
    ids, codes = find_ids(options.docs)
    shelf = Shelf(read_rules(options.docs), frozenset(ids), frozenset(codes))
    return make_plan(laws, shelf, wishes)


def _replacement(laws: Sequence[Law], options: argparse.Namespace, wishes: Wishes) -> Plan:
    reading = read_site(options.docs, root=ROOT)
    if reading.site is None:
        raise Mistake("站内的内容还有读不出来的：先运行 kb.py check，改正以后再替换")
    rule = reading.site.records.get(options.replaces)
    if not isinstance(rule, Rule):
        raise Mistake(f"没有 id 为 {options.replaces} 的规则")
    shown = options.docs.relative_to(ROOT) if options.docs.is_relative_to(ROOT) else options.docs
    if not laws:
        return Plan()
    return plan_replacement(laws[0], rule, reading.site, reading, shown.as_posix(), wishes)


def _write_map(file: Path, found: Sequence[_Found], placed: Mapping[str, str]) -> None:
    pages = {
        one.key: f"{Kind.RULE}/{placed[one.shown]}.html" for one in found if one.shown in placed
    }
    text = json.dumps(pages, ensure_ascii=False, indent=2, sort_keys=True)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
