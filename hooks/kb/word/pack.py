"""What an occasion needs as a Word file: the words of its page, what it brings along, the articles."""

from collections.abc import Iterator

from kb.inputs import BuildInputs
from kb.numerals import to_chinese
from kb.site import Site
from kb.views.pack import Pack
from kb.word.markdown import write_lines
from kb.word.paper import BOX, OFFICIAL, Paper
from kb.word.stamps import add_code, annex, opened

_AT_LEAST = 2


def pack_file(site: Site, pack: Pack, inputs: BuildInputs) -> bytes:
    """Return the Word file of `pack`."""
    meta = pack.meeting.meta
    unapproved = bool(pack.unapproved)
    paper = opened(meta.title, meta.code, inputs, unapproved=unapproved, look=OFFICIAL)
    paper.line(meta.when, name="什么时候", indent=True)
    paper.line("；".join(link.text for link in pack.basis), name="依据", indent=True)
    numbers = _numbers()
    lines = pack.meeting.source.body.split("\n")
    sections = [heading for heading in pack.meeting.headings if heading.level == _AT_LEAST]
    ends = [heading.line - 1 for heading in sections[1:]] + [len(lines)]
    for heading, end in zip(sections, ends, strict=True):
        paper.heading(f"{next(numbers)}、{heading.text}", 1)
        write_lines(paper, lines[heading.line : end])
    _bring(paper, pack, numbers)
    add_code(paper, meta.code, inputs)
    if pack.cited:
        annex(paper, site, pack.cited)
    return paper.pack()


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield to_chinese(number)


def _bring(paper: Paper, pack: Pack, numbers: Iterator[str]) -> None:
    """Write the points left open, cases, procedures and forms: those that there are."""
    if pack.points:
        paper.heading(f"{next(numbers)}、上年待核对的打算（{pack.year}）", 1)
        for point in pack.points:
            against = f"（针对：{'；'.join(point.problems)}）" if point.problems else ""
            paper.line(f"{BOX}{point.plan.text}{against}：{point.answer}", indent=True)
    if pack.cases:
        paper.heading(f"{next(numbers)}、提醒案例", 1)
        for one in pack.cases:
            paper.line(f"{one.summary}（{one.source}）", name=one.case.text, indent=True)
    if pack.procedures:
        paper.heading(f"{next(numbers)}、相关程序", 1)
        paper.line("；".join(one.procedure.text for one in pack.procedures) + "。", indent=True)
    if pack.forms:
        paper.heading(f"{next(numbers)}、表样", 1)
        for form in pack.forms:
            paper.line(f"{form.purpose}（{form.file.text}）", name=form.title.text, indent=True)
