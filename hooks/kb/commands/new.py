"""`new`: a page from a template, ready to be filled in."""

import argparse
from datetime import date

from kb.commands import Mistake
from kb.commands.arguments import add_docs
from kb.kinds import Kind
from kb.new import NAMES, new_page
from kb.reading import find_ids


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)
    parser.add_argument("kind", choices=list(NAMES), metavar="种类", help=_kinds())
    parser.add_argument("title", metavar="标题", help="页面的标题，有空格时加引号")


def _kinds() -> str:
    return "、".join(f"{name}（{kind.label}）" for name, kind in NAMES.items())


def run(options: argparse.Namespace) -> int:
    """Write the new page; refuse to touch one that exists."""
    kind: Kind = NAMES[options.kind]
    ids, codes = find_ids(options.docs)
    try:
        page = new_page(kind, options.title.strip(), ids, codes, date.today())
    except ValueError as error:
        raise Mistake(str(error)) from None
    file = options.docs / page.src
    if file.exists():
        raise Mistake(f"已经有 {file}，没有改动它")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.text, encoding="utf-8")
    print(f"已新建 {file}（编号 {page.code}）")
    print("接下来：用文本编辑器打开它，照提示填写；保存后运行 kb.py check，看还缺什么。")
    return 0
