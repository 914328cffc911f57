"""A document as an official text: its title, its days, and what each paragraph is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from kb.importing.blocks import Block, Document, Kind
from kb.importing.dates import (
    begins_history,
    day_in_name,
    effective_on,
    is_history,
    issued_on,
)
from kb.importing.sections import ANNEXES, Sections, is_division
from kb.numerals import NUMERAL, parse_article, parse_numeral
from kb.problem import Code, Problem

_N = NUMERAL.partition("{")[0]
_ARTICLE = re.compile(
    rf"第[ \u3000]*(?P<number>{_N}(?:[ \u3000]?{_N}){{0,11}})[ \u3000]*条"
    rf"(?:[ \u3000]*之[ \u3000]*(?P<branch>{_N}{{1,3}})(?!{_N}))?(?P<gap>[ \u3000]*(?:[：:][ \u3000]*)?)"
)
"""The number of an article; what parts it from the words is a blank, a colon or nothing."""
_MENTION = re.compile(r"[、，。；：）》”至到和或及与的等中之所规第款项]")
"""What follows the number of an article that is only mentioned."""
_BLANKS = re.compile(r"[ \u3000]+")
_CONTENTS = re.compile(r"目[ \u3000]*[录次]")
_CHAPTER = re.compile(rf"(?:^|[ \u3000])第{NUMERAL}[编章节](?=[ \u3000])")
_LEADERS = " .．…·\u3000\t0123456789"
_BODY = re.compile(
    r"(?:日[ \u3000]*)?(?P<place>[\u4e00-\u9fff]{2,10}?)?第[一二三四五六七八九十]+届(?P<of>全国)?(?P<body>人民代表大会(?:常务委员会)?)"
)
_OFFICE = re.compile(r"最高人民法院、最高人民检察院|最高人民(?:法院|检察院)|国务院|中央军事委员会")
_BEFORE_SUBJECT = re.compile(
    r"(?P<body>[\u4e00-\u9fff、]{2,30}?(?:大会|委员会|常委会|[局部厅委院]|政府|办公室|党组))关于"
)
_ORDER = re.compile(
    r"(?:^|日)[ \u3000]*(?P<number>(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,20})令(?:〔\d{4}〕)?第?\d+号)"
)
_NUMBER = re.compile(
    r"(?:^|日)[ \u3000]*(?P<number>[\u4e00-\u9fff]{1,10}[〔\[(（]\d{4}[〕\])）]第?\d+号)"
)
_CLOSING = 4
"""How many of the last paragraphs of a text without articles may say since when it is in force."""
_HISTORY_LINES = 6
"""How many lines one event may take: its title marks are often broken."""
_LONGEST_TITLE = 150
_TITLE_LINES = 4


class Role(Enum):
    """What a paragraph of an official text is."""

    HEADING = auto()
    ARTICLE = auto()
    TEXT = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of an official text and what it is."""

    role: Role
    text: str
    """Its words; those of an article without the number."""
    line: int
    label: str = ""
    """第一百二十条之三, for an article."""
    level: int = 0
    anchor: str = ""
    """The address of a heading that has none by its role."""
    cells: tuple[str, ...] = ()
    first: bool = False
    """Whether a row opens its table."""


