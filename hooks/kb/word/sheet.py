"""The sheet of a procedure as a Word file, with the articles that it cites as an annex."""

from collections.abc import Iterable

from kb.inputs import BuildInputs
from kb.site import Site
from kb.views.frame import Link
from kb.views.onepage import OnePage
from kb.word.paper import BOX, Paper
from kb.word.stamps import add_code, annex, opened


def sheet_file(site: Site, sheet: OnePage, inputs: BuildInputs) -> bytes:
    """Return the Word file of `sheet`."""
    meta = sheet.procedure.meta
    title = f"上会一页纸：{meta.title}"
    paper = opened(title, meta.code, inputs, unapproved=bool(sheet.unapproved))
    _write(paper, sheet)
    add_code(paper, meta.code, inputs)
    if sheet.cited:
        annex(paper, site, sheet.cited)
    return paper.pack()


def _write(paper: Paper, sheet: OnePage) -> None:
    before = sheet.steps[: sheet.before]
    paper.heading("一、是不是“三重一大”", 1)
    for line in sheet.matter:
        paper.line(_text(line.words), name=line.name)
    paper.heading("二、会前必备材料", 1)
    rows = [(step.number, "\n".join(BOX + one.name for one in step.materials)) for step in before]
    paper.table(("步骤", "材料"), rows, (26, 130))
    paper.heading("三、步骤与时限", 1)
    paper.table(
        ("步骤", "谁来做", "时限", "依据"),
        [
            (f"{BOX}{step.number}\n{step.title.text}", step.who, step.deadline, _text(step.bases))
            for step in sheet.steps
        ],
        (36, 34, 36, 50),
    )
    paper.heading("四、会上", 1)
    for line in sheet.meeting:
        paper.line(_text(line.words), name=line.name)
    if sheet.archive:
        paper.heading("五、记录与归档", 1)
        for text in sheet.archive:
            paper.line(BOX + text)
    paper.heading("六、常见错误" if sheet.archive else "五、常见错误", 1)
    for step in sheet.steps:
        paper.line(_text(step.mistake), name=step.number)
    paper.heading("七、警示案例" if sheet.archive else "六、警示案例", 1)
    for one in sheet.lessons:
        steps = "、".join(link.text for link in one.steps)
        paper.line(f"{one.case.text}（{one.source}）：错在{steps}")
    if not sheet.lessons:
        paper.line("本库还没有错在本程序的案例。")


def _text(words: Iterable[Link]) -> str:
    return "".join(word.text for word in words)
