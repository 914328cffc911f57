"""What has an address: articles and their parts, headings, short codes in running text."""

import pytest

from kb.address import CODE, Address, anchor_label
from kb.headings import find_headings, find_parts, mask_fences, targets
from kb.kinds import Kind
from kb.provisions import find_articles, provision_label


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("jilv-2023#art-97-p1-i2", Address("jilv-2023", "art-97-p1-i2")),
        ("caigou#step-3", Address("caigou", "step-3")),
        (" caigou ", Address("caigou")),
        ("2021", Address("2021")),
        ("", None),
        ("#art-1", None),
        ("caigou#", None),
        ("Caigou", None),
        ("caigou--x", None),
        ("caigou#art 1", None),
        ("a#b#c", None),
        ("采购", None),
    ],
)
def test_an_address_is_a_record_and_a_place(text: str, wanted: Address | None) -> None:
    assert Address.parse(text) == wanted


@pytest.mark.parametrize("text", ["tanhua", "tanhua#art-120-3", "zhichu#step-14"])
def test_an_address_is_written_as_it_was_read(text: str) -> None:
    assert str(Address.parse(text)) == text


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("art-33", "第三十三条"),
        ("art-120-3", "第一百二十条之三"),
        ("art-33-p2", "第三十三条第二款"),
        ("art-120-3-p1-i10", "第一百二十条之三第一款第（十）项"),
        ("step-14", "第十四步"),
        ("ch-2", ""),
        ("art-", ""),
        ("art-3-i2-p1", ""),
    ],
)
def test_a_place_has_words(anchor: str, words: str) -> None:
    assert anchor_label(anchor) == words


def test_a_step_is_no_provision() -> None:
    assert provision_label("step-3") == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("见GZ-001。", "GZ-001"),
        ("见GZ-001-7，", "GZ-001-7"),
        ("按GZ-001-120.3办", "GZ-001-120.3"),
        ("（CX-003第十一步）", "CX-003第十一步"),
        ("CX-003第九条", "CX-003"),
        ("XGZ-001", None),
        ("A-GZ-001", None),
        ("GZ-00", None),
        ("GZ-12345", None),
        ("GZ-001-2-3", None),
        ("gz-001", None),
    ],
)
def test_a_short_code_stands_between_han_characters(text: str, wanted: str | None) -> None:
    found = CODE.search(text)
    assert (found and found.group()) == wanted


def ids(text: str) -> list[str]:
    return [part.id for article in find_articles(text.split("\n")) for part in article.walk()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("第一条　甲。", ["art-1", "art-1-p1"]),
        ("第一条 甲。", ["art-1", "art-1-p1"]),
        ("第一百二十条之三　甲。", ["art-120-3", "art-120-3-p1"]),
        ("第一条　甲。\n第二条　乙。", ["art-1", "art-1-p1", "art-2", "art-2-p1"]),
        (
            "第一条　分：\n（一）甲；\n（二）乙。",
            ["art-1", "art-1-p1", "art-1-p1-i1", "art-1-p1-i2"],
        ),
        ("第一条　分：\n(一)甲。", ["art-1", "art-1-p1", "art-1-p1-i1"]),
        ("第一条　甲。\n\n乙：\n\n（一）丙。", ["art-1", "art-1-p1", "art-1-p2", "art-1-p2-i1"]),
        (
            "第一条　分：\n（一）甲：\n甲的第一段。\n甲的第二段。\n（二）乙。\n丙：\n（一）丁。",
            ["art-1", "art-1-p1", *(f"art-1-p{one}" for one in ("1-i1", "1-i2", "2", "2-i1"))],
        ),
        (
            "第一条　分：\n（一）甲：\n1．目。\n甲的一段。\n（二）乙。\n丙。\n第二条　分：\n（三）甲。",
            [
                *("art-1", "art-1-p1", "art-1-p1-i1", "art-1-p1-i2", "art-1-p2"),
                *("art-2", "art-2-p1", "art-2-p1-i3"),
            ],
        ),
        (
            "第一条　分：\n（一）甲。\n乙。\n## 附件\n（二）不是项。",
            ["art-1", "art-1-p1", "art-1-p1-i1", "art-1-p2"],
        ),
        ("导语。\n\n（一）甲。", []),
        ("第一条　甲。\n\n## 附件\n\n不是款。", ["art-1", "art-1-p1"]),
        ("第一条　甲。\n\n| 表 | 格 |", ["art-1", "art-1-p1"]),
        ("第一条规定的事项。", []),
        ("第一条　", []),
    ],
)
def test_articles_paragraphs_and_items(text: str, wanted: list[str]) -> None:
    assert ids(text) == wanted


