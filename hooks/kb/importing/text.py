"""Plain text and Markdown as documents."""

import re
from collections.abc import Iterator

from kb.importing.blocks import Block, Document, Kind, paragraph, row, unknown_signs

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t\u3000第])")
_BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_CELL = re.compile(r"(?<!\\)\|")


def read_plain(text: str, path: str, name: str) -> Document:
    """Return the lines of a text file, each a paragraph."""
    found = (paragraph(line, number) for number, line in enumerate(text.split("\n"), 1))
    blocks = tuple(block for block in found if block)
    return Document(path, name, blocks, unknown_signs(path, blocks))


def read_markdown(text: str, path: str, name: str) -> Document:
    """Return the headings, lines and table rows of a Markdown file.

    Official texts in Markdown are plain texts with headings: a line is a paragraph, its signs are
    meant as they stand. Only bold words at the start of a line, comments and tables are markup.
    """
    blocks = tuple(_markdown(_without_comments(text)))
    return Document(path, name, blocks, unknown_signs(path, blocks))


def _markdown(text: str) -> Iterator[Block]:
    in_table = False
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        is_row = words.startswith("|") and words.endswith("|") and len(words) > 1
        block = None
        if found := _HEADING.match(line):
            kind = Kind.TITLE if found[1] == "#" else Kind.HEADING
            block = paragraph(_plain(line[found.end() :].strip().rstrip("#")), number, kind)
        elif is_row and not words.strip("|:- \t") and "-" in words:
            continue
        elif is_row:
            cells = [cell.replace("\\|", "|") for cell in _CELL.split(words[1:-1])]
            block = row(cells, number, first=not in_table)
        else:
            block = paragraph(_plain(words), number)
        in_table = is_row
        if block:
            yield block


def _without_comments(text: str) -> str:
    """Return `text` with comments taken out; lines keep their numbers."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def _plain(words: str) -> str:
    """Return a line without the marks of bold at its start: `**第一条** 为了……`."""
    bold = _BOLD.match(words)
    return f"{bold['words']}{words[bold.end() :]}" if bold else words
