"""Arguments in Chinese, and those that several commands share."""

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from kb.commands import ROOT
from kb.commands.printer import STORE
from kb.inputs import Audience

LAST_PORT = 65535
_MESSAGES = (
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1 不能是“\2”，可用：\3"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (\S+): invalid \w+ value: '(.*)'", r"\1 的值不对：\2"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 后面不写值：\2"),
    (r"argument (\S+): (.+)", r"\1：\2"),
)


class Formatter(argparse.HelpFormatter):
    """Help whose usage line is in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the usage line."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and wants options written out."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=Formatter, allow_abbrev=False, add_help=False, **settings)
        self._positionals.title = "命令与参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used; exit with 2."""
        self.exit(2, f"{in_chinese(message)}\n{self.format_usage()}")


def in_chinese(message: str) -> str:
    """Return one of argparse's messages in Chinese; one that is not known stays as it is."""
    for pattern, chinese in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(chinese)
    return message


def add_docs(parser: argparse.ArgumentParser) -> None:
    """Add `--docs`: the folder of the content, which must exist."""
    parser.add_argument(
        "--docs",
        type=existing_folder,
        default=ROOT / "docs",
        metavar="文件夹",
        help="内容所在的文件夹（默认 docs）",
    )


def add_edition(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Add `--edition`: who will read what is made; `required` where it must be told."""
    names = "、".join(Audience)
    parser.add_argument(
        "--edition",
        type=edition,
        required=required,
        default=Audience.MEMBERS,
        metavar="版本",
        help=f"给谁看：{names}" + ("（必须写明）" if required else f"（默认 {Audience.MEMBERS}）"),
    )


def add_date(
    parser: argparse.ArgumentParser,
    told: str = "以哪一天为“今天”，如 2026-11-24（默认当天）",
) -> None:
    """Add `--date`: the day that counts as today."""
    parser.add_argument("--date", type=day, default=date.today(), metavar="日期", help=told)


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add `--no-cache`: without it, what was made of the same before is taken from `STORE`."""
    parser.add_argument(
        "--no-cache",
        dest="store",
        action="store_const",
        const=None,
        default=STORE,
        help="全部重新生成，不用上次留下的",
    )


def edition(text: str) -> Audience:
    """Return the edition of that name."""
    if text not in list(Audience):
        raise argparse.ArgumentTypeError(f"没有“{text}”这个版本，可用：{'、'.join(Audience)}")
    return Audience(text)


def day(text: str) -> date:
    """Return the day written as in 2026-11-24."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，写法如 2026-11-24") from None


def existing_folder(text: str) -> Path:
    """Return the absolute path of a folder that is there."""
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"找不到文件夹“{text}”")
    return folder.resolve()


def port(text: str) -> int:
    """Return a port number; 0 stands for any free one."""
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口号，可用 1 至 {LAST_PORT}")
    return int(text)


def positive(text: str) -> int:
    """Return a number of things, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”不是个数，要写大于0的整数")
    return int(text)
