"""`new`: a page from a template, ready to be filled in."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date

from kb.commands import Mistake
from kb.commands.arguments import add_docs, edition
from kb.importing.header import key_line
from kb.inputs import Audience
from kb.kinds import Kind
from kb.new import NAMES, NewPage, new_page
from kb.outgoing.names import person_in
from kb.reading import find_ids


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.epilog = "在终端里运行、没有写种类或者标题的，逐项问；直接按回车的用括号里的。"
    add_docs(parser)
    parser.add_argument("kind", nargs="?", choices=list(NAMES), metavar="种类", help=_kinds())
    parser.add_argument("title", nargs="?", metavar="标题", help="页面的标题，有空格时加引号")
    parser.add_argument("--summary", metavar="说明", help="一句话说明讲什么、给谁用")
    parser.add_argument(
        "--audience", type=edition, metavar="版别", help=f"读者范围：{'、'.join(Audience)}"
    )
    parser.add_argument("--owner", type=_post, metavar="岗位", help="维护岗位，写岗位，不写姓名")


def _kinds() -> str:
    return "、".join(f"{name}（{kind.label}）" for name, kind in NAMES.items())


def _post(text: str) -> str:
    if name := person_in(text):
        raise argparse.ArgumentTypeError(f"写的是人名：{name}，请写岗位，不写姓名")
    return text


def run(options: argparse.Namespace) -> int:
    """Write the new page; refuse to touch one that exists."""
    if options.kind is None or options.title is None:
        _ask_what_is_missing(options)
    kind: Kind = NAMES[options.kind]
    ids, codes = find_ids(options.docs)
    try:
        page = new_page(kind, options.title.strip(), ids, codes, date.today())
    except ValueError as error:
        raise Mistake(str(error)) from None
    file = options.docs / page.src
    if file.exists():
        raise Mistake(f"已经有 {file}，没有改动它")
    given = {key: getattr(options, key) for key in ("summary", "audience", "owner")}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_with(page, given), encoding="utf-8")
    print(f"已新建 {file}（编号 {page.code}）")
    print("接下来：用文本编辑器打开它，照提示填写；保存后运行 kb.py check，看还缺什么。")
    return 0


def _with(page: NewPage, given: Mapping[str, str | None]) -> str:
    """Return the text of the page with these values in place of those of the template."""
    lines = page.text.splitlines(keepends=True)
    for key, value in given.items():
        if value:
            at = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
            lines[at] = key_line(key, value)
    return "".join(lines)


def _ask_what_is_missing(options: argparse.Namespace) -> None:
    """Ask for everything that was not given, where somebody can answer."""
    if not sys.stdin.isatty():
        missing = [name for name in ("kind", "title") if getattr(options, name) is None]
        names = {"kind": f"种类：{_kinds()}", "title": "标题"}
        raise Mistake("缺少" + "，".join(names[name] for name in missing))
    try:
        if options.kind is None:
            print(f"新建哪一种页面：{_kinds()}")
            options.kind = _ask("种类", "case", _kind)
        if options.title is None:
            options.title = _ask("标题", "", str)
        if options.summary is None:
            options.summary = _ask("一句话说明", "以后再写", str)
        if options.audience is None:
            print(f"给谁看：{'、'.join(Audience)}")
            options.audience = _ask("读者范围", Audience.MEMBERS.value, edition)
        if options.owner is None:
            options.owner = _ask("维护岗位", "以后再写", _post)
    except EOFError:
        raise Mistake("\n没有回答完，什么也没有新建") from None
    for name in ("summary", "owner"):
        if getattr(options, name) == "以后再写":
            setattr(options, name, None)


def _ask(name: str, usual: str, read: Callable[[str], str]) -> str:
    """Return the answer to a question; asked again until it can be read."""
    while True:
        answer = input(f"{name}（{usual}）：" if usual else f"{name}：").strip() or usual
        try:
            if answer:
                return read(answer)
        except argparse.ArgumentTypeError as error:
            print(error)


def _kind(text: str) -> str:
    by_label = {kind.label: name for name, kind in NAMES.items()}
    name = by_label.get(text, text)
    if name not in NAMES:
        raise argparse.ArgumentTypeError(f"没有“{text}”这一种，可用：{_kinds()}")
    return name
