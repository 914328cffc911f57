"""The sections, steps and items that a page of each kind must have."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.headings import STEP_FIELDS, Heading, Part, targets
from kb.kinds import Kind
from kb.numerals import to_chinese
from kb.problem import Code, Problem
from kb.site import Annual, Meeting, Page, Procedure

_ITEM_PREFIX = {"achievements": "done-", "problems": "problem-", "plans": "plan-"}
WHOLE = {Kind.CASE, Kind.MEETING, Kind.ANNUAL}
"""Kinds whose pages have all their sections, and no others."""


def check_parts(page: Page) -> Iterator[Problem]:
    """Yield missing or misplaced sections, steps and items."""
    if page.kind in WHOLE:
        yield from _sections(page)
    if isinstance(page, Procedure):
        yield from _steps(page)
    if isinstance(page, Annual):
        yield from _items(page)


def _sections(page: Page) -> Iterator[Problem]:
    fixed = page.meta.occasion.sections if isinstance(page, Meeting) else page.kind.sections
    expected = list(fixed)
    found = [heading for heading in page.headings if heading.level == 2]
    titles = [heading.text for heading in found]
    if titles == expected:
        return
    wrong = next(
        (heading for heading, title in zip(found, expected, strict=False) if heading.text != title),
        None,
    )
    missing = [title for title in expected if title not in titles]
    line = wrong.line if wrong else len(page.source.body.rstrip().split("\n"))
    message = f"缺少“{'”“'.join(missing)}”一节" if missing else "各节的名称或顺序不对"
    yield page.source.problem(
        line, 1, Code.SECTIONS, message, "依次写：" + "、".join(f"## {title}" for title in expected)
    )


def _steps(procedure: Procedure) -> Iterator[Problem]:
    problem = procedure.source.problem
    if not procedure.steps:
        yield problem(1, 1, Code.STEP_ORDER, "没有步骤", "在“## 步骤”下写“### 第一步　……”")
    for number, step in enumerate(procedure.steps, 1):
        if step.id != f"step-{number}":
            expected = f"第{to_chinese(number)}步"
            yield problem(step.line, 1, Code.STEP_ORDER, f"步骤编号不连续：此处应为{expected}")
            break
    if procedure.steps and procedure.meeting == len(procedure.steps):
        message = "没有开会讨论的一步"
        hint = "这一步的标题里写明党组会、办公会或者会议讨论，例如 ### 第九步　党组会讨论和表决"
        yield problem(procedure.steps[0].line, 1, Code.NO_MEETING, message, hint)
    for step in procedure.steps:
        yield from _step_fields(procedure, step)


def _step_fields(procedure: Procedure, step: Part) -> Iterator[Problem]:
    names = tuple(field.name for field in step.fields)
    missing = [name for name in STEP_FIELDS if not step.field(name)]
    if missing:
        message = f"“{step.title}”缺少：{'、'.join(missing)}"
    elif names != STEP_FIELDS:
        message = f"“{step.title}”的各行名称或顺序不对"
    else:
        return
    hint = "依次写：" + "、".join(f"- {name}：" for name in STEP_FIELDS)
    yield procedure.source.problem(step.line, 1, Code.STEP_FIELDS, message, hint)


def _items(annual: Annual) -> Iterator[Problem]:
    """Yield headings that should be items, items in the wrong section, dangling answers."""
    anchors = {anchor for anchor, _ in annual.anchors()}
    prefix = ""
    headings: Sequence[Heading | None] = (*annual.headings, None)
    for heading, following in pairwise(headings):
        if heading is None:
            continue
        if heading.level == 2:
            prefix = _ITEM_PREFIX.get(heading.id or "", "")
        elif prefix and not (heading.id or "").startswith(prefix):
            group = following is not None and following.level > heading.level
            if not group:
                yield annual.source.problem(
                    heading.line,
                    1,
                    Code.YEAR_ITEM,
                    f"“{heading.text}”的地址应以 {prefix} 开头",
                    f"例如 {'#' * heading.level} {heading.text} {{#{prefix}ming-cheng}}",
                )
    for item in annual.items:
        for field in item.fields:
            for target in targets(field.text):
                if target not in anchors:
                    message = f"本页没有 #{target} 这一项"
                    yield annual.source.problem(field.line, 1, Code.YEAR_ITEM, message)
