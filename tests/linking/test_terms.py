"""Terms of the glossary in running text."""

import re

from tests.tiny import TinySite, render

GLOSSARY = """---
title: 术语
summary: 术语，测试用。
audience: 全局
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
---

## 词 {#ci}

### 党组 {#term-dangzu}

领导机构。

- 区别于：党组织

### 谈话 {#term-tanhua}

当面说。
"""


def linked(tiny: TinySite, text: str) -> list[tuple[str, str]]:
    tiny.write("glossary.md", GLOSSARY)
    tiny.replace("cases/gouwuka.md", "没有登记。", text)
    html = render(tiny.site(), "cases/gouwuka.md")
    pattern = r'<a class="kb-term" href="([^"]+)">([^<]*)</a>'
    return [(href, words) for href, words in re.findall(pattern, html)]


def test_the_first_use_in_a_section_is_a_link(tiny: TinySite) -> None:
    found = linked(tiny, "党组开会，党组决定谈话。")
    assert found == [
        ("../glossary.html#term-dangzu", "党组"),
        ("../glossary.html#term-tanhua", "谈话"),
    ]


def test_the_next_section_begins_anew(tiny: TinySite) -> None:
    tiny.replace("cases/gouwuka.md", "- 当天登记。", "- 向党组报告。")
    found = linked(tiny, "党组开会。")
    assert [words for _, words in found] == ["党组", "党组"]


def test_a_longer_word_is_another_word(tiny: TinySite) -> None:
    assert linked(tiny, "党组织开会。") == []


def test_titles_links_and_code_are_left_alone(tiny: TinySite) -> None:
    text = "《廉政谈话制度》第一条、《谈话》、`谈话`、[谈话](../rules/tanhua.md)。"
    assert linked(tiny, text) == []


def test_the_glossary_does_not_link_to_itself(tiny: TinySite) -> None:
    linked(tiny, "没有登记。")
    assert "kb-term" not in render(tiny.site(), "glossary.md")
