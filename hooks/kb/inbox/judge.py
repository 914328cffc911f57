"""What becomes of one file in the inbox: a page that the checks accept, or reasons why not."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.importing.blocks import Block, Document
from kb.importing.drafts import Wishes
from kb.importing.law import Role, read_law
from kb.importing.plan import Shelf, make_plan
from kb.importing.readers import SUFFIXES, read_document
from kb.inbox.filled import read_form
from kb.inbox.forms import KIND_ROW
from kb.inbox.page import NARROWEST, OWNER, REVIEW_AFTER, Maker, NewPage
from kb.inputs import Audience
from kb.kinds import Kind
from kb.outgoing.numbers import redact
from kb.outgoing.office import BadFile, read_parts
from kb.problem import Code, Problem
from kb.reading import Reading, find_ids, read_site
from kb.site import Rule

WORD = ".docx"
_STATE = re.compile(r"全国人民代表大会|国务院|最高人民|中央军事委员会")
_LAWS = "falv-fagui"
_BEGINNING = 16
"""Characters of a paragraph by which a person finds it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The page that a file became, or was before."""

    src: str
    code: str
    title: str
    audience: Audience
    new: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    name: str
    """The name of the file."""
    taken: Taken | None = None
    pages: Mapping[str, str] | None = None
    """What is to be written, by path below the content folder."""
    problems: tuple[Problem, ...] = ()
    """Why it is not taken in."""
    to_fill: tuple[Problem, ...] = ()
    """What is still to be written in the page."""
    to_compare: tuple[Problem, ...] = ()
    """What was not read."""
    excerpts: Mapping[int, str] | None = None
    """How the paragraphs that problems name begin, by number."""


def judge(file: Path, shown: str, docs: Path, today: date) -> Outcome:
    """Return what becomes of `file`, which people know as `shown`; nothing is written."""
    document = _read(file, shown)
    if isinstance(document, Problem):
        return Outcome(file.name, problems=(document,))
    reading = read_site(docs, root=docs.parent, day=today)
    if reading.site is None:
        message = "站内的内容还有读不出来的，暂时不能收"
        problem = Problem(shown, 1, 1, Code.NOT_TAKEN, message, "先改好网页下方横幅里的问题")
        return Outcome(file.name, problems=(problem,))
    ids, codes = find_ids(docs)
    filled = read_form(document, reading.site)
    if filled is None:
        shelf = Shelf(reading.site.of(Rule), frozenset(ids), frozenset(codes))
        outcome = _law(file.name, document, shelf, reading, docs, today)
    else:
        problems: list[Problem] = []
        to_fill: list[Problem] = []
        maker = Maker(
            reading.site,
            filled,
            document,
            frozenset(ids),
            frozenset(codes),
            today,
            problems,
            to_fill,
        )
        outcome = _filled(file.name, maker, reading, docs)
    told = (*outcome.problems, *outcome.to_fill, *outcome.to_compare)
    return replace(outcome, excerpts=_excerpts(document, {one.line for one in told}))


def _read(file: Path, shown: str) -> Document | Problem:
    """Return the document in `file`, or why it is refused."""
    if file.is_dir() and not file.is_symlink():
        message, hint = "这是文件夹，没有打开", "把里面的 .docx 文件直接放进 inbox"
        return Problem(shown, 1, 1, Code.NOT_TAKEN, message, hint)
    if file.suffix.lower() in SUFFIXES and file.suffix.lower() != WORD and not file.is_symlink():
        message, hint = f"inbox 只收 {WORD} 文件", f"用 Word 或 WPS 打开，另存为 {WORD}"
        return Problem(shown, 1, 1, Code.NOT_TAKEN, message, hint)
    try:
        document = read_document(file, shown)
    except OSError as error:
        message = f"打不开：{error.strerror or error}"
        hint = "多半正在别的程序里打开，关上以后再收"
        return Problem(shown, 1, 1, Code.NOT_TAKEN, message, hint)
    if isinstance(document, Problem):
        return replace(document, message=document.message.replace("不能导入", "不能收"))
    try:
        read_parts(file.read_bytes())
    except BadFile as error:
        hint = "请用 Word 或 WPS 打开，另存为新的 .docx，再放进来"
        return Problem(shown, 1, 1, Code.NOT_TAKEN, f"文件{error}", hint)
    return document


def _filled(name: str, maker: Maker, reading: Reading, docs: Path) -> Outcome:
    page = maker.page()
    to_fill, to_compare = tuple(maker.to_fill), maker.document.remarks
    if maker.already is not None:
        meta = maker.already.meta
        taken = Taken(maker.already.source.src, meta.code, meta.title, meta.audience, new=False)
        return Outcome(name, taken, to_compare=to_compare)
    if page is None:
        return Outcome(name, problems=tuple(dict.fromkeys(maker.problems)))
    new = faults({page.src: page.text}, reading, docs, maker.today)
    if new:
        problems = (_in_document(one, page, maker.document.path, docs) for one in new)
        return Outcome(name, problems=tuple(dict.fromkeys(problems)))
    taken = Taken(page.src, page.code, page.title, page.audience)
    return Outcome(name, taken, {page.src: page.text}, (), to_fill, to_compare)


def _law(
    name: str, document: Document, shelf: Shelf, reading: Reading, docs: Path, today: date
) -> Outcome:
    """Return what becomes of an official text that stands in no form."""
    law = read_law(document)
    if isinstance(law, Problem) or not any(one.role is Role.ARTICLE for one in law.entries):
        message = f"看不出是哪种页面：没有“{KIND_ROW}”表格，也没有“第一条”"
        hint = "把文字贴进 inbox/模板 里的模板，填好表格，再放进来"
        return Outcome(
            name, problems=(Problem(document.path, 1, 1, Code.NOT_TAKEN, message, hint),)
        )
    state = bool(law.issuer and _STATE.search(law.issuer))
    assert reading.site is not None
    records, known = reading.site.records, tuple(reading.site.topics)
    plan = make_plan(
        [law],
        shelf,
        Wishes(
            today=today,
            topics=None,
            usual_topics=(_LAWS,) if _LAWS in known else known[:1],
            owner=OWNER,
            audience=Audience.EVERYONE if state else NARROWEST,
            review_by=today + REVIEW_AFTER,
        ),
    )
    if plan.problems:
        return Outcome(name, problems=tuple(plan.problems))
    page_id = plan.placed[document.path]
    src = f"{Kind.RULE}/{page_id}.md"
    if new := faults(plan.pages, reading, docs, today):
        return Outcome(name, problems=tuple(replace(one, path=document.path) for one in new))
    old = records.get(page_id)
    code = re.search(r"^code: (\S+)", plan.pages.get(src, ""), re.MULTILINE)
    taken = Taken(
        src,
        old.meta.code if old else code[1] if code else "",
        law.title,
        old.meta.audience if old else Audience.EVERYONE if state else NARROWEST,
        new=bool(plan.pages),
    )
    topic = reading.site.topics[(_LAWS if _LAWS in known else known[0])]
    message = f"没有表格，按正式文本收入，读者范围“{taken.audience}”，专题“{topic}”"
    hint = "不对的，在页面头部改；本单位还没有印发的，删去这一页，改用责任规则模板"
    usual = Problem(document.path, 1, 1, Code.TO_FILL, message, hint)
    remarks = tuple(plan.remarks)
    return Outcome(name, taken, plan.pages, (), (usual,) if taken.new else (), remarks)


def faults(pages: Mapping[str, str], before: Reading, docs: Path, today: date) -> list[Problem]:
    """Return what `check` would say of the content with `pages` that it does not say without.

    Tried on a copy: what is refused has never lain below `docs`.
    """
    with tempfile.TemporaryDirectory(prefix="kb-inbox-") as folder:
        copy = Path(folder) / docs.name
        shutil.copytree(docs, copy, symlinks=True)
        for src, text in pages.items():
            (copy / src).parent.mkdir(exist_ok=True)
            (copy / src).write_text(text, encoding="utf-8", newline="\n")
        after = read_site(copy, root=copy.parent, day=today)
    known = set(before.problems)
    return [one for one in after.problems if one not in known]


def _in_document(problem: Problem, page: NewPage, path: str, docs: Path) -> Problem:
    """Return a problem of the page as one of the file that it was made of."""
    if problem.path != f"{docs.name}/{page.src}":
        message = f"收入以后，{problem.path} 会有问题：{problem.message}"
        return replace(problem, path=path, line=1, column=1, message=message)
    return replace(problem, path=path, line=page.line_of(problem.line), column=1)


def _excerpts(document: Document, lines: set[int]) -> dict[int, str]:
    """Return how the paragraphs on `lines` begin, without numbers that lead to a person."""
    return dict(_beginnings(document.blocks, lines))


def _beginnings(blocks: tuple[Block, ...], lines: set[int]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if block.line in lines:
            text = redact(block.text)
            yield block.line, text[:_BEGINNING] + ("…" if len(text) > _BEGINNING else "")
