"""Two versions of a rule, article by article: the pages `compare/OLDER--NEWER.html`."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from kb.address import Address
from kb.kinds import Kind
from kb.labels import version_name
from kb.linking.versions import article_text, matches, normalised
from kb.model import PageMeta, TextKind
from kb.provisions import Provision
from kb.search.plain import inline
from kb.site import Page, Rule, Site
from kb.source import Source
from kb.yamltext import YamlText

FOLDER = "compare/"
_BETWEEN = "--"
"""Stands between two ids, none of which can hold it."""
_ZEROS = {"〇": "零", "○": "零"}


class Change(StrEnum):
    """What became of an article; the value is what readers see."""

    SAME = "未改"
    CHANGED = "修改"
    ADDED = "新增"
    REMOVED = "删去"
    MATCHED = "对应"
    INFERRED = "推定对应"
    UNMATCHED = "没有核对到对应条文"
    """Of digests nothing more can be said."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of an article that stand in both versions or in this one alone."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """An article of one version."""

    label: str
    url: str
    lines: tuple[tuple[Piece, ...], ...]
    """Its paragraphs and items; none where both versions say the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article in both versions."""

    change: Change
    old: Cell | None
    new: Cell | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All articles of two versions, in the order of the newer one."""

    older: Rule
    newer: Rule
    rows: tuple[Row, ...]
    complete: bool
    """Both are whole official texts: what is not matched was added or removed."""

    @property
    def older_name(self) -> str:
        """By what the older version is told from the other."""
        return version_name(self.older)

    @property
    def newer_name(self) -> str:
        """By what the newer version is told from the other."""
        return version_name(self.newer)


def comparison_src(older: Rule, newer: Rule) -> str:
    """Return the path below `docs/` that the page which compares them would have."""
    return f"{FOLDER}{older.meta.id}{_BETWEEN}{newer.meta.id}.md"


def with_comparisons(site: Site) -> Site:
    """Return `site` with a page for every two versions that follow each other."""
    pages = [
        _page(older, newer)
        for versions in site.families.values()
        for newer, older in pairwise(versions)
    ]
    return site.with_pages((*site.pages, *pages))


def comparison(site: Site, src: str) -> Comparison | None:
    """Return what the page `src` compares, or None where it is no such page."""
    older, between, newer = src.removeprefix(FOLDER).removesuffix(".md").partition(_BETWEEN)
    if not src.startswith(FOLDER) or not between:
        return None
    before, after = site.records[older], site.records[newer]
    if not (isinstance(before, Rule) and isinstance(after, Rule)):
        return None
    complete = before.meta.text_kind is after.meta.text_kind is TextKind.OFFICIAL
    rows = tuple(_rows(site, before, after, complete))
    return Comparison(before, after, rows, complete)


def _page(older: Rule, newer: Rule) -> Page:
    meta = newer.meta
    name = f"《{meta.title.replace('《', '〈').replace('》', '〉')}》"
    title = f"{name}{version_name(older)}与{version_name(newer)}对照"
    src = comparison_src(older, newer)
    return Page(
        Kind.PAGE,
        Source(src, src, "", "", 1),
        YamlText(src, None),
        PageMeta.model_construct(  # of values that were read as such
            title=title,
            summary="两个版本逐条对照。",
            audience=meta.audience,
            owner=meta.owner,
            review_by=meta.review_by,
            updated=meta.updated,
            approval=meta.approval if older.meta.approval else None,
        ),
        (),
    )


def _rows(site: Site, older: Rule, newer: Rule, complete: bool) -> Iterator[Row]:
    """Yield the articles of the newer version, those that only the older has at their old place."""
    found = [
        (old.anchor, (new.anchor, inferred)) for old, new, inferred in matches(site, older, newer)
    ]
    match_of = {new: (old, inferred) for old, (new, inferred) in found}
    olds = {article.id: article for article in older.articles}
    matched = {old for old, _ in found}
    waiting = [article for article in older.articles if article.id not in matched]
    position = {article.id: index for index, article in enumerate(older.articles)}
    alone = Change.REMOVED if complete else Change.UNMATCHED
    for new in newer.articles:
        anchor, inferred = match_of.get(new.id, ("", False))
        old = olds.get(anchor)
        while old and waiting and position[waiting[0].id] < position[old.id]:
            yield Row(alone, _cell(older, waiting.pop(0)), None)
        if old is None:
            added = Change.ADDED if complete else Change.UNMATCHED
            yield Row(added, None, _cell(newer, new))
        elif complete:
            yield _compared(older, old, newer, new)
        else:
            change = Change.INFERRED if inferred else Change.MATCHED
            yield Row(change, _cell(older, old), _cell(newer, new))
    for article in waiting:
        yield Row(alone, _cell(older, article), None)


def _compared(older: Rule, old: Provision, newer: Rule, new: Provision) -> Row:
    """Return the row of an article of two official texts, its changed words marked."""
    before, after = inline(article_text(old)), inline(article_text(new))
    if normalised(before) == normalised(after):
        return Row(Change.SAME, _cell(older, old, ()), _cell(newer, new, ()))
    matcher = SequenceMatcher(None, _folded(before), _folded(after), autojunk=False)
    olds: list[Piece] = []
    news: list[Piece] = []
    for kind, i, j, k, l in matcher.get_opcodes():  # noqa: E741
        olds.append(Piece(before[i:j], kind != "equal" and bool(before[i:j].strip())))
        news.append(Piece(after[k:l], kind != "equal" and bool(after[k:l].strip())))
    return Row(Change.CHANGED, _cell(older, old, _lines(olds)), _cell(newer, new, _lines(news)))


def _cell(rule: Rule, article: Provision, lines: Sequence[Sequence[Piece]] | None = None) -> Cell:
    if lines is None:
        lines = _lines([Piece(inline(article_text(article)))])
    address = Address(rule.meta.id, article.id)
    url = f"{rule.url}#{address.anchor}"
    return Cell(article.label, url, tuple(tuple(line) for line in lines))


def _lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces cut at line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.changed))
        lines.extend([Piece(text, piece.changed)] for text in rest)
    return [[piece for piece in line if piece.text] for line in lines if line]


def _folded(text: str) -> list[str]:
    """Return the characters of `text`, alike where they differ in no more than width or form."""
    return [_ZEROS.get(sign) or unicodedata.normalize("NFKC", sign) for sign in text]
