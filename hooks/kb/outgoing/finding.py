"""What was found, and how much of it may be shown."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kb.problem import Code


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Words that must not leave, by their place in the text."""

    start: int
    end: int
    code: Code
    what: str
    """What they are: 手机号码."""
    shown: str
    """What a report may print, and what an exception names: 138******00."""


class _Table(dict[int, str]):
    """Translates one sign to one sign, so that places stay."""

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        form = unicodedata.normalize("NFKC", sign)
        form = form if len(form) == 1 else sign
        group = unicodedata.category(form)
        self[number] = {"Pd": "-", "Zs": " ", "Cf": "\u200b"}.get(group, form)
        return self[number]


@cache
def _table() -> _Table:
    return _Table()


def normalise(text: str) -> str:
    """Return `text` in its compatibility form (NFKC), sign by sign: every offset stays.

    All dashes become `-`, all blanks ` `, all invisible signs U+200B. Signs that would become
    several, like ㎏, stay as they are.

    >>> normalise("１３８－００１３")
    '138-0013'
    """
    return text.translate(_table())


def mask(words: str) -> str:
    """Return `words` with only the ends left, so that their writer knows them again.

    >>> mask("110101199003070012"), mask("13800138000"), mask("E12345678")
    ('1101************12', '138******00', 'E******78')
    """
    first = 4 if len(words) > 14 else 3 if len(words) > 9 else 1
    last = 2 if len(words) > 4 else 0
    return words[:first] + "*" * (len(words) - first - last) + words[len(words) - last :]


def without_overlaps(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings in their order, leaving out those that lie within an earlier one."""
    taken: list[Finding] = []
    for finding in findings:
        if not any(one.start < finding.end and finding.start < one.end for one in taken):
            taken.append(finding)
            yield finding
