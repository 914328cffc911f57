"""Texts as letters of ASCII, one or two for a character.

Deflate works on bytes: a Chinese character is three of them in UTF-8 and leaves it a short memory.
So written, the texts of the site take a fifth less on the way, and half of it in the browser, which
keeps the source of every script for a while.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BETWEEN = "~"
"""Stands between texts that are written one after another."""
_RARE = "}"
"""Before the code of a character that has no letters of its own, six hexadecimal digits."""
_LETTERS = "".join(
    sign for sign in map(chr, range(0x20, 0x7F)) if sign not in {'"', "\\", "<", BETWEEN, _RARE}
)
_ALONE = 40
"""So many characters take one letter."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What characters are written as; `client/letters.js` turns it round."""

    often: str
    """The most frequent characters."""
    others: str
    """Characters that take two letters, in order."""
    _written: dict[int, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        first = len(self.often)
        many = len(_LETTERS)
        self._written.update(zip(map(ord, self.often), _LETTERS, strict=False))
        for number, sign in enumerate(self.others[: (many - first) * many]):
            pair = _LETTERS[first + number // many] + _LETTERS[number % many]
            self._written[ord(sign)] = pair

    def table(self) -> Mapping[int, str]:
        """Return the letters of each character that has its own."""
        return {sign: code for sign, code in self._written.items() if code[0] != _RARE}

    def write(self, *texts: str) -> str:
        """Return the texts in letters, with what stands between them."""
        known = self._written
        for sign in set().union(*texts):
            known.setdefault(ord(sign), f"{_RARE}{ord(sign):06x}")
        return BETWEEN.join(text.translate(known) for text in texts)


def alphabet(texts: Iterable[str], order: Iterable[str]) -> Alphabet:
    """Return the alphabet for `texts`; characters of `order` come first among those of two letters.

    The browser has that order anyway.
    """
    use: Counter[str] = Counter()
    for text in texts:
        use.update(text)
    often = sorted(use, key=lambda sign: (-use[sign], sign))[:_ALONE]
    rest = [sign for sign in dict.fromkeys(order) if sign not in often]
    return Alphabet("".join(often), "".join([*rest, *sorted({*use}.difference(often, rest))]))
