"""A form to sign as a Word file: lines on a grid, a list to fill in, names at the foot."""

from collections.abc import Iterator

from kb.inputs import BuildInputs
from kb.model import Form, FormRow
from kb.site import Site
from kb.views.forms import GRID, NAME, printed, room
from kb.word.paper import FORM, WIDTH, Paper, midnight
from kb.word.stamps import stamp

_LINE = 9
"""Millimetres of a line."""


def word_form(site: Site, form: Form, inputs: BuildInputs, *, approved: bool) -> bytes:
    """Return the file of `form`."""
    paper = Paper.blank(form.title, midnight(inputs.date.isoformat()), FORM)
    stamp(paper, "", inputs, unapproved=not approved)
    paper.heading(form.title, 0)
    if form.rows:
        paper.grid(
            [tuple(_cells(site, row)) for row in form.rows],
            [row.lines * _LINE for row in form.rows],
        )
    if form.columns:
        if form.rows:
            paper.line("")
        total = sum(column.width for column in form.columns)
        widths = [WIDTH * column.width // total for column in form.columns]
        widths[-1] += WIDTH - sum(widths)
        empty = [[""] * len(widths)] * form.blank
        paper.table([column.name for column in form.columns], empty, widths)
    if form.sign:
        paper.line("")
        paper.line("　　".join(f"{who}：　　　　　　" for who in form.sign))
    for note in _notes(site, form):
        paper.line(note)
    return paper.pack()


def _cells(site: Site, row: FormRow) -> Iterator[tuple[str, int, bool]]:
    if row.heading:
        yield row.heading, GRID, True
    for name in row.cells:
        yield name, NAME, True
        yield _text(site, row.text), room(row), False


def _notes(site: Site, form: Form) -> Iterator[str]:
    if form.notes:
        yield "填写说明："
    for number, note in enumerate(form.notes, 1):
        yield f"{number}. {_text(site, note)}"


def _text(site: Site, words: str) -> str:
    return "".join(run.text for run in printed(site, words))