def test_an_article_knows_its_line_label_and_words() -> None:
    (article,) = find_articles(["", "第一百二十条之三　甲：", "", "（二）乙。"])
    (paragraph,) = article.parts
    (item,) = paragraph.parts
    assert (article.line, article.label, article.text) == (2, "第一百二十条之三", "甲：")
    assert (article.number, paragraph.label) == (120, "第一款")
    assert (item.line, item.label, item.number, item.text) == (4, "（二）", 2, "乙。")


def test_what_belongs_to_an_item_is_among_its_words() -> None:
    lines = "第六条　行使：\n（一）检查：\n⒈货物；\n范围由署规定。\n（二）查问。\n应当出示证件。"
    (article,) = find_articles([*lines.split("\n"), "## 附件", "附件的话。"])
    first, second = article.parts
    assert [item.text for item in first.parts] == ["检查：\n⒈货物；\n范围由署规定。", "查问。"]
    assert (second.id, second.label, second.text) == ("art-6-p2", "第二款", "应当出示证件。")


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        (Kind.RULE, "## 第一章　总则\n### 第二节　细", ["ch-1", "ch-1-sec-2"]),
        (Kind.RULE, "## 第二编　甲\n### 第三章　乙", ["part-2", "part-2-ch-3"]),
        (
            Kind.RULE,
            "### 第一节　甲\n## 第二章　乙\n### 第一节　丙",
            ["sec-1", "ch-2", "ch-2-sec-1"],
        ),
        (Kind.RULE, "## 附件 {#annex}", ["annex"]),
        (Kind.RULE, "## 附件", [None]),
        (Kind.PROCEDURE, "## 步骤\n### 第十二步　公开", ["steps", "step-12"]),
        (Kind.PROCEDURE, "### 第十二步公开", [None]),
        (Kind.CASE, "## 经过\n## 讨论题", ["facts", "questions"]),
        (Kind.PAGE, "## 第一章　总则", [None]),
    ],
)
def test_headings_have_the_address_of_their_role(
    kind: Kind, text: str, wanted: list[str | None]
) -> None:
    assert [heading.id for heading in find_headings(text.split("\n"), kind)] == wanted


def test_the_address_is_no_part_of_the_words() -> None:
    (heading,) = find_headings(["", "### 谈话 {#done-tanhua}"], Kind.ANNUAL)
    assert (heading.level, heading.text, heading.line) == (3, "谈话", 2)


def test_a_part_ends_at_the_next_heading() -> None:
    lines = [
        "### 甲 {#done-a}",
        "话。",
        "- 材料条目：S1",
        "- 不是",
        "### 乙 {#done-b}",
        "- 站内：GZ-001",
    ]
    first, second = find_parts(lines, find_headings(lines, Kind.ANNUAL), ("done-",))
    assert (first.title, first.text) == ("甲", "话。\n- 不是")
    assert (first.field("材料条目"), first.field("站内")) == ("S1", "")
    assert (second.line, second.fields[0].line) == (5, 6)


def test_fenced_lines_are_emptied_and_keep_their_number() -> None:
    assert mask_fences("```\n# 甲\n```\n# 乙") == ["", "", "", "# 乙"]
    assert mask_fences("~~~\n# 甲") == ["~~~", "# 甲"]


def test_targets_are_those_of_this_page() -> None:
    assert targets("#plan-a、2021.html#plan-b、#steps") == ("plan-a",)
