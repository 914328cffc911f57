"""A handout as a Word file, with room to write."""

from collections.abc import Sequence

from kb.inputs import BuildInputs
from kb.training.outline import Line, LineKind, Part, PartKind
from kb.training.shown import Shown, general_stamp
from kb.views.linked import Runs
from kb.word.paper import Paper, midnight
from kb.word.stamps import add_code

_ANSWER, _NOTES = 3, 6
"""Lines to write on below a question, and at the end."""
_WIDTHS = (62, 94)


def handout_file(outlines: Sequence[Shown], inputs: BuildInputs) -> bytes:
    """Return one Word file of one outline or of several, each on a page of its own."""
    title = "、".join(one.outline.code or one.outline.title for one in outlines)
    paper = Paper.blank(f"讲义：{title}", midnight(inputs.date.isoformat()))
    unapproved = any(one.outline.unapproved for one in outlines)
    paper.header("　".join(outlines[0].marks))
    paper.footer("　".join([title, general_stamp(inputs, unapproved=unapproved)]))
    for number, one in enumerate(outlines):
        _write(paper, one, inputs, new_page=number > 0)
    return paper.pack()


def _write(paper: Paper, shown: Shown, inputs: BuildInputs, *, new_page: bool) -> None:
    for part in shown.parts:
        if part.kind is PartKind.COVER:
            paper.heading(part.title, 0, new_page=new_page)
            paper.line(f"讲义　{shown.stamp}", centred=True)
        else:
            paper.heading(part.title, 1)
        _part(paper, part)
        if part.kind is PartKind.SOURCES:
            paper.line(f"地址：{shown.address}")
            if shown.outline.code:
                add_code(paper, shown.outline.code, inputs)
    paper.heading("笔记", 1)
    paper.room(_NOTES)


def _part(paper: Paper, part: Part) -> None:
    for block in part.blocks:
        if block[0].kind is LineKind.ROW:
            rows = [(_text(line), "\n".join(map(_words, line.entries))) for line in block]
            paper.table(part.head, rows, _WIDTHS)
            continue
        for line in block:
            if line.kind is LineKind.HEAD:
                paper.heading(line.text, 2)
            else:
                paper.line(_text(line))
            if part.kind is PartKind.QUESTIONS:
                paper.room(_ANSWER)


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _text(line: Line) -> str:
    return f"·　{line.text}" if line.kind is LineKind.ITEM else line.text
