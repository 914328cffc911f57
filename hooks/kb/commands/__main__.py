"""What `scripts/kb.py` runs: choose the command and give it its arguments."""

import errno
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from types import FrameType, ModuleType
from typing import NoReturn

from kb.commands import Mistake
from kb.commands.arguments import Parser

COMMANDS: Mapping[str, str] = {
    "serve": "生成网站并在本机浏览，改动后自动更新",
    "build": "生成网站",
    "check": "只检查内容，不生成网站",
    "new": "新建一个页面，按模板填写",
    "template": "写出Word填写模板，填好放进 inbox 就能收入",
    "import": "收入 inbox 里填好的Word文件；或者把正式文本（.docx、.md、.txt、.html）导入为规则页面",
    "permalinks": "查看、登记发布过的地址",
    "questions": "列出自测里要重新核对的题目，核对后记下",
    "impact": "列出引用某项规则、某一条的地方",
    "verify": "核对草稿里的引用，指出写错的、失效的和已经修订的",
    "export": "导出Word、PPT文件，或者供其他系统使用的逐节数据",
    "annual-kit": "导出年度总结素材和年底报告的提纲（Word）",
    "cite": "找出文字里的引用，逐行读写 JSON，供其他程序使用",
    "package": "打成一个压缩包，拷到U盘就能看",
    "verify-package": "核对收到的压缩包或者解压后的文件夹：缺少、改过、多出什么",
    "bench": "测量：用时、大小和质量",
    "test": "运行全部测试",
}
"""Name and purpose of every command; its module is loaded only when it is wanted."""

_PROGRAM = "kb.py"
_REASONS: Mapping[int, str] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件不存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
}


def main(args: Sequence[str]) -> int:
    """Run the command that `args` name and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _end)
    try:
        return _run(args)
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # whoever read our output has heard enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        print(f"不能读写 {error.filename or '文件'}：{reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(args: Sequence[str]) -> int:
    chooser = Parser(
        prog=_PROGRAM,
        description="机关责任规则与案例知识库。",
        epilog="“kb.py 命令 --help”说明各命令的选项。"
        "首次运行会准备运行环境；不能上网时加 --wheels 文件夹，从其中安装。",
    )
    chooser.usage = f"{_PROGRAM} 命令 [选项]"
    commands = chooser.add_subparsers(metavar="命令", required=True, dest="command", prog=_PROGRAM)
    for name, purpose in COMMANDS.items():
        parser = commands.add_parser(name, help=purpose, description=f"{purpose}。")
        if name in args:
            _module(name).add_arguments(parser)
    options, rest = chooser.parse_known_args(args)
    command = _module(options.command)
    if hasattr(command, "PASSED_ON"):
        setattr(options, command.PASSED_ON, rest)
    elif rest:
        commands.choices[options.command].error(f"unrecognized arguments: {' '.join(rest)}")
    exit_code: int = command.run(options)
    return exit_code


def _module(name: str) -> ModuleType:
    """Return the module of a command; `import` is a word of Python, so its module is `import_`."""
    module = name.replace("-", "_")
    return import_module(f"kb.commands.{module}{'_' if iskeyword(module) else ''}")


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Turn a request to end into an exception, so that everything is tidied up on the way out."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
