"""自测: what decides a question, and whether that is still what it was when it was checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from kb.address import CODE, Address
from kb.headings import Part
from kb.linking.versions import article_text, normalised
from kb.model import Question, QuestionKind
from kb.site import Procedure, Rule, Site

_LENGTH = 10
"""Hexadecimal digits of a fingerprint: short enough to stand in a line of YAML."""
LETTERS = "ABCDEFGH"
JUDGED = ("对", "错")
"""The options of every question that is judged."""


class Stale(StrEnum):
    """Why a question is not to be trusted before somebody looks at it; the value is shown."""

    NEVER_CHECKED = "还没有核对"
    CHANGED = "所引条文改过"
    NOT_IN_FORCE = "所引版本已不是现行"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen: A, B … or 对, 错."""

    key: str
    text: str


def options(question: Question) -> tuple[Option, ...]:
    """Return what can be chosen."""
    if question.kind is QuestionKind.JUDGE:
        return tuple(Option(word, word) for word in JUDGED)
    return tuple(map(Option, LETTERS, question.options))


def basis(site: Site, text: str) -> Address | None:
    """Return the article or step that `text` names, as an address or a short code; None if none."""
    code = CODE.fullmatch(text.strip())
    address = site.decode(code) if code else Address.parse(text)
    if address is None or not site.has(address) or _words(site, address) is None:
        return None
    return address


def bases(site: Site, question: Question) -> tuple[Address, ...]:
    """Return what decides `question`: all of it is on the site once the checks have passed."""
    found = (basis(site, text) for text in question.articles)
    return tuple(address for address in found if address)


def fingerprint(site: Site, question: Question) -> str:
    """Return a short digest of the words that decide `question`; width and breaks do not count."""
    words = (_words(site, address) or "" for address in bases(site, question))
    text = "\n".join(map(normalised, words))
    return sha256(text.encode()).hexdigest()[:_LENGTH]


def staleness(site: Site, question: Question, day: date) -> Stale | None:
    """Return why `question` must be looked at again; None if it still stands on `day`."""
    if question.checked is None:
        return Stale.NEVER_CHECKED
    if question.checked != fingerprint(site, question):
        return Stale.CHANGED
    cited = (site.records[address.record] for address in bases(site, question))
    if any(isinstance(one, Rule) and not one.in_force(day) for one in cited):
        return Stale.NOT_IN_FORCE
    return None


def stale_questions(site: Site, day: date) -> Iterator[tuple[Question, Stale]]:
    """Yield the questions that must be looked at again."""
    for question in site.questions:
        if reason := staleness(site, question, day):
            yield question, reason


def _words(site: Site, address: Address) -> str | None:
    """Return the words of an article or a step; None of any other place."""
    record, anchor = site.records[address.record], address.section.anchor
    if isinstance(record, Rule):
        return next((article_text(one) for one in record.articles if one.id == anchor), None)
    if isinstance(record, Procedure):
        return next((_step(one) for one in record.steps if one.id == anchor), None)
    return None


def _step(step: Part) -> str:
    return "\n".join([step.title, step.text, *(field.text for field in step.fields)])
