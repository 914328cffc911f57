"""Names of rules in running text: cleaned, dated, declared short, or without title marks."""

import re
from dataclasses import dataclass, replace

from kb.citations.grammar import Grammar
from kb.citations.model import Names

_WINDOW = 60
"""A name without title marks, and what may stand in brackets before a short name, is no longer."""
_BEFORE = 300
"""How far before the bracket the names begin for which short names are declared."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text."""

    start: int
    end: int
    text: str
    """Without title marks and version: 监察法."""
    version: str | None = None


@dataclass(frozen=True, slots=True)
class ShortName:
    """A declared short name: from `start` on `short` means `full`."""

    opening: int
    """Where the bracket opens that declares it."""
    start: int
    short: str
    full: str
    version: str | None


def bracketed_name(raw: str, start: int, grammar: Grammar) -> Name:
    """Return the name in the title marks `raw`: 《甲条例（2015年修订）》 is 甲条例 of 2015."""
    text = raw[1:-1].strip(grammar.spaces)
    version = grammar.patterns["title_version"].search(text)
    if version:
        text = text[: version.start()].rstrip(grammar.spaces)
    return Name(start, start + len(raw), text, _date(version))


def marked_name(text: str, found: re.Match[str], end: int, grammar: Grammar) -> Name:
    """Return the name `found` in title marks, with the version that the words around it give."""
    name = bracketed_name(found.group(), found.start(), grammar)
    notes = grammar.patterns["notes"].match(text, found.end(), end)
    version = name.version or version_before(text, found.start(), grammar)
    return replace(name, version=version or version_in_note(notes[0] if notes else "", grammar))


def version_in_note(note: str, grammar: Grammar) -> str | None:
    """Return the last date in brackets: （1994年通过，2018年12月29日修正） is 2018-12-29."""
    dates = list(grammar.patterns["note_version"].finditer(note))
    return _date(dates[-1] if dates else None)


def version_before(text: str, start: int, grammar: Grammar) -> str | None:
    """Return the year that stands before the name at `start`: 2018年修订的《条例》 is 2018."""
    window = text[max(0, start - 24) : start]
    return _date(grammar.patterns["version_before"].search(window))


