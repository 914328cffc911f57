"""The inbox at work: for `import`, which takes in what waits, and for `serve`, which looks after it."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from kb.commands import ROOT, Mistake
from kb.commands.lock import locked
from kb.commands.preview import Preview
from kb.inbox.folder import Inbox, Look, NoInbox
from kb.inbox.report import summary
from kb.inbox.taking import set_up, take_in
from kb.problem import report
from kb.reading import read_site

_STABLE = 1.0
"""Seconds in which a file that is being copied grows."""


def run_inbox(docs: Path, today: date) -> int:
    """Take in what waits in the inbox of `docs`; return 1 if any file stays there."""
    try:
        inbox = Inbox.beside(docs)
    except NoInbox as error:
        raise Mistake(str(error)) from None
    reading = read_site(docs, root=ROOT)
    if reading.site is None:
        raise Mistake("站内的内容还有读不出来的：先运行 kb.py check，改正以后再收")
    set_up(inbox, reading.site)
    with locked(inbox.folder / ".kb.lock", _say_waiting):
        before = inbox.look()
        if before:
            time.sleep(_STABLE)
        after = inbox.look()
        names = [name for name, seen in after.items() if before.get(name) == seen]
        outcomes = take_in(inbox, names, docs, today)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    remarks = [one for outcome in outcomes for one in (*outcome.to_fill, *outcome.to_compare)]
    if told := report([*problems, *remarks]):
        print(told, file=sys.stderr)
    for outcome in outcomes:
        print(summary(outcome))
    if waiting := len(after) - len(names):
        print(f"另有 {waiting} 个文件还在复制，过一会儿再收")
    if not after:
        print(f"{inbox.folder} 里没有等待收入的文件：模板在“模板”文件夹里，填好以后放进来")
    return 1 if problems else 0


class Clerk:
    """Looks after the inbox while `serve` runs."""

    def __init__(self, docs: Path, folder: Path, preview: Preview) -> None:
        self._docs = docs
        self._folder = folder
        self._preview = preview
        self._last: Look | None = None
        self._seen: Look | None = None
        """What was there when the inbox was last worked on; None before the first time."""

    def is_wanted(self) -> bool:
        """Return whether files wait that have stayed as they are since they were last looked at."""
        try:
            look = Inbox.beside(self._docs).look()
        except (NoInbox, OSError):
            return False
        stable = look == self._last
        self._last = look
        return stable and look != self._seen

    def work(self) -> None:
        """Take in what waits and say what came of it.

        A process of its own, as for a build, with its temporary files where `serve` has its own.
        """
        self._seen = self._last
        environment = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kb.commands", "import", "--docs", str(self._docs)],
            env=os.environ | environment | {"TMPDIR": str(self._folder), "TEMP": str(self._folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip())))
        if self._seen:
            print(said, flush=True)
        self._preview.tell(said if self._seen else "")


def _say_waiting() -> None:
    print("另一个窗口正在收 inbox 里的文件，等它完成…", file=sys.stderr, flush=True)
