"""`template`: Word templates to be filled in and put into the inbox."""

import argparse
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs
from kb.inbox.folder import TEMPLATES, Inbox, NoInbox
from kb.inbox.taking import set_up, write_templates
from kb.reading import read_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.epilog = "词表或者额度标准改了以后，再运行一次，模板里的选项就跟着改。"
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="模板放在哪个文件夹（默认 docs 旁边的 inbox/模板）",
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write the templates of all collections."""
    site = read_site(options.docs, root=ROOT).site
    if site is None:
        raise Mistake("站内的内容还有读不出来的：先运行 kb.py check，改正以后再写模板")
    try:
        inbox = Inbox.beside(options.docs)
    except NoInbox as error:
        raise Mistake(str(error)) from None
    folder = inbox.folder / TEMPLATES
    if options.folder is None:
        set_up(inbox, site)
    else:
        folder = options.folder.expanduser()
    if folder.exists() and not folder.is_dir():
        raise Mistake(f"{folder} 不是文件夹")
    for file in write_templates(folder, site):
        print(f"已写好 {file}")
    print(f"接下来：用Word或者WPS打开，另存一份，填好，放进 {inbox.folder}。")
    return 0
