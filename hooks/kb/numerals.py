"""Numbers as Chinese rules write them, and the keys of articles made from them.

`parse_numeral("一百零三")` is 103; `parse_article("第一百二十条之三")` is `"120-3"`, the key that
addresses and citations use.
"""

import re

NUMERAL = "[〇○零一二两三四五六七八九十百千廿卅0-9０-９]{1,12}"
"""Regex fragment for one number, Chinese or Arabic, half or full width."""

_DIGITS = {sign: value for value, signs in enumerate(
    ("〇○零0０", "一1１", "二两2２", "三3３", "四4４", "五5５", "六6６", "七7７", "八8８", "九9９")
) for sign in signs}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
_ARTICLE = re.compile(rf"\s*(?:第\s*)?({NUMERAL})\s*条?(?:\s*[之\-]\s*({NUMERAL}))?\s*")
_KEY = re.compile(r"(\d+)(?:-(\d+))?")


def parse_numeral(text: str) -> int:
    """Return the number that `text` writes: `parse_numeral("廿三")` is 23.

    Also 一百零三, 十, 二〇二四, 33 and ３３. Raises `ValueError` for anything else.
    """
    total = digits = 0
    pending = False
    for sign in text:
        if sign in _DIGITS:
            digits = digits * 10 + _DIGITS[sign]
            pending = True
        elif sign in _UNITS:
            total += (digits if pending else 1) * _UNITS[sign]
            digits, pending = 0, False
        elif sign in _TENS:
            total += _TENS[sign]
            digits, pending = 0, False
        else:
            raise ValueError(f"not a number: {text!r}")
    if not text:
        raise ValueError("not a number: ''")
    return total + digits


def to_chinese(number: int) -> str:
    """Return `number` as rules write it: `to_chinese(103)` is `"一百零三"`.

    Known for 1 to 9999; any other number comes back in digits.
    """
    if not 1 <= number <= 9999:
        return str(number)
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += "零〇一二三四五六七八九"[digit + 1] + sign
        elif text and number % unit and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= number <= 19 else text


def parse_article(text: str) -> str:
    """Return the key of an article: `parse_article("第一百二十条之三")` is `"120-3"`.

    Takes 第33条, 三十三 and the key itself as well. Raises `ValueError` for anything else.
    """
    match = _ARTICLE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an article: {text!r}")
    number, branch = match.groups()
    key = str(parse_numeral(number))
    return f"{key}-{parse_numeral(branch)}" if branch else key


def article_label(key: str) -> str:
    """Return the article as rules write it: `article_label("120-3")` is `"第一百二十条之三"`."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"not the key of an article: {key!r}")
    number, branch = match.groups()
    label = f"第{to_chinese(int(number))}条"
    return f"{label}之{to_chinese(int(branch))}" if branch else label


def article_before(key: str, steps: int = 1) -> str | None:
    """Return the key `steps` articles before: `article_before("33")` is `"32"`.

    By number alone: before 120-1 stands 120; before the first article stands none (`None`).
    """
    number, _, branch = key.partition("-")
    if branch and int(branch) > steps:
        return f"{number}-{int(branch) - steps}"
    earlier = int(number) - steps + (int(branch) if branch else 0)
    return str(earlier) if earlier >= 1 else None
