"""What a file asks of a browser that Chromium 80 does not have.

Parsed with tree-sitter: one well-kept parser for scripts and style sheets alike, whose queries let
every row of the tables say by itself what it looks for; regular expressions would trip over
strings, comments and minified code.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tree_sitter_css
import tree_sitter_javascript
import yaml
from tree_sitter import Language, Node, Parser, Query, QueryCursor

HERE = Path(__file__).parent
LANGUAGES: Mapping[str, Language] = {
    "javascript": Language(tree_sitter_javascript.language()),
    "css": Language(tree_sitter_css.language()),
}


@dataclass(frozen=True)
class Feature:
    """A row of a table."""

    name: str
    since: int
    """The first version of Chrome that has it."""
    query: Query
    examples: tuple[str, ...]
    """Each must be caught."""
    unless: re.Pattern[str] | None = None
    """What the block around a find may hold, so that it is none."""


@dataclass(frozen=True, order=True)
class Find:
    """A place where a feature is used."""

    file: str
    line: int
    column: int
    feature: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.feature}: {self.text}"


def _any_of(capture: str, names: Sequence[str]) -> str:
    quoted = " ".join(f'"{name}"' for name in names)
    return f"(#any-of? @{capture} {quoted})"


def _member(names: Sequence[str]) -> str:
    found = "(member_expression property: (property_identifier) @found)"
    return f"({found} {_any_of('found', names)})"


def _static(names: Sequence[str]) -> str:
    pattern = '((member_expression) @found (#match? @found "^(window[.])?({})$"))'
    return pattern.replace("{}", "|".join(name.replace(".", "[.]") for name in names))


def _global(names: Sequence[str]) -> str:
    named = f"((identifier) @found {_any_of('found', names)})"
    holder = '(#any-of? @holder "window" "self" "globalThis")'
    member = "(member_expression object: (identifier) @holder property: (_) @found)"
    return f"{named} ({member} {holder} {_any_of('found', names)})"


def _value(pairs: Mapping[str, str]) -> str:
    pattern = '((declaration (property_name) @name (plain_value) @found) {} (#eq? @found "{}"))'
    found = [(f'(#eq? @name "{name}")', value) for name, value in pairs.items()]
    return " ".join(pattern.format(name, value) for name, value in found)


def _pseudo(names: Sequence[str]) -> str:
    kinds = "[(pseudo_class_selector (class_name) @found) (pseudo_element_selector (_) @found)]"
    return f"({kinds} {_any_of('found', names)})"


def _node(pattern: str) -> Callable[[Sequence[str]], str]:
    return lambda names: f"({pattern} {_any_of('found', names)})"


_FORMS: Mapping[str, Callable[[Any], str]] = {
    "query": str,
    "member": _member,
    "static": _static,
    "global": _global,
    "property": _node("(declaration (property_name) @found)"),
    "value": _value,
    "pseudo": _pseudo,
    "at": _node("(at_rule (at_keyword) @found)"),
    "function": _node("(call_expression (function_name) @found)"),
    "unit": _node("(unit) @found"),
}


def _examples(names: object, example: str) -> tuple[str, ...]:
    if isinstance(names, dict):
        written = [f"{name}: {value}" for name, value in names.items()]
    else:
        written = names if isinstance(names, list) else [""]
    return tuple(example.replace("NAME", name) for name in written)


@cache
def features(language: str) -> tuple[Feature, ...]:
    """Return the rows of a table."""
    rows = yaml.safe_load((HERE / f"{language}.yml").read_text(encoding="utf-8"))
    return tuple(_feature(language, row) for row in rows)


def _feature(language: str, row: dict[str, Any]) -> Feature:
    """Return the row; it must say exactly one thing that it looks for."""
    keys = set(row) - {"name", "since", "example", "unless"}
    assert len(keys) == 1 and keys <= set(_FORMS), f"{row['name']}: {sorted(keys)}"
    (key,) = keys
    return Feature(
        row["name"],
        row["since"],
        Query(LANGUAGES[language], _FORMS[key](row[key])),
        _examples(row[key], row["example"]),
        re.compile(row["unless"]) if "unless" in row else None,
    )


def lint(language: str, file: str, text: str) -> Iterator[Find]:
    """Yield what is used in `text` and came after Chromium 80, and what cannot be parsed."""
    root = Parser(LANGUAGES[language]).parse(text.encode()).root_node
    for node in _broken(root):
        yield _find(file, node, "cannot be parsed")
    for feature in features(language):
        for node in QueryCursor(feature.query).captures(root).get("found", []):
            if not (feature.unless and feature.unless.search(_block(node))):
                yield _find(file, node, feature.name)


def _broken(node: Node) -> Iterator[Node]:
    if node.is_error or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from _broken(child)


def _find(file: str, node: Node, feature: str) -> Find:
    row, column = node.start_point
    return Find(file, row + 1, column + 1, feature, _text(node)[:80])


def _block(node: Node) -> str:
    above = node.parent
    while above is not None and above.type != "block":
        above = above.parent
    return _text(above)


def _text(node: Node | None) -> str:
    return (node.text or b"").decode() if node else ""
