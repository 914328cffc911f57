"""What came of a file, in words for the person who put it there: a text that Notepad opens."""

from collections.abc import Iterable, Iterator
from datetime import date

from kb.inbox.judge import Outcome
from kb.outgoing.numbers import redact
from kb.problem import Problem
from kb.views.frame import chinese_date

SUFFIX = ".报告.txt"


def report_name(name: str) -> str:
    """Return the name of the report on the file `name`.

    >>> report_name("购物卡.docx")
    '购物卡.docx.报告.txt'
    """
    return f"{name}{SUFFIX}"


def report_file(outcome: Outcome, today: date, moved_to: str) -> bytes:
    """Return the report; Notepad on older Windows knows UTF-8 by its mark alone."""
    text = "\r\n".join(redact(line) for line in _lines(outcome, today, moved_to))
    return f"{text}\r\n".encode("utf-8-sig")


def summary(outcome: Outcome) -> str:
    """Return what came of the file in one line."""
    if outcome.taken is None:
        return redact(f"没有收入：{outcome.name}，原因见“{report_name(outcome.name)}”")
    verb = "已收入" if outcome.taken.new else "站内已有"
    return redact(f"{verb}：{outcome.name} → {outcome.taken.code}《{outcome.taken.title}》")


def _lines(outcome: Outcome, today: date, moved_to: str) -> Iterator[str]:
    yield f"{outcome.name} 的收入报告，{chinese_date(today)}"
    yield ""
    taken = outcome.taken
    if taken is None:
        yield "结果：没有收入。网站没有改动，文件还在原处。"
        yield ""
        yield "要改的："
        yield from _listed(outcome, outcome.problems)
        yield ""
        yield "接下来：在Word里改好，存成 .docx，放在 inbox 里。网站开着的，保存后自动再收一次；"
        yield "没有开的，双击开始文件，或者运行 kb.py import。"
        return
    yield "结果：已收入。" if taken.new else "结果：站内已有内容相同的一页，没有再收一次。"
    yield f"标题：{taken.title}"
    yield f"编号：{taken.code}"
    yield f"页面：{taken.src.removesuffix('.md')}.html"
    yield f"文件：docs/{taken.src}"
    yield f"读者范围：{taken.audience}"
    yield "审定：未审定，页面和打印件上都会标明"
    yield f"原件：{moved_to}"
    if outcome.to_fill:
        yield ""
        yield "还要补的，在上面“文件”里补："
        yield from _listed(outcome, outcome.to_fill)
    if outcome.to_compare:
        yield ""
        yield "没有读进来、要对照原件的："
        yield from _listed(outcome, outcome.to_compare)
    yield ""
    yield "接下来：打开页面看一遍；请有权的人审核；审核以后怎样发布，见编辑指南“发布”。"


def _listed(outcome: Outcome, problems: Iterable[Problem]) -> Iterator[str]:
    excerpts = outcome.excerpts or {}
    for number, one in enumerate(sorted(set(problems)), 1):
        begins = excerpts.get(one.line, "")
        by_name = one.message.startswith(("表格", "“"))
        place = f"第{one.line}段“{begins}”：" if begins and not by_name else ""
        yield f"  {number}. {place}{one.message}（{one.code}）"
        if one.hint:
            yield f"     改法：{one.hint}"