def _date(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    year, *rest = (part for part in found.groups() if part)
    return "-".join([year, *(part.zfill(2) for part in rest)])


def plain_name(
    text: str,
    end: int,
    floor: int,
    grammar: Grammar,
    known: tuple[Names, ...],
    alone: frozenset[str] = frozenset(),
) -> Name | None:
    """Return the name without title marks that ends at `end`: 监察法 in 不符合监察法第三条.

    It never reaches below `floor`. What is `known` wins; else the name begins after the last word
    that cannot be part of one. The nouns in `alone` are names by themselves: 条例第三条.
    """
    window = text[max(floor, end - _WINDOW) : end]
    tail = grammar.patterns["tail"].search(window)
    if tail is None:
        return _alias_before(window, end, known)
    stem_end, noun, notes = tail.start(), tail[1], tail[2]
    letters = grammar.patterns["letters"].search(window[:stem_end])
    stem = letters.group() if letters else ""
    name = _known_name(stem + noun, known, grammar) or _unknown_name(stem, noun, grammar, alone)
    if name is None:
        return _alias_before(window, end, known)
    start = end - len(window) + stem_end + len(noun) - len(name)
    version = version_in_note(notes, grammar) or version_before(text, start, grammar)
    notes = notes.strip(grammar.spaces)
    number = grammar.patterns["note_number"].match(notes)
    return Name(start, end, name + notes if number else name, version)


def _alias_before(window: str, end: int, known: tuple[Names, ...]) -> Name | None:
    """Return a known name that does not end like one: 九民纪要, 甲释."""
    words = window.rstrip(" \u3000*")
    for names in known:
        if name := names.ending(words):
            start = end - len(window) + len(words) - len(name)
            return Name(start, end, name)
    return None


def _known_name(words: str, known: tuple[Names, ...], grammar: Grammar) -> str | None:
    found = max((names.ending(words) or "" for names in known), key=len, default="")
    if not found or _is_part(words[: -len(found)], grammar):
        return None
    return found


def _is_part(left: str, grammar: Grammar) -> bool:
    """Whether what stands left of a known name belongs to it: 上海市 before 食品安全条例."""
    stem = left[_last_boundary(left, grammar) :]
    return bool(grammar.patterns["places"].search(stem))


def _unknown_name(stem: str, noun: str, grammar: Grammar, alone: frozenset[str]) -> str | None:
    patterns = grammar.patterns
    if about := patterns["about"].search(stem):
        return about.group() + noun
    stem = stem[_last_boundary(stem + noun, grammar) :]
    law = noun in {"法", "法典"}
    if not stem and noun in alone:
        return noun
    if patterns["generic"].match(stem) and not (law and stem):
        return None
    if patterns["not_names"].search(stem + noun) or noun in grammar.titled:
        return None
    return stem + noun if len(stem) >= (1 if law else 2) else None


def _last_boundary(words: str, grammar: Grammar) -> int:
    """Return where the last word ends that no name holds: 3 for 不符合专利法."""
    last = 0
    for found in grammar.patterns["boundary"].finditer(words):
        if found[1] and _divides(found, words, grammar):
            last = found.end()
    return last


def _divides(found: re.Match[str], words: str, grammar: Grammar) -> bool:
    """和 divides 公司法和证券法, not 专属经济区和大陆架法."""
    if found.start() == 0 or not grammar.patterns["joining"].match(found[1]):
        return True
    return bool(grammar.patterns["joined_left"].search(words[: found.start()]))


def find_short_names(text: str, grammar: Grammar, known: tuple[Names, ...]) -> list[ShortName]:
    """Return the declared short names: 《甲条例》（以下简称《条例》） makes 条例 mean 甲条例."""
    found = []
    for mark in grammar.patterns["opening"].finditer(text):
        opening = _bracket_around(text, mark.start())
        declares = grammar.patterns["declares"].match(text, mark.start())
        if opening is None or declares is None:
            continue
        words = declares[1].strip(grammar.spaces)
        shorts = [found[1] for found in grammar.patterns["quoted"].finditer(words)]
        if len(shorts) < 2:
            words = grammar.patterns["marks"].sub("", words)
            several = grammar.patterns["several"].search(mark.group())
            shorts = grammar.patterns["between"].split(words) if several else [words]
        full = _names_before(text, opening, len(shorts), grammar, known)
        full *= len(shorts) if len(full) == 1 else 1
        noted = version_in_note(text[opening : mark.start()], grammar)
        found += [
            ShortName(opening, declares.end(), short, name.text, name.version or noted)
            for short, name in zip(shorts[-len(full) :], full, strict=False)
            if not short.startswith("本")
        ]
    return found


def _bracket_around(text: str, at: int) -> int | None:
    """Return where the bracket opens in which `at` stands."""
    low = max(0, at - _WINDOW)
    low = max(low, text.rfind("\n", low, at) + 1)
    opening = max(text.rfind("（", low, at), text.rfind("(", low, at))
    closed = max(text.rfind("）", low, at), text.rfind(")", low, at))
    return opening if opening > closed else None


def _names_before(
    text: str, end: int, count: int, grammar: Grammar, known: tuple[Names, ...]
) -> list[Name]:
    """Return the `count` names that end at the bracket at `end`."""
    low = max(0, end - _BEFORE)
    low = max(low, text.rfind("\n", low, end) + 1)
    marked = list(grammar.patterns["NAME"].finditer(text, low, end))
    if marked and grammar.patterns["only_notes"].fullmatch(text, marked[-1].end(), end):
        return [marked_name(text, found, end, grammar) for found in marked[-count:]]
    plain = plain_name(text, end, low, grammar, known)
    return [plain] if plain and count == 1 else []
