"""How characters are read: for queries in pinyin or initials, and for a wrong homophone."""

from collections import defaultdict
from collections.abc import Iterable

_COMMON = range(0xB0A1, 0xD7FA)
"""The level of GB 2312 that has the 3755 characters of everyday use."""


def syllables(used: Iterable[str]) -> str:
    """Return each syllable with the characters that may be read so, as `a啊阿 ai唉爱`.

    `used` are characters of the site; the common ones are always there, for queries may be wrong.
    """
    from pypinyin import Style, pinyin  # takes longer to load than a page to build

    known: defaultdict[str, list[str]] = defaultdict(list)
    for sign in sorted({*used, *_common()}):
        for reading in pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore"):
            for syllable in dict.fromkeys(reading):
                if syllable.isascii() and syllable.isalpha():
                    known[syllable].append(sign)
    return " ".join(syllable + "".join(signs) for syllable, signs in sorted(known.items()))


def _common() -> set[str]:
    pairs = (code.to_bytes(2, "big") for code in _COMMON)
    return set("".join(pair.decode("gb2312", "ignore") for pair in pairs))
