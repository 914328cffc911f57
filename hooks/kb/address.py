"""Addresses of records and of the parts within them."""

import re
from dataclasses import dataclass

from kb.numerals import to_chinese
from kb.provisions import provision_label

_ADDRESS = re.compile(r"(?P<record>[a-z0-9]+(?:-[a-z0-9]+)*)(?:#(?P<anchor>[a-z0-9-]+))?")
_ARTICLE = re.compile(r"art-\d+(?:-\d+)?")
CODE = re.compile(
    r"(?<![A-Za-z0-9-])(?P<code>[A-Z]{2}-\d{3,4})"
    r"(?:-(?P<article>\d{1,4}(?:\.\d{1,3})?)|第(?P<step>[一二三四五六七八九十]{1,3})步)?(?![\d-])"
)
"""A short code in running text, with an article (GZ-001-7) or a step (CX-003第九步) behind it."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A record and, if any, a place in it: `jilv-chufen-2023#art-97-p1`.

    `art-33` is 第三十三条, `art-120-3` 第一百二十条之三, `-p2` 第二款, `-i2` 第（二）项,
    `step-3` 第三步; other anchors are those of headings.
    """

    record: str
    anchor: str = ""

    @classmethod
    def parse(cls, text: str) -> "Address | None":
        """Return the address that `text` writes, or None if it is not one."""
        found = _ADDRESS.fullmatch(text.strip())
        return cls(found["record"], found["anchor"] or "") if found else None

    @property
    def section(self) -> "Address":
        """The article of a 款 or 项; of anything else the address itself."""
        article = _ARTICLE.match(self.anchor)
        return Address(self.record, article.group()) if article else self

    def __str__(self) -> str:
        return f"{self.record}#{self.anchor}" if self.anchor else self.record


def anchor_label(anchor: str) -> str:
    """Return the words for an anchor of an article or a step, or the empty string.

    >>> anchor_label("art-33-p1"), anchor_label("step-3")
    ('第三十三条第一款', '第三步')
    """
    if found := re.fullmatch(r"step-(\d+)", anchor):
        return f"第{to_chinese(int(found[1]))}步"
    return provision_label(anchor)
