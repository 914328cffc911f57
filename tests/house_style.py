"""The house's rules of writing that can be seen in the characters: 文-1 … in the editors' guide.

They bind what the project ships; an editor's page is not kept from being built by a blank.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.prose import prose

_HAN = "\u4e00-\u9fff"


class HouseRule(NamedTuple):
    """One rule: its number in the guide, what breaks it, and an example that does."""

    number: int
    pattern: str
    wrong: str
    right: str


RULES = (
    HouseRule(1, "《[^》\n]*《", "《关于《甲》的通知》", "《关于〈甲〉的通知》"),
    HouseRule(3, r"第[0-9０-９]+[条款项]", "第33条第2款", "第三十三条第二款"),
    HouseRule(
        6,
        r"(?<![A-Za-z0-9.\-/])(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}(?![A-Za-z0-9\-/])",
        "自2024.1.1起",
        "自2024年1月1日起",
    ),
    HouseRule(
        7,
        rf"(?<=[{_HAN}]) +(?=[{_HAN}0-9A-Za-z])|(?<=[0-9A-Za-z]) +(?=[{_HAN}])",
        "共 3 项",
        "共3项，见GZ-001",
    ),
    HouseRule(
        8,
        rf"(?<=[{_HAN}])[,;:?!()\"']|[,;:?!()\"'](?=[{_HAN}])|[「」『』]",
        '"三重一大"事项,',
        "“三重一大”事项，",
    ),
    HouseRule(
        8, rf"(?<![A-Za-z0-9-])[0-9]+[-~～][0-9]+(?=[{_HAN}])", "3-5个工作日", "3至5个工作日"
    ),
    HouseRule(8, r"([，。；：、！？])\1|\.{3}", "照办。。", "照办。"),
    HouseRule(9, "》、《|”、“", "《甲》、《乙》", "《甲》《乙》"),
)


def breaches(body: str) -> Iterator[str]:
    """Yield each place of the Markdown text `body` that breaks a rule, with the rule's number."""
    text = prose(body)
    for rule in RULES:
        for found in re.finditer(rule.pattern, text):
            # What is blanked out in the prose is no space that somebody wrote.
            if body[found.start() : found.end()] == found.group():
                around = body[max(0, found.start() - 12) : found.end() + 12]
                yield f"文-{rule.number}：{around!r}"
