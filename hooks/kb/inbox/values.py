"""The words of a cell as the value that the front matter wants."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.address import CODE
from kb.checks.citations import explain
from kb.citations import SELF, DocumentContext, find_citations
from kb.importing.header import Value
from kb.inbox.filled import Cell
from kb.inbox.forms import LATER, Field, Need, Shape
from kb.inbox.template import BOX
from kb.linking.catalog import Catalog, FaultKind, names_of, plain_name
from kb.model import CUSTOM
from kb.problem import Code, Problem
from kb.site import Rule, Site

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_TICKED = "☑☒■√✓✔"
_CHOICE = re.compile(rf"(?P<box>[{BOX}□{_TICKED}])\s*(?P<name>[^{BOX}□{_TICKED}]*)")
_WORDS = re.compile(r"[、；;,，\s]+")
_NEW_LINE = r"(?<=[\u4e00-\u9fff，、；：。！？）”》])\s+(?=[\u4e00-\u9fff（“《])"
"""A blank between Chinese words: in a cell it was the end of a line."""
_LIST = re.compile(rf"[、；;]+|{_NEW_LINE}")
_SENTENCES = re.compile(rf"[；;]+|{_NEW_LINE}")
_ADDRESS = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)*#[a-z0-9-]+")
_BETWEEN = re.compile(r"[、，。；;,.\s和以及与（）()]*")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of one Word file; what is wrong or missing is collected on the way."""

    site: Site
    path: str
    """The file as people know it."""
    problems: list[Problem]
    to_fill: list[Problem]

    def value(self, field: Field, cell: Cell, day: date) -> Value:
        """Return the value of `cell`; `day` tells which version of a rule a citation means."""
        if not cell.text:
            return self._empty(field, cell)
        match field.shape:
            case Shape.TEXT:
                return re.sub(_NEW_LINE, "", cell.text)
            case Shape.DAY:
                return self._day(field, cell)
            case Shape.YEAR:
                return self._year(field, cell)
            case Shape.ONE | Shape.MANY:
                return self._chosen(field, cell)
            case Shape.LIST:
                return _parts(_LIST, cell.text)
            case Shape.SENTENCES:
                return _parts(_SENTENCES, cell.text)
            case Shape.PLACES:
                return self.places(field.name, cell, day)
            case Shape.RECORDS:
                return self._records(field, cell)

    def places(self, name: str, cell: Cell, day: date) -> tuple[str, ...]:
        """Return the addresses that citations and codes in `cell` mean, in order."""
        catalog = Catalog.of(self.site)
        found: list[tuple[int, int, str]] = []
        context = DocumentContext(None, names=names_of(self.site.of(Rule)))
        for citation in find_citations(cell.text, document=context):
            if citation.target == SELF:
                continue
            resolution = catalog.resolve(citation, day)
            faults = [one for one in resolution.faults if one.kind is not FaultKind.NOT_IN_FORCE]
            for fault in faults:
                message, hint = explain(resolution, fault, catalog)
                self._wrong(name, cell, message, hint)
            places = [""] if faults else [str(place) for place in resolution.places]
            found += [(citation.start, citation.end, place) for place in places]
        for code in CODE.finditer(cell.text):
            address = self.site.decode(code)
            if address is None or not self.site.has(address):
                self._wrong(name, cell, f"找不到编号 {code.group()}", "核对编号和条号、步号")
            found.append((code.start(), code.end(), str(address or "")))
        found += [(one.start(), one.end(), one.group()) for one in _ADDRESS.finditer(cell.text)]
        found += [(one.start(), one.end(), CUSTOM) for one in re.finditer(CUSTOM, cell.text)]
        rest = _left_over(cell.text, found)
        if rest or not found:
            message = f"“{rest or cell.text}”看不出是哪一条、哪一步"
            hint = "例如《中国共产党纪律处分条例》（2023年）第九十七条，或者GZ-001-21、CX-003第九步"
            self._wrong(name, cell, message, hint)
        return tuple(dict.fromkeys(place for _, _, place in sorted(found) if place))

    def _empty(self, field: Field, cell: Cell) -> Value:
        if field.need is Need.MUST:
            choices = (
                f"可选：{'、'.join(field.choices)}" if field.choices else field.guide.strip("【】")
            )
            self._wrong(field.name, cell, "没有填", choices)
        if field.need is not Need.LATER:
            return None
        message = f"表格“{field.name}”没有填，页面上先写“{LATER}”"
        self.to_fill.append(Problem(self.path, cell.line, 1, Code.TO_FILL, message))
        return (LATER,) if field.shape in {Shape.LIST, Shape.SENTENCES} else LATER

    def _day(self, field: Field, cell: Cell) -> date | None:
        found = _DAY.search(cell.text)
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        hint = "写法如2026-11-24或者2026年11月24日"
        self._wrong(field.name, cell, f"“{cell.text}”不是日期", hint)
        return None

    def _year(self, field: Field, cell: Cell) -> int | None:
        if found := re.search(r"(?:19|20)\d{2}", cell.text):
            return int(found.group())
        self._wrong(field.name, cell, f"“{cell.text}”不是年份", "写四位数字，例如2026")
        return None

    def _chosen(self, field: Field, cell: Cell) -> Value:
        names = _ticked(cell.text)
        if not names:
            return self._empty(field, Cell("", cell.line))
        values = []
        for name in names:
            value = field.choices.get(name)
            if value is None and name in field.choices.values():
                value = name
            if value is None:
                self._wrong(
                    field.name, cell, f"没有“{name}”这个选项", f"可选：{'、'.join(field.choices)}"
                )
            else:
                values.append(value)
        if field.shape is Shape.MANY:
            return tuple(values)
        if len(values) > 1:
            self._wrong(field.name, cell, f"勾了{len(values)}项", "只勾一项")
        return values[0] if values else None

    def _records(self, field: Field, cell: Cell) -> tuple[str, ...]:
        titles: Mapping[str, str] = {
            plain_name(record.meta.title): record.meta.id for record in self.site.records.values()
        }
        ids = []
        for word in _parts(_WORDS, cell.text):
            record = self.site.codes.get(word) or self.site.records.get(word)
            page_id = record.meta.id if record else titles.get(plain_name(word))
            if page_id is None:
                self._wrong(field.name, cell, f"找不到“{word}”", "写编号，例如GZ-004")
            else:
                ids.append(page_id)
        return tuple(ids)

    def _wrong(self, name: str, cell: Cell, message: str, hint: str = "") -> None:
        text = f"表格“{name}”：{message}"
        self.problems.append(Problem(self.path, cell.line, 1, Code.FORM, text, hint))


def _parts(between: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(part for piece in between.split(text) if (part := piece.strip(" \u3000。")))


def _ticked(text: str) -> list[str]:
    """Return the names behind ticked boxes; without any box, the words that stand there."""
    boxes = list(_CHOICE.finditer(text))
    if not boxes:
        return list(_parts(_WORDS, text))
    return [one["name"].strip(" \u3000、，；") for one in boxes if one["box"] in _TICKED]


def _left_over(text: str, found: list[tuple[int, int, str]]) -> str:
    """Return the words between what was found that mean something."""
    return "".join(_between(text, found)).strip()


def _between(text: str, found: list[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, _ in [*sorted(found), (len(text), len(text), "")]:
        gap = text[at:start] if start > at else ""
        if not _BETWEEN.fullmatch(gap):
            yield gap
        at = max(at, end)
