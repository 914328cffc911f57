"""An official text as the Markdown of a rule page."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.importing.escape import escape, no_article
from kb.importing.law import Entry, Law, Role


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the front matter, and where each line of it comes from."""

    text: str
    lines: tuple[int, ...]
    """For each line of `text` the line of the source, or of the last one above it."""


def write_body(law: Law) -> Body:
    """Return the body of the page: every paragraph of the text, in its order."""
    texts, lines = [""], [1]
    previous: Entry | None = None
    for entry in law.entries:
        within = (
            previous is not None and previous.role is entry.role is Role.ROW and not entry.first
        )
        for text in [] if within or len(texts) == 1 else [""]:
            texts.append(text)
            lines.append(lines[-1])
        for text in _lines(entry):
            texts.append(text)
            lines.append(entry.line)
        previous = entry
    return Body("\n".join([*texts, ""]), (*lines, lines[-1]))


def _lines(entry: Entry) -> Iterator[str]:
    if entry.role is Role.HEADING:
        address = f" {{#{entry.anchor}}}" if entry.anchor else ""
        yield f"{'#' * entry.level} {escape(entry.text)}{address}"
    elif entry.role is Role.ARTICLE:
        yield f"{entry.label}\u3000{escape(entry.text)}".rstrip("\u3000")
    elif entry.role is Role.ROW:
        yield f"| {' | '.join(escape(cell, cell=True) for cell in entry.cells)} |"
        if entry.first:
            yield f"|{'---|' * len(entry.cells)}"
    else:
        yield no_article(escape(entry.text))
