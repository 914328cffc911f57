"""The codes in a draft, AL-012 or GZ-001-7: what they name, and what has become of it.

In the browser docs/assets/verify/check.js does the same.
"""

import re
from collections.abc import Iterator
from datetime import date

from kb.address import CODE, anchor_label
from kb.citations import Provision
from kb.forwarding import Fate, Forward, code_url
from kb.kinds import COLLECTIONS
from kb.labels import label_url, record_name
from kb.numerals import parse_numeral
from kb.site import Procedure, Record, Rule, Site
from kb.verifying.findings import Finding, Note, Register, Verdict, judge, note
from kb.views.frame import chinese_date

_WRITTEN = re.compile(CODE.pattern, re.IGNORECASE)
"""A code as people write it, and as it stands in addresses."""
_SINCE = re.compile(r"依据截至(\d{4})年(\d{1,2})月(\d{1,2})日")
_PREFIXES = frozenset(kind.code_prefix for kind in COLLECTIONS)
FATES = {
    Fate.MOVED: "code-moved",
    Fate.REPLACED: "code-replaced",
    Fate.WITHDRAWN: "code-withdrawn",
}
"""What is said of a code whose record is gone."""


def check_codes(text: str, register: Register, day: date) -> Iterator[Finding]:
    """Yield what is found out about each code in `text`, at the first place where it stands.

    A text that says 依据截至 as our slides and handouts do is asked what has changed since.
    """
    since, seen = _since(text), set[str]()
    for found in _WRITTEN.finditer(text):
        words = found.group().upper()
        if words[:2] in _PREFIXES and words not in seen:
            seen.add(words)
            yield _judged(found, register, day, since)


def _since(text: str) -> date | None:
    """Return the day up to which a draft says that it is right."""
    found = _SINCE.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _judged(found: re.Match[str], register: Register, day: date, since: date | None) -> Finding:
    site, code = register.catalog.site, found["code"].upper()
    record = site.codes.get(code)
    if record is None:
        return Finding(*found.span(), code, (_gone(site, code),))
    told = _part(record, found, register, day)
    if told.tone == "good" and since and record.meta.updated > since:
        said = {"day": chinese_date(record.meta.updated), "since": chinese_date(since)}
        told = note(Verdict("code-changed", said), told.subject, told.url)
    return Finding(*found.span(), record_name(site, record), (told,))


def _part(record: Record, found: re.Match[str], register: Register, day: date) -> Note:
    """Return what is to be said of the article, the step or the record that a code names."""
    if isinstance(record, Rule):
        provision = Provision(found["article"].replace(".", "-")) if found["article"] else None
        return judge(record, provision, register, day)
    number = parse_numeral(found["step"]) if found["step"] else 0
    if isinstance(record, Procedure) and number:
        if number > len(record.steps):
            said = {"count": str(len(record.steps))}
            return note(Verdict("no-step", said), f"第{found['step']}步", record.url)
        anchor = f"step-{number}"
        return note(Verdict("fine"), anchor_label(anchor), f"{record.url}#{anchor}")
    return note(Verdict("fine"), url=record.url)


def _gone(site: Site, code: str) -> Note:
    """Return what became of a code that no record has."""
    forward = next((one for one in site.forwards if one.old == code_url(code)), None)
    if forward:
        kind, told, url = fate_of(site, forward)
        key = "reason" if forward.fate is Fate.WITHDRAWN else "name"
        return note(Verdict(kind, {key: told}), now=url)
    first, last = code_range(site, code[:2])
    return note(Verdict("code-unknown", {"first": first, "last": last}))


def fate_of(site: Site, forward: Forward) -> tuple[str, str, str]:
    """Return a key of `findings.json`, the new name or the reason, and the new address."""
    if forward.fate is Fate.WITHDRAWN:
        return FATES[forward.fate], forward.reason, ""
    return FATES[forward.fate], label_url(site, forward.new), forward.new


def code_range(site: Site, prefix: str) -> tuple[str, str]:
    """Return the first and the last code with these two letters."""
    codes = sorted(code for code in site.codes if code.startswith(prefix)) or [f"{prefix}-001"]
    return codes[0], codes[-1]
