"""出门检查 over `docs/`: whatever leaves from there is looked at, and what may leave all the same."""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from kb.keeping import Keeper
from kb.kinds import Kind
from kb.model import Exemption
from kb.outgoing.finding import Finding, normalise
from kb.outgoing.marks import find_marks, find_paper_in_name, find_papers, find_paths
from kb.outgoing.names import find_details, find_names, person_in
from kb.outgoing.numbers import find_numbers
from kb.outgoing.office import BadFile, office_faults, office_words, read_parts
from kb.outgoing.pictures import BadPicture, clean_picture
from kb.outgoing.svg import svg_faults, svg_words
from kb.problem import Code, Problem
from kb.source import LARGEST, MAX_BYTES, Content, position
from kb.yamltext import YamlText

EXCEPTIONS = "_data/exceptions.yml"
OFFICE = {".docx", ".xlsx"}
ATTACHMENTS = {*OFFICE, ".pdf"}
"""What an exception may let in besides pages and pictures."""
_PICTURES = {".png", ".jpg"}
_HINTS = {
    Code.NUMBER: f"删去，或者用“某号码”代替；对外公布的号码，按编辑指南写进 {EXCEPTIONS}",
    Code.MARK: "有这种标志的材料不能放在这里，请整页撤下；只是谈到它的，加上引号“”",
    Code.PAPER: "这类材料不能放在这里，请整页撤下",
    Code.NAME: "写成“张某某”，或者只写岗位",
    Code.DETAIL: "岗位、地点、日期不写在一句里：日期只写年份，地点写“某街道”",
    Code.PATH: "去掉路径，写明材料名称和保管岗位",
}


def check_outgoing(
    files: Mapping[str, Content],
    shown: Mapping[str, str],
    exemptions: tuple[Exemption, ...],
    listed: YamlText | None,
    day: date,
    keeper: Keeper,
) -> Iterator[Problem]:
    """Yield what in `files` must not leave, and what is wrong with the exceptions.

    `files` and `shown` are by path below the content folder; `listed` is the text of `exemptions`;
    an exception whose last day lies before `day` has ended.
    """
    leaves: dict[tuple[str, str, str | None], Exemption] = {
        (one.file, one.code, one.words): one for one in exemptions if one.until >= day
    }
    spoken = {one.words for one in exemptions}
    used = set()
    for src, content in files.items():
        look = partial(_look, src, content, shown[src])
        for problem, code, words in keeper.value("outgoing", (src, content.key, shown[src]), look):
            if src == EXCEPTIONS and words in spoken:
                continue
            leave = leaves.get((src, code.value, words))
            if leave is None:
                yield problem
            used.add(leave)
    if listed is None:
        return
    for index, one in enumerate(exemptions):
        if name := person_in(one.allowed_by):
            message = f"allowed_by（批准岗位）写的是人名：{name}"
            yield listed.problem((index, "allowed_by"), Code.NAME, message, "写岗位，不写姓名")
        if one.until < day:
            message = f"例外已于 {one.until} 到期"
            hint = "内容已经改掉的，删除这一项；仍需公布的，重新报批后改日期"
            yield listed.problem((index, "until"), Code.EXPIRED, message, hint)
        elif not _is_used(one, used, files):
            message = f"例外没有用到：{one.file} 里没有这一处"
            hint = "words 照提示里显示的写；内容已经改掉的，删除这一项"
            yield listed.problem((index,), Code.UNUSED, message, hint)


def _is_used(one: Exemption, used: set[Exemption | None], files: Mapping[str, Content]) -> bool:
    if one.code == Code.FILE_TYPE.value:
        return one.file in files and posixpath.splitext(one.file)[1] in ATTACHMENTS
    return one in used


def _look(src: str, content: Content, shown: str) -> tuple[tuple[Problem, Code, str | None], ...]:
    """Return everything found in one file and in its name, with its code and words."""
    return tuple(_found(src, content, shown))


