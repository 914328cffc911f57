"""The numbers of chapters, articles and items of a rule."""

import re
from collections.abc import Container, Iterator

from kb.headings import DIVISION, DIVISIONS
from kb.model import TextKind
from kb.numerals import article_label, parse_numeral, to_chinese
from kb.problem import Code, Problem
from kb.provisions import Provision
from kb.site import Rule

_FIRST = re.compile(r"[*#\s-]*第[一1１]条(?![\u00a0、，。；：）》”至到和或及与的等中之所规第]|$)")
_MENTION = re.compile(r"[\u00a0、，。；：）》”至到和或及与的等中之所规第]|$")
"""What follows the number of an article that is only mentioned: 第三条规定的……"""


def check_rule(rule: Rule, *, strict: bool = False) -> Iterator[Problem]:
    """Yield gaps and doubles in the numbering.

    A digest holds only some articles: its numbers must rise, but may leave gaps. In an official text
    no article may be lost, but the chapters and items stand as they were published; `strict` tells
    of gaps there, too.
    """
    digest = rule.meta.text_kind is TextKind.DIGEST
    loose = digest or (rule.meta.text_kind is TextKind.OFFICIAL and not strict)
    problem = rule.source.problem
    yield from _divisions(rule, loose)
    if not rule.articles:
        if rule.meta.text_kind is TextKind.MODEL or _unread(rule):
            yield problem(
                1, 1, Code.NO_ARTICLES, "没有找到条文", "条文写成“第一条　……”，条号后空一个全角空格"
            )
        return
    yield from _articles(rule, digest)
    for article in rule.articles:
        yield from _items(rule, article, loose)
    count = rule.meta.article_count
    if count is not None and rule.meta.text_kind is TextKind.OFFICIAL:
        whole = [article for article in rule.articles if "-" not in _key(article)]
        if len(whole) != count:
            yield rule.header.problem(
                ("article_count",),
                Code.ARTICLE_GAP,
                f"头部写明共 {count} 条，正文有 {len(whole)} 条",
            )


def _unread(rule: Rule) -> bool:
    """Return whether the text has a paragraph that was meant as an article.

    Official decisions and replies have none: they count 一、二、三.
    """
    official = rule.meta.text_kind is TextKind.OFFICIAL
    return official and any(_FIRST.match(line) for line in rule.source.body.split("\n"))


def _divisions(rule: Rule, loose: bool) -> Iterator[Problem]:
    """Yield 编, 章 and 节 that do not follow the one before them in the same division.

    In a new 编 the chapters begin anew or go on: both are found in official texts.
    """
    units = list(DIVISIONS)
    within: dict[str, int] = {}
    chapters = 0
    for heading in rule.headings:
        if not (found := DIVISION.match(heading.text)):
            continue
        unit, number = found["unit"], parse_numeral(found["number"])
        expected = within.get(unit, 0) + 1
        follows = number == expected or (
            unit == "章" and unit not in within and number == chapters + 1
        )
        message = ""
        if loose and number < expected and not follows:
            message = f"{unit}的编号应当从小到大"
        elif not loose and not follows:
            message = f"{unit}的编号不连续：此处应为第{to_chinese(expected)}{unit}"
        if message:
            yield rule.source.problem(
                heading.line,
                1,
                Code.CHAPTER_ORDER,
                f"{message}，写的是{found.group()}",
                f"漏了一{unit}，或编号写错",
            )
        within = {other: within[other] for other in units[: units.index(unit)] if other in within}
        within[unit] = number
        chapters = number if unit == "章" else chapters


def _articles(rule: Rule, digest: bool) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    previous = (0, 0)
    for article in rule.articles:
        key = _key(article)
        main, _, inserted = key.partition("-")
        current = (int(main), int(inserted or 0))
        if key in seen:
            line = rule.source.body_line + seen[key] - 1
            yield rule.source.problem(
                article.line,
                1,
                Code.ARTICLE_TWICE,
                f"{article.label}出现两次",
                f"另一处在第 {line} 行",
            )
        elif digest and current < previous:
            message = f"条号应当从小到大，{article.label}写得太后"
            yield rule.source.problem(article.line, 1, Code.ARTICLE_GAP, message)
        elif not digest and not _follows(_skip(previous, rule.meta.missing), current):
            yield rule.source.problem(
                article.line,
                1,
                Code.ARTICLE_GAP,
                f"条号不连续：此处应为{_next(previous, current)}，写的是{article.label}",
                "漏了一条，或条号写错；要点提示只摘部分条文时，写 text_kind: 要点提示",
            )
        seen.setdefault(key, article.line)
        previous = current
        for paragraph in article.parts[1:]:
            label = article_label(str(previous[0] + 1))
            after = paragraph.text.removeprefix(label)
            if after != paragraph.text and not _MENTION.match(after):
                yield rule.source.problem(
                    paragraph.line,
                    1,
                    Code.ARTICLE_GAP,
                    f"{label}后面没有空格，没有当作一条",
                    f"写成“{label}　……”，条号后空一个全角空格",
                )
                previous = (previous[0] + 1, 0)


def _skip(previous: tuple[int, int], missing: Container[str]) -> tuple[int, int]:
    """Return the last of the articles after `previous` that the official text does not have."""
    while str(previous[0] + 1) in missing:
        previous = (previous[0] + 1, 0)
    return previous


def _follows(previous: tuple[int, int], current: tuple[int, int]) -> bool:
    main, inserted = previous
    return current in {(main + 1, 0), (main, inserted + 1)}


def _next(previous: tuple[int, int], current: tuple[int, int]) -> str:
    """Return the label that should stand where `current` does."""
    main, inserted = previous
    return article_label(f"{main}-{inserted + 1}" if current[0] == main else str(main + 1))


def _items(rule: Rule, article: Provision, loose: bool) -> Iterator[Problem]:
    """Yield items out of order; those of a paragraph begin anew or go on, where an item has its own."""
    last = 0
    for paragraph in article.parts:
        expected = 1
        for item in paragraph.parts:
            goes_on = item is paragraph.parts[0] and item.number == last + 1
            if not goes_on and (item.number < expected or (item.number > expected and not loose)):
                yield rule.source.problem(
                    item.line,
                    1,
                    Code.ITEM_ORDER,
                    f"{article.label}的项号不连续：此处应为（{to_chinese(expected)}）",
                )
            last = item.number
            expected = last + 1


def _key(article: Provision) -> str:
    return article.id.removeprefix("art-")
