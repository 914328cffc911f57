"""The numbers of chapters, articles and items of a rule."""

import re
from collections.abc import Iterator

from kb.headings import DIVISION, DIVISIONS
from kb.model import TextKind
from kb.numerals import article_label, parse_numeral, to_chinese
from kb.problem import Code, Problem
from kb.provisions import Provision
from kb.site import Rule

_MENTION = re.compile(r"[、，。；：）》”至到和或及与的等中之所规第]|$")
"""What follows the number of an article that is only mentioned: 第三条规定的……"""


def check_rule(rule: Rule) -> Iterator[Problem]:
    """Yield gaps and doubles in the numbering.

    A digest holds only some articles: its numbers must rise, but may leave gaps.
    """
    digest = rule.meta.text_kind is TextKind.DIGEST
    problem = rule.source.problem
    yield from _divisions(rule, digest)
    if not rule.articles:
        if not digest:
            yield problem(
                1, 1, Code.NO_ARTICLES, "没有找到条文", "条文写成“第一条　……”，条号后空一个全角空格"
            )
        return
    yield from _articles(rule, digest)
    for article in rule.articles:
        for paragraph in article.parts:
            yield from _items(rule, article, paragraph, digest)
    count = rule.meta.article_count
    if count is not None and rule.meta.text_kind is TextKind.OFFICIAL:
        whole = [article for article in rule.articles if "-" not in _key(article)]
        if len(whole) != count:
            yield rule.header.problem(
                ("article_count",),
                Code.ARTICLE_GAP,
                f"头部写明共 {count} 条，正文有 {len(whole)} 条",
            )


def _divisions(rule: Rule, digest: bool) -> Iterator[Problem]:
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
        if digest and number < expected:
            message = f"{unit}的编号应当从小到大"
        elif not digest and not follows:
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
        elif not digest and not _follows(previous, current):
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


def _follows(previous: tuple[int, int], current: tuple[int, int]) -> bool:
    main, inserted = previous
    return current in {(main + 1, 0), (main, inserted + 1)}


def _next(previous: tuple[int, int], current: tuple[int, int]) -> str:
    """Return the label that should stand where `current` does."""
    main, inserted = previous
    return article_label(f"{main}-{inserted + 1}" if current[0] == main else str(main + 1))


def _items(rule: Rule, article: Provision, paragraph: Provision, digest: bool) -> Iterator[Problem]:
    expected = 1
    for item in paragraph.parts:
        if item.number < expected or (item.number > expected and not digest):
            yield rule.source.problem(
                item.line,
                1,
                Code.ITEM_ORDER,
                f"{article.label}的项号不连续：此处应为（{to_chinese(expected)}）",
            )
        expected = item.number + 1


def _key(article: Provision) -> str:
    return article.id.removeprefix("art-")
