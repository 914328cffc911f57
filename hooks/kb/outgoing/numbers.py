r"""Numbers that lead to a person: identity and bank cards, telephones, plates, passports, mail.

`\b` does not work beside Han characters; what stands beside a number is looked at instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from kb.outgoing.finding import Finding, mask, normalise, without_overlaps
from kb.problem import Code

_BREAK = r"(?:[ \t\u200b.·\\-]{1,3}|&nbsp;|[ \t]*\n[ \t>]*)"
"""What may stand between two digits of one number: blanks, dashes, one end of a line."""
_RUN = re.compile(rf"[0-9](?:{_BREAK}?[0-9])*(?:{_BREAK}?[Xx](?![A-Za-z]))?")
_GROUP = re.compile(r"[0-9Xx]+")
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_CARD = re.compile(r"(?:3[0-9]|4[0-9]|5[0-9]|6[0-9]|9558|9559)[0-9]{12,17}")
_MOBILE = re.compile(r"(?:0|(?:00)?86)?(?P<own>1[3-9][0-9]{9})")
_MONEY = re.compile(r"[ \t]*(?:元|万|亿|%|％|吨|平方|人民币|美元|[A-Za-z0-9])")
_SHORTEST, _IDENTITY, _LONGEST = 11, 18, 19
_SHORTEST_GROUP = 3
_LANDLINE = re.compile(
    r"(?P<own>0(?<![0-9.]0)(?:(?:10|2[0-9])\)?[ -]{0,2}[2-8][0-9]{3}[ -]?[0-9]{4}"
    r"|[3-9][0-9]{2}\)?[ -]{0,2}[2-8][0-9]{2,3}[ -]?[0-9]{4}))(?![0-9])"
)
_TELEPHONE = re.compile(
    r"(?:电话|座机|传真|热线|手机|联系方式|[Tt][Ee][Ll])[^0-9\n]{0,6}"
    r"(?P<own>[2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9]|[ \t]*[元万亿])"
)
_PLATE = re.compile(
    r"(?P<own>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!GB|DB)[A-HJ-NP-Z]"
    r"[ \t·•.-]?(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}"
    r"|[0-9]{5}[A-HJK]))(?![A-Za-z0-9])"
)
_DIGIT = re.compile("[0-9]")
_PASSPORT = re.compile(
    r"(?P<own>[EG](?<![A-Za-z0-9][EG])(?:[0-9]{8}|(?<=E)[A-HJ-NP-Z][0-9]{7}))(?![A-Za-z0-9])"
)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|证件)[^A-Za-z0-9\n]{0,8}(?P<own>[A-Z]{1,2}[0-9]{7,8})(?![A-Za-z0-9])"
)
_MAIL = re.compile(
    r"(?P<own>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    r"\.(?P<top>[A-Za-z]{2,})))"
)
_NOBODYS_HOST = re.compile(r"(?:.+\.)?example(?:\.(?:com|net|org))?|.+\.(?:invalid|test|localhost)")
"""Hosts that RFC 2606 keeps for examples."""
_NO_HOST = {"png", "jpg", "svg", "md", "html", "css", "js"}


def find_numbers(text: str) -> Iterator[Finding]:
    """Yield every number in the normalised `text` that leads to a person."""
    yield from without_overlaps(_all(text))


def redact(text: str) -> str:
    """Return `text` with every such number masked: what a problem quotes goes into logs.

    >>> redact("找不到 13800138000.md")
    '找不到 138******00.md'
    """
    for finding in sorted(find_numbers(normalise(text)), reverse=True):
        text = text[: finding.start] + finding.shown + text[finding.end :]
    return text


def _all(text: str) -> Iterator[Finding]:
    runs = [run for found in _RUN.finditer(text) for run in _windows(found)]
    for is_one, what in (
        (_is_identity, "身份证号"),
        (_is_card, "银行卡号"),
        (_is_mobile, "手机号码"),
    ):
        for run in runs:
            if is_one(run, text):
                yield Finding(run.start, run.end, Code.NUMBER, what, mask(run.digits))
    for pattern, what in (
        (_LANDLINE, "电话号码"),
        (_TELEPHONE, "电话号码"),
        (_PLATE, "车牌号"),
        (_PASSPORT, "护照或者证件号"),
        (_DOCUMENT, "护照或者证件号"),
    ):
        for found in pattern.finditer(text):
            words = re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", found["own"])
            if _DIGIT.search(words):
                yield Finding(*found.span("own"), Code.NUMBER, what, mask(words))
    for found in _MAIL.finditer(text):
        host = found["host"].lower()
        if not _NOBODYS_HOST.fullmatch(host) and found["top"].lower() not in _NO_HOST:
            shown = f"{found['own'][0]}***@***.{found['top']}"
            yield Finding(found.start(), found.end(), Code.NUMBER, "电子邮箱", shown)


@dataclass(frozen=True, slots=True)
class _Window:
    """Whole groups of a run of digits, joined."""

    digits: str
    groups: int
    tight: bool
    """Whether no group is shorter than people write them."""
    start: int
    end: int
    after_point: bool
    """Whether this is what stands behind the point of 0.123."""


def _windows(run: re.Match[str]) -> Iterator[_Window]:
    """Yield every way to take whole groups that follow one another and may be a number."""
    groups = [
        (found.group().upper(), run.start() + found.start(), run.start() + found.end())
        for found in _GROUP.finditer(run.group())
    ]
    for first, (_, start, _) in enumerate(groups):
        digits, shortest = "", _LONGEST
        after_point = first > 0 and groups[first - 1][0] == "0" and run.string[start - 1] == "."
        for count, (group, _, end) in enumerate(groups[first : first + _LONGEST], 1):
            digits += group
            shortest = min(shortest, len(group))
            if len(digits) > _LONGEST:
                break
            # Only the check digit of an identity number makes up for digits that stand alone.
            spelt = count == len(groups) == len(digits)  # 1 3 8 0 0 …
            tight = count == 1 or shortest >= _SHORTEST_GROUP or spelt
            if len(digits) >= _SHORTEST and (tight or len(digits) == _IDENTITY):
                yield _Window(digits, count, tight, start, end, after_point)


def _is_identity(window: _Window, text: str) -> bool:
    """Return whether this is an identity number: 18 digits with check digit and date, or the old 15."""
    digits = window.digits
    if digits[:2] not in _PROVINCES:
        return False
    if len(digits) == 15 and window.groups == 1 and digits.isdecimal():
        return _is_day(f"19{digits[6:12]}")
    if len(digits) != _IDENTITY or not digits[:-1].isdecimal():
        return False
    return ric.calc_check_digit(digits) == digits[-1] and _is_day(digits[6:14])


def _is_day(digits: str) -> bool:
    try:
        return date(1800, 1, 1) <= date.fromisoformat(digits) <= date(2099, 12, 31)
    except ValueError:
        return False


def _is_card(window: _Window, text: str) -> bool:
    if not window.tight or not _CARD.fullmatch(window.digits):
        return False
    try:
        luhn.validate(window.digits)
    except ValidationError:
        return False
    return not _touches_letter(window, text)


def _is_mobile(window: _Window, text: str) -> bool:
    if not window.tight or not _MOBILE.fullmatch(window.digits) or window.after_point:
        return False
    return not _MONEY.match(text, window.end)


def _touches_letter(window: _Window, text: str) -> bool:
    """Return whether letters stand beside it: a credit code, a checksum."""
    before, after = text[max(0, window.start - 1) : window.start], text[window.end : window.end + 1]
    return any(sign.isascii() and sign.isalnum() for sign in (before, after))
