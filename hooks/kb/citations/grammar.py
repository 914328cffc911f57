"""The interpreter of `grammar.json`: tokens become patterns, productions become matchers."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kb.citations.model import Names

Piece = tuple[str, str]
"""A token that was read and its words: `("ARTICLE", "条之三")`."""
Matcher = Callable[[str, int, list[Piece]], int]
"""Takes the text, an offset and the pieces so far; returns where it ended, or -1 and adds none."""

_TABLE = Path(__file__).with_name("grammar.json")
_INSERTED = re.compile(r"\{([A-Za-z]+)\}")
_NOTATION = re.compile(r"\s*([A-Za-z_]+|[()|?*])")
_LONGEST_RUN = 400
"""Most repetitions of one `*`: a list of provisions is never longer, a trap may be."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The table, ready to be used."""

    matchers: Mapping[str, Matcher]
    """One for each production and form, by name."""
    patterns: Mapping[str, re.Pattern[str]]
    """The tokens, and the patterns of `decide`, `plain_names` and `short_names`."""
    titled: frozenset[str]
    """Nouns that end a name without title marks only after 关于."""
    alone: frozenset[str]
    """Nouns that are a name by themselves once a rule of that kind was named."""
    names: Names
    """Names known without any catalogue."""
    spaces: str
    """The characters that are white."""


@cache
def load_grammar() -> Grammar:
    """Return the grammar of the package, read once."""
    table = load_table()
    plain, short = table["plain_names"], table["short_names"]
    words = {name: any_of(table[name]) for name in ("nouns", "modifiers")}
    sources = {"spaces": table["spaces"]} | words
    for name, source in table["tokens"].items():
        sources[name] = insert(source, sources)
    decide = {name: insert(source, sources) for name, source in (table["decide"] | short).items()}
    decide |= {
        name: insert(source, sources) for name, source in plain.items() if isinstance(source, str)
    }
    passed_over, boundaries = any_of(plain["passed_over"]), any_of(plain["boundaries"])
    decide["boundary"] = f"{passed_over}|({boundaries})"
    decide["anchor"] = "|".join(insert(source, sources) for source in table["anchors"])
    productions = {entry["name"]: entry["is"] for entry in table["productions"] + table["forms"]}
    return Grammar(
        matchers=compile_productions(productions, sources),
        patterns={name: compile_pattern(source) for name, source in (sources | decide).items()},
        titled=frozenset(plain["titled"]),
        alone=frozenset(plain["alone"]),
        names=Names.of(name for line in table["names"] for name in line.split()),
        spaces=table["spaces"],
    )


def load_table() -> Any:
    """Return `grammar.json` as it stands: for the examples, and for embedding in a page."""
    return json.loads(_TABLE.read_text(encoding="utf-8"))


def compile_pattern(source: str) -> re.Pattern[str]:
    """Return the pattern, with `$` for the end of the text alone, as in a browser."""
    return re.compile(source.replace("$", r"\Z"))


def any_of(words: Sequence[str]) -> str:
    """Return a pattern for one of the words, the longest that fits: `(?:条例|条)`."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


def insert(source: str, sources: Mapping[str, str]) -> str:
    """Return the pattern with each `{NAME}` replaced: `"第{NUM}"` becomes `"第[一二三…]"`."""
    return _INSERTED.sub(lambda found: sources[found[1]], source)


def compile_productions(
    productions: Mapping[str, str], sources: Mapping[str, str]
) -> dict[str, Matcher]:
    """Return a matcher for each production; a production may use those that stand before it."""
    known: dict[str, Matcher] = {
        name: _token(name, compile_pattern(source))
        for name, source in sources.items()
        if name.isupper()
    }
    made: dict[str, Matcher] = {}
    for name, rule in _in_order(productions):
        signs = _NOTATION.findall(rule)
        made[name] = known[name] = _choice(signs, known)
        if signs:
            raise ValueError(f"production {name}: unexpected {signs[0]!r}")
    return made


def _in_order(productions: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the productions so that each comes after those that it uses."""
    ordered: dict[str, str] = {}

    def add(name: str) -> None:
        for used in _NOTATION.findall(productions[name]):
            if used in productions and used not in ordered:
                add(used)
        ordered[name] = productions[name]

    for name in productions:
        add(name)
    return list(ordered.items())


def _choice(signs: list[str], known: Mapping[str, Matcher]) -> Matcher:
    """Compile `A B | C` from the front of `signs`, which are used up as far as they are read."""
    options = [_sequence(signs, known)]
    while signs and signs[0] == "|":
        signs.pop(0)
        options.append(_sequence(signs, known))
    return options[0] if len(options) == 1 else _first_of(options)


def _sequence(signs: list[str], known: Mapping[str, Matcher]) -> Matcher:
    parts = []
    while signs and signs[0] not in "|)":
        sign = signs.pop(0)
        if sign == "(":
            part = _choice(signs, known)
            signs.pop(0)
        else:
            part = known[sign]
        if signs and signs[0] in "?*":
            part = _repeated(part, 1 if signs.pop(0) == "?" else _LONGEST_RUN)
        parts.append(part)
    return parts[0] if len(parts) == 1 else _all_of(parts)


def _token(name: str, pattern: re.Pattern[str]) -> Matcher:
    match = pattern.match

    def read(text: str, start: int, pieces: list[Piece]) -> int:
        found = match(text, start)
        if found is None:
            return -1
        pieces.append((name, found.group()))
        return found.end()

    return read


def _all_of(parts: Sequence[Matcher]) -> Matcher:
    def read(text: str, start: int, pieces: list[Piece]) -> int:
        mark = len(pieces)
        for part in parts:
            start = part(text, start, pieces)
            if start < 0:
                del pieces[mark:]
                return -1
        return start

    return read


def _first_of(options: Sequence[Matcher]) -> Matcher:
    def read(text: str, start: int, pieces: list[Piece]) -> int:
        for option in options:
            end = option(text, start, pieces)
            if end >= 0:
                return end
        return -1

    return read


def _repeated(part: Matcher, most: int) -> Matcher:
    def read(text: str, start: int, pieces: list[Piece]) -> int:
        for _ in range(most):
            end = part(text, start, pieces)
            if end <= start:
                break
            start = end
        return start

    return read
