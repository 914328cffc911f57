"""The days that an official text names: when it was issued, and since when it is in force."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kb.numerals import parse_numeral

_N = r"[〇○零一二三四五六七八九十0-9０-９]"
_DAY = re.compile(rf"(?P<y>{_N}{{4}})\s*年\s*(?P<m>{_N}{{1,3}})\s*月\s*(?P<d>{_N}{{1,3}})\s*日")
_IN_NAME = re.compile(r"(?P<y>(?:19|20)\d\d)-?(?P<m>\d\d)-?(?P<d>\d\d)(?=\D*$)")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_ISSUED = re.compile(r"通过|公布|发布|批准|修正|修订|印发|颁布|令")
_FORCE = r"(?:施行|实施|生效|执行|实行)"
_HISTORY = re.compile(rf"{_ISSUED.pattern}|{_FORCE}|废止")
_SINCE = re.compile(rf"自\s*(?P<day>{_DAY.pattern})\s*(?:起|开始)?\s*(?:正式)?{_FORCE}")
_AT_ONCE = re.compile(rf"自\s*(?:公布|发布|颁布|印发|通过)之日起?\s*(?:正式)?{_FORCE}")


def begins_history(text: str) -> bool:
    """Return whether a paragraph opens with a day, as the lines do that say how a text came about."""
    words = text.strip("（()） \u3000").removeprefix("根据")
    return bool(_DAY.match(words)) and not words.endswith("。")


def is_history(text: str) -> bool:
    """Return whether a paragraph says when, by whom and how a text was issued or changed."""
    return begins_history(text) and bool(_HISTORY.search(_QUOTED.sub("", text)))


def issued_on(history: Iterable[str], named: date | None) -> date | None:
    """Return the day of the latest event that made the text what it is.

    `named` is the day in the file's name: who publishes texts names the version by it, and the
    history at the head of a text is often behind.
    """
    found = [day for day, event in _events(history) if _ISSUED.search(event)]
    return max([*found, *([named] if named else [])], default=None)


def effective_on(
    history: Sequence[str], closing: Iterable[str], issued: date | None
) -> date | None:
    """Return since when this version is in force, if the text says so.

    `closing` are its last paragraphs. What they say is of the first version, so a day before that of
    issue does not count; nor does "since its publication" after an amendment (修正), whose own
    decision sets the day.
    """
    events = list(_events(history))
    paragraphs = list(closing)
    named = [day for day, event in events if not _ISSUED.search(event)]
    named += [
        day
        for text in paragraphs
        for found in _SINCE.finditer(text)
        if (day := _day(found)) is not None
    ]
    later = [day for day in named if issued is None or day >= issued]
    if later:
        return max(later)
    first = any("修正" not in event for day, event in events if day == issued)
    return issued if first and any(_AT_ONCE.search(text) for text in paragraphs) else None


def day_in_name(name: str) -> date | None:
    """Return the day at the end of a file's name: 预算法(2018-12-29), 预算法_20181229."""
    found = _IN_NAME.search(name)
    return _day(found) if found else None


def _events(history: Iterable[str]) -> Iterator[tuple[date, str]]:
    """Yield each day outside title marks with the words that follow it; 2月30日 is no day."""
    for line in history:
        words = _QUOTED.sub("", line)
        found = list(_DAY.finditer(words))
        ends = [*(one.start() for one in found[1:]), len(words)]
        for one, end in zip(found, ends, strict=True):
            if day := _day(one):
                yield day, words[one.end() : end]


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(parse_numeral(found[part]) for part in "ymd"))
    except ValueError:
        return None