@dataclass(frozen=True, slots=True)
class Law:
    """An official text, read."""

    path: str
    title: str
    entries: tuple[Entry, ...]
    promulgated: date | None
    effective: date | None
    issuer: str | None
    number: str | None
    remarks: tuple[Problem, ...]

    @property
    def day(self) -> date | None:
        """The day that tells this version from others."""
        return self.promulgated or self.effective

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its articles, in order."""
        return tuple(parse_article(one.label) for one in self.entries if one.role is Role.ARTICLE)


def read_law(document: Document, title: str | None = None) -> Law | Problem:
    """Return the official text that `document` holds, or why it holds none.

    `title` is what a person says that it is called, in place of what the file says.
    """
    found = _title(document)
    if isinstance(found, Problem):
        if title is None or not document.blocks:
            return found
        found = title, document.blocks
    below = found[1]
    title = title or found[0]
    blocks = _without_contents(below)
    if not blocks:
        return Problem(document.path, 1, 1, Code.NOT_IMPORTED, "只有标题，没有正文")
    history = _history(blocks)
    issued = issued_on(history, day_in_name(document.name))
    entries = tuple(_entries(blocks))
    return Law(
        path=document.path,
        title=title,
        entries=entries,
        promulgated=issued,
        effective=effective_on(history, _closing(entries), issued),
        issuer=_issuer(title, history),
        number=_number(history),
        remarks=document.remarks,
    )


def _title(document: Document) -> tuple[str, Sequence[Block]] | Problem:
    """Return the title and the blocks below it.

    It is what the file marks as title; else the first lines that make up the file's name, else the
    first line.
    """
    blocks = document.blocks
    if not blocks:
        return Problem(document.path, 1, 1, Code.NOT_IMPORTED, "文件里没有文字")
    start = next((n for n, block in enumerate(blocks) if block.kind is Kind.TITLE), None)
    if start is None:
        start, end = 0, _title_end(blocks, document.name)
    else:
        end = start + 1
    title = _tight("".join(block.text for block in blocks[start:end]))
    if len(title) > _LONGEST_TITLE or title.endswith(("。", "；", "：")) or _ARTICLE.match(title):
        line = blocks[start].line
        hint = "规则的全称写在最前面，单独成一行"
        return Problem(document.path, line, 1, Code.NOT_IMPORTED, "找不到标题", hint)
    return title, blocks[end:]


def _title_end(blocks: Sequence[Block], name: str) -> int:
    """Return how many lines the title has: as many as the file's name confirms, else one."""
    wanted, words = _BLANKS.sub("", name), ""
    for count, block in enumerate(blocks[:_TITLE_LINES], 1):
        words += _BLANKS.sub("", block.text)
        if wanted.startswith(words) and not wanted[len(words) :].strip("()（）0123456789-_. "):
            return count
    return 1


def _tight(title: str) -> str:
    """Return a title without the blanks that spread it over its line; Latin words keep theirs."""
    return re.sub(r"(?<![!-~])[ \u3000]+|[ \u3000]+(?![!-~])", "", title)


