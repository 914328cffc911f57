"""A Word file as what a person filled into a form, or as none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.importing.blocks import Block, Document, Kind
from kb.inbox.forms import ACTS, CODE_ROW, KIND_ROW, Form, form_called
from kb.site import Site

_BLANKS = re.compile(r"\s+")
_BRACKETED = re.compile(r"【[^【】]*】")
_OPENING = re.compile(r"\d{1,2}[.．、]|[^：]{1,4}：|第.步")
"""What is left of a line whose guide nobody replaced."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and on which line of the document."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came back."""

    form: Form
    values: dict[str, Cell]
    """By key; a row that was left empty has an empty text."""
    acts: tuple[tuple[Cell, Cell], ...]
    """Acts, and the articles that they break."""
    body: tuple[Block, ...]
    """What stands below the tables, without guides."""
    strange: tuple[Cell, ...]
    """Rows that the form does not have."""


def is_form(document: Document) -> bool:
    """Return whether `document` is a template, filled in or not."""
    return any(map(_opens, document.blocks))


def read_form(document: Document, site: Site) -> Filled | None:
    """Return what `document` answers, or None where it is no template of ours."""
    start = next((n for n, one in enumerate(document.blocks) if _opens(one)), None)
    if start is None:
        return None
    form = form_called(document.blocks[start].cells[1], site)
    if form is None:
        return None
    values = {one.key: Cell("", document.blocks[start].line) for one in form.fields}
    acts: list[tuple[Cell, Cell]] = []
    strange: list[Cell] = []
    rest = document.blocks[start + 1 :]
    end = next((n for n, one in enumerate(rest) if _is_below(one)), len(rest))
    in_acts = False
    for block in rest[:end]:
        name = _plain(block.cells[0]) if block.cells else ""
        text = _answer(form, "".join(block.cells[1:2]))
        if block.first:
            in_acts = block.cells == ACTS
        if in_acts:
            act = Cell(_answer(form, block.cells[0]), block.line)
            if block.cells != ACTS and (act.text or text):
                acts.append((act, Cell(text, block.line)))
        elif field := form.field(name):
            values[field.key] = Cell(text, block.line)
        elif name != CODE_ROW and (name or text):
            strange.append(Cell(name or text, block.line))
    body = tuple(_without_guides(form, rest[end:]))
    return Filled(form, values, tuple(acts), body, tuple(strange))


def _opens(block: Block) -> bool:
    return block.kind is Kind.ROW and len(block.cells) > 1 and _plain(block.cells[0]) == KIND_ROW


def _is_below(block: Block) -> bool:
    """Return whether the tables of the form have ended: a paragraph, or another table."""
    own = not block.first or block.cells == ACTS
    return block.kind is not Kind.ROW or not own


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)


def _answer(form: Form, text: str) -> str:
    """Return words without guides that nobody replaced, and without the brackets of those replaced."""
    for guide in form.guides:
        text = text.replace(f"【{guide}】", "")
    text = text.strip()
    return text[1:-1].strip() if _BRACKETED.fullmatch(text) else text


def _without_guides(form: Form, blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        text = _answer(form, block.text)
        unanswered = text != block.text and _OPENING.fullmatch(text)
        if block.kind is Kind.ROW:
            yield block
        elif text and not unanswered:
            yield replace(block, text=text)
