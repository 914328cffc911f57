"""From the tokens of a list of provisions to the provisions themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.citations.grammar import Piece
from kb.citations.model import Provision
from kb.numerals import parse_numeral

_LONGEST_RANGE = 300
"""第一条至第九千条 is not expanded: only its ends are kept."""
_NO_SIGNS = dict.fromkeys(map(ord, " \u3000（）()"))
_JOINTS = {"LIST", "COMMA"}
_FIELDS = {"PARAGRAPH": "paragraph", "ITEM": "item", "ITEM_END": "item"}


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    ranged: bool
    """It ends a range: 至七."""


def read_provisions(
    pieces: Iterable[Piece], start: Sequence[Provision] = (), article: str | None = None
) -> tuple[Provision, ...]:
    """Return the provisions that the tokens of 第五条、第六条第二款 mean: 5 and 6-p2.

    `start` is what 前款 or 本条 stand for, refined by a 第一项 that follows at once; `article` is
    the one to which a 第一款 without article belongs; without it that is none.
    """
    found = list(start)
    numbers: list[_Number] = []
    joined = ranged = False
    refines = False
    for token, words in pieces:
        if token in _JOINTS:
            joined = True
        elif token == "RANGE":
            joined = ranged = True
        elif token in {"N", "P"}:
            if not numbers:
                refines, joined = not joined, False
            numbers.append(_Number(parse_numeral(words.translate(_NO_SIGNS)), ranged))
            ranged = False
        elif token.startswith("ARTICLE"):
            _add_articles(found, numbers, words)
            numbers = []
        elif token == "BRANCH":
            _add_branch(found, _branch(words) or 0, ranged)
            joined = ranged = False
        elif token in _FIELDS:
            _add_parts(found, numbers, _FIELDS[token], refines, article)
            numbers = []
        elif token in {"PART", "SUBITEM"}:
            numbers = []
    return tuple(dict.fromkeys(one for one in found if one.article is not None))


def _add_articles(found: list[Provision], numbers: list[_Number], words: str) -> None:
    """Add 第五、六条, or 第…至七条 as far as it goes; the 之三 in `words` belongs to the last."""
    branch = _branch(words)
    for number in numbers[:-1]:
        found += _articles(found, number, None)
    found += _articles(found, numbers[-1], branch)


def _articles(found: list[Provision], number: _Number, branch: int | None) -> list[Provision]:
    first, first_branch = _split(found[-1].article) if found and number.ranged else (None, None)
    if first is None:
        return [_article(number.value, branch)]
    if first == number.value and branch is not None:
        return [_article(first, value) for value in _up_to(first_branch or 0, branch)]
    whole = [_article(value, None) for value in _up_to(first, number.value)]
    return whole if branch is None else [*whole, _article(number.value, branch)]


def _add_branch(found: list[Provision], branch: int, ranged: bool) -> None:
    """Add 、之二 or 至之六 to the article before."""
    number, first = _split(found[-1].article) if found else (None, None)
    if number is not None:
        branches = _up_to(first or 0, branch) if ranged else [branch]
        found += [_article(number, value) for value in branches]


def _add_parts(
    found: list[Provision],
    numbers: list[_Number],
    field: str,
    refines: bool,
    article: str | None,
) -> None:
    """Add 款 or 项: to the provision before where they follow at once, beside it in a list."""
    for number in numbers:
        before = found[-1] if found else Provision(article)
        if refines and found and getattr(before, field) is None:
            found.pop()
        last = getattr(before, field)
        base = replace(before, item=None) if field == "paragraph" else before
        values = _up_to(last, number.value) if number.ranged and last else [number.value]
        if field == "paragraph":
            found += [replace(base, paragraph=value) for value in values]
        else:
            found += [replace(base, item=value) for value in values]
        refines = False


def _up_to(last: int, end: int) -> Sequence[int]:
    """Return what follows `last` as far as `end`: `_up_to(5, 7)` is 6 and 7."""
    return range(last + 1, end + 1) if last < end <= last + _LONGEST_RANGE else [end]


def _article(number: int, branch: int | None) -> Provision:
    return Provision(str(number) if branch is None else f"{number}-{branch}")


def _split(article: str | None) -> tuple[int | None, int | None]:
    number, _, branch = (article or "").partition("-")
    return (int(number) if number else None, int(branch) if branch else None)


def _branch(words: str) -> int | None:
    _, sign, number = words.partition("之")
    return parse_numeral(number.translate(_NO_SIGNS)) if sign else None
