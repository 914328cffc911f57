"""Which article of one version is which of another.

What `correspondences.yml` says counts. Between two complete official texts that it does not
mention, articles are paired by their content: a rule is often replaced rather than amended, so
numbers and order say little. Of digests nothing is inferred: their words are the editors'.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kb.address import Address
from kb.model import TextKind
from kb.provisions import Provision
from kb.site import Rule, Site

_ALIKE = 0.4
"""Jaccard index of two articles' bigrams from which they may be one article, amended."""
_ZERO = str.maketrans("〇○", "零零")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What an article is in another version."""

    address: Address
    inferred: bool
    """Concluded from the articles around it; no source says so."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The articles of all versions of all rules with what they are in the version next to theirs.

    An article may have been split in several, or several put into one.
    """

    newer: Mapping[Address, tuple[Counterpart, ...]]
    older: Mapping[Address, tuple[Counterpart, ...]]

    @classmethod
    def of(cls, site: Site) -> "Counterparts":
        """Return the counterparts of all articles that have any."""
        newer: dict[Address, tuple[Counterpart, ...]] = {}
        older: dict[Address, tuple[Counterpart, ...]] = {}
        for versions in site.families.values():
            for after, before in pairwise(versions):
                for old, new, inferred in matches(site, before, after):
                    newer[old] = (*newer.get(old, ()), Counterpart(new, inferred))
                    older[new] = (*older.get(new, ()), Counterpart(old, inferred))
        return cls(newer, older)

    def current(self, address: Address) -> tuple[Counterpart, ...]:
        """Return what the article is in the newest version to which it can be followed."""
        found = self.newer.get(address, ())
        while further := tuple(
            Counterpart(next_.address, next_.inferred or one.inferred)
            for one in found
            for next_ in self.newer.get(one.address, ())
        ):
            found = further
        return found


def matches(site: Site, older: Rule, newer: Rule) -> tuple[tuple[Address, Address, bool], ...]:
    """Return the articles that correspond, in the order of `older`, and whether that is inferred."""
    for table in site.correspondences:
        if (table.older, table.newer) == (older.meta.id, newer.meta.id):
            pairs = [(pair.old, pair.new, pair.inferred) for pair in table.articles]
            break
    else:
        complete = older.meta.text_kind is newer.meta.text_kind is TextKind.OFFICIAL
        found = pair(older.articles, newer.articles) if complete else {}
        pairs = [(old, new, False) for old, new in found.items()]
    return tuple(
        (Address(older.meta.id, f"art-{old}"), Address(newer.meta.id, f"art-{new}"), inferred)
        for old, new, inferred in pairs
    )


def pair(older: Iterable[Provision], newer: Iterable[Provision]) -> dict[str, str]:
    """Return the keys of the articles that are most like each other, both ways: {"33": "35"}."""
    olds = {_key(article): _bigrams(article) for article in older}
    news = {_key(article): _bigrams(article) for article in newer}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, grams in news.items():
        for gram in grams:
            holders[gram].append(key)
    best: dict[str, tuple[float, str]] = {}
    claimed: dict[str, tuple[float, str]] = {}
    for old, grams in olds.items():
        shared = Counter(new for gram in grams for new in holders.get(gram, ()))
        for new, count in shared.items():
            likeness = count / (len(grams) + len(news[new]) - count)
            if likeness >= _ALIKE:
                best[old] = max(best.get(old, (0.0, "")), (likeness, new))
                claimed[new] = max(claimed.get(new, (0.0, "")), (likeness, old))
    return {old: new for old, (_, new) in best.items() if claimed[new][1] == old}


def article_text(article: Provision) -> str:
    """Return the words of an article: its paragraphs and items on lines of their own."""
    lines = [part for part in article.walk() if part is not article]
    numbered = [part.label + part.text if "-i" in part.id else part.text for part in lines]
    return "\n".join(numbered)


def normalised(text: str) -> str:
    """Return `text` without what is no amendment: width, kinds of zero, blanks and line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ZERO).split())


def _key(article: Provision) -> str:
    return article.id.removeprefix("art-")


def _bigrams(article: Provision) -> frozenset[str]:
    text = normalised(article_text(article))
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