def _found(src: str, content: Content, shown: str) -> Iterator[tuple[Problem, Code, str | None]]:
    name = src.replace("/", " ")
    in_case = src.startswith(f"{Kind.CASE.value}/")
    for finding in (
        *find_numbers(normalise(name)),
        *find_paper_in_name(normalise(name)),
        *(find_names(normalise(PurePosixPath(src).stem)) if in_case else ()),
    ):
        message = f"文件名里有{finding.what}：{finding.shown}"
        yield _problem(shown, 1, 1, finding, message)
    suffix = posixpath.splitext(src)[1]
    if content.size > (MAX_BYTES if suffix in {".md", ".yml"} else LARGEST):
        if suffix not in {".md", ".yml"}:
            message = f"文件过大（{content.size / 1e6:.1f} MB），上限为 {LARGEST // 1_000_000} MB"
            problem = Problem(shown, 1, 1, Code.TOO_LARGE, message, "请缩小图片，或者拆分文件")
            yield problem, problem.code, None
        return
    raw = content.raw
    if suffix in _PICTURES:
        yield from _picture(raw, suffix, shown)
    elif suffix in OFFICE:
        yield from _office(raw, shown)
    elif suffix not in ATTACHMENTS:
        yield from _text(src, raw, shown, in_case)


def _text(
    src: str, raw: bytes, shown: str, in_case: bool
) -> Iterator[tuple[Problem, Code, str | None]]:
    text = raw.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    found = set()
    for finding in _findings(normalise(text), in_case):
        found.add((finding.code, finding.shown))
        message = f"有{finding.what}：{finding.shown}"
        yield _problem(shown, *position(text, finding.start), finding, message)
    if src.endswith(".svg"):
        for fault in svg_faults(raw):
            message, hint = f"图片不能用：{fault}", "在画图软件里另存为“普通SVG”，或者导出为 .png"
            yield Problem(shown, 1, 1, Code.PICTURE, message, hint), Code.PICTURE, None
        for finding in _findings(normalise(svg_words(raw)), in_case):
            if (finding.code, finding.shown) not in found:
                message = f"图片的文字里有{finding.what}：{finding.shown}"
                yield _problem(shown, 1, 1, finding, message)


def _findings(text: str, in_case: bool) -> Iterator[Finding]:
    yield from find_numbers(text)
    yield from find_marks(text)
    yield from find_papers(text)
    yield from find_paths(text)
    if in_case:
        yield from find_names(text)
        yield from find_details(text)


def _picture(raw: bytes, suffix: str, shown: str) -> Iterator[tuple[Problem, Code, str | None]]:
    try:
        clean_picture(raw, suffix)
    except BadPicture as error:
        hint = "用看图软件打开，另存为 .png 或者 .jpg；不要只改扩展名"
        yield Problem(shown, 1, 1, Code.PICTURE, f"图片不能用：{error}", hint), Code.PICTURE, None


def _office(raw: bytes, shown: str) -> Iterator[tuple[Problem, Code, str | None]]:
    try:
        parts = read_parts(raw)
        faults = list(office_faults(parts))
        text = normalise(office_words(parts))
    except BadFile as error:
        faults, text = [str(error)], ""
    for fault in faults:
        hint = "在Word、WPS里用“检查文档”删除批注、修订、隐藏内容和作者，再存一次"
        problem = Problem(shown, 1, 1, Code.ATTACHMENT, f"附件不能用：{fault}", hint)
        yield problem, problem.code, None
    for finding in _findings(text, in_case=False):
        message = f"附件第 {position(text, finding.start)[0]} 段有{finding.what}：{finding.shown}"
        yield _problem(shown, 1, 1, finding, message)


def _problem(
    path: str, line: int, column: int, finding: Finding, message: str
) -> tuple[Problem, Code, str | None]:
    hint = _HINTS[finding.code]
    return Problem(path, line, column, finding.code, message, hint), finding.code, finding.shown