def _without_contents(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return `blocks` without the table of contents: its lines all stand in the text again."""
    blocks = [block for block in blocks if not _lists_divisions(block.text)]
    title = next((n for n, block in enumerate(blocks) if _CONTENTS.fullmatch(block.text)), None)
    start = next((n for n, block in enumerate(blocks) if is_division(block.text)), len(blocks))
    if title is not None and title < start:
        start = min(title + 1, len(blocks) - 1)
    first = _bare(blocks[start]) if start < len(blocks) else ""
    end = next((n for n in range(start + 1, len(blocks)) if _bare(blocks[n]) == first), start)
    if any(_ARTICLE.match(block.text) for block in blocks[start:end]):
        end = start
    return [*blocks[: start if title is None else title], *blocks[end:]]


def _lists_divisions(text: str) -> bool:
    """Return whether a line is a table of contents by itself: 第一章 总则 第二章 …… 第三章 ……."""
    return bool(is_division(text, marked=True)) and len(_CHAPTER.findall(text)) > 2


def _bare(block: Block) -> str:
    """Return a line of a table of contents without blanks, leaders and the page's number."""
    return _BLANKS.sub("", block.text.rstrip(_LEADERS))


def _history(blocks: Sequence[Block]) -> list[str]:
    """Return the lines between title and text that say when it was issued and changed."""
    found, line, lines = list[str](), "", 0
    for block in blocks:
        lines += 1
        if lines <= _HISTORY_LINES and line.count("《") > line.count("》"):
            line += block.text
        elif block.kind is Kind.HEADING or _ARTICLE.match(block.text) or is_division(block.text):
            break
        else:
            line, lines = block.text if begins_history(block.text) else "", 1
        if is_history(line):
            found.append(line)
    return found


def _entries(blocks: Sequence[Block]) -> Iterator[Entry]:
    """Yield what each block is; the words of an article may stand on the line below its number."""
    sections, articles = Sections.of(blocks), _Articles()
    waiting: Entry | None = None
    for block in blocks:
        is_article = block.kind is Kind.HEADING and _ARTICLE.match(block.text)
        if not is_article and (section := sections.feed(block, articles.begun)):
            entry = Entry(Role.HEADING, section.text, block.line, "", section.level, section.anchor)
        elif block.kind is Kind.ROW:
            entry = Entry(Role.ROW, block.text, block.line, cells=block.cells, first=block.first)
        elif sections.inside or not (found := articles.feed(block)):
            entry = Entry(Role.TEXT, block.text, block.line)
        else:
            entry = found
        if waiting and entry.role is Role.TEXT:
            entry, waiting = replace(waiting, text=entry.text), None
        elif waiting:
            yield waiting
            waiting = None
        if entry.role is Role.ARTICLE and not entry.text:
            waiting = entry
        else:
            yield entry
    if waiting:
        yield waiting


@dataclass(slots=True)
class _Articles:
    """Tells articles from paragraphs that mention or quote one; fed in reading order."""

    _last: tuple[int, int] = (0, 0)
    _quotes: int = 0
    """How many quotation marks are open: an amendment quotes whole articles."""

    @property
    def begun(self) -> bool:
        """Whether there has been an article."""
        return self._last != (0, 0)

    def feed(self, block: Block) -> Entry | None:
        """Return the article that `block` opens, or None."""
        quoted, text = self._quotes > 0, block.text
        self._quotes = max(0, self._quotes + text.count("“") - text.count("”"))
        found = _ARTICLE.match(text)
        if found is None:
            return None
        number = (
            parse_numeral(_BLANKS.sub("", found["number"])),
            parse_numeral(found["branch"] or "〇"),
        )
        words = text[found.end() :]
        expected = number in {(self._last[0] + 1, 0), (self._last[0], self._last[1] + 1)}
        mentioned = bool(_MENTION.match(words))
        parted = bool(found["gap"]) or not words
        if not expected and (quoted or mentioned or not parted):
            return None
        if mentioned and not parted:
            return None
        self._last, self._quotes = number, max(0, text.count("“") - text.count("”"))
        label = _BLANKS.sub("", text[: found.start("gap")])
        return Entry(Role.ARTICLE, words, block.line, label)


def _closing(entries: Sequence[Entry]) -> list[str]:
    """Return the last paragraphs before any annex, where a text says since when it is in force."""
    end = next((n for n, one in enumerate(entries) if one.anchor.startswith(ANNEXES)), len(entries))
    articles = [n for n in range(end) if entries[n].role is Role.ARTICLE]
    start = articles[-2:][0] if articles else max(end - _CLOSING, 0)
    return [entry.text for entry in entries[start:end]]


def _issuer(title: str, history: Sequence[str]) -> str | None:
    """Return who issued the text first, as its title or its history says."""
    if found := _OFFICE.match(title) or _BEFORE_SUBJECT.match(title):
        return found.groupdict().get("body") or found.group()
    for words in history:
        if found := _BODY.search(words):
            return f"{found['of'] or found['place'] or ''}{found['body']}"
        if found := _OFFICE.search(words) or _ORDER.search(words):
            return found.groupdict().get("body") or found.group()
    return None


def _number(history: Sequence[str]) -> str | None:
    """Return the number that the text was last issued under."""
    found = [
        match["number"]
        for line in history
        for pattern in (_ORDER, _NUMBER)
        for match in pattern.finditer(line)
    ]
    return found[-1] if found else None
