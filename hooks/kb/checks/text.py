"""The body of every page: headings, links, short codes, and what must not stand there."""

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from kb.address import CODE, anchor_label
from kb.checks.outgoing import ATTACHMENTS
from kb.checks.parts import WHOLE
from kb.headings import DIVISION, STEP, mask_fences
from kb.problem import Code, Problem
from kb.prose import mask_code
from kb.site import Page, Rule, Site
from kb.source import position

_TAG = re.compile(r"<(?=[A-Za-z/!?]|[^<>\s]+@)")
"""What opens a tag, or a link in angle brackets: `<http://…>`, `<1@b>`."""
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_BRACES = re.compile(r"\{[^}\n]*\}")
_HEADING_ID = re.compile(r"#.*[ \t]\{:? *#[a-z0-9-]+ *\}[ \t]*$")
_TARGET = r"<?(?P<target>(?:[^()\s<>]|\((?:[^()\s<>]|\([^()\s<>]*\))*\))*)"
_LINK = re.compile(rf"(?P<open>\])\(\s*{_TARGET}")
"""The end of a link: its words may hold anything, even other links; `target` ends at a blank."""
_DEFINITION = re.compile(rf"^[ \t>*+\-\d.]*(?P<open>\[)(?!\^)[^\[\]]*\]:\s*{_TARGET}", re.MULTILINE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\n]+)\]")
_FOOTNOTE_TEXT = re.compile(rf"^ {{0,3}}{_FOOTNOTE.pattern}:", re.MULTILINE)


def _find_links(text: str) -> Iterator[re.Match[str]]:
    """Yield the links in `text`, which is without code.

    A footnote's sign is no link, even before a bracket: 甲[^1](乙). One without a text is.
    """
    noted = {found["name"] for found in _FOOTNOTE_TEXT.finditer(text)}
    text = _FOOTNOTE.sub(
        lambda found: " " * len(found.group()) if found["name"] in noted else found.group(), text
    )
    for pattern in (_LINK, _DEFINITION):
        yield from pattern.finditer(text)


def linked_files(page: Page) -> Iterator[str]:
    """Yield the paths below the content folder of all files that the page shows or links to."""
    text = mask_code(page.source.body)
    start = posixpath.dirname(page.source.src)
    for link in _find_links(text):
        path = link["target"].partition("#")[0]
        if path and not _SCHEME.match(path):
            yield posixpath.normpath(posixpath.join(start, path))


def check_headings(page: Page) -> Iterator[Problem]:
    """Yield headings of the wrong level, without address, or with one that stands twice."""
    problem, previous = page.source.problem, 1
    yield from _underlined(page)
    for heading in page.headings:
        if heading.level == 1:
            yield problem(
                heading.line,
                1,
                Code.HEADING,
                "正文里不写一级标题",
                "标题写在头部的 title；正文从 ## 开始",
            )
        elif heading.level > previous + 1:
            marks = "#" * (previous + 1)
            yield problem(heading.line, 1, Code.HEADING, "标题跳级", f"这里用 {marks}")
        previous = max(heading.level, 1)
        if heading.id is None and "{" not in heading.text:
            fixed = "、".join(page.kind.sections)
            hint = f"例如 {'#' * heading.level} {heading.text} {{#ming-cheng}}"
            yield problem(
                heading.line,
                1,
                Code.NO_ANCHOR,
                f"标题“{heading.text}”没有固定地址",
                f"{hint}；固定标题有：{fixed}" if fixed else hint,
            )
    yield from _anchors(page)


def _underlined(page: Page) -> Iterator[Problem]:
    """Yield headings in the other way of Markdown, which an editor mostly writes by accident."""
    for number, (above, line) in enumerate(pairwise(mask_fences(page.source.body)), 2):
        if _UNDERLINE.fullmatch(line) and above.strip():
            yield page.source.problem(
                number,
                1,
                Code.HEADING,
                "文字下面的横线会把它变成标题",
                "标题写成“## 标题”；要画分隔线，先空一行",
            )


def _anchors(page: Page) -> Iterator[Problem]:
    """Yield addresses that stand twice; not of numbers and sections, which have their own checks."""
    seen: set[str] = set()
    if isinstance(page, Rule):
        seen = {part.id for article in page.articles for part in article.walk()}
    fixed = page.kind.sections if page.kind in WHOLE else ()
    for heading in page.headings:
        counted = DIVISION.match(heading.text) or STEP.match(heading.text) or heading.text in fixed
        if heading.id in seen and not counted:
            message = f"地址 #{heading.id} 出现两次"
            yield page.source.problem(heading.line, 1, Code.ANCHOR_TWICE, message, "请换一个名称")
        seen.add(heading.id or "")


