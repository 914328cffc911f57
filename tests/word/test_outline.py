"""The outlines of the real content, read back as Word reads them."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kb.inputs import Audience, BuildInputs
from kb.site import Site, select
from kb.word.outline import outline, outline_file
from tests.word.office import printed

INPUTS = BuildInputs(date(2026, 11, 24), "http://kb.example/", Audience.LEADERS)


@pytest.fixture(scope="module")
def made(content: Site) -> dict[str, bytes]:
    """The outlines for 2022, the year that has plans and no results."""
    site = select(content, INPUTS.edition)
    return {one.id: outline_file(site, outline(site, one, 2022), INPUTS) for one in site.outlines}


def cells(raw: bytes) -> list[str]:
    tables = Document(BytesIO(raw)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def test_there_are_the_four_reports(made: dict[str, bytes]) -> None:
    assert list(made) == [
        "niandu-zongjie",
        "shuze-shulian",
        "zhuti-zeren-baogao",
        "minzhu-shenghuohui",
    ]


def test_every_plan_of_2021_is_to_be_answered_and_none_is_answered(
    content: Site, made: dict[str, bytes]
) -> None:
    told = cells(made["niandu-zongjie"])
    headings = content.records["2021"].headings
    plans = [one.text for one in headings if (one.id or "").startswith("plan-")]
    assert len(plans) == 7
    for plan in plans:
        row = next(at for at, text in enumerate(told) if text.startswith(plan))
        assert told[row + 1].startswith("ND-2021\nhttp://kb.example/s/nd-2021.html#plan-")
        assert told[row + 2].startswith("□已做")


def test_every_question_names_its_article_and_leaves_room(made: dict[str, bytes]) -> None:
    for raw in made.values():
        for table in Document(BytesIO(raw)).tables:
            if table.rows[0].cells[0].text == "要答的事":
                for row in table.rows[1:]:
                    ask, basis, answer = (cell.text for cell in row.cells)
                    assert ask.startswith("□ ")
                    assert "http://kb.example/s/" in basis
                    assert answer == ""


def test_model_texts_are_named_as_such(made: dict[str, bytes]) -> None:
    for raw in made.values():
        lines = [paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs]
        assert any("示范文本，未经本单位印发，不具效力：GZ-0" in line for line in lines)


@pytest.mark.slow
def test_libreoffice_prints_every_outline(made: dict[str, bytes], tmp_path: Path) -> None:
    for raw in made.values():
        pages = printed(raw, tmp_path).split("\f")[:-1]
        assert len(pages) >= 2
        assert all("未审定" in page and "班子版" in page for page in pages)
