"""What asks for an occasion or a form, and whether a form can be filled in."""

from collections.abc import Iterator, Sequence

from kb.address import CODE, Address
from kb.forms.pages import INDEX, PRINTED, form_src
from kb.model import CUSTOM, Form, FormFile
from kb.problem import Code, Problem
from kb.site import Annual, Meeting, Procedure, Rule, Site
from kb.yamltext import Loc, YamlText

_HINT = "例如 lianzheng-tanhua-zhidu#art-8、2021#done-lianzheng-tanhua；没有的写 本单位惯例"


def check_occasion(site: Site, meeting: Meeting) -> Iterator[Problem]:
    """Yield a basis that is neither a rule nor a year: what is not here is told elsewhere."""
    for index, text in enumerate(meeting.meta.basis):
        address = Address.parse(text)
        record = site.records.get(address.record) if address else None
        if text != CUSTOM and record and not isinstance(record, Rule | Annual):
            yield meeting.header.problem(
                ("basis", index),
                Code.OCCASION_BASIS,
                f"“{text}”是{record.kind.label}，不能作为依据",
                _HINT,
            )


def check_forms(site: Site, yaml: YamlText) -> Iterator[Problem]:
    """Yield everything wrong with the blank forms of `site`, which `yaml` holds."""
    for index, form in enumerate(site.forms):
        yield from _shape(form, (index,), yaml)
        yield from _basis(site, form, (index,), yaml)
    titles = [form.title for form in site.forms]
    yield from _twice(titles, (), "title", "名称也是文件的名称，各不相同", yaml)


def _shape(form: Form, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    """Yield what leaves nothing to fill in, or cannot be set."""

    def wrong(place: Loc, message: str, hint: str) -> Problem:
        return yaml.problem((*loc, *place), Code.FORM_SHAPE, message, hint)

    if form_src(form) == INDEX:
        yield wrong(("id",), "index 是表样列表的地址，不能作为标识", "例如 qiandao-biao")
    if form.file is FormFile.EXCEL and (form.rows or form.sign):
        key = "rows" if form.rows else "sign"
        yield wrong((key,), f"Excel表样只写 columns，不写 {key}", "要签名的用 file: Word")
    if form.file is FormFile.EXCEL and not form.columns:
        yield wrong((), f"“{form.title}”没有列", "columns 里至少写一列")
    if form.file is FormFile.WORD and not form.rows and not form.columns:
        yield wrong((), f"“{form.title}”没有要填的内容", "写 rows（各行）或者 columns（各列）")
    for place, row in enumerate(form.rows):
        if bool(row.cells) == bool(row.heading):
            yield wrong(("rows", place), "一行要么写 cells，要么写 heading", "cells: [时间, 地点]")
        elif row.text and len(row.cells) != 1:
            yield wrong(("rows", place, "text"), "写 text 的一行只能有一栏", "cells: [送年货]")
    columns = [column.name for column in form.columns]
    yield from _twice(columns, (*loc, "columns"), "name", "每一列的名称不同", yaml)


def _twice(
    names: Sequence[str], loc: Loc, key: str, hint: str, yaml: YamlText
) -> Iterator[Problem]:
    """Yield every name of the list at `loc`, under its `key`, that stood there before."""
    for index, name in enumerate(names):
        if name in names[:index]:
            place = (*loc, index, key)
            yield yaml.problem(place, Code.DUPLICATE, f"“{name}”写了两次", hint)


def _basis(site: Site, form: Form, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    """Yield what a form names and is not here, or is for fewer readers than the form."""
    named = [
        ((*loc, "basis", index), text, Address.parse(text))
        for index, text in enumerate(form.basis)
        if text != CUSTOM
    ]
    for place, text in _printed(form, loc):
        for found in PRINTED.finditer(text):
            code = CODE.fullmatch(found[1])
            named.append((place, found[1], site.decode(code) if code else None))
    for place, text, address in named:
        if address is None or not site.has(address):
            message = f"表样里的“{text}”不是站内的条文、步骤"
            yield yaml.problem(place, Code.FORM_BASIS, message, _HINT)
            continue
        record = site.records[address.record]
        if not isinstance(record, Rule | Procedure | Annual):
            message = f"“{text}”是{record.kind.label}，不能作为依据"
            yield yaml.problem(place, Code.FORM_BASIS, message, _HINT)
        elif not form.audience.holds(held := record.meta.audience):
            message = f"表样给“{form.audience}”看，依据只给“{held}”看"
            hint = f"表样的 audience 写“{held}”，或者换一个依据"
            yield yaml.problem(place, Code.FORM_AUDIENCE, message, hint)


def _printed(form: Form, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield the words of a form in which codes may stand, with their places."""
    for index, row in enumerate(form.rows):
        yield (*loc, "rows", index, "text"), row.text
    for index, note in enumerate(form.notes):
        yield (*loc, "notes", index), note
