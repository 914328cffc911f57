"""What is right and wrong with the citations of a draft."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import takewhile
from pathlib import Path

from kb.address import Address
from kb.citations import SELF, DocumentContext, Kind, Names, Provision, find_citations
from kb.citations.grammar import load_grammar
from kb.labels import rule_name, version_name, version_words
from kb.linking.catalog import (
    Catalog,
    Fault,
    FaultKind,
    Resolution,
    names_of,
    plain_name,
    version_on,
)
from kb.linking.versions import Counterparts
from kb.model import TextKind
from kb.provisions import provision_label
from kb.site import Rule, Site
from kb.views.frame import chinese_date

_PLACE = re.compile("[^省市县区州]?[省市县区州]")
_TABLE = Path(__file__).with_name("findings.json")


class Tone(StrEnum):
    """How far a draft may rely on a citation, from the best to the worst."""

    GOOD = "good"
    UNSURE = "unsure"
    """It cannot be checked here."""
    OLD = "old"
    """It names a version that has been replaced."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Note:
    """What was found out about one provision, or about the rule."""

    kind: str
    """A key of `findings.json`."""
    tone: Tone
    subject: str
    """第三十三条第一款; empty where the note is about the rule."""
    text: str
    """没有这一条：该规则共158条."""
    url: str = ""
    """The place below the site's root, if it is here."""
    now: str = ""
    """Where the article stands today, if that is another place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One citation of a draft and what was found out about it."""

    start: int
    """Offset of the first character, in code points."""
    end: int
    name: str
    """The rule in title marks, with its year where there are several versions."""
    notes: tuple[Note, ...]

    @property
    def tone(self) -> Tone:
        """The worst tone of the notes."""
        order = list(Tone)
        return max((note.tone for note in self.notes), key=order.index)


@dataclass(frozen=True, slots=True)
class Register:
    """The rules that drafts are held against."""

    catalog: Catalog
    versions: Counterparts
    names: Names

    @classmethod
    def of(cls, site: Site) -> "Register":
        """Return the rules of `site`."""
        return cls(Catalog.of(site), Counterparts.of(site), names_of(site.of(Rule)))


def check_citations(text: str, register: Register, day: date) -> Iterator[Finding]:
    """Yield what is found out about the citations in `text`; `day` decides between versions.

    What a draft says of itself, as 本办法第五条 and 前款 do, is left out.
    """
    found = find_citations(text, document=DocumentContext(names=register.names))
    near = cache(register.catalog.near_names)
    for citation in found:
        if citation.target != SELF and citation.kind is not Kind.PART:
            yield _judged(register.catalog.resolve(citation, day), register, day, near)


def judge(rule: Rule, provision: Provision | None, register: Register, day: date) -> Note:
    """Return what is to be said of an article of `rule`, or of the rule, that is named by itself."""
    catalog = register.catalog
    if provision is None:
        current = rule.in_force(day)
        verdict = Verdict("fine") if current else _aged(rule, None, register, day)
        return _note(verdict, catalog.site, None, Address(rule.meta.id))
    verdict = verdict_of(rule, provision, catalog.missing(rule, provision), register, day)
    return _note(verdict, catalog.site, provision, catalog.place(rule, provision))


_Near = Callable[[str], Mapping[str, str]]
"""Gives the names that come near to one, and their titles; asked once for each."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A key of `findings.json` with what is filled in there."""

    kind: str
    said: Mapping[str, str] = field(default_factory=dict)
    now: Address | None = None


def _judged(resolution: Resolution, register: Register, day: date, near: _Near) -> Finding:
    citation, rule = resolution.citation, resolution.rule
    if rule is None:
        notes = [_note(_without_rule(resolution, day, near))]
        return Finding(citation.start, citation.end, f"《{citation.target}》", tuple(notes))
    site = register.catalog.site
    faults = {fault.provision: fault for fault in resolution.faults}
    provisions = citation.provisions or (None,)
    verdicts = [
        verdict_of(rule, provision, faults.get(provision), register, day)
        for provision in provisions
    ]
    notes = [
        _note(verdict, site, provision, place)
        for verdict, provision, place in zip(verdicts, provisions, resolution.places, strict=True)
    ]
    return Finding(citation.start, citation.end, rule_name(site, rule), tuple(notes))


def _without_rule(resolution: Resolution, day: date, near: _Near) -> Verdict:
    """Return why a citation means no rule here."""
    (fault,) = resolution.faults
    versions = "、".join(version_words(one) for one in fault.candidates)
    match fault.kind:
        case FaultKind.AMBIGUOUS:
            names = [f"《{one.meta.title}》（{one.meta.issuer}）" for one in fault.candidates]
            return Verdict("ambiguous", {"names": "、".join(names)})
        case FaultKind.UNKNOWN_VERSION:
            return Verdict("no-version", {"versions": versions})
        case FaultKind.NOT_YET:
            return Verdict("not-yet", {"day": chinese_date(day), "versions": versions})
    name = plain_name(resolution.citation.target)
    found = near(name)
    slips = [title for other, title in found.items() if is_slip(name, other)]
    titles = "、".join(f"《{title}》" for title in dict.fromkeys(slips or found.values()))
    if not titles:
        return Verdict("absent")
    return Verdict("unknown" if slips else "alike", {"names": titles})


