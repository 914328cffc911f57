"""The outline of a topic: its terms, the articles cited most, procedures, cases, questions."""

from collections.abc import Iterator
from datetime import date

from kb.address import Address
from kb.kinds import Kind
from kb.quiz import bases, options, staleness
from kb.search.plain import plain
from kb.site import Case, Procedure, Record
from kb.topics import topic_of
from kb.training.cases import section
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
from kb.views.frame import Link
from kb.views.page import source_notice
from kb.views.topics import Gathered, TopicView, topic_view

_TERMS, _ARTICLES, _PROCEDURES, _QUESTIONS = 4, 4, 1, 3
"""How much of each kind there is room for in one session."""
_SHORT = 250
"""Characters of an article that is read from a slide; longer ones are left to the page."""


def topic_outline(material: Material, subject: Subject, day: date) -> Outline:
    """Return the outline of the topic whose page is that of `subject`; `day` counts as today."""
    site, page = material.site, subject.page
    topic = topic_of(page.source.src)
    view = topic_view(site, page.source.src, material.graph)
    assert view is not None
    articles = Part("常引的条文", tuple(_articles(material, view)))
    rules = cited_rules(site, [articles])
    cases = [case for case in site.of(Case) if topic in case.meta.topics]
    procedures = _most_named(material, view)
    parts = (
        _cover(view, page.meta.title),
        Part("几个词", tuple(_terms(material, view))),
        articles,
        *_procedures(procedures),
        *(_case(material, case) for case in cases),
        *_quiz(material, topic, day),
        Part("出处与地址", tuple(sources(site, rules, ())), PartKind.SOURCES),
    )
    kept = tuple(part for part in parts if part.lines or part.kind is PartKind.SOURCES)
    used = used_pages(site, [page, *cases, *procedures], kept)
    return Outline(subject, "", page.meta.title, kept, rules, used)


def _cover(view: TopicView, title: str) -> Part:
    counts = [f"{group.name}{len(group.records)}篇" for group in view.groups]
    return Part(title, (Line(LineKind.TEXT, (Link("　".join(counts)),)),), PartKind.COVER)


def _terms(material: Material, view: TopicView) -> Iterator[Line]:
    """Yield terms with what they mean, those whose words are in the title of the topic first."""
    title = material.site.topics[view.id]
    near = sorted(view.terms, key=lambda link: not set(link.text) & set(title))
    for link in near[:_TERMS]:
        url, _, anchor = link.url.partition("#")
        term = next(one for one in material.site.by_url[url].terms if one.id == anchor)
        yield Line(LineKind.HEAD, (link,))
        yield Line(LineKind.TEXT, (Link(plain(term.text.split("\n")).replace("\n", "　")),))


def _articles(material: Material, view: TopicView) -> Iterator[Line]:
    """Yield the articles that the cases and procedures of the topic name most."""
    found = [
        (count, lines)
        for group in view.groups
        if group.id == Kind.RULE.name.lower()
        for one in group.records
        for link, count in one.places
        if (lines := _article(material, link))
    ]
    most = sorted(found, key=lambda one: -one[0])[:_ARTICLES]
    for one in found:
        if one in most:
            yield from one[1]


def _article(material: Material, link: Link) -> tuple[Line, ...]:
    """Return the lines of an article; none where it is too long for a slide."""
    url, _, anchor = link.url.partition("#")
    record = material.site.by_url[url]
    if not isinstance(record, Record):
        return ()
    lines = tuple(material.article(Address(record.meta.id, anchor)))
    return lines if sum(len(line.text) for line in lines) <= _SHORT else ()


def _most_named(material: Material, view: TopicView) -> list[Procedure]:
    """Return the procedures of the topic, those whose steps its cases name most first."""
    group = next((one for one in view.groups if one.id == Kind.PROCEDURE.name.lower()), None)
    ranked = sorted(group.records if group else (), key=_named)
    found = (material.site.by_url[one.row.url] for one in ranked)
    return [one for one in found if isinstance(one, Procedure)]


def _procedures(ranked: list[Procedure]) -> Iterator[Part]:
    """Yield the steps of the first procedures, then the names of the others."""
    for one in ranked[:_PROCEDURES]:
        steps = (
            Line(LineKind.ITEM, (Link(part.title, f"{one.url}#{part.id}"),)) for part in one.steps
        )
        yield Part(f"{one.meta.code}　{one.meta.title}", tuple(steps))
    rest = (Link(f"{one.meta.code}　{one.meta.title}", one.url) for one in ranked[_PROCEDURES:])
    yield Part("其他程序", tuple(Line(LineKind.ITEM, (link,)) for link in rest))


def _named(one: Gathered) -> int:
    return -sum(count for _, count in one.places)


def _case(material: Material, case: Case) -> Part:
    """Return a case on one slide: what it is, what it broke, where, the first question."""
    meta = case.meta
    notice = source_notice(case) or f"{meta.source_kind}：{meta.source}"
    lines = [
        Line(LineKind.NOTE, (Link(notice), Link("看这个案例", case.url))),
        Line(LineKind.TEXT, (Link(meta.summary),)),
    ]
    articles = dict.fromkeys(one for violation in meta.violated for one in violation.articles)
    for name, addresses in (("违反", articles), ("错在", meta.failed_steps)):
        if links := material.links(addresses):
            lines.append(Line(LineKind.NOTE, (Link(f"{name}："), *links)))
    question = next(section(material, case, "questions"), None)
    if question:
        lines.append(Line(LineKind.TEXT, (Link("讨论："), *question.runs[1:])))
    hints = [line.text for line in section(material, case, "causes")]
    return Part(f"{meta.code}　{meta.title}", tuple(lines), notes=("根源：", *hints))


def _quiz(material: Material, topic: str, day: date) -> Iterator[Part]:
    """Yield questions of 自测 that may be trusted, then their answers."""
    site = material.site
    sound = [one for one in site.questions if one.topic == topic and not staleness(site, one, day)][
        :_QUESTIONS
    ]
    answers: list[Line] = []
    for number, question in enumerate(sound, 1):
        asked = Link(f"{number}. {question.question}")
        lines = [Line(LineKind.NUMBER, (asked,))]
        judged = len(question.options) == 0
        for option in options(question):
            words = option.text if judged else f"{option.key}. {option.text}"
            lines.append(Line(LineKind.ITEM, (Link(words),)))
        yield Part(f"自测（{question.kind}）", tuple(lines))
        found = (str(address) for address in bases(site, question))
        answer = Link(f"{number}. {question.answer}　{question.explanation}")
        answers.append(Line(LineKind.NUMBER, (answer,)))
        answers.append(Line(LineKind.NOTE, (Link("依据："), *material.links(found))))
    yield Part("自测答案", tuple(answers))