def check_text(
    page: Page, site: Site, files: frozenset[str], *, complete: bool = True
) -> Iterator[Problem]:
    """Yield HTML, links that lead nowhere or outside, and unknown short codes.

    The codes only if the site is `complete`: they may be those of pages that cannot be read.
    """
    text = mask_code(page.source.body)
    yield from _markup(page, text)
    for link in _find_links(text):
        yield from _link(page, site, files, link["target"], _opening(text, link.start("open")))
    for code in CODE.finditer(text) if complete else ():
        yield from _code(page, site, code, position(text, code.start()))


def _markup(page: Page, text: str) -> Iterator[Problem]:
    """Yield HTML tags, and attributes in braces: with both, a script could be brought in."""
    for number, line in enumerate(text.split("\n"), 1):
        if tag := _TAG.search(line):
            yield page.source.problem(
                number,
                tag.start() + 1,
                Code.RAW_HTML,
                "正文里不能写 HTML 标签",
                "请用 Markdown 写法；要显示尖括号，用 ` ` 括起来",
            )
        if (braces := _BRACES.search(line)) and not _HEADING_ID.match(line):
            yield page.source.problem(
                number,
                braces.start() + 1,
                Code.RAW_HTML,
                "正文里不能写花括号",
                "标题的地址写成 {#ming-cheng}；要显示花括号，用 ` ` 括起来",
            )


class _Place(NamedTuple):
    """Where a link begins."""

    line: int
    column: int
    image: bool


def _opening(text: str, end: int) -> _Place:
    """Return where the link begins whose words end at the bracket `end`."""
    depth, start = 1, end
    while depth and (opening := text.rfind("[", 0, start)) >= 0:
        closing = text.rfind("]", opening, start)
        depth += 1 if closing >= 0 else -1
        start = max(opening, closing)
    start = end if depth else start
    image = text[:start].endswith("!")
    return _Place(*position(text, start - image), image)


def _link(
    page: Page, site: Site, files: frozenset[str], target: str, place: _Place
) -> Iterator[Problem]:
    problem, at = page.source.problem, (place.line, place.column)
    target = unescape(target)
    path, _, anchor = target.partition("#")
    if not target:
        yield problem(*at, Code.DEAD_LINK, "链接没有写地址")
        return
    if scheme := _SCHEME.match(target):
        if scheme.group().lower() in {"http:", "https:"}:
            message = f"指向站外的地址 {target}"
            yield problem(*at, Code.OUTSIDE_ADDRESS, message, "本站在内网使用：写出名称即可")
        else:
            message = f"不允许的链接 {scheme.group()}"
            yield problem(*at, Code.UNSAFE_LINK, message, "只能链接到站内页面")
        return
    src = posixpath.normpath(posixpath.join(posixpath.dirname(page.source.src), path))
    src = src if path else page.source.src
    suffix = posixpath.splitext(src)[1]
    if src in files and not place.image and suffix not in {".md", *ATTACHMENTS}:
        hint = f"图片写成 ![说明]({target})"
        yield problem(*at, Code.DEAD_LINK, f"不能链接到 {target}，它不是页面", hint)
    elif src not in files:
        near = get_close_matches(src, [src for src in files if src.endswith(".md")], 1, 0.5)
        start = posixpath.dirname(page.source.src) or "."
        hint = f"是不是 {posixpath.relpath(near[0], start)}？" if near else ""
        yield problem(*at, Code.DEAD_LINK, f"找不到 {target}", hint)
    elif anchor and src in site.anchors and anchor not in site.anchors[src]:
        near = get_close_matches(anchor, site.anchors[src], 1, 0.5)
        hint = f"是不是 #{near[0]}？" if near else ""
        yield problem(*at, Code.DEAD_ANCHOR, f"{src} 里没有 #{anchor}", hint)


def _code(page: Page, site: Site, code: re.Match[str], at: tuple[int, int]) -> Iterator[Problem]:
    address = site.decode(code)
    if address is None:
        near = get_close_matches(code["code"], site.codes, 3, 0.6)
        hint = "最接近的编号：" + "、".join(near) if near else ""
        yield page.source.problem(*at, Code.UNKNOWN_CODE, f"找不到编号 {code['code']}", hint)
    elif not site.has(address):
        title = site.codes[code["code"]].meta.title
        message = f"“{title}”里没有{anchor_label(address.anchor)}"
        yield page.source.problem(*at, Code.UNKNOWN_CODE, message)
