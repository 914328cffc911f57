"""All that waits in the inbox taken in, one file after another."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from kb.importing.plan import write
from kb.inbox.folder import DONE, NOTE, TEMPLATES, Inbox, write_whole
from kb.inbox.forms import forms
from kb.inbox.judge import Outcome, judge
from kb.inbox.report import report_file
from kb.inbox.template import template_file
from kb.site import Site

_NOTE = (
    "这个文件夹收Word文件。",
    "",
    f"1. 打开“{TEMPLATES}”文件夹里的一个模板，另存到别处，填好。",
    "2. 把填好的 .docx 文件放进这个文件夹。有“第一条”“第二条”的规则，不用模板也可以直接放进来。",
    "3. 网站开着的，几秒钟后自动收入；没有开的，双击开始文件，或者运行 kb.py import。",
    "4. 旁边出现一份“报告”，说明成了哪一页、还要补什么；没有收入的，说明改哪里。",
    f"5. 收入以后，原件移到“{DONE}”文件夹。这里的文件不会发布。",
)


def take_in(inbox: Inbox, names: Iterable[str], docs: Path, today: date) -> list[Outcome]:
    """Take in the files `names`: write pages, move files, put a report beside each.

    The page is written before its file is moved: who is stopped between finds the page there when
    the file is looked at again, and takes it for the same.
    """
    outcomes = []
    for name in names:
        before = inbox.stat(name)
        outcome = judge(inbox.folder / name, inbox.shown(name), docs, today)
        moved_to = ""
        if outcome.taken is not None:
            pages = {docs / src: text for src, text in (outcome.pages or {}).items()}
            for file in pages:
                file.parent.mkdir(exist_ok=True)
            write(pages)
            moved_to = _put_away(inbox, name, before)
        inbox.write_report(name, report_file(outcome, today, moved_to))
        outcomes.append(replace(outcome, pages=None))
    return outcomes


def _put_away(inbox: Inbox, name: str, before: tuple[int, int] | None) -> str:
    """Move a file that was taken in, unless somebody has it open or has saved it again meanwhile."""
    if inbox.stat(name) == before:
        with suppress(PermissionError):
            return inbox.put_away(name)
    return "没有移动，刚才正被使用；用不着了就删去"


def write_templates(folder: Path, site: Site) -> list[Path]:
    """Write all templates into `folder`; return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for form in forms(site):
        file = folder / f"{form.kind.label}模板.docx"
        raw = template_file(form)
        if not file.is_file() or file.read_bytes() != raw:
            write_whole(file, raw)
        files.append(file)
    return files


def set_up(inbox: Inbox, site: Site) -> None:
    """Make the inbox with its templates and the note that says how it is used."""
    inbox.folder.mkdir(exist_ok=True)
    write_templates(inbox.folder / TEMPLATES, site)
    note = "\r\n".join(_NOTE)
    write_whole(inbox.folder / NOTE, f"{note}\r\n".encode("utf-8-sig"))
