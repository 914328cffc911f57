"""A table or ledger as an Excel file: its head repeated, its choices as lists, ready to print."""

from datetime import datetime
from io import BytesIO

import xlsxwriter

from kb.inputs import BuildInputs
from kb.model import Form, FormColumn
from kb.site import Site
from kb.views.forms import printed
from kb.views.frame import chinese_date

_FONT = "仿宋_GB2312"
_A4 = 9
_HEAD = 1
"""The row of the head, below the title."""
_FORMATS = {"文字": "@", "日期": "yyyy-mm-dd", "数": "0.##"}


def excel_form(site: Site, form: Form, inputs: BuildInputs, *, approved: bool) -> bytes:
    """Return the file of `form`."""
    raw = BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    day = datetime.fromisoformat(inputs.date.isoformat())
    book.set_properties({"title": form.title, "author": "", "created": day})
    sheet = book.add_worksheet(form.title[:31])
    base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
    boxed = {**base, "border": 1}
    title = book.add_format(
        {**base, "font_name": "方正小标宋简体", "font_size": 18, "align": "center"}
    )
    head = book.add_format({**boxed, "font_name": "黑体", "align": "center", "bg_color": "#EDEDED"})
    last = _HEAD + form.blank
    columns = (FormColumn(name="序号", width=3, holds="数"), *form.columns)
    sheet.merge_range(0, 0, 0, len(columns) - 1, form.title, title)
    sheet.set_row(0, 34)
    sheet.set_row(_HEAD, 32)
    for at, column in enumerate(columns):
        cell = book.add_format({**boxed, "num_format": _FORMATS[column.holds]})
        sheet.set_column(at, at, column.width * 2 + 1)
        sheet.write_string(_HEAD, at, column.name, head)
        for row in range(_HEAD + 1, last + 1):
            sheet.write_blank(row, at, None, cell)
        _validate(sheet, column, at, last)
    for row in range(_HEAD + 1, last + 1):
        sheet.set_row(row, 26)
    for number, note in enumerate(form.notes, 1):
        words = "".join(run.text for run in printed(site, note))
        sheet.merge_range(
            last + number,
            0,
            last + number,
            len(columns) - 1,
            f"{number}. {words}",
            book.add_format(base),
        )
        sheet.set_row(last + number, 30)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    told = [f"依据截至{chinese_date(inputs.date)}", *([] if approved else ["未审定"])]
    sheet.set_footer(f"&C第 &P 页，共 &N 页&R{'　'.join(told)}")
    book.close()
    return raw.getvalue()


def _validate(
    sheet: xlsxwriter.worksheet.Worksheet, column: FormColumn, at: int, last: int
) -> None:
    """Let the cells of a column hold what it says, and nothing else."""
    rule: dict[str, object]
    if column.choices:
        rule = {
            "validate": "list",
            "source": list(column.choices),
            "error_title": column.name,
            "error_message": f"只能填：{'、'.join(column.choices)}",
        }
    elif column.holds == "日期":
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": datetime(2000, 1, 1),
            "error_title": column.name,
            "error_message": "写成日期，例如2026-11-23",
        }
    else:
        return
    sheet.data_validation(_HEAD + 1, at, last, at, rule)
