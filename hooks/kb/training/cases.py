"""The outline of a case: what happened, what it broke, where it went wrong, what to discuss."""

import re
from collections.abc import Iterator

from kb.address import Address
from kb.labels import label
from kb.search.plain import plain
from kb.site import Case
from kb.training.outline import (
    Line,
    LineKind,
    Material,
    Outline,
    Part,
    PartKind,
    cited_rules,
    sources,
    used_pages,
)
from kb.training.pages import Subject
from kb.views.frame import Link, chinese_date
from kb.views.linked import linked
from kb.views.page import facts, quoted, source_notice

_ITEM = re.compile(r"[-*+][ \t]+")
_NUMBER = re.compile(r"(\d{1,2})[.)][ \t]+")


def case_outline(material: Material, subject: Subject, case: Case) -> Outline:
    """Return the outline of `case`."""
    site = material.site
    parts = [
        _cover(case),
        Part("经过", tuple(section(material, case, "facts"))),
        _violated(material, case),
        Part("错在哪一步", tuple(_failed(material, case))),
        Part("相关条文", tuple(_articles(material, case))),
        Part("防控要点", tuple(section(material, case, "prevention"))),
        _questions(material, case),
    ]
    rules = cited_rules(site, parts)
    parts.append(_sources(material, case, parts))
    return Outline(
        subject,
        case.meta.code,
        case.meta.title,
        tuple(part for part in parts if part.lines),
        rules,
        used_pages(site, [case], parts),
    )


def section(material: Material, case: Case, anchor: str) -> Iterator[Line]:
    """Yield the paragraphs and items below one of the fixed headings, with their links."""
    lines = case.source.body.split("\n")
    places = [
        heading.line for heading in case.headings if heading.id in case.kind.sections.values()
    ]
    start = next((one.line for one in case.headings if one.id == anchor), len(lines))
    end = next((line - 1 for line in sorted(places) if line > start), len(lines))
    for block in _blocks(lines, start, end):
        kind, number = LineKind.TEXT, ""
        opening = lines[block.start - 1].strip()
        if _ITEM.match(opening):
            kind = LineKind.ITEM
        elif opening.startswith("#"):
            kind = LineKind.HEAD
        elif found := _NUMBER.match(opening):
            kind, number = LineKind.NUMBER, f"{found[1]}. "
        words = plain(lines[block.start - 1 : block.stop - 1]).replace("\n", "　")
        runs = tuple(linked(material.site, material.graph, case, block, words))
        yield Line(kind, (Link(number), *runs) if number else runs)


def _blocks(lines: list[str], start: int, end: int) -> Iterator[range]:
    """Yield the lines of each paragraph, item or table between two lines, counted from 1."""
    first = 0
    for number in range(start + 1, end + 2):
        text = lines[number - 1].strip() if number <= end else ""
        opens = text.startswith("#") or _ITEM.match(text) or _NUMBER.match(text)
        if first and (not text or opens):
            yield range(first, number)
            first = 0
        if text and not first:
            first = number


def _cover(case: Case) -> Part:
    meta = case.meta
    lines = [Line(LineKind.TEXT, (Link(meta.summary),))]
    notice = source_notice(case) or f"{meta.source_kind}：{meta.source}"
    lines.append(Line(LineKind.NOTE, (Link(f"{meta.code}　{notice}"),)))
    return Part(meta.title, tuple(lines), PartKind.COVER, notes=(meta.summary,))


def _violated(material: Material, case: Case) -> Part:
    rows = tuple(
        Line(LineKind.ROW, (Link(violation.act),), beside)
        for violation in case.meta.violated
        if (beside := material.links(violation.articles))
    )
    notes = [
        f"{quoted(rule)}：{label(material.site, address)}"
        for address in _cited(material, case)
        if (rule := material.rule(address))
    ]
    return Part("行为和违反的条款", rows, head=("行为", "违反"), notes=tuple(dict.fromkeys(notes)))


def _failed(material: Material, case: Case) -> Iterator[Line]:
    for text in case.meta.failed_steps:
        if runs := material.links([text]):
            yield Line(LineKind.ITEM, runs)
    for fact in facts(material.site, case):
        if fact.name == "廉政风险点":
            words = "、".join(value.text for value in fact.values)
            yield Line(LineKind.NOTE, (Link(f"{fact.name}：{words}"),))


def _articles(material: Material, case: Case) -> Iterator[Line]:
    found: dict[Address, list[Address]] = {}
    for address in _cited(material, case):
        found.setdefault(address.section, []).append(address)
    for addresses in found.values():
        yield from material.article(*addresses)


def _cited(material: Material, case: Case) -> Iterator[Address]:
    for violation in case.meta.violated:
        yield from material.addresses(violation.articles)


def _questions(material: Material, case: Case) -> Part:
    hints = [f"处理幅度：{case.meta.outcome}", "根源："]
    hints += [line.text for line in section(material, case, "causes")]
    lines = tuple(section(material, case, "questions"))
    return Part("讨论题", lines, PartKind.QUESTIONS, notes=tuple(hints))


def _sources(material: Material, case: Case, parts: list[Part]) -> Part:
    meta = case.meta
    first = [
        f"{meta.source_kind}，来源：{meta.source}　行为发生：{meta.as_of.year}年　"
        f"更新：{chinese_date(meta.updated)}"
    ]
    lines = sources(material.site, cited_rules(material.site, parts), first)
    return Part("出处与地址", tuple(lines), PartKind.SOURCES)
