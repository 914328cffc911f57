"""The numbers of chapters, articles and items of a rule."""

import re
from collections.abc import Container, Iterator

from kb.headings import DIVISION, DIVISIONS, mask_fences
from kb.model import TextKind
from kb.numerals import NUMERAL, article_label, parse_article, parse_numeral, to_chinese
from kb.problem import Code, Problem
from kb.provisions import Provision
from kb.site import Rule

_FIRST = re.compile(r"[*#\s-]*第[一1１]条(?![\u00a0、，。；：）》”至到和或及与的等中之所规第]|$)")
_MOST = 10_000
"""More than any rule has articles."""
_BLANK = re.compile(r"[ \u3000]")
_UNSPACED = re.compile(
    rf"(?P<marks>[\s*_>+\-]*)(?P<label>第[ \u3000]*{NUMERAL}[ \u3000]*条(?:之{NUMERAL})?)[*_]*"
)
"""The number of an article at the start of a line, with all that keeps it from being read as one."""
_MENTION = re.compile(
    r"[ \u3000]*(?:[\u00a0，。；）》」”、]|至?第|[和与及或至到]第|或者第|以及第|[（(][^）)]{1,12}[）)]|规定|所[称列指述涉提说规]"
    r"|之规定|中[的所规“]|[的等]|$)"
)
"""What follows the number of an article that is only mentioned: 第三条规定的……, 第三条、第四条……"""


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
    unspaced = list(_unspaced(rule))
    for line, number, fault in unspaced:
        label = article_label(f"{number[0]}-{number[1]}" if number[1] else str(number[0]))
        yield rule.source.problem(
            line,
            1,
            Code.ARTICLE_GAP,
            f"{label}{fault}，没有当作一条",
            f"写成“{label}　……”，条号后空一个全角空格",
        )
    for article in rule.articles:
        key = _key(article)
        current = _number(key)
        passed = (number for _, number, _ in unspaced if previous < number < current)
        previous = max(passed, default=previous)
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


def _unspaced(rule: Rule) -> Iterator[tuple[int, tuple[int, int], str]]:
    """Yield line, number and fault of what opens an article but was read as part of another.

    The number must lie between those of the articles around it: 「第三条……」 within 第七条 is a
    mention. So is one that goes on like one.
    """
    articles = [(article.line, _number(_key(article))) for article in rule.articles]
    place, last = 0, (0, 0)
    for line, text in enumerate(mask_fences(rule.source.body), 1):
        if place < len(articles) and line == articles[place][0]:
            last = articles[place][1]
            place += 1
        elif found := _UNSPACED.match(text):
            number = _number(parse_article(_BLANK.sub("", found["label"])))
            following = articles[place][1] if place < len(articles) else (_MOST, 0)
            if last < number < following and not _MENTION.match(text, found.end()):
                blank = _BLANK.search(found["label"])
                fault = "里面有空格" if blank else "后面没有空格"
                yield line, number, "前面有标记" if found["marks"].strip() else fault
                last = number


def _number(key: str) -> tuple[int, int]:
    main, _, inserted = key.partition("-")
    return int(main), int(inserted or 0)


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
    """Yield items out of order; those of each paragraph begin anew."""
    for paragraph in article.parts:
        expected = 1
        for item in paragraph.parts:
            if item.number < expected or (item.number > expected and not loose):
                yield rule.source.problem(
                    item.line,
                    1,
                    Code.ITEM_ORDER,
                    f"{article.label}的项号不连续：此处应为（{to_chinese(expected)}）",
                )
            expected = item.number + 1


def _key(article: Provision) -> str:
    return article.id.removeprefix("art-")
