"""What stands below the table of a filled form, as the body of a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.headings import STEP, STEP_FIELDS
from kb.importing.blocks import Block
from kb.importing.blocks import Kind as BlockKind
from kb.importing.escape import escape
from kb.importing.names import slug
from kb.importing.page import Body
from kb.inbox.forms import LATER, Form
from kb.kinds import Kind
from kb.problem import Code, Problem

_LEAD = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s*[.．、)）]\s*(?=\S)")
_MARKED = re.compile(r"^[•·●▪■◆○□☐\-–—]\s*(?=\S)")
_FIELD = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4})[：:]\s*(?P<text>.*)")
_ITEM_FIELDS = ("材料条目", "站内", "针对问题", "答复")
_FIELDS = {Kind.PROCEDURE: STEP_FIELDS, Kind.ANNUAL: _ITEM_FIELDS}
_ITEMS = {"成效": "done-", "问题": "problem-", "打算": "plan-"}
_LISTS = {"防控要点", "参加人员", "会前材料", "会上提醒", "记录要点", "纪要要点", "归档清单"}
"""Sections in which every paragraph is an item of a list."""
_OPTIONAL = {Kind.PROCEDURE: {"归档清单", "常见问题"}}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page and the line of the document that it comes from."""

    text: str
    line: int
    group: str = ""
    """Lines of one group, e.g. of one list, stand together; others are parted by an empty line."""


@dataclass(slots=True)
class BodyWriter:
    """Writes the body of one page; what is wrong or missing is collected on the way."""

    form: Form
    path: str
    """The file as people know it."""
    problems: list[Problem]
    to_fill: list[Problem]
    _anchors: set[str] = field(default_factory=set)
    _items: dict[str, str] = field(default_factory=dict)
    """The anchors of a year's items by their titles."""

    @property
    def kind(self) -> Kind:
        """The kind of the page."""
        return self.form.kind

    def write(self, blocks: tuple[Block, ...]) -> Body:
        """Return the body: every section of the kind in its order, whatever the document's."""
        before, sections = self._cut(blocks)
        lines = self._lines("", before)
        if lines and self.kind is not Kind.PROCEDURE:
            message = "这一段在第一个标题前面，不知道放在哪一节"
            first = next(iter(self.form.sections))
            hint = f"移到“{first}”或者别的标题下面；标题照模板写"
            self.problems.append(Problem(self.path, before[0].line, 1, Code.FORM, message, hint))
        optional = _OPTIONAL.get(self.kind, set())
        for title in self.form.sections:
            inside = sections.get(title, [])
            if not inside and title in optional:
                continue
            place = inside[0].line if inside else blocks[-1].line if blocks else 1
            lines.append(_Line(f"## {title}", place))
            written = self._lines(title, inside)
            if not written:
                message = f"“{title}”一节没有写，页面上先写“{LATER}”"
                self.to_fill.append(Problem(self.path, place, 1, Code.TO_FILL, message))
                written = [_Line(LATER, place)]
            lines += written
        return _body(lines)

    def _cut(self, blocks: tuple[Block, ...]) -> tuple[list[Block], dict[str, list[Block]]]:
        before: list[Block] = []
        sections: dict[str, list[Block]] = {}
        into = before
        for block in blocks:
            title = _LEAD.sub("", block.text).rstrip("：: ")
            if block.kind is not BlockKind.ROW and title in self.form.sections:
                into = sections.setdefault(title, [])
            else:
                into.append(block)
        return before, sections

    def _lines(self, section: str, blocks: list[Block]) -> list[_Line]:
        return [
            line for number, one in enumerate(blocks) for line in self._line(section, one, number)
        ]

    def _line(self, section: str, block: Block, number: int) -> Iterator[_Line]:
        text, line = block.text, block.line
        if block.kind is BlockKind.ROW:
            cells = " | ".join(escape(cell, cell=True, codes=True) for cell in block.cells)
            group = "first row" if block.first else "row"
            yield _Line(f"| {cells} |", line, group)
            if block.first:
                yield _Line(f"|{'---|' * len(block.cells)}", line, "row")
        elif step := self._step(section, text):
            yield _Line(f"### {step}", line)
        elif block.kind is BlockKind.HEADING:
            anchor = self._anchor(section, text)
            yield _Line(f"### {escape(text, codes=True)} {{#{anchor}}}", line)
        elif words := self._field(text):
            yield _Line(f"- {words}", line, "fields")
        elif section == "核对清单":
            yield _Line(f"- [ ] {_words(_MARKED.sub('', text, count=1))}", line, "list")
        elif found := _NUMBERED.match(text):
            words = _words(text[found.end() :])
            yield _Line(f"{int(found['number'])}. {words}", line, "numbers")
        elif block.bullet or section in _LISTS or _MARKED.match(text):
            yield _Line(f"- {_words(_MARKED.sub('', text, count=1))}", line, "list")
        else:
            yield _Line(_words(text), line)

    def _step(self, section: str, text: str) -> str:
        """Return the heading of a step of a procedure; empty where the text is none."""
        if self.kind is not Kind.PROCEDURE or section != "步骤":
            return ""
        found = STEP.fullmatch(
            text.replace("：", "\u3000", 1) if STEP.match(text) is None else text
        )
        return f"第{found['number']}步\u3000{_words(found['title'])}" if found else ""

    def _field(self, text: str) -> str:
        """Return a field of a step or an item, as the page writes it; empty where the text is none."""
        found = _FIELD.fullmatch(_MARKED.sub("", text, count=1))
        if found is None or found["name"] not in _FIELDS.get(self.kind, ()):
            return ""
        words = _words(found["text"])
        if found["name"] == "针对问题":
            for title, anchor in self._items.items():
                words = words.replace(_words(title), f"#{anchor}")
        return f"{found['name']}：{words}"

    def _anchor(self, section: str, text: str) -> str:
        """Return the address of a heading, unlike those before it."""
        prefix = _ITEMS.get(section, "") if self.kind is Kind.ANNUAL else "s-"
        words = "-".join(slug(text).split("-")[:6])
        wanted = anchor = f"{prefix}{words}"
        number = 2
        while anchor in self._anchors:
            anchor, number = f"{wanted}-{number}", number + 1
        self._anchors.add(anchor)
        if prefix == "problem-":
            self._items[text] = anchor
        return anchor


def _words(text: str) -> str:
    return escape(text, codes=True)


def _body(lines: list[_Line]) -> Body:
    texts, places = [""], [1]
    previous = ""
    for one in lines:
        together = one.group and (
            one.group == previous or (one.group, previous) == ("row", "first row")
        )
        if not together and len(texts) > 1:
            texts.append("")
            places.append(places[-1])
        texts.append(one.text)
        places.append(one.line)
        previous = one.group
    return Body("\n".join([*texts, ""]), (*places, places[-1]))
