"""What every sheet of a Word file says of itself, and the annex of what it cites."""

from collections.abc import Iterable

from kb.address import Address
from kb.forwarding import code_url
from kb.inputs import Audience, BuildInputs
from kb.linking.versions import article_text
from kb.model import TextKind
from kb.search.plain import inline
from kb.site import Rule, Site
from kb.views.frame import chinese_date
from kb.views.page import quoted
from kb.word.paper import Paper

_NOT_OFFICIAL = {
    TextKind.DIGEST: "要点提示：由编者归纳，不是条文原文，引用以正式文本为准。",
    TextKind.MODEL: "示范文本：未经本单位印发，不具效力。",
}


def stamp(paper: Paper, code: str, inputs: BuildInputs, *, approved: bool) -> str:
    """Put at head and foot of every page what the file is and until when it counts; return it."""
    stamps = [f"{inputs.edition}版"] if inputs.edition is not Audience.EVERYONE else []
    stamps = stamps if approved else ["未审定", *stamps]
    told = [*([code] if code else []), f"依据截至{chinese_date(inputs.date)}", *stamps]
    address = [inputs.base_url + code_url(code)] if code and inputs.base_url else []
    paper.header("　".join(stamps))
    paper.footer("　".join([*told, *address]))
    return "　".join(told)


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
