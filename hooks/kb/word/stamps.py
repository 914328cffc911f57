"""What every Word file says of itself: edition, day, whether somebody read it, where it lives."""

from kb.forwarding import code_url
from kb.inputs import Audience, BuildInputs
from kb.qr import SIZE_MM, qr_png
from kb.views.frame import chinese_date
from kb.word.paper import Paper, midnight


def opened(title: str, code: str, inputs: BuildInputs, *, unapproved: bool) -> Paper:
    """Return a paper with its title; head, foot and the line below the title say what it is.

    `code` is that of the record that it is made from; empty where it is made from several.
    """
    paper = Paper.blank(title, midnight(inputs.date.isoformat()))
    stamps = [f"{inputs.edition}版"] if inputs.edition is not Audience.EVERYONE else []
    stamps = ["未审定", *stamps] if unapproved else stamps
    named = [code] if code else []
    as_of = f"依据截至{chinese_date(inputs.date)}"
    address = [inputs.base_url + code_url(code)] if code and inputs.base_url else []
    paper.header("　".join(stamps))
    paper.footer("　".join([*named, as_of, *stamps, *address]))
    paper.heading(title, 0)
    paper.line("　".join([*named, as_of, *stamps]), centred=True)
    return paper


def add_code(paper: Paper, code: str, inputs: BuildInputs) -> None:
    """Add the QR code of the page of a record where the unit wants codes."""
    if inputs.qr:
        address = inputs.base_url + code_url(code)
        paper.picture(qr_png(address), SIZE_MM, f"二维码：{address}")
