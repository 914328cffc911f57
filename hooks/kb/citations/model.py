"""What the recogniser takes and what it gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SELF = "SELF"
"""The target of 本法, of bare articles and of 前款: the rule in which the words stand."""


class Kind(StrEnum):
    """How the rule is named; the words tell how far to trust a target that no rule bears."""

    NAMED = "named"
    """In title marks: 《政务处分法》第三十三条."""
    PLAIN = "plain"
    """Without title marks: 监察法第三十一条."""
    OWN = "own"
    """本法第五条, 本《规定》第五条."""
    THAT = "that"
    """By what stands before: 该法第五条, 其实施条例第六条."""
    BARE = "bare"
    """Not at all: 违反第五条规定, 第一款."""
    RELATIVE = "relative"
    """By the place of the words: 前款, 前两条, 本条第二款, 上述规定."""
    PART = "part"
    """A 编, 章 or 节 and no article: 本规定第三章."""


@dataclass(frozen=True, slots=True, order=True)
class Provision:
    """An article, or a 款 or 项 of it; `str()` gives the anchor's end: `33-p1-i2`."""

    article: str | None
    """`"33"`, `"120-3"`; None where the words do not let it be known."""
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        paragraph = "" if self.paragraph is None else f"-p{self.paragraph}"
        item = "" if self.item is None else f"-i{self.item}"
        return f"{self.article or '?'}{paragraph}{item}"


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One rule with its unbroken list of provisions, as the words name it.

    《监察法》（2018年）第七十条、第七十一条 has the target 监察法, the version 2018 and two provisions.
    """

    start: int
    """Offset of the first character, in code points."""
    end: int
    target: str
    """The name without outer title marks, short names replaced by what they stand for; or `SELF`."""
    provisions: tuple[Provision, ...]
    """Empty for a name alone; ranges are expanded."""
    kind: Kind
    version: str | None = None
    """Year or date that the words give with the name: `"2018"`, `"2018-08-18"`."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Names:
    """Names that are recognised without title marks.

    >>> Names.of(["监察法", "监察法实施条例"]).ending("不符合监察法")
    '监察法'
    """

    _lengths: Mapping[str, tuple[int, ...]]
    """For each last character the lengths of the names, longest first."""
    _names: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Return the names ready for looking up."""
        known = frozenset(name for name in names if name)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in known:
            lengths[name[-1]].add(len(name))
        return cls(
            {last: tuple(sorted(all_, reverse=True)) for last, all_ in lengths.items()}, known
        )

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def ending(self, text: str) -> str | None:
        """Return the longest name with which `text` ends."""
        for length in self._lengths.get(text[-1:], ()):
            if text[-length:] in self._names:
                return text[-length:]
        return None


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What is known of the text around: whose article a bare 第五条 or 前款 is."""

    title: str | None = None
    """Name of the rule, or of the page, in which the words stand."""
    article: str | None = None
    """Key of the article in which the words stand, `"33"`; in a whole rule the text itself says so."""
    names: Names = field(default_factory=lambda: Names.of(()))
    """Names and aliases of the catalogue."""
