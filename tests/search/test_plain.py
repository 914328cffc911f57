"""Markdown as words."""

import pytest

from kb.search.plain import inline, plain


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("见[《监察法》](jiancha-fa.md#art-3)第三条", "见《监察法》第三条"),
        ("![流程图](a.png)之后", "流程图之后"),
        ("**先退**，退不掉就*登记*", "先退，退不掉就登记"),
        ("***都要***，~~不要~~", "都要，不要"),
        ("写作 `**原样**` 即可", "写作 **原样** 即可"),
        ("长 3*4*5 米，snake_case_name 不变", "长 345 米，snake_case_name 不变"),
        (r"带 \*星号\* 的", "带 *星号* 的"),
        ("据实填写。[^1]", "据实填写。"),
        ("AT&amp;T &lt;甲&gt;", "AT&T <甲>"),
        ("标题 {#ming-cheng}", "标题"),
        ("一份额度（※）和 {花括号}", "一份额度（※）和 {花括号}"),
    ],
)
def test_marks_of_a_line_are_removed(line: str, words: str) -> None:
    assert inline(line) == words


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["上一行", "下一行"], "上一行下一行"),
        (["open the", "file"], "open the file"),
        (["第一段", "", "第二段"], "第一段\n第二段"),
        (["- 甲", "  续", "- 乙", "1. 丙", "- [x] 丁"], "甲续\n乙\n丙\n丁"),
        (["> 引文", "> 第二行"], "引文\n第二行"),
        (["| 甲 | 乙 |", "|:--|---|", "| 1 | — |"], "甲\u3000乙\n1\u3000—"),
        (["```", "# 不是标题", "**码**", "```", "后"], "# 不是标题\n**码**\n后"),
        (["[名]: a.md", "", "---", "", "正文"], "正文"),
    ],
)
def test_blocks_become_lines(lines: list[str], words: str) -> None:
    assert plain(lines) == words


def test_items_of_a_rule_begin_a_line() -> None:
    lines = ["职责如下：", "（一）部署；", "（二）督办。"]
    assert plain(lines, rule=True) == "\n".join(lines)