def is_slip(name: str, other: str) -> bool:
    """Return whether `name` is `other` with one character wrong, too much or left out.

    Not where that makes another place or another kind of rule of it: 甲市 and 乙市, 规定 and 规则.
    """
    start = _alike(name, other)
    left, right = name[start:], other[start:]
    same = _alike(left[::-1], right[::-1])
    end = left[len(left) - same :]
    if max(len(left), len(right)) - same > 1:
        return False
    return not (_PLACE.match(end) if end else load_grammar().patterns["ending"].search(name))


def _alike(one: str, other: str) -> int:
    """Return with how many of the same characters two strings begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def verdict_of(
    rule: Rule, provision: Provision | None, fault: Fault | None, register: Register, day: date
) -> Verdict:
    """Return what is to be said of one provision of `rule`, or of the rule alone."""
    if provision and fault:
        return _missing(rule, provision, fault)
    if not rule.in_force(day):
        return _aged(rule, provision, register, day)
    if provision is None:
        return Verdict("named")
    digest = rule.meta.text_kind is TextKind.DIGEST
    return Verdict("parts" if digest and (provision.paragraph or provision.item) else "fine")


def _missing(rule: Rule, provision: Provision, fault: Fault) -> Verdict:
    """Return what `rule` has instead of `provision`."""
    if fault.kind is FaultKind.NOT_LISTED:
        return Verdict("left-out" if rule.total else "unlisted")
    if fault.kind is FaultKind.NO_ARTICLE:
        return Verdict("no-article", {"count": str(rule.total)})
    article = next(one for one in rule.articles if one.id == f"art-{provision.article}")
    paragraph = provision.paragraph
    if paragraph and paragraph > len(article.parts):
        return Verdict("no-paragraph", {"count": str(len(article.parts))})
    parts = article.parts[paragraph - 1 : paragraph] if paragraph else article.parts
    count = next(filter(None, (len(part.parts) for part in parts)), 0)
    part = "该款" if paragraph else "该条"
    return (
        Verdict("no-item", {"count": str(count)}) if count else Verdict("no-items", {"part": part})
    )


def _aged(rule: Rule, provision: Provision | None, register: Register, day: date) -> Verdict:
    """Return what is to be said of a version that did not count on `day`."""
    current = version_on(register.catalog.site.families[rule.meta.family], day)
    version, ended = version_name(rule), rule.meta.repealed_on
    if rule.since > day and current is None:
        return Verdict("not-yet", {"day": chinese_date(day), "versions": version_words(rule)})
    if rule.since > day and current:
        said = {"version": version, "day": chinese_date(rule.since), "now": version_name(current)}
        return Verdict("later", said)
    if current is None or current is rule or ended is None:
        return Verdict("ended", {"day": chinese_date(ended)}) if ended else Verdict("repealed")
    said = {"version": version, "day": chinese_date(ended), "now": version_name(current)}
    if provision is None:
        return Verdict("revised", said)
    later = register.versions.current(Address(rule.meta.id, f"art-{provision.article}"))
    if not later or later[0].address.record != current.meta.id:
        return Verdict("revised-alone", said)
    said["now"] += "、".join(
        provision_label(one.address.anchor) + ("（推定）" if one.inferred else "") for one in later
    )
    return Verdict("revised", said, later[0].address)


def _note(
    verdict: Verdict,
    site: Site | None = None,
    provision: Provision | None = None,
    place: Address | None = None,
) -> Note:
    subject = provision_label(f"art-{provision}") if provision else ""
    return note(verdict, subject, _url(site, place), _url(site, verdict.now))


def note(verdict: Verdict, subject: str = "", url: str = "", now: str = "") -> Note:
    """Return a verdict in words, about a part of what was named and where that is."""
    words = load_words()[verdict.kind]
    says = words["says"]
    for key, value in verdict.said.items():
        says = says.replace(f"{{{key}}}", value)
    told = "：".join(filter(None, (words["label"], says)))
    return Note(verdict.kind, Tone(words["tone"]), subject, told, url, now)


def _url(site: Site | None, place: Address | None) -> str:
    if site is None or place is None:
        return ""
    url = site.records[place.record].url
    return f"{url}#{place.anchor}" if place.anchor else url


@cache
def load_words() -> Mapping[str, Mapping[str, str]]:
    """Return what each kind of note says."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    return {kind: words for kind, words in table.items() if kind != "note"}
