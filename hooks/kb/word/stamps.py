"""What every Word file says of itself, its QR code, and the annex of what it cites."""

from collections.abc import Iterable

from kb.address import Address
from kb.forwarding import code_url
from kb.inputs import Audience, BuildInputs
from kb.linking.versions import article_text
from kb.model import TextKind
from kb.qr import SIZE_MM, qr_png
from kb.search.plain import inline
from kb.site import Rule, Site
from kb.views.frame import chinese_date
from kb.views.page import quoted
from kb.word.paper import INTERNAL, Look, Paper, midnight

_NOT_OFFICIAL = {
    TextKind.DIGEST: "要点提示：由编者归纳，不是条文原文，引用以正式文本为准。",
    TextKind.MODEL: "示范文本：未经本单位印发，不具效力。",
}


def opened(
    title: str, code: str, inputs: BuildInputs, *, unapproved: bool, look: Look = INTERNAL
) -> Paper:
    """Return a paper with its title; head, foot and the line below the title say what it is.

    `code` is that of the record that it is made from; empty where it is made from several.
    """
    paper = Paper.blank(title, midnight(inputs.date.isoformat()), look)
    told = stamp(paper, code, inputs, unapproved=unapproved)
    paper.heading(title, 0)
    paper.line(told, centred=True, small=look is not INTERNAL)
    return paper


def stamp(paper: Paper, code: str, inputs: BuildInputs, *, unapproved: bool) -> str:
    """Put at head and foot of every page what the file is and until when it counts; return it."""
    stamps = [f"{inputs.edition}版"] if inputs.edition is not Audience.EVERYONE else []
    stamps = ["未审定", *stamps] if unapproved else stamps
    told = [*([code] if code else []), f"依据截至{chinese_date(inputs.date)}", *stamps]
    address = [inputs.base_url + code_url(code)] if code and inputs.base_url else []
    paper.header("　".join(stamps))
    paper.footer("　".join([*told, *address]))
    return "　".join(told)


def add_code(paper: Paper, code: str, inputs: BuildInputs) -> None:
    """Add the QR code of the page of a record where the unit wants codes."""
    if inputs.qr:
        address = inputs.base_url + code_url(code)
        paper.picture(qr_png(address), SIZE_MM, f"二维码：{address}")


def annex(paper: Paper, site: Site, cited: Iterable[Address]) -> None:
    """Write the articles of `cited`, which are in order, by rule: which version, and the words."""
    paper.heading("附件：引用条文", 1, new_page=True)
    rule: Rule | None = None
    for address in cited:
        record = site.records[address.record]
        if not isinstance(record, Rule):
            continue
        if record is not rule:
            rule = record
            paper.heading(f"{rule.meta.code}　{quoted(rule)}", 2)
            if note := _NOT_OFFICIAL.get(rule.meta.text_kind):
                paper.line(note)
        for article in rule.articles:
            if article.id == address.anchor:
                paper.line(inline(article_text(article)), name=article.label)
